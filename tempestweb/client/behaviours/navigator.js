/** @import { Behaviour } from "../types.js" */

import { focusedNear } from "./parts/focus.js";
import { look } from "./parts/look.js";
import css from "./parts/navigation.css";
import { isMotionWanted, makeInert } from "./parts/settle.js";

const dress = look(css);

const TIMING = { duration: 280, easing: "cubic-bezier(0.2, 0, 0, 1)" };

/** @typedef {{ depth: number, transition: "slide" | "fade" | "none" }} NavigatorProps */

/** @type {WeakMap<Element, NavigatorProps>} */
const told = new WeakMap();

/**
 * Lets one screen take the place of another: the old one leaves as a picture of itself.
 *
 * @type {Behaviour<NavigatorProps>}
 */
const navigator = {
  connect(element, props, { signal }) {
    dress(element);
    told.set(element, props);
    let { depth } = props;
    /** @type {EventTarget | null} */
    let focused = null;
    element.addEventListener("focusin", ({ target }) => (focused = target), { signal });
    const watcher = new MutationObserver((records) => {
      const now = told.get(element) ?? props;
      const isBack = now.depth < depth;
      depth = now.depth;
      const gone = screenIn(records.flatMap((record) => [...record.removedNodes]));
      const come = screenIn(records.flatMap((record) => [...record.addedNodes]));
      if (!gone || !come || gone.isConnected) return;
      if (
        focused &&
        gone.contains(/** @type {Node} */ (focused)) &&
        !focusedNear(come)
      ) {
        come.tabIndex = -1;
        come.focus({ preventScroll: true });
      }
      if (now.transition !== "none" && isMotionWanted()) {
        exchange(gone, come, now.transition, isBack);
        // What was just done is not a change of screens.
        watcher.takeRecords();
      }
    });
    watcher.observe(element, { childList: true });
    signal.addEventListener("abort", () => watcher.disconnect());
  },
  update(element, props) {
    told.set(element, props);
  },
};

export default navigator;

/** @param {Node[]} nodes */
function screenIn(nodes) {
  return /** @type {HTMLElement | undefined} */ (
    nodes.find((node) => node instanceof Element && !node.hasAttribute("inert"))
  );
}

/**
 * @param {HTMLElement} gone
 * @param {HTMLElement} come
 * @param {"slide" | "fade"} transition
 * @param {boolean} isBack
 */
function exchange(gone, come, transition, isBack) {
  makeInert(gone);
  if (isBack) come.after(gone);
  else come.before(gone);
  const isRtl = getComputedStyle(come).direction === "rtl";
  const sign = isRtl ? -1 : 1;
  const aside = { translate: `${-30 * sign}% 0`, opacity: 0.6 };
  const away = { translate: `${100 * sign}% 0` };
  const rest = { translate: "0 0", opacity: 1 };
  const isFade = transition === "fade";
  const entry = isFade ? { opacity: 0 } : isBack ? aside : away;
  const exit = isFade ? { opacity: 0 } : isBack ? away : aside;
  come.animate([entry, rest], { ...TIMING, id: "tw-screen" });
  const leaving = gone.animate([rest, exit], { ...TIMING, fill: "forwards" });
  leaving.finished.then(
    () => gone.remove(),
    () => gone.remove(),
  );
}
