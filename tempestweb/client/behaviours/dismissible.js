/** @import { Behaviour } from "../types.js" */

import css from "./dismissible.css";
import { look } from "./parts/look.js";
import { listensTo } from "./parts/overlay.js";
import { followDrags } from "./parts/pointers.js";
import { isMotionWanted, whenAnswered } from "./parts/settle.js";

const dress = look(css);

/** Swiped by this share of its size, or flicked by so many px in a short time. */
const FAR = 0.4;
const FLICK = { far: 48, within: 250 };
const OUT = { duration: 150, easing: "ease-in" };

/** @type {Record<string, { x: number, y: number }>} */
const DIRECTIONS = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
};

/** @type {WeakMap<Element, string>} */
const directions = new WeakMap();

/**
 * Something that is swiped away in one direction, or taken away with Delete.
 *
 * @type {Behaviour<{ direction: string }>}
 */
const dismissible = {
  connect(element, { direction }, { signal, emit }) {
    const box = /** @type {HTMLElement} */ (element);
    dress(element);
    directions.set(box, direction);
    const { style } = box;
    let travelled = 0;
    let startedAt = 0;
    const towards = () => DIRECTIONS[directions.get(box) ?? "left"];
    const size = () => (towards().x ? box.offsetWidth : box.offsetHeight);
    /** @param {number} px */
    const place = (px) => {
      const { x, y } = towards();
      style.translate = px ? `${x * px}px ${y * px}px` : "";
      style.opacity = px ? String(Math.max(0.2, 1 - px / size())) : "";
    };
    const back = () => {
      const from = { translate: style.translate || "0 0" };
      place(0);
      if (isMotionWanted()) box.animate([from, { translate: "0 0" }], 150);
    };
    const leave = async () => {
      const from = { translate: style.translate || "0 0", opacity: style.opacity || 1 };
      place(size());
      const to = { translate: style.translate, opacity: 0 };
      if (isMotionWanted()) await box.animate([from, to], OUT).finished;
      style.opacity = "0";
      emit("dismiss");
      // An app that keeps it shows it again.
      whenAnswered(box, back);
    };
    followDrags(
      box,
      {
        isEager: true,
        start(event) {
          startedAt = event.timeStamp;
          return listensTo(box, "dismiss");
        },
        move(_event, travel) {
          const { x, y } = towards();
          travelled = Math.max(0, travel.x * x + travel.y * y);
          place(travelled);
        },
        end(event) {
          const time = event ? event.timeStamp - startedAt : 0;
          const isFlick = travelled > FLICK.far && time < FLICK.within;
          if (event && (isFlick || travelled > size() * FAR)) void leave();
          else back();
          travelled = 0;
        },
      },
      signal,
    );
    box.addEventListener(
      "keydown",
      (event) => {
        const isAsked = event.key === "Delete" || event.key === "Backspace";
        if (event.target !== box || !isAsked || !listensTo(box, "dismiss")) return;
        event.preventDefault();
        event.stopPropagation();
        void leave();
      },
      { signal },
    );
  },
  update(element, { direction }) {
    directions.set(element, direction);
  },
};

export default dismissible;
