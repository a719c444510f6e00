/** @import { Problem } from "./types.js" */

/** What the client itself has to say to the user. */

/** @type {Problem} */
export const NOT_CONNECTED = {
  source: "transport",
  code: "client.transport",
  title: "Not connected. Run the cell again to reconnect.",
};

/** @param {number} actions */
export function countOf(actions) {
  return `${actions} ${actions === 1 ? "action" : "actions"}`;
}

/**
 * @param {string} reason
 * @returns {Problem}
 */
export function unshowable(reason) {
  return {
    source: "client",
    code: "client.mount",
    title: "The page cannot show this app.",
    hint: "Reload the page; in a notebook, restart the kernel first.",
    detail: reason,
  };
}
