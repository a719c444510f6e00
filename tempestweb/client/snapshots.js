/** @import { WidgetModel } from "./types.js" */

/**
 * Asks for a picture of the app now and after each change; the kernel makes them.
 *
 * @param {WidgetModel} model
 * @param {(snapshot: { html: string, text: string }) => void} take
 * @param {AbortSignal} signal
 */
export function followSnapshots(model, take, signal) {
  /** @type {Parameters<WidgetModel["on"]>[1]} */
  const receive = (content) => {
    // Every message of the session comes by here.
    if (!String(content).startsWith('{"kind":"snapshot"')) return;
    const { html, text } = JSON.parse(String(content));
    take({ html, text });
  };
  model.on("msg:custom", receive);
  signal.addEventListener("abort", () => model.off("msg:custom", receive));
  model.send('{"kind":"snapshots"}');
}
