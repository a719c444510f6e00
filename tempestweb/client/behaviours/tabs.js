/** @import { Behaviour } from "../types.js" */

import { arrowTarget } from "./parts/arrows.js";
import { look } from "./parts/look.js";
import css from "./parts/navigation.css";

const dress = look(css);

/**
 * The arrow keys of tabs, and of radio buttons: each leads to one and chooses it.
 *
 * @type {Behaviour}
 */
const tabs = {
  connect(element, _props, { signal }) {
    dress(element);
    element.addEventListener(
      "keydown",
      (event) => {
        const key = /** @type {KeyboardEvent} */ (event);
        const list = /** @type {HTMLElement[]} */ ([...element.children]);
        // Radio buttons follow all four arrows, however they stand.
        const isRadio = element.getAttribute("role") === "radiogroup";
        const next =
          list.length > 0 &&
          (arrowTarget(key, list, true) ?? (isRadio && arrowTarget(key, list, false)));
        if (!next || key.ctrlKey || key.metaKey || key.altKey) return;
        event.preventDefault();
        next.focus();
        next.click();
      },
      { signal },
    );
  },
};

export default tabs;
