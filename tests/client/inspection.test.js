import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { fakeModel } from "./models.js";

const SOURCE = new URL("../../labextension/src/inspection.ts", import.meta.url);

/** The extension is TypeScript, which Node does not read by itself. */
async function load() {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(SOURCE)],
    bundle: true,
    format: "esm",
    write: false,
  });
  const code = Buffer.from(outputFiles[0].contents).toString("base64");
  /** @type {typeof import("../../labextension/src/inspection.js")} */
  const { Inspector } = await import(`data:text/javascript;base64,${code}`);
  return Inspector;
}

/** An app, and an inspector that has just asked for what it shows. */
async function inspected() {
  const Inspector = await load();
  const model = fakeModel();
  const none = /** @type {any} */ (null);
  /** @type {unknown[]} */
  const told = [];
  mock.timers.enable({ apis: ["setTimeout"] });
  const inspector = new Inspector(
    { element: none, root: none, model },
    (inspection) => told.push(inspection.state),
    () => {},
  );
  return { inspector, model, told };
}

/**
 * Lets time pass, also for timers that others begin.
 *
 * @param {number} seconds
 */
function wait(seconds) {
  for (let passed = 0; passed < seconds; passed++) mock.timers.tick(1000);
}

const answer = (/** @type {number} */ state) =>
  JSON.stringify({ kind: "inspection", widgets: [], left_out: 0, state });

const CHANGE = JSON.stringify({ kind: "patches", seq: 1, data: [] });

test("what was asked is asked again when no answer comes", async (t) => {
  const { model, told } = await inspected();
  t.after(() => mock.timers.reset());
  model.say(CHANGE);

  wait(9);
  assert.equal(model.sent.length, 1);
  wait(1);
  assert.equal(model.sent.length, 2);
  model.say(answer(7));
  wait(1000);

  assert.deepEqual(told, [7]);
  assert.equal(model.sent.length, 2);
});

test("a kernel that is busy for an hour is asked a few times", async (t) => {
  const { model } = await inspected();
  t.after(() => mock.timers.reset());

  wait(3600);

  assert.ok(model.sent.length > 2);
  assert.ok(model.sent.length < 12);
});

test("an answer brings the first patience back", async (t) => {
  const { model } = await inspected();
  t.after(() => mock.timers.reset());
  wait(3600);
  model.say(answer(7));
  const before = model.sent.length;

  model.say(CHANGE);
  wait(11);

  assert.equal(model.sent.length, before + 2);
});

test("an inspector that was stopped asks nothing more", async (t) => {
  const { inspector, model } = await inspected();
  t.after(() => mock.timers.reset());

  inspector.stop();
  wait(1000);

  assert.equal(model.sent.length, 1);
});
