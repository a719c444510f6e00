/** @import { Transport, WidgetModel } from "../types.js" */

/**
 * Carries messages as custom messages of an anywidget model.
 *
 * @param {WidgetModel} model
 * @returns {Transport}
 */
export function anywidget(model) {
  /** @type {((content: unknown, buffers: DataView[]) => void) | undefined} */
  let listener;
  const transport = {
    /** @type {Transport["send"]} */
    send(message, buffers) {
      model.send(message, undefined, buffers);
    },
    /** @type {Transport["receive"]} */
    receive(callback) {
      transport.close();
      listener = (content, buffers) => {
        // Anything else on this comm is not ours.
        if (typeof content === "string") callback(content, buffers);
      };
      model.on("msg:custom", listener);
    },
    close() {
      if (listener) model.off("msg:custom", listener);
      listener = undefined;
    },
  };
  return transport;
}
