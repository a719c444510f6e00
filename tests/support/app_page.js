/**
 * The page of `page_host.py`: the client as it is shipped, joined to an app in the
 * process of the tests. Python calls it as `appPage.<name>(...)`.
 */
import { fromFolder, show } from "./runtime.js";

const load = fromFolder(import.meta.url);

/** How often the page asks for what no event of its own brought, in ms. */
const PULL_EVERY = 15;

/**
 * A message and its binary parts, each as base64.
 *
 * @typedef {[message: string, ...parts: string[]]} Packet
 */

/**
 * A line of messages on their way, that a test can stop and let go.
 *
 * @param {(packet: Packet) => void} arrive
 */
function line(arrive) {
  /** @type {Packet[]} */
  const waiting = [];
  let isHeld = false;
  let delay = 0;
  /** @param {number} count */
  const release = (count) => {
    for (const packet of waiting.splice(0, count)) arrive(packet);
  };
  return {
    waiting,
    /** @param {Packet} packet */
    add(packet) {
      waiting.push(packet);
      if (isHeld) return;
      if (delay) setTimeout(() => release(1), delay);
      else release(1);
    },
    /** @param {number} milliseconds that each message from now on takes */
    slow(milliseconds) {
      delay = milliseconds;
    },
    hold() {
      isHeld = true;
    },
    /** @param {number | null} count of messages; null: all, and stop holding. */
    release(count) {
      isHeld &&= count !== null;
      release(count ?? waiting.length);
    },
  };
}

/** @type {Set<(packet: Packet) => void>} One for each view. */
const receivers = new Set();
/** @type {Map<number, Packet>} Those of Python by number, until it is their turn. */
const early = new Map();
let next = 0;

/** @param {{ first: number, packets: Packet[] }} answer */
function take({ first, packets }) {
  packets.forEach((packet, index) => {
    early.set(first + index, packet);
  });
  for (; early.has(next); next++) {
    const packet = /** @type {Packet} */ (early.get(next));
    early.delete(next);
    lines.down.add(packet);
  }
}

const lines = {
  /** To Python. */
  up: line(async (packet) => take(await window.appPagePost(packet))),
  /** From Python. */
  down: line((packet) => {
    for (const receive of [...receivers]) receive(packet);
  }),
};

/** @param {ArrayBufferView} view */
function toBase64({ buffer, byteOffset, byteLength }) {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/** @param {string} text */
function fromBase64(text) {
  return new DataView(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);
}

/** @param {Element} element */
function describe(element) {
  return {
    tag: element.localName,
    attributes: Object.fromEntries(
      Array.from(element.attributes, ({ name, value }) => [name, value]),
    ),
    text: Array.from(element.childNodes, (child) =>
      child instanceof Text ? child.data : "",
    ).join(""),
    children: Array.from(element.children, describe),
  };
}

let isPulling = false;

async function pull() {
  take(await window.appPagePost(null));
  setTimeout(pull, PULL_EVERY);
}

window.appPage = {
  /**
   * Shows the app once more, below what is there.
   *
   * @param {string} style of the element it is shown in
   */
  show(style) {
    const element = document.createElement("section");
    element.style.cssText = style;
    document.body.append(element);
    /** @type {(packet: Packet) => void} */
    let receiver;
    show({
      element,
      load,
      transport: {
        send: (message, buffers = []) =>
          lines.up.add([message, ...buffers.map(toBase64)]),
        receive(callback) {
          receiver = ([message, ...parts]) => callback(message, parts.map(fromBase64));
          receivers.add(receiver);
        },
        close: () => receivers.delete(receiver),
      },
    });
    if (!isPulling) pull();
    isPulling = true;
  },

  /** @param {number} milliseconds that each message takes, either way */
  slow(milliseconds) {
    lines.up.slow(milliseconds);
    lines.down.slow(milliseconds);
  },

  /** @param {"up" | "down"} direction */
  hold: (direction) => lines[direction].hold(),

  /**
   * @param {"up" | "down"} direction
   * @param {number | null} count
   */
  release: (direction, count) => lines[direction].release(count),

  /** @param {"up" | "down"} direction */
  waiting: (direction) => lines[direction].waiting,

  /**
   * Plays what a session sent, in steps, to a client of its own.
   *
   * @param {string[][]} steps
   */
  replay(steps) {
    const element = document.createElement("section");
    document.body.append(element);
    /** @type {string[]} */
    const sent = [];
    /** @type {(message: string) => void} */
    let receive = () => {};
    const stop = show({
      element,
      load,
      view: "replayed",
      transport: {
        send: (message) => sent.push(JSON.parse(message).kind),
        receive(callback) {
          receive = (message) => callback(message, []);
        },
        close() {},
      },
    });
    const root = element.shadowRoot.querySelector(".tempestweb");
    const shown = steps.map((messages) => {
      for (const message of messages) receive(message);
      return describe(root.firstElementChild);
    });
    stop();
    element.remove();
    return { sent, shown };
  },
};
