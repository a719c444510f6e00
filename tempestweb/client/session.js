/**
 * @import {
 *   Applier, ClientMessage, EffectMessage, EmitOptions, Environment, ErrorMessage,
 *   EventData, MountMessage, PatchesMessage, Problem, ServerMessage, State, Transport
 * } from "./types.js"
 */

import { Outbox } from "./outbox.js";
import { Problems } from "./problems.js";

/** The protocol version this client speaks. */
export const VERSION = 1;

/** An event unanswered for longer than this, in ms, makes the view busy. */
const BUSY_AFTER = 150;

/** So many patches without an event in between are acknowledged. */
const ACK_EVERY = 32;

/**
 * The client's side of the protocol for one view: messages in, messages and calls of
 * the applier out. Knows neither the DOM nor which transport it talks over.
 *
 * `docs/protocol.md`, "Rules for the client", is what it keeps to.
 */
export class ClientSession {
  #view;
  #transport;
  #applier;
  #environment;

  /** @type {number | null} Of the tree that is shown; null before the first mount. */
  #epoch = null;
  #seq = 0;
  #outbox = new Outbox();
  /** @type {number | null} The last `n` before the resync in flight; null: none is. */
  #resyncedAt = null;
  /** A hello is not answered yet. */
  #isGreeting = false;
  /** Patches applied since the session last heard from this view. */
  #unreported = 0;
  #lastEffect = 0;
  #isOffline = false;
  #isClosed = false;
  #isRefused = false;
  #isBusy = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #busyTimer;
  #problems = new Problems();
  /** @type {{ resolve: () => void, reject: (reason: Error) => void }[]} */
  #waiting = [];
  /** @type {State | null} What the applier was told last. */
  #shownState = null;

