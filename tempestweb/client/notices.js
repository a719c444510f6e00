/** @import { Problem } from "./types.js" */

/** What the client itself has to say to the user. */

/** @type {Problem} */
export const NOT_CONNECTED = {
  source: "transport",
  code: "client.transport",
  title: "Not connected. Run the cell again to reconnect.",
};

/** @type {Problem} */
export const RECONNECTING = {
  source: "transport",
  code: "client.reconnecting",
  title: "Reconnecting…",
  isNotice: true,
};

/** @type {Problem} */
export const NEW_SESSION = {
  source: "session",
  code: "client.session.new",
  title: "This is a new session.",
  // Which of the two it was, a server that was restarted cannot tell.
  hint: "The server was restarted, or the page was away for too long. What you typed is still here.",
  isNotice: true,
};

/** @type {Problem} */
export const ENDED = {
  source: "session",
  code: "client.session.ended",
  title: "This session has ended.",
  hint: "Reload the page to start a new one.",
  isNotice: true,
  canReload: true,
};

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
