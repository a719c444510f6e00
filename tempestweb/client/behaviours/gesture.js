/** @import { Behaviour, BehaviourContext, EmitOptions, Payload } from "../types.js" */
/** @import { Point } from "./parts/pointers.js" */

import css from "./gesture.css";
import { look } from "./parts/look.js";
import { listensTo } from "./parts/overlay.js";
import { isOnControl, listenAround, SLOP, within } from "./parts/pointers.js";

const dress = look(css);

/** So many ms make a press a long one. */
const LONG = 500;
/** Two taps within so many ms, and px of each other, are one double tap. */
const DOUBLE = { within: 280, near: 24 };
/** A swipe goes so many px, in so many ms. */
const SWIPE = { far: 30, within: 800 };
/** An arrow key pans by so many px, and a plus zooms by so much. */
const STEP = { pan: 16, scale: 1.1 };
/** The speed at which a pan is let go of is that of its last ms. */
const FLING = 100;

const ARROWS = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/**
 * Reports what pointers do on an element: taps, long presses, swipes, pans, pinches, as
 * far as its node listens. Each can be done by the keyboard too.
 *
 * @type {Behaviour}
 */
const gesture = {
  connect(element, _props, { signal, emit }) {
    const box = /** @type {HTMLElement} */ (element);
    dress(element);
    const taps = tapper(box, emit, signal);
    const moves = mover(box, emit);
    /** @type {Map<number, Point>} */
    const pointers = new Map();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let holding;
    let press = new AbortController();
    let start = { x: 0, y: 0, at: 0 };
    /** The pointers do nothing any more until all are up. */
    let isDone = false;
    let isMoving = false;

    /** @param {PointerEvent} event */
    const down = (event) => {
      if (event.button !== 0 || isOnControl(box, event)) return;
      pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      clearTimeout(holding);
      if (pointers.size > 1) {
        isMoving = true;
        moves.stop();
        moves.pinch([...pointers.values()]);
        return;
      }
      press = new AbortController();
      listenAround(
        { pointermove: move, pointerup: up, pointercancel: cancel },
        press.signal,
      );
      start = { x: event.clientX, y: event.clientY, at: event.timeStamp };
      isDone = false;
      isMoving = false;
      moves.begin(start);
      if (!listensTo(box, "longpress")) return;
      holding = setTimeout(() => {
        isDone = true;
        emit("longpress", within(box, event));
      }, LONG);
    };
    /** @param {PointerEvent} event */
    const move = (event) => {
      if (!pointers.has(event.pointerId)) return;
      pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      if (pointers.size > 1) {
        moves.pinch([...pointers.values()]);
        return;
      }
      const far = Math.hypot(event.clientX - start.x, event.clientY - start.y);
      if (!isMoving && far > SLOP) {
        isMoving = true;
        clearTimeout(holding);
        // Not before: a press that only clicks is the child's too.
        box.setPointerCapture(event.pointerId);
      }
      if (isMoving && !isDone) moves.pan(event);
    };
    /** @param {PointerEvent} event */
    const up = (event) => {
      if (!pointers.delete(event.pointerId)) return;
      clearTimeout(holding);
      moves.endPinch();
      const wasDone = isDone;
      // A finger left over from two does nothing of its own.
      isDone = true;
      if (pointers.size > 0) return;
      press.abort();
      if (wasDone) return;
      if (!isMoving) taps.tap(within(box, event));
      else {
        moves.fling(event);
        swipe(event);
      }
    };
    /** @param {PointerEvent} event */
    const cancel = ({ pointerId }) => {
      if (!pointers.delete(pointerId)) return;
      clearTimeout(holding);
      isDone = true;
      moves.stop();
      moves.endPinch();
      if (pointers.size === 0) press.abort();
    };
    /** @param {PointerEvent} event */
    const swipe = (event) => {
      const x = event.clientX - start.x;
      const y = event.clientY - start.y;
      if (event.timeStamp - start.at > SWIPE.within) return;
      reportSwipe(box, emit, x, y);
    };

    box.addEventListener("pointerdown", down, { signal });
    keepFromBrowser(box, () => pointers.size > 0, signal);
    operate(box, emit, moves, signal);
    signal.addEventListener("abort", () => {
      clearTimeout(holding);
      press.abort();
    });
  },
};

