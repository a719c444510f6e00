/**
 * @import {
 *   Html, InsertOp, IsHeld, MoveOp, Op, RemoveOp, ReplaceOp, Rows, Runs, TreeHooks,
 *   UpdateOp
 * } from "./types.js"
 */

import { rememberField, setProperty } from "./fields.js";

const SVG = "http://www.w3.org/2000/svg";

/** An op or a mount that cannot be applied to the tree as it is. */
export class OpError extends Error {
  /** @override */
  name = "OpError";
}

/**
 * Keeps the elements of one tree by node id and applies ops to them.
 *
 * The tree stands in `root` before `tail`; what comes from `tail` on is not its own.
 */
export class Patcher {
  /** @type {Map<number, Element>} */
  #elements = new Map();
  /** @type {WeakMap<Element, number>} */
  #ids = new WeakMap();
  #root;
  #tail;
  #hooks;

  /**
   * @param {Element} root
   * @param {Element | null} tail
   * @param {TreeHooks} hooks
   */
  constructor(root, tail, hooks) {
    this.#root = root;
    this.#tail = tail;
    this.#hooks = hooks;
  }

  /** @param {number} id */
  element(id) {
    return this.#elements.get(id);
  }

  /** @param {Element} element */
  idOf(element) {
    return this.#ids.get(element);
  }

  /**
   * Puts a whole tree in the place of the one before, whose ids are forgotten.
   *
   * With `isSameTree` the focus, the caret and what the user is typing stay.
   *
   * @param {Html} html
   * @param {Runs} runs
   * @param {IsHeld} isHeld
   * @param {boolean} isSameTree
   * @throws {OpError} The runs do not name each element; the old tree is still there.
   */
  mount(html, runs, isHeld, isSameTree) {
    const fragment = parse(html, this.#root);
    const elements = elementsOf(fragment, runs);
    const field = isSameTree ? rememberField(this.#root) : null;
    const fieldId = field && this.#ids.get(field.element);
    this.clear();
    this.#numberBy(runs, elements);
    this.#root.insertBefore(fragment, this.#tail);
    const successor = fieldId && this.#elements.get(fieldId);
    if (field && successor) field.restore(successor, isHeld(fieldId));
  }

  /**
   * Takes the tree that already stands in the root for its own. Before there is a tail.
   *
   * @param {Runs} runs
   * @throws {OpError} The runs do not name each element; no id is known then.
   */
  adopt(runs) {
    this.#numberBy(runs, elementsOf(this.#root, runs));
  }

  /** Removes the tree and forgets its ids. */
  clear() {
    for (const element of this.#elements.values()) this.#hooks.leaves(element);
    this.#elements.clear();
    this.#ids = new WeakMap();
    for (const child of [...this.#root.childNodes]) {
      if (child === this.#tail) break;
      child.remove();
    }
  }

  /**
   * Applies the ops of one frame in order.
   *
   * @param {Op[]} ops
   * @param {IsHeld} isHeld
   * @throws {OpError} One could not be applied; those before it were.
   */
  apply(ops, isHeld) {
    for (const op of ops) {
      switch (op.op) {
        case "update":
          this.#update(op, isHeld);
          break;
        case "insert":
          this.#insert(op);
          break;
        case "remove":
          this.#remove(op);
          break;
        case "move":
          this.#move(op);
          break;
        case "replace":
          this.#replace(op);
          break;
        default:
          throw new OpError(`no op ${/** @type {Op} */ (op).op}`);
      }
    }
  }

  /**
   * @param {UpdateOp} op
   * @param {IsHeld} isHeld
   */
  #update(op, isHeld) {
    const element = this.#find(op.id);
    for (const name in op.attributes) {
      setAttribute(element, name, op.attributes[name], isHeld(op.id));
    }
    if (op.class !== undefined) setAttribute(element, "class", op.class || null);
    if (op.text !== undefined) setText(element, op.text);
    if (op.events !== undefined) {
      setAttribute(element, "data-tw-on", op.events || null);
      this.#hooks.listens(op.events);
    }
    if (op.props !== undefined) {
      element.setAttribute("data-tw-props", JSON.stringify(op.props));
      this.#hooks.props(element, op.props);
    }
  }

  /** @param {InsertOp} op */
  #insert({ parent: parentId, before, first, html }) {
    const parent = this.#find(parentId);
    const place = this.#place(parent, before);
    const fragment = parse(html, parent);
    this.#number(fragment, first);
    parent.insertBefore(fragment, place);
  }

  /** @param {RemoveOp} op */
  #remove({ id }) {
    const element = this.#find(id);
    this.#forget(element);
    element.remove();
  }

  /** @param {MoveOp} op */
  #move({ id, before }) {
    const element = this.#find(id);
    const parent = /** @type {Element} */ (element.parentNode);
    const place = this.#place(parent, before);
    if ("moveBefore" in parent && element.isConnected) {
      // Keeps focus, scroll positions and running animations.
      /** @type {(node: Node, child: Node | null) => void} */ (parent.moveBefore)(
        element,
        place,
      );
      return;
    }
    const field = rememberField(element);
    parent.insertBefore(element, place);
    field?.restore(field.element, true);
  }

  /** @param {ReplaceOp} op */
  #replace({ id, first, html }) {
    const element = this.#find(id);
    const fragment = parse(html, /** @type {Element} */ (element.parentNode));
    this.#forget(element);
    this.#number(fragment, first);
    element.replaceWith(fragment);
  }

