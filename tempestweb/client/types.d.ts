/** Messages, ops and the seams of the client. `docs/protocol.md` is the full text. */

/** Moves messages; never looks inside one. */
export type Transport = {
  /** Throws when nobody is there any more. May call the receiver before it returns. */
  send(message: string, buffers?: ArrayBufferView[]): void;
  receive(callback: (message: string, buffers: DataView[]) => void): void;
  close(): void;
};

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
  | { kind: "bye"; view: string };

/** Node ids in document order as [first, count] pairs. */
export type Runs = [first: number, count: number][];

export type MountMessage = {
  kind: "mount";
  view: string;
  version: number;
  epoch: number;
  seq: number;
  runs: Runs;
  html: string;
  css?: string[];
  /** The last event `n` of this view that was taken in. */
  ack: number;
  verdict: "new" | "same" | "resumed" | "refused";
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
  name: string;
  data: unknown;
};

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

export type ServerMessage =
  | MountMessage
  | PatchesMessage
  | EffectMessage
  | ErrorMessage;

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
  html: string;
};
export type RemoveOp = { op: "remove"; id: number };
export type MoveOp = { op: "move"; id: number; before: number | null };
export type ReplaceOp = { op: "replace"; id: number; first: number; html: string };
export type Op = UpdateOp | InsertOp | RemoveOp | MoveOp | ReplaceOp;

/** What `data-tw-state` of the root element says. */
export type State = "connecting" | "ready" | "busy" | "offline" | "error";

/** One entry of the error panel. */
export type Problem = {
  source: ErrorMessage["source"] | "transport" | "client";
  code: string;
  title: string;
  hint?: string;
  detail?: string;
  reference?: string;
};

/**
 * Whether the value of a field must not be written: the user changed it and the
 * session has not answered yet.
 */
export type IsHeld = (id: number) => boolean;

/** What a session needs of the place where it is shown. */
export type Applier = {
  /** `isSameTree`: the epoch is that of the tree shown, so its node ids are too. */
  mount(message: MountMessage, isHeld: IsHeld, isSameTree: boolean): void;
  /** Throws when an op cannot be applied. */
  patch(message: PatchesMessage, isHeld: IsHeld): void;
  effect(message: EffectMessage, buffers: DataView[]): void;
  /** Called when something of it changed. */
  show(status: { state: State; problems: Problem[] }): void;
};

export type EmitOptions = {
  /** Hold it back while one of the same kind is unacknowledged; the last one counts. */
  isCoalesced?: boolean;
  buffers?: ArrayBufferView[];
};
export type Emit = (data: EventData, options?: EmitOptions) => void;

export type Props = Record<string, unknown>;

export type BehaviourContext = {
  /** Aborted when the element goes away. */
  signal: AbortSignal;
  /** Reports an event of the element; the node has to listen to that type. */
  emit: (type: string, payload?: Payload, options?: EmitOptions) => void;
};

/** Gives an element what HTML lacks. */
export type Behaviour<P = Props> = {
  connect(element: Element, props: P, context: BehaviourContext): void;
  update?(element: Element, props: P): void;
};

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
};

export type ShowOptions = {
  transport: Transport;
  /** Gets an open shadow root, unless it has one. */
  element: HTMLElement;
  signal?: AbortSignal;
  /** The view's id; made up when absent. */
  view?: string;
};

/** What the root element carries for tests and for pages around it. */
export type RootHandle = {
  /** Every event answered, every op applied. Rejected when the view closes. */
  idle(): Promise<void>;
  session: import("./session.js").ClientSession;
};

declare global {
  interface HTMLElement {
    tempestweb?: RootHandle;
  }
}
