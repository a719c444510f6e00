/**
 * Shows below the UI what the app's code has printed and displayed.
 *
 * @import { Behaviour, OutputEntry, OutputMessage } from "../types.js"
 */

import css from "./drawer.css";

/** So many characters are shown at most, as the session keeps at most so many. */
const LIMIT = 256 * 1024;

/** Text goes into pieces of about so many characters, which are dropped one by one. */
const PIECE = 16 * 1024;

/** What a line that is written again and again has left, as progress bars write it. */
const OVERWRITTEN = /[^\n]*\r(?=[^\r\n])/g;

/** @typedef {{ messages: OutputMessage[] }} Props Messages that are taken from it. */

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

/** @type {WeakMap<Element, Drawer>} */
const drawers = new WeakMap();

class Drawer {
  #host;
  #body = make("div", "tw-drawer-body");
  #dropped = make("p", "tw-drawer-dropped");
  #lines = make("div", "tw-drawer-lines");
  /** Pieces and their weights, oldest first.  @type {[HTMLElement, number][]} */
  #pieces = [];
  #weight = 0;
  /** Characters that are not shown any more: here, and by the session. */
  #droppedHere = 0;
  #droppedThere = 0;

  /**
   * @param {HTMLElement} host
   * @param {() => void} forget has the session forget what it keeps
   */
  constructor(host, forget) {
    this.#host = host;
    const details = make("details", "");
    details.setAttribute("open", "");
    this.#body.setAttribute("role", "log");
    this.#body.setAttribute("aria-label", "Output");
    // So that the keyboard can scroll it.
    this.#body.tabIndex = 0;
    this.#body.append(this.#dropped, this.#lines);
    details.append(make("summary", "", "Output"), this.#body);
    const clear = make("button", "tw-drawer-clear", "Clear");
    clear.setAttribute("type", "button");
    clear.addEventListener("click", () => {
      this.#empty();
      this.#settle();
      forget();
    });
    host.append(details, clear);
  }

  /** @param {OutputMessage} message */
  take({ entries, dropped, whole }) {
    const { scrollHeight, scrollTop, clientHeight } = this.#body;
    const isAtEnd = scrollHeight - scrollTop - clientHeight < 8;
    if (whole) this.#empty();
    this.#droppedThere = dropped;
    for (const entry of entries) this.#add(entry);
    while (this.#weight > LIMIT) this.#drop();
    this.#settle();
    if (isAtEnd) this.#body.scrollTop = this.#body.scrollHeight;
  }

  /** @param {OutputEntry} entry */
  #add({ stream, text, html }) {
    const last = this.#pieces.at(-1);
    const className = `tw-${stream}`;
    if (html !== undefined) {
      const shown = make("div", className);
      // Inert: the session has made it of an object's representation.
      shown.innerHTML = html;
      this.#append(shown, html.length);
    } else if (text !== undefined) {
      if (last && last[0].localName === "span" && last[0].className === className) {
        const [element, weight] = last;
        if (weight + text.length <= PIECE) {
          this.#weight -= weight;
          last[1] = write(element, text);
          this.#weight += last[1];
          return;
        }
      }
      const piece = make("span", className);
      this.#append(piece, write(piece, text));
    }
  }

  /**
   * @param {HTMLElement} element
   * @param {number} weight
   */
  #append(element, weight) {
    this.#lines.append(element);
    this.#pieces.push([element, weight]);
    this.#weight += weight;
  }

  #drop() {
    const [element, weight] = /** @type {[HTMLElement, number]} */ (
      this.#pieces.shift()
    );
    element.remove();
    this.#weight -= weight;
    this.#droppedHere += weight;
  }

  #empty() {
    this.#lines.replaceChildren();
    this.#pieces = [];
    this.#weight = this.#droppedHere = this.#droppedThere = 0;
  }

  #settle() {
    this.#host.hidden = this.#pieces.length === 0;
    // Both keep the same, but for where they cut.
    const gone = Math.max(this.#droppedHere, this.#droppedThere);
    this.#dropped.textContent = gone
      ? `… ${gone.toLocaleString()} characters before this are not kept`
      : "";
  }
}

/**
 * Writes text at the end of a piece, as a terminal would.
 *
 * @param {HTMLElement} piece
 * @param {string} text
 * @returns {number} how long the piece is now
 */
function write(piece, text) {
  const before = /** @type {string} */ (piece.textContent);
  if (!text.includes("\r") && !before.endsWith("\r")) {
    piece.append(text);
    return before.length + text.length;
  }
  const written = (before + text).replace(OVERWRITTEN, "");
  piece.textContent = written;
  return written.length;
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {string} [text]
 */
function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

/** @type {Behaviour<Partial<Props>>} */
const behaviour = {
  connect(element, props, { emit }) {
    const root = /** @type {Document | ShadowRoot} */ (element.getRootNode());
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    const host = /** @type {HTMLElement} */ (element);
    drawers.set(element, new Drawer(host, () => emit("clear-output")));
    behaviour.update?.(element, props);
  },
  update(element, { messages = [] }) {
    for (const message of messages.splice(0)) drawers.get(element)?.take(message);
  },
};

export default behaviour;
