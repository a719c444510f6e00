/** @import { Environment, ShowOptions } from "./types.js" */

import { adopt } from "./style.js";
import { openView } from "./view.js";

export { anywidget } from "./transports/anywidget.js";

/**
 * Shows a session in an element.
 *
 * @param {ShowOptions} options
 * @returns {() => void} stops it and takes the UI away, as does the signal's abort
 */
export function show({ transport, element, signal, view = randomId() }) {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  if (signal?.aborted) return stop;
  signal?.addEventListener("abort", stop, { once: true, signal: stopping.signal });

  const shadow = element.shadowRoot ?? element.attachShadow({ mode: "open" });
  adopt(shadow);
  const root = document.createElement("div");
  root.className = "tempestweb";
  root.dataset.twState = "connecting";
  shadow.append(root);
  keepKeys(element, root, stopping.signal);

  const environment = environmentOf(element);
  openView({ root, transport, view, environment, signal: stopping.signal });
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
 * @returns {Environment}
 */
function environmentOf(element) {
  const { width, height } = element.getBoundingClientRect();
  const { jpThemeLight } = document.body.dataset;
  return {
    // An element that is not laid out yet has no size worth telling.
    ...(width > 0 && { width, height }),
    dark: jpThemeLight
      ? jpThemeLight === "false"
      : matchMedia("(prefers-color-scheme: dark)").matches,
    density: devicePixelRatio,
    locale: navigator.language,
    url: location.href.slice(0, 8192),
  };
}

/** Makes up an id that the protocol allows for a view. */
function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
