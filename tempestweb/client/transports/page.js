/** @import { LineWatcher, ReconnectingTransport, Transport } from "../types.js" */

/**
 * Carries messages to the Python in the page's worker, which may not have started yet.
 *
 * @param {Worker} worker
 * @returns {ReconnectingTransport} its line opens once, when Python is ready
 */
export function page(worker) {
  /** @type {Parameters<Transport["receive"]>[0]} */
  let receive = () => {};
  /** @type {LineWatcher | undefined} */
  let watcher;
  let isReady = false;
  const stopping = new AbortController();
  worker.addEventListener(
    "message",
    ({ data }) => {
      if (data.tag === "message") receive(data.text, data.buffers.map(viewOf));
      if (data.tag !== "ready") return;
      isReady = true;
      watcher?.opened();
    },
    { signal: stopping.signal },
  );
  return {
    send: (text, buffers = []) => worker.postMessage({ tag: "message", text, buffers }),
    receive(callback) {
      receive = callback;
    },
    watch(other) {
      watcher = other;
      if (isReady) watcher.opened();
    },
    // There is no other line: whoever is silent runs a long handler.
    renew() {},
    close() {
      stopping.abort();
      worker.terminate();
    },
  };
}

/** @param {ArrayBufferView} part */
function viewOf({ buffer, byteOffset, byteLength }) {
  return new DataView(buffer, byteOffset, byteLength);
}
