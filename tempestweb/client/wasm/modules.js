/** @import { LoadModule, WidgetModel } from "../types.js" */

import { fetched } from "../fetched.js";
import { fromFolder } from "../modules.js";

/**
 * Brings modules of the client from beside it, and those of the app from its Python.
 *
 * @param {URL | string} base the folder
 * @param {Worker} worker runs Python, once it is ready
 * @returns {LoadModule}
 */
export function fromPage(base, worker) {
  const folder = fromFolder(base);
  const ready = new Promise((resolve) => {
    worker.addEventListener("message", ({ data }) => {
      if (data.tag === "ready") resolve(undefined);
    });
  });
  const model = modelOf(worker);
  return async (name, hash) => {
    if (!name.startsWith("own-")) return folder(name, hash);
    await ready;
    return fetched(model, { kind: "module", name }, hash);
  };
}

/**
 * @param {Worker} worker
 * @returns {WidgetModel}
 */
function modelOf(worker) {
  /** @type {Map<unknown, (event: MessageEvent) => void>} */
  const listeners = new Map();
  return {
    send: (text) => worker.postMessage({ tag: "message", text, buffers: [] }),
    on(_name, callback) {
      /** @param {MessageEvent} event */
      const listener = ({ data }) => {
        if (data.tag === "message") callback(data.text, data.buffers);
      };
      listeners.set(callback, listener);
      worker.addEventListener("message", listener);
    },
    off(_name, callback) {
      const listener = listeners.get(callback);
      if (listener) worker.removeEventListener("message", listener);
      listeners.delete(callback);
    },
  };
}
