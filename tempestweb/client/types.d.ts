/** Messages, ops and the seams of the client. `docs/protocol.md` is the full text. */

/** Moves messages; never looks inside one. */
export type Transport = {
  /** Throws when nobody is there any more. May call the receiver before it returns. */
  send(message: string, buffers?: ArrayBufferView[]): void;
  /** A message comes as JSON, or as the object that its frame brought. */
  receive(callback: (message: string | object, buffers: DataView[]) => void): void;
  close(): void;
};

/** What is unanswered when a line or a session is lost: sent, or not yet, or held back. */
export type Waiting = {
  /** The last event that was answered. */
  ack: number;
  pending: import("./outbox.js").PendingEvent[];
  held: EventData[];
};

/** What is said of a line that comes and goes. */
export type LineNotices = Record<
  "lost" | "ended" | "fresh",
  (waiting?: Waiting) => Problem
>;

/** A transport whose line to the server comes and goes. */
export type ReconnectingTransport = Transport & {
  /** None for a line that does not go. */
  notices?: LineNotices;
  /** Starts to connect. */
  watch(watcher: LineWatcher): void;
  /** Gives up the line, which has gone silent, for another one. */
  renew(): void;
};

export type LineWatcher = {
  /** There is a line; nothing was said on it yet. */
  opened(): void;
  /** There is none any more, and another one is looked for. May be told again. */
  lost(): void;
  /** The server has ended the session. */
  ended(): void;
};

/** What one line tells: that it is open, and then once that it is closed. */
export type LineEvents = {
  opened(): void;
  /** `isEnded`: the server said that the session is over. */
  closed(isEnded: boolean): void;
};

/** One line to the server, for one connection; `send` only while it is open. */
export type OpenLine = (events: LineEvents) => Transport;

/** What a view knows of its surroundings; lengths in CSS px. */
export type Environment = {
  width?: number;
  height?: number;
  dark?: boolean;
  /** Device pixels per CSS px. */
  density?: number;
  /** BCP 47. */
  locale?: string;
  url?: string;
};

export type Payload = Record<string, unknown>;

/** What happened: the node that listens, the DOM event's type, its details. */
export type EventData = { id: number; type: string; payload: Payload };

export type ClientMessage =
  | {
      kind: "hello";
      view: string;
      version: number;
      environment: Environment;
      token?: string;
      unused?: string;
      epoch?: number;
      seq?: number;
    }
  | {
      kind: "event";
      view: string;
      epoch: number;
      n: number;
      seq: number;
      data: EventData;
    }
  | { kind: "ack"; view: string; epoch: number; seq: number }
  | { kind: "resync"; view: string; epoch: number; seq: number }
  | { kind: "bye"; view: string }
  | (TransferMessage & { view: string });

/** What is about files on their way, in either direction. */
export type OfferMessage = {
  kind: "offer";
  transfer: string;
  files: { name: string; type: string; size: number }[];
};
export type TakenMessage = {
  kind: "taken";
  transfer: string;
  /** Everything before it has arrived. */
  offset: number;
  /** Go on from there, whatever was sent before. */
  again?: true;
  /** The most bytes of a piece. */
  piece?: number;
};
export type PieceMessage = { kind: "piece"; transfer: string; offset: number };
export type DropMessage = { kind: "drop"; transfer: string; title?: string };
export type TransferMessage = OfferMessage | TakenMessage | PieceMessage | DropMessage;

/** A message about a transfer; null: what was sent last may be lost. */
export type TransferAnswer = TransferMessage | null;

/** Node ids in document order as [first, count] pairs. */
export type Runs = [first: number, count: number][];

/**
 * HTML of siblings that are alike: each value comes after the next of the statics,
 * which are used in turns.
 */
export type Rows = { statics: string[]; dynamics: string[] };

/** A fragment of HTML, or its parts in order. */
export type Html = string | (string | Rows)[];

export type MountMessage = {
  kind: "mount";
  view: string;
  version: number;
  epoch: number;
  seq: number;
  runs?: Runs;
  html?: Html;
  css?: string[];
  /** The last event `n` of this view that was taken in. */
  ack: number;
  verdict: "new" | "same" | "resumed" | "refused";
  /** To come back to the session with. */
  token?: string;
};

