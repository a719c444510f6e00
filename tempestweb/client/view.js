/** @import { Applier, Emit, Environment, Transport } from "./types.js" */

import { Behaviours } from "./behaviours/index.js";
import { Patcher } from "./dom.js";
import { Delegation } from "./events.js";
import { createPanel } from "./panel.js";
import { ClientSession } from "./session.js";
import { addRules } from "./style.js";

/**
 * Shows a session in a root element: joins the protocol to the DOM.
 *
 * @param {{
 *   root: HTMLElement, transport: Transport, view: string, environment: Environment,
 *   signal: AbortSignal
 * }} parts The signal's abort says goodbye and empties the root.
 */
export function openView({ root, transport, view, environment, signal }) {
  /** @type {Emit} */
  const emit = (data, options) => session.emit(data, options);
  /** @param {Element} element */
  const idOf = (element) => patcher.idOf(element);
  const panel = createPanel((source) => session.dismiss(source));
  const behaviours = new Behaviours(idOf, emit);
  const events = new Delegation(root, idOf, emit, signal);
  const patcher = new Patcher(root, panel.element, {
    listens: (types) => events.listen(types),
    connects: (element) => void behaviours.connect(element),
    props: (element, props) => behaviours.update(element, props),
    leaves: (element) => behaviours.disconnect(element),
  });

  /** @param {() => void} patch */
  const quietly = (patch) => {
    events.isMuted = true;
    try {
      patch();
    } finally {
      events.isMuted = false;
    }
  };

  /** @type {Applier} */
  const applier = {
    mount({ html, runs, css = [] }, isHeld, isSameTree) {
      addRules(css);
      quietly(() => patcher.mount(html, runs, isHeld, isSameTree));
    },
    patch({ data, css = [] }, isHeld) {
      addRules(css);
      quietly(() => patcher.apply(data, isHeld));
    },
    effect({ name }) {
      console.warn(`tempestweb: client.effect.unknown: ${name}`);
    },
    show({ state, problems }) {
      root.dataset.twState = state;
      root.setAttribute(
        "aria-busy",
        String(state === "busy" || state === "connecting"),
      );
      panel.show(problems);
    },
  };

  const session = new ClientSession({ view, transport, applier, environment });
  root.append(panel.element);
  root.tempestweb = { idle: () => session.idle(), session };
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
