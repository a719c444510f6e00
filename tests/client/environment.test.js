import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { atMostEvery, changesOf } from "../../tempestweb/client/environment.js";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

test("what is the same is no change", () => {
  const environment = { width: 1, dark: true, locale: "en" };
  assert.equal(changesOf(environment, { ...environment }), null);
});

test("changes are what is different, and what was not told before", () => {
  const before = { width: 1, dark: true };
  assert.deepEqual(changesOf(before, { width: 2, dark: true, density: 1 }), {
    width: 2,
    density: 1,
  });
});

test("what is not known now has not changed", () => {
  assert.equal(changesOf({ width: 1 }, {}), null);
});

test("where the page is, is told by another event", () => {
  assert.equal(changesOf({ url: "/" }, { url: "/about" }), null);
});

test("calls are at least an interval apart, and the last one is made", () => {
  let calls = 0;
  const ask = atMostEvery(100, () => calls++);
  ask();
  assert.equal(calls, 1);
  for (let time = 0; time < 90; time += 10) {
    mock.timers.tick(10);
    ask();
  }
  assert.equal(calls, 1);
  mock.timers.tick(10);
  assert.equal(calls, 2);
  mock.timers.tick(100);
  ask();
  assert.equal(calls, 3);
});

test("an interval without a call asks for none", () => {
  let calls = 0;
  const ask = atMostEvery(100, () => calls++);
  ask();
  mock.timers.tick(1000);
  assert.equal(calls, 1);
});
