import type { SettingRegistry, Settings } from "./jupyterlab.ts";

/** The plugin that `schema/plugin.json` has the settings of. */
export const SETTINGS = "tempestweb:plugin";

/** What users have set; the defaults of the schema where nobody keeps settings. */
export class Preferences {
  #settings: Settings | null = null;

  constructor(registry: SettingRegistry | null) {
    registry?.load(SETTINGS).then(
      (settings) => {
        this.#settings = settings;
      },
      (error) => console.warn("tempestweb: there are no settings", error),
    );
  }

  /** Whether an app opens at the right of its editor. */
  get isBeside(): boolean {
    return this.#settings?.composite.openMode !== "tab";
  }

  /** Whether an app changes when its file is saved. */
  get isFollowing(): boolean {
    return this.#settings?.composite.watch !== false;
  }
}
