import assert from "node:assert/strict";
import { test } from "node:test";
import { speedAt } from "../../tempestweb/client/behaviours/parts/edges.js";

const SIGHT = { start: 100, end: 700 };

test("away from the edges nothing is scrolled", () => {
  for (const at of [156, 157, 400, 643, 644]) {
    assert.equal(speedAt(at, SIGHT, false), 0, `at ${at}`);
  }
});

test("scrolling is faster the nearer the edge, and is the same at both", () => {
  const ways = [10, 20, 30, 40, 50].map((px) => speedAt(700 - px, SIGHT, false));
  assert.deepEqual(
    ways,
    ways.toSorted((one, other) => other - one),
  );
  assert.equal(new Set(ways).size, ways.length);
  assert.ok(ways.every((speed) => speed > 0));
  const back = [10, 20, 30, 40, 50].map((px) => -speedAt(100 + px, SIGHT, false));
  assert.deepEqual(back, ways);
});

test("a pointer a little outside is at the edge, and one far away has left", () => {
  const fastest = speedAt(700, SIGHT, false);
  assert.equal(speedAt(740, SIGHT, false), fastest);
  assert.equal(speedAt(60, SIGHT, false), -fastest);
  assert.equal(speedAt(760, SIGHT, false), 0);
  assert.equal(speedAt(40, SIGHT, false), 0);
});

test("without motion the speed is the same wherever the pointer is at the edge", () => {
  const speeds = [10, 30, 50].map((px) => speedAt(700 - px, SIGHT, true));
  assert.equal(new Set(speeds).size, 1);
  assert.ok(speeds[0] > 0 && speeds[0] < speedAt(700, SIGHT, false));
  assert.equal(speedAt(400, SIGHT, true), 0);
});

test("half of a small box is no edge of it, and a box out of sight has none", () => {
  const small = { start: 0, end: 80 };
  assert.ok(speedAt(15, small, false) < 0);
  assert.equal(speedAt(21, small, false), 0);
  assert.equal(speedAt(59, small, false), 0);
  assert.ok(speedAt(65, small, false) > 0);
  assert.equal(speedAt(10, { start: 10, end: 10 }, false), 0);
});
