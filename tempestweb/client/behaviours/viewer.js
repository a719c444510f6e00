/** @import { Behaviour, BehaviourContext } from "../types.js" */
/** @import { Point } from "./parts/pointers.js" */

import { look } from "./parts/look.js";
import { listensTo } from "./parts/overlay.js";
import { isOnControl, listenAround, SLOP, within } from "./parts/pointers.js";
import css from "./viewer.css";

const dress = look(css);

/** A key zooms by so much, and pans by so many px. */
const STEP = { scale: 1.2, pan: 40 };
/** So many px of the content stay in sight. */
const KEPT = 32;

/** @typedef {{ min: number, max: number }} Limits */

/** @type {WeakMap<Element, Limits>} */
const limits = new WeakMap();

/**
 * A window onto its content, which is dragged, pinched, and zoomed with Ctrl and the
 * wheel, or with the arrows, plus, minus and 0. The wheel alone scrolls the page.
 *
 * @type {Behaviour<Limits>}
 */
const viewer = {
  connect(element, props, { signal, emit }) {
    const box = /** @type {HTMLElement} */ (element);
    dress(element);
    limits.set(box, props);
    const camera = cameraOf(box, emit);
    follow(box, camera, signal);
    box.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        camera.zoom(Math.exp(-event.deltaY / 200), within(box, event));
      },
      { passive: false, signal },
    );
    box.addEventListener(
      "keydown",
      (event) => {
        if (event.target !== box || event.ctrlKey || event.metaKey || event.altKey)
          return;
        if (!press(box, camera, event.key)) return;
        event.preventDefault();
        event.stopPropagation();
      },
      { signal },
    );
  },
  update(element, props) {
    limits.set(element, props);
  },
};

export default viewer;

/** @typedef {ReturnType<typeof cameraOf>} Camera */

/**
 * @param {HTMLElement} box
 * @param {BehaviourContext["emit"]} emit
 */
function cameraOf(box, emit) {
  const viewed = /** @type {HTMLElement} */ (box.firstElementChild);
  let scale = 1;
  let x = 0;
  let y = 0;
  /** @param {Point} focus */
  const show = (focus) => {
    const [width, height] = [viewed.offsetWidth * scale, viewed.offsetHeight * scale];
    x = Math.min(box.clientWidth - KEPT, Math.max(KEPT - width, x));
    y = Math.min(box.clientHeight - KEPT, Math.max(KEPT - height, y));
    viewed.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    if (!listensTo(box, "interaction")) return;
    const payload = { scale, focus_x: focus.x, focus_y: focus.y, rotation: 0 };
    emit("interaction", payload, { isCoalesced: true });
  };
  return {
    /**
     * @param {number} factor
     * @param {Point} focus stays where it is; px from the box's corner
     */
    zoom(factor, focus) {
      const { min, max } = limits.get(box) ?? { min: 1, max: 1 };
      const now = Math.min(max, Math.max(min, scale * factor));
      x = focus.x - ((focus.x - x) * now) / scale;
      y = focus.y - ((focus.y - y) * now) / scale;
      scale = now;
      show(focus);
    },
    /**
     * @param {number} dx
     * @param {number} dy
     * @param {Point} focus
     */
    pan(dx, dy, focus) {
      x += dx;
      y += dy;
      show(focus);
    },
    reset() {
      const { min, max } = limits.get(box) ?? { min: 1, max: 1 };
      scale = Math.min(max, Math.max(min, 1));
      x = 0;
      y = 0;
      show({ x: 0, y: 0 });
    },
  };
}

/**
 * @param {HTMLElement} box
 * @param {Camera} camera
 * @param {AbortSignal} signal
 */
function follow(box, camera, signal) {
  /** @type {Map<number, Point>} */
  const pointers = new Map();
  let isMoving = false;
  let start = { x: 0, y: 0 };
  let press = new AbortController();
  /** @param {PointerEvent} event */
  const move = (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const now = within(box, event);
    if (!isMoving) {
      if (Math.hypot(now.x - start.x, now.y - start.y) <= SLOP) return;
      isMoving = true;
      box.setPointerCapture(event.pointerId);
    }
    pointers.set(event.pointerId, now);
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (!other) {
      camera.pan(now.x - before.x, now.y - before.y, now);
      return;
    }
    const far = Math.hypot(now.x - other.x, now.y - other.y);
    const wasFar = Math.hypot(before.x - other.x, before.y - other.y);
    const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
    camera.zoom(far / Math.max(1, wasFar), middle);
  };
  /** @param {PointerEvent} event */
  const up = ({ pointerId }) => {
    pointers.delete(pointerId);
    if (pointers.size === 0) press.abort();
  };
  box.addEventListener(
    "pointerdown",
    (event) => {
      if (event.button !== 0 || isOnControl(box, event)) return;
      start = within(box, event);
      pointers.set(event.pointerId, start);
      isMoving = pointers.size > 1;
      if (isMoving) return;
      press = new AbortController();
      listenAround(
        { pointermove: move, pointerup: up, pointercancel: up },
        press.signal,
      );
    },
    { signal },
  );
  signal.addEventListener("abort", () => press.abort());
  box.addEventListener("dragstart", (event) => event.preventDefault(), { signal });
}

/**
 * @param {HTMLElement} box
 * @param {Camera} camera
 * @param {string} key
 * @returns whether it is one of the keys
 */
function press(box, camera, key) {
  const middle = { x: box.clientWidth / 2, y: box.clientHeight / 2 };
  switch (key) {
    case "+":
    case "=":
      camera.zoom(STEP.scale, middle);
      return true;
    case "-":
      camera.zoom(1 / STEP.scale, middle);
      return true;
    case "0":
      camera.reset();
      return true;
    // What lies to the right comes into sight.
    case "ArrowRight":
      camera.pan(-STEP.pan, 0, middle);
      return true;
    case "ArrowLeft":
      camera.pan(STEP.pan, 0, middle);
      return true;
    case "ArrowDown":
      camera.pan(0, -STEP.pan, middle);
      return true;
    case "ArrowUp":
      camera.pan(0, STEP.pan, middle);
      return true;
  }
  return false;
}
