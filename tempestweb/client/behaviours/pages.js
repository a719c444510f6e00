/** @import { Behaviour } from "../types.js" */

import css from "./pages.css";
import { focusedNear } from "./parts/focus.js";
import { look } from "./parts/look.js";

const dress = look(css);

/** @type {WeakMap<Element, (page: number) => void>} */
const turns = new WeakMap();

/** Scrolling has ended after so many ms, where the browser does not say so. */
const REST = 120;

/**
 * Pages that lie side by side: swiped by the browser, turned with buttons and arrows;
 * tells which one was reached. Nobody gets into those out of sight.
 *
 * @type {Behaviour<{ page: number }>}
 */
const pages = {
  connect(element, props, { signal, emit }) {
    dress(element);
    const [track, back, on] = /** @type {HTMLElement[]} */ ([...element.children]);
    let current = props.page;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let rest;

    const show = () => {
      [...track.children].forEach((page, index) => {
        page.toggleAttribute("inert", index !== current);
      });
      const focused = focusedNear(track);
      back.hidden = current <= 0;
      on.hidden = current >= track.children.length - 1;
      // A button that goes takes the keyboard with it.
      if ((focused === back || focused === on) && focused.hidden) {
        track.focus({ preventScroll: true });
      }
    };
    /**
     * @param {number} page
     * @param {ScrollBehavior} behavior
     */
    const turn = (page, behavior) => {
      const target = track.children[page];
      if (!target) return;
      const from = track.getBoundingClientRect().left;
      const by = target.getBoundingClientRect().left - from;
      // To a place, not by a way: on that it would stop at each page.
      track.scrollTo({ left: track.scrollLeft + by, behavior });
    };
    const speed = () =>
      matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
    const settle = () => {
      const middle = track.getBoundingClientRect();
      const at = middle.left + middle.width / 2;
      const page = [...track.children].findIndex((child) => {
        const { left, right } = child.getBoundingClientRect();
        return left <= at && at < right;
      });
      if (page < 0 || page === current) return;
      const previous = current;
      current = page;
      show();
      emit("page", { page, previous });
    };
    turns.set(element, (page) => {
      if (page !== current) {
        current = page;
        turn(page, speed());
      }
      show();
    });

    track.addEventListener(
      "scroll",
      () => {
        clearTimeout(rest);
        rest = setTimeout(settle, REST);
      },
      { passive: true, signal },
    );
    signal.addEventListener("abort", () => clearTimeout(rest));
    back.addEventListener("click", () => turn(current - 1, speed()), { signal });
    on.addEventListener("click", () => turn(current + 1, speed()), { signal });
    track.addEventListener(
      "keydown",
      (event) => {
        if (event.target !== track) return;
        const isRtl = getComputedStyle(track).direction === "rtl";
        const by = { ArrowLeft: isRtl ? 1 : -1, ArrowRight: isRtl ? -1 : 1 }[event.key];
        if (!by) return;
        event.preventDefault();
        turn(current + by, speed());
      },
      { signal },
    );
    // Of another width the page is elsewhere.
    const observer = new ResizeObserver(() => turn(current, "instant"));
    observer.observe(track);
    signal.addEventListener("abort", () => observer.disconnect());
    show();
  },
  update(element, { page }) {
    turns.get(element)?.(page);
  },
};

export default pages;
