/** @import { Behaviour } from "../types.js" */

import { viewOf } from "./parts/focus.js";
import { isMotionWanted } from "./parts/settle.js";

const TIMING = { duration: 320, easing: "cubic-bezier(0.2, 0, 0, 1)" };
/** One that left longer ago, in ms, is not continued. */
const FRESH = 250;

/** @typedef {{ rect: DOMRect, at: number }} Departure */

/** @type {WeakMap<Element, Map<string, Departure>>} By view and tag. */
const departures = new WeakMap();
/** @type {WeakMap<Element, string>} */
const tags = new WeakMap();

/**
 * Something of a screen that goes on in the next one: it flies from where it was to
 * where it is now.
 *
 * @type {Behaviour<{ tag: string }>}
 */
const hero = {
  connect(element, { tag }, { signal }) {
    const view = viewOf(element);
    tags.set(element, tag);
    signal.addEventListener("abort", () => {
      // It is still where it was: the tree is changed after this.
      if (!element.isConnected) return;
      const known = departures.get(view) ?? new Map();
      departures.set(view, known);
      const departure = {
        rect: element.getBoundingClientRect(),
        at: performance.now(),
      };
      known.set(tags.get(element) ?? tag, departure);
    });
    arrive(/** @type {HTMLElement} */ (element), view, tag);
  },
  update(element, { tag }) {
    tags.set(element, tag);
  },
};

export default hero;

/**
 * @param {HTMLElement} element
 * @param {Element} view
 * @param {string} tag
 */
function arrive(element, view, tag) {
  const known = departures.get(view);
  const departure = known?.get(tag);
  known?.delete(tag);
  if (!departure || performance.now() - departure.at > FRESH) return;
  if (!isMotionWanted()) return;
  // What slides in around it would carry it along.
  for (const animation of element.closest(".tw-screen")?.getAnimations() ?? []) {
    if (animation.id === "tw-screen") animation.cancel();
  }
  const { rect: from } = departure;
  const to = element.getBoundingClientRect();
  if (!to.width || !to.height) return;
  const start = {
    transformOrigin: "0 0",
    transform:
      `translate(${from.left - to.left}px, ${from.top - to.top}px) ` +
      `scale(${from.width / to.width}, ${from.height / to.height})`,
  };
  element.animate([start, { transformOrigin: "0 0", transform: "none" }], TIMING);
}
