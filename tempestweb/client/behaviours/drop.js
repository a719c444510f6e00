/** @import { Behaviour } from "../types.js" */

/**
 * Something that things can be dropped on; what drags them tells it.
 *
 * @type {Behaviour}
 */
const drop = {
  connect(element, _props, { signal, emit }) {
    element.addEventListener(
      "tw-drop",
      (event) => emit("dropped", /** @type {CustomEvent} */ (event).detail),
      { signal },
    );
  },
};

export default drop;
