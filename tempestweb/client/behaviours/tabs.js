/** @import { Behaviour } from "../types.js" */

import { arrowTarget } from "./parts/arrows.js";
import { look } from "./parts/look.js";
import css from "./parts/navigation.css";

const dress = look(css);

/**
 * The arrow keys of a list of tabs: each leads to a tab and shows it.
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
        const next = list.length > 0 && arrowTarget(key, list, true);
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
