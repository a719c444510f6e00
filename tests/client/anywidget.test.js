import assert from "node:assert/strict";
import { test } from "node:test";
import { anywidget } from "../../tempestweb/client/transports/anywidget.js";

function fakeModel() {
  /** @type {Set<(content: unknown, buffers: DataView[]) => void>} */
  const listeners = new Set();
  /** @type {unknown[][]} */
  const sent = [];
  return {
    sent,
    listeners,
    send: (/** @type {unknown[]} */ ...parts) => sent.push(parts),
    on: (
      /** @type {string} */ _,
      /** @type {(content: unknown, buffers: DataView[]) => void} */ callback,
    ) => listeners.add(callback),
    off: (
      /** @type {string} */ _,
      /** @type {(content: unknown, buffers: DataView[]) => void} */ callback,
    ) => listeners.delete(callback),
    /** @param {unknown} content */
    say: (content) => {
      for (const listener of listeners) listener(content, []);
    },
  };
}

test("a message goes out as one string with its buffers beside it", () => {
  const model = fakeModel();
  const buffers = [new Uint8Array([1])];
  anywidget(model).send("{}", buffers);
  assert.deepEqual(model.sent, [["{}", undefined, buffers]]);
});

test("only strings are messages", () => {
  const model = fakeModel();
  /** @type {(string | object)[]} */
  const received = [];
  anywidget(model).receive((message) => received.push(message));
  model.say({ kind: "mount" });
  model.say("{}");
  assert.deepEqual(received, ["{}"]);
});

test("a closed transport receives nothing", () => {
  const model = fakeModel();
  const transport = anywidget(model);
  transport.receive(() => assert.fail());
  transport.close();
  model.say("{}");
  assert.equal(model.listeners.size, 0);
});
