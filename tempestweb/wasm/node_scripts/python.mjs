/** Pyodide in Node.js, for the scripts beside this one. */

import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Starts Pyodide.
 *
 * @param {string} folder with Pyodide's own files
 * @param {Record<string, unknown>} [options] more of `loadPyodide`
 */
export async function startPython(folder, options = {}) {
  const script = pathToFileURL(path.join(folder, "pyodide.mjs")).href;
  const { loadPyodide } = await import(script);
  const { info } = JSON.parse(
    readFileSync(path.join(folder, "pyodide-lock.json"), "utf8"),
  );
  return await loadPyodide({
    indexURL: folder + path.sep,
    lockFileContents: { info, packages: {} },
    ...options,
  });
}

/**
 * Unpacks archives where Python looks for packages.
 *
 * @param {any} python
 * @param {string[]} archives files
 * @param {string} place
 */
export function unpack(python, archives, place) {
  for (const archive of archives) {
    python.unpackArchive(new Uint8Array(readFileSync(archive)), "zip", {
      extractDir: place,
    });
  }
}

/** The job that the build has written for this script. */
export function readJob() {
  return JSON.parse(readFileSync(process.argv[2], "utf8"));
}

/** Where installed packages are. */
export const SITE = "/lib/python3.14/site-packages";
