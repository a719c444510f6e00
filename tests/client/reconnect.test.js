/** @import { ClientMessage } from "../../tempestweb/client/types.js" */

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { rig, SLIDER, VIEW } from "./rig.js";

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  mock.method(console, "warn", () => {});
});
afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

const SHOWN = { epoch: 3, seq: 5, ack: 2, runs: [], css: [] };

/** @param {ClientMessage[]} messages */
function numbers(messages) {
  return messages.map((message) => message.kind === "event" && message.n);
}

test("a view says hello only once there is a line", () => {
  const self = rig({ hasLine: true, isMounted: false });
  assert.deepEqual(
    self.take().map(({ kind }) => kind),
    ["hello"],
  );
  self.line.lose();
  assert.deepEqual(self.take(), []);
});

test("a page that shows a tree resumes it, with the tree's own count of events", () => {
  const self = rig({ hasLine: true, isMounted: false, token: "t", shown: SHOWN });
  assert.equal(self.session.state, "connecting");
  const hello = { kind: "hello", view: VIEW, version: 1, environment: {} };
  assert.deepEqual(self.take(), [{ ...hello, token: "t", epoch: 3, seq: 5 }]);
  self.emit();
  assert.deepEqual(self.take(), []);
  self.mount({ verdict: "resumed", epoch: 3, seq: 5, ack: 2 });
  assert.deepEqual(self.applied, []);
  assert.equal(self.session.state, "ready");
  assert.deepEqual(numbers(self.take()), [3]);
});

test("a token alone joins its session", () => {
  const { sent } = rig({ hasLine: true, isMounted: false, token: "t" });
  const hello = { kind: "hello", view: VIEW, version: 1, environment: {} };
  assert.deepEqual(sent, [{ ...hello, token: "t" }]);
});

test("the token of a mount is kept, and used to resume", () => {
  const self = rig({ hasLine: true });
  self.mount({ token: "next" });
  assert.equal(self.token, "next");
  self.line.lose();
  self.line.open();
  const [hello] = self.take();
  assert.equal(hello.kind === "hello" && hello.token, "next");
});

test("without a line events are kept, and go out in order under their old numbers", () => {
  const self = rig({ hasLine: true });
  for (const value of ["a", "b"]) self.emit("click", 1, value);
  self.take();
  self.line.lose();
  self.emit("click", 1, "c");
  assert.equal(self.session.state, "offline");
  self.line.open();
  self.take();
  assert.equal(self.session.state, "offline");
  self.mount({ verdict: "resumed", ack: 1 });
  assert.deepEqual(self.values(), ["b", "c"]);
  assert.deepEqual(numbers(self.take()), [2, 3]);
  assert.equal(self.session.state, "ready");
});

test("what was missed follows a resumed mount, and is applied", () => {
  const self = rig({ hasLine: true });
  self.patches(1);
  self.line.lose();
  self.line.open();
  self.mount({ verdict: "resumed", seq: 1 });
  self.patches(2);
  self.patches(3);
  assert.deepEqual(
    self.applied.map(({ seq }) => seq),
    [0, 1, 2, 3],
  );
});

test("a resync in flight is forgotten with its line", () => {
  const self = rig({ hasLine: true });
  self.patches(2);
  self.line.lose();
  self.line.open();
  self.mount({ verdict: "resumed" });
  self.patches(1);
  assert.equal(self.applied.length, 2);
});

test("patches before the answer to a hello are dropped", () => {
  const self = rig({ hasLine: true });
  self.line.lose();
  self.line.open();
  self.take();
  self.patches(5);
  assert.deepEqual(self.take(), []);
  self.mount({ verdict: "same", seq: 5 });
  self.patches(6);
  assert.equal(self.applied.length, 3);
});

test("a late copy of the answer changes nothing", () => {
  const self = rig({ hasLine: true });
  self.line.lose();
  self.line.open();
  self.mount({ verdict: "resumed" });
  self.emit();
  self.take();
  self.mount({ verdict: "resumed" });
  assert.deepEqual(self.take(), []);
});

