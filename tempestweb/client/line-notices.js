/** @import { LineNotices } from "./types.js" */

import { countOf } from "./notices.js";
import { CHANGES, OWN } from "./outbox.js";

/**
 * What the user is told of a line to a server: it was lost, the session was ended, another
 * session came in its place.
 *
 * @type {LineNotices}
 */
export const notices = {
  lost: () => ({
    source: "transport",
    code: "client.reconnecting",
    title: "Reconnecting…",
    isNotice: true,
  }),
  ended: () => ({
    source: "session",
    code: "client.session.ended",
    title: "This session has ended.",
    hint: "Reload the page to start a new one.",
    isNotice: true,
    canReload: true,
  }),
  fresh: (waiting) => {
    // What was typed is typed again.
    const actions = (waiting?.pending ?? []).filter(
      ({ data }) => !CHANGES.has(data.type) && !OWN.has(data.type),
    );
    const sent = actions.filter(({ n }) => n).length;
    const unsent = actions.length - sent;
    // Which of the two it was, a server that was restarted cannot tell.
    const hint = [
      "The server was restarted, or the page was away for too long. What you typed is still here.",
    ];
    if (unsent) hint.push(`Not delivered: ${countOf(unsent)}.`);
    // Whether it took effect, nobody can tell.
    if (sent) hint.push(`Not answered: ${countOf(sent)}.`);
    return {
      source: "session",
      code: "client.session.new",
      title: "This is a new session.",
      hint: hint.join(" "),
      isNotice: true,
    };
  },
};
