/** @import { Effects, Environment, ShowOptions, WidgetModel } from "./types.js" */

import { randomId } from "./ids.js";
import { fromFolder, fromModel } from "./modules.js";
import { sheets } from "./sheets.js";
import { followSnapshots } from "./snapshots.js";
import { adopt } from "./style.js";
import { surroundingsOfPage } from "./surroundings.js";
import { anywidget } from "./transports/anywidget.js";
import { openView } from "./view.js";

export { anywidget, fromFolder, fromModel };

/**
 * The page around the view is not the app's to change.
 *
 * @type {Effects}
 */
const EFFECTS = { navigate() {} };

/**
 * Shows the app of a notebook's widget, and tells the page around when it does.
 *
 * @param {WidgetModel} model
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function open(model, element, signal) {
  const detail = {
    signal,
    model,
    /** @param {Parameters<typeof followSnapshots>[1]} take */
    follow: (take) => followSnapshots(model, take, signal),
  };
  const event = new CustomEvent("tempestweb:shown", { bubbles: true, detail });
  const shown = () => element.dispatchEvent(event);
  const load = fromModel(model);
  const manager = model.widget_manager;
  show({ transport: anywidget(model), load, manager, element, signal, shown });
}

/**
 * Shows a session in an element.
 *
 * @param {ShowOptions} options
 * @returns {() => void} stops it and takes the UI away, as does the signal's abort
 */
export function show({
  transport,
  load,
  manager,
  element,
  signal,
  view = randomId(),
  shown = () => {},
}) {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  if (signal?.aborted) return stop;
  signal?.addEventListener("abort", stop, { once: true, signal: stopping.signal });

  const shadow = element.shadowRoot ?? element.attachShadow({ mode: "open" });
  adopt(shadow, sheets);
  const root = document.createElement("div");
  root.className = "tempestweb";
  root.dataset.twState = "connecting";
  shadow.append(root);
  keepKeys(element, root, stopping.signal);

  const session = openView({
    root,
    transport,
    load,
    manager,
    view,
    surroundings: () => surroundingsOf(element),
    effects: EFFECTS,
    signal: stopping.signal,
  });
  session.idle().then(shown, shown);
  stopping.signal.addEventListener("abort", () => root.remove());
  // The page may come back from the browser's cache if it is `persisted`.
  window.addEventListener("pagehide", (event) => event.persisted || stop(), {
    signal: stopping.signal,
  });
  return stop;
}

/**
 * Keeps what is typed in the UI from the shortcuts of the page around it.
 *
 * @param {HTMLElement} element
 * @param {HTMLElement} root
 * @param {AbortSignal} signal
 */
function keepKeys(element, root, signal) {
  // JupyterLab looks for this before it matches shortcuts.
  element.setAttribute("data-lm-suppress-shortcuts", "true");
  for (const type of ["keydown", "keypress", "keyup"]) {
    root.addEventListener(
      type,
      (event) => {
        const target = /** @type {HTMLElement} */ (event.target);
        const isField = target.matches("input, textarea, select");
        if (isField || target.isContentEditable) event.stopPropagation();
      },
      { signal },
    );
  }
}

/**
 * @param {HTMLElement} element
 * @returns {Environment} without a height: here, that is what the app makes it
 */
function surroundingsOf(element) {
  const width = Math.round(element.getBoundingClientRect().width);
  return {
    // An element that is not laid out has no size worth telling.
    ...(width > 0 && { width }),
    ...surroundingsOfPage(),
    url: location.href.slice(0, 8192),
  };
}
