import icon from "../style/icon.svg";
import outputStyle from "../style/output.css";
import { addAppFiles, OPEN } from "./app-files.ts";
import type { Apps } from "./apps.ts";
import { addInspector, INSPECT } from "./inspector-panel.ts";
import type {
  AppUtils,
  DocManagerModule,
  DocRegistryModule,
  DocumentManager,
  FileBrowser,
  Launcher,
  LayoutRestorer,
  Lumino,
  Plugin,
  SettingRegistry,
  StatusBar,
  Token,
  TranslationModule,
  UiComponents,
} from "./jupyterlab.ts";
import { MIME } from "./mime.ts";
import { createOutputClass } from "./output.ts";
import { Preferences, SETTINGS } from "./settings.ts";
import { addStatus } from "./status.ts";
import { addStyle } from "./styles.ts";
import { addTemplates } from "./templates.ts";

/** Before the widget view, which has -10. */
const RANK = -20;

/** What of JupyterLab the plugins are made with. */
export type Modules = {
  lumino: Lumino;
  apputils: AppUtils;
  docregistry: DocRegistryModule;
  docmanager: DocManagerModule;
  translation: TranslationModule;
  ui: UiComponents;
  /** Of services that some front ends do not have. */
  tokens: {
    browser?: Token<FileBrowser>;
    launcher?: Token<Launcher>;
    restorer?: Token<LayoutRestorer>;
    settings?: Token<SettingRegistry>;
    statusBar?: Token<StatusBar>;
  };
};

/** Shows the outputs of apps in notebooks. */
export function createOutputs({ lumino }: Modules): Plugin {
  return {
    id: "tempestweb:outputs",
    description: "Shows tempestweb apps, and their last picture where none is live.",
    autoStart: true,
    activate(app) {
      addStyle(outputStyle);
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

/** Opens the apps of files, and what goes with them. */
export function createFiles(modules: Modules, apps: Apps): Plugin {
  const { apputils, docmanager, docregistry, lumino, tokens, translation, ui } =
    modules;
  const { asked, take } = ask({
    dialogs: apputils.ISessionContextDialogs,
    palette: apputils.ICommandPalette,
    translator: translation.ITranslator,
    ...tokens,
  });
  return {
    id: SETTINGS,
    description: "Opens the tempestweb app of a Python file.",
    autoStart: true,
    requires: [docmanager.IDocumentManager],
    optional: asked,
    activate(app, documents: DocumentManager, ...given) {
      const services = take(given);
      const { settings, statusBar, translator } = services;
      const parts = {
        app,
        apputils,
        docregistry,
        lumino,
        ui,
        icon: new ui.LabIcon({ name: "tempestweb:app", svgstr: icon }),
        preferences: new Preferences(settings),
        trans: (translator ?? translation.nullTranslator).load("tempestweb"),
        documents,
        ...services,
      };
      addAppFiles(parts);
      addTemplates({
        ...parts,
        show: (path) => void app.commands.execute(OPEN, { path }),
      });
      addInspector({ ...parts, apps });
      const inspect = () => void app.commands.execute(INSPECT);
      if (statusBar) addStatus({ ...parts, bar: statusBar, apps, inspect });
    },
  };
}

type Tokens = Record<string, Token<unknown> | undefined>;

type Services<Asked extends Tokens> = {
  [Name in keyof Asked]-?: NonNullable<Asked[Name]> extends Token<infer Service>
    ? Service | null
    : never;
};

/** Asks for services by name; `take` has those that there are by name, too. */
function ask<Asked extends Tokens>(tokens: Asked) {
  const known = Object.entries(tokens).filter(([, token]) => token !== undefined);
  return {
    asked: known.map(([, token]) => token as Token<unknown>),
    take(given: readonly unknown[]): Services<Asked> {
      const absent = Object.keys(tokens).map((name) => [name, null]);
      const present = known.map(([name], index) => [name, given[index]]);
      return Object.fromEntries([...absent, ...present]);
    },
  };
}
