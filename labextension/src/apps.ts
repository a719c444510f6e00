/** The apps that this page shows now, in notebooks and in panels. */

/** What the client tells with `tempestweb:shown`. */
type Shown = CustomEvent<{
  signal: AbortSignal;
  /** Carries the app's messages; absent where the client could not start. */
  model?: MessageModel;
}>;

/** What carries an app's messages, JSON strings, and what is said beside them. */
export type MessageModel = {
  send(content: unknown, callbacks?: unknown, buffers?: ArrayBufferView[]): void;
  on(name: "msg:custom", callback: (content: unknown) => void): void;
  off(name: "msg:custom", callback: (content: unknown) => void): void;
};

/** One view of an app. */
export type ShownApp = {
  /** Where it is: an element of the page, with the app in its shadow root. */
  element: HTMLElement;
  root: HTMLElement;
  model: MessageModel;
};

export type Summary = { apps: number; busy: number; queued: number };

/** Follows which apps there are, and how they are. */
export class Apps {
  readonly #apps = new Set<ShownApp>();
  readonly #changed = new Set<() => void>();
  readonly #observer = new MutationObserver(() => this.#tell());

  constructor() {
    // Outputs keep the event from those around them: it is heard on its way down.
    document.addEventListener(
      "tempestweb:shown",
      (event) => this.#add(event as Shown),
      {
        capture: true,
      },
    );
  }

  get list(): readonly ShownApp[] {
    return [...this.#apps];
  }

  get summary(): Summary {
    const roots = this.list.map(({ root }) => root.dataset);
    return {
      apps: roots.length,
      busy: roots.filter(({ twState }) => twState === "busy").length,
      queued: roots.reduce((sum, { twWaiting = "0" }) => sum + Number(twWaiting), 0),
    };
  }

  /** Has a function called whenever apps come, go or are in another state. */
  follow(call: () => void): () => void {
    this.#changed.add(call);
    return () => this.#changed.delete(call);
  }

  #add({ detail, target }: Shown): void {
    const element = target as HTMLElement;
    const root = element.shadowRoot?.querySelector<HTMLElement>(".tempestweb");
    const { model, signal } = detail;
    if (!root || !model || signal.aborted) return;
    const shown = { element, root, model };
    this.#apps.add(shown);
    this.#observer.observe(root, {
      attributeFilter: ["data-tw-state", "data-tw-waiting"],
    });
    signal.addEventListener("abort", () => {
      this.#apps.delete(shown);
      this.#tell();
    });
    this.#tell();
  }

  #tell(): void {
    for (const call of this.#changed) call();
  }
}