/** The tree that a page shows from the start, as a mount would have made it. */
export type ShownTree = {
  epoch: number;
  seq: number;
  ack: number;
  runs: Runs;
  css: string[];
  /** It is what another page has left: a view of it, which behaviours have changed. */
  isPicture?: boolean;
};

export type PatchesMessage = {
  kind: "patches";
  view?: string;
  epoch: number;
  seq: number;
  /** By view: the last event `n` that was taken in. */
  ack?: Record<string, number>;
  data: Op[];
  css?: string[];
  /** The view works again after it failed. */
  recovered?: true;
};

export type EffectMessage = {
  kind: "effect";
  view?: string;
  effect: number;
  /** It belongs after the patches of that one. */
  seq: number;
  name: string;
  data: Record<string, unknown>;
};

/** What a host can do for an effect, by its name. */
export type Effects = Record<string, (data: Record<string, unknown>) => void>;

export type ErrorMessage = {
  kind: "error";
  view?: string;
  code: string;
  title: string;
  hint?: string;
  source: "view" | "handler" | "protocol";
  detail?: string;
  reference?: string;
};

/** What was printed in a row, or one thing displayed: inert HTML and its rules. */
export type OutputEntry = {
  stream: "stdout" | "stderr" | "display";
  text?: string;
  html?: string;
  css?: string[];
};

/** What the app's code printed and displayed since the last one; `whole`: all of it. */
export type OutputMessage = {
  kind: "output";
  view?: string;
  entries: OutputEntry[];
  /** So many characters are not kept any more. */
  dropped: number;
  whole?: true;
};

export type ServerMessage =
  | MountMessage
  | PatchesMessage
  | EffectMessage
  | ErrorMessage
  | OutputMessage
  | (TransferMessage & { view?: string });

export type UpdateOp = {
  op: "update";
  id: number;
  text?: string;
  attributes?: Record<string, string | null>;
  class?: string;
  events?: string;
  props?: Props;
};
export type InsertOp = {
  op: "insert";
  parent: number;
  before: number | null;
  first: number;
  html: Html;
};
export type RemoveOp = { op: "remove"; id: number };
export type MoveOp = { op: "move"; id: number; before: number | null };
export type ReplaceOp = { op: "replace"; id: number; first: number; html: Html };
export type Op = UpdateOp | InsertOp | RemoveOp | MoveOp | ReplaceOp;

/** What `data-tw-state` of the root element says. */
export type State = "connecting" | "ready" | "busy" | "offline" | "error";

/** One entry of the error panel. */
export type Problem = {
  source: ErrorMessage["source"] | "transport" | "client" | "session";
  code: string;
  title: string;
  hint?: string;
  detail?: string;
  reference?: string;
  /** Worth knowing, and no error. */
  isNotice?: boolean;
  /** Offers to reload the page. */
  canReload?: boolean;
};

/**
 * Whether the value of a field must not be written: the user changed it and the
 * session has not answered yet.
 */
export type IsHeld = (id: number) => boolean;

/**
 * How a view stands; `waiting`: so many of the user's actions are unanswered, 0 unless it
 * is busy or known to be offline.
 */
export type Status = { state: State; waiting: number; problems: Problem[] };

/** What a session needs of the place where it is shown. */
export type Applier = {
  /** `isSameTree`: the epoch is that of the tree shown, so its node ids are too. */
  mount(message: MountMessage, isHeld: IsHeld, isSameTree: boolean): void;
  /** Throws when an op cannot be applied. */
  patch(message: PatchesMessage, isHeld: IsHeld): void;
  effect(message: EffectMessage, buffers: DataView[]): void;
  output(message: OutputMessage): void;
  /** The token to come back with; null: there is no coming back. */
  keep(token: string | null): void;
  /** Called when something of it changed. */
  show(status: Status): void;
};

export type EmitOptions = {
  /** Hold it back while one of the same kind is unacknowledged; the last one counts. */
  isCoalesced?: boolean;
  /** Makes one payload of what is held back and what comes; else its newer fields win. */
  merge?: (held: Payload, payload: Payload) => Payload;
  buffers?: ArrayBufferView[];
};
export type Emit = (data: EventData, options?: EmitOptions) => void;

/**
 * Tells how an event of a node is to be reported; null: not at all. The element is that
 * of the node, if there is one.
 */
