/** Opens the app of a file: Open With, and commands, for panels that come when used. */

import { chunk } from "./files.ts";
import type {
  Application,
  AppUtils,
  Arguments,
  CommandPalette,
  DocRegistryModule,
  DocumentContext,
  DocumentManager,
  DocumentWidget,
  Icon,
  LayoutRestorer,
  Lumino,
  SessionContext,
  SessionDialogs,
  Translation,
  Translator,
  UiComponents,
  WidgetTracker,
} from "./jupyterlab.ts";
import type * as LiveParts from "./live.ts";
import type { Panel, startPanel } from "./panel.ts";
import { sessionPath } from "./session-path.ts";
import type { Preferences } from "./settings.ts";

export const FACTORY = "tempestweb App";

export const OPEN = "tempestweb:open";
export const RELOAD = "tempestweb:reload";
export const RESTART = "tempestweb:restart";

export type AppFilesParts = {
  app: Application;
  apputils: AppUtils;
  docregistry: DocRegistryModule;
  lumino: Lumino;
  ui: UiComponents;
  icon: Icon;
  preferences: Preferences;
  trans: Translation;
  documents: DocumentManager;
  dialogs: SessionDialogs | null;
  palette: CommandPalette | null;
  restorer: LayoutRestorer | null;
  translator: Translator | null;
};

type Live = { session: SessionContext; panel: Promise<Panel> };

/** Adds the factory, the commands and what brings panels back with a page. */
export function addAppFiles(parts: AppFilesParts): void {
  const { app, apputils, docregistry, documents, icon, restorer, trans } = parts;
  const dialogs =
    parts.dialogs ??
    new apputils.SessionContextDialogs({ translator: parts.translator ?? undefined });
  const tracker = new apputils.WidgetTracker({ namespace: "tempestweb" });
  const live = new WeakMap<DocumentWidget, Live>();
  let isRestored = false;
  void app.restored.then(() => {
    isRestored = true;
  });

  class AppFactory extends docregistry.ABCWidgetFactory {
    protected createNewWidget(context: DocumentContext): DocumentWidget {
      const content = new parts.lumino.Widget();
      content.addClass("tw-file");
      const widget = new docregistry.DocumentWidget({ content, context });
      widget.title.icon = icon;
      live.set(widget, begin(parts, dialogs, widget));
      addTools(parts, dialogs, live, widget);
      void tracker.add(widget);
      context.pathChanged.connect(() => void tracker.save(widget));
      // Where its user had put it before, it stays.
      if (isRestored) queueMicrotask(() => placeBeside(parts, widget));
      return widget;
    }
  }

  app.docRegistry.addWidgetFactory(
    new AppFactory({
      name: FACTORY,
      label: trans.__("tempestweb App"),
      fileTypes: ["python"],
      readOnly: true,
    }),
  );
  void restorer?.restore(tracker, {
    command: "docmanager:open",
    args: ({ context }) => ({ path: context.path, factory: FACTORY }),
    name: ({ context }) => context.path,
  });
  addCommands(parts, documents, tracker, (widget) => live.get(widget), dialogs);
}

/** Starts a kernel for a panel, and the panel. */
function begin(
  parts: AppFilesParts,
  dialogs: SessionDialogs,
  widget: DocumentWidget,
): Live {
  const { app, apputils, preferences, trans } = parts;
  const { context } = widget;
  const path = context.localPath;
  const session = new apputils.SessionContext({
    sessionManager: app.serviceManager.sessions,
    specsManager: app.serviceManager.kernelspecs,
    path: sessionPath(path),
    name: path.slice(path.lastIndexOf("/") + 1),
    type: "tempestweb",
    kernelPreference: {
      language: "python",
      shouldStart: true,
      canStart: true,
      autoStartDefault: true,
      shutdownOnDispose: true,
    },
  });
  const loaded = Promise.all([
    chunk<{ startPanel: typeof startPanel }>("panel"),
    chunk<typeof LiveParts>("live"),
    context.ready,
  ]);
  const panel = loaded.then(([module, live]) =>
    module.startPanel({
      live,
      place: widget.content.node,
      context,
      session,
      dialogs,
      trans,
      isFollowing: () => preferences.isFollowing,
    }),
  );
  panel.catch((error) => {
    console.error("tempestweb: the panel could not be loaded", error);
    widget.content.node.textContent = trans.__(
      "The panel could not be loaded: reload the page. (%1)",
      String(error),
    );
  });
  widget.disposed.connect(() => {
    const isStarting = !session.isReady;
    // The app says goodbye while there is a kernel to hear it.
    const ended = panel.then((one) => one.dispose()).catch(() => {});
    if (!isStarting) {
      void ended.then(() => session.dispose());
      return;
    }
    session.dispose();
    // What is disposed of does not end the kernel that it is still waiting for.
    void ended.then(() => endKernel(parts, context.path, path));
  });
  return { session, panel };
}

