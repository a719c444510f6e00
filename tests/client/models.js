/** A widget's model, with the kernel in the test. */
export function fakeModel() {
  /** @type {Set<(content: unknown, buffers: DataView[]) => void>} */
  const listeners = new Set();
  /** @type {unknown[][]} */
  const sent = [];
  return {
    sent,
    listeners,
    send: (/** @type {unknown[]} */ ...parts) => sent.push(parts),
    on: (
      /** @type {string} */ _,
      /** @type {(content: unknown, buffers: DataView[]) => void} */ callback,
    ) => listeners.add(callback),
    off: (
      /** @type {string} */ _,
      /** @type {(content: unknown, buffers: DataView[]) => void} */ callback,
    ) => listeners.delete(callback),
    /** @param {unknown} content */
    say: (content) => {
      for (const listener of listeners) listener(content, []);
    },
  };
}
