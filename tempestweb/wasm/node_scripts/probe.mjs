/** Runs an app as far as its first view, in Pyodide: node probe.mjs JOB */

import { writeFileSync } from "node:fs";
import { readJob, SITE, startPython, unpack } from "./python.mjs";

/**
 * @type {{
 *   pyodide: string, stdlib: string, archives: string[], app: string, entry: string,
 *   result: string
 * }}
 */
const job = readJob();
const python = await startPython(job.pyodide, { stdLibURL: job.stdlib });
unpack(python, job.archives, SITE);
unpack(python, [job.app], "/app");
python.FS.chdir("/app");
writeFileSync(
  job.result,
  python.pyimport("tempestweb.wasm.page.probe").probe(job.entry),
);
