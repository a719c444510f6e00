/** @import { Behaviour, BehaviourContext, Emit, Props } from "../types.js" */

/**
 * Where each behaviour comes from, by the name in `data-tw-behaviour`.
 *
 * @type {Record<string, () => Promise<Behaviour<any>>>}
 */
const LOADERS = {};

/**
 * @typedef {{
 *   abort: AbortController, props: Props, behaviour: Behaviour | null
 * }} Connection
 */

/** Runs the behaviours of one tree: from the element's coming to its going. */
export class Behaviours {
  /** @type {Map<Element, Connection>} */
  #connections = new Map();
  #idOf;
  #emit;
  #loaders;

  /**
   * @param {(element: Element) => number | undefined} idOf
   * @param {Emit} emit
   * @param {Record<string, () => Promise<Behaviour<any>>>} [loaders]
   */
  constructor(idOf, emit, loaders = LOADERS) {
    this.#idOf = idOf;
    this.#emit = emit;
    this.#loaders = loaders;
  }

  /** @param {Element} element one with `data-tw-behaviour` */
  async connect(element) {
    const name = element.getAttribute("data-tw-behaviour") ?? "";
    if (!Object.hasOwn(this.#loaders, name)) {
      console.warn(`tempestweb: client.behaviour.unknown: ${name}`);
      return;
    }
    const abort = new AbortController();
    const { signal } = abort;
    /** @type {BehaviourContext["emit"]} */
    const emit = (type, payload = {}, options) => {
      const id = this.#idOf(element);
      if (id !== undefined && !signal.aborted)
        this.#emit({ id, type, payload }, options);
    };
    try {
      const props = JSON.parse(element.getAttribute("data-tw-props") ?? "{}");
      /** @type {Connection} */
      const connection = { abort, props, behaviour: null };
      this.#connections.set(element, connection);
      const behaviour = await this.#loaders[name]();
      if (signal.aborted) return;
      behaviour.connect(element, connection.props, { signal, emit });
      connection.behaviour = behaviour;
    } catch (error) {
      console.warn(`tempestweb: client.behaviour.connect: ${name}`, error);
    }
  }

  /**
   * @param {Element} element
   * @param {Props} props
   */
  update(element, props) {
    const connection = this.#connections.get(element);
    if (!connection) return;
    connection.props = props;
    try {
      connection.behaviour?.update?.(element, props);
    } catch (error) {
      // The ops after this one must still be applied.
      console.warn("tempestweb: client.behaviour.update", error);
    }
  }

  /** @param {Element} element any that leaves the tree */
  disconnect(element) {
    const connection = this.#connections.get(element);
    if (!connection) return;
    this.#connections.delete(element);
    connection.abort.abort();
  }
}
