/**
 * @import { PythonFiles } from "./types.js"
 * @import { Downloads } from "./files.js"
 */

/** Where installed packages are. */
const SITE = "/lib/python3.14/site-packages";

/** Where the app's own files are. */
const APP = "/app";

/**
 * Starts Python with the packages of the app: everything is fetched at once, and each
 * file once.
 *
 * @param {PythonFiles} files
 * @param {Downloads} downloads
 * @returns {Promise<any>} Pyodide
 */
export async function startPython(files, downloads) {
  const bundle = downloads.bytes(files.bundle);
  const app = downloads.bytes(files.app);
  const runtime = importRuntime(files);
  for (const each of [bundle, app, runtime]) {
    // Whoever waits for it below learns of a failure; the browser would report it first.
    each.catch(() => {});
  }
  const { loadPyodide } = await importLoader(files);
  const python = await loadPyodide({
    indexURL: files.base,
    lockFileContents: { info: files.info, packages: {} },
    packageBaseUrl: files.base,
    /** @param {any} settings */
    async createPyodideModule(settings) {
      const { default: create } = await runtime;
      const module = await create(settings);
      downloads.add(files.runtimeSize);
      return module;
    },
  });
  unpackPackages(python, await bundle);
  unpackApp(python, await app);
  return python;
}

/**
 * @param {PythonFiles} files
 * @returns {Promise<any>}
 */
export function importLoader({ base }) {
  return import(`${base}pyodide.js`);
}

/**
 * @param {PythonFiles} files
 * @returns {Promise<any>}
 */
export function importRuntime({ base }) {
  return import(`${base}pyodide.asm.js`);
}

/**
 * @param {any} python
 * @param {Uint8Array} archive
 */
export function unpackPackages(python, archive) {
  python.unpackArchive(archive, "zip", { extractDir: SITE });
}

/**
 * @param {any} python
 * @param {Uint8Array} archive
 */
export function unpackApp(python, archive) {
  python.unpackArchive(archive, "zip", { extractDir: APP });
  python.FS.chdir(APP);
}
