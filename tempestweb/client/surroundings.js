/** @import { Environment } from "./types.js" */

import { atMostEvery } from "./environment.js";

/** A window that is dragged larger tells of its size so often, in ms. */
const INTERVAL = 100;

/**
 * Reads what is the same for all of the page.
 *
 * @returns {Environment}
 */
export function surroundingsOfPage() {
  const { jpThemeLight } = document.body.dataset;
  return {
    dark: jpThemeLight
      ? jpThemeLight === "false"
      : matchMedia("(prefers-color-scheme: dark)").matches,
    density: devicePixelRatio,
    locale: navigator.language,
  };
}

/**
 * Watches everything that the environment of a view is made of.
 *
 * @param {Element} element the one whose size counts
 * @param {() => void} report called when something may have changed
 * @param {AbortSignal} signal
 */
export function watchSurroundings(element, report, signal) {
  const changed = atMostEvery(INTERVAL, () => signal.aborted || report());
  const size = new ResizeObserver(changed);
  size.observe(element);
  // JupyterLab's theme.
  const theme = new MutationObserver(changed);
  theme.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  signal.addEventListener("abort", () => {
    size.disconnect();
    theme.disconnect();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed, {
    signal,
  });
  window.addEventListener("resize", changed, { signal });
  window.addEventListener("languagechange", changed, { signal });
  watchDensity(changed, signal);
}

/**
 * @param {() => void} changed
 * @param {AbortSignal} signal
 */
function watchDensity(changed, signal) {
  // A query asks for one density, so each has its own.
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
    "change",
    () => {
      changed();
      watchDensity(changed, signal);
    },
    { once: true, signal },
  );
}
