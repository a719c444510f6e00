/** @import { Behaviour } from "../types.js" */

import { masked, places } from "../masks.js";
import { whileTyping } from "../typing.js";

/** @type {WeakMap<Element, { mask: string, before: string }>} */
const known = new WeakMap();

/**
 * Keeps what is typed into a field in the shape of a mask, and the caret where it was.
 *
 * @type {Behaviour<{ mask: string }>}
 */
const mask = {
  connect(element, props, { signal }) {
    const field = /** @type {HTMLInputElement} */ (element);
    const state = { mask: props.mask, before: field.value };
    known.set(element, state);
    const remember = () => {
      state.before = field.value;
    };
    // The session may have written something else since the last key.
    field.addEventListener("beforeinput", remember, { signal });
    field.addEventListener("compositionstart", remember, { signal });
    whileTyping(field, signal, ({ inputType = "" }) => {
      const { text, caret } = edited(state.mask, state.before, field, inputType);
      if (field.value !== text) field.value = text;
      if (field.selectionStart !== null) field.setSelectionRange(caret, caret);
      state.before = text;
    });
  },
  update(element, props) {
    const state = known.get(element);
    if (state) state.mask = props.mask;
  },
};

export default mask;

/**
 * Puts an edit into the shape of the mask.
 *
 * @param {string} mask
 * @param {string} before what the field showed before it
 * @param {{ value: string, selectionStart: number | null }} field
 * @param {string} inputType
 */
export function edited(mask, before, { value, selectionStart }, inputType) {
  const end = selectionStart ?? value.length;
  const after = value.slice(end);
  // From the other end: what comes after the caret is as it was.
  const kept = before.endsWith(after) ? before.length - after.length : before.length;
  let start = 0;
  const most = Math.min(end, kept);
  while (start < most && before[start] === value[start]) start++;
  const free = places(mask);
  /** The characters in free places from one place of the old text to another. */
  const typed = (/** @type {number} */ from, /** @type {number} */ to) =>
    free
      .filter((at) => at >= from && at < to && at < before.length)
      .map((at) => before[at]);
  let head = before.slice(0, start);
  let tail = typed(before.endsWith(after) ? kept : before.length, before.length);
  const inserted = value.slice(start, end);
  const removed = typed(start, kept);
  if (!inserted && removed.length === 0 && kept > start) {
    // Fixed characters alone cannot be deleted: the one next to them is meant.
    if (inputType.endsWith("Forward")) tail = tail.slice(1);
    else head = before.slice(0, free.findLast((at) => at < start) ?? 0);
  }
  const grown = masked(mask, head + inserted);
  const isFull = tail.length > free.filter((at) => at >= grown.length).length;
  // Nothing is pushed out at the end.
  const shown = isFull && inserted && !removed.length ? masked(mask, head) : grown;
  return { text: masked(mask, shown + tail.join("")), caret: shown.length };
}
