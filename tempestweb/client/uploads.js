/** @import { TransferAnswer } from "./types.js" */

import { randomId } from "./ids.js";

/** So many pieces may be on their way beyond what the session has taken. */
const PIECES_AHEAD = 4;

/**
 * How an upload goes on, for whoever shows it.
 *
 * @typedef {{
 *   progressed(taken: number, size: number): void,
 *   arrived(transfer: string): void,
 *   failed(title: string): void,
 * }} Watcher `arrived`: the session has all of it, and `transfer` names it.
 */

/** Files on their way to the session: read and sent piece by piece, as it takes them. */
export class Upload {
  #transfers;
  #files;
  #content;
  #id = randomId();
  #taken = 0;
  #next = 0;
  #piece = 0;
  /** Counts how often it was begun again, so that nothing is sent out of turn. */
  #turn = 0;
  #isReading = false;
  #isOver = false;
  /** @type {Watcher} */
  watcher;

  /**
   * @param {import("./transfers.js").Transfers} transfers
   * @param {File[]} files
   * @param {Watcher} watcher
   */
  constructor(transfers, files, watcher) {
    this.#transfers = transfers;
    this.#files = files;
    // Their content is one stream; nothing is read or copied for it.
    this.#content = new Blob(files);
    this.watcher = watcher;
  }

  get isOver() {
    return this.#isOver;
  }

  get files() {
    return this.#files;
  }

  start() {
    this.#transfers.open(this.#id, (message) => this.#take(message));
    this.#offer();
    this.#progress();
  }

  /** Gives it up; the session forgets what it has of it. */
  cancel() {
    if (this.#isOver) return;
    this.#transfers.send({ kind: "drop", transfer: this.#id });
    this.#end();
  }

  /** Says what there is; said again, it asks where to go on. */
  #offer() {
    const files = this.#files.map(({ name, type, size }) => ({ name, type, size }));
    this.#transfers.send({ kind: "offer", transfer: this.#id, files });
  }

  /** @param {TransferAnswer} message */
  #take(message) {
    if (message === null) {
      this.#offer();
    } else if (message.kind === "drop") {
      this.#fail(message.title ?? "The upload failed.");
    } else if (message.kind === "taken") {
      if (message.again) {
        this.#turn++;
        this.#next = message.offset;
        this.#piece = message.piece ?? 0;
      }
      this.#taken = message.offset;
      this.#progress();
      if (this.#taken >= this.#content.size) this.#arrive();
      else this.#read();
    }
  }

  async #read() {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      while (this.#isDue()) {
        const turn = this.#turn;
        const offset = this.#next;
        const part = this.#content.slice(offset, offset + this.#piece);
        const bytes = new Uint8Array(await part.arrayBuffer());
        // Cancelled, or begun again, while the file was read.
        if (turn !== this.#turn || this.#isOver) continue;
        this.#next = offset + bytes.length;
        this.#transfers.send({ kind: "piece", transfer: this.#id, offset }, [bytes]);
      }
    } catch (error) {
      console.warn("tempestweb: client.upload", error);
      this.#transfers.send({ kind: "drop", transfer: this.#id });
      this.#fail("The file cannot be read. Choose it again.");
    } finally {
      this.#isReading = false;
    }
  }

  #isDue() {
    const limit = this.#taken + PIECES_AHEAD * this.#piece;
    return !this.#isOver && this.#next < Math.min(limit, this.#content.size);
  }

  #progress() {
    this.watcher.progressed(this.#taken, this.#content.size);
  }

  #arrive() {
    // The event first: it keeps the view from being idle.
    this.watcher.arrived(this.#id);
    this.#end();
  }

  /** @param {string} title */
  #fail(title) {
    this.#end();
    this.watcher.failed(title);
  }

  #end() {
    this.#isOver = true;
    this.#transfers.close(this.#id);
  }
}
