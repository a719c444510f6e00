/**
 * @import {
 *   Behaviour, BehaviourContext, Emit, LoadModule, Props
 * } from "../types.js"
 */

import { VIEW_NODE } from "../outbox.js";

/**
 * @typedef {{
 *   abort: AbortController, props: Props, behaviour: Behaviour | null
 * }} Connection
 * @typedef {Pick<BehaviourContext, "manager" | "transfers">} Shared
 */

/**
 * Runs the behaviours of one tree: from the element's coming to its going.
 *
 * Each is the default export of the module in this folder that has the name in
 * `data-tw-behaviour`, loaded when the first element with it comes.
 */
export class Behaviours {
  /** @type {Map<Element, Connection>} */
  #connections = new Map();
  /** @type {Promise<unknown>} Until all that were begun are connected, or failed. */
  #connecting = Promise.resolve();
  #idOf;
  #emit;
  #load;
  #shared;
  #hashes;

  /**
   * @param {(element: Element) => number | undefined} idOf
   * @param {Emit} emit
   * @param {LoadModule} load
   * @param {() => Shared} shared what the behaviours of a view have in common
   * @param {Record<string, string>} [hashes] of the modules, by the behaviours' names
   */
  constructor(idOf, emit, load, shared, hashes = BEHAVIOUR_HASHES) {
    this.#idOf = idOf;
    this.#emit = emit;
    this.#load = load;
    this.#shared = shared;
    this.#hashes = hashes;
  }

  /** Waits until each element that has come has its behaviour. */
  async settled() {
    await this.#connecting;
  }

  /** @param {Element} element one with `data-tw-behaviour` */
  connect(element) {
    const connected = this.#connect(element);
    this.#connecting = Promise.all([this.#connecting, connected]);
    return connected;
  }

  /** @param {Element} element */
  async #connect(element) {
    const name = element.getAttribute("data-tw-behaviour") ?? "";
    if (!this.#hashOf(name)) {
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
    /** @type {BehaviourContext["emitOfView"]} */
    const emitOfView = (type, payload = {}) => {
      if (!signal.aborted) this.#emit({ id: VIEW_NODE, type, payload });
    };
    try {
      const props = JSON.parse(element.getAttribute("data-tw-props") ?? "{}");
      /** @type {Connection} */
      const connection = { abort, props, behaviour: null };
      this.#connections.set(element, connection);
      const behaviour = await this.module(name);
      if (signal.aborted) return;
      const id = this.#idOf(element) ?? 0;
      /** @type {BehaviourContext["module"]} */
      const module = (other) => this.module(other);
      const context = { ...this.#shared(), id, signal, emit, emitOfView, module };
      behaviour.connect(element, connection.props, context);
      connection.behaviour = behaviour;
    } catch (error) {
      console.warn(`tempestweb: client.behaviour.connect: ${name}`, error);
    }
  }

  /**
   * Brings what a module of this folder exports.
   *
   * @param {string} name
   * @returns {Promise<any>}
   */
  async module(name) {
    return (await this.#load(name, this.#hashOf(name) ?? "")).default;
  }

  /**
   * Names the content of a module; that of an app's own is the end of its name.
   *
   * @param {string} name
   */
  #hashOf(name) {
    return Object.hasOwn(this.#hashes, name)
      ? this.#hashes[name]
      : /^own-.*?(\w+)$/.exec(name)?.[1];
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
