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

test("a view introduces itself first", () => {
  const { sent } = rig({ isMounted: false });
  assert.deepEqual(sent, [{ kind: "hello", view: VIEW, version: 1, environment: {} }]);
});

test("patches in sequence are applied", () => {
  const { applied, patches, sent } = rig();
  patches(1);
  patches(2);
  assert.equal(applied.length, 3);
  assert.deepEqual(sent, []);
});

test("patches before the first mount are dropped", () => {
  const { applied, patches, take } = rig({ isMounted: false });
  take();
  patches(1);
  assert.deepEqual([applied, take()], [[], []]);
});

test("a copy of applied patches is dropped", () => {
  const { applied, patches, sent } = rig();
  patches(1);
  patches(1);
  assert.equal(applied.length, 2);
  assert.deepEqual(sent, []);
});

test("what is for others on the same comm changes nothing, and is nothing to warn of", () => {
  const { applied, patches, sent, session } = rig();
  patches(1);
  for (const kind of ["file", "inspection", "module", "runtime", "snapshot"]) {
    session.receive(JSON.stringify({ kind }));
  }
  assert.deepEqual([applied.length, sent], [2, []]);
  assert.equal(/** @type {any} */ (console.warn).mock.callCount(), 0);
});

test("a gap leads to exactly one resync, and to nothing applied until the mount", () => {
  const { applied, mount, patches, take } = rig();
  patches(2);
  patches(3);
  patches(1);
  assert.deepEqual(take(), [{ kind: "resync", view: VIEW, epoch: 1, seq: 0 }]);
  assert.equal(applied.length, 1);
  mount({ seq: 3 });
  patches(4);
  assert.equal(applied.length, 3);
  assert.deepEqual(take(), []);
});

test("each gap has its own resync", () => {
  const { mount, patches, take } = rig();
  patches(2);
  mount({ seq: 2 });
  patches(4);
  assert.equal(take().length, 2);
});

test("an op that cannot be applied is a gap", () => {
  const self = rig();
  self.failure = new Error("no node 9");
  self.patches(1);
  self.patches(2);
  assert.deepEqual(self.take(), [{ kind: "resync", view: VIEW, epoch: 1, seq: 0 }]);
});

test("a mount lost after a resync is asked for again once the session is past it", () => {
  const { emit, patches, take } = rig();
  patches(2);
  take();
  emit();
  patches(3, { ack: { [VIEW]: 1 } });
  assert.deepEqual(
    take().map(({ kind }) => kind),
    ["event", "resync"],
  );
});

test("patches of an older epoch are dropped", () => {
  const { applied, mount, patches, take } = rig();
  mount({ epoch: 2, seq: 0 });
  patches(1, { epoch: 1 });
  assert.equal(applied.length, 2);
  assert.deepEqual(take(), []);
});

test("patches of a newer epoch are not applied but tell of a lost mount", () => {
  const { applied, patches, take } = rig();
  patches(1, { epoch: 2 });
  assert.equal(applied.length, 1);
  assert.deepEqual(
    take().map(({ kind }) => kind),
    ["resync"],
  );
});

test("a mount of another epoch is taken, with its own count", () => {
  const { applied, mount, patches } = rig();
  patches(1);
  mount({ epoch: 2, seq: 0 });
  patches(1, { epoch: 2 });
  assert.equal(applied.length, 4);
});

test("a late copy of a mount does not undo patches", () => {
  const { applied, mount, patches } = rig();
  patches(1);
  mount();
  assert.equal(applied.length, 2);
});

test("messages for another view are not taken", () => {
  const { applied, mount } = rig();
  mount({ view: "view-two", epoch: 2 });
  assert.equal(applied.length, 1);
});

test("events from before the first mount are sent after it, in order", () => {
  const { emit, mount, take } = rig({ isMounted: false });
  take();
  emit("click", 1, "a");
  emit("click", 1, "b");
  assert.deepEqual(take(), []);
  mount({ epoch: 5, seq: 3 });
  const event = { kind: "event", view: VIEW, epoch: 5, seq: 3 };
  const data = { id: 1, type: "click" };
  assert.deepEqual(take(), [
    { ...event, n: 1, data: { ...data, payload: { value: "a" } } },
    { ...event, n: 2, data: { ...data, payload: { value: "b" } } },
  ]);
});

test("a slider's input is held back while one is unacknowledged; the last goes out", () => {
  const { emit, patches, values } = rig();
  for (const value of ["1", "2", "3"]) emit("input", SLIDER, value);
  assert.deepEqual(values(), ["1"]);
  patches(1, { ack: { [VIEW]: 1 } });
  assert.deepEqual(values(), ["1", "3"]);
});

test("another event sends what a slider holds back before itself", () => {
  const { emit, values } = rig();
  emit("input", SLIDER, "1");
  emit("input", SLIDER, "2");
  emit("change", SLIDER, "2!");
  assert.deepEqual(values(), ["1", "2", "2!"]);
});