test("a new session counts from one, and gets nothing of the old one's events", () => {
  const self = rig({ hasLine: true });
  for (let n = 1; n <= 3; n++) {
    self.emit();
    if (n < 3) self.patches(n, { ack: { [VIEW]: n } });
  }
  self.line.lose();
  self.emit("click", 1, "for the old tree");
  self.line.open();
  self.take();
  self.mount({ verdict: "new", epoch: 9 });
  assert.deepEqual(self.take(), []);
  self.emit();
  const [event] = self.take();
  assert.deepEqual(event.kind === "event" && [event.n, event.epoch], [1, 9]);
});

test("a new session in the place of another is told to the user until dismissed", () => {
  const self = rig({ hasLine: true });
  assert.equal(self.problems.length, 0);
  self.line.lose();
  self.line.open();
  self.mount({ verdict: "new", epoch: 9 });
  assert.equal(self.problems[0].code, "client.session.new");
  assert.equal(self.session.state, "ready");
  self.emit();
  self.patches(1, { epoch: 9, ack: { [VIEW]: 1 } });
  assert.equal(self.problems.length, 1);
  self.session.dismiss("session");
  assert.deepEqual(self.problems, []);
});

test("a session that has forgotten the view gets only events it cannot have seen", () => {
  const self = rig({ hasLine: true });
  self.emit("click", 1, "acknowledged");
  self.patches(1, { ack: { [VIEW]: 1 } });
  self.emit("click", 1, "on its way");
  self.line.lose();
  self.emit("click", 1, "kept");
  self.line.open();
  self.take();
  self.mount({ verdict: "same", seq: 2, ack: 0 });
  assert.deepEqual(self.values(), ["kept"]);
  assert.deepEqual(numbers(self.take()), [1]);
});

test("a mount nobody asked for brings the events again that did not arrive", () => {
  const self = rig();
  self.emit("click", 1, "lost");
  self.emit("click", 1, "ahead of its time");
  self.take();
  self.mount({ verdict: "same", ack: 0 });
  assert.deepEqual(numbers(self.take()), [1, 2]);
});

test("an event dropped with its tree leaves no gap in the count", () => {
  const self = rig({ hasLine: true });
  self.emit();
  self.patches(1, { ack: { [VIEW]: 1 } });
  self.line.lose();
  self.emit("click", 1, "for the old tree");
  self.line.open();
  self.mount({ verdict: "same", epoch: 2, ack: 1 });
  self.take();
  self.emit();
  assert.deepEqual(numbers(self.take()), [2]);
});

test("a lost line is worth a sign only after a second", () => {
  const self = rig({ hasLine: true });
  self.line.lose();
  mock.timers.tick(600);
  self.line.lose();
  mock.timers.tick(399);
  assert.equal(self.problems.length, 0);
  mock.timers.tick(1);
  assert.equal(self.problems[0].title, "Reconnecting…");
  self.line.open();
  assert.equal(self.problems.length, 1);
  self.mount({ verdict: "resumed" });
  assert.deepEqual(self.problems, []);
});

test("a sign that was dismissed stays away until the line is lost again", () => {
  const self = rig({ hasLine: true });
  self.line.lose();
  mock.timers.tick(1000);
  self.session.dismiss("transport");
  mock.timers.tick(5000);
  assert.deepEqual(self.problems, []);
});

test("a line on which nothing is heard for 10 s while an answer is due is renewed", () => {
  const self = rig({ hasLine: true });
  mock.timers.tick(60_000);
  assert.equal(self.renewals, 0);
  self.emit();
  mock.timers.tick(9000);
  self.patches(1);
  mock.timers.tick(9000);
  assert.equal(self.renewals, 0);
  mock.timers.tick(1000);
  assert.equal(self.renewals, 1);
});

test("a silent line is given twice the time after each renewal", () => {
  const self = rig({ hasLine: true });
  self.emit();
  mock.timers.tick(10_000);
  self.line.lose();
  self.line.open();
  mock.timers.tick(19_999);
  assert.equal(self.renewals, 1);
  mock.timers.tick(1);
  assert.equal(self.renewals, 2);
});

test("a session that has ended shows a way to a new one, and forgets the token", async () => {
  const self = rig({ hasLine: true });
  const waiting = self.session.idle();
  self.emit();
  const late = self.session.idle();
  self.line.end();
  await waiting;
  await assert.rejects(late, /over/);
  assert.equal(self.problems[0].canReload, true);
  assert.equal(self.session.state, "error");
  assert.equal(self.token, null);
  self.take();
  self.emit();
  assert.deepEqual(self.take(), []);
});

