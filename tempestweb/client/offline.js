/** @import { Admit } from "./types.js" */

/** So many of the user's actions may wait for the line. */
const LIMIT = 200;

/** Events of a moment, which mean nothing when it is over. */
const MOMENTS = new Set(
  "blur focus end interaction keyup pan scale scrolled".split(" "),
);

/**
 * Decides what becomes of the user's actions while there is no line to the server: they
 * wait in their order, and of what is typed into one field the last counts.
 *
 * An app says otherwise with the attribute `data-offline` of a widget, which counts for
 * all in it: `refuse` lets nothing wait, `queue` also lets moments.
 *
 * @param {() => boolean} isOffline
 * @param {() => number} count how many wait
 * @param {(title: string, hint: string) => void} tell tells the user of an action that
 *   was not taken
 * @returns {Admit}
 */
export function offline(isOffline, count, tell) {
  return (data, options, element) => {
    if (!isOffline()) return options;
    const rule = element?.closest("[data-offline]")?.getAttribute("data-offline");
    const isMoment = MOMENTS.has(data.type);
    if (isMoment && rule !== "queue") return null;
    if (rule === "refuse") {
      // Who leaves a field has done nothing.
      if (data.type !== "focusout") {
        tell("This was not done: it needs the connection.", "Do it again later.");
      }
      return null;
    }
    const isTyping = data.type === "input";
    if (count() >= LIMIT && !isTyping) {
      tell("This was not done: too much waits already.", "Wait for the connection.");
      return null;
    }
    return { ...options, isCoalesced: options.isCoalesced || isTyping };
  };
}
