/** @import { EmitOptions, EventData } from "./types.js" */

/**
 * An event on its way: kept until the session has taken it in.
 *
 * @typedef {{
 *   n: number, epoch: number | null, data: EventData, at: number, isSent: boolean,
 *   buffers: ArrayBufferView[] | undefined
 * }} PendingEvent `epoch` is null from before the first mount; `at` is in ms.
 */

/** The events of one view that the session has not taken in yet, in order. */
export class Outbox {
  /** @type {PendingEvent[]} Oldest first. */
  #pending = [];
  /** @type {Map<string, EventData>} The last of each kind that is held back. */
  #coalesced = new Map();
  #last = 0;

  /** The `n` given out last. */
  get last() {
    return this.#last;
  }

  /** The event that has waited longest for its answer. */
  get oldest() {
    return this.#pending.at(0);
  }

  /** Whether all is answered; something held back always waits for something pending. */
  get isEmpty() {
    return this.#pending.length === 0;
  }

  /**
   * @param {EventData} data
   * @param {number | null} epoch of the tree that is shown
   * @param {EmitOptions} options
   */
  add(data, epoch, { isCoalesced = false, buffers }) {
    if (isCoalesced && this.#isPending(data, epoch)) {
      this.#coalesced.set(kindOf(data), data);
      return;
    }
    // What was held back happened before this.
    this.#release(epoch, () => true);
    this.#queue(data, epoch, buffers);
  }

  /**
   * Forgets what the session has taken in.
   *
   * @param {number} n of the last one
   */
  acknowledge(n) {
    while (this.#pending.length > 0 && this.#pending[0].n <= n) this.#pending.shift();
  }

  /**
   * Lets go what is held back and has nothing of its kind before it any more.
   *
   * @param {number} epoch
   */
  release(epoch) {
    this.#release(epoch, (data) => !this.#isPending(data, epoch));
  }

  /** What has to be sent, in order. */
  unsent() {
    return this.#pending.filter((event) => !event.isSent);
  }

  /**
   * Drops what is for the nodes of a tree that is gone, and not on its way: that is
   * still acknowledged.
   *
   * @param {number} epoch of the new tree
   */
  leaveTree(epoch) {
    this.#coalesced.clear();
    this.#pending = this.#pending.filter((event) => event.isSent || isOf(event, epoch));
  }

  /**
   * Makes everything unsent again, after the transport was lost.
   *
   * @param {number} epoch of the tree; what is for another one is dropped
   */
  rewind(epoch) {
    this.#pending = this.#pending.filter((event) => isOf(event, epoch));
    for (const event of this.#pending) event.isSent = false;
  }

  /**
   * Whether the user changed this field and the session has not answered yet.
   *
   * Focused or not: a value sent before the session knew of the change would stay, as
   * the session takes the reported one to be what the view shows.
   *
   * @param {number} id
   * @param {number | null} epoch
   */
  hasChangeOf(id, epoch) {
    return this.#pending.some(
      (event) =>
        event.data.id === id &&
        (event.data.type === "input" || event.data.type === "change") &&
        isOf(event, epoch),
    );
  }

  /**
   * @param {EventData} data
   * @param {number | null} epoch
   */
  #isPending(data, epoch) {
    const kind = kindOf(data);
    return this.#pending.some(
      (event) => kindOf(event.data) === kind && isOf(event, epoch),
    );
  }

  /**
   * @param {number | null} epoch
   * @param {(data: EventData) => boolean} isDue
   */
  #release(epoch, isDue) {
    for (const [kind, data] of this.#coalesced) {
      if (!isDue(data)) continue;
      this.#coalesced.delete(kind);
      this.#queue(data, epoch, undefined);
    }
  }

  /**
   * @param {EventData} data
   * @param {number | null} epoch
   * @param {ArrayBufferView[] | undefined} buffers
   */
  #queue(data, epoch, buffers) {
    const n = ++this.#last;
    this.#pending.push({ n, epoch, data, buffers, at: Date.now(), isSent: false });
  }
}

/** @param {EventData} data */
function kindOf({ id, type }) {
  return `${type} ${id}`;
}

/**
 * @param {PendingEvent} event
 * @param {number | null} epoch
 */
function isOf(event, epoch) {
  return event.epoch === null || event.epoch === epoch;
}
