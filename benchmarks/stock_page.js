/**
 * The usual way of an app with Pyodide: its files as they are, packages as wheels, all
 * of it in the page. What `benchmarks/wasm.py` compares with.
 */

import { loadPyodide } from "./pyodide.mjs";

const root = document.querySelector(".tempestweb");
const packages = await (await fetch("packages.json")).json();
const python = await loadPyodide({ lockFileURL: "pyodide-lock.json", packages });
python.FS.mkdir("/app");
python.FS.writeFile("/app/app.py", await (await fetch("app.py")).text());
const start = { app: "/app/app.py", dark: false, digest: "", shape: "", development: false };
const host = python.pyimport("tempestweb.wasm.page.host").start(
  JSON.stringify(start),
  (message) => {
    const { kind, html } = JSON.parse(message);
    if (kind === "mount") root.innerHTML = html;
  },
  () => {},
);
host.receive(
  JSON.stringify({ kind: "hello", view: "page", version: 1, environment: {} }),
);
root.dataset.twState = "ready";
