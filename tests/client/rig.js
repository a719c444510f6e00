/**
 * @import {
 *   Applier, ClientMessage, Environment, LineWatcher, MountMessage, PatchesMessage,
 *   Problem, ShownTree
 * } from "../../tempestweb/client/types.js"
 */

import { notices } from "../../tempestweb/client/line-notices.js";
import { ClientSession } from "../../tempestweb/client/session.js";

/**
 * A session with a transport and an applier that only keep what they were given.
 *
 * `isMounted: false` leaves the hello unanswered. `hasLine`: the transport reconnects,
 * as `line` tells it to.
 *
 * @param {{
 *   isMounted?: boolean, hasLine?: boolean, token?: string, shown?: ShownTree
 * }} [options]
 */
export function rig({ isMounted = true, hasLine = false, token, shown } = {}) {
  /** @type {ClientMessage[]} */
  const sent = [];
  /** @type {(MountMessage | PatchesMessage)[]} */
  const applied = [];
  /** @type {string[]} */
  const states = [];
  /** @type {number[]} Ids of fields whose values the next message must not set. */
  const watched = [];
  /** @type {boolean[][]} What was held at each mount and patch. */
  const held = [];
  const self = {
    sent,
    applied,
    states,
    watched,
    held,
    /** @type {Problem[]} */
    problems: [],
    /** @type {number[]} */
    effects: [],
    /** @type {import("../../tempestweb/client/types.js").OutputEntry[]} */
    outputs: [],
    waiting: 0,
    /** @type {string | null | undefined} The last one to keep. */
    token: /** @type {string | null | undefined} */ (undefined),
    isConnected: true,
    isClosed: false,
    /** @type {Environment} */
    surroundings: {},
    /** @type {LineWatcher | undefined} Of a transport that reconnects. */
    watcher: /** @type {LineWatcher | undefined} */ (undefined),
    renewals: 0,
    /** @type {Error | null} Thrown by the next patch. */
    failure: /** @type {Error | null} */ (null),
    /** @type {((message: ClientMessage) => void) | undefined} Before `send` returns. */
    answer: undefined,
    session: /** @type {ClientSession} */ (/** @type {unknown} */ (null)),
    line: {
      open: () => self.watcher?.opened(),
      lose: () => self.watcher?.lost(),
      end: () => self.watcher?.ended(),
    },
    /** Forgets what was sent and returns it. */
    take: () => sent.splice(0),
    /** @param {object} message */
    receive: (message) => self.session.receive(JSON.stringify(message)),
    /** @param {Partial<MountMessage>} [fields] */
    mount: (fields) => self.receive({ ...MOUNT, ...fields }),
    /**
     * @param {number} seq
     * @param {Partial<PatchesMessage>} [fields]
     */
    patches: (seq, fields) =>
      self.receive({ kind: "patches", epoch: 1, seq, data: [], ...fields }),
    /**
     * @param {string} [type]
     * @param {number} [id]
     * @param {unknown} [value]
     */
    emit: (type = "click", id = 1, value = undefined) =>
      self.session.emit(
        { id, type, payload: value === undefined ? {} : { value } },
        { isCoalesced: type === "input" && id === SLIDER },
      ),
    /** The payload values of events, in the order they were sent. */
    values: () =>
      sent.map((message) =>
        message.kind === "event" ? message.data.payload.value : 0,
      ),
  };
  /** @type {Applier} */
  const applier = {
    mount(message, isHeld) {
      held.push(watched.map(isHeld));
      applied.push(message);
    },
    patch(message, isHeld) {
      held.push(watched.map(isHeld));
      const { failure } = self;
      self.failure = null;
      if (failure) throw failure;
      applied.push(message);
    },
    effect: ({ effect }) => self.effects.push(effect),
    output: ({ entries }) => self.outputs.push(...entries),
    keep: (token) => {
      self.token = token;
    },
    show({ state, waiting, problems }) {
      states.push(state);
      self.waiting = waiting;
      self.problems = problems;
    },
  };
  const transport = {
    /** @param {string} message */
    send(message) {
      if (!self.isConnected) throw new Error("the comm is closed");
      const parsed = JSON.parse(message);
      sent.push(parsed);
      self.answer?.(parsed);
    },
    receive() {},
    close: () => {
      self.isClosed = true;
    },
  };
  const reconnecting = {
    ...transport,
    notices,
    /** @param {LineWatcher} watcher */
    watch: (watcher) => {
      self.watcher = watcher;
    },
    renew: () => {
      self.renewals++;
    },
  };
  self.session = new ClientSession({
    view: VIEW,
    transport: hasLine ? reconnecting : transport,
    applier,
    surroundings: () => self.surroundings,
    token,
    shown,
  });
  self.session.open();
  self.line.open();
  if (isMounted) {
    if (shown) self.mount({ verdict: "resumed", epoch: shown.epoch, seq: shown.seq });
    else self.mount();
    self.take();
  }
  return self;
}

export const VIEW = "view-one";

/** The id of the element whose `input` events the rig coalesces. */
export const SLIDER = 7;

const MOUNT = {
  kind: "mount",
  view: VIEW,
  version: 1,
  epoch: 1,
  seq: 0,
  runs: [[1, 1]],
  html: "<p></p>",
  css: [],
  ack: 0,
  verdict: "new",
};
