/** Builds the client into tempestweb/static and prints the sizes of what came out. */

import { createHash } from "node:crypto";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const client = new URL("../tempestweb/client/", import.meta.url);
const output = new URL("../tempestweb/static/", import.meta.url);
const extension = new URL("../tempestweb/labextension/", import.meta.url);
const templateFolder = new URL("../tempestweb/cli/templates/", import.meta.url);

/** Limits in bytes. Every widget instance carries the bootstrap. */
const BOOTSTRAP_LIMIT = 2048;
const ENTRY_GZIP_LIMIT = 15 * 1024;
const BEHAVIOUR_GZIP_LIMIT = 4 * 1024;
const EARLY_GZIP_LIMIT = 640;
/** JupyterLab waits for it, with or without apps. */
const LAB_GZIP_LIMIT = 8 * 1024;

/** The modules of JupyterLab's extension that it loads when they are used. */
const LAB_CHUNKS = ["inspector", "live", "panel"];

/** What a page of its own links to: the looks of the widgets, of the panel, of a page. */
const PAGE_CSS = ["../dom/lower/base.css", "panel.css", "page.css"];

/**
 * Imports a CSS file as a string, minified.
 *
 * @type {import("esbuild").Plugin}
 */
const cssAsText = {
  name: "css-as-text",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      return { contents: await minifiedCss(path), loader: "text" };
    });
  },
};

/** The modules that only some trees use, by the name of their behaviour. */
const behaviours = new Map();
/** Libraries of others, which a behaviour loads; as large as they are. */
const libraries = new Set();
for (const folder of ["behaviours", "libraries"]) {
  for (const file of (await readdir(new URL(`${folder}/`, client))).sort()) {
    if (!file.endsWith(".js") || file === "index.js") continue;
    const name = file.slice(0, -3);
    behaviours.set(name, await bundle(`${folder}/${file}`, {}));
    if (folder === "libraries") libraries.add(name);
  }
}
const hashes = JSON.stringify(
  Object.fromEntries([...behaviours].map(([name, code]) => [name, hashOf(code)])),
);

const runtime = await bundle("runtime.js", { BEHAVIOUR_HASHES: hashes });
const hash = hashOf(runtime);
const page = await bundle("page.js", { BEHAVIOUR_HASHES: hashes });
// No module: it has to run before the page is parsed to its end.
const early = await bundle("early.js", {}, "iife");
const css = await stylesheet(PAGE_CSS);
const wasm = await bundle("wasm.js", {
  BEHAVIOUR_HASHES: hashes,
  "process.env.NODE_ENV": '"production"',
});
const worker = await bundle("worker.js", {});
const scheme = await bundle("scheme.js", {}, "iife");
const serviceWorker = await bundle("service-worker.js", {
  "process.env.NODE_ENV": '"production"',
});
const restore = await bundle("restore.js", {}, "iife");
const offlineWorker = await bundle("offline-worker.js", {
  "process.env.NODE_ENV": '"production"',
});
const lite = await bundle("lite.js", {});
const liteWorker = await bundle("lite-worker.js", {});
const liteKernel = await bundle("lite-kernel.js", {});
const litePyodide = await bundle("lite-pyodide.js", {});
const wasmCss = await stylesheet([...PAGE_CSS, "wasm.css"]);
const bootstrap = await bundle("bootstrap.js", { RUNTIME_HASH: JSON.stringify(hash) });

await mkdir(output, { recursive: true });
await writeFile(new URL("runtime.js", output), runtime);
await writeFile(new URL("bootstrap.js", output), bootstrap);
await writeFile(new URL("page.js", output), page);
await writeFile(new URL("early.js", output), early);
await writeFile(new URL("base.css", output), css);
await writeFile(new URL("behaviours.json", output), hashes);
for (const [name, code] of behaviours) {
  await writeFile(new URL(`behaviour-${name}.js`, output), code);
}
await writeFile(new URL("wasm.js", output), wasm);
await writeFile(new URL("worker.js", output), worker);
await writeFile(new URL("scheme.js", output), scheme);
await writeFile(new URL("service-worker.js", output), serviceWorker);
await writeFile(new URL("wasm.css", output), wasmCss);
await writeFile(new URL("restore.js", output), restore);
await writeFile(new URL("offline-worker.js", output), offlineWorker);
await writeFile(new URL("lite.js", output), lite);
await writeFile(new URL("lite-worker.js", output), liteWorker);
await writeFile(new URL("lite-kernel.js", output), liteKernel);
await writeFile(new URL("lite-pyodide.js", output), litePyodide);
// Last: what finds it finds the others.
await writeFile(new URL("runtime.hash", output), hash);

