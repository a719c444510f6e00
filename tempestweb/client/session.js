/**
 * @import {
 *   Applier, ClientMessage, EffectMessage, EmitOptions, Environment, ErrorMessage,
 *   EventData, LineNotices, MountMessage, PatchesMessage, Problem, ReconnectingTransport,
 *   ServerMessage, ShownTree, State, TransferMessage, Transport, Waiting
 * } from "./types.js"
 */

import { changesOf } from "./environment.js";
import { NOT_CONNECTED, unshowable } from "./notices.js";
import { Outbox, VIEW_NODE } from "./outbox.js";
import { Problems } from "./problems.js";
import { Transfers } from "./transfers.js";
import { Vigil } from "./vigil.js";
import { Waiters } from "./waiters.js";

/** The protocol version this client speaks. */
export const VERSION = 1;

/** What is answered on a comm of Jupyter beside the session. */
const ASIDES = /^(file|inspection|module|runtime|snapshot)$/;

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
  /** @type {Transport & Partial<ReconnectingTransport>} */
  #transport;
  #applier;
  #surroundings;
  /** @type {Environment} What the session was told of the surroundings. */
  #told = {};
  /** @type {string | undefined} */
  #token;
  #unused;

  /** @type {number | null} Of the tree that is shown; null before the first mount. */
  #epoch = null;
  #seq = 0;
  #outbox = new Outbox();
  /** @type {number | null} The last `n` before the resync in flight; null: none is. */
  #resyncedAt = null;
  /** @type {"none" | "greeting" | "up"} Greeting: the hello is not answered yet. */
  #line = "none";
  /** Patches applied since the session last heard from this view. */
  #unreported = 0;
  #lastEffect = 0;
  /** The line was lost, and the session did not answer on another one yet. */
  #isLost = false;
  /** That was said. */
  #isSigned = false;
  /** The transport refused what was sent last. */
  #isOffline = false;
  #isClosed = false;
  /** @type {string | null} Why nothing more will come; null: it may. */
  #end = null;
  #problems = new Problems();
  #waiters = new Waiters();
  /** @type {State | null} What the applier was told last. */
  #shownState = null;
  #shownWaiting = 0;
  /** The tree is shown as an earlier page left it: the session is to send its own. */
  #isPicture = false;

  #vigil = new Vigil({
    busy: () => this.#settle(),
    lost: () => {
      this.#isSigned = true;
      this.#announce("lost");
      this.#settle();
    },
    silent: () => this.#insist(),
  });

  /** @type {(message: TransferMessage, buffers: DataView[]) => void} */
  #takeTransfer = (message, buffers) => this.transfers.take(message, buffers);

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
    output: (message) => this.#applier.output(message),
    offer: this.#takeTransfer,
    taken: this.#takeTransfer,
    piece: this.#takeTransfer,
    drop: this.#takeTransfer,
  };

  /** The files on their way. */
  transfers = new Transfers(
    (message, buffers) => {
      // On another line it is said again.
      if (this.#line === "up") this.#send({ ...message, view: this.#view }, buffers);
    },
    () => this.#settle(),
  );

  /**
   * @param {{
   *   view: string, transport: Transport | ReconnectingTransport, applier: Applier,
   *   surroundings?: () => Environment, token?: string, unused?: string,
   *   shown?: ShownTree
   * }} parts `token`: of a session to come back to; `shown`: its tree, if the view
   *   shows it already; `unused`: the token of a session that the page does not want.
   */
  constructor({
    view,
    transport,
    applier,
    surroundings = () => ({}),
    token,
    unused,
    shown,
  }) {
    this.#view = view;
    this.#unused = unused;
    this.#transport = transport;
    this.#applier = applier;
    this.#surroundings = surroundings;
    this.#token = token;
    if (shown) {
      this.#epoch = shown.epoch;
      this.#seq = shown.seq;
      this.#outbox.restart(shown.ack);
      this.#isPicture = shown.isPicture === true;
    }
  }

  /** The view's id. */
  get view() {
    return this.#view;
  }

  /** What another page needs to show the same tree, and to report what waits here. */
  get left() {
    return { epoch: this.#epoch, seq: this.#seq, ...this.#outbox.waiting };
  }

  /** What `data-tw-state` says.  @returns {State} */
  get state() {
    if (this.#end !== null) return "error";
    if (this.#isOffline || this.#isLost) return "offline";
    if (this.#problems.has("view") || this.#problems.has("client")) return "error";
    if (this.#epoch === null || this.#line !== "up") return "connecting";
    return Vigil.isBusy(this.#outbox.oldest) ? "busy" : "ready";
  }

  /** Starts to listen and introduces the view, as soon as there is a line. */
  open() {
    this.#transport.receive((message, buffers) => this.receive(message, buffers));
    if (!this.#transport.watch) {
      this.connect();
      return;
    }
    this.#transport.watch({
      opened: () => this.connect(),
      lost: () => this.disconnect(),
      ended: () => this.end(),
    });
    this.#settle();
  }

  /**
   * Introduces the view, once more after the line was lost: the answer is a mount, and
   * events that the session has not taken in go out again after it.
   */
  connect() {
    this.#line = "greeting";
    this.#resyncedAt = null;
    this.#told = this.#surroundings();
    const epoch = this.#epoch;
    this.#send({
      kind: "hello",
      view: this.#view,
      version: VERSION,
      environment: this.#told,
      ...(this.#token !== undefined && { token: this.#token }),
      ...(this.#unused !== undefined && { unused: this.#unused }),
      ...(epoch !== null && !this.#isPicture && { epoch, seq: this.#seq }),
    });
    this.#settle();
  }

  /** Notes that there is no line any more: events are kept, what is shown stays. */
  disconnect() {
    if (this.#isClosed) return;
    if (this.#end !== null) {
      this.#transport.close();
      return;
    }
    this.#line = "none";
    this.#resyncedAt = null;
    this.#isLost = true;
    this.#settle();
  }

  /** Notes that the server has ended the session. */
  end() {
    if (this.#end !== null) return;
    this.#finish("the session is over");
    this.#applier.keep(null);
    this.#announce("ended");
    this.#settle();
  }

  /** Says goodbye and stops. */
  close() {
    if (this.#isClosed) return;
    this.#send({ kind: "bye", view: this.#view });
    this.#finish("the view was closed");
    this.#isClosed = true;
    this.#transport.close();
  }

  /**
   * Waits until the tree is shown, each event is answered and each op is applied.
   *
   * @returns {Promise<void>} rejected when that cannot happen any more
   */
  idle() {
    if (this.#end !== null) return Promise.reject(new Error(this.#end));
    return this.#isIdle() ? Promise.resolve() : this.#waiters.wait();
  }

  /**
   * Reports an event; it is kept until the session has taken it in.
   *
   * @param {EventData} data
   * @param {EmitOptions} [options]
   */
  emit(data, options = {}) {
    if (this.#end !== null) return;
    this.#outbox.add(data, this.#epoch, options);
    this.#flush();
    this.#settle();
  }

  /** Reports what has changed in the surroundings since they were told last. */
  report() {
    // The next hello tells it all.
    if (this.#line === "none") return;
    const now = this.#surroundings();
    const payload = changesOf(this.#told, now);
    this.#told = { ...this.#told, ...now };
    if (!payload) return;
    this.emit({ id: VIEW_NODE, type: "environment", payload }, { isCoalesced: true });
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
   * @param {string | object} received JSON, or what it stands for
   * @param {DataView[]} [buffers]
   */
  receive(received, buffers = []) {
    if (this.#isClosed) return;
    /** @type {any} */
    let message = received;
    try {
      if (typeof received === "string") message = JSON.parse(received);
    } catch (error) {
      console.warn("tempestweb: client.message.malformed", error);
      return;
    }
    // For others on the same comm, such as who asked for a module.
    if (ASIDES.test(message?.kind)) return;
    if (!message || !Object.hasOwn(this.#kinds, message.kind)) {
      console.warn(`tempestweb: client.message.kind: ${message?.kind}`);
      return;
    }
    this.#vigil.hear();
    if (message.view !== undefined && message.view !== this.#view) return;
    // All that comes after the end is why.
    if (this.#end !== null && message.kind !== "error") return;
    const take = this.#kinds[/** @type {ServerMessage["kind"]} */ (message.kind)];
    take(/** @type {never} */ (message), buffers);
    this.#settle();
  }

  /** @param {MountMessage} message */
  #mount(message) {
    const { ack, epoch, seq, token, verdict } = message;
    if (verdict === "refused") {
      this.#finish("the view was refused");
      this.#applier.keep(null);
      return;
    }
    if (message.version !== VERSION) {
      const reason = `the server speaks version ${message.version}, the page ${VERSION}`;
      this.#finish(reason);
      this.#raise(unshowable(reason));
      return;
    }
    const isAnswer = this.#line === "greeting";
    const isSameTree = epoch === this.#epoch;
    // A late copy: of a mount from before the patches that are already applied, or of
    // an answer that was taken.
    if (isSameTree && seq < this.#seq) return;
    if (verdict === "resumed" && !(isAnswer && isSameTree)) return;
    const wasShown = this.#epoch !== null;
    const isNew = isAnswer && verdict === "new";
    if (token !== undefined) {
      this.#token = token;
      this.#applier.keep(token);
    }
    if (isNew) this.#lastEffect = 0;
    const { waiting } = this.#outbox;
    if (isNew || (isAnswer && this.#outbox.isForgotten(ack))) this.#outbox.restart(ack);
    this.#outbox.acknowledge(ack);
    if (!isSameTree) this.#outbox.leaveTree(epoch);
    // A mount that nobody asked for answers an event that left a gap behind.
    if (isAnswer || (isSameTree && this.#resyncedAt === null)) this.#outbox.rewind();
    this.#line = "up";
    this.#unused = undefined;
    this.#isLost = this.#isSigned = false;
    this.#problems.drop("transport");
    if (verdict !== "resumed") {
      if (!this.#show(message, isSameTree)) return;
      if (isNew && wasShown) this.#announce("fresh", waiting);
    }
    this.#outbox.release(epoch);
    this.#flush();
    if (isAnswer) this.transfers.renew();
  }

  /**
   * Lets the applier show a whole tree.
   *
   * @param {MountMessage} message
   * @param {boolean} isSameTree
   * @returns {boolean} whether it could
   */
  #show(message, isSameTree) {
    this.#epoch = message.epoch;
    this.#seq = message.seq;
    this.#unreported = 0;
    this.#resyncedAt = null;
    this.#isPicture = false;
    try {
      this.#applier.mount(message, this.#isHeld, isSameTree);
    } catch (error) {
      // Not asked for again: the same mount would fail again.
      console.warn("tempestweb: client.mount", error);
      this.#epoch = null;
      this.#raise(unshowable(String(error)));
      this.#waiters.reject(String(error));
      return false;
    }
    this.#problems.drop("client");
    this.#problems.drop("view");
    return true;
  }

  /** @param {PatchesMessage} message */
  #patches(message) {
    // The answer to a hello brings all that is missing.
    if (this.#epoch === null || this.#line !== "up") return;
    if (message.epoch < this.#epoch) return;
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
    this.#outbox.acknowledge(acknowledged);
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
    if (++this.#unreported >= ACK_EVERY) this.#tell("ack");
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
    if (this.#end !== null) this.#transport.close();
  }

  /** @param {number} id */
  #isHeld = (id) => this.#outbox.hasChangeOf(id, this.#epoch);

  /** Sends what is queued, in order; from the first that fails on it stays queued. */
  #flush() {
    if (this.#epoch === null || this.#line !== "up") return;
    for (const event of this.#outbox.unsent()) {
      // A transport may answer before it returns, and that may have sent this one.
      if (event.isSent) continue;
      this.#outbox.send(event);
      const { n, data, buffers } = event;
      // What is for the view itself is for every tree of it.
      if (data.id !== VIEW_NODE) event.epoch ??= this.#epoch;
      const epoch = event.epoch ?? this.#epoch;
      const view = this.#view;
      this.#unreported = 0;
      const message = { kind: /** @type {const} */ ("event"), view, epoch, n };
      if (!this.#send({ ...message, seq: this.#seq, data }, buffers)) {
        event.isSent = false;
        return;
      }
    }
  }

  /** Does what can be done about a line that is up and brings no answer. */
  #insist() {
    if (this.#transport.renew) {
      this.#transport.renew();
      return;
    }
    // A kernel that fails at a message loses it; one that is busy sees it was sent again.
    this.#outbox.rewind();
    this.#flush();
    this.transfers.renew();
    this.#settle();
  }

  #resync() {
    this.#resyncedAt = this.#outbox.last;
    this.#tell("resync");
  }

  /** @param {"ack" | "resync"} kind */
  #tell(kind) {
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
      this.#raise(NOT_CONNECTED);
      return false;
    }
    if (this.#isOffline) this.#problems.drop("transport");
    this.#isOffline = false;
    return true;
  }

  /**
   * Tells what has become of the line, in its own words.
   *
   * @param {keyof LineNotices} name
   * @param {Waiting} [waiting]
   */
  #announce(name, waiting) {
    const problem = this.#transport.notices?.[name](waiting);
    if (problem) this.#raise(problem);
  }

  /** @param {Problem} problem */
  #raise(problem) {
    this.#problems.raise(problem, this.#outbox.last);
  }

  /**
   * Notes that nothing more will come.
   *
   * @param {string} reason
   */
  #finish(reason) {
    this.#end = reason;
    this.#vigil.stop();
    this.#problems.drop("transport");
    this.#waiters.reject(reason);
  }

  #isIdle() {
    return (
      this.#epoch !== null &&
      this.#line === "up" &&
      this.#outbox.isEmpty &&
      this.transfers.isEmpty &&
      this.#resyncedAt === null
    );
  }

  /** Tells whoever waits, and the applier, what has become of it. */
  #settle() {
    if (this.#isClosed) return;
    if (this.#end === null) this.#watch();
    const state = this.state;
    const isTold =
      state === "offline" ? this.#isSigned || this.#isOffline : state === "busy";
    const waiting = isTold ? this.#outbox.count : 0;
    const isOther = state !== this.#shownState || waiting !== this.#shownWaiting;
    if (this.#problems.takeChange() || isOther) {
      this.#shownState = state;
      this.#shownWaiting = waiting;
      this.#applier.show({ state, waiting, problems: this.#problems.list });
    }
    if (this.#isIdle()) this.#waiters.resolve();
  }

  #watch() {
    // A mount that could not be shown is not asked for again.
    const isUp = this.#line === "up" && this.#epoch !== null;
    this.#vigil.watch({
      oldest: this.#outbox.oldest,
      isLost: this.#isLost && !this.#isSigned,
      isDue: this.#line === "greeting" || (isUp && !this.#isIdle()),
    });
  }
}
