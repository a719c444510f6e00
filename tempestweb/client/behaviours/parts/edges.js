import { isMotionWanted } from "./settle.js";

/** So many px from an edge, inside and outside, a pointer is at it. */
const NEAR = 56;
/** In px a second: at the edge itself, where it begins, and if motion is not wanted. */
const FASTEST = 1000;
const SLOWEST = 60;
const STEADY = 240;
/** A frame that took more ms than this, as of a page in the background, is cut short. */
const LONGEST = 50;

/** @typedef {{ start: number, end: number }} Extent */
/** @typedef {"x" | "y"} Axis */

/** @type {Extent} */
const ENDLESS = { start: -Infinity, end: Infinity };

/**
 * How fast to scroll for a pointer near the edge of what is in sight.
 *
 * @param {number} at where the pointer is, in px
 * @param {Extent} sight
 * @param {boolean} isSteady
 * @returns {number} px a second, below 0 towards the start; 0 away from the edges
 */
export function speedAt(at, { start, end }, isSteady) {
  // Most of a small box is no edge of it.
  const near = Math.min(NEAR, (end - start) / 4);
  if (near <= 0 || at < start - NEAR || at > end + NEAR) return 0;
  const into = Math.max(start + near - at, at - end + near);
  if (into <= 0) return 0;
  const share = Math.min(into / near, 1);
  const speed = isSteady ? STEADY : SLOWEST + (FASTEST - SLOWEST) * share ** 2;
  return at < (start + end) / 2 ? -speed : speed;
}

/**
 * Scrolls what a dragging pointer is held near the edge of, for as long as it is there.
 *
 * The innermost box that can go on does, in whichever tree it is: an app is in a shadow
 * root, and what scrolls often is the notebook around it.
 *
 * @param {Element} element what is dragged, or dragged in
 * @param {() => void} moved is told of whatever is scrolled meanwhile, by a wheel too
 * @param {(axis: Axis) => Extent | null} [goal] all that the drag can come to: once its end is
 *   in sight, nothing is scrolled further; null: not along this axis
 */
export function edgeScroller(element, moved, goal = () => ENDLESS) {
  /** @type {Record<Axis, number>} */
  const place = { x: 0, y: 0 };
  /** @type {Record<Axis, number>} Of a px, of which boxes are scrolled by whole ones. */
  const rest = { x: 0, y: 0 };
  /** @type {Element[]} */
  let boxes = [];
  let frame = 0;
  let before = 0;
  const listening = new AbortController();
  for (const tree of [window, element.getRootNode()]) {
    const { signal } = listening;
    tree.addEventListener("scroll", moved, { capture: true, passive: true, signal });
  }

  /** @param {number} now */
  const step = (now) => {
    // A frame can have begun before it was asked for.
    const seconds = Math.min(Math.max(now - before, 0), LONGEST) / 1000;
    before = now;
    const goesOn = [scroll("x", "y", seconds), scroll("y", "x", seconds)];
    frame = goesOn.includes(true) ? requestAnimationFrame(step) : 0;
  };

  /**
   * @param {Axis} axis
   * @param {Axis} other
   * @param {number} seconds
   * @returns whether it goes on
   */
  const scroll = (axis, other, seconds) => {
    const wanted = goal(axis);
    if (!wanted) return false;
    for (const [index, box] of boxes.entries()) {
      const around = boxes.slice(index);
      const beside = sightOf(around, other);
      if (place[other] < beside.start || place[other] > beside.end) continue;
      const sight = sightOf(around, axis);
      const speed = speedAt(place[axis], sight, !isMotionWanted());
      const isLeft =
        speed < 0 ? wanted.start < sight.start : speed > 0 && wanted.end > sight.end;
      if (!isLeft) continue;
      const way = rest[axis] + speed * seconds;
      const px = Math.trunc(way);
      if (px !== 0 && !scrolled(box, axis, px)) continue;
      rest[axis] = way - px;
      if (px !== 0) moved();
      return true;
    }
    rest[axis] = 0;
    return false;
  };

  return {
    /**
     * @param {{ clientX: number, clientY: number }} event where the pointer is now
     * @param {Element | null} [over] what it is over, where that is to be scrolled instead
     */
    follow({ clientX, clientY }, over = null) {
      Object.assign(place, { x: clientX, y: clientY });
      boxes = boxesAround(over ?? element);
      if (frame) return;
      before = performance.now();
      frame = requestAnimationFrame(step);
    },
    stop() {
      cancelAnimationFrame(frame);
      listening.abort();
    },
  };
}

/**
 * Lists what can be scrolled around an element, through all trees: the page comes last.
 *
 * @param {Element | null} element
 */
function boxesAround(element) {
  const page = document.scrollingElement ?? document.documentElement;
  const boxes = [];
  for (let box = element; box && box !== page; box = outerOf(box)) {
    const { overflowX, overflowY } = getComputedStyle(box);
    if (/auto|scroll/.test(overflowX + overflowY)) boxes.push(box);
  }
  const { overflowX, overflowY } = getComputedStyle(page);
  return /hidden|clip/.test(overflowX + overflowY) ? boxes : [...boxes, page];
}

/** @param {Element} element */
function outerOf(element) {
  const tree = element.getRootNode();
  return (
    element.assignedSlot ??
    element.parentElement ??
    (tree instanceof ShadowRoot ? tree.host : null)
  );
}

/**
 * What is seen of the first of some boxes: none of them hides it, nor the window.
 *
 * @param {Element[]} boxes from the innermost
 * @param {Axis} axis
 * @returns {Extent} in px of the window
 */
function sightOf(boxes, axis) {
  const isAcross = axis === "x";
  let { start, end } = { start: 0, end: isAcross ? innerWidth : innerHeight };
  for (const box of boxes) {
    if (box === document.scrollingElement) continue;
    const { left, top } = box.getBoundingClientRect();
    const edge = isAcross ? left + box.clientLeft : top + box.clientTop;
    start = Math.max(start, edge);
    end = Math.min(end, edge + (isAcross ? box.clientWidth : box.clientHeight));
  }
  return { start, end };
}

/**
 * @param {Element} box
 * @param {Axis} axis
 * @param {number} px
 * @returns whether there was anything left to scroll to
 */
function scrolled(box, axis, px) {
  const side = axis === "x" ? "scrollLeft" : "scrollTop";
  const before = box[side];
  const way = axis === "x" ? { left: px } : { top: px };
  // At once, however smoothly the page itself wants to be scrolled.
  box.scrollBy({ ...way, behavior: "instant" });
  return box[side] !== before;
}
