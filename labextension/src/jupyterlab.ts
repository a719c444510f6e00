/**
 * The part of JupyterLab 4 that this extension uses, as its documentation has it.
 * JupyterLab brings all of it along; nothing of it is built in.
 */

import type { RenderMime } from "../../tempestweb/client/types.d.ts";

export type Signal<Sender, Args> = {
  connect(slot: (sender: Sender, args: Args) => void, context?: unknown): boolean;
  disconnect(slot: (sender: Sender, args: Args) => void, context?: unknown): boolean;
};

/** Of `@lumino/coreutils`: what a service is asked for by. */
export type Token<Service> = { readonly name: string; readonly service?: Service };

/** Of `@lumino/widgets`. */
export interface Widget {
  id: string;
  readonly node: HTMLElement;
  readonly isDisposed: boolean;
  readonly isAttached: boolean;
  readonly disposed: Signal<Widget, unknown>;
  readonly title: { label: string; caption: string; icon?: Icon };
  readonly isVisible: boolean;
  dispose(): void;
  addClass(name: string): void;
  removeClass(name: string): void;
  hide(): void;
  show(): void;
}

/** Of `@lumino/widgets`: a widget that holds others, one below the other. */
export interface Panel extends Widget {
  addWidget(widget: Widget): void;
}

export type Lumino = {
  Panel: new () => Panel;
  Widget: new (options?: { node?: HTMLElement }) => Widget;
};

export type MimeBundle = Readonly<Record<string, unknown>>;

/** One output, as a renderer gets it. */
export type MimeModel = {
  readonly trusted: boolean;
  readonly data: MimeBundle;
  readonly metadata: MimeBundle;
  setData(options: { data?: MimeBundle; metadata?: MimeBundle }): void;
};

export interface Renderer extends Widget {
  renderModel(model: MimeModel): Promise<void>;
}

export type RendererFactory = {
  /** Whether it may show what a notebook brought along that is not trusted. */
  safe: boolean;
  mimeTypes: readonly string[];
  createRenderer(options: { mimeType: string }): Renderer;
};

export type RenderMimeRegistry = RenderMime & {
  /** The lowest rank shows an output that several could show. */
  addFactory(factory: RendererFactory, rank?: number): void;
};

export type KernelStatus =
  | "unknown"
  | "starting"
  | "idle"
  | "busy"
  | "terminating"
  | "restarting"
  | "autorestarting"
  | "dead";

/** A comm, at the end of the page. */
export type Comm = {
  open(data: unknown): unknown;
  send(data: unknown, metadata?: unknown, buffers?: ArrayBufferView[]): unknown;
  close(): unknown;
  /** Forgets it, and tells nobody. */
  dispose(): void;
  onMsg: (message: CommMessage) => void;
  onClose: (message: unknown) => void;
  readonly isDisposed: boolean;
  /** Whether its messages go to a subshell where the kernel has some. */
  readonly commsOverSubshells?: string;
  /** Never resolved where they do not. */
  readonly subshellStarted?: Promise<void>;
};

export type CommMessage = { content: { data: unknown }; buffers?: unknown[] };

export type Kernel = {
  readonly status: KernelStatus;
  /** What the kernel says of itself; a busy one says it later. */
  readonly info: Promise<unknown>;
  /** Known with `info`; JupyterLab 4.4 and newer. */
  readonly supportsSubshells?: boolean;
  /** Whether this page has the kernel's comm of that id. */
  hasComm(id: string): boolean;
  createComm(target: string): Comm;
  requestCommInfo(content: { target_name?: string }): Promise<{
    content: { status: string; comms?: Readonly<Record<string, unknown>> };
  }>;
  requestExecute(content: {
    code: string;
    silent?: boolean;
    store_history?: boolean;
  }): {
    readonly done: Promise<{ content: ExecuteReply }>;
    dispose(): void;
  };
};

export type ExecuteReply =
  | { status: "ok" | "aborted" }
  | { status: "error"; ename: string; evalue: string };

