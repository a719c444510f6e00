/** @import { LineEvents } from "../types.js" */

import { randomId } from "../ids.js";

const TARGET = "tempestweb";

/** Bytes before the text of a binary frame: how many bytes the text has. */
const HEAD = 4;

/**
 * One comm: makes the frames that its messages travel in, and takes in those of the
 * server. `docs/protocol.md` has what they look like.
 */
export class Comm {
  /** Names it to the server. */
  id = randomId();
  #isOpen = false;
  /** @type {(message: object, buffers: DataView[]) => void} */
  #receive = () => {};
  #closed;

  /** @param {LineEvents["closed"]} closed */
  constructor(closed) {
    this.#closed = closed;
  }

  /** @param {(message: object, buffers: DataView[]) => void} callback */
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
   * Puts a message and its binary parts, if it has any, into a frame.
   *
   * @param {string} message
   * @param {ArrayBufferView[]} [buffers]
   */
  pack(message, buffers = []) {
    const frame = this.frame(message);
    if (buffers.length === 0) return frame;
    const lengths = buffers.map(({ byteLength }) => byteLength).join();
    const text = `${frame.slice(0, -1)},"buffers":[${lengths}]}`;
    const bytes = new TextEncoder().encode(text);
    const head = new DataView(new ArrayBuffer(HEAD));
    head.setUint32(0, bytes.length);
    return new Blob(/** @type {BlobPart[]} */ ([head, bytes, ...buffers]));
  }

  /**
   * Takes in a frame; one that makes no sense is refused and changes nothing.
   *
   * @param {string | ArrayBuffer} received
   */
  take(received) {
    /** @type {any} */
    let frame;
    /** @type {DataView[]} */
    let buffers;
    try {
      [frame, buffers] = typeof received === "string" ? ofText(received) : of(received);
    } catch (error) {
      console.warn("tempestweb: client.frame.malformed", error);
      return;
    }
    if (frame?.msg_type === "comm_close") this.#closed(true);
    else if (frame?.msg_type === "comm_msg")
      this.#receive(frame.content?.data, buffers);
    else console.warn(`tempestweb: client.frame.type: ${frame?.msg_type}`);
  }
}

/**
 * Reads a frame of text, whose binary parts are base64.
 *
 * @param {string} text
 * @returns {[frame: any, buffers: DataView[]]}
 */
function ofText(text) {
  const frame = JSON.parse(text);
  /** @type {string[]} */
  const parts = frame?.buffers ?? [];
  return [frame, parts.map((part) => viewOf(atob(part)))];
}

/** @param {string} characters each a byte */
function viewOf(characters) {
  return new DataView(Uint8Array.from(characters, (c) => c.charCodeAt(0)).buffer);
}

/**
 * Reads a binary frame.
 *
 * @param {ArrayBuffer} bytes
 * @returns {[frame: any, buffers: DataView[]]}
 */
function of(bytes) {
  let begin = HEAD + new DataView(bytes).getUint32(0);
  const text = new TextDecoder().decode(bytes.slice(HEAD, begin));
  const frame = JSON.parse(text);
  const buffers = frame.buffers.map((/** @type {number} */ length) => {
    begin += length;
    return new DataView(bytes, begin - length, length);
  });
  return [frame, buffers];
}
