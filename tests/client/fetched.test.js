import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { fetched } from "../../tempestweb/client/fetched.js";

const MASK = { kind: "module", name: "mask" };

/** A model that keeps what is sent, and says what it is told to. */
function fakeModel() {
  /** @type {Set<(content: unknown, buffers: DataView[]) => void>} */
  const listeners = new Set();
  /** @type {unknown[]} */
  const sent = [];
  return {
    sent,
    listeners,
    send: (/** @type {unknown} */ content) => sent.push(content),
    on: (
      /** @type {string} */ _,
      /** @type {(content: unknown, buffers: DataView[]) => void} */ callback,
    ) => listeners.add(callback),
    off: (
      /** @type {string} */ _,
      /** @type {(content: unknown, buffers: DataView[]) => void} */ callback,
    ) => listeners.delete(callback),
    /** @param {object} answer */
    say(answer) {
      const source = new TextEncoder().encode("export default 7;");
      for (const listener of [...listeners]) {
        listener(JSON.stringify(answer), [new DataView(source.buffer)]);
      }
    },
  };
}

/** Node imports no blobs: the test's module has another address. */
function importBlobs() {
  const address = "data:text/javascript,export default 7;";
  return mock.method(URL, "createObjectURL", () => address);
}

test("a module is asked for once, whoever wants it", async (context) => {
  const blobs = importBlobs();
  context.after(() => blobs.mock.restore());
  const [first, second] = [fakeModel(), fakeModel()];
  const wanted = [fetched(first, MASK, "once"), fetched(second, MASK, "once")];
  first.say({ ...MASK, hash: "once" });

  const modules = await Promise.all(wanted);

  assert.deepEqual(first.sent, [JSON.stringify(MASK)]);
  assert.deepEqual(second.sent, []);
  assert.deepEqual(
    modules.map((module) => module.default),
    [7, 7],
  );
  assert.equal(blobs.mock.callCount(), 1);
  assert.equal(first.listeners.size, 0);
});

test("one that was asked for in vain is asked for again", async (context) => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const blobs = importBlobs();
  context.after(() => {
    mock.timers.reset();
    blobs.mock.restore();
  });
  const [gone, alive] = [fakeModel(), fakeModel()];
  fetched(gone, MASK, "late");
  const wanted = fetched(alive, MASK, "late");
  mock.timers.tick(5000);
  alive.say({ ...MASK, hash: "late" });

  assert.equal((await wanted).default, 7);
});

test("the answer to another request is not taken", async (context) => {
  const blobs = importBlobs();
  context.after(() => blobs.mock.restore());
  const model = fakeModel();
  const wanted = fetched(model, MASK, "own");
  model.say({ kind: "runtime", hash: "own" });
  model.say({ kind: "module", name: "canvas", hash: "own" });
  assert.equal(blobs.mock.callCount(), 0);
  model.say({ ...MASK, hash: "own" });

  assert.equal((await wanted).default, 7);
});

test("a module of another version is refused, and asked for anew", async () => {
  const model = fakeModel();
  const wanted = fetched(model, MASK, "new");
  model.say({ ...MASK, hash: "old" });

  await assert.rejects(wanted, (reason) => /was updated/.test(String(reason)));
  fetched(model, MASK, "new").catch(() => {});
  assert.equal(model.sent.length, 2);
});