test("other fields hold nothing back", () => {
  const { emit, values } = rig();
  for (const value of ["a", "ab"]) emit("input", 2, value);
  assert.deepEqual(values(), ["a", "ab"]);
});

test("a field is held until its last event is acknowledged", () => {
  const { emit, held, patches, watched } = rig();
  watched.push(2, 3);
  held.length = 0;
  emit("input", 2, "a");
  emit("change", 2, "a");
  patches(1, { ack: { [VIEW]: 1 } });
  patches(2, { ack: { [VIEW]: 2 } });
  assert.deepEqual(held, [
    [true, false],
    [false, false],
  ]);
});

test("a slider is held while its last value has not been sent yet", () => {
  const { emit, held, patches, watched } = rig();
  watched.push(SLIDER);
  held.length = 0;
  emit("input", SLIDER, "1");
  emit("input", SLIDER, "2");
  patches(1, { ack: { [VIEW]: 1 } });
  patches(2, { ack: { [VIEW]: 2 } });
  assert.deepEqual(held, [[true], [false]]);
});

test("a field of an older tree with the same id holds nothing", () => {
  const { emit, held, mount, watched } = rig();
  watched.push(2);
  held.length = 0;
  emit("input", 2, "a");
  mount({ epoch: 2 });
  assert.deepEqual(held, [[false]]);
});

test("32 patches without an event are acknowledged", () => {
  const { patches, take } = rig();
  for (let seq = 1; seq < 32; seq++) patches(seq);
  assert.deepEqual(take(), []);
  patches(32);
  patches(33);
  assert.deepEqual(take(), [{ kind: "ack", view: VIEW, epoch: 1, seq: 32 }]);
});

test("an event tells what was applied, so the count to 32 starts again", () => {
  const { emit, patches, take } = rig();
  for (let seq = 1; seq < 32; seq++) patches(seq);
  emit();
  take();
  for (let seq = 32; seq < 63; seq++) patches(seq);
  assert.deepEqual(take(), []);
  patches(63);
  assert.equal(take().length, 1);
});

const ERROR = { kind: "error", code: "app.handler", title: "ValueError: no" };

test("a handler's error stays when its own event is acknowledged after it", () => {
  const self = rig();
  self.emit();
  self.receive({ ...ERROR, source: "handler" });
  self.patches(1, { ack: { [VIEW]: 1 } });
  assert.equal(self.problems.length, 1);
  assert.equal(self.session.state, "ready");
});

test("a handler's error goes when a further event is acknowledged", () => {
  const self = rig();
  self.receive({ ...ERROR, source: "handler" });
  self.patches(1, { data: [{ op: "remove", id: 1 }] });
  assert.equal(self.problems.length, 1);
  self.emit();
  self.patches(2, { ack: { [VIEW]: 1 } });
  assert.deepEqual(self.problems, []);
});

test("a handler's error goes when it is dismissed", () => {
  const self = rig();
  self.receive({ ...ERROR, source: "handler" });
  self.session.dismiss("handler");
  assert.deepEqual(self.problems, []);
});

test("a view's error goes when the session says that it works again", () => {
  const self = rig();
  self.receive({ ...ERROR, source: "view" });
  assert.equal(self.session.state, "error");
  self.patches(1, { data: [{ op: "remove", id: 1 }] });
  assert.equal(self.session.state, "error");
  self.patches(2, { recovered: true });
  assert.equal(self.session.state, "ready");
  assert.deepEqual(self.problems, []);
});

test("a view's error goes with a mount", () => {
  const self = rig();
  self.receive({ ...ERROR, source: "view" });
  self.mount();
  assert.deepEqual(self.problems, []);
});

test("only an event unanswered for 150 ms makes the view busy", () => {
  const { emit, patches, session } = rig();
  emit();
  mock.timers.tick(100);
  patches(1, { ack: { [VIEW]: 1 } });
  emit();
  mock.timers.tick(149);
  assert.equal(session.state, "ready");
  mock.timers.tick(1);
  assert.equal(session.state, "busy");
  patches(2, { ack: { [VIEW]: 2 } });
  assert.equal(session.state, "ready");
});

test("events that are not answered for 10 s are sent again, as they were", () => {
  const self = rig();
  self.emit("click", 1);
  self.emit("click", 2);
  const first = self.take();
  mock.timers.tick(9999);
  assert.deepEqual(self.take(), []);
  mock.timers.tick(1);
  assert.deepEqual(self.take(), first);
  mock.timers.tick(20_000);
  assert.deepEqual(self.take(), first);
  self.patches(1, { ack: { [VIEW]: 2 } });
  mock.timers.tick(60_000);
  assert.deepEqual(self.take(), []);
});

test("a busy view says how many events wait, as they come and are answered", () => {
  const self = rig();
  self.emit();
  self.emit();
  assert.equal(self.waiting, 0);
  mock.timers.tick(150);
  assert.equal(self.waiting, 2);
  self.emit();
  assert.equal(self.waiting, 3);
  self.patches(1, { ack: { [VIEW]: 1 } });
  assert.equal(self.waiting, 2);
  self.patches(2, { ack: { [VIEW]: 3 } });
  assert.equal(self.waiting, 0);
});