export type Admit = (
  data: EventData,
  options: EmitOptions,
  element: Element | undefined,
) => EmitOptions | null;

/**
 * What the user did before the client was there; `field` is what its target showed then,
 * as far as payloads are made of it.
 */
export type EarlyEvent = {
  event: Event;
  field: import("./events.js").FieldLike;
};

export type Props = Record<string, unknown>;

export type BehaviourContext = {
  /** The element's node id. */
  id: number;
  /** The view's files that are on their way. */
  transfers: import("./transfers.js").Transfers;
  /** Aborted when the element goes away. */
  signal: AbortSignal;
  /** Reports an event of the element; the node has to listen to that type. */
  emit: (type: string, payload?: Payload, options?: EmitOptions) => void;
  /** Reports an event of the view itself, such as `dismiss`. */
  emitOfView: (type: string, payload?: Payload) => void;
  /** Brings what another module of the client exports, such as a library. */
  module: (name: string) => Promise<unknown>;
  /** Where a notebook is around the app. */
  manager?: WidgetManager;
};

/** A widget of Lumino, which JupyterLab and Notebook are made of. */
export type LuminoWidget = {
  processMessage(message: unknown): void;
  dispose(): void;
  constructor: {
    attach(widget: LuminoWidget, box: HTMLElement): void;
    ResizeMessage: { UnknownSize: unknown };
  };
};

/** Shows data of one mime type. */
export type Renderer = LuminoWidget & { renderModel(model: unknown): Promise<void> };

/** The page's renderers by mime type. */
export type RenderMime = {
  preferredMimeType(data: object, safe: "any"): string | undefined;
  createModel(options: { data: object; trusted: boolean }): unknown;
  createRenderer(mime: string): Renderer;
};

/** The part of Jupyter's widget manager that shows other widgets, and more. */
export type WidgetManager = {
  get_model(id: string): Promise<unknown>;
  create_view(model: unknown): Promise<{ luminoWidget: LuminoWidget; remove(): void }>;
  /** Not every front end lets widgets have it. */
  rendermime?: RenderMime;
};

/** Gives an element what HTML lacks. */
export type Behaviour<P = Props> = {
  connect(element: Element, props: P, context: BehaviourContext): void;
  update?(element: Element, props: P): void;
};

/** Brings the module of a behaviour by its name; the hash names its content. */
export type LoadModule = (
  name: string,
  hash: string,
) => Promise<{ default: Behaviour }>;

/** What the patcher tells about elements of the tree. */
export type TreeHooks = {
  /** A node has become part of the tree, or listens to other events. */
  listens(types: string): void;
  /** An element with a behaviour has come. */
  connects(element: Element): void;
  props(element: Element, props: Props): void;
  /** Any element has left the tree. */
  leaves(element: Element): void;
};

/** The part of anywidget's model that carries messages. */
export type WidgetModel = {
  send(content: unknown, callbacks?: unknown, buffers?: ArrayBufferView[]): void;
  on(
    name: "msg:custom",
    callback: (content: unknown, buffers: DataView[]) => void,
  ): void;
  off(
    name: "msg:custom",
    callback: (content: unknown, buffers: DataView[]) => void,
  ): void;
  widget_manager?: WidgetManager;
};

export type ShowOptions = {
  transport: Transport;
  load: LoadModule;
  manager?: WidgetManager;
  /** Gets an open shadow root, unless it has one. */
  element: HTMLElement;
  signal?: AbortSignal;
  /** The view's id; made up when absent. */
  view?: string;
  /** Called once: the tree is there, or cannot be. */
  shown?: () => void;
};

/** What the root element carries for tests and for pages around it. */
export type RootHandle = {
  /**
   * Every behaviour there, every event answered, every op applied. Rejected when the
   * view closes.
   */
  idle(): Promise<void>;
  session: import("./session.js").ClientSession;
  /** The node id of an element; undefined: it is none of the tree. */
  idOf(element: Element): number | undefined;
};

declare global {
  interface Window {
    /** Of `early.js`; null from when the client has taken over. */
    tempestwebEarly?: { events: EarlyEvent[]; stop(): void } | null;
  }
  interface HTMLElement {
    tempestweb?: RootHandle;
  }
}
