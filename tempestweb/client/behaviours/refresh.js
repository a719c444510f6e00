/** @import { Behaviour } from "../types.js" */

/** So far it has to be pulled, and so far it goes, in CSS px. */
const FAR = 56;
const MOST = 80;

/**
 * Lets a bar be pulled out of a list with a finger; pulled far enough, it presses the
 * button in it, which everybody else can press too.
 *
 * @type {Behaviour<{ refreshing: boolean }>}
 */
const refresh = {
  connect(element, _props, { signal }) {
    const bar = /** @type {HTMLElement} */ (element);
    const isAlone = bar.classList.contains("tw-alone");
    const scroller = /** @type {HTMLElement | null} */ (
      isAlone ? bar.closest(".tw-scroll, .tw-list") : bar.nextElementSibling
    );
    const area = scroller ?? bar.parentElement;
    if (!area) return;
    /** @type {number | null} Where the finger went down; null: nothing is pulled. */
    let from = null;
    let pulled = 0;
    /** @param {number} by */
    const pull = (by) => {
      pulled = by;
      bar.style.height = by ? `${by}px` : "";
      bar.toggleAttribute("data-tw-pulled", by >= FAR);
    };
    const isAtStart = () =>
      scroller
        ? scroller.scrollTop <= 0 && scroller.scrollLeft === 0
        : isSeenFromStart(area);

    area.addEventListener(
      "touchstart",
      ({ touches }) => {
        from = touches.length === 1 && isAtStart() ? touches[0].clientY : null;
      },
      { passive: true, signal },
    );
    area.addEventListener(
      "touchmove",
      (event) => {
        if (from === null) return;
        const by = (event.touches[0].clientY - from) / 2;
        if (by <= 0 && !pulled) {
          from = null;
          return;
        }
        // Else the page would be pulled too.
        if (event.cancelable) event.preventDefault();
        pull(Math.min(MOST, Math.max(0, by)));
      },
      { passive: false, signal },
    );
    const release = () => {
      if (from === null) return;
      from = null;
      const isFar = pulled >= FAR;
      pull(0);
      if (isFar) bar.querySelector("button")?.click();
    };
    area.addEventListener("touchend", release, { signal });
    area.addEventListener(
      "touchcancel",
      () => {
        from = null;
        pull(0);
      },
      { signal },
    );
  },
};

export default refresh;

/**
 * Whether nothing that an element lies in, the page or a notebook, is scrolled down.
 *
 * @param {Element} element
 */
function isSeenFromStart(element) {
  /** @type {Node | null} */
  let box = element;
  while (box) {
    if (box instanceof Element && box.scrollTop > 0) return false;
    box = box instanceof ShadowRoot ? box.host : box.parentNode;
  }
  return true;
}
