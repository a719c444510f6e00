/**
 * The worker of a kernel that was started before anybody asked for it: loads Pyodide and
 * what a kernel imports, and leaves the rest to the script of JupyterLite's kernel.
 */

/** @type {import("./lite/early.js").EarlyStart} */
const start = JSON.parse(self.name);

let isTaken = false;

/** Read by `lite-pyodide.js`, of which the kernel asks for Pyodide. */
/** @type {any} */ (globalThis).tempestwebEarly = {
  options: start.options,
  python: begin(),
  take() {
    isTaken = true;
  },
};

await import(start.script);
postMessage({ tempestweb: "listening" });

async function begin() {
  const { loadPyodide } = await import(`${start.pyodide}pyodide.mjs`);
  const python = await loadPyodide({ ...start.options, indexURL: start.pyodide });
  warm(python).catch((error) => console.info("tempestweb: client.early", error));
  return python;
}

/** @param {any} python */
async function warm(python) {
  for (const name of start.modules) {
    // What the page asks meanwhile goes first.
    await new Promise((resolve) => setTimeout(resolve));
    if (isTaken) return;
    python.pyimport(name).destroy();
  }
  postMessage({ tempestweb: "warm" });
}

export {};
