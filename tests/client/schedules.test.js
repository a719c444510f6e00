/** @import { ClientMessage } from "../../tempestweb/client/types.js" */

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { rig, VIEW } from "./rig.js";

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  mock.method(console, "warn", () => {});
});
afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

/**
 * A repeatable source of integers below a limit (mulberry32).
 *
 * @param {number} seed
 */
function dice(seed) {
  let state = seed;
  return (/** @type {number} */ limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/**
 * A session whose tree is the list of frames of its epoch, behind a line that loses,
 * doubles and swaps what it says.
 *
 * @param {number} seed
 */
function run(seed) {
  const roll = dice(seed);
  const self = rig({ isMounted: false });
  let epoch = 1;
  let seq = 0;
  let taken = 0;
  /** @type {number[]} */
  const effects = [];
  /** @type {object[]} */
  const line = [];
  const answer = (/** @type {ClientMessage} */ message) => {
    if (message.kind === "hello" || message.kind === "resync") {
      line.push({ ...mountOf(), verdict: "same" });
    } else if (message.kind === "event" && message.n > taken) {
      taken = message.n;
      effects.push(message.n);
      seq++;
      line.push({ kind: "patches", epoch, seq, data: [], ack: { [VIEW]: taken } });
    }
  };
  const mountOf = () => ({
    kind: "mount",
    view: VIEW,
    version: 1,
    epoch,
    seq,
    runs: [],
    html: "",
    ack: taken,
  });
  const hear = () => {
    for (const message of self.take()) answer(message);
  };

  hear();
  self.receive(line.splice(0)[0]);
  for (let step = 0; step < 60; step++) {
    const chance = roll(12);
    if (chance < 3) self.emit();
    else if (chance < 6) {
      seq++;
      line.push({ kind: "patches", epoch, seq, data: [], ack: {} });
    } else if (chance === 6 && roll(4) === 0) {
      epoch++;
      seq = 0;
      line.push({ ...mountOf(), verdict: "same" });
    }
    hear();
    const trouble = roll(10);
    if (line.length > 0) {
      if (trouble === 0) line.shift();
      else if (trouble === 1) line.push(line[0]);
      else if (trouble === 2) line.push(/** @type {object} */ (line.shift()));
      else self.receive(/** @type {object} */ (line.shift()));
    }
  }
  // The trouble is over: two more frames, each heard of.
  for (let step = 0; step < 2; step++) {
    self.emit();
    for (hear(); line.length > 0; hear()) {
      self.receive(/** @type {object} */ (line.shift()));
    }
  }
  const last = self.applied[self.applied.length - 1];
  return { self, effects, shown: [last.epoch, last.seq], live: [epoch, seq] };
}

test("after any schedule of loss, copies and swaps the view shows the live tree", () => {
  for (let seed = 0; seed < 2000; seed++) {
    const { live, shown } = run(seed);
    assert.deepEqual(shown, live, `seed ${seed}`);
  }
});

test("after any schedule each event took effect at most once and all are answered", () => {
  for (let seed = 0; seed < 500; seed++) {
    const { effects, self } = run(seed);
    assert.deepEqual(
      effects,
      [...new Set(effects)].sort((a, b) => a - b),
      `seed ${seed}`,
    );
    self.take();
    self.emit();
    assert.equal(self.take().length, 1, `seed ${seed}`);
  }
});

test("frames are applied in sequence within an epoch, between mounts", () => {
  for (let seed = 0; seed < 500; seed++) {
    const { applied } = run(seed).self;
    for (const [index, message] of applied.entries()) {
      if (message.kind === "mount") continue;
      const before = applied[index - 1];
      assert.deepEqual([message.epoch, message.seq], [before.epoch, before.seq + 1]);
    }
  }
});
