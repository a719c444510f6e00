import { viewOf } from "./focus.js";

/**
 * Calls back when the app has answered what it was just told.
 *
 * @param {Element} element
 * @param {() => void} callback
 */
export function whenAnswered(element, callback) {
  const idle = viewOf(element)?.tempestweb?.idle();
  // It is rejected when the view closes, and nothing is left to do then.
  idle?.then(callback, () => {});
}

/** Whether the user wants things to move. */
export function isMotionWanted() {
  return !matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/**
 * Takes an element that has left the tree for a picture of what it was.
 *
 * @param {Element} element
 */
export function makeInert(element) {
  element.setAttribute("inert", "");
  element.setAttribute("aria-hidden", "true");
  for (const inner of [element, ...element.querySelectorAll("*")]) {
    for (const name of ["data-key", "id", "data-tw-on", "data-tw-behaviour"]) {
      inner.removeAttribute(name);
    }
  }
}
