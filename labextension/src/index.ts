/** What JupyterLab loads: the extension as a module federation container. */

import type { Lumino } from "./jupyterlab.ts";
import { createPlugin } from "./plugin.ts";
import { type ShareScope, shared } from "./sharing.ts";

type Container = {
  init(scope: ShareScope): void;
  get(module: string): Promise<() => unknown>;
};

const page = globalThis as { _JUPYTERLAB?: Record<string, Container> };

let scope: ShareScope = {};

page._JUPYTERLAB ??= {};
page._JUPYTERLAB.tempestweb = {
  init(shareScope) {
    scope = shareScope;
  },
  async get(module) {
    if (module !== "./extension") {
      throw new Error(`tempestweb's extension has no module ${module}`);
    }
    const plugin = createPlugin(await shared<Lumino>(scope, "@lumino/widgets"));
    return () => ({ __esModule: true, default: plugin });
  },
};
