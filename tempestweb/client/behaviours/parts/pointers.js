/** @typedef {{ x: number, y: number }} Point */

/** A pointer that has moved by so many px is not at rest. */
export const SLOP = 6;
/** A finger that rests for so many ms picks up, instead of scrolling. */
const HOLD = 300;

const OWN_POINTER = "a[href], button, input, select, textarea, [contenteditable]";

/**
 * Whether a pointer is on something inside `element` that is pressed by itself.
 *
 * @param {Element} element
 * @param {Event} event
 */
export function isOnControl(element, event) {
  const control = /** @type {Element} */ (event.target).closest(OWN_POINTER);
  return control !== null && control !== element && element.contains(control);
}

/**
 * Where a pointer is, in px from an element's top left corner.
 *
 * @param {Element} element
 * @param {{ clientX: number, clientY: number }} event
 * @returns {Point}
 */
export function within(element, { clientX, clientY }) {
  const { left, top } = element.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
}

/**
 * Listens to pointers wherever they are: a fast one has left the element before it has
 * moved enough to be captured.
 *
 * @param {Record<string, (event: PointerEvent) => void>} handlers by type
 * @param {AbortSignal} signal
 */
export function listenAround(handlers, signal) {
  for (const [type, handler] of Object.entries(handlers)) {
    const listener = /** @type {EventListener} */ (handler);
    window.addEventListener(type, listener, { capture: true, signal });
  }
}

/**
 * Follows drags: a mouse drags once it moves, a finger once it has rested.
 *
 * @param {HTMLElement} element
 * @param {{
 *   start(event: PointerEvent, origin: Element): boolean,
 *   move(event: PointerEvent, travel: Point): void,
 *   end(event: PointerEvent | null): void,
 *   isEager?: boolean,
 * }} drag `start` gets the press and the element that was pressed, and may refuse; `end` gets null when it came to nothing. `isEager`: a
 *   finger does not have to rest first; the element's `touch-action` leaves it be.
 * @param {AbortSignal} signal
 */
export function followDrags(element, { start, move, end, isEager = false }, signal) {
  /** @type {PointerEvent | null} */
  let down = null;
  let origin = element;
  let isDragging = false;
  let press = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let holding;

  /** @param {PointerEvent} event */
  const begin = (event) => {
    if (!down || isDragging) return;
    if (!start(down, origin)) {
      stop(null);
      return;
    }
    isDragging = true;
    element.setPointerCapture(event.pointerId);
  };
  /** @param {PointerEvent | null} event */
  const stop = (event) => {
    clearTimeout(holding);
    press.abort();
    if (isDragging) {
      isDragging = false;
      end(event);
      // It comes at once, if it comes.
      if (event) setTimeout(swallowClick());
    }
    down = null;
  };

  /** @param {PointerEvent} event */
  const follow = (event) => {
    if (event.pointerId !== down?.pointerId) return;
    const travel = {
      x: event.clientX - down.clientX,
      y: event.clientY - down.clientY,
    };
    if (!isDragging && Math.hypot(travel.x, travel.y) > SLOP) {
      // The finger scrolls.
      if (event.pointerType === "touch" && !isEager) stop(null);
      else begin(event);
    }
    if (isDragging) move(event, travel);
  };
  /** @param {PointerEvent} event */
  const pointerup = (event) => {
    if (event.pointerId === down?.pointerId) stop(event);
  };
  /** @param {PointerEvent} event */
  const pointercancel = (event) => {
    if (event.pointerId === down?.pointerId) stop(null);
  };

  element.addEventListener(
    "pointerdown",
    (event) => {
      if (event.button !== 0 || down || isOnControl(element, event)) return;
      down = event;
      // The event itself forgets it when it has been dispatched.
      origin = /** @type {HTMLElement} */ (event.target);
      press = new AbortController();
      listenAround({ pointermove: follow, pointerup, pointercancel }, press.signal);
      if (event.pointerType === "touch" && !isEager) {
        holding = setTimeout(() => begin(event), HOLD);
      }
    },
    { signal },
  );
  // A finger that has picked something up no longer scrolls.
  element.addEventListener(
    "touchmove",
    (event) => isDragging && event.cancelable && event.preventDefault(),
    { passive: false, signal },
  );
  element.addEventListener(
    "contextmenu",
    (event) => (isDragging || holding !== undefined) && down && event.preventDefault(),
    { signal },
  );
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !isDragging) return;
      event.preventDefault();
      stop(null);
    },
    { capture: true, signal },
  );
  signal.addEventListener("abort", () => stop(null));
}

/**
 * Takes away the click that the press going on will end in, if it ends in one.
 *
 * @returns {() => void} stops waiting for it
 */
export function swallowClick() {
  const stop = new AbortController();
  const { signal } = stop;
  // On the window, because the view itself listens before any element in it.
  window.addEventListener(
    "click",
    (event) => {
      event.stopImmediatePropagation();
      event.preventDefault();
      stop.abort();
    },
    { capture: true, signal },
  );
  for (const type of ["pointerdown", "keydown"]) {
    window.addEventListener(type, () => stop.abort(), { capture: true, signal });
  }
  return () => stop.abort();
}
