/** Puts a box of the top layer beside an element. */

const CAN_ANCHOR = CSS.supports("position-area", "block-end");
const GAP = 4;
let count = 0;

/**
 * @param {HTMLElement} box a popover that is shown
 * @param {HTMLElement} anchor in the same tree
 * @param {AbortSignal} signal
 */
export function anchorTo(box, anchor, signal) {
  box.setAttribute("data-tw-placed", "");
  if (CAN_ANCHOR) {
    const name = `--tw-anchor-${++count}`;
    const others = anchor.style.getPropertyValue("anchor-name");
    anchor.style.setProperty("anchor-name", others ? `${others}, ${name}` : name);
    box.style.setProperty("position-anchor", name);
    signal.addEventListener("abort", () => {
      const names = anchor.style.getPropertyValue("anchor-name").split(", ");
      const rest = names.filter((other) => other !== name).join(", ");
      anchor.style.setProperty("anchor-name", rest);
    });
    return;
  }
  const place = () => placeBeside(box, anchor);
  place();
  window.addEventListener("scroll", place, { capture: true, passive: true, signal });
  window.addEventListener("resize", place, { signal });
}

/**
 * @param {HTMLElement} box
 * @param {HTMLElement} anchor
 */
function placeBeside(box, anchor) {
  const beside = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  const isRtl = getComputedStyle(box).direction === "rtl";
  const isAbove = box.matches(".tw-tip");
  const below = beside.bottom + GAP;
  const above = beside.top - GAP - height;
  const hasRoom = isAbove ? above >= 0 : below + height <= innerHeight;
  const left = isAbove
    ? (beside.left + beside.right - width) / 2
    : isRtl
      ? beside.right - width
      : beside.left;
  box.style.margin = "0";
  box.style.top = `${isAbove === hasRoom ? above : below}px`;
  box.style.left = `${Math.max(GAP, Math.min(left, innerWidth - width - GAP))}px`;
}
