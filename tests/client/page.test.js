import assert from "node:assert/strict";
import { test } from "node:test";
import { page } from "../../tempestweb/client/transports/page.js";
import { Downloads } from "../../tempestweb/client/wasm/files.js";
import { Starts } from "../../tempestweb/client/wasm/starts.js";

/** A worker that only keeps what it was given. */
class FakeWorker extends EventTarget {
  /** @type {unknown[]} */
  sent = [];
  isTerminated = false;
  postMessage = (/** @type {unknown} */ message) => this.sent.push(message);
  terminate = () => {
    this.isTerminated = true;
  };

  /** @param {object} data */
  say(data) {
    this.dispatchEvent(Object.assign(new Event("message"), { data }));
  }
}

/** @param {FakeWorker} worker */
function transportOf(worker) {
  return page(/** @type {any} */ (worker));
}

const watcher = (/** @type {string[]} */ log) => ({
  opened: () => log.push("opened"),
  lost: () => log.push("lost"),
  ended: () => log.push("ended"),
});

test("the line opens when Python is ready, before or after somebody watches", () => {
  for (const isEarly of [true, false]) {
    /** @type {string[]} */
    const log = [];
    const worker = new FakeWorker();
    const transport = transportOf(worker);
    if (isEarly) worker.say({ tag: "ready" });
    transport.watch(watcher(log));
    assert.equal(log.length, isEarly ? 1 : 0);
    if (!isEarly) worker.say({ tag: "ready" });
    assert.deepEqual(log, ["opened"]);
  }
});

test("messages pass as they are, in both directions", () => {
  const worker = new FakeWorker();
  const transport = transportOf(worker);
  /** @type {unknown[]} */
  const got = [];
  transport.receive((message, [part]) => got.push(message, part?.getUint8(0)));
  const buffers = [new Uint8Array([7])];
  transport.send("up", buffers);
  worker.say({ tag: "message", text: "down", buffers });
  worker.say({ tag: "progress", share: 1 });
  assert.deepEqual(worker.sent, [{ tag: "message", text: "up", buffers }]);
  assert.deepEqual(got, ["down", 7]);
});

test("nothing comes any more after it was closed", () => {
  const worker = new FakeWorker();
  const transport = transportOf(worker);
  transport.receive(() => assert.fail("a message after the end"));
  transport.close();
  worker.say({ tag: "message", text: "late" });
  assert.ok(worker.isTerminated);
});

test("progress is told in steps of a hundredth, and up to the end", () => {
  /** @type {number[]} */
  const told = [];
  const downloads = new Downloads(1000, (share) => told.push(share));
  for (let i = 0; i < 1000; i++) downloads.add(1);
  assert.ok(told.length <= 101);
  assert.equal(told.at(-1), 1);
});

test("a start that never ended makes the next one careful, once", () => {
  /** @type {Map<string, string>} */
  const stored = new Map();
  const globals = /** @type {any} */ (globalThis);
  globals.localStorage = {
    getItem: (/** @type {string} */ key) => stored.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ text) =>
      stored.set(key, text),
    removeItem: (/** @type {string} */ key) => stored.delete(key),
  };
  globals.addEventListener ??= () => {};
  const starts = () => new Starts("http://here/");
  const first = starts();
  assert.ok(first.begin());
  first.end();
  assert.ok(starts().begin());
  assert.ok(!starts().begin());
  assert.ok(starts().begin());
  delete globals.localStorage;
});
