/** @import { Environment } from "./types.js" */

/** What is told when it changes; where the page is has an event of its own. */
const TOLD = /** @type {const} */ (["width", "height", "dark", "density", "locale"]);

/**
 * Compares what a view was told to be surrounded by with what it is now.
 *
 * @param {Environment} before
 * @param {Environment} now what it leaves out has not changed
 * @returns {Environment | null} what is different; null: nothing
 */
export function changesOf(before, now) {
  const changed = TOLD.filter(
    (name) => now[name] !== undefined && now[name] !== before[name],
  );
  if (changed.length === 0) return null;
  return Object.fromEntries(changed.map((name) => [name, now[name]]));
}

/**
 * Limits how often a function is called. The last call asked for is always made.
 *
 * @param {number} interval in ms
 * @param {() => void} call
 * @returns {() => void} asks for a call: made at once, or when the interval is over
 */
export function atMostEvery(interval, call) {
  let isWaiting = false;
  let isDue = false;
  const ask = () => {
    isDue = isWaiting;
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      if (isDue) ask();
    }, interval);
    call();
  };
  return ask;
}
