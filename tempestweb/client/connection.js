/** @import { LineWatcher, OpenLine, ReconnectingTransport, Transport } from "./types.js" */

import { notices } from "./line-notices.js";
import { pauseAfter } from "./pauses.js";

/** A line that does not open within so many ms is given up. */
const OPEN_WITHIN = 4000;

/**
 * Keeps a line to the server open: opens another one when it is lost, of another kind
 * where the first does not get through.
 *
 * Each line is a new comm; that the session goes on is for its messages to say.
 *
 * @implements {ReconnectingTransport}
 */
export class Connection {
  notices = notices;
  #openers;
  /** @type {string} The kind of line that is tried first. */
  #preferred;
  #prefer;
  #random;
  /** @type {Parameters<Transport["receive"]>[0]} */
  #receive = () => {};
  /** @type {LineWatcher | null} */
  #watcher = null;
  /** @type {Transport | null} */
  #line = null;
  #isOpen = false;
  /** Something was heard on a line of the preferred kind. */
  #isProven = false;
  /** @type {string[]} The kinds to try before the next pause. */
  #untried = [];
  #failures = 0;
  /** Counts the lines, so that none is heard after it was given up. */
  #generation = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} Of the attempt or the pause. */
  #timer;
  #isPaused = false;
  #isClosed = false;

  /**
   * @param {{
   *   lines: Record<string, OpenLine>, preferred?: string | null,
   *   prefer?: (kind: string) => void, random?: () => number
   * }} parts `lines`: by kind, best first; `preferred`: the kind that got through here
   *   before; `prefer` is told which one does.
   */
  constructor({ lines, preferred, prefer = () => {}, random = Math.random }) {
    this.#openers = lines;
    const best = Object.keys(lines)[0];
    this.#preferred = preferred && Object.hasOwn(lines, preferred) ? preferred : best;
    this.#prefer = prefer;
    this.#random = random;
  }

  /** @type {ReconnectingTransport["watch"]} */
  watch(watcher) {
    this.#watcher = watcher;
    this.#start();
  }

  /** @type {ReconnectingTransport["receive"]} */
  receive(callback) {
    this.#receive = callback;
  }

  /**
   * Sends a message; without a line it is lost, as it may be on one.
   *
   * @type {ReconnectingTransport["send"]}
   */
  send(message, buffers) {
    if (this.#isOpen) this.#line?.send(message, buffers);
  }

  /** Stops for good. */
  close() {
    this.#isClosed = true;
    this.#drop();
  }

  /** @type {ReconnectingTransport["renew"]} */
  renew() {
    if (this.#isClosed || this.#isPaused) return;
    this.#drop();
    this.#watcher?.lost();
    // A line that opens but carries nothing is as good as none.
    this.#start(this.#isProven ? [] : this.#untried);
  }

  /** Tries again now, if it was waiting to do so. */
  hurry() {
    if (this.#line || this.#isClosed || this.#isPaused) return;
    this.#drop();
    this.#failures = 0;
    this.#start();
  }

  /** Gives the line up while the page is away. */
  pause() {
    this.#isPaused = true;
    this.#drop();
    if (!this.#isClosed) this.#watcher?.lost();
  }

  /** The page is back. */
  resume() {
    this.#isPaused = false;
    this.hurry();
  }

  /**
   * Opens a line.
   *
   * @param {string[]} kinds that were not tried since the last pause; none: all again
   */
  #start(kinds = []) {
    if (this.#isClosed) return;
    const [kind, ...untried] = kinds.length > 0 ? kinds : this.#kinds();
    this.#untried = untried;
    const generation = ++this.#generation;
    const isCurrent = () => generation === this.#generation;
    this.#timer = setTimeout(() => this.#lose(), OPEN_WITHIN);
    this.#line = this.#openers[kind]({
      opened: () => {
        if (!isCurrent()) return;
        clearTimeout(this.#timer);
        this.#isOpen = true;
        this.#watcher?.opened();
      },
      closed: (isEnded) => {
        if (!isCurrent()) return;
        if (!isEnded) {
          this.#lose();
          return;
        }
        this.close();
        this.#watcher?.ended();
      },
    });
    this.#line.receive((message, buffers) => {
      if (!isCurrent()) return;
      this.#failures = 0;
      this.#prove(kind);
      this.#receive(message, buffers);
    });
  }

  /** The kinds to try, in order. */
  #kinds() {
    const all = Object.keys(this.#openers);
    // The best one is not given up for a server that is away for a moment.
    if (this.#isProven && this.#preferred === all[0]) return [all[0]];
    return [this.#preferred, ...all.filter((kind) => kind !== this.#preferred)];
  }

  /** @param {string} kind of the line that something was heard on */
  #prove(kind) {
    if (this.#isProven && this.#preferred === kind) return;
    this.#isProven = true;
    this.#preferred = kind;
    this.#prefer(kind);
  }

  /** The line does not open, or is lost: goes on with another kind, or after a pause. */
  #lose() {
    const isTriedOut = this.#untried.length === 0;
    const wasOpen = this.#isOpen;
    this.#drop();
    if (wasOpen || isTriedOut) this.#watcher?.lost();
    // The watcher may have closed it.
    if (this.#isClosed) return;
    if (!isTriedOut && !(wasOpen && this.#isProven)) {
      this.#start(this.#untried);
      return;
    }
    const pause = pauseAfter(this.#failures++, this.#random());
    this.#timer = setTimeout(() => this.#start(), pause);
  }

  #drop() {
    this.#generation++;
    clearTimeout(this.#timer);
    const line = this.#line;
    this.#line = null;
    this.#isOpen = false;
    line?.close();
  }
}
