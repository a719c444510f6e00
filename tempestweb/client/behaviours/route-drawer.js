/** @import { Behaviour } from "../types.js" */

import { focusBack, focusedNear, focusInside, onEscape } from "./parts/focus.js";
import { look } from "./parts/look.js";
import css from "./parts/navigation.css";

const dress = look(css);

/** @type {WeakMap<Element, { isOpen: boolean, before: HTMLElement | null }>} */
const drawers = new WeakMap();

/**
 * A panel that slides over what is beside it: the focus goes into it and back; Escape
 * and a press beside it ask for it to be closed.
 *
 * @type {Behaviour<{ open: boolean }>}
 */
const routeDrawer = {
  connect(element, { open }, { signal, emit }) {
    dress(element);
    const state = { isOpen: false, before: null };
    drawers.set(element, state);
    element
      .querySelector(":scope > .tw-scrim")
      ?.addEventListener("click", () => emit("dismiss"), { signal });
    onEscape(
      element,
      () => {
        const { isOpen } = state;
        if (isOpen) emit("dismiss");
        return isOpen;
      },
      signal,
    );
    routeDrawer.update?.(element, { open });
  },
  update(element, { open }) {
    const state = drawers.get(element);
    if (!state || state.isOpen === open) return;
    state.isOpen = open;
    const panel = /** @type {HTMLElement} */ (
      element.querySelector(":scope > .tw-side")
    );
    if (open) {
      state.before = focusedNear(panel);
      focusInside(panel);
    } else {
      const wasInside = panel.contains(focusedNear(panel));
      if (wasInside) /** @type {HTMLElement} */ (focusedNear(panel)).blur();
      focusBack(state.before);
    }
  },
};

export default routeDrawer;