/** Of `@jupyterlab/apputils`: a kernel, chosen, started and restarted by its user. */
export interface SessionContext {
  readonly ready: Promise<void>;
  readonly isReady: boolean;
  readonly isDisposed: boolean;
  readonly session: {
    readonly kernel: Kernel | null;
    setPath(path: string): Promise<void>;
    setName(name: string): Promise<void>;
  } | null;
  readonly kernelChanged: Signal<SessionContext, unknown>;
  readonly statusChanged: Signal<SessionContext, KernelStatus>;
  /** True: the user has to choose a kernel. */
  initialize(): Promise<boolean>;
  restartKernel(): Promise<void>;
  dispose(): void;
}

export type DocumentContext = {
  readonly path: string;
  /** Without the name of the drive. */
  readonly localPath: string;
  readonly ready: Promise<void>;
  readonly model: { dirty: boolean; readonly collaborative?: boolean };
  readonly saveState: Signal<DocumentContext, "started" | "completed" | "failed">;
  readonly pathChanged: Signal<DocumentContext, string>;
};

/** Of `@jupyterlab/docregistry`: a widget of a file, with a toolbar. */
export interface DocumentWidget extends Widget {
  readonly content: Widget;
  readonly context: DocumentContext;
  readonly toolbar: { addItem(name: string, widget: Widget): boolean };
}

export interface NotebookPanel extends Widget {
  readonly context: DocumentContext;
  readonly sessionContext: SessionContext;
  readonly content: {
    readonly rendermime: RenderMimeRegistry;
    readonly widgets: readonly Cell[];
  };
}

/** A cell of a notebook. */
export interface Cell extends Widget {
  /** Whether its user, or the notebook, wants its outputs scrolled; of code only. */
  readonly outputsScrolled?: boolean;
}

/** Makes the widget of a file. */
export interface WidgetFactory {
  createNew(context: DocumentContext): DocumentWidget;
}

export type WidgetFactoryOptions = {
  name: string;
  label: string;
  fileTypes: readonly string[];
  readOnly: boolean;
};

export type Translation = {
  __(text: string, ...parts: (string | number)[]): string;
  _n(one: string, many: string, count: number, ...parts: (string | number)[]): string;
};
export type Translator = { load(domain: string): Translation };

export type Icon = { readonly name: string };

export type SessionDialogs = {
  selectKernel(context: SessionContext): Promise<void>;
  restart(context: SessionContext): Promise<boolean>;
};

export interface WidgetTracker {
  readonly currentWidget: DocumentWidget | null;
  readonly currentChanged: Signal<WidgetTracker, DocumentWidget | null>;
  add(widget: DocumentWidget): Promise<void>;
  save(widget: DocumentWidget): Promise<void>;
  forEach(call: (widget: DocumentWidget) => void): void;
}

export type LayoutRestorer = {
  restore(
    tracker: WidgetTracker,
    options: {
      command: string;
      args(widget: DocumentWidget): Arguments;
      name(widget: DocumentWidget): string;
    },
  ): Promise<unknown>;
};

export type OpenOptions = { mode?: "split-right" | "tab-after"; ref?: string };

export type DocumentManager = {
  findWidget(path: string, factory?: string | null): DocumentWidget | undefined;
  openOrReveal(
    path: string,
    factory?: string,
    kernel?: undefined,
    options?: OpenOptions,
  ): DocumentWidget | undefined;
};

export type Arguments = Readonly<Record<string, unknown>>;

export type CommandOptions = {
  label: string | ((parts: Arguments) => string);
  caption?: string | ((parts: Arguments) => string);
  icon?: Icon | ((parts: Arguments) => Icon | undefined);
  isEnabled?(parts: Arguments): boolean;
  isVisible?(parts: Arguments): boolean;
  isToggled?(parts: Arguments): boolean;
  execute(parts: Arguments): unknown;
};

export type CommandRegistry = {
  addCommand(id: string, options: CommandOptions): unknown;
  execute(id: string, parts?: Arguments): Promise<unknown>;
  notifyCommandChanged(id?: string): void;
};

