/**
 * Which of a list of elements an arrow key leads to, as the ARIA practices have it.
 *
 * @param {KeyboardEvent} event
 * @param {HTMLElement[]} items
 * @param {boolean} isRow whether they stand beside each other
 * @returns {HTMLElement | undefined} undefined: the key is no such key
 */
export function arrowTarget(event, items, isRow) {
  const from = items.indexOf(/** @type {HTMLElement} */ (event.target));
  const isRtl = isRow && getComputedStyle(items[0]).direction === "rtl";
  const [back, on] = isRow
    ? isRtl
      ? ["ArrowRight", "ArrowLeft"]
      : ["ArrowLeft", "ArrowRight"]
    : ["ArrowUp", "ArrowDown"];
  switch (event.key) {
    case on:
      return items[(from + 1) % items.length];
    case back:
      return items.at(from <= 0 ? -1 : from - 1);
    case "Home":
      return items[0];
    case "End":
      return items.at(-1);
    default:
      return undefined;
  }
}
