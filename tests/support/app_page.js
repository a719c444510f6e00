/**
 * The page of `page_host.py`: the client as it is shipped, joined to an app in the
 * process of the tests. Python calls it as `appPage.<name>(...)`.
 */
import { fromFolder, show } from "./runtime.js";

const load = fromFolder(import.meta.url);

/** How often the page asks for what no event of its own brought, in ms. */
const PULL_EVERY = 15;

/**
 * A line of messages on their way, that a test can stop and let go.
 *
 * @param {(message: string) => void} arrive
 */
function line(arrive) {
  /** @type {string[]} */
  const waiting = [];
  let isHeld = false;
  let delay = 0;
  /** @param {number} count */
  const release = (count) => {
    for (const message of waiting.splice(0, count)) arrive(message);
  };
  return {
    waiting,
    /** @param {string} message */
    add(message) {
      waiting.push(message);
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

/** @type {Set<(message: string) => void>} One for each view. */
const receivers = new Set();
/** @type {Map<number, string>} Messages of Python by number, until it is their turn. */
const early = new Map();
let next = 0;

/** @param {{ first: number, messages: string[] }} answer */
function take({ first, messages }) {
  messages.forEach((message, index) => {
    early.set(first + index, message);
  });
  for (; early.has(next); next++) {
    const message = /** @type {string} */ (early.get(next));
    early.delete(next);
    lines.down.add(message);
  }
}

const lines = {
  /** To Python. */
  up: line(async (message) => take(await window.appPagePost(message))),
  /** From Python. */
  down: line((message) => {
    for (const receive of [...receivers]) receive(message);
  }),
};

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
    /** @type {(message: string) => void} */
    let receiver;
    show({
      element,
      load,
      transport: {
        send: (message) => lines.up.add(message),
        receive(callback) {
          receiver = (message) => callback(message, []);
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
