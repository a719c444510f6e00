/** @import { Behaviour } from "../types.js" */

/**
 * Makes room where a keyboard on the screen covers the page, and keeps the field that is
 * typed into above it.
 *
 * @type {Behaviour}
 */
const keyboard = {
  connect(element, _props, { signal }) {
    const box = /** @type {HTMLElement} */ (element);
    const screen = window.visualViewport;
    if (!screen) return;
    const avoid = () => {
      const covered = innerHeight - screen.height - screen.offsetTop;
      const below = innerHeight - box.getBoundingClientRect().bottom;
      const inset = Math.max(0, Math.round(covered - Math.max(0, below)));
      box.style.setProperty("--tw-keyboard", `${inset}px`);
      const root = /** @type {Document | ShadowRoot} */ (box.getRootNode());
      const focused = root.activeElement;
      if (inset && focused && box.contains(focused)) {
        focused.scrollIntoView({ block: "nearest" });
      }
    };
    screen.addEventListener("resize", avoid, { signal });
    box.addEventListener("focusin", avoid, { signal });
  },
};

export default keyboard;
