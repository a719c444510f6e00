/**
 * What a site's kernels load Pyodide with: the one of a worker that was started early,
 * else a new one.
 */

/**
 * @param {{ stdout: (text: string) => void, stderr: (text: string) => void,
 *   indexURL: string }} options
 */
export async function loadPyodide(options) {
  const { stdout, stderr, indexURL, ...rest } = options;
  const scope = /** @type {any} */ (globalThis);
  const early = scope.tempestwebEarly;
  delete scope.tempestwebEarly;
  early?.take();
  // The site may have been told other things since it was built.
  const isEarly = JSON.stringify(rest) === JSON.stringify(early?.options);
  if (!isEarly) return load(options);
  try {
    const python = await early.python;
    python.setStdout({ batched: stdout });
    python.setStderr({ batched: stderr });
    return python;
  } catch (error) {
    console.warn("tempestweb: client.early", error);
    return load(options);
  }
}

/** @param {{ indexURL: string }} options */
async function load(options) {
  // It lies beside this file, whose own address may be another one, where it is kept.
  const pyodide = await import(`${options.indexURL}pyodide.mjs`);
  return pyodide.loadPyodide(options);
}
