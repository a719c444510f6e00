/**
 * The worker of a static page: runs Python, so that the page stays fluid.
 *
 * @import { FromWorker, ToWorker, WorkerStart } from "./wasm/types.js"
 */

import { bytesAtOnce, Downloads } from "./wasm/files.js";
import { readKept, writeKept } from "./wasm/kept.js";
import { startPython } from "./wasm/python.js";
import { startFromSnapshot } from "./wasm/snapshot.js";

/** The shares of the progress bar. */
const DOWNLOADED = 0.7;
const PYTHON_STARTED = 0.9;

/** @type {any} The host of the app, once it runs. */
let host;

/** @param {FromWorker} message */
const tell = (message) => postMessage(message);

addEventListener("message", (/** @type {MessageEvent<ToWorker>} */ { data }) => {
  if (data.tag === "start") start(data).catch(fail);
  else if (data.tag === "message") host?.receive(data.text, data.buffers);
  else if (data.tag === "reload") reload(data.files);
});

/** @param {WorkerStart} how */
async function start({ files, start, key, canUseSnapshot }) {
  const kept = key === null ? null : readKept(key);
  const downloads = new Downloads(files.totalSize, (share) =>
    tell({ tag: "progress", share: share * DOWNLOADED, label: "Loading Python" }),
  );
  const { python, isFromSnapshot } = await begin(files, downloads, canUseSnapshot);
  tell({ tag: "progress", share: PYTHON_STARTED, label: "Starting the app" });
  const lazily = python.pyimport("tempestweb.wasm.page.lazily");
  const fetchRest = (/** @type {string} */ name) => bytesAtOnce(files.rest + name);
  const finder = lazily.install(JSON.stringify(files.lazy), fetchRest);
  if (isFromSnapshot && !files.snapshot?.needsPackages) {
    // The picture has modules and no files.
    finder.before(() => bytesAtOnce(files.bundle));
  }
  const module = python.pyimport("tempestweb.wasm.page.host");
  host = module.start(
    JSON.stringify({ ...start, kept: await kept }),
    (/** @type {string} */ text, /** @type {any} */ buffers) =>
      tell({ tag: "message", text, buffers: buffers.toJs() }),
    (/** @type {string} */ text) => void (key !== null && writeKept(key, text)),
  );
  if (host.is_running) tell({ tag: "ready", match: host.match, isFromSnapshot });
  // The session's end has told why.
  else tell({ tag: "failed", reason: "" });
}

/**
 * @param {WorkerStart["files"]} files
 * @param {Downloads} downloads
 * @param {boolean} canUseSnapshot
 */
async function begin(files, downloads, canUseSnapshot) {
  if (files.snapshot && canUseSnapshot) {
    try {
      const python = await startFromSnapshot(files, files.snapshot, downloads);
      return { python, isFromSnapshot: true };
    } catch (error) {
      // Another browser, or a build of it, may lay its memory out in another way.
      console.warn("tempestweb: client.snapshot", error);
    }
  }
  return { python: await startPython(files, downloads), isFromSnapshot: false };
}

/** @param {string} files JSON */
function reload(files) {
  const problem = host?.reload(files);
  if (problem) console.warn(`tempestweb: ${problem}`);
}

/** @param {unknown} error */
function fail(error) {
  console.error("tempestweb: client.python", error);
  tell({ tag: "failed", reason: String(error) });
}