test("a refused view shows why, forgets the token and connects no more", () => {
  const self = rig({ hasLine: true, isMounted: false });
  self.mount({ verdict: "refused" });
  assert.equal(self.isClosed, false);
  self.receive({
    kind: "error",
    source: "protocol",
    code: "client.token",
    title: "No",
  });
  assert.equal(self.problems[0].title, "No");
  assert.equal(self.token, null);
  assert.equal(self.isClosed, true);
});

test("a refused view that is not told why connects no more either", () => {
  const self = rig({ hasLine: true, isMounted: false });
  self.mount({ verdict: "refused" });
  self.line.lose();
  assert.equal(self.isClosed, true);
});

test("effects sent again after a reconnect are not done twice", () => {
  const self = rig({ hasLine: true });
  const effect = (/** @type {number} */ number) =>
    self.receive({ kind: "effect", effect: number, seq: 0, name: "focus", data: {} });
  effect(1);
  self.line.lose();
  self.line.open();
  self.mount({ verdict: "resumed" });
  effect(1);
  effect(2);
  self.mount({ verdict: "same", epoch: 2 });
  effect(2);
  assert.deepEqual(self.effects, [1, 2]);
});

test("the effects of a new session are its own", () => {
  const self = rig({ hasLine: true });
  const effect = { kind: "effect", effect: 1, seq: 0, name: "focus", data: {} };
  self.receive(effect);
  self.line.lose();
  self.line.open();
  self.mount({ verdict: "new", epoch: 2 });
  self.receive(effect);
  assert.deepEqual(self.effects, [1, 1]);
});

test("a message may come as the object that a frame brought", () => {
  const self = rig({ hasLine: true });
  self.session.receive({ kind: "patches", epoch: 1, seq: 1, data: [] });
  assert.equal(self.applied.length, 2);
});

test("what changes in the surroundings is told, and only that", () => {
  const self = rig({ hasLine: true });
  self.session.report();
  assert.deepEqual(self.take(), []);
  self.surroundings = { width: 310, dark: false };
  self.session.report();
  self.patches(1, { ack: { [VIEW]: 1 } });
  self.surroundings = { width: 320, dark: false };
  self.session.report();
  self.session.report();
  assert.deepEqual(
    self.take().map((message) => message.kind === "event" && message.data),
    [
      { id: 0, type: "environment", payload: { width: 310, dark: false } },
      { id: 0, type: "environment", payload: { width: 320 } },
    ],
  );
});

test("changes in the surroundings add up while one is unanswered", () => {
  const self = rig({ hasLine: true });
  for (const now of [{ width: 1 }, { width: 2, dark: true }, { width: 3 }]) {
    self.surroundings = now;
    self.session.report();
  }
  assert.equal(self.take().length, 1);
  self.patches(1, { ack: { [VIEW]: 1 } });
  const [event] = self.take();
  assert.deepEqual(event.kind === "event" && event.data.payload, {
    width: 3,
    dark: true,
  });
});

test("a change in the surroundings outlives the tree it came in", () => {
  const self = rig({ hasLine: true });
  self.surroundings = { width: 1 };
  self.session.report();
  self.surroundings = { width: 2 };
  self.session.report();
  self.emit("input", SLIDER, "1");
  self.take();
  self.mount({ epoch: 2, verdict: "same" });
  self.patches(1, { epoch: 2, ack: { [VIEW]: 3 } });
  self.surroundings = { width: 3 };
  self.session.report();
  const [event] = self.take();
  assert.equal(event.kind === "event" && event.epoch, 2);
});

test("without a line the next hello tells the surroundings", () => {
  const self = rig({ hasLine: true });
  self.line.lose();
  self.surroundings = { width: 5 };
  self.session.report();
  self.line.open();
  const [hello, ...rest] = self.take();
  assert.deepEqual(hello.kind === "hello" && hello.environment, { width: 5 });
  self.mount({ verdict: "resumed" });
  assert.deepEqual([...rest, ...self.take()], []);
});
