/** @import { EarlyEvent } from "./types.js" */

/**
 * Takes over from `early.js`: what the user has done in a root so far, in order. From
 * here on it is for the caller to listen.
 *
 * @param {Element} root
 * @returns {EarlyEvent[]}
 */
export function takeEarlyEvents(root) {
  const early = window.tempestwebEarly;
  // Told to a script that is still on its way: there is nothing to keep any more.
  window.tempestwebEarly = null;
  early?.stop();
  return (early?.events ?? []).filter(({ event }) =>
    root.contains(/** @type {Node} */ (event.target)),
  );
}
