import assert from "node:assert/strict";
import { test } from "node:test";
import { Outbox } from "../../tempestweb/client/outbox.js";

test("what is held back and what comes are made one as the behaviour says", () => {
  const outbox = new Outbox();
  /** @type {import("../../tempestweb/client/types.js").EmitOptions} */
  const options = {
    isCoalesced: true,
    merge: (held, now) => ({ dx: Number(held.dx) + Number(now.dx) }),
  };
  for (const dx of [1, 2, 4, 8]) {
    outbox.add({ id: 3, type: "pan", payload: { dx } }, 1, options);
    for (const event of outbox.unsent()) outbox.send(event);
  }
  // Anything else lets go what is held back.
  outbox.add({ id: 4, type: "click", payload: {} }, 1, {});
  assert.deepEqual(
    outbox.waiting.pending.map(({ data }) => data.payload),
    [{ dx: 1 }, { dx: 14 }, {}],
  );
});

test("what nobody has yet, and nothing came after, is replaced where it stands", () => {
  const outbox = new Outbox();
  const options = { isCoalesced: true };
  const type = (/** @type {number} */ id, /** @type {string} */ value) =>
    outbox.add({ id, type: "input", payload: { value } }, 1, options);
  for (const value of ["a", "ab"]) type(3, value);
  for (const value of ["c", "cd"]) type(4, value);
  outbox.add({ id: 5, type: "click", payload: {} }, 1, {});
  assert.deepEqual(
    outbox.unsent().map(({ data }) => data.payload.value),
    ["ab", "cd", undefined],
  );
  // What is typed again now came after the click.
  type(3, "abc");
  outbox.add({ id: 5, type: "click", payload: {} }, 1, {});
  assert.deepEqual(
    outbox.unsent().map(({ data }) => data.payload.value),
    ["ab", "cd", undefined, "abc", undefined],
  );
  assert.equal(outbox.count, 5);
});

test("what a page does by itself is none of its user's actions", () => {
  const outbox = new Outbox();
  outbox.add({ id: 3, type: "window", payload: {} }, 1, {});
  outbox.add({ id: 3, type: "click", payload: {} }, 1, {});
  assert.equal(outbox.count, 1);
});
