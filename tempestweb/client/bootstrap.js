/** @import { WidgetModel } from "./types.js" */

import { fetched } from "./fetched.js";

/**
 * What an anywidget carries as its `_esm`: gets the runtime once per page and hands the
 * view to it. Every instance carries this text, so it is kept under 2 KB.
 *
 * @typedef {typeof import("./runtime.js")} Runtime
 * @typedef {{ model: WidgetModel, el: HTMLElement, signal?: AbortSignal }} View
 */

export default {
  /** @param {View} view */
  render({ model, el, signal }) {
    const stopping = new AbortController();
    const stop = () => stopping.abort();
    signal?.addEventListener("abort", stop);
    el.textContent = "Loading…";
    fetched(model, { kind: "runtime" }, RUNTIME_HASH).then(
      (/** @type {Runtime} */ { open }) => {
        el.textContent = "";
        open(model, el, stopping.signal);
      },
      (reason) => {
        el.textContent =
          reason instanceof Error ? `tempestweb could not start: ${reason}` : reason;
        // Whoever waits for the app, as `open` tells it.
        const detail = { signal: stopping.signal, follow() {} };
        el.dispatchEvent(
          new CustomEvent("tempestweb:shown", { bubbles: true, detail }),
        );
      },
    );
    // For anywidget before 0.11, which hands no signal.
    return stop;
  },
};
