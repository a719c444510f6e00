/** @import { EarlyEvent, Emit, Payload } from "./types.js" */

/**
 * What a payload is taken from, so that tests need no DOM.
 *
 * @typedef {{
 *   value?: unknown, checked?: boolean, selectedIndex?: number, pattern?: string,
 *   type?: string, validity?: { valid?: boolean },
 *   closest?: (selector: string) => Element | null
 * }} FieldLike
 * @typedef {{ clientX?: number, clientY?: number, detail?: number }} PointerLike
 * @typedef {{
 *   getBoundingClientRect(): { left: number, top: number, width: number, height: number }
 * }} BoxLike
 */

/** @type {Record<string, (event: any, node: any, field: FieldLike) => Payload>} */
const PAYLOADS = {
  click: (event, node) => clickPayload(event, node),
  input: (_event, _node, field) => fieldPayload(field),
  change: (_event, _node, field) => fieldPayload(field),
  focusout: (_event, _node, field) => fieldPayload(field),
  submit: (_event, node) => ({ values: formValues(node) }),
};

/**
 * Takes from a DOM event what its message carries.
 *
 * @param {Event} event
 * @param {Element} node the node that listens
 * @param {FieldLike} [field] what the event's target showed, if not what it shows now
 */
export function payloadOf(
  event,
  node,
  field = /** @type {HTMLInputElement} */ (event.target),
) {
  const payload = Object.hasOwn(PAYLOADS, event.type)
    ? PAYLOADS[event.type]
    : () => ({});
  return payload(event, node, field);
}

/**
 * Where a click was, in CSS px from the node's top left corner; its centre when it came
 * from the keyboard.
 *
 * @param {PointerLike} event
 * @param {BoxLike} node
 */
export function clickPayload({ clientX = 0, clientY = 0, detail }, node) {
  const { left, top, width, height } = node.getBoundingClientRect();
  if (detail === 0) return { x: width / 2, y: height / 2 };
  return { x: clientX - left, y: clientY - top };
}

/**
 * What a field shows now.
 *
 * @param {FieldLike} field
 */
export function fieldPayload(field) {
  /** @type {Payload} */
  const payload = { value: String(field.value ?? "") };
  if (field.type === "checkbox" || field.type === "radio") {
    payload.checked = Boolean(field.checked);
  }
  if (field.selectedIndex !== undefined) payload.index = field.selectedIndex;
  if (field.pattern) payload.valid = field.validity?.valid ?? true;
  const group = field.closest?.("[data-tw-group]");
  if (group) payload.values = Array.from(group.querySelectorAll("input"), textOf);
  return payload;
}

/**
 * What stands in the fields of a form, by the names of the fields.
 *
 * @param {Element} form
 */
function formValues(form) {
  /** @type {Record<string, string>} */
  const values = {};
  for (const field of form.querySelectorAll("[data-tw-field]")) {
    const inputs = [...field.querySelectorAll("input, select, textarea")];
    const name = field.getAttribute("data-tw-field") ?? "";
    values[name] = inputs.map(rawValue).join(",");
  }
  return values;
}

/** @param {any} input */
function rawValue({ type, checked, value }) {
  return type === "checkbox" ? String(checked) : value;
}

/** @param {{ value: string }} field */
function textOf({ value }) {
  return value;
}

/**
 * Finds the node an event is for: the nearest one around the target that listens.
 *
 * An event that does not bubble is its target's alone, focus excepted: a dialog's
 * `toggle` is none of the `<details>` around it.
 *
 * @param {Event} event
 * @param {Element} root
 * @returns {Element | null}
 */
export function listenerOf(event, root) {
  const { target, type } = event;
  const isNear = event.bubbles || type === "focus" || type === "blur";
  let element = /** @type {Element | null} */ (target);
  while (element && element !== root) {
    const types = element.getAttribute("data-tw-on");
    if (types?.split(" ").includes(type)) return element;
    if (!isNear) return null;
    element = element.parentElement;
  }
  return null;
}

/**
 * Listens once per event type on the root, for all nodes in it.
 */
export class Delegation {
  /** @type {Set<string>} Values of `data-tw-on` that have been seen. */
  #seen = new Set();
  /** @type {Set<string>} */
  #types = new Set();
  #root;
  #idOf;
  #emit;
  #signal;
  /** While true, events are ours and not the user's: patching moves the focus. */
  isMuted = false;

  /**
   * @param {Element} root
   * @param {(element: Element) => number | undefined} idOf
   * @param {Emit} emit
   * @param {AbortSignal} signal
   */
  constructor(root, idOf, emit, signal) {
    this.#root = root;
    this.#idOf = idOf;
    this.#emit = emit;
    this.#signal = signal;
    // A form must never navigate the page it stands in.
    this.listen("submit");
  }

  /** @param {string} types separated by spaces */
  listen(types) {
    if (!types || this.#seen.has(types)) return;
    this.#seen.add(types);
    for (const type of types.split(" ")) {
      if (!type || this.#types.has(type)) continue;
      this.#types.add(type);
      // Captured, because focus, blur, scroll and toggle do not bubble.
      this.#root.addEventListener(type, this.#take, {
        capture: true,
        // Only these two are ever prevented; the others must not delay scrolling.
        passive: type !== "submit" && type !== "click",
        signal: this.#signal,
      });
    }
  }

  /**
   * Reports what happened before there was anybody to listen.
   *
   * @param {EarlyEvent} early
   */
  replay({ event, field }) {
    const target = /** @type {Element} */ (event.target);
    // Of the other fields of a group only what they show now is known.
    this.#report(event, { ...field, closest: (selector) => target.closest(selector) });
  }

  /** @param {Event} event */
  #take = (event) => {
    if (this.isMuted) return;
    if (event.type === "submit") event.preventDefault();
    this.#report(event);
  };

  /**
   * @param {Event} event
   * @param {FieldLike} [field]
   */
  #report(event, field) {
    const node = listenerOf(event, this.#root);
    const id = node && this.#idOf(node);
    if (!node || !id) return;
    if (event.type === "click" && node.matches("a[href]")) event.preventDefault();
    const isCoalesced =
      event.type === "input" &&
      event.target instanceof HTMLInputElement &&
      event.target.type === "range";
    const data = { id, type: event.type, payload: payloadOf(event, node, field) };
    this.#emit(data, { isCoalesced });
  }
}
