/**
 * Python from a picture of its memory that the build has taken: nothing is imported
 * again. Uses parts of Pyodide that it does not document; the build makes the picture
 * with the very files that the page loads, and the worker starts without it if this
 * fails.
 *
 * @import { PythonFiles, Snapshot } from "./types.js"
 * @import { Downloads } from "./files.js"
 */

import { importLoader, importRuntime, unpackApp, unpackPackages } from "./python.js";

/** So much more memory at a time until the picture fits, in bytes. */
const STEP = 4 << 20;

/**
 * @param {PythonFiles} files
 * @param {Snapshot} snapshot
 * @param {Downloads} downloads
 * @returns {Promise<any>} Pyodide
 */
export async function startFromSnapshot(files, snapshot, downloads) {
  const { url, about, libraries, needsPackages } = snapshot;
  const [memory, packages, app, { default: create }, { loadPyodide }] =
    await Promise.all([
      downloads.bytes(url),
      downloads.bytes(needsPackages ? files.bundle : about),
      downloads.bytes(files.app),
      importRuntime(files),
      importLoader(files),
    ]);
  const python = await loadPyodide({
    indexURL: files.base,
    lockFileContents: { info: files.info, packages: {} },
    packageBaseUrl: files.base,
    _loadSnapshot: memory,
    /** @param {any} settings */
    async createPyodideModule(settings) {
      const { locateFile } = settings;
      settings.dynamicLibraries = Object.keys(libraries);
      settings.locateFile = (/** @type {string} */ name) =>
        libraries[name] ?? locateFile(name);
      const module = await create(settings);
      downloads.add(files.runtimeSize);
      grow(module, sizeOf(memory));
      return module;
    },
  });
  unpackPackages(python, packages);
  unpackApp(python, app);
  python.pyimport("tempestweb.wasm.page.warming").wake();
  return python;
}

/**
 * The memory that a picture needs: what follows its header, which tells its own length.
 *
 * @param {Uint8Array} picture
 */
function sizeOf(picture) {
  return picture.length - new Uint32Array(picture.buffer, 0, 2)[1];
}

/**
 * @param {any} module
 * @param {number} size
 */
function grow(module, size) {
  while (module.HEAP8.length < size) {
    if (!module._malloc(STEP)) throw new Error("there is not enough memory");
  }
  module.HEAP8.fill(0, size);
}
