/** @import { WidgetModel } from "./types.js" */

/**
 * What an anywidget carries as its `_esm`: gets the runtime once per page and hands the
 * view to it. Every instance carries this text, so it is kept under 2 KB.
 *
 * @typedef {typeof import("./runtime.js")} Runtime
 * @typedef {{ model: WidgetModel, el: HTMLElement, signal?: AbortSignal }} View
 */

/** A waiting view asks over its own comm after so many ms. */
const PATIENCE = 5000;

const key = Symbol.for("tempestweb.runtimes");
const page = /** @type {{ [key]?: Map<string, Promise<Runtime>> }} */ (globalThis);
page[key] ??= new Map();
/** @type {Map<string, Promise<Runtime>>} By hash, for all of the page. */
const runtimes = page[key];

/**
 * @param {WidgetModel} model
 * @returns {Promise<Runtime>}
 */
function ask(model) {
  /** @type {Promise<Runtime>} */
  const runtime = new Promise((resolve, reject) => {
    /** @type {Parameters<WidgetModel["on"]>[1]} */
    const receive = (content, buffers) => {
      if (typeof content !== "string") return;
      const { kind, hash } = JSON.parse(content);
      if (kind !== "runtime") return;
      model.off("msg:custom", receive);
      if (hash !== RUNTIME_HASH) {
        reject("tempestweb was updated: restart the kernel and reload the page");
        return;
      }
      const source = new Blob([/** @type {any} */ (buffers[0])], {
        type: "text/javascript",
      });
      const url = URL.createObjectURL(source);
      import(url).then(resolve, reject).finally(() => URL.revokeObjectURL(url));
    };
    model.on("msg:custom", receive);
    model.send('{"kind":"runtime"}');
  });
  runtimes.set(RUNTIME_HASH, runtime);
  runtime.catch(() => {
    if (runtimes.get(RUNTIME_HASH) === runtime) runtimes.delete(RUNTIME_HASH);
  });
  return runtime;
}

/** @param {WidgetModel} model */
function load(model) {
  const present = runtimes.get(RUNTIME_HASH);
  if (!present) return ask(model);
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  /** @type {Promise<Runtime>} */
  const own = new Promise((resolve, reject) => {
    timer = setTimeout(() => ask(model).then(resolve, reject), PATIENCE);
  });
  // The one that was asked first may have gone away unanswered.
  return Promise.race([present, own]).finally(() => clearTimeout(timer));
}

export default {
  /** @param {View} view */
  render({ model, el, signal }) {
    const stopping = new AbortController();
    const stop = () => stopping.abort();
    signal?.addEventListener("abort", stop);
    el.textContent = "Loading…";
    load(model).then(
      ({ show, anywidget }) => {
        el.textContent = "";
        show({ transport: anywidget(model), element: el, signal: stopping.signal });
      },
      (reason) => {
        el.textContent =
          reason instanceof Error ? `tempestweb could not start: ${reason}` : reason;
      },
    );
    // For anywidget before 0.11, which hands no signal.
    return stop;
  },
};
