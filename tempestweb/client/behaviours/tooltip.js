/** @import { Behaviour } from "../types.js" */

import { anchorTo } from "./parts/anchor.js";
import { firstFocusable, onEscape } from "./parts/focus.js";
import { look } from "./parts/look.js";
import css from "./tooltip.css";

const dress = look(css);

/**
 * A mouse has to rest for so many ms, and a finger to press; a mouse that leaves may come
 * back for so many, and after a finger the tip stays to be read, as Material has it.
 */
const DELAY = { show: 300, hide: 150, read: 1500 };
let count = 0;

/**
 * Shows the tip of a tooltip above all of the page, while the mouse is over its child,
 * a finger rests on it or the focus is in it, and lets the child be described by it.
 *
 * @type {Behaviour}
 */
const tooltip = {
  connect(element, _props, { signal }) {
    const box = /** @type {HTMLElement} */ (element);
    dress(box);
    const tip = /** @type {HTMLElement} */ (element.lastElementChild);
    tip.popover = "manual";
    tip.id ||= `tw-tip-${++count}`;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    /** @type {AbortController | undefined} */
    let placing;
    const isShown = () => tip.matches(":popover-open");

    const describe = () => {
      const trigger = firstFocusable(element) ?? element.firstElementChild;
      if (!trigger || trigger === tip) return;
      const ids = trigger.getAttribute("aria-describedby")?.split(" ") ?? [];
      if (ids.includes(tip.id)) return;
      trigger.setAttribute("aria-describedby", [...ids, tip.id].join(" "));
    };
    const show = () => {
      clearTimeout(timer);
      describe();
      if (isShown()) return;
      const child = /** @type {HTMLElement | null} */ (element.firstElementChild);
      tip.showPopover();
      placing = new AbortController();
      if (child && child !== tip) anchorTo(tip, child, placing.signal);
    };
    const hide = () => {
      clearTimeout(timer);
      placing?.abort();
      if (isShown()) tip.hidePopover();
    };
    /**
     * @param {() => void} what
     * @param {number} milliseconds
     */
    const later = (what, milliseconds) => {
      clearTimeout(timer);
      timer = setTimeout(what, milliseconds);
    };

    box.addEventListener("pointerenter", () => later(show, DELAY.show), { signal });
    box.addEventListener(
      "pointerleave",
      ({ pointerType }) => {
        const isRead = pointerType === "touch" && isShown();
        later(hide, isRead ? DELAY.read : DELAY.hide);
      },
      { signal },
    );
    box.addEventListener(
      "focusin",
      ({ target }) =>
        /** @type {Element} */ (target).matches(":focus-visible") && show(),
      { signal },
    );
    box.addEventListener("focusout", hide, { signal });
    // Whoever presses has read it.
    box.addEventListener(
      "pointerdown",
      ({ pointerType }) => pointerType !== "touch" && hide(),
      { signal },
    );
    onEscape(
      element,
      () => {
        const wasShown = isShown();
        hide();
        return wasShown;
      },
      signal,
    );
    signal.addEventListener("abort", hide);
    describe();
  },
};

export default tooltip;
