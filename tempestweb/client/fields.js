/** Form fields: what attributes do not set, and what the user is just doing in them. */

/** @typedef {HTMLInputElement | HTMLTextAreaElement} TextField */

/**
 * Where an input method composes: its text must not be touched before that ends.
 *
 * @type {{ field?: EventTarget, late?: string, shown?: string }} `late`: what the session
 *   has set meanwhile, while the field showed `shown`
 */
let composition = {};

// There are no events in tests without a page.
globalThis.addEventListener?.(
  "compositionstart",
  (event) => {
    composition = { field: event.composedPath()[0] };
  },
  true,
);
globalThis.addEventListener?.(
  "compositionend",
  () => {
    const { late, shown } = composition;
    const field = /** @type {TextField} */ (composition.field);
    composition = {};
    // What was composed since then has an answer of its own.
    if (late !== undefined && field.value === shown) setText(field, late);
  },
  true,
);

/**
 * Properties that do not follow their attribute once the user has touched the field.
 * `disabled` and `open` always do.
 *
 * @type {Record<string, (element: Element, value: string | null) => void>}
 */
const PROPERTIES = {
  value(element, value) {
    const text = value ?? "";
    if (isTextField(element)) {
      if (element instanceof HTMLTextAreaElement) {
        element.removeAttribute("value");
        element.defaultValue = text;
      }
      setText(element, text);
    } else if (element instanceof HTMLSelectElement) {
      element.removeAttribute("value");
      element.value = text;
    }
  },
  checked(element, value) {
    if (element instanceof HTMLInputElement) element.checked = value !== null;
  },
  indeterminate(element, value) {
    if (element instanceof HTMLInputElement) element.indeterminate = value !== null;
  },
};

/**
 * Sets the property that belongs to an attribute, where there is one.
 *
 * @param {Element} element
 * @param {string} attribute
 * @param {string | null} value null: the attribute was removed
 */
export function setProperty(element, attribute, value) {
  if (Object.hasOwn(PROPERTIES, attribute)) PROPERTIES[attribute](element, value);
}

/**
 * Remembers the focused element inside `container`.
 *
 * @param {Element} container
 */
export function rememberField(container) {
  const focused = /** @type {Document | ShadowRoot} */ (container.getRootNode())
    .activeElement;
  if (!(focused instanceof HTMLElement) || !container.contains(focused)) return null;
  const selection = isTextField(focused) ? selectionOf(focused) : null;
  return {
    element: focused,
    /**
     * Focuses `successor`, and puts the caret and, if the session has told no newer
     * value, the typed text back.
     *
     * @param {Element} successor
     * @param {boolean} isHeld
     */
    restore(successor, isHeld) {
      if (!(successor instanceof HTMLElement)) return;
      successor.focus({ preventScroll: true });
      if (!isTextField(successor) || !isTextField(focused)) return;
      if (isHeld || successor.defaultValue === focused.defaultValue) {
        if (successor.value !== focused.value) successor.value = focused.value;
      }
      if (selection) select(successor, selection);
    },
  };
}

/**
 * @param {Element} element
 * @returns {element is TextField}
 */
function isTextField(element) {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
}

/**
 * @param {TextField} field
 * @param {string} text
 */
function setText(field, text) {
  if (field === composition.field) {
    composition = { field, late: text, shown: field.value };
    return;
  }
  // Setting even the same value moves the caret.
  if (field.value === text) return;
  const root = /** @type {Document | ShadowRoot} */ (field.getRootNode());
  const selection = root.activeElement === field ? selectionOf(field) : null;
  field.value = text;
  if (selection) select(field, selection);
}

/**
 * @typedef {{
 *   start: number, end: number, direction: TextField["selectionDirection"]
 * }} Selection
 */

/**
 * @param {TextField} field
 * @returns {Selection | null} null: a type without a caret, such as a number
 */
function selectionOf({ selectionStart: start, selectionEnd: end, selectionDirection }) {
  if (start === null || end === null) return null;
  return { start, end, direction: selectionDirection };
}

/**
 * @param {TextField} field
 * @param {Selection} selection
 */
function select(field, { start, end, direction }) {
  if (field.selectionStart === null) return;
  const length = field.value.length;
  field.setSelectionRange(
    Math.min(start, length),
    Math.min(end, length),
    direction ?? "none",
  );
}
