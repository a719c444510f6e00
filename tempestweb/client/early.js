/**
 * The entry of a script that is there before the client is: keeps what the user does
 * until then, and what a page must not show from being seen.
 *
 * The page names it with `<script async src data-base data-session [data-former]>`:
 * `data-base` is the path of the app, `data-session` the id of the session that its
 * HTML shows, `data-former` says that it is one that some tab had before. A host without
 * sessions leaves the attributes out. The client calls `takeEarlyEvents` (in
 * `earlier.js`) and hands what it gets to `openView`.
 *
 * @import { EarlyEvent } from "./types.js"
 */

import { storageKey } from "./memory.js";

/** What a user does at once, and nodes may listen to. */
const TYPES = "click dblclick input change submit keydown keyup focus blur".split(" ");

const { base, session, former } = /** @type {HTMLScriptElement} */ (
  document.currentScript
).dataset;
/** @type {EarlyEvent[]} */
const events = [];
const stopping = new AbortController();

/** @param {Event} event */
function keep(event) {
  const target = /** @type {HTMLInputElement & { selectedIndex?: number }} */ (
    event.target
  );
  // The document and the window have focus and blur of their own.
  if (!target.closest?.(".tempestweb")) return;
  const listener = target.closest("[data-tw-on~=click]");
  if (
    event.type === "submit" ||
    (event.type === "click" && listener?.matches("a[href]"))
  )
    event.preventDefault();
  const { value, checked, selectedIndex, type, pattern, validity } = target;
  const valid = validity?.valid;
  const field = { value, checked, selectedIndex, type, pattern, validity: { valid } };
  events.push({ event, field });
}

/** Hides a page that shows something else than what is to come back in this tab. */
function hide() {
  let token;
  try {
    token = sessionStorage.getItem(storageKey("token", base ?? ""));
  } catch {
    // Forbidden. The client says so; it takes over what it finds.
  }
  if (token ? !token.startsWith(`${session}.`) : former !== undefined) {
    document.documentElement.dataset.twReturning = "";
  }
}

// The client may have come before.
if (window.tempestwebEarly !== null) {
  for (const type of TYPES) {
    addEventListener(type, keep, { capture: true, signal: stopping.signal });
  }
  window.tempestwebEarly = { events, stop: () => stopping.abort() };
  if (session) hide();
}