  /** @param {number} id */
  #find(id) {
    const element = this.#elements.get(id);
    if (!element) throw new OpError(`no node ${id}`);
    return element;
  }

  /**
   * @param {Element} parent
   * @param {number | null} before
   */
  #place(parent, before) {
    if (before === null) return parent === this.#root ? this.#tail : null;
    const place = this.#find(before);
    if (place.parentNode !== parent) {
      throw new OpError(`node ${before} is elsewhere`);
    }
    return place;
  }

  /**
   * @param {Runs} runs
   * @param {NodeListOf<Element>} elements
   */
  #numberBy(runs, elements) {
    let index = 0;
    for (const [first, count] of runs) {
      for (let id = first; id < first + count; id++) this.#adopt(elements[index++], id);
    }
  }

  /**
   * @param {DocumentFragment} fragment
   * @param {number} first
   */
  #number(fragment, first) {
    let id = first;
    for (const element of fragment.querySelectorAll("*")) this.#adopt(element, id++);
  }

  /**
   * @param {Element} element
   * @param {number} id
   */
  #adopt(element, id) {
    this.#elements.set(id, element);
    this.#ids.set(element, id);
    const types = element.getAttribute("data-tw-on");
    if (types) this.#hooks.listens(types);
    if (element.hasAttribute("data-tw-behaviour")) this.#hooks.connects(element);
    // The one property of the table that no attribute sets.
    if (element.hasAttribute("indeterminate"))
      setProperty(element, "indeterminate", "");
  }

  /** @param {Element} element */
  #forget(element) {
    this.#leave(element);
    for (const inner of element.querySelectorAll("*")) this.#leave(inner);
  }

  /** @param {Element} element */
  #leave(element) {
    const id = this.#ids.get(element);
    // Elements that a behaviour made have none.
    if (id === undefined) return;
    this.#elements.delete(id);
    this.#ids.delete(element);
    this.#hooks.leaves(element);
  }
}

/**
 * @param {ParentNode} container
 * @param {Runs} runs
 * @throws {OpError} The runs do not name each element in it.
 */
function elementsOf(container, runs) {
  const elements = container.querySelectorAll("*");
  const total = runs.reduce((sum, [, count]) => sum + count, 0);
  if (total === elements.length) return elements;
  throw new OpError(`${elements.length} elements, ${total} ids`);
}

/**
 * @param {Html} parts
 * @param {Element} parent
 */
function parse(parts, parent) {
  const template = document.createElement("template");
  const html = [parts].flat().map(unfold).join("");
  if (parent.namespaceURI !== SVG || parent.localName === "foreignObject") {
    template.innerHTML = html;
    return template.content;
  }
  template.innerHTML = `<svg>${html}</svg>`;
  const svg = /** @type {Element} */ (template.content.firstChild);
  svg.replaceWith(...svg.childNodes);
  return template.content;
}

/** @param {string | Rows} part */
function unfold(part) {
  if (typeof part === "string") return part;
  const { statics, dynamics } = part;
  return dynamics.map((value, n) => statics[n % statics.length] + value).join("");
}

/**
 * @param {Element} element
 * @param {string} name
 * @param {string | null} value
 * @param {boolean} [isHeld]
 */
function setAttribute(element, name, value, isHeld) {
  if (/^(on|srcdoc$)/i.test(name)) {
    console.warn(`tempestweb: client.attribute.refused: ${name}`);
    return;
  }
  if (isHeld && (name === "value" || name === "checked")) return;
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
  setProperty(element, name, value);
}

/**
 * @param {Element} element
 * @param {string} text
 */
function setText(element, text) {
  const only = element.firstChild;
  if (only instanceof Text && !only.nextSibling) only.data = text;
  else element.textContent = text;
}
