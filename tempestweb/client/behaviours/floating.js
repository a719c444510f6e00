/** @import { Behaviour } from "../types.js" */

import css from "./floating.css";
import { anchorTo } from "./parts/anchor.js";
import { arrowTarget } from "./parts/arrows.js";
import { focusBack, focusInside, onEscape, viewOf } from "./parts/focus.js";
import { look } from "./parts/look.js";
import { askToDismiss, overlayIdOf } from "./parts/overlay.js";
import { swallowClick } from "./parts/pointers.js";

const dress = look(css);

/** Letters typed within so many ms make one word. */
const TYPING = 500;

/**
 * A menu or a popover: above all of the page, beside the widget with the key `anchor`,
 * gone at a press elsewhere or Escape.
 *
 * @type {Behaviour<{ anchor: string | null }>}
 */
const floating = {
  connect(element, { anchor }, { signal, emit, emitOfView }) {
    const box = /** @type {HTMLElement} */ (element);
    dress(box);
    const anchored =
      anchor === null
        ? null
        : viewOf(box).querySelector(`[data-key="${CSS.escape(anchor)}"]`);
    box.popover = "manual";
    box.showPopover();
    if (anchored) anchorTo(box, /** @type {HTMLElement} */ (anchored), signal);

    const dismiss = () => {
      if (askToDismiss(box, emit)) return true;
      const id = overlayIdOf(box);
      if (id !== null) emitOfView("dismiss", { overlay: id });
      return id !== null;
    };
    dismissOutside(box, anchored, dismiss, signal);
    onEscape(box, dismiss, signal);
    if (box.getAttribute("role") === "menu") operateMenu(box, dismiss, signal);
    const before = focusInside(box);
    signal.addEventListener("abort", () => queueMicrotask(() => focusBack(before)));
  },
};

export default floating;

/**
 * @param {HTMLElement} box
 * @param {Element | null} anchor
 * @param {() => boolean} dismiss
 * @param {AbortSignal} signal
 */
function dismissOutside(box, anchor, dismiss, signal) {
  document.addEventListener(
    "pointerdown",
    (event) => {
      const path = event.composedPath();
      if (path.includes(box) || !dismiss()) return;
      // The button that opened it would open it again.
      if (anchor && path.includes(anchor)) swallowClick();
    },
    { capture: true, signal },
  );
}

/**
 * @param {HTMLElement} menu
 * @param {() => void} dismiss
 * @param {AbortSignal} signal
 */
function operateMenu(menu, dismiss, signal) {
  let typed = "";
  let at = 0;
  const items = () =>
    /** @type {HTMLElement[]} */ ([...menu.querySelectorAll(".tw-choice")]);
  /** @param {string} letter */
  const find = (letter) => {
    typed = Date.now() - at > TYPING ? letter : typed + letter;
    at = Date.now();
    return items().find((item) =>
      item.textContent.trim().toLowerCase().startsWith(typed.toLowerCase()),
    );
  };
  menu.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Tab") dismiss();
      if (items().length === 0 || event.ctrlKey || event.metaKey || event.altKey)
        return;
      const isLetter = event.key.length === 1 && event.key !== " ";
      const next = isLetter ? find(event.key) : arrowTarget(event, items(), false);
      if (!next) return;
      event.preventDefault();
      next.focus();
    },
    { signal },
  );
  menu.addEventListener(
    "click",
    ({ target }) => /** @type {Element} */ (target).closest(".tw-choice") && dismiss(),
    { signal },
  );
}
