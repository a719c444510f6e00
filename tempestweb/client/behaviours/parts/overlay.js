/** @import { BehaviourContext } from "../../types.js" */

/**
 * The id of the overlay that an element is the content of; null in the view itself.
 *
 * @param {Element} element
 */
export function overlayIdOf(element) {
  const overlay = element.closest(".tw-overlay");
  return overlay?.getAttribute("data-key") ?? null;
}

/**
 * @param {Element} element
 * @param {string} type
 */
export function listensTo(element, type) {
  return (element.getAttribute("data-tw-on") ?? "").split(" ").includes(type);
}

/**
 * Tells the app that the user wants an overlay away; the app decides.
 *
 * @param {Element} element
 * @param {BehaviourContext["emit"]} emit
 * @returns whether anybody is told
 */
export function askToDismiss(element, emit) {
  if (!listensTo(element, "dismiss")) return false;
  const id = overlayIdOf(element);
  emit("dismiss", id === null ? {} : { overlay_id: id });
  return true;
}
