/** @import { LineEvents } from "../types.js" */

import { randomId } from "../ids.js";

const TARGET = "tempestweb";

/**
 * One comm: makes the frames that its messages travel in, and takes in those of the
 * server. `docs/protocol.md` has what they look like.
 */
export class Comm {
  /** Names it to the server. */
  id = randomId();
  #isOpen = false;
  /** @type {(message: object) => void} */
  #receive = () => {};
  #closed;

  /** @param {LineEvents["closed"]} closed */
  constructor(closed) {
    this.#closed = closed;
  }

  /** @param {(message: object) => void} callback */
  receive(callback) {
    this.#receive = callback;
  }

  /**
   * Puts a message into a frame. The first opens the comm.
   *
   * @param {string} message JSON; it becomes part of the frame as it is
   */
  frame(message) {
    const isFirst = !this.#isOpen;
    this.#isOpen = true;
    return isFirst
      ? `{"msg_type":"comm_open","content":{"comm_id":"${this.id}","target_name":"${TARGET}","data":${message}}}`
      : `{"msg_type":"comm_msg","content":{"comm_id":"${this.id}","data":${message}}}`;
  }

  /**
   * Takes in a frame; one that makes no sense is refused and changes nothing.
   *
   * @param {unknown} text
   */
  take(text) {
    /** @type {any} */
    let frame;
    try {
      frame = JSON.parse(String(text));
    } catch (error) {
      console.warn("tempestweb: client.frame.malformed", error);
      return;
    }
    if (frame?.msg_type === "comm_close") this.#closed(true);
    else if (frame?.msg_type === "comm_msg") this.#receive(frame.content?.data);
    else console.warn(`tempestweb: client.frame.type: ${frame?.msg_type}`);
  }
}
