/** @import { Behaviour, BehaviourContext } from "../types.js" */

import { Extents } from "../extents.js";

/**
 * @typedef {{
 *   axis: "x" | "y", count: number, columns: number, threshold: number, shifted: number,
 *   ranges: [start: number, end: number][]
 * }} ListProps
 */

/** @type {WeakMap<Element, List>} */
const lists = new WeakMap();

/**
 * A list of which only the items in sight are in the tree: gaps stand for the others, as
 * long as those are, so that the scroll bar is right. Tells which items are needed.
 *
 * @type {Behaviour<ListProps>}
 */
const list = {
  connect(element, props, context) {
    lists.set(element, new List(/** @type {HTMLElement} */ (element), props, context));
  },
  update(element, props) {
    lists.get(element)?.update(props);
  },
};

export default list;

class List {
  #box;
  #props;
  #emit;
  /** @type {Extents} */
  #extents;
  #observer;
  /** What was asked for last. */
  #asked = "";
  /** @type {{ key: string, at: number } | null} A row in sight, and where it began. */
  #anchor = null;
  #told = -1;
  /** Between two items, in CSS px. */
  #gap = 0;
  #isDue = false;

  /**
   * @param {HTMLElement} box
   * @param {ListProps} props
   * @param {BehaviourContext} context
   */
  constructor(box, props, { signal, emit }) {
    this.#box = box;
    this.#props = props;
    this.#emit = emit;
    this.#extents = new Extents(lines(props.count, props));
    this.#observer = new ResizeObserver(() => this.#lay());
    this.#observer.observe(box);
    signal.addEventListener("abort", () => this.#observer.disconnect());
    box.addEventListener("scroll", () => this.#scrolled(), { passive: true, signal });
    box.addEventListener("focusin", () => this.#look(), { signal });
    this.#lay();
  }

  /** @param {ListProps} props */
  update(props) {
    const { count, shifted } = this.#props;
    const moved = lines(props.shifted - shifted, props);
    this.#props = props;
    if (count !== props.count || moved) {
      this.#extents.resize(lines(props.count, props), moved);
      this.#told = -1;
      this.#asked = "";
    }
    this.#lay();
  }

  get #isRow() {
    return this.#props.axis === "x";
  }

  /** How far it is scrolled; also from right to left. */
  get #position() {
    return Math.abs(this.#isRow ? this.#box.scrollLeft : this.#box.scrollTop);
  }

  get #sight() {
    return this.#isRow ? this.#box.clientWidth : this.#box.clientHeight;
  }

  /** @param {number} by */
  #scroll(by) {
    if (Math.abs(by) < 0.5) return;
    const isRtl = this.#isRow && getComputedStyle(this.#box).direction === "rtl";
    if (this.#isRow) this.#box.scrollLeft += isRtl ? -by : by;
    else this.#box.scrollTop += by;
  }

  /**
   * Where a row begins and how long it is, from the beginning of the list.
   *
   * @param {Element} row
   */
  #span(row) {
    const rect = row.getBoundingClientRect();
    const box = this.#box.getBoundingClientRect();
    if (!this.#isRow) {
      return { at: rect.top - box.top + this.#position, size: rect.height };
    }
    const isRtl = getComputedStyle(this.#box).direction === "rtl";
    const from = isRtl ? box.right - rect.right : rect.left - box.left;
    return { at: from + this.#position, size: rect.width };
  }

  /** Measures the rows, gives the gaps their length and keeps in place what is seen. */
  #lay() {
    // First without a look at the layout: it would end where the gaps are still short,
    // and what is scrolled beyond that would be scrolled back.
    this.#size();
    const { columnGap, rowGap } = getComputedStyle(this.#box);
    this.#gap = Number.parseFloat(this.#isRow ? columnGap : rowGap) || 0;
    /** @type {Map<number, number>} */
    const measured = new Map();
    for (const row of this.#box.querySelectorAll(":scope > [data-tw-index]")) {
      this.#observer.observe(row);
      const index = Number(row.getAttribute("data-tw-index"));
      const line = Math.floor(index / this.#props.columns);
      const { size } = this.#span(row);
      if (size) measured.set(line, Math.max(size + this.#gap, measured.get(line) ?? 0));
    }
    this.#extents.measure(measured);
    this.#size();
    const anchor = this.#anchor;
    const row = anchor && this.#row(anchor.key);
    if (anchor && row) this.#scroll(this.#span(row).at - anchor.at);
    this.#remember();
    this.#look();
  }

  /** Gives the gaps their length, as far as it is known. */
  #size() {
    const { columns } = this.#props;
    for (const gap of this.#box.querySelectorAll(":scope > [data-tw-from]")) {
      const { dataset, style } = /** @type {HTMLElement} */ (gap);
      const from = Math.floor(Number(dataset.twFrom) / columns);
      const to = Math.ceil(Number(dataset.twTo) / columns);
      const length = this.#extents.start(to) - this.#extents.start(from) - this.#gap;
      style[this.#isRow ? "width" : "height"] = `${Math.max(0, length)}px`;
    }
  }

  /** @param {string} key */
  #row(key) {
    return this.#box.querySelector(`:scope > [data-key="${CSS.escape(key)}"]`);
  }

  /** Notes where the first row in sight is, to keep it there. */
  #remember() {
    const position = this.#position;
    this.#anchor = null;
    if (position <= 0) return;
    for (const row of this.#box.querySelectorAll(":scope > [data-tw-index]")) {
      if (row.classList.contains("tw-sticky")) continue;
      const { at, size } = this.#span(row);
      if (at + size <= position) continue;
      const key = row.getAttribute("data-key");
      if (key !== null && at < position + this.#sight) this.#anchor = { key, at };
      return;
    }
  }

  #scrolled() {
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      this.#remember();
      this.#look();
      if (!this.#listens("scrolled")) return;
      const direction = this.#isRow ? "horizontal" : "vertical";
      const payload = { offset: this.#position, direction };
      this.#emit("scrolled", payload, { isCoalesced: true });
    });
  }

  /** @param {string} type */
  #listens(type) {
    return (this.#box.dataset.twOn ?? "").split(" ").includes(type);
  }

  /** Asks for the items in sight and some around them, where they are not there yet. */
  #look() {
    const { columns, count, ranges } = this.#props;
    const [position, sight] = [this.#position, this.#sight];
    if (!sight) return;
    const first = this.#extents.lineAt(position) * columns;
    const last = Math.min(
      count,
      (this.#extents.lineAt(position + sight) + 1) * columns,
    );
    const room = (MOST - (last - first)) / 2;
    const around = Math.max(columns, Math.min(room, Math.max(AROUND, last - first)));
    /** @param {number} margin */
    const has = (margin) =>
      ranges.some(
        ([start, end]) =>
          start <= Math.max(0, first - margin) && end >= Math.min(count, last + margin),
      );
    const focused = this.#focused();
    const lacksFocus =
      focused !== null &&
      !ranges.some(([start, end]) => start <= focused && focused < end);
    if (!has(around / 3) || lacksFocus) {
      const start = Math.max(0, Math.floor((first - around) / columns) * columns);
      const end = Math.min(count, Math.ceil((last + around) / columns) * columns);
      const asked = `${start} ${end} ${focused}`;
      if (asked !== this.#asked) {
        this.#asked = asked;
        this.#emit("window", { start, end, keep: focused }, { isCoalesced: true });
      }
    }
    const total = this.#extents.start(lines(count, this.#props));
    const isNearEnd = position + sight >= this.#props.threshold * total;
    if (isNearEnd && this.#told !== count && this.#listens("end")) {
      this.#told = count;
      this.#emit("end");
    }
  }

  /** The index of the item that has the focus; it must not go. */
  #focused() {
    const root = /** @type {Document | ShadowRoot} */ (this.#box.getRootNode());
    const row = root.activeElement?.closest("[data-tw-index]");
    if (!row || row.parentElement !== this.#box) return null;
    return Number(row.getAttribute("data-tw-index"));
  }
}

/** So many items are asked for at most, and at least on each side of those in sight. */
const MOST = 150;
const AROUND = 20;

/**
 * @param {number} items
 * @param {ListProps} props
 */
function lines(items, { columns }) {
  return Math.ceil(items / columns);
}
