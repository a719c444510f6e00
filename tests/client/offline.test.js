import assert from "node:assert/strict";
import { test } from "node:test";
import { offline } from "../../tempestweb/client/offline.js";

/**
 * @param {string | null} rule of the nearest element that has one
 * @returns {any}
 */
function element(rule) {
  const around = rule && { getAttribute: () => rule };
  return { closest: () => around };
}

/**
 * @param {{ type?: string, rule?: string | null, isOffline?: boolean, count?: number }} [how]
 */
function decide({ type = "click", rule = null, isOffline = true, count = 0 } = {}) {
  /** @type {string[]} */
  const told = [];
  const admit = offline(
    () => isOffline,
    () => count,
    (title) => told.push(title),
  );
  const admitted = admit({ id: 1, type, payload: {} }, {}, element(rule));
  return { admitted, told };
}

test("with a line, everything goes its way", () => {
  for (const rule of [null, "refuse", "queue"]) {
    const { admitted, told } = decide({ isOffline: false, rule, type: "focus" });
    assert.deepEqual([admitted, told], [{}, []]);
  }
});

test("actions wait, and of what is typed the last counts", () => {
  assert.deepEqual(decide().admitted, { isCoalesced: false });
  assert.deepEqual(decide({ type: "input" }).admitted, { isCoalesced: true });
  assert.deepEqual(decide({ type: "pan" }).admitted, null);
});

test("an app may refuse an action without a line, and its user is told", () => {
  const { admitted, told } = decide({ rule: "refuse" });
  assert.equal(admitted, null);
  assert.deepEqual(told, ["This was not done: it needs the connection."]);
  assert.deepEqual(decide({ rule: "refuse", type: "focusout" }).told, []);
});

test("an app may let moments wait too", () => {
  assert.deepEqual(decide({ rule: "queue", type: "focus" }).admitted, {
    isCoalesced: false,
  });
});

test("so much waits and no more, but for what is typed", () => {
  const { admitted, told } = decide({ count: 200 });
  assert.equal(admitted, null);
  assert.deepEqual(told, ["This was not done: too much waits already."]);
  assert.ok(decide({ count: 200, type: "input" }).admitted);
});