  /**
   * What to do with a message, by kind.
   *
   * @type {{
   *   [K in ServerMessage["kind"]]:
   *     (message: Extract<ServerMessage, { kind: K }>, buffers: DataView[]) => void
   * }}
   */
  #kinds = {
    mount: (message) => this.#mount(message),
    patches: (message) => this.#patches(message),
    effect: (message, buffers) => this.#effect(message, buffers),
    error: (message) => this.#error(message),
  };

  /**
   * @param {{
   *   view: string, transport: Transport, applier: Applier, environment?: Environment
   * }} parts
   */
  constructor({ view, transport, applier, environment = {} }) {
    this.#view = view;
    this.#transport = transport;
    this.#applier = applier;
    this.#environment = environment;
  }

  /** The view's id. */
  get view() {
    return this.#view;
  }

  /** What `data-tw-state` says.  @returns {State} */
  get state() {
    if (this.#isOffline) return "offline";
    if (this.#isRefused || this.#problems.has("view") || this.#problems.has("client")) {
      return "error";
    }
    if (this.#epoch === null) return "connecting";
    return this.#isBusy ? "busy" : "ready";
  }

  /** Starts to listen and introduces the view; the answer is a mount. */
  open() {
    this.#transport.receive((text, buffers) => this.receive(text, buffers));
    this.connect();
  }

  /**
   * Introduces the view, once more after the transport was lost: events that the
   * session has not taken in go out again after the mount.
   *
   * @param {string} [token] to resume
   */
  connect(token) {
    this.#isGreeting = true;
    const resume =
      token && this.#epoch !== null
        ? { token, epoch: this.#epoch, seq: this.#seq }
        : undefined;
    this.#send({
      kind: "hello",
      view: this.#view,
      version: VERSION,
      environment: this.#environment,
      ...resume,
    });
    this.#settle();
  }

  /** Says goodbye and stops. */
  close() {
    if (this.#isClosed) return;
    this.#send({ kind: "bye", view: this.#view });
    this.#isClosed = true;
    clearTimeout(this.#busyTimer);
    this.#transport.close();
    this.#rejectWaiting("the view was closed");
  }

  /**
   * Waits until the tree is shown, each event is answered and each op is applied.
   *
   * @returns {Promise<void>} rejected when that cannot happen any more
   */
  idle() {
    if (this.#isClosed) return Promise.reject(new Error("the view was closed"));
    if (this.#isRefused) return Promise.reject(new Error("the view was refused"));
    if (this.#isIdle()) return Promise.resolve();
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  /**
   * Reports an event; it is kept until the session has taken it in.
   *
   * @param {EventData} data
   * @param {EmitOptions} [options]
   */
  emit(data, options = {}) {
    if (this.#isClosed) return;
    this.#outbox.add(data, this.#epoch, options);
    this.#flush();
    this.#settle();
  }

  /**
   * Takes a problem off the panel.
   *
   * @param {Problem["source"]} source
   */
  dismiss(source) {
    this.#problems.drop(source);
    this.#settle();
  }

  /**
   * Takes in one message; one that makes no sense is refused and changes nothing.
   *
   * @param {string} text
   * @param {DataView[]} [buffers]
   */
  receive(text, buffers = []) {
    if (this.#isClosed) return;
    /** @type {any} */
    let message;
    try {
      message = JSON.parse(text);
    } catch (error) {
      console.warn("tempestweb: client.message.malformed", error);
      return;
    }
    // The answer to a bootstrap on the same comm, if one still waits for the runtime.
    if (message?.kind === "runtime") return;
    if (!message || !Object.hasOwn(this.#kinds, message.kind)) {
      console.warn(`tempestweb: client.message.kind: ${message?.kind}`);
      return;
    }
    if (message.view !== undefined && message.view !== this.#view) return;
    const take = this.#kinds[/** @type {ServerMessage["kind"]} */ (message.kind)];
    take(/** @type {never} */ (message), buffers);
    this.#settle();
  }

  /** @param {MountMessage} message */
  #mount(message) {
    if (message.verdict === "refused") {
      this.#isRefused = true;
      this.#rejectWaiting("the view was refused");
      return;
    }
    if (message.version !== VERSION) {
      this.#fail(`the server speaks version ${message.version}, the page ${VERSION}`);
      return;
    }
    const isSameTree = message.epoch === this.#epoch;
    // A late copy of a mount from before the patches that are already applied.
    if (isSameTree && message.seq < this.#seq) return;
    this.#acknowledge(message.ack);
    if (!isSameTree) {
      this.#outbox.leaveTree(message.epoch);
      this.#lastEffect = 0;
    }
    if (this.#isGreeting) this.#outbox.rewind(message.epoch);
    this.#epoch = message.epoch;
    try {
      this.#applier.mount(message, this.#isHeld, isSameTree);
    } catch (error) {
      // Not asked for again: the same mount would fail again.
      console.warn("tempestweb: client.mount", error);
      this.#epoch = null;
      this.#fail(String(error));
      return;
    }
    this.#seq = message.seq;
    this.#unreported = 0;
    this.#resyncedAt = null;
    this.#isGreeting = false;
    this.#isRefused = false;
    this.#problems.drop("client");
    this.#problems.drop("view");
    this.#outbox.release(message.epoch);
    this.#flush();
  }

  /** @param {PatchesMessage} message */
  #patches(message) {
    if (this.#epoch === null || message.epoch < this.#epoch) return;
    const acknowledged = message.ack?.[this.#view] ?? 0;
    if (this.#resyncedAt !== null) {
      // An event from after the resync was taken in, so its mount came and was lost.
      if (acknowledged > this.#resyncedAt) this.#resync();
      return;
    }
    if (message.epoch > this.#epoch || message.seq > this.#seq + 1) {
      this.#resync();
      return;
    }
    if (message.seq <= this.#seq) return;
    this.#acknowledge(acknowledged);
    try {
      this.#applier.patch(message, this.#isHeld);
    } catch (error) {
      console.warn("tempestweb: client.op", error);
      this.#resync();
      return;
    }
    this.#seq = message.seq;
    this.#problems.mend(message.recovered === true, acknowledged);
    this.#outbox.release(message.epoch);
    this.#flush();
    if (++this.#unreported >= ACK_EVERY) this.#report("ack");
  }

  /**
   * @param {EffectMessage} message
   * @param {DataView[]} buffers
   */
  #effect(message, buffers) {
    if (message.effect <= this.#lastEffect) return;
    this.#lastEffect = message.effect;
    this.#applier.effect(message, buffers);
  }

  /** @param {ErrorMessage} message */
  #error({ source, code, title, hint, detail, reference }) {
    this.#raise({ source, code, title, hint, detail, reference });
  }

  /** @param {number} n */
  #acknowledge(n) {
    this.#outbox.acknowledge(n);
    const { oldest } = this.#outbox;
    this.#isBusy &&= oldest !== undefined && Date.now() - oldest.at >= BUSY_AFTER;
  }

  /** @param {number} id */
  #isHeld = (id) => this.#outbox.hasChangeOf(id, this.#epoch);

  /** Sends what is queued, in order; from the first that fails on it stays queued. */
  #flush() {
    if (this.#epoch === null || this.#isGreeting) return;
    for (const event of this.#outbox.unsent()) {
      // A transport may answer before it returns, and that may have sent this one.
      if (event.isSent) continue;
      event.isSent = true;
      event.epoch ??= this.#epoch;
      const { n, epoch, data, buffers } = event;
      const view = this.#view;
      const message = { kind: /** @type {const} */ ("event"), view, epoch, n };
      this.#unreported = 0;
      if (!this.#send({ ...message, seq: this.#seq, data }, buffers)) {
        event.isSent = false;
        return;
      }
    }
  }

  #resync() {
    this.#resyncedAt = this.#outbox.last;
    this.#report("resync");
  }

  /** @param {"ack" | "resync"} kind */
  #report(kind) {
    this.#unreported = 0;
    const epoch = this.#epoch ?? 0;
    this.#send({ kind, view: this.#view, epoch, seq: this.#seq });
  }

  /**
   * @param {ClientMessage} message
   * @param {ArrayBufferView[]} [buffers]
   * @returns {boolean} whether the transport took it
   */
  #send(message, buffers) {
    try {
      this.#transport.send(JSON.stringify(message), buffers);
    } catch (error) {
      if (!this.#isOffline) console.warn("tempestweb: client.transport", error);
      this.#isOffline = true;
      this.#raise({
        source: "transport",
        code: "client.transport",
        title: "Not connected. Run the cell again to reconnect.",
      });
      return false;
    }
    this.#isOffline = false;
    this.#problems.drop("transport");
    return true;
  }

  /** @param {Problem} problem */
  #raise(problem) {
    this.#problems.raise(problem, this.#outbox.last);
  }

  /** @param {string} reason */
  #fail(reason) {
    this.#raise({
      source: "client",
      code: "client.mount",
      title: "The page cannot show this app.",
      hint: "Reload the page; in a notebook, restart the kernel first.",
      detail: reason,
    });
    this.#rejectWaiting(reason);
  }

  #isIdle() {
    return (
      this.#epoch !== null &&
      !this.#isGreeting &&
      this.#outbox.isEmpty &&
      this.#resyncedAt === null
    );
  }

  /** Tells whoever waits, and the applier, what has become of it. */
  #settle() {
    if (this.#isClosed) return;
    this.#watchOldest();
    const state = this.state;
    if (this.#problems.takeChange() || state !== this.#shownState) {
      this.#shownState = state;
      this.#applier.show({ state, problems: this.#problems.list });
    }
    if (this.#isIdle()) {
      for (const { resolve } of this.#waiting.splice(0)) resolve();
    }
  }

  /** Keeps one timer on the oldest pending event. */
  #watchOldest() {
    clearTimeout(this.#busyTimer);
    const { oldest } = this.#outbox;
    if (!oldest || this.#isBusy) return;
    const due = Math.max(0, oldest.at + BUSY_AFTER - Date.now());
    this.#busyTimer = setTimeout(() => {
      this.#isBusy = true;
      this.#settle();
    }, due);
  }

  /** @param {string} reason */
  #rejectWaiting(reason) {
    for (const { reject } of this.#waiting.splice(0)) reject(new Error(reason));
  }
}
