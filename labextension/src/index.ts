/** What JupyterLab loads: the extension as a module federation container. */

import { Apps } from "./apps.ts";
import { offerClient } from "./client.ts";
import { createFiles, createOutputs, type Modules } from "./plugin.ts";
import { type ShareScope, shared, sharedIfAny } from "./sharing.ts";

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
    const modules = await modulesOf(scope);
    const plugins = [createOutputs(modules), createFiles(modules, apps)];
    return () => ({ __esModule: true, default: plugins });
  },
};

offerClient();
const apps = new Apps();

/** Gets what the plugins are made with; JupyterLab itself has loaded all of it. */
async function modulesOf(scope: ShareScope): Promise<Modules> {
  const [lumino, apputils, docregistry, docmanager, translation, ui] =
    await Promise.all([
      shared<Modules["lumino"]>(scope, "@lumino/widgets"),
      shared<Modules["apputils"]>(scope, "@jupyterlab/apputils"),
      shared<Modules["docregistry"]>(scope, "@jupyterlab/docregistry"),
      shared<Modules["docmanager"]>(scope, "@jupyterlab/docmanager"),
      shared<Modules["translation"]>(scope, "@jupyterlab/translation"),
      shared<Modules["ui"]>(scope, "@jupyterlab/ui-components"),
    ]);
  const tokens = await optionalTokens(scope, {
    browser: ["@jupyterlab/filebrowser", "IDefaultFileBrowser"],
    launcher: ["@jupyterlab/launcher", "ILauncher"],
    restorer: ["@jupyterlab/application", "ILayoutRestorer"],
    settings: ["@jupyterlab/settingregistry", "ISettingRegistry"],
    statusBar: ["@jupyterlab/statusbar", "IStatusBar"],
  });
  return { lumino, apputils, docregistry, docmanager, translation, ui, tokens };
}

/** Gets tokens, each by the name of its package and its own, that there may be. */
async function optionalTokens(
  scope: ShareScope,
  names: Record<keyof Modules["tokens"], readonly [name: string, token: string]>,
): Promise<Modules["tokens"]> {
  const found = Object.entries(names).map(async ([service, [name, token]]) => {
    const module = await sharedIfAny<Record<string, unknown>>(scope, name);
    return [service, module?.[token]] as const;
  });
  return Object.fromEntries(await Promise.all(found));
}
