import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { edited } from "../../tempestweb/client/behaviours/mask.js";
import { masked } from "../../tempestweb/client/masks.js";

const CPF = "999.999.999-99";

/** @type {{ mask: string, text: string, shown: string }[]} */
const cases = JSON.parse(
  readFileSync(new URL("../fixtures/masks.json", import.meta.url), "utf8"),
);

/**
 * What a field shows after an edit; `|` is the caret.
 *
 * @param {string} before
 * @param {string} after as the browser leaves it
 * @param {{ mask?: string, inputType?: string }} [options]
 */
function edit(before, after, { mask = CPF, inputType = "insertText" } = {}) {
  const field = { value: after.replace("|", ""), selectionStart: after.indexOf("|") };
  const { text, caret } = edited(mask, before, field, inputType);
  return `${text.slice(0, caret)}|${text.slice(caret)}`;
}

for (const { mask, text, shown } of cases) {
  test(`"${text}" in the mask "${mask}" is "${shown}"`, () => {
    assert.equal(masked(mask, text), shown);
  });
}

test("what is typed at the end gets the signs before it", () => {
  assert.equal(edit("529", "5299|"), "529.9|");
});

test("what is typed in the middle moves what comes after it", () => {
  assert.equal(edit("529.98", "51|29.98"), "51|2.998");
});

test("what does not fit is not taken, and the caret stays", () => {
  assert.equal(edit("529.98", "5x|29.98"), "5|29.98");
});

test("a full field takes nothing more, and loses nothing", () => {
  assert.equal(edit("529.982.247-25", "51|29.982.247-25"), "5|29.982.247-25");
});

test("a selection is replaced", () => {
  assert.equal(edit("529.982.247-25", "1|7-25"), "1|72.5");
});

test("what is pasted may have the signs already", () => {
  assert.equal(edit("", "529.982.247-25|"), "529.982.247-25|");
});

test("a digit is deleted", () => {
  const inputType = "deleteContentBackward";
  assert.equal(edit("529.982", "529.98|", { inputType }), "529.98|");
  assert.equal(edit("529.982", "5|9.982", { inputType }), "5|99.82");
});

test("a sign is deleted with the digit before it", () => {
  const inputType = "deleteContentBackward";
  assert.equal(edit("529.982", "529|982", { inputType }), "52|9.82");
});

test("a sign is deleted with the digit after it, forward", () => {
  const inputType = "deleteContentForward";
  assert.equal(edit("529.982", "529|982", { inputType }), "529|.82");
});

test("everything is deleted", () => {
  const inputType = "deleteContentBackward";
  assert.equal(edit("529.982", "|", { inputType }), "|");
});
