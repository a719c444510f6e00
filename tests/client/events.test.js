import assert from "node:assert/strict";
import { test } from "node:test";
import {
  clickPayload,
  fieldPayload,
  listenerOf,
  payloadOf,
} from "../../tempestweb/client/events.js";

const box = {
  getBoundingClientRect: () => ({ left: 10, top: 20, width: 100, height: 40 }),
};

test("a click is told from the node's top left corner", () => {
  const event = { clientX: 15, clientY: 50, detail: 1 };
  assert.deepEqual(clickPayload(event, box), { x: 5, y: 30 });
});

test("a click from the keyboard is in the middle of the node", () => {
  const event = { clientX: 0, clientY: 0, detail: 0 };
  assert.deepEqual(clickPayload(event, box), { x: 50, y: 20 });
});

test("a text field tells its value", () => {
  assert.deepEqual(fieldPayload({ type: "text", value: "a" }), { value: "a" });
});

test("a checkbox and a radio button tell whether they are checked", () => {
  for (const type of ["checkbox", "radio"]) {
    const payload = fieldPayload({ type, value: "on", checked: true });
    assert.deepEqual(payload, { value: "on", checked: true });
  }
});

test("a select tells the index of its option", () => {
  const select = { type: "select-one", value: "b", selectedIndex: 1 };
  assert.deepEqual(fieldPayload(select), { value: "b", index: 1 });
});

test("a field with a pattern tells whether its value is valid", () => {
  const field = { type: "text", value: "a", pattern: "\\d+" };
  const payload = fieldPayload({ ...field, validity: { valid: false } });
  assert.deepEqual(payload, { value: "a", valid: false });
});

test("a field without a pattern says nothing of validity", () => {
  const field = { type: "text", value: "a", pattern: "", validity: { valid: true } };
  assert.deepEqual(fieldPayload(field), { value: "a" });
});

test("an event of another type has an empty payload", () => {
  for (const type of ["keydown", "focus", "constructor"]) {
    const event = /** @type {any} */ ({ type, target: { value: "a" } });
    assert.deepEqual(payloadOf(event, /** @type {any} */ (box)), {});
  }
});

/**
 * @param {string | null} types
 * @param {any} [parentElement]
 * @returns {any}
 */
function element(types, parentElement = null) {
  return { getAttribute: () => types, parentElement };
}

const root = element("click toggle");

test("an event is for the nearest node that listens to its type", () => {
  const outer = element("click", root);
  const inner = element("input keydown", outer);
  const event = /** @type {any} */ ({ type: "click", bubbles: true, target: inner });
  assert.equal(listenerOf(event, root), outer);
});

test("the root itself is no node", () => {
  const target = element(null, root);
  const event = /** @type {any} */ ({ type: "click", bubbles: true, target });
  assert.equal(listenerOf(event, root), null);
});

test("an event that does not bubble is its target's alone, focus excepted", () => {
  const outer = element("toggle focus", root);
  const target = element(null, outer);
  const toggle = /** @type {any} */ ({ type: "toggle", bubbles: false, target });
  const focus = /** @type {any} */ ({ type: "focus", bubbles: false, target });
  assert.equal(listenerOf(toggle, root), null);
  assert.equal(listenerOf(focus, root), outer);
});
