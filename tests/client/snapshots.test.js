import assert from "node:assert/strict";
import { test } from "node:test";
import { followSnapshots } from "../../tempestweb/client/snapshots.js";
import { fakeModel } from "./models.js";

test("asks for pictures and hands over each that comes", () => {
  const model = fakeModel();
  /** @type {unknown[]} */
  const taken = [];
  followSnapshots(model, (one) => taken.push(one), new AbortController().signal);

  assert.deepEqual(model.sent, [['{"kind":"snapshots"}']]);
  model.say('{"kind":"snapshot","html":"<p>","text":"p"}');
  model.say('{"kind":"patches","data":[]}');
  model.say({ html: "not a string" });
  assert.deepEqual(taken, [{ html: "<p>", text: "p" }]);
});

test("listens no more once the view is gone", () => {
  const model = fakeModel();
  const stopping = new AbortController();
  followSnapshots(model, () => {}, stopping.signal);
  stopping.abort();

  assert.equal(model.listeners.size, 0);
});