export default gesture;

/**
 * @param {HTMLElement} box
 * @param {BehaviourContext["emit"]} emit
 * @param {AbortSignal} signal
 */
function tapper(box, emit, signal) {
  let last = { x: 0, y: 0, at: Number.NEGATIVE_INFINITY };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  signal.addEventListener("abort", () => clearTimeout(waiting));
  return {
    /** @param {Point} point */
    tap(point) {
      const isTap = listensTo(box, "tap");
      if (!listensTo(box, "doubletap")) {
        if (isTap) emit("tap", { ...point });
        return;
      }
      clearTimeout(waiting);
      const at = performance.now();
      const isNear = Math.hypot(point.x - last.x, point.y - last.y) <= DOUBLE.near;
      if (isNear && at - last.at <= DOUBLE.within) {
        last.at = Number.NEGATIVE_INFINITY;
        emit("doubletap", { ...point });
        return;
      }
      last = { ...point, at };
      // It may still become a double one.
      if (isTap) waiting = setTimeout(() => emit("tap", { ...point }), DOUBLE.within);
    },
  };
}

/** How reports of pans are sent that may wait for the one before. */
const JOINED = { isCoalesced: true, merge: add };

/**
 * @param {HTMLElement} box
 * @param {BehaviourContext["emit"]} emit
 */
function mover(box, emit) {
  let last = { x: 0, y: 0 };
  let isPanning = false;
  /** @type {(Point & { at: number })[]} */
  let trail = [];
  /** @type {{ distance: number, angle: number } | null} */
  let grip = null;

  /** @param {PointerEvent} event */
  const travelOf = (event) => {
    const { clientX: x, clientY: y } = event;
    const travel = { dx: x - last.x, dy: y - last.y };
    last = { x, y };
    return { ...travel, ...within(box, event) };
  };
  /**
   * @param {number} scale
   * @param {Point} focus
   * @param {number} rotation
   * @param {EmitOptions["merge"]} [merge]
   */
  const zoom = (scale, { x, y }, rotation, merge) => {
    if (!listensTo(box, "scale")) return;
    const payload = { scale, focus_x: x, focus_y: y, rotation };
    emit("scale", payload, { isCoalesced: true, merge });
  };
  return {
    /**
     * Zooms by a step, which is a pinch of its own.
     *
     * @param {number} scale
     * @param {Point} focus
     */
    step(scale, focus) {
      zoom(scale, focus, 0, multiply);
    },
    /** @param {Point} point */
    begin(point) {
      last = point;
      trail = [];
    },
    /** @param {PointerEvent} event */
    pan(event) {
      if (!listensTo(box, "pan")) return;
      trail.push({ x: event.clientX, y: event.clientY, at: event.timeStamp });
      if (isPanning) emit("pan", travelOf(event), JOINED);
      // It does not wait, so that no pan joins the one before.
      else emit("pan", { ...travelOf(event), is_start: true });
      isPanning = true;
    },
    /** @param {PointerEvent} event */
    fling(event) {
      if (!isPanning) return;
      const { clientX, clientY, timeStamp } = event;
      const recent = trail.filter(({ at }) => timeStamp - at <= FLING);
      const [from] = recent;
      const seconds = from ? Math.max(timeStamp - from.at, 1) / 1000 : 1;
      const vx = from ? (clientX - from.x) / seconds : 0;
      const vy = from ? (clientY - from.y) / seconds : 0;
      emit("pan", { ...travelOf(event), vx, vy, is_end: true }, JOINED);
      isPanning = false;
    },
    /** Ends a pan where it is. */
    stop() {
      if (isPanning) emit("pan", { dx: 0, dy: 0, is_end: true }, JOINED);
      isPanning = false;
    },
    /** @param {Point[]} points */
    pinch([one, other]) {
      const [x, y] = [other.x - one.x, other.y - one.y];
      const distance = Math.max(1, Math.hypot(x, y));
      const angle = Math.atan2(y, x);
      grip ??= { distance, angle };
      const middle = { clientX: (one.x + other.x) / 2, clientY: (one.y + other.y) / 2 };
      const turned = ((angle - grip.angle) * 180) / Math.PI;
      zoom(distance / grip.distance, within(box, middle), turned);
    },
    endPinch() {
      grip = null;
    },
  };
}

