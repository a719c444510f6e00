/** @import { Behaviour, BehaviourContext } from "../types.js" */

import css from "./drag.css";
import { edgeScroller } from "./parts/edges.js";
import { viewOf } from "./parts/focus.js";
import { look } from "./parts/look.js";
import { followDrags, isOnControl, within } from "./parts/pointers.js";
import { say } from "./parts/say.js";
import { makeInert } from "./parts/settle.js";

const dress = look(css);

/** @type {WeakMap<Element, string>} What is carried, by its element. */
const carried = new WeakMap();

/**
 * Something that can be dragged onto a target: with a mouse, with a finger that rests
 * first, or with Enter, the arrow keys and Enter again.
 *
 * @type {Behaviour<{ data: string }>}
 */
const drag = {
  connect(element, { data }, { signal, emit }) {
    const box = /** @type {HTMLElement} */ (element);
    dress(element);
    carried.set(box, data);
    byPointer(box, emit, signal);
    byKeyboard(box, emit, signal);
  },
  update(element, { data }) {
    carried.set(element, data);
  },
};

export default drag;

/**
 * @param {HTMLElement} box
 * @param {BehaviourContext["emit"]} emit
 * @param {Element | null} target
 * @param {{ clientX: number, clientY: number }} place
 */
function drop(box, emit, target, place) {
  const data = carried.get(box) ?? "";
  const detail = target && { data, ...within(target, place) };
  target?.dispatchEvent(new CustomEvent("tw-drop", { detail }));
  emit("dragged", { data, ...within(box, place) });
}

/**
 * @param {HTMLElement} box
 * @param {BehaviourContext["emit"]} emit
 * @param {AbortSignal} signal
 */
function byPointer(box, emit, signal) {
  /** @type {HTMLElement | null} */
  let picture = null;
  /** @type {ReturnType<typeof edgeScroller> | null} */
  let edges = null;
  /** Where the pointer is. */
  let place = { clientX: 0, clientY: 0 };
  const over = highlighter();
  const find = () => {
    over(targetAt(box, place));
    edges?.follow(place, hitAt(box, place));
  };
  followDrags(
    box,
    {
      start(event) {
        picture = pictureOf(box);
        place = event;
        edges = edgeScroller(box, find);
        return true;
      },
      move(event, { x, y }) {
        place = event;
        if (picture) picture.style.translate = `${x}px ${y}px`;
        find();
      },
      end(event) {
        edges?.stop();
        picture?.remove();
        over(null);
        box.removeAttribute("data-tw-dragged");
        if (event) drop(box, emit, targetAt(box, event), event);
      },
    },
    signal,
  );
}

/**
 * Makes a picture of what is dragged, above all of the page.
 *
 * @param {HTMLElement} box
 */
function pictureOf(box) {
  const { left, top, width, height } = box.getBoundingClientRect();
  const picture = /** @type {HTMLElement} */ (box.cloneNode(true));
  makeInert(picture);
  picture.classList.add("tw-picture");
  Object.assign(picture.style, {
    left: `${left}px`,
    top: `${top}px`,
    width: `${width}px`,
    height: `${height}px`,
  });
  picture.popover = "manual";
  viewOf(box).append(picture);
  picture.showPopover();
  box.setAttribute("data-tw-dragged", "");
  return picture;
}

/**
 * @param {Element} box
 * @param {{ clientX: number, clientY: number }} place
 */
function hitAt(box, { clientX, clientY }) {
  const tree = /** @type {Document | ShadowRoot} */ (box.getRootNode());
  const hit = tree.elementFromPoint(clientX, clientY);
  return hit && viewOf(box).contains(hit) ? hit : null;
}

/**
 * @param {Element} box
 * @param {{ clientX: number, clientY: number }} place
 */
function targetAt(box, place) {
  const target = hitAt(box, place)?.closest(".tw-drag-target") ?? null;
  return target && viewOf(box).contains(target) ? target : null;
}

/** @returns {(target: Element | null) => void} marks the one target, or none */
function highlighter() {
  /** @type {Element | null} */
  let marked = null;
  return (target) => {
    if (target === marked) return;
    marked?.removeAttribute("data-tw-over");
    target?.setAttribute("data-tw-over", "");
    marked = target;
  };
}

/**
 * @param {HTMLElement} box
 * @param {BehaviourContext["emit"]} emit
 * @param {AbortSignal} signal
 */
function byKeyboard(box, emit, signal) {
  const over = highlighter();
  /** @type {number | null} */
  let chosen = null;
  const targets = () =>
    [...viewOf(box).querySelectorAll(".tw-drag-target")].filter(
      (target) => target.getClientRects().length > 0 && !target.contains(box),
    );
  const leave = () => {
    chosen = null;
    over(null);
    box.removeAttribute("data-tw-dragged");
  };
  /** @param {number} index */
  const choose = (index) => {
    const all = targets();
    chosen = (index + all.length) % all.length;
    const target = all[chosen];
    box.setAttribute("data-tw-dragged", "");
    over(target);
    target.scrollIntoView({ block: "nearest" });
    const name = target.getAttribute("aria-label") ?? target.textContent.trim();
    say(box, `${name.slice(0, 60)} ${chosen + 1}/${all.length}`);
  };
  /** @param {string} key */
  const act = (key) => {
    const isPress = key === "Enter" || key === " ";
    const isRtl = getComputedStyle(box).direction === "rtl";
    const [back, on] = isRtl
      ? ["ArrowRight", "ArrowLeft"]
      : ["ArrowLeft", "ArrowRight"];
    if (chosen === null) {
      if (isPress && targets().length > 0) choose(0);
      return isPress;
    }
    if (isPress) {
      const target = targets().at(chosen) ?? null;
      leave();
      if (target) {
        const { left, top, width, height } = target.getBoundingClientRect();
        const middle = { clientX: left + width / 2, clientY: top + height / 2 };
        drop(box, emit, target, middle);
      }
    } else if (key === "ArrowDown" || key === on) choose(chosen + 1);
    else if (key === "ArrowUp" || key === back) choose(chosen - 1);
    else if (key === "Escape") leave();
    else return false;
    return true;
  };
  box.addEventListener(
    "keydown",
    (event) => {
      if (isOnControl(box, event) || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      if (!act(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
    },
    { signal },
  );
  box.addEventListener("focusout", leave, { signal });
  signal.addEventListener("abort", leave);
}
