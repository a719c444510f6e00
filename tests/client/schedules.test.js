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

/**
 * A session over a line that is cut at any point, whatever is on its way; the server
 * remembers the view, or has sent too much since, or has forgotten it, or restarted.
 *
 * @param {number} seed
 */
function runCut(seed) {
  const roll = dice(seed);
  const self = rig({ hasLine: true, isMounted: false });
  let life = 1;
  let epoch = 1;
  let seq = 0;
  let taken = 0;
  /** Each `seq` that a view may resume at. */
  let log = new Set([0]);
  /** @type {unknown[]} The values of events in the order they took effect. */
  const effects = [];
  /** @type {Set<unknown>} Values whose effect nobody may expect any more. */
  const gone = new Set();
  /** @type {ClientMessage[]} */
  let up = [];
  /** @type {object[]} */
  let down = [];
  let isUp = true;
  let hasHeard = false;
  let count = 0;
  /** @type {unknown[]} */
  const emitted = [];

  /** @param {string} verdict */
  const mount = (verdict) => ({
    ...{ kind: "mount", view: VIEW, version: 1, epoch, seq, ack: taken, verdict },
    ...{ runs: [], html: "", token: `t${life}` },
  });
  const frame = (/** @type {object} */ ack) => {
    seq++;
    log.add(seq);
    const patches = { kind: "patches", epoch, seq, data: [], ack };
    if (isUp) down.push(patches);
  };
  const hear = (/** @type {ClientMessage} */ message) => {
    if (message.kind === "hello") {
      const { token, seq: shown = -1 } = message;
      if (token !== undefined && token !== `t${life}`) {
        down.push(mount("new"));
      } else if (message.epoch === epoch && log.has(shown)) {
        down.push({ ...mount("resumed"), seq: shown });
        for (let missed = shown + 1; missed <= seq; missed++) {
          down.push({ kind: "patches", epoch, seq: missed, data: [], ack: {} });
        }
      } else {
        down.push(mount(token === undefined ? "new" : "same"));
      }
    } else if (
      message.kind === "resync" ||
      (message.kind === "event" && message.n > taken + 1)
    ) {
      down.push(mount("same"));
    } else if (message.kind === "event" && message.n > taken) {
      taken = message.n;
      if (message.epoch === epoch) effects.push(message.data.payload.value);
      frame({ [VIEW]: taken });
    }
  };
  const cut = () => {
    isUp = false;
    up = [];
    down = [];
    self.line.lose();
  };
  const forgetPending = () => {
    for (const value of emitted) if (!effects.includes(value)) gone.add(value);
  };
  const step = (/** @type {number} */ chance) => {
    if (chance < 4) {
      const value = ++count;
      emitted.push(value);
      // Done to a tree that the restarted server never had.
      const shown = self.applied[self.applied.length - 1];
      if (shown && shown.epoch !== epoch) gone.add(value);
      self.emit("click", 1, value);
    } else if (chance < 6) frame({});
    else if (chance === 6) cut();
    else if (chance === 7) {
      if (!isUp) {
        isUp = true;
        self.line.open();
      }
    } else if (chance === 8 && roll(3) === 0) log = new Set([seq]);
    else if (chance === 9 && roll(6) === 0) {
      cut();
      forgetPending();
      life++;
      epoch += 10;
      seq = taken = 0;
      hasHeard = false;
      log = new Set([0]);
    } else if (chance === 10 && hasHeard) {
      // The view is forgotten, and so is what of its events was on the way. That it
      // is, shows only where an event was acknowledged before.
      cut();
      forgetPending();
      hasHeard = false;
      taken = 0;
      log = new Set();
    }
    for (const message of self.take()) if (isUp) up.push(message);
    for (let turn = roll(3); turn > 0 && up.length > 0; turn--) {
      hear(/** @type {ClientMessage} */ (up.shift()));
    }
    for (let turn = roll(3); turn > 0 && down.length > 0; turn--) {
      const message = /** @type {any} */ (down.shift());
      hasHeard ||= (message.kind === "mount" ? message.ack : message.ack[VIEW]) > 0;
      self.receive(message);
    }
  };
  for (let n = 0; n < 80; n++) step(roll(11));
  step(7);
  for (let n = 0; up.length + down.length + self.sent.length > 0; n++) {
    assert.ok(n < 1000, `seed ${seed} never comes to rest`);
    step(99);
  }
  const last = self.applied[self.applied.length - 1];
  return {
    self,
    effects,
    emitted,
    gone,
    shown: [last.epoch, last.seq],
    live: [epoch, seq],
  };
}

test("wherever the line is cut, the view comes to show the live tree", () => {
  for (let seed = 0; seed < 2000; seed++) {
    const { live, self, shown } = runCut(seed);
    assert.deepEqual(shown, live, `seed ${seed}`);
    assert.equal(self.session.state, "ready", `seed ${seed}`);
  }
});

test("wherever the line is cut, no event is lost, doubled or overtaken", () => {
  for (let seed = 0; seed < 2000; seed++) {
    const { effects, emitted, gone } = runCut(seed);
    const sorted = [...new Set(effects)].sort((a, b) => Number(a) - Number(b));
    assert.deepEqual(effects, sorted, `seed ${seed}`);
    const expected = emitted.filter(
      (value) => effects.includes(value) || !gone.has(value),
    );
    assert.deepEqual(effects, expected, `seed ${seed}`);
  }
});