const clientHashes = {
  RUNTIME_HASH: JSON.stringify(hash),
  BEHAVIOUR_HASHES: hashes,
};
/** What JupyterLab's extension loads when it is used, by name. */
const chunks = new Map();
for (const name of LAB_CHUNKS) {
  chunks.set(name, await bundle(`../../labextension/src/${name}.ts`, clientHashes));
}
const chunkFiles = new Map(
  [...chunks].map(([name, code]) => [name, `${name}.${hashOf(code)}.js`]),
);
/** The templates of `tempestweb new`, by name. */
const templates = new Map();
for (const name of (await readdir(templateFolder)).sort()) {
  templates.set(
    name,
    await readFile(new URL(`${name}/app.py`, templateFolder), "utf8"),
  );
}
const templateTitles = [...templates].map(([name, code]) => [name, titleOf(code)]);
// A script and not a module: that is how JupyterLab loads it.
const lab = await bundle(
  "../../labextension/src/index.ts",
  {
    ...clientHashes,
    CHUNKS: JSON.stringify(Object.fromEntries(chunkFiles)),
    TEMPLATES: JSON.stringify(Object.fromEntries(templateTitles)),
    TEMPLATES_HASH: JSON.stringify(hashOf(Buffer.from([...templates.values()].join()))),
  },
  "iife",
);
const labName = `static/remoteEntry.${hashOf(lab)}.js`;
const labSchemas = new URL("schemas/tempestweb/", extension);
await rm(extension, { recursive: true, force: true });
await mkdir(new URL("static/", extension), { recursive: true });
await mkdir(labSchemas, { recursive: true });
await writeFile(new URL(labName, extension), lab);
for (const [name, code] of chunks) {
  await writeFile(new URL(`static/${chunkFiles.get(name)}`, extension), code);
}
for (const [name, code] of templates) {
  await writeFile(new URL(`static/template-${name}.py`, extension), code);
}
await writeFile(new URL("static/runtime.js", extension), runtime);
for (const [name, code] of behaviours) {
  await writeFile(new URL(`static/behaviour-${name}.js`, extension), code);
}
const labDescription = await labPackage(labName);
// The name under which JupyterLab's server looks for the schema's version.
await writeFile(new URL("package.json.orig", labSchemas), labDescription);
await copyFile(
  new URL("../labextension/schema/plugin.json", import.meta.url),
  new URL("plugin.json", labSchemas),
);
await writeFile(new URL("package.json", extension), labDescription);

report("runtime.js", runtime);
report("bootstrap.js", bootstrap);
report("page.js", page);
report("early.js", early);
report("base.css", css);
for (const [name, code] of behaviours) {
  report(name, code);
  if (libraries.has(name)) continue;
  check(`The behaviour ${name}, gzipped,`, gzipped(code), BEHAVIOUR_GZIP_LIMIT);
}
report("wasm.js", wasm);
report("worker.js", worker);
report("remoteEntry", lab);
for (const [name, code] of chunks) report(`lab: ${name}`, code);
check("remoteEntry, gzipped,", gzipped(lab), LAB_GZIP_LIMIT);
check("bootstrap.js", bootstrap.length, BOOTSTRAP_LIMIT);
check("runtime.js, gzipped,", gzipped(runtime), ENTRY_GZIP_LIMIT);
check("page.js, gzipped,", gzipped(page), ENTRY_GZIP_LIMIT);
check("wasm.js, gzipped,", gzipped(wasm), ENTRY_GZIP_LIMIT);
check("early.js, gzipped,", gzipped(early), EARLY_GZIP_LIMIT);

/** @param {string[]} paths */
async function stylesheet(paths) {
  const parts = paths.map((path) => minifiedCss(pathOf(path)));
  return Buffer.from((await Promise.all(parts)).join("\n"));
}

/**
 * Reads a CSS file and what it imports.
 *
 * @param {string} path
 */
async function minifiedCss(path) {
  const result = await build({
    entryPoints: [path],
    bundle: true,
    minify: true,
    // The browsers that run the client know nesting and color-mix; Safari, to this day,
    // user-select by its own name only.
    target: "safari18",
    charset: "utf8",
    // The few icons of a library.
    loader: { ".png": "dataurl" },
    write: false,
    logLevel: "warning",
  });
  return result.outputFiles[0].text.trim();
}

/**
 * What JupyterLab's server reads of the extension.
 *
 * @param {string} load the name of its script
 */
async function labPackage(load) {
  const project = await readFile(new URL("../pyproject.toml", import.meta.url), "utf8");
  const version = /^version = "(.+)"$/m.exec(project)?.[1];
  const _build = { load, extension: "./extension" };
  const jupyterlab = { extension: true, schemaDir: "schema", _build };
  return JSON.stringify({ name: "tempestweb", version, license: "MIT", jupyterlab });
}

/**
 * @param {string} entry
 * @param {Record<string, string>} define
 * @param {import("esbuild").Format} [format]
 */
async function bundle(entry, define, format = "esm") {
  const result = await build({
    entryPoints: [pathOf(entry)],
    bundle: true,
    minify: true,
    format,
    target: "es2022",
    charset: "utf8",
    plugins: [cssAsText],
    loader: { ".svg": "text", ".py": "text" },
    define,
    legalComments: "none",
    write: false,
    logLevel: "warning",
  });
  return Buffer.from(result.outputFiles[0].contents);
}

/**
 * The sentence that a Python file begins with.
 *
 * @param {string} code
 */
function titleOf(code) {
  const title = /^"""(.+?)\.?"""$/m.exec(code)?.[1];
  if (title === undefined)
    throw new Error(`a template begins with a docstring: ${code}`);
  return title;
}

/** @param {Buffer} code */
function hashOf(code) {
  return createHash("sha256").update(code).digest("hex").slice(0, 16);
}

/** @param {string} name relative to the client's folder */
function pathOf(name) {
  return fileURLToPath(new URL(name, client));
}

/** @param {Buffer} bytes */
function gzipped(bytes) {
  return gzipSync(bytes, { level: 9 }).length;
}

/**
 * @param {string} name
 * @param {Buffer} bytes
 */
function report(name, bytes) {
  console.log(`${name.padEnd(14)}${bytes.length} bytes, ${gzipped(bytes)} gzipped`);
}

/**
 * @param {string} name
 * @param {number} size
 * @param {number} limit
 */
function check(name, size, limit) {
  if (size <= limit) return;
  console.error(`${name} has ${size} bytes; the limit is ${limit}.`);
  process.exitCode = 1;
}
