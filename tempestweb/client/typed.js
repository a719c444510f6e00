/** What the user typed, kept for another tree in the place of the one it stands in. */

import { rememberField } from "./fields.js";

/** @typedef {HTMLInputElement | HTMLTextAreaElement} TextField */

/** The types of `<input>` that hold text; a file's or a button's is not to be set. */
const TEXT_FIELDS = ["text", "search", "url", "tel", "email", "password", "number"]
  .map((type) => `input[type=${type}]`)
  .concat("input:not([type])", "textarea")
  .join();

/**
 * Lists the fields whose text nobody but the user, or the browser for them, has put in.
 *
 * @param {Element} root with HTML of the server
 */
export function changedFields(root) {
  return textFields(root).filter((field) => field.value !== field.defaultValue);
}

/**
 * Reports what stands in a field as if it was typed just now.
 *
 * @param {TextField} field
 */
export function reportText(field) {
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * Remembers what was typed into the fields of a tree.
 *
 * @param {Element} root
 * @param {WeakSet<EventTarget>} typed where the user typed
 * @returns {() => void} types it into the fields at the same places of the tree that
 *   stands in the root then, and puts the caret back
 */
export function rememberTyped(root, typed) {
  const before = fieldsByPlace(root);
  const focused = rememberField(root);
  return () => {
    const now = fieldsByPlace(root);
    for (const [place, fields] of before) {
      const successors = now.get(place) ?? [];
      // With one more or one less, nobody knows which is which.
      if (successors.length !== fields.length) continue;
      fields.forEach((field, index) => {
        const successor = successors[index];
        const isLost = typed.has(field) && successor.value !== field.value;
        if (isLost) successor.value = field.value;
        if (focused?.element === field) focused.restore(successor, false);
        if (isLost) reportText(successor);
      });
    }
  };
}

/**
 * The place of a field is the keys on the way to it, and its kind.
 *
 * @param {Element} root
 */
function fieldsByPlace(root) {
  /** @type {Map<string, TextField[]>} */
  const places = new Map();
  for (const field of textFields(root)) {
    const path = [field.type];
    for (
      let element = field.closest("[data-key]");
      element && root.contains(element);
      element = element.parentElement?.closest("[data-key]") ?? null
    ) {
      path.push(/** @type {HTMLElement} */ (element).dataset.key ?? "");
    }
    const place = JSON.stringify(path);
    places.set(place, [...(places.get(place) ?? []), field]);
  }
  return places;
}

/**
 * @param {Element} root
 * @returns {TextField[]}
 */
function textFields(root) {
  return [.../** @type {NodeListOf<TextField>} */ (root.querySelectorAll(TEXT_FIELDS))];
}
