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
    if (typeof content !== "string") return;
    const { kind, html, text } = JSON.parse(content);
    if (kind === "snapshot") take({ html, text });
  };
  model.on("msg:custom", receive);
  signal.addEventListener("abort", () => model.off("msg:custom", receive));
  model.send('{"kind":"snapshots"}');
}
