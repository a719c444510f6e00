/**
 * @import {
 *   Admit, Applier, EarlyEvent, Effects, Emit, Environment, LoadModule, ReconnectingTransport,
 *   ShownTree, Transport, WidgetManager
 * } from "./types.js"
 */

import { Behaviours } from "./behaviours/index.js";
import { Patcher } from "./dom.js";
import { Delegation } from "./events.js";
import { VIEW_NODE } from "./outbox.js";
import { placeOverlays } from "./overlays.js";
import { createPanel } from "./panel.js";
import { ClientSession } from "./session.js";
import { addRules, knowRules } from "./style.js";
import { watchSurroundings } from "./surroundings.js";

/**
 * Shows a session in a root element: joins the protocol to the DOM.
 *
 * @param {{
 *   root: HTMLElement,
 *   transport: Transport | ReconnectingTransport,
 *   load: LoadModule,
 *   manager?: WidgetManager,
 *   view: string,
 *   surroundings: () => Environment,
 *   effects: Effects,
 *   signal: AbortSignal,
 *   token?: string,
 *   unused?: string,
 *   keep?: (token: string | null) => void,
 *   shown?: ShownTree,
 *   typed?: import("./typed.js").Typed,
 *   early?: EarlyEvent[],
 *   admit?: Admit,
 * }} parts The signal's abort says goodbye and empties the root. `shown` is what stands
 *   in the root already; `typed` knows what the user has typed there, `early` is what else
 *   happened. `unused`: see `ClientSession`.
 */
export function openView({
  root,
  transport,
  load,
  manager,
  view,
  surroundings,
  effects,
  signal,
  token,
  unused,
  keep = () => {},
  shown,
  typed,
  early = [],
  admit = (_data, options) => options,
}) {
  /** @type {Emit} */
  const emit = (data, options = {}) => {
    const admitted = admit(data, options, patcher.element(data.id));
    if (admitted) session.emit(data, admitted);
  };
  /** @param {Element} element */
  const idOf = (element) => (element === drawer ? VIEW_NODE : patcher.idOf(element));
  const panel = createPanel((source) => session.dismiss(source));
  const behaviours = new Behaviours(idOf, emit, load, () => ({
    manager,
    transfers: session.transfers,
  }));
  const events = new Delegation(root, idOf, emit, signal);
  const patcher = new Patcher(root, panel.element, {
    listens: (types) => events.listen(types),
    connects: (element) => void behaviours.connect(element),
    props: (element, props) => behaviours.update(element, props),
    leaves: (element) => behaviours.disconnect(element),
  });

  const isAdopted = shown !== undefined && adopt(patcher, shown);
  let isFirst = !isAdopted;

  /** @param {() => void} patch */
  const quietly = (patch) => {
    events.isMuted = true;
    try {
      patch();
    } finally {
      events.isMuted = false;
    }
  };

  /** @type {Element | undefined} */
  let drawer;
  /** @type {import("./types.js").OutputMessage[]} What the drawer has not taken yet. */
  const messages = [];

  /** @type {Applier} */
  const applier = {
    mount({ html = "", runs = [], css = [], verdict }, isHeld, isSameTree) {
      addRules(css);
      // Otherwise the session knows what was typed, or has it to come.
      const isUnknown = isFirst || verdict === "new";
      const typeAgain = typed?.remember(isUnknown);
      quietly(() => patcher.mount(html, runs, isHeld, isSameTree));
      isFirst = false;
      placeOverlays(root);
      typeAgain?.();
    },
    patch({ data, css = [] }, isHeld) {
      addRules(css);
      quietly(() => patcher.apply(data, isHeld));
      placeOverlays(root);
    },
    effect({ name, data }) {
      if (name === "focus") focus(patcher.element(Number(data.id)));
      else if (Object.hasOwn(effects, name)) effects[name](data);
      else console.warn(`tempestweb: client.effect.unknown: ${name}`);
    },
    output(message) {
      for (const { css = [] } of message.entries) addRules(css);
      messages.push(message);
      if (!drawer) {
        drawer = panel.drawer();
        void behaviours.connect(drawer);
      }
      behaviours.update(drawer, { messages });
    },
    keep,
    show({ state, waiting, problems }) {
      root.dataset.twState = state;
      root.dataset.twWaiting = String(waiting);
      root.setAttribute(
        "aria-busy",
        String(state === "busy" || state === "connecting"),
      );
      panel.show({ state, waiting, problems });
    },
  };

  const session = new ClientSession({
    view,
    transport,
    applier,
    surroundings,
    token,
    unused,
    shown: isAdopted ? shown : undefined,
  });
  if (isAdopted) {
    // What another page has left waits with what else it has left.
    if (!shown?.isPicture) typed?.report(early);
    for (const each of early) events.replay(each);
  }
  session.transfers.offered = (offer) =>
    behaviours.module("downloads").then(
      (receive) => receive(offer, session),
      (error) => console.warn("tempestweb: client.download", error),
    );
  root.append(panel.element);
  const idle = async () => {
    await behaviours.settled();
    await session.idle();
    // What the last answer brought.
    await behaviours.settled();
  };
  root.tempestweb = { idle, session, idOf: (element) => patcher.idOf(element) };
  watchSurroundings(root, () => session.report(), signal);
  signal.addEventListener(
    "abort",
    () => {
      session.close();
      quietly(() => patcher.clear());
      panel.element.remove();
    },
    { once: true },
  );
  session.open();
  return session;
}

/** @param {Element | undefined} element */
function focus(element) {
  if (element instanceof HTMLElement) element.focus();
}

/**
 * Takes the tree in the root over, unless something else has changed it.
 *
 * @param {Patcher} patcher
 * @param {ShownTree} shown
 */
function adopt(patcher, { runs, css }) {
  knowRules(css);
  try {
    patcher.adopt(runs);
    return true;
  } catch (error) {
    console.warn("tempestweb: client.adopt", error);
    return false;
  }
}
