import style from "../style/output.css";
import type { Lumino, Plugin } from "./jupyterlab.ts";
import { createOutputClass, MIME } from "./output.ts";

/** Before the widget view, which has -10. */
const RANK = -20;

/** Shows the outputs of apps in notebooks. */
export function createPlugin(lumino: Lumino): Plugin {
  return {
    id: "tempestweb:outputs",
    description: "Shows tempestweb apps, and their last picture where none is live.",
    autoStart: true,
    activate(app) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
      const Output = createOutputClass(lumino);
      app.docRegistry.addWidgetExtension("Notebook", {
        createNew(notebook) {
          notebook.content.rendermime.addFactory(
            {
              // Else the page shows the picture itself, made harmless.
              safe: false,
              mimeTypes: [MIME],
              createRenderer: () => new Output(notebook),
            },
            RANK,
          );
        },
      });
    },
  };
}
