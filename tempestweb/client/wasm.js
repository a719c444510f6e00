/**
 * The entry of a static page: takes over what the build has rendered, and starts Python
 * in a worker. What the user does before that is ready waits in the session.
 *
 * @import { FromWorker, PageConfiguration, Preview, WorkerStart } from "./wasm/types.js"
 * @import { ShownTree } from "./types.js"
 */

import { fragmentAddresses } from "./addresses.js";
import { takeEarlyEvents } from "./earlier.js";
import { navigation } from "./navigation.js";
import { VIEW_NODE } from "./outbox.js";
import { adopt } from "./style.js";
import { surroundingsOfPage } from "./surroundings.js";
import { page } from "./transports/page.js";
import { Typed } from "./typed.js";
import { openView } from "./view.js";
import { followChanges } from "./wasm/developing.js";
import { install } from "./wasm/installing.js";
import { fromPage } from "./wasm/modules.js";
import { createProgress } from "./wasm/progress.js";
import { Starts } from "./wasm/starts.js";

const root = /** @type {HTMLElement} */ (document.querySelector(".tempestweb"));
const text = document.getElementById("tempestweb-page")?.textContent;
/** @type {PageConfiguration} */
const configuration = JSON.parse(text ?? "null");
const { files } = configuration;
/** @param {string} path */
const absolute = (path) => new URL(path, document.baseURI).href;

const addresses = fragmentAddresses(location.href);
const place = () => addresses.placeOf(new URL(location.href)) ?? "/";

const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
/** @type {Preview | null} */
const preview = isDark ? configuration.dark : configuration.light;

const starts = new Starts(absolute("."));
const worker = new Worker(absolute(configuration.worker), { type: "module" });
/** @type {WorkerStart} */
const start = {
  tag: "start",
  files: {
    ...files,
    base: absolute(files.base),
    bundle: absolute(files.bundle),
    app: absolute(files.app),
    rest: absolute(files.rest),
    snapshot: files.snapshot && absoluteSnapshot(files.snapshot),
  },
  start: {
    app: configuration.app,
    dark: isDark,
    url: place(),
    digest: preview?.digest ?? "",
    shape: preview?.shape ?? "",
    development: configuration.development,
  },
  key: configuration.persist ? absolute(".") : null,
  canUseSnapshot: files.snapshot !== null && starts.begin(),
};
worker.postMessage(start);

const effects = navigation(root, addresses, (url) =>
  session.emit(
    { id: VIEW_NODE, type: "navigate", payload: { url } },
    { isCoalesced: true },
  ),
);

adopt(document);
/** @type {ShownTree | undefined} */
const shown = preview ?? undefined;
const session = openView({
  root,
  transport: page(worker),
  load: fromPage(import.meta.url, worker),
  view: configuration.view,
  token: configuration.token,
  surroundings,
  effects,
  signal: new AbortController().signal,
  shown,
  typed: new Typed(root),
  early: takeEarlyEvents(root),
});

if (configuration.changes) {
  followChanges(absolute(configuration.changes), (changed) =>
    worker.postMessage({ tag: "reload", files: changed }),
  );
}

const progress = createProgress(document.querySelector(".tw-boot"));
worker.addEventListener("message", ({ data }) => take(data));
let isRunning = false;
worker.addEventListener("error", ({ message }) => {
  if (isRunning) stumble(message);
  else fail(message || "its worker did not load");
});

/** @param {FromWorker} message */
function take(message) {
  if (message.tag === "progress") progress.show(message.share, message.label);
  else if (message.tag === "ready") {
    isRunning = true;
    progress.finish();
    starts.end();
    root.dataset.twMatch = message.match;
    root.dataset.twStart = message.isFromSnapshot ? "snapshot" : "python";
    if (configuration.serviceWorker) install(absolute(configuration.serviceWorker));
  } else if (message.tag === "failed") fail(message.reason);
}

/** @param {string} reason */
function fail(reason) {
  progress.finish();
  if (!reason) return;
  session.receive({
    kind: "error",
    source: "client",
    code: "client.python",
    title: "Python could not start in this browser.",
    hint: "Reload the page. It needs a browser of the last two years.",
    detail: reason,
  });
}

/**
 * Tells of what nobody has caught in the worker, such as a failure in a function that the
 * app gave to the browser. As that of a handler it is over with the next event.
 *
 * @param {string} reason
 */
function stumble(reason) {
  session.receive({
    kind: "error",
    source: "handler",
    code: "client.python",
    title: "Something went wrong.",
    hint: "Reload the page if the app does not answer any more.",
    detail: reason,
  });
}

/** @param {NonNullable<PageConfiguration["files"]["snapshot"]>} snapshot */
function absoluteSnapshot({ url, about, libraries, needsPackages }) {
  const entries = Object.entries(libraries).map(([name, path]) => [
    name,
    absolute(path),
  ]);
  return {
    url: absolute(url),
    about: absolute(about),
    libraries: Object.fromEntries(entries),
    needsPackages,
  };
}

function surroundings() {
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  return { width, height, ...surroundingsOfPage(), url: place() };
}
