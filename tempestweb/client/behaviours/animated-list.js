/** @import { Behaviour } from "../types.js" */

import { isMotionWanted, makeInert } from "./parts/settle.js";

/** @typedef {{ duration: number, easing: string }} Phase */
/** @typedef {{ enter: Phase, exit: Phase, isRow: boolean }} ListProps */
/** @typedef {Map<Element, { left: number, top: number }>} Places */

/** @type {WeakMap<Element, ListProps>} */
const told = new WeakMap();

/**
 * A list whose items come, go and change places in sight of the user. One that has left
 * the tree stays as a picture of itself until it has closed up.
 *
 * @type {Behaviour<ListProps>}
 */
const animatedList = {
  connect(element, props, { signal }) {
    told.set(element, props);
    /** @type {WeakSet<Node>} */
    const leaving = new WeakSet();
    let places = placesOf(element);
    const measure = () => {
      places = placesOf(element);
    };

    const watcher = new MutationObserver((records) => {
      const now = told.get(element) ?? props;
      if (isMotionWanted()) {
        const before = places;
        for (const item of gone(records, before)) {
          leaving.add(item.element);
          leave(element, item, now, measure);
        }
        for (const child of element.children) {
          if (!before.has(child) && !leaving.has(child)) enter(child, now, measure);
        }
        // Their room is taken and given by and by: what has moved now, has changed
        // places.
        const after = placesOf(element);
        for (const child of element.children) {
          if (!leaving.has(child))
            move(child, before.get(child), after.get(child), now);
        }
      }
      measure();
      // What was just done is no change by the app.
      watcher.takeRecords();
    });
    watcher.observe(element, { childList: true });
    const resizes = new ResizeObserver(measure);
    resizes.observe(element);
    signal.addEventListener("abort", () => {
      watcher.disconnect();
      resizes.disconnect();
    });
  },
  update(element, props) {
    told.set(element, props);
  },
};

export default animatedList;

/**
 * @param {Element} list
 * @returns {Places} whatever moves an item on its way
 */
function placesOf(list) {
  return new Map(
    [.../** @type {Iterable<HTMLElement>} */ (list.children)].map((child) => [
      child,
      { left: child.offsetLeft, top: child.offsetTop },
    ]),
  );
}

/**
 * @param {MutationRecord[]} records
 * @param {Places} before
 */
function gone(records, before) {
  /** @type {Map<HTMLElement, Node | null>} Each with what stood after it. */
  const items = new Map();
  for (const { removedNodes, nextSibling } of records) {
    for (const node of removedNodes) {
      if (!(node instanceof HTMLElement) || node.isConnected || !before.has(node))
        continue;
      if (!node.hasAttribute("inert")) items.set(node, nextSibling);
    }
  }
  // Last first, so that each finds what stood after it.
  return [...items].reverse().map(([element, next]) => ({ element, next }));
}

/**
 * @param {HTMLElement} item
 * @param {boolean} isRow
 * @param {Element} list
 * @returns {[Keyframe, Keyframe]} without room, and with it
 */
function room(item, isRow, list) {
  const gap = Number.parseFloat(getComputedStyle(list)[isRow ? "columnGap" : "rowGap"]);
  const looks = getComputedStyle(item);
  const size = isRow ? "width" : "height";
  const padding = isRow ? "paddingInline" : "paddingBlock";
  const margin = isRow ? "marginInline" : "marginBlock";
  const extent = isRow ? item.offsetWidth : item.offsetHeight;
  const none = isRow ? { minWidth: 0 } : { minHeight: 0 };
  const clip = { overflow: "clip", flexShrink: 0, ...none };
  return [
    {
      ...clip,
      [size]: "0px",
      [padding]: "0px",
      [margin]: `0px ${-gap || 0}px`,
      opacity: 0,
    },
    {
      ...clip,
      [size]: `${extent}px`,
      [padding]: looks[padding],
      [margin]: looks[margin],
      opacity: 1,
    },
  ];
}

/**
 * @param {Element} item
 * @param {ListProps} props
 * @param {() => void} done
 */
function enter(item, { enter: timing, isRow }, done) {
  const list = /** @type {Element} */ (item.parentElement);
  const frames = room(/** @type {HTMLElement} */ (item), isRow, list);
  item.animate(frames, timing).finished.then(done, done);
}

/**
 * @param {Element} list
 * @param {{ element: HTMLElement, next: Node | null }} item
 * @param {ListProps} props
 * @param {() => void} done
 */
function leave(list, { element, next }, { exit, isRow }, done) {
  makeInert(element);
  list.insertBefore(element, next?.parentNode === list ? next : null);
  const frames = room(element, isRow, list).reverse();
  const end = () => {
    element.remove();
    done();
  };
  element.animate(frames, { ...exit, fill: "forwards" }).finished.then(end, end);
}

/**
 * @param {Element} item
 * @param {{ left: number, top: number } | undefined} from
 * @param {{ left: number, top: number } | undefined} to
 * @param {ListProps} props
 */
function move(item, from, to, { enter: timing }) {
  if (!from || !to || (from.left === to.left && from.top === to.top)) return;
  const start = `${from.left - to.left}px ${from.top - to.top}px`;
  item.animate({ translate: [start, "0 0"] }, { ...timing, composite: "add" });
}
