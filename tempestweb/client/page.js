/**
 * The entry of a page that a server has rendered: takes the app in it over.
 *
 * @import { EventData, Runs } from "./types.js"
 */

import { pathAddresses } from "./addresses.js";
import { Connection } from "./connection.js";
import { takeEarlyEvents } from "./earlier.js";
import { randomId } from "./ids.js";
import { memoryOf } from "./memory.js";
import { fromFolder } from "./modules.js";
import { navigation } from "./navigation.js";
import { offline } from "./offline.js";
import { VIEW_NODE } from "./outbox.js";
import { adopt, knownRules } from "./style.js";
import { surroundingsOfPage } from "./surroundings.js";
import { tracesOf } from "./traces.js";
import { sse } from "./transports/sse.js";
import { websocket } from "./transports/websocket.js";
import { Typed } from "./typed.js";
import { openView } from "./view.js";

/**
 * What the server says of the tree in the page, in `#tempestweb-mount`.
 *
 * @typedef {{
 *   view: string, epoch: number, seq: number, ack: number, runs: Runs, css: string[],
 *   token: string, base: string, comm: string, sse: string, isFormer: boolean,
 *   sessionCookie: string, schemeCookie: string,
 *   pwa: { worker: string, manifest: string, icon: string } | null,
 *   isPicture?: true, queued?: EventData[]
 * }} PageMount `base`: the path of the app, with a slash at its end; `comm` and `sse`:
 *   the endpoints, as URLs or paths, relative ones from `base`; `isFormer`: the tree is
 *   that of a session which some tab had before; the cookies: what to call them; `pwa`:
 *   what makes the page installable, null where it is not to be; `isPicture`: it is what
 *   the page before has left, and `queued` what that had still to report.
 */

/** So long is remembered whether the user likes it dark, in seconds: a year. */
const SCHEME_SECONDS = 31_536_000;

/** So long after it has loaded, a page looks after its next visit, in ms. */
const SETTLED = 1500;

/** So long after the first answer the page's own colours are still left, in ms. */
const DARK_RULE_LASTS = 1000;

const root = /** @type {HTMLElement} */ (document.querySelector(".tempestweb"));
const text = document.getElementById("tempestweb-mount")?.textContent;
/** @type {PageMount} */
const mount = JSON.parse(text ?? "null");
const { base } = mount;
const start = new URL(base, location.href);
const memory = memoryOf(base);
const traces = tracesOf(base);

const connection = new Connection({
  lines: {
    websocket: (events) => websocket(new URL(mount.comm, start), events),
    sse: (events) => sse(new URL(mount.sse, start), events),
  },
  preferred: memory.recall("line"),
  prefer: (kind) => memory.remember("line", kind),
});

memory.remember("left", null);

/** Of the session that this tab had before it was reloaded, or was a copy of. */
const former = memory.recall("token");
/** Whether the page shows the session that it is to show. */
const isRight = former === null ? !mount.isFormer : former === mount.token;
let token = former ?? (isRight ? mount.token : null);
/** Tells the server which session to show if the tab that is looked at is reloaded. */
const leaveTraces = () => {
  if (document.hidden) return;
  // The id of the session, without the signature that makes it a token.
  traces.leave(mount.sessionCookie, token?.split(".")[0] ?? null);
};
/** @param {string | null} value */
const keep = (value) => {
  token = value;
  memory.remember("token", value);
  leaveTraces();
  // What follows, in the same task, is what is to be seen.
  delete document.documentElement.dataset.twReturning;
};
if (isRight) keep(token);
// `early.js` may have been overtaken.
else document.documentElement.dataset.twReturning = "";

const addresses = pathAddresses(base, location.origin);
/** @param {string} url */
const navigate = (url) =>
  session.emit(
    { id: VIEW_NODE, type: "navigate", payload: { url } },
    { isCoalesced: true },
  );
const effects = navigation(root, addresses, navigate);

/** @type {import("./types.js").Admit} */
const admit = offline(
  () => root.dataset.twState === "offline",
  () => session.left.pending.length,
  (title, hint) =>
    session.receive({
      kind: "error",
      source: "handler",
      code: "client.offline",
      title,
      hint,
    }),
);

adopt(document);
const load = fromFolder(import.meta.url);
const session = openView({
  root,
  transport: connection,
  load,
  surroundings,
  effects,
  // The page is left without a goodbye: it may be reloaded, or come back.
  signal: new AbortController().signal,
  keep,
  typed: new Typed(root, isTyped),
  early: takeEarlyEvents(root),
  admit,
  ...(isRight
    ? { view: mount.view, token: mount.token, shown: mount }
    : {
        view: randomId(),
        token: former ?? undefined,
        unused: mount.isFormer ? undefined : mount.token,
      }),
});

// A link or an address that the user typed: the session may be elsewhere in the app.
if (!isRight && isFirstVisit()) navigate(place());
for (const data of mount.queued ?? []) session.emit(data);
setTimeout(() => lookAhead().catch(console.info), mount.isPicture ? 0 : SETTLED);

// From now on it is the session that knows whether it is dark.
session
  .idle()
  .finally(() => setTimeout(forgetDarkRule, DARK_RULE_LASTS))
  .catch((reason) => console.info("tempestweb:", reason));

window.addEventListener("pagehide", () => connection.pause());
window.addEventListener(
  "pageshow",
  ({ persisted }) => persisted && connection.resume(),
);
window.addEventListener("focus", leaveTraces);
document.addEventListener("visibilitychange", leaveTraces);
window.addEventListener("online", () => connection.renew());
document.addEventListener(
  "visibilitychange",
  () => document.hidden || connection.hurry(),
);

/** Where in the app the address leads to. */
function place() {
  return addresses.placeOf(new URL(location.href)) ?? "/";
}

function surroundings() {
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  const url = place();
  const ofPage = surroundingsOfPage();
  traces.leave(mount.schemeCookie, ofPage.dark ? "dark" : "light", SCHEME_SECONDS);
  return { width, height, ...ofPage, url };
}

/** Prepares the page for a visit without a server, or undoes what one before has done. */
async function lookAhead() {
  if (mount.pwa) {
    /** @type {any} No behaviour of an element. */
    const { default: keep } = await load("keeping", BEHAVIOUR_HASHES.keeping);
    await keep({ root, mount, token: () => token, rules: knownRules });
    return;
  }
  const worker = await navigator.serviceWorker?.getRegistration(base);
  const isOurs = worker?.active?.scriptURL.endsWith("/_tempestweb/service-worker.js");
  if (isOurs && worker?.scope === start.href) await worker.unregister();
}

function forgetDarkRule() {
  document.getElementById("tempestweb-dark")?.remove();
}

/**
 * Tells the text of a user who was faster than this script from what the browser has
 * put back on a reload, which the session knows better.
 *
 * @param {Element} field
 */
function isTyped(field) {
  return isFirstVisit() || mount.isPicture === true || field === document.activeElement;
}

/** Whether the page is not one that was loaded again, nor one of the tab's history. */
function isFirstVisit() {
  const [visit] = performance.getEntriesByType("navigation");
  return (
    /** @type {PerformanceNavigationTiming | undefined} */ (visit)?.type === "navigate"
  );
}