/** @param {import("../../tempestweb/client/session.js").ClientSession} session */
async function isIdle(session) {
  const pending = Symbol();
  // A settled promise wins the race; a pending one loses to the next microtasks.
  const soon = Promise.resolve()
    .then(() => {})
    .then(() => pending);
  return (await Promise.race([session.idle(), soon])) !== pending;
}

test("a view is idle when mounted, answered and in sync", async () => {
  const { emit, mount, patches, session } = rig({ isMounted: false });
  assert.equal(await isIdle(session), false);
  mount();
  assert.equal(await isIdle(session), true);
  emit();
  const answered = session.idle();
  assert.equal(await isIdle(session), false);
  patches(1, { ack: { [VIEW]: 1 } });
  await answered;
  patches(3);
  assert.equal(await isIdle(session), false);
  mount({ seq: 3 });
  assert.equal(await isIdle(session), true);
});

test("a view is not idle while a slider holds something back", async () => {
  const { emit, patches, session } = rig();
  emit("input", SLIDER, "1");
  emit("input", SLIDER, "2");
  patches(1, { ack: { [VIEW]: 1 } });
  assert.equal(await isIdle(session), false);
  patches(2, { ack: { [VIEW]: 2 } });
  assert.equal(await isIdle(session), true);
});

test("a failing transport makes the view offline and keeps the event", () => {
  const self = rig();
  self.isConnected = false;
  self.emit("click", 1, "a");
  assert.equal(self.session.state, "offline");
  assert.match(self.problems[0].title, /^Not connected\. Run the cell again/);
  self.isConnected = true;
  self.emit("click", 1, "b");
  assert.deepEqual(self.values(), ["a", "b"]);
  assert.equal(self.session.state, "ready");
  assert.deepEqual(self.problems, []);
});

test("after a reconnect the events that were not taken in go out again", () => {
  const { emit, mount, session, take } = rig();
  mount({ token: "token" });
  emit("click", 1, "a");
  emit("click", 1, "b");
  take();
  session.disconnect();
  emit("click", 1, "c");
  assert.deepEqual(take(), []);
  session.connect();
  assert.deepEqual(take(), [
    {
      kind: "hello",
      view: VIEW,
      version: 1,
      environment: {},
      token: "token",
      epoch: 1,
      seq: 0,
    },
  ]);
  mount({ ack: 1, verdict: "resumed" });
  assert.deepEqual(
    take().map((message) => message.kind === "event" && message.n),
    [2, 3],
  );
});

test("after a reconnect events for another epoch's nodes are not sent again", async () => {
  const { emit, mount, session, take } = rig();
  emit();
  session.connect();
  take();
  mount({ epoch: 2, ack: 0 });
  assert.deepEqual(take(), []);
  assert.equal(await isIdle(session), true);
});

test("a refused view is in error and waits for nothing", async () => {
  const { mount, session } = rig({ isMounted: false });
  const waiting = session.idle();
  mount({ verdict: "refused" });
  assert.equal(session.state, "error");
  await assert.rejects(waiting, /refused/);
});

test("a mount of another protocol version is not applied", () => {
  const { applied, mount, session } = rig({ isMounted: false });
  mount({ version: 2 });
  assert.deepEqual(applied, []);
  assert.equal(session.state, "error");
});

test("an effect is carried out once", () => {
  const { effects, receive } = rig();
  for (const effect of [1, 1, 2]) {
    receive({ kind: "effect", effect, name: "focus", data: {} });
  }
  assert.deepEqual(effects, [1, 2]);
});

test("what is no message is refused and changes nothing", () => {
  const { applied, receive, sent, session } = rig();
  session.receive("{");
  session.receive("null");
  receive({ kind: "constructor" });
  receive({ kind: "future" });
  assert.equal(applied.length, 1);
  assert.deepEqual(sent, []);
});

test("closing says goodbye, once, and ends all waiting", async () => {
  const self = rig();
  self.emit();
  self.take();
  const waiting = self.session.idle();
  self.session.close();
  self.session.close();
  self.emit();
  assert.deepEqual(self.take(), [{ kind: "bye", view: VIEW }]);
  assert.equal(self.isClosed, true);
  await assert.rejects(waiting, /closed/);
});

test("a slider of a new tree waits for none of the old one with the same id", () => {
  const { emit, mount, values } = rig();
  emit("input", SLIDER, "old");
  mount({ epoch: 2 });
  emit("input", SLIDER, "new");
  assert.deepEqual(values(), ["old", "new"]);
});

test("a transport that answers before it returns is sent each event once", async () => {
  const self = rig({ isMounted: false });
  for (const value of ["a", "b", "c"]) self.emit("click", 1, value);
  self.take();
  let seq = 0;
  self.answer = (message) => {
    if (message.kind === "event") self.patches(++seq, { ack: { [VIEW]: message.n } });
  };
  self.mount();
  assert.deepEqual(self.values(), ["a", "b", "c"]);
  assert.equal(await isIdle(self.session), true);
});
