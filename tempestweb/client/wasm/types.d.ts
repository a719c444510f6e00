/** What the build tells the page, and the page its worker. */

import type { Runs } from "../types.js";

/** One first view, as the build has rendered it. */
export type Preview = {
  epoch: number;
  seq: number;
  ack: number;
  runs: Runs;
  css: string[];
  /** Names all that is shown. */
  digest: string;
  /** Names the elements that are. */
  shape: string;
};

/** Where Python's files are, as absolute URLs once they have reached the worker. */
export type PythonFiles = {
  /** The folder of Pyodide's own files, with a slash at its end. */
  base: string;
  info: Record<string, string>;
  bundle: string;
  app: string;
  /** The folder of the archives in `lazy`, with a slash at its end. */
  rest: string;
  /** The archive that has the rest of each top-level module. */
  lazy: Record<string, string>;
  /** A memory snapshot, and the libraries that have to be loaded before it. */
  snapshot: Snapshot | null;
  /** Bytes, for the progress bar. */
  totalSize: number;
  runtimeSize: number;
};

export type Snapshot = {
  url: string;
  /** What packages say about themselves. */
  about: string;
  /** By their path in Python's file system. */
  libraries: Record<string, string>;
  /** Packages have files that are no modules: they are needed from the start. */
  needsPackages: boolean;
};

/** In `#tempestweb-page`. */
export type PageConfiguration = {
  view: string;
  token: string;
  /** Null: there is nothing to show before Python has started. */
  light: Preview | null;
  dark: Preview | null;
  files: PythonFiles;
  worker: string;
  /** The app's file. */
  app: string;
  persist: boolean;
  development: boolean;
  /** Null: the page is not installed. */
  serviceWorker: string | null;
  /** Where a development server tells of changes. */
  changes: string | null;
};

/** What the worker is told first. */
export type WorkerStart = {
  tag: "start";
  files: PythonFiles;
  /** What Python is told; without `kept`. */
  start: Record<string, unknown>;
  /** Under which the state is kept; null: it is not. */
  key: string | null;
  canUseSnapshot: boolean;
};

export type ToWorker =
  | WorkerStart
  | { tag: "message"; text: string; buffers: ArrayBufferView[] }
  | { tag: "reload"; files: string };

export type FromWorker =
  | { tag: "progress"; share: number; label: string }
  | { tag: "ready"; match: string; isFromSnapshot: boolean }
  | { tag: "message"; text: string; buffers: ArrayBufferView[] }
  | { tag: "failed"; reason: string };
