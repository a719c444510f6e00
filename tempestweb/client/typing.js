/**
 * Changes what was typed into a field before anybody else hears of it.
 *
 * @param {HTMLInputElement} field
 * @param {AbortSignal} signal
 * @param {(event: InputEvent) => void} change is not called while an input method composes
 */
export function whileTyping(field, signal, change) {
  // Around the view's own root, which listens for the same event.
  field.getRootNode().addEventListener(
    "input",
    (event) => {
      if (event.target !== field) return;
      const typed = /** @type {InputEvent} */ (event);
      if (!typed.isComposing) change(typed);
    },
    { capture: true, signal },
  );
  field.addEventListener(
    "compositionend",
    // The last word of the input method came while it was still composing.
    () => field.dispatchEvent(new InputEvent("input", { bubbles: true })),
    { signal },
  );
}