/** Ends the kernel of a file, unless there is a panel for that file again. */
async function endKernel(
  { app, documents }: AppFilesParts,
  path: string,
  localPath: string,
): Promise<void> {
  const { sessions } = app.serviceManager;
  const session = await sessions.findByPath(sessionPath(localPath));
  if (session && !documents.findWidget(path, FACTORY))
    await sessions.shutdown(session.id);
}

function addTools(
  { apputils, translator, trans, ui }: AppFilesParts,
  dialogs: SessionDialogs,
  live: WeakMap<DocumentWidget, Live>,
  widget: DocumentWidget,
): void {
  const { toolbar } = widget;
  const own = live.get(widget) as Live;
  const reload = new ui.ToolbarButton({
    icon: ui.redoIcon,
    tooltip: trans.__("Load the file again and keep the state"),
    onClick: () => void own.panel.then((panel) => panel.reload()),
  });
  const restart = new ui.ToolbarButton({
    icon: ui.refreshIcon,
    tooltip: trans.__("Restart Python: the app begins with a new state"),
    onClick: () => void dialogs.restart(own.session),
  });
  const { createKernelNameItem, createKernelStatusItem } = apputils.Toolbar;
  const language = translator ?? undefined;
  toolbar.addItem("reload", reload);
  toolbar.addItem("restart", restart);
  toolbar.addItem("spacer", ui.Toolbar.createSpacerItem());
  toolbar.addItem("kernelName", createKernelNameItem(own.session, dialogs, language));
  toolbar.addItem("kernelStatus", createKernelStatusItem(own.session, language));
}

/** Moves a panel to the right of its file's editor, if that is open. */
function placeBeside(
  { app, documents, preferences }: AppFilesParts,
  panel: DocumentWidget,
): void {
  if (!preferences.isBeside || panel.isDisposed || !panel.isAttached) return;
  const editor = documents.findWidget(panel.context.path, "Editor");
  if (!editor?.isAttached) return;
  app.shell.add(panel, "main", { mode: "split-right", ref: editor.id });
}

function addCommands(
  { app, icon, palette, trans }: AppFilesParts,
  documents: DocumentManager,
  tracker: WidgetTracker,
  liveOf: (widget: DocumentWidget) => Live | undefined,
  dialogs: SessionDialogs,
): void {
  const { commands } = app;
  /** The path that a command is for: the one it is given, or that of the current tab. */
  const pathOf = ({ path }: Arguments): string => {
    if (typeof path === "string") return path;
    const current = app.shell.currentWidget as Partial<DocumentWidget> | null;
    return current?.context?.path ?? "";
  };
  const current = () => {
    const widget = tracker.currentWidget;
    return widget === null || widget !== app.shell.currentWidget
      ? undefined
      : liveOf(widget);
  };
  commands.addCommand(OPEN, {
    label: trans.__("Show as tempestweb App"),
    caption: trans.__("Show the app of this Python file beside its editor"),
    icon,
    isEnabled: (given) => pathOf(given).endsWith(".py"),
    execute: (given) => documents.openOrReveal(pathOf(given), FACTORY),
  });
  commands.addCommand(RELOAD, {
    label: trans.__("Reload App"),
    caption: trans.__("Load the app's file again and keep the state"),
    isEnabled: () => current() !== undefined,
    execute: async () => (await current()?.panel)?.reload(),
  });
  commands.addCommand(RESTART, {
    label: trans.__("Restart App…"),
    caption: trans.__("Restart the app's Python: it begins with a new state"),
    isEnabled: () => current() !== undefined,
    execute: () => {
      const own = current();
      return own && dialogs.restart(own.session);
    },
  });
  for (const command of [OPEN, RELOAD, RESTART]) {
    palette?.addItem({ command, category: trans.__("tempestweb") });
  }
  tracker.currentChanged.connect(() => commands.notifyCommandChanged());
}
