import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { startEarly } from "../../tempestweb/client/lite/early.js";
import { loadPyodide } from "../../tempestweb/client/lite-pyodide.js";

const SITE = "https://host/some/where/";
const SCRIPT = `${SITE}extensions/kernel.js`;
const START = {
  version: "1.2.3",
  script: "extensions/kernel.js",
  pyodide: "static/pyodide/",
  options: { packages: ["ipython"] },
  modules: ["IPython"],
};

/** @type {any} */
const scope = globalThis;

/** A worker that was made, or one that was started early. */
class FakeWorker extends EventTarget {
  /** @type {FakeWorker[]} */
  static made = [];
  isTerminated = false;

  /**
   * @param {string | URL} url
   * @param {{ name?: string }} [options]
   */
  constructor(url, options) {
    super();
    this.url = `${url}`;
    this.name = options?.name ?? "";
    FakeWorker.made.push(this);
  }

  /** @param {string} what */
  says(what) {
    this.dispatchEvent(new MessageEvent("message", { data: { tempestweb: what } }));
  }

  terminate() {
    this.isTerminated = true;
  }
}

class FakeServiceWorkers extends EventTarget {
  /** @type {object | null} */
  controller = {};
  /** @type {string[]} */
  registered = [];
  fails = false;

  /** @param {string} url */
  async register(url) {
    if (this.fails) throw new Error("not here");
    this.registered.push(url);
  }
}

/** @type {FakeServiceWorkers} */
let serviceWorker;
/** @type {Map<string, string>} */
let stored;

/**
 * Loads a page.
 *
 * @param {string} search of its address
 * @param {{ text?: string, type?: string }} [more] what the build wrote into it, and how
 *   it came to be loaded
 */
function visit(search, more = {}) {
  const { text = JSON.stringify(START), type = "navigate" } = more;
  scope.document = {
    getElementById: () => ({ textContent: text, dataset: { site: "../" } }),
  };
  scope.location = { href: `${SITE}lab/index.html${search}`, search };
  scope.performance.getEntriesByType = () => [{ type }];
  return startEarly();
}

/** Makes a worker as the kernel's extension does. */
const asks = () => new scope.Worker(new URL(SCRIPT), { type: "module" });

const NOTEBOOK = "?path=first.ipynb";

beforeEach(() => {
  FakeWorker.made = [];
  serviceWorker = new FakeServiceWorkers();
  stored = new Map();
  scope.Worker = FakeWorker;
  scope.crossOriginIsolated = false;
  scope.localStorage = {
    setItem: (/** @type {string} */ key, /** @type {string} */ value) =>
      stored.set(key, value),
  };
  Object.defineProperty(globalThis, "navigator", {
    value: { serviceWorker },
    configurable: true,
  });
});

test("the kernel of a notebook's page is there before it is asked for", async () => {
  await visit(NOTEBOOK);
  const [early] = FakeWorker.made;
  assert.equal(early?.url, `${SITE}lite-kernel.js`);
  assert.deepEqual(JSON.parse(early.name), {
    ...START,
    script: SCRIPT,
    pyodide: `${SITE}static/pyodide/`,
  });
  early.says("listening");
  assert.equal(asks(), early);
  assert.equal(early.isTerminated, false);
});

test("the next kernel is one of its own", async () => {
  await visit(NOTEBOOK);
  FakeWorker.made[0]?.says("listening");
  asks();
  assert.equal(asks().url, SCRIPT);
});

test("workers of other scripts are what they would be", async () => {
  await visit(NOTEBOOK);
  FakeWorker.made[0]?.says("listening");
  assert.equal(new scope.Worker("../other.js").url, "../other.js");
  const Special = /** @type {any} */ (class extends scope.Worker {});
  assert.ok(new Special("../special.js") instanceof Special);
});

test("one that does not hear yet is not handed over", async () => {
  await visit(NOTEBOOK);
  assert.equal(asks().url, SCRIPT);
  assert.equal(FakeWorker.made[0]?.isTerminated, true);
});

test("one that fails is gone, and the kernel starts as ever", async () => {
  await visit(NOTEBOOK);
  const [early] = FakeWorker.made;
  early?.says("listening");
  early?.dispatchEvent(new Event("error"));
  assert.equal(early?.isTerminated, true);
  assert.equal(asks().url, SCRIPT);
});

