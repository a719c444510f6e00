/** @import { Behaviour } from "../types.js" */

import { isMotionWanted } from "./parts/settle.js";

/**
 * @typedef {{
 *   begin: Record<string, string>, end: Record<string, string>,
 *   to: number, isMoving: boolean, duration: number, easing: string
 * }} Course `begin` and `end` are CSS properties, where they are not the child's own;
 *   `to` says how far it is from one to the other, or is on its way to; `duration` in ms.
 */

/** @type {WeakMap<Element, { course: Course, animation: Animation | null }>} */
const running = new WeakMap();

/**
 * Moves its child from one style to another. The browser makes the frames.
 *
 * @type {Behaviour<Course>}
 */
const animated = {
  connect(element, course, { signal }) {
    running.set(element, { course, animation: null });
    if (course.isMoving) {
      place(element, { ...course, to: 1 - course.to });
      head(element, course);
    } else place(element, course);
    const watcher = new MutationObserver(() => {
      const now = running.get(element);
      if (now) place(element, now.course);
    });
    watcher.observe(element, { childList: true });
    signal.addEventListener("abort", () => watcher.disconnect());
  },
  update(element, course) {
    const state = running.get(element);
    if (!state) return;
    const { begin, end, to } = state.course;
    const isSameWay =
      to === course.to &&
      JSON.stringify([begin, end]) === JSON.stringify([course.begin, course.end]);
    // It has arrived: the app's clock, or the browser's, was a little sooner.
    if (isSameWay) state.course = course;
    else if (course.isMoving) head(element, course);
    else place(element, course);
  },
};

export default animated;

/**
 * Shows the child as it is at a point of its course, at rest.
 *
 * @param {Element} element
 * @param {Course} course
 */
function place(element, course) {
  const frames = [keyframe(course.begin), keyframe(course.end)];
  const still = start(element, course, frames, { duration: 1, easing: "linear" });
  if (!still) return;
  still.pause();
  still.currentTime = course.to;
}

/**
 * Sets the child off, from whatever it looks like now.
 *
 * @param {Element} element
 * @param {Course} course
 */
function head(element, course) {
  const child = element.firstElementChild;
  if (!child) return;
  const looks = getComputedStyle(child);
  const begin = keyframe(course.begin);
  const end = keyframe(course.end);
  const now = Object.fromEntries(
    Object.keys({ ...begin, ...end }).map((name) => [
      name,
      looks[/** @type {any} */ (name)],
    ]),
  );
  const duration = isMotionWanted() ? course.duration : 0;
  start(element, course, [now, course.to === 0 ? begin : end], {
    duration,
    easing: course.easing,
  });
}

/**
 * @param {Element} element
 * @param {Course} course
 * @param {[Keyframe, Keyframe] | Keyframe[]} frames a property that one of them lacks is
 *   the child's own there
 * @param {KeyframeAnimationOptions} timing
 */
function start(element, course, [first, last], timing) {
  const child = element.firstElementChild;
  const state = running.get(element);
  if (!child || !state) return null;
  const former = state.animation;
  state.course = course;
  state.animation = child.animate(
    [
      { ...first, offset: 0 },
      { ...last, offset: 1 },
    ],
    { ...timing, fill: "both" },
  );
  // Not before: the child would be seen without it.
  former?.cancel();
  return state.animation;
}

/**
 * @param {Record<string, string>} properties
 * @returns {Keyframe}
 */
function keyframe(properties) {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [camelCase(name), value]),
  );
}

/** @param {string} name */
function camelCase(name) {
  return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}
