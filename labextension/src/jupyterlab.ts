/**
 * The part of JupyterLab 4 that this extension uses, as its documentation has it.
 * JupyterLab brings all of it along; nothing of it is built in.
 */

export type Signal<Sender, Args> = {
  connect(slot: (sender: Sender, args: Args) => void, context?: unknown): boolean;
  disconnect(slot: (sender: Sender, args: Args) => void, context?: unknown): boolean;
};

/** Of `@lumino/widgets`. */
export interface Widget {
  readonly node: HTMLElement;
  readonly isDisposed: boolean;
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

export type RenderMimeRegistry = {
  /** The lowest rank shows an output that several could show. */
  addFactory(factory: RendererFactory, rank?: number): void;
  createRenderer(mimeType: string): Renderer;
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

export type Kernel = {
  /** Whether this page has the kernel's comm of that id. */
  hasComm(id: string): boolean;
  requestCommInfo(content: { target_name?: string }): Promise<{
    content: { status: string; comms?: Readonly<Record<string, unknown>> };
  }>;
};

export type SessionContext = {
  readonly ready: Promise<void>;
  readonly session: { readonly kernel: Kernel | null } | null;
  readonly kernelChanged: Signal<SessionContext, unknown>;
  readonly statusChanged: Signal<SessionContext, KernelStatus>;
};

export type DocumentContext = {
  readonly model: { dirty: boolean; readonly collaborative?: boolean };
  readonly saveState: Signal<DocumentContext, "started" | "completed" | "failed">;
};

export interface NotebookPanel extends Widget {
  readonly context: DocumentContext;
  readonly sessionContext: SessionContext;
  readonly content: { readonly rendermime: RenderMimeRegistry };
}

export type Application = {
  readonly docRegistry: {
    /** Has a function called for every widget that a factory of documents makes. */
    addWidgetExtension(
      factory: string,
      extension: { createNew(widget: NotebookPanel): void },
    ): unknown;
  };
};

export type Plugin = {
  id: string;
  description: string;
  autoStart: boolean;
  activate(app: Application): void;
};
