/** @import { BehaviourContext, EventData } from "../../tempestweb/client/types.js" */

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Behaviours } from "../../tempestweb/client/behaviours/index.js";

/**
 * @param {string} name
 * @param {object} props
 * @returns {any}
 */
function element(name, props) {
  /** @type {Record<string, string>} */
  const attributes = {
    "data-tw-behaviour": name,
    "data-tw-props": JSON.stringify(props),
  };
  return { getAttribute: (/** @type {string} */ key) => attributes[key] ?? null };
}

function rig() {
  /** @type {unknown[][]} */
  const calls = [];
  /** @type {EventData[]} */
  const emitted = [];
  /** @type {BehaviourContext[]} */
  const contexts = [];
  const recorder = {
    connect(
      /** @type {any} */ _,
      /** @type {any} */ props,
      /** @type {any} */ context,
    ) {
      calls.push(["connect", props]);
      contexts.push(context);
    },
    update(/** @type {any} */ _, /** @type {any} */ props) {
      calls.push(["update", props]);
    },
  };
  const behaviours = new Behaviours(
    () => 4,
    (data) => emitted.push(data),
    async (name, hash) => {
      calls.push(["load", name, hash]);
      return { default: recorder };
    },
    () => /** @type {any} */ ({}),
    { recorder: "h4sh" },
  );
  return { behaviours, calls, contexts, emitted };
}

test("a behaviour of the app's own has its hash at the end of its name", async () => {
  const { behaviours, calls } = rig();
  await behaviours.connect(element("own-my-stars-0f1e", {}));
  assert.deepEqual(calls[0], ["load", "own-my-stars-0f1e", "0f1e"]);
});

test("a behaviour is connected with its props and told of new ones", async () => {
  const { behaviours, calls } = rig();
  const node = element("recorder", { a: 1 });
  await behaviours.connect(node);
  behaviours.update(node, { a: 2 });
  assert.deepEqual(calls, [
    ["load", "recorder", "h4sh"],
    ["connect", { a: 1 }],
    ["update", { a: 2 }],
  ]);
});

test("props that come while it loads are the ones it is connected with", async () => {
  const { behaviours, calls } = rig();
  const node = element("recorder", { a: 1 });
  const connected = behaviours.connect(node);
  behaviours.update(node, { a: 2 });
  await connected;
  assert.deepEqual(calls.slice(1), [["connect", { a: 2 }]]);
});

test("an element that goes while it loads is never connected", async () => {
  const { behaviours, calls } = rig();
  const node = element("recorder", {});
  const connected = behaviours.connect(node);
  behaviours.disconnect(node);
  await connected;
  assert.deepEqual(calls.slice(1), []);
});

test("its events carry the node's id, and end with the element", async () => {
  const { behaviours, contexts, emitted } = rig();
  const node = element("recorder", {});
  await behaviours.connect(node);
  contexts[0].emit("pan", { dx: 1 });
  behaviours.disconnect(node);
  contexts[0].emit("pan", { dx: 2 });
  assert.deepEqual(emitted, [{ id: 4, type: "pan", payload: { dx: 1 } }]);
  assert.equal(contexts[0].signal.aborted, true);
});

test("it can report what concerns the whole view, which is node 0", async () => {
  const { behaviours, contexts, emitted } = rig();
  const node = element("recorder", {});
  await behaviours.connect(node);
  contexts[0].emitOfView("dismiss", { overlay: "o" });
  behaviours.disconnect(node);
  contexts[0].emitOfView("dismiss");
  assert.deepEqual(emitted, [{ id: 0, type: "dismiss", payload: { overlay: "o" } }]);
});

test("an unknown behaviour is reported and harms nothing", async (context) => {
  const warn = mock.method(console, "warn", () => {});
  context.after(() => warn.mock.restore());
  await rig().behaviours.connect(element("constructor", {}));
  assert.equal(warn.mock.callCount(), 1);
});