export type CommandPalette = {
  addItem(item: { command: string; category: string; args?: Arguments }): unknown;
};

/** Of the launcher: a tile for each item. */
export type Launcher = {
  add(item: {
    command: string;
    category: string;
    args?: Arguments;
    rank?: number;
  }): unknown;
};

export type FileBrowser = { readonly model: { readonly path: string } };

/** The files of the server, or of the browser. */
export type Contents = {
  get(path: string): Promise<{ content: readonly { readonly name: string }[] }>;
  save(
    path: string,
    model: { type: "directory" } | { type: "file"; format: "text"; content: string },
  ): Promise<unknown>;
};

export type StatusBar = {
  registerStatusItem(
    id: string,
    item: { item: Widget; align: "left"; rank: number; isActive(): boolean },
  ): unknown;
};

export type Settings = {
  readonly composite: Readonly<Record<string, unknown>>;
};

export type SettingRegistry = { load(plugin: string): Promise<Settings> };

/** `@jupyterlab/apputils` */
export type AppUtils = {
  ICommandPalette: Token<CommandPalette>;
  ISessionContextDialogs: Token<SessionDialogs>;
  SessionContext: new (options: {
    sessionManager: unknown;
    specsManager: unknown;
    path: string;
    name: string;
    type: string;
    kernelPreference: Readonly<Record<string, unknown>>;
  }) => SessionContext;
  SessionContextDialogs: new (options: { translator?: Translator }) => SessionDialogs;
  Toolbar: {
    createKernelNameItem(
      context: SessionContext,
      dialogs: SessionDialogs,
      translator?: Translator,
    ): Widget;
    createKernelStatusItem(context: SessionContext, translator?: Translator): Widget;
  };
  WidgetTracker: new (options: { namespace: string }) => WidgetTracker;
};

/** `@jupyterlab/ui-components` */
export type UiComponents = {
  LabIcon: new (options: { name: string; svgstr: string }) => Icon;
  ToolbarButton: new (options: {
    icon: Icon;
    tooltip: string;
    onClick(): void;
  }) => Widget;
  Toolbar: { createSpacerItem(): Widget };
  refreshIcon: Icon;
  redoIcon: Icon;
};

/** `@jupyterlab/translation` */
export type TranslationModule = {
  ITranslator: Token<Translator>;
  nullTranslator: Translator;
};

/** `@jupyterlab/docmanager` */
export type DocManagerModule = { IDocumentManager: Token<DocumentManager> };

/** `@jupyterlab/docregistry` */
export type DocRegistryModule = {
  ABCWidgetFactory: new (options: WidgetFactoryOptions) => WidgetFactory;
  DocumentWidget: new (options: {
    content: Widget;
    context: DocumentContext;
  }) => DocumentWidget;
};

export type Application = {
  readonly commands: CommandRegistry;
  readonly restored: Promise<void>;
  readonly serviceManager: {
    readonly sessions: {
      findByPath(path: string): Promise<{ readonly id: string } | undefined>;
      shutdown(id: string): Promise<void>;
    };
    readonly kernelspecs: unknown;
    readonly contents: Contents;
  };
  readonly shell: {
    readonly currentWidget: Widget | null;
    add(widget: Widget, area: string, options?: OpenOptions & { rank?: number }): void;
    activateById(id: string): void;
    widgets(area: string): Iterable<Widget>;
  };
  readonly docRegistry: {
    /** Has a function called for every widget that a factory of documents makes. */
    addWidgetExtension(
      factory: string,
      extension: { createNew(widget: NotebookPanel): void },
    ): unknown;
    addWidgetFactory(factory: WidgetFactory): unknown;
  };
};

/** What an extension adds; the services that it asks for come in that order. */
export type Plugin = {
  id: string;
  description: string;
  autoStart: boolean;
  requires?: readonly Token<unknown>[];
  optional?: readonly Token<unknown>[];
  // biome-ignore lint/suspicious/noExplicitAny: as many, and of such types, as it asks.
  activate(app: Application, ...services: any[]): void;
};
