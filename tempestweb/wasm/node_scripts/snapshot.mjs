/**
 * Takes a picture of Python's memory after its imports: node snapshot.mjs JOB
 *
 * Libraries are loaded before Python starts, so that they lie at the same place in
 * every run; `client/wasm/snapshot.js` is the other half.
 */

import { writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { readJob, SITE, startPython, unpack } from "./python.mjs";

/**
 * @type {{
 *   pyodide: string, stdlib: string, packages: string,
 *   libraries: Record<string, string>, modules: string[], result: string
 * }} `libraries`: files, by their path in Python's file system
 */
const job = readJob();
const script = pathToFileURL(path.join(job.pyodide, "pyodide.asm.mjs")).href;
const { default: create } = await import(script);
const python = await startPython(job.pyodide, {
  stdLibURL: job.stdlib,
  _makeSnapshot: true,
  env: { PYTHONHASHSEED: "0" },
  /** @param {any} settings */
  createPyodideModule(settings) {
    const { locateFile } = settings;
    settings.dynamicLibraries = Object.keys(job.libraries);
    settings.locateFile = (/** @type {string} */ name) =>
      job.libraries[name] ?? locateFile(name);
    return create(settings);
  },
});
unpack(python, [job.packages], SITE);
python.pyimport("tempestweb.wasm.page.warming").warm(JSON.stringify(job.modules));
writeFileSync(job.result, python.makeMemorySnapshot());
