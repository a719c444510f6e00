/** @import { TransferAnswer, TransferMessage } from "./types.js" */

/**
 * The files of one view that are on their way: who takes the messages about each.
 *
 * What is done with them is in `uploads.js` and `behaviours/downloads.js`, which are
 * loaded when the first file comes or goes.
 */
export class Transfers {
  /** @type {Map<string, (message: TransferAnswer, buffers: DataView[]) => void>} */
  #takers = new Map();
  #changed;
  /** @type {(offer: Extract<TransferMessage, { kind: "offer" }>) => void} */
  offered = () => {};

  /**
   * @param {(message: TransferMessage, buffers?: ArrayBufferView[]) => void} send
   * @param {() => void} changed called when the last one has come to its end
   */
  constructor(send, changed) {
    this.send = send;
    this.#changed = changed;
  }

  /** Whether none is on its way. */
  get isEmpty() {
    return this.#takers.size === 0;
  }

  /**
   * Begins one.
   *
   * @param {string} transfer
   * @param {(message: TransferAnswer, buffers: DataView[]) => void} take called with
   *   each message, and with null when what was sent last may be lost
   */
  open(transfer, take) {
    this.#takers.set(transfer, take);
  }

  /** @param {string} transfer */
  close(transfer) {
    if (this.#takers.delete(transfer) && this.isEmpty) this.#changed();
  }

  /**
   * @param {TransferMessage} message
   * @param {DataView[]} buffers
   */
  take(message, buffers) {
    const taker = this.#takers.get(message.transfer);
    if (taker) taker(message, buffers);
    else if (message.kind === "offer") this.offered(message);
  }

  /** Notes that there is another line, or that nothing is heard on this one. */
  renew() {
    for (const taker of [...this.#takers.values()]) taker(null, []);
  }
}
