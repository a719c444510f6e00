/**
 * The entry of a page that a server has rendered: takes the app in it over.
 *
 * @import { Runs } from "./types.js"
 */

import { placeOf } from "./addresses.js";
import { Connection } from "./connection.js";
import { randomId } from "./ids.js";
import { memoryOf } from "./memory.js";
import { fromFolder } from "./modules.js";
import { navigation } from "./navigation.js";
import { VIEW_NODE } from "./outbox.js";
import { adopt } from "./style.js";
import { surroundingsOfPage } from "./surroundings.js";
import { sse } from "./transports/sse.js";
import { websocket } from "./transports/websocket.js";
import { changedFields } from "./typed.js";
import { openView } from "./view.js";

/**
 * What the server says of the tree in the page, in `#tempestweb-mount`.
 *
 * @typedef {{
 *   view: string, epoch: number, seq: number, ack: number, runs: Runs, css: string[],
 *   token: string, base: string, comm: string, sse: string
 * }} PageMount `base`: the path of the app, with a slash at its end; `comm` and `sse`:
 *   the endpoints, as URLs or paths, relative ones from `base`.
 */

const root = /** @type {HTMLElement} */ (document.querySelector(".tempestweb"));
const text = document.getElementById("tempestweb-mount")?.textContent;
/** @type {PageMount} */
const mount = JSON.parse(text ?? "null");
const { base } = mount;
const start = new URL(base, location.href);
const memory = memoryOf(base);

const connection = new Connection({
  lines: {
    websocket: (events) => websocket(new URL(mount.comm, start), events),
    sse: (events) => sse(new URL(mount.sse, start), events),
  },
  preferred: memory.recall("line"),
  prefer: (kind) => memory.remember("line", kind),
});

/** @param {string | null} token */
const keep = (token) => memory.remember("token", token);
/** Of the session that this tab had before it was reloaded, or was a copy of. */
const former = memory.recall("token");
if (former === null) keep(mount.token);

const effects = navigation(root, base, (url) =>
  session.emit(
    { id: VIEW_NODE, type: "navigate", payload: { url } },
    { isCoalesced: true },
  ),
);

adopt(document);
const session = openView({
  root,
  transport: connection,
  load: fromFolder(import.meta.url),
  surroundings,
  effects,
  // The page is left without a goodbye: it may be reloaded, or come back.
  signal: new AbortController().signal,
  keep,
  typed: changedFields(root).filter(isTyped),
  ...(former === null
    ? { view: mount.view, token: mount.token, shown: mount }
    : { view: randomId(), token: former }),
});

window.addEventListener("pagehide", () => connection.pause());
window.addEventListener(
  "pageshow",
  ({ persisted }) => persisted && connection.resume(),
);
window.addEventListener("online", () => connection.renew());
document.addEventListener(
  "visibilitychange",
  () => document.hidden || connection.hurry(),
);

function surroundings() {
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  const url = placeOf(base, new URL(location.href), location.origin) ?? "/";
  return { width, height, ...surroundingsOfPage(), url };
}

/**
 * Tells the text of a user who was faster than this script from what the browser has
 * put back on a reload, which the session knows better.
 *
 * @param {Element} field
 */
function isTyped(field) {
  const [visit] = performance.getEntriesByType("navigation");
  const isFirstVisit =
    /** @type {PerformanceNavigationTiming | undefined} */ (visit)?.type === "navigate";
  return isFirstVisit || field === document.activeElement;
}
