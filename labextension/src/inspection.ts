/** What a kernel tells of an app to who asks; see `tempestweb/inspection.py`. */

import type { ShownApp } from "./apps.ts";

export type Entry = { name: string; text: string; entries: Entry[] };

export type ShownWidget = {
  id: number;
  type: string;
  key: string | null;
  props: [name: string, text: string][];
  children: ShownWidget[];
};

export type Inspection = {
  widgets: ShownWidget[];
  left_out: number;
  state: Entry;
};

/** One message between a page and its session. */
export type LoggedMessage = {
  /** When, as `Date.now` counts. */
  time: number;
  isSent: boolean;
  kind: string;
  /** What it is about, in a word or two. */
  about: string;
  /** Characters of JSON, and bytes of what comes beside it. */
  size: number;
};

/** What follows a change within so many ms is asked for together. */
const PAUSE = 150;

/** An answer that takes so many ms may be lost; the next one is waited for longer. */
const PATIENCE = 10_000;

/** After these, the kernel may show something else. */
const CHANGING = new Set(["mount", "patches"]);

/** What is said for the inspector itself. */
const OWN = new Set(["inspect", "inspection"]);

/** Listens to an app, and asks for what it shows after each change. */
export class Inspector {
  readonly #app;
  readonly #told;
  readonly #logged;
  readonly #send;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isAsked = false;
  #isStale = false;
  #patience = PATIENCE;

  /**
   * @param told called with what the kernel tells
   * @param logged called with each message
   */
  constructor(
    app: ShownApp,
    told: (inspection: Inspection) => void,
    logged: (message: LoggedMessage) => void,
  ) {
    this.#app = app;
    this.#told = told;
    this.#logged = logged;
    const { model } = app;
    const send = model.send;
    this.#send = send;
    model.send = (content, callbacks, buffers) => {
      const size = (buffers ?? []).reduce((sum, part) => sum + part.byteLength, 0);
      this.#log(content, true, size);
      send.call(model, content, callbacks, buffers);
    };
    model.on("msg:custom", this.#receive);
    this.#ask();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#app.model.send = this.#send;
    this.#app.model.off("msg:custom", this.#receive);
  }

  readonly #receive = (content: unknown, buffers: ArrayBufferView[] = []) => {
    const size = buffers.reduce((sum, part) => sum + part.byteLength, 0);
    const message = this.#log(content, false, size);
    if (message?.kind === "inspection") {
      clearTimeout(this.#timer);
      this.#isAsked = false;
      this.#patience = PATIENCE;
      this.#told(message as unknown as Inspection);
      if (this.#isStale) this.#askSoon();
    } else if (CHANGING.has(String(message?.kind))) {
      this.#askSoon();
    }
  };

  #askSoon(): void {
    this.#isStale = true;
    if (this.#isAsked) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), PAUSE);
  }

  #ask(): void {
    this.#isAsked = true;
    this.#isStale = false;
    this.#send.call(this.#app.model, '{"kind":"inspect"}');
    // A kernel that runs a cell for an hour is not asked again and again.
    this.#timer = setTimeout(() => this.#ask(), this.#patience);
    this.#patience *= 2;
  }

  #log(
    content: unknown,
    isSent: boolean,
    bytes: number,
  ): Record<string, unknown> | undefined {
    if (typeof content !== "string") return undefined;
    const message = JSON.parse(content);
    const { kind } = message;
    if (!OWN.has(kind)) {
      const size = content.length + bytes;
      const about = aboutOf(message);
      this.#logged({ time: Date.now(), isSent, kind, about, size });
    }
    return message;
  }
}

/** Says what a message is about. */
// biome-ignore lint/suspicious/noExplicitAny: any message.
function aboutOf({ kind, seq, n, data, title, name }: any): string {
  switch (kind) {
    case "event":
      return `#${n} ${data.type} → ${data.id}`;
    case "patches": {
      const names: string[] = data.map(({ op }: { op: string }) => op);
      return `#${seq} ${[...new Set(names)].join(", ")} (${names.length})`;
    }
    case "error":
      return String(title);
    case "effect":
    case "module":
      return String(name);
    default:
      return seq === undefined ? "" : `#${seq}`;
  }
}