/**
 * Joins a report that waits to the next one: its travel is not lost.
 *
 * @param {Payload} waiting
 * @param {Payload} now
 * @returns {Payload}
 */
function add(waiting, now) {
  return {
    ...waiting,
    ...now,
    dx: Number(waiting.dx) + Number(now.dx),
    dy: Number(waiting.dy) + Number(now.dy),
  };
}

/**
 * Joins a step of the zoom that waits to the next one.
 *
 * @param {Payload} waiting
 * @param {Payload} now
 * @returns {Payload}
 */
function multiply(waiting, now) {
  return { ...waiting, ...now, scale: Number(waiting.scale) * Number(now.scale) };
}

/**
 * @param {HTMLElement} box
 * @param {BehaviourContext["emit"]} emit
 * @param {number} dx
 * @param {number} dy
 */
function reportSwipe(box, emit, dx, dy) {
  if (!listensTo(box, "swipe") || Math.max(Math.abs(dx), Math.abs(dy)) < SWIPE.far)
    return;
  const isAcross = Math.abs(dx) >= Math.abs(dy);
  const direction = isAcross ? (dx < 0 ? "left" : "right") : dy < 0 ? "up" : "down";
  emit("swipe", { direction, dx, dy });
}

/**
 * @param {HTMLElement} box
 * @param {() => boolean} isPressed
 * @param {AbortSignal} signal
 */
function keepFromBrowser(box, isPressed, signal) {
  box.addEventListener(
    "mousedown",
    // A double click would select the text.
    (event) => event.detail > 1 && !isOnControl(box, event) && event.preventDefault(),
    { signal },
  );
  box.addEventListener(
    "contextmenu",
    (event) => listensTo(box, "longpress") && isPressed() && event.preventDefault(),
    { signal },
  );
  box.addEventListener("dragstart", (event) => event.preventDefault(), { signal });
}

/**
 * What keys and the wheel stand for, while the focus is on the element itself.
 *
 * @param {HTMLElement} box
 * @param {BehaviourContext["emit"]} emit
 * @param {ReturnType<typeof mover>} moves
 * @param {AbortSignal} signal
 */
function operate(box, emit, moves, signal) {
  const middle = () => ({ x: box.offsetWidth / 2, y: box.offsetHeight / 2 });
  /** @param {string[]} gestures in the order they are looked for */
  const press = (...gestures) => {
    const heard = gestures.find((type) => listensTo(box, type));
    if (heard) emit(heard, middle());
    return heard !== undefined;
  };
  /** @param {KeyboardEvent} event */
  const act = ({ key, shiftKey, ctrlKey, metaKey, altKey }) => {
    if (ctrlKey || metaKey || altKey) return false;
    if (key === "Enter" || key === " ") {
      return shiftKey
        ? press("doubletap", "tap")
        : press("tap", "doubletap", "longpress");
    }
    if (key === "ContextMenu" || (key === "F10" && shiftKey)) return press("longpress");
    if (Object.hasOwn(ARROWS, key)) {
      const { x, y } = ARROWS[/** @type {keyof typeof ARROWS} */ (key)];
      if (listensTo(box, "pan")) {
        const travel = { dx: x * STEP.pan, dy: y * STEP.pan };
        emit("pan", { ...travel, is_start: true, is_end: true });
        return true;
      }
      reportSwipe(box, emit, x * SWIPE.far, y * SWIPE.far);
      return listensTo(box, "swipe");
    }
    if (!listensTo(box, "scale") || !["+", "=", "-"].includes(key)) return false;
    moves.step(key === "-" ? 1 / STEP.scale : STEP.scale, middle());
    return true;
  };
  box.addEventListener(
    "keydown",
    (event) => {
      if (event.target !== box || !act(event)) return;
      event.preventDefault();
      event.stopPropagation();
    },
    { signal },
  );
  box.addEventListener(
    "wheel",
    (event) => {
      // Two fingers that pinch on a touch pad come as this.
      if (!event.ctrlKey || !listensTo(box, "scale")) return;
      event.preventDefault();
      moves.step(Math.exp(-event.deltaY / 100), within(box, event));
    },
    { passive: false, signal },
  );
}
