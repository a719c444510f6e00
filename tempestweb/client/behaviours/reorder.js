/** @import { Behaviour, BehaviourContext } from "../types.js" */

import { edgeScroller } from "./parts/edges.js";
import { look } from "./parts/look.js";
import { listensTo } from "./parts/overlay.js";
import { followDrags } from "./parts/pointers.js";
import { say } from "./parts/say.js";
import { isMotionWanted, whenAnswered } from "./parts/settle.js";
import css from "./reorder.css";

const dress = look(css);

const SHIFT = { duration: 150, easing: "ease-out" };

/**
 * A column whose items are put in another order: dragged, or with Alt and the arrows.
 *
 * @type {Behaviour}
 */
const reorder = {
  connect(element, _props, { signal, emit }) {
    const list = /** @type {HTMLElement} */ (element);
    dress(element);
    const watcher = new MutationObserver(() => {
      settle(list);
      offer(list);
    });
    watcher.observe(list, { childList: true });
    signal.addEventListener("abort", () => watcher.disconnect());
    offer(list);
    byPointer(list, emit, signal);
    byKeyboard(list, emit, signal);
  },
};

export default reorder;

/** @param {Element} list */
function itemsOf(list) {
  return /** @type {HTMLElement[]} */ ([...list.children]);
}

/** @param {Element} list */
function offer(list) {
  for (const item of itemsOf(list)) {
    if (!item.hasAttribute("tabindex")) item.tabIndex = 0;
    if (!item.hasAttribute("role")) item.setAttribute("role", "listitem");
    item.setAttribute("aria-keyshortcuts", "Alt+ArrowUp Alt+ArrowDown");
  }
}

/** @param {Element} list */
function settle(list) {
  for (const item of itemsOf(list)) {
    item.style.translate = "";
    item.style.transition = "";
    item.removeAttribute("data-tw-dragged");
  }
}

/**
 * Where each item would be if the one at `from` stood at `to`.
 *
 * @param {{ top: number, height: number }[]} places
 * @param {number} from
 * @param {number} to
 * @returns {number[]} how far each is from where it is now, in px
 */
export function shifts(places, from, to) {
  const gap = places.length > 1 ? places[1].top - places[0].top - places[0].height : 0;
  const room = places[from].height + gap;
  return places.map((_, index) => {
    if (from < to && index > from && index <= to) return -room;
    if (to < from && index >= to && index < from) return room;
    return 0;
  });
}

/**
 * @param {HTMLElement} list
 * @param {BehaviourContext["emit"]} emit
 * @param {AbortSignal} signal
 */
function byPointer(list, emit, signal) {
  /** @type {HTMLElement[]} */
  let items = [];
  /** @type {{ top: number, height: number }[]} */
  let places = [];
  let from = -1;
  let to = -1;
  /** How far the pointer has come, and where the list was before, in px. */
  let travel = 0;
  let top = 0;
  /** @type {ReturnType<typeof edgeScroller> | null} */
  let edges = null;

  const arrange = () => {
    // The list goes on below a finger that rests at its edge.
    const y = travel + top - list.getBoundingClientRect().top;
    const middle = places[from].top + places[from].height / 2 + y;
    const passed = places.filter((place, index) => {
      const edge = place.top + place.height / 2;
      return index !== from && edge < middle;
    });
    to = passed.length;
    shifts(places, from, to).forEach((shift, index) => {
      const item = items[index];
      if (index === from) return;
      if (isMotionWanted()) item.style.transition = `translate ${SHIFT.duration}ms`;
      item.style.translate = `0 ${shift}px`;
    });
    items[from].style.translate = `0 ${y}px`;
  };

  followDrags(
    list,
    {
      start(_event, origin) {
        items = itemsOf(list);
        from = items.findIndex((item) => item.contains(origin));
        to = from;
        if (from < 0 || !listensTo(list, "reorder")) return false;
        places = items.map((item) => item.getBoundingClientRect());
        items[from].setAttribute("data-tw-dragged", "");
        travel = 0;
        top = list.getBoundingClientRect().top;
        edges = edgeScroller(list, arrange, (axis) => {
          const { top: start, bottom: end } = list.getBoundingClientRect();
          return axis === "y" ? { start, end } : null;
        });
        return true;
      },
      move(event, { y }) {
        travel = y;
        arrange();
        edges?.follow(event);
      },
      end(event) {
        edges?.stop();
        if (event && to !== from) {
          emit("reorder", { from_index: from, to_index: to });
          // Until the app has moved them, they stay where they were put.
          whenAnswered(list, () => settle(list));
        } else settle(list);
      },
    },
    signal,
  );
}

/**
 * @param {HTMLElement} list
 * @param {BehaviourContext["emit"]} emit
 * @param {AbortSignal} signal
 */
function byKeyboard(list, emit, signal) {
  list.addEventListener(
    "keydown",
    (event) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      const items = itemsOf(list);
      const from = items.indexOf(/** @type {HTMLElement} */ (event.target));
      if (!step || from < 0 || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      const to = from + step;
      if (to < 0 || to >= items.length) return;
      if (!event.altKey) {
        items[to].focus();
        return;
      }
      if (!listensTo(list, "reorder")) return;
      emit("reorder", { from_index: from, to_index: to });
      say(list, `${to + 1}/${items.length}`);
    },
    { signal },
  );
}
