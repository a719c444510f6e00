import { viewOf } from "./focus.js";
import { look } from "./look.js";
import css from "./say.css";

const dress = look(css);

/**
 * Tells a screen reader what has no element of its own to be read.
 *
 * @param {Element} element where it happened
 * @param {string} text
 */
export function say(element, text) {
  const view = viewOf(element);
  dress(element);
  let place = view.querySelector(":scope > .tw-said");
  if (!place) {
    place = document.createElement("div");
    place.className = "tw-said";
    place.setAttribute("role", "status");
    view.append(place);
  }
  place.textContent = text;
}
