const SHORTEST_PAUSE = 250;
const LONGEST_PAUSE = 10_000;

/**
 * How long to wait before the next attempt: longer each time, and never the same for
 * all the pages that have lost a server at once.
 *
 * @param {number} failures since something was heard last
 * @param {number} random from 0 to 1
 * @returns {number} ms
 */
export function pauseAfter(failures, random) {
  const limit = Math.min(LONGEST_PAUSE, 2 * SHORTEST_PAUSE * 2 ** failures);
  return Math.round(limit * (0.5 + random / 2));
}
