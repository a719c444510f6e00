/** Above and below an overlay's content so much is left free, in px. */
const MARGIN = 24;

/**
 * Brings overlays that have just come to where the user looks: into the part of the view
 * that can be seen, or, where that is too low for one, next to it and into sight.
 *
 * An output of a notebook is as high as what is in it, may be longer than the page, and
 * may be cut off by the notebook's own scrolling.
 *
 * @param {Element} root
 */
export function placeOverlays(root) {
  const fresh = root.querySelectorAll(".tw-scene > .tw-overlay:not([data-tw-placed])");
  for (const overlay of /** @type {NodeListOf<HTMLElement>} */ (fresh)) {
    overlay.dataset.twPlaced = "";
    const content = overlay.firstElementChild;
    if (!content) continue;
    const box = overlay.getBoundingClientRect();
    const room = content.clientHeight + 2 * MARGIN;
    let { top, bottom } = seenPart(overlay);
    const isTooLow = bottom - top < room;
    if (isTooLow) {
      // The nearest place that is high enough; nobody is taken to the end of a long app.
      top = Math.max(box.top, Math.min(top, box.bottom - room));
      bottom = top + room;
    }
    overlay.style.setProperty("--tw-above", `${Math.max(0, top - box.top)}px`);
    overlay.style.setProperty("--tw-below", `${Math.max(0, box.bottom - bottom)}px`);
    if (isTooLow && overlay.matches(".tw-barrier")) {
      content.scrollIntoView({ block: "nearest" });
    }
  }
}

/**
 * Tells where of an element something can be seen at all, in the page's window.
 *
 * @param {Element} element
 */
function seenPart(element) {
  let { top, bottom } = element.getBoundingClientRect();
  top = Math.max(top, 0);
  bottom = Math.min(bottom, innerHeight);
  let box = outside(element);
  while (box && box !== document.body) {
    if (getComputedStyle(box).overflowY !== "visible") {
      const clip = box.getBoundingClientRect();
      top = Math.max(top, clip.top);
      bottom = Math.min(bottom, clip.bottom);
    }
    box = outside(box);
  }
  return { top, bottom };
}

/**
 * @param {Element} element
 * @returns {Element | null}
 */
function outside(element) {
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}
