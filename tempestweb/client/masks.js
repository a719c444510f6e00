/**
 * Masks: what a text looks like in one. `tempestweb/dom/masks.py` writes by the same
 * rules; `tests/fixtures/masks.json` holds both to them.
 */

/**
 * Writes a text into a mask, as far as it goes. Characters that fit nowhere are left
 * out; fixed ones are written only before one that was typed.
 *
 * @param {string} mask `9` takes a digit, `A` a letter, anything else is fixed
 * @param {string} text with the mask's fixed characters or without
 */
export function masked(mask, text) {
  if (!mask) return text;
  const characters = [...text];
  let shown = "";
  let pending = "";
  let at = 0;
  for (const part of mask.match(/[9A]|[^9A]+/g) ?? []) {
    if (part !== "9" && part !== "A") {
      pending += part;
      at += skipped([...part], characters.slice(at));
      continue;
    }
    while (at < characters.length && !fits(part, characters[at])) at++;
    if (at === characters.length) break;
    shown += pending + characters[at++];
    pending = "";
  }
  return shown;
}

/**
 * Lists where in a mask the free places are.
 *
 * @param {string} mask
 */
export function places(mask) {
  return Array.from(mask.matchAll(/[9A]/g), ({ index }) => index);
}

/**
 * Counts what of a text repeats the fixed characters that come now.
 *
 * @param {string[]} fixed
 * @param {string[]} text
 */
function skipped(fixed, text) {
  if (fixed.every((character, index) => text[index] === character)) return fixed.length;
  let count = 0;
  for (const character of fixed) {
    if (text[count] === character && !/[\p{L}\p{N}]/u.test(character)) count++;
  }
  return count;
}

/**
 * @param {string} place
 * @param {string} character
 */
function fits(place, character) {
  return (place === "9" ? /^[0-9]$/ : /^\p{L}$/u).test(character);
}
