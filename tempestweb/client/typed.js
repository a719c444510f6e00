/** What the user typed, kept for another tree in the place of the one it stands in. */

/** @import { EarlyEvent } from "./types.js" */

import { rememberField } from "./fields.js";

/** @typedef {HTMLInputElement | HTMLTextAreaElement} TextField */

/** @typedef {TextField | HTMLSelectElement} Field */

/** What a user fills in; a file's or a button's value is not to be set. */
const FIELDS = [
  ...["text", "search", "url", "tel", "email", "password", "number"],
  ...["date", "time", "datetime-local", "range", "checkbox", "radio"],
]
  .map((type) => `input[type=${type}]`)
  .concat("input:not([type])", "textarea", "select")
  .join();

/** Around a field that the session hears of. */
const HEARD = "[data-tw-on~=input], [data-tw-on~=change]";

/** What the user has typed into the fields below an element, and chosen there. */
export class Typed {
  #root;
  /** @type {WeakSet<EventTarget>} */
  #fields;
  #changed;

  /**
   * @param {Element} root with HTML of the server
   * @param {(field: Field) => boolean} [isTyped] tells, of a field that shows
   *   something else than its HTML says, whether it was the user who put that in
   */
  constructor(root, isTyped = () => true) {
    this.#root = root;
    const fields = fieldsOf(root);
    this.#changed = fields.filter((field) => isChanged(field) && isTyped(field));
    this.#fields = new WeakSet(this.#changed);
    root.addEventListener("input", ({ target }) => target && this.#fields.add(target), {
      capture: true,
    });
  }

  /**
   * Reports what was typed before anybody listened, as if it was typed just now.
   *
   * @param {EarlyEvent[]} early the fields that these tell of were filled in with them
   */
  report(early) {
    const told = new Set(early.map(({ event }) => event.target));
    this.#changed.filter((field) => !told.has(field)).forEach(report);
  }

  /**
   * Remembers what the fields of a tree show.
   *
   * @param {boolean} isUnknown whether the session knows nothing of it; else what it
   *   hears of is its own to say
   * @returns {() => void} types it into the fields at the same places of the tree that
   *   stands in the root then, and puts the caret back
   */
  remember(isUnknown) {
    const before = fieldsByPlace(this.#root);
    const focused = isUnknown ? rememberField(this.#root) : null;
    return () => {
      const now = fieldsByPlace(this.#root);
      for (const [place, fields] of before) {
        const successors = now.get(place) ?? [];
        // With one more or one less, nobody knows which is which.
        if (successors.length !== fields.length) continue;
        fields.forEach((field, index) => {
          /** @type {any} */
          const successor = successors[index];
          const content = isChoice(field) ? "checked" : "value";
          const wanted = /** @type {any} */ (field)[content];
          const isOurs = isUnknown || !field.closest(HEARD);
          const isLost =
            isOurs && this.#fields.has(field) && successor[content] !== wanted;
          if (isLost) successor[content] = wanted;
          if (focused?.element === field) focused.restore(successor, false);
          if (isLost) report(successor);
        });
      }
    };
  }
}

/** @param {Field} field */
function report(field) {
  const type = isChoice(field) || field.type === "select-one" ? "change" : "input";
  field.dispatchEvent(new Event(type, { bubbles: true }));
}

/**
 * The place of a field is the keys on the way to it, and its kind.
 *
 * @param {Element} root
 */
function fieldsByPlace(root) {
  /** @type {Map<string, Field[]>} */
  const places = new Map();
  for (const field of fieldsOf(root)) {
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
 * @returns {Field[]}
 */
function fieldsOf(root) {
  return [.../** @type {NodeListOf<Field>} */ (root.querySelectorAll(FIELDS))];
}

/**
 * Tells whether a field shows something else than its HTML says.
 *
 * @param {Field} field
 */
function isChanged(field) {
  if (field instanceof HTMLSelectElement) {
    const index = [...field.options].findIndex((option) => option.defaultSelected);
    return field.selectedIndex !== Math.max(index, 0);
  }
  if (isChoice(field)) {
    const { checked, defaultChecked } = /** @type {HTMLInputElement} */ (field);
    return checked !== defaultChecked;
  }
  return field.value !== field.defaultValue;
}

/** @param {Field} field */
function isChoice({ type }) {
  return type === "checkbox" || type === "radio";
}
