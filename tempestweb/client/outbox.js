/** @import { EmitOptions, EventData, Payload } from "./types.js" */

/** The node that is the view itself, in every tree. */
export const VIEW_NODE = 0;

/** Events that tell what a field shows; `pick`: a suggestion was taken. */
export const CHANGES = new Set(["input", "change", "pick"]);

/** Events that the page sends by itself. */
export const OWN = new Set(["environment", "window", "scrolled"]);

/**
 * An event on its way: kept until the session has taken it in.
 *
 * @typedef {{
 *   n: number, epoch: number | null, data: EventData, at: number, isSent: boolean,
 *   buffers: ArrayBufferView[] | undefined
 * }} PendingEvent `n` is 0 until it is sent for the first time, so that counting has no
 *   gaps; `epoch` is null when it is for whatever tree comes next; `at` is in ms.
 */

/** The events of one view that the session has not taken in yet, in order. */
export class Outbox {
  /** @type {PendingEvent[]} Oldest first; those with an `n` before those without. */
  #pending = [];
  /** @type {Map<string, EventData>} The last of each kind that is held back. */
  #coalesced = new Map();
  #last = 0;
  #acknowledged = 0;

  /** The `n` given out last. */
  get last() {
    return this.#last;
  }

  /** The event that has waited longest for its answer. */
  get oldest() {
    return this.#pending.at(0);
  }

  /** How many of what the user did are not answered yet. */
  get count() {
    return this.#pending.filter(({ data }) => !OWN.has(data.type)).length;
  }

  /** What is not answered, and what is held back; for who looks only. */
  get waiting() {
    const held = [...this.#coalesced.values()];
    return { ack: this.#acknowledged, pending: [...this.#pending], held };
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
  add(data, epoch, { isCoalesced = false, merge = newest, buffers }) {
    const last = this.#pending.at(-1);
    // Nothing came after it, and nobody has it yet.
    const isOpen = last?.n === 0 && isOf(last, epoch) && this.#coalesced.size === 0;
    if (isCoalesced && isOpen && kindOf(last.data) === kindOf(data)) {
      last.data = { ...data, payload: merge(last.data.payload, data.payload) };
      return;
    }
    if (isCoalesced && this.#isPending(data, epoch)) {
      const kind = kindOf(data);
      const held = this.#coalesced.get(kind)?.payload;
      const payload = held ? merge(held, data.payload) : data.payload;
      this.#coalesced.set(kind, { ...data, payload });
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
    this.#acknowledged = Math.max(this.#acknowledged, n);
    while (this.#pending[0]?.n && this.#pending[0].n <= n) this.#pending.shift();
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
   * Marks an event as sent, and numbers it unless it has been sent before.
   *
   * @param {PendingEvent} event the first of those unsent
   */
  send(event) {
    event.isSent = true;
    event.n ||= ++this.#last;
  }

  /**
   * Drops what is for the nodes of a tree that is gone, unless it was sent: that is
   * still acknowledged.
   *
   * @param {number} epoch of the new tree
   */
  leaveTree(epoch) {
    for (const [kind, { id }] of this.#coalesced) {
      if (id !== VIEW_NODE) this.#coalesced.delete(kind);
    }
    this.#pending = this.#pending.filter((event) => event.n || isOf(event, epoch));
  }

  /** Makes everything unsent again, because it may be lost. */
  rewind() {
    for (const event of this.#pending) event.isSent = false;
  }

  /**
   * Whether the session, by what it has taken in, knows of less than it once said.
   *
   * @param {number} n of the last one it knows
   */
  isForgotten(n) {
    return n < this.#acknowledged;
  }

  /**
   * Counts on from what another session, or one that has forgotten this view, knows.
   * What was sent before is dropped: nobody can tell whether it took effect.
   *
   * @param {number} n of the last one it has taken in
   */
  restart(n) {
    this.#pending = this.#pending.filter((event) => !event.n);
    this.#last = this.#acknowledged = n;
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
    /** @param {EventData} data */
    const isChange = (data) => data.id === id && CHANGES.has(data.type);
    return (
      this.#pending.some((event) => isChange(event.data) && isOf(event, epoch)) ||
      // Held back behind one that was acknowledged just now: not sent yet.
      [...this.#coalesced.values()].some(isChange)
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
   * @param {number | null} shown epoch
   * @param {ArrayBufferView[] | undefined} buffers
   */
  #queue(data, shown, buffers) {
    const epoch = data.id === VIEW_NODE ? null : shown;
    this.#pending.push({ n: 0, epoch, data, buffers, at: Date.now(), isSent: false });
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

/**
 * @param {Payload} held
 * @param {Payload} payload
 * @returns {Payload}
 */
function newest(held, payload) {
  return { ...held, ...payload };
}
