/** The place of the inspector in JupyterLab's side bar; what is in it comes when used. */

import type { Apps, ShownApp } from "./apps.ts";
import { chunk } from "./files.ts";
import type { startInspector } from "./inspector.ts";
import type {
  Application,
  CommandPalette,
  Icon,
  Lumino,
  Translation,
  Widget,
} from "./jupyterlab.ts";

export const INSPECT = "tempestweb:inspect";

/** Below the panels that JupyterLab itself has there. */
const RANK = 900;

type PanelParts = {
  app: Application;
  apps: Apps;
  icon: Icon;
  lumino: Lumino;
  palette: CommandPalette | null;
  trans: Translation;
};

/** Adds the command that opens the inspector. Unseen, it asks nothing of any kernel. */
export function addInspector(parts: PanelParts): void {
  const { app, icon, palette, trans } = parts;
  let panel: Widget | null = null;
  app.commands.addCommand(INSPECT, {
    label: trans.__("Inspect Apps"),
    caption: trans.__("Show the widgets, the state and the messages of an app"),
    icon,
    execute: () => {
      if (panel === null || panel.isDisposed) {
        panel = createPanel(parts);
        app.shell.add(panel, "right", { rank: RANK });
      }
      app.shell.activateById(panel.id);
    },
  });
  palette?.addItem({ command: INSPECT, category: trans.__("tempestweb") });
}

function createPanel({ app, apps, icon, lumino, trans }: PanelParts): Widget {
  /** @returns what the tab is called that an app is in, and the number of its cell */
  const titleOf = ({ element }: ShownApp) => {
    const cell = element.closest(".jp-Cell");
    const number = cell?.querySelector(".jp-InputPrompt")?.textContent ?? "";
    for (const widget of app.shell.widgets("main")) {
      if (widget.node.contains(element)) {
        return `${widget.title.label} ${number.replace(":", "")}`.trim();
      }
    }
    return trans.__("App");
  };

  class InspectorPanel extends lumino.Widget {
    /** Of what is in it; null while it is not seen. */
    #stop: Promise<() => void> | null = null;

    protected onAfterShow(): void {
      this.#stop ??= chunk<{ startInspector: typeof startInspector }>("inspector").then(
        (module) => module.startInspector({ place: this.node, apps, trans, titleOf }),
      );
      this.#stop.catch((error) => {
        console.error("tempestweb: the inspector could not be loaded", error);
        this.node.textContent = trans.__("The inspector could not be loaded.");
        this.#stop = null;
      });
    }

    protected onBeforeHide(): void {
      void this.#stop?.then((stop) => stop());
      this.#stop = null;
    }

    protected onBeforeDetach(): void {
      this.onBeforeHide();
    }
  }

  const panel = new InspectorPanel();
  panel.id = "tempestweb-inspector";
  panel.addClass("tw-inspector");
  panel.title.icon = icon;
  panel.title.caption = trans.__("tempestweb Inspector");
  return panel;
}
