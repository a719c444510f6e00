/** @import { Behaviour } from "../types.js" */

import { whileTyping } from "../typing.js";
import { look } from "./parts/look.js";
import css from "./pin.css";

const dress = look(css);

/** @type {WeakMap<Element, () => void>} */
const marks = new WeakMap();

/**
 * Marks the cell that is typed into, and tells when the last one is filled.
 *
 * @type {Behaviour<{ length: number }>}
 */
const pin = {
  connect(element, { length }, { signal, emit }) {
    dress(element);
    const field = /** @type {HTMLInputElement} */ (element);
    const mark = () => {
      const isFocused =
        /** @type {Document | ShadowRoot} */ (field.getRootNode()).activeElement ===
        field;
      const at = Math.min(field.selectionStart ?? 0, length - 1);
      field.parentElement?.querySelectorAll(".tw-pin-cell").forEach((cell, index) => {
        cell.toggleAttribute("data-tw-at", isFocused && index === at);
      });
    };
    marks.set(element, mark);
    whileTyping(field, signal, () => {
      const bare = field.value.replace(/\s/g, "").slice(0, length);
      if (bare !== field.value) field.value = bare;
    });
    field.addEventListener(
      "input",
      (event) => {
        mark();
        const { isComposing = false } = /** @type {InputEvent} */ (event);
        if (field.value.length === length && !isComposing) {
          emit("complete", { value: field.value });
        }
      },
      { signal },
    );
    for (const type of ["focus", "blur", "select", "keyup", "pointerup"]) {
      field.addEventListener(type, mark, { signal });
    }
    field.ownerDocument.addEventListener("selectionchange", mark, { signal });
    mark();
  },
  update(element) {
    marks.get(element)?.();
  },
};

export default pin;
