/** Where the keyboard is, and where it may be put. */

const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex]:not([tabindex="-1"])';

/**
 * @param {Element} element
 * @returns {HTMLElement} the root of the view it is in
 */
export function viewOf(element) {
  return /** @type {HTMLElement} */ (element.closest(".tempestweb"));
}

/**
 * The focused element of the tree that `element` is in.
 *
 * @param {Element} element
 */
export function focusedNear(element) {
  const { activeElement } = /** @type {Document | ShadowRoot} */ (
    element.getRootNode()
  );
  return activeElement instanceof HTMLElement && activeElement !== document.body
    ? activeElement
    : null;
}

/**
 * Whether the user is in this view, or nowhere: a cell that someone types in, or
 * another view of the same app, keeps its focus.
 *
 * @param {Element} element
 */
export function mayTakeFocus(element) {
  const focused = focusedNear(element);
  if (focused) return viewOf(element).contains(focused);
  return !document.activeElement || document.activeElement === document.body;
}

/** @param {Element} element */
export function firstFocusable(element) {
  return (
    /** @type {HTMLElement | null} */ (element.querySelector("[autofocus]")) ??
    /** @type {HTMLElement | null} */ (element.querySelector(FOCUSABLE))
  );
}

/**
 * Moves the focus into a box that has just opened, unless it is in there.
 *
 * @param {HTMLElement} box can itself be focused
 * @returns {HTMLElement | null} what had the focus, to be given it back
 */
export function focusInside(box) {
  const before = focusedNear(box);
  if (before && box.contains(before)) return null;
  if (!mayTakeFocus(box)) return null;
  (firstFocusable(box) ?? box).focus({ preventScroll: true });
  bringIntoSight(box);
  return before;
}

/**
 * Scrolls to a box that cannot be seen, when it is where it stays: one that slides in
 * begins beside its place.
 *
 * @param {HTMLElement} box
 */
async function bringIntoSight(box) {
  // One that goes before it has come is not looked for.
  await Promise.allSettled(box.getAnimations().map(({ finished }) => finished));
  box.scrollIntoView({ block: "nearest" });
}

/**
 * Gives the focus back, unless the user has taken it elsewhere.
 *
 * @param {HTMLElement | null} before
 */
export function focusBack(before) {
  if (before?.isConnected && !focusedNear(before)) before.focus();
}

/**
 * Calls back when Escape is pressed in the view of an element, or nowhere at all.
 *
 * @param {Element} element
 * @param {() => boolean} leave returns whether it meant something
 * @param {AbortSignal} signal
 */
export function onEscape(element, leave, signal) {
  const view = viewOf(element);
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      const isHere = event.composedPath().includes(view);
      if (!isHere && document.activeElement !== document.body) return;
      if (!leave()) return;
      event.preventDefault();
      event.stopPropagation();
    },
    // A notebook leaves its edit mode otherwise.
    { capture: true, signal },
  );
}
