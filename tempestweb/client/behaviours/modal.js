/** @import { Behaviour } from "../types.js" */

import css from "./modal.css";
import {
  focusBack,
  focusedNear,
  focusInside,
  onEscape,
  viewOf,
} from "./parts/focus.js";
import { look } from "./parts/look.js";
import { askToDismiss } from "./parts/overlay.js";
import { followDrags } from "./parts/pointers.js";
import { isMotionWanted, whenAnswered } from "./parts/settle.js";

const dress = look(css);

/** Pulled down by so many px a sheet goes. */
const PULL = 64;

/**
 * A dialog or a sheet. In an overlay it bars what lies below it in the same view, and
 * nothing else of the page: the other cells of a notebook stay in use. In the view
 * itself it is a modal dialog of the browser.
 *
 * @type {Behaviour}
 */
const modal = {
  connect(element, _props, { signal, emit }) {
    dress(element);
    const dialog = /** @type {HTMLDialogElement} */ (element);
    const overlay = dialog.closest(".tw-overlay");
    const dismiss = () => askToDismiss(dialog, emit);
    const before = focusedNear(dialog);

    const uncover = overlay
      ? cover(dialog, overlay, dismiss, signal)
      : show(dialog, dismiss, signal);
    focusInside(dialog);
    const handle = dialog.querySelector(":scope > .tw-sheet-handle");
    if (handle) pullDown(dialog, /** @type {HTMLElement} */ (handle), dismiss, signal);
    signal.addEventListener("abort", () => {
      // The element is still there; the focus can move when it has gone.
      queueMicrotask(() => {
        uncover();
        focusBack(before);
      });
    });
  },
};

export default modal;

/**
 * @param {HTMLDialogElement} dialog
 * @param {() => boolean} dismiss
 * @param {AbortSignal} signal
 */
function show(dialog, dismiss, signal) {
  const view = viewOf(dialog);
  dialog.removeAttribute("open");
  dialog.showModal();
  // Before the browser, which lets a page refuse to close only once.
  onEscape(
    dialog,
    () => {
      const isTop = [...view.querySelectorAll("dialog:modal")].at(-1) === dialog;
      if (!isTop || view.querySelector(":popover-open")) return false;
      dismiss();
      return true;
    },
    signal,
  );
  // It closed it all the same, as for the back gesture of a phone: that is for the app.
  dialog.addEventListener("close", () => dialog.showModal(), { signal });
  dialog.addEventListener(
    "cancel",
    (event) => {
      event.preventDefault();
      dismiss();
    },
    { signal },
  );
  dialog.addEventListener(
    "click",
    ({ target, clientX: x, clientY: y }) => {
      const { left, right, top, bottom } = dialog.getBoundingClientRect();
      const isOutside = x < left || x > right || y < top || y > bottom;
      // A key press clicks at 0, 0.
      if (target === dialog && isOutside && (x || y)) dismiss();
    },
    { signal },
  );
  return () => {};
}

/**
 * @param {HTMLDialogElement} dialog
 * @param {Element} overlay
 * @param {() => boolean} dismiss
 * @param {AbortSignal} signal
 */
function cover(dialog, overlay, dismiss, signal) {
  const view = viewOf(dialog);
  const scene = /** @type {Element} */ (overlay.parentElement);
  const isTop = () =>
    [...view.querySelectorAll(".tw-overlay > dialog")].at(-1) === dialog;
  onEscape(
    dialog,
    () => isTop() && !view.querySelector(":popover-open") && dismiss(),
    signal,
  );
  if (!overlay.matches(".tw-barrier")) return () => {};

  dialog.setAttribute("aria-modal", "true");
  /** @type {EventTarget | null} */
  let pressed = null;
  overlay.addEventListener("pointerdown", ({ target }) => (pressed = target), {
    signal,
  });
  overlay.addEventListener(
    "click",
    // A drag that ends outside the dialog is no wish to leave it.
    ({ target }) => target === overlay && pressed === overlay && dismiss(),
    { signal },
  );
  const watcher = new MutationObserver(() => bar(scene));
  watcher.observe(scene, { childList: true });
  bar(scene);
  signal.addEventListener("abort", () => watcher.disconnect());
  return () => bar(scene);
}

/**
 * Lets only what lies above the topmost barrier be used.
 *
 * @param {Element} scene
 */
function bar(scene) {
  const layers = [...scene.children];
  const barrier = layers.findLastIndex((layer) => layer.matches(".tw-barrier"));
  for (const [index, layer] of layers.entries()) {
    layer.toggleAttribute("inert", index < barrier);
  }
}

/**
 * @param {HTMLElement} sheet
 * @param {HTMLElement} handle
 * @param {() => boolean} dismiss
 * @param {AbortSignal} signal
 */
function pullDown(sheet, handle, dismiss, signal) {
  let pulled = 0;
  const back = () => {
    const from = sheet.style.translate;
    sheet.style.translate = "";
    if (isMotionWanted()) sheet.animate({ translate: [from, "0 0"] }, 150);
  };
  followDrags(
    handle,
    {
      isEager: true,
      start: () => true,
      move(_event, { y }) {
        pulled = Math.max(0, y);
        sheet.style.translate = `0 ${pulled}px`;
      },
      end(event) {
        if (event && pulled > PULL && dismiss()) whenAnswered(sheet, back);
        else back();
      },
    },
    signal,
  );
}