/**
 * Loads a page whose early kernel is complete; time passes when it is told to.
 *
 * @param {import("node:test").TestContext} context
 */
async function complete(context) {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  await visit(NOTEBOOK);
  const [early] = FakeWorker.made;
  early?.says("listening");
  early?.says("warm");
  return early;
}

test("one that nobody asks for ends after a while", async (context) => {
  const early = await complete(context);
  context.mock.timers.tick(59_000);
  assert.equal(early?.isTerminated, false);
  context.mock.timers.tick(1_000);
  assert.equal(early?.isTerminated, true);
});

test("one that was taken stays", async (context) => {
  const early = await complete(context);
  asks();
  context.mock.timers.tick(60_000);
  assert.equal(early?.isTerminated, false);
});

test("pages without a notebook start none; those loaded again do", async () => {
  await visit("");
  await visit("?path=data.csv");
  assert.deepEqual(FakeWorker.made, []);
  await visit("", { type: "reload" });
  assert.equal(FakeWorker.made.length, 1);
});

test("a kernel with shared memory, and a site that says nothing, are left alone", async () => {
  await visit(NOTEBOOK, { text: "" });
  scope.crossOriginIsolated = true;
  await visit(NOTEBOOK);
  assert.deepEqual(FakeWorker.made, []);
  assert.equal(scope.Worker, FakeWorker);
});

test("on a first visit it waits for the service worker, which gives it files", async () => {
  serviceWorker.controller = null;
  const visited = visit(NOTEBOOK);
  await new Promise((resolve) => setImmediate(resolve));
  const url = `${SITE}service-worker.js?enableCache=false`;
  assert.deepEqual(serviceWorker.registered, [url]);
  // By this JupyterLite knows it for its own.
  assert.deepEqual([...stored], [[`${url}-version`, "1.2.3"]]);
  assert.deepEqual(FakeWorker.made, []);
  serviceWorker.dispatchEvent(new Event("controllerchange"));
  await visited;
  assert.equal(FakeWorker.made.length, 1);
});

test("where no service worker can be, it starts at once", async (context) => {
  context.mock.method(console, "info", () => {});
  serviceWorker.controller = null;
  serviceWorker.fails = true;
  await visit(NOTEBOOK);
  assert.equal(FakeWorker.made.length, 1);
});

test("a page that asks before the service worker is there starts its own", async () => {
  serviceWorker.controller = null;
  const visited = visit(NOTEBOOK);
  assert.equal(asks().url, SCRIPT);
  serviceWorker.dispatchEvent(new Event("controllerchange"));
  await visited;
  assert.equal(FakeWorker.made.length, 1);
});

/** What a kernel asks Pyodide for, from a folder that has one for tests. */
const asked = {
  stdout: () => {},
  stderr: () => {},
  packages: ["ipython"],
  indexURL: `data:text/javascript,export const loadPyodide = (how) => how //`,
};

/** @param {unknown} python */
function begun(python) {
  const early = {
    options: { packages: ["ipython"] },
    python,
    isTaken: false,
    take() {
      this.isTaken = true;
    },
  };
  scope.tempestwebEarly = early;
  return early;
}

test("a kernel takes the Pyodide that is there, and it prints to the kernel", async () => {
  /** @type {unknown[]} */
  const streams = [];
  const python = {
    setStdout: (/** @type {any} */ { batched }) => streams.push("out", batched),
    setStderr: (/** @type {any} */ { batched }) => streams.push("err", batched),
  };
  const early = begun(Promise.resolve(python));
  assert.equal(await loadPyodide(asked), python);
  assert.deepEqual(streams, ["out", asked.stdout, "err", asked.stderr]);
  assert.ok(early.isTaken);
  // A second one in the same worker is another.
  assert.equal(await loadPyodide(asked), asked);
});

test("a kernel that asks for other packages gets its own", async () => {
  const early = begun(Promise.resolve({}));
  const other = { ...asked, packages: ["numpy"] };
  assert.equal(await loadPyodide(other), other);
  assert.ok(early.isTaken);
});

test("a Pyodide that failed is loaded again", async (context) => {
  context.mock.method(console, "warn", () => {});
  begun(Promise.reject(new Error("cut off")));
  assert.equal(await loadPyodide(asked), asked);
});
