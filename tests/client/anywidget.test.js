import assert from "node:assert/strict";
import { test } from "node:test";
import { anywidget } from "../../tempestweb/client/transports/anywidget.js";
import { fakeModel } from "./models.js";

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
