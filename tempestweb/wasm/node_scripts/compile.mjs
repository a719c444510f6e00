/** Compiles the modules in archives with Pyodide's own Python: node compile.mjs JOB */

import { readFileSync, writeFileSync } from "node:fs";
import { readJob, startPython } from "./python.mjs";

/** @type {{ pyodide: string, compiler: string, archives: [string, string][] }} */
const job = readJob();
const python = await startPython(job.pyodide);
python.FS.writeFile("/home/pyodide/bytecode.py", readFileSync(job.compiler));
const { compile_file: compileFile } = python.pyimport("bytecode");
for (const [source, target] of job.archives) {
  python.FS.writeFile("/tmp/source", readFileSync(source));
  compileFile("/tmp/source", "/tmp/target");
  writeFileSync(target, python.FS.readFile("/tmp/target"));
}
