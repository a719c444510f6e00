/** @import { Behaviour } from "../types.js" */

import { look } from "./parts/look.js";
import css from "./range.css";

const dress = look(css);

/**
 * @typedef {{ low: number, high: number, min: number, max: number }} Range
 */

/** @type {WeakMap<Element, (props: Range) => void>} */
const drawings = new WeakMap();

/**
 * Two sliders on one track: takes the pointer for both, keeps the lower one below the
 * higher one, and draws what is between them.
 *
 * @type {Behaviour<Range>}
 */
const range = {
  connect(element, props, { signal }) {
    dress(element);
    const box = /** @type {HTMLElement} */ (element);
    const thumbs = /** @type {HTMLInputElement[]} */ ([...box.children].slice(0, 2));
    let { min, max } = props;

    const draw = () => {
      const [low, high] = thumbs.map(({ value }) => share(Number(value), min, max));
      box.style.setProperty("--tw-low", `${low}`);
      box.style.setProperty("--tw-high", `${high}`);
    };
    drawings.set(element, (now) => {
      ({ min, max } = now);
      draw();
    });
    draw();

    // Before the view's root hears of it.
    box.getRootNode().addEventListener(
      "input",
      ({ target }) => {
        const index = thumbs.indexOf(/** @type {HTMLInputElement} */ (target));
        if (index < 0) return;
        const [low, high] = thumbs.map(({ valueAsNumber }) => valueAsNumber);
        if (low > high) thumbs[index].value = thumbs[1 - index].value;
        draw();
      },
      { capture: true, signal },
    );

    /** @type {HTMLInputElement | null} The one that is dragged. */
    let dragged = null;
    /** @param {PointerEvent} event */
    const valueAt = ({ clientX }) => {
      const { left, width } = box.getBoundingClientRect();
      const style = getComputedStyle(box);
      const isRtl = style.direction === "rtl";
      const thumb = Number.parseFloat(style.getPropertyValue("--tw-size"));
      const part = (clientX - left - thumb / 2) / Math.max(1, width - thumb);
      const along = Math.min(1, Math.max(0, isRtl ? 1 - part : part));
      return min + along * (max - min);
    };
    /** @param {number} value */
    const slide = (value) => {
      if (!dragged) return;
      const before = dragged.value;
      dragged.value = String(value);
      const [low, high] = thumbs.map(({ valueAsNumber }) => valueAsNumber);
      if (low > high) dragged.value = thumbs[dragged === thumbs[0] ? 1 : 0].value;
      if (dragged.value === before) return;
      dragged.dispatchEvent(new Event("input", { bubbles: true }));
    };
    /** @param {number} value */
    const nearest = (value) => {
      const [low, high] = thumbs.map((thumb) => thumb.valueAsNumber);
      if (value <= low) return thumbs[0];
      if (value >= high) return thumbs[1];
      return value - low < high - value ? thumbs[0] : thumbs[1];
    };
    /** @type {PointerEvent | null} A finger that may still scroll the page. */
    let waiting = null;
    /** @param {PointerEvent} event */
    const take = (event) => {
      waiting = null;
      const value = valueAt(event);
      // On two that lie on each other, the direction decides.
      const [low, high] = thumbs.map(({ value: text }) => text);
      dragged =
        low === high && Math.abs(value - Number(low)) < (max - min) / 50
          ? null
          : nearest(value);
      (dragged ?? thumbs[1]).focus();
      slide(value);
    };
    box.addEventListener(
      "pointerdown",
      (event) => {
        if (event.button !== 0) return;
        box.setPointerCapture(event.pointerId);
        event.preventDefault();
        if (event.pointerType === "touch") waiting = event;
        else take(event);
      },
      { signal },
    );
    box.addEventListener(
      "pointermove",
      (event) => {
        if (!box.hasPointerCapture(event.pointerId)) return;
        if (waiting) {
          const across = Math.abs(event.clientX - waiting.clientX);
          if (across <= Math.abs(event.clientY - waiting.clientY)) return;
          take(waiting);
        }
        const value = valueAt(event);
        if (!dragged) {
          const { step } = thumbs[0];
          const least = step === "any" ? 0 : Number(step) / 2;
          if (Math.abs(value - thumbs[0].valueAsNumber) <= least) return;
          dragged = nearest(value);
          dragged.focus();
        }
        slide(value);
      },
      { signal },
    );
    box.addEventListener(
      "pointerup",
      () => {
        if (waiting) take(waiting);
        dragged = null;
      },
      { signal },
    );
    box.addEventListener(
      "pointercancel",
      () => {
        waiting = null;
        dragged = null;
      },
      { signal },
    );
  },
  update(element, props) {
    drawings.get(element)?.(props);
  },
};

export default range;

/**
 * @param {number} value
 * @param {number} min
 * @param {number} max
 */
function share(value, min, max) {
  return max > min ? (value - min) / (max - min) : 0;
}
