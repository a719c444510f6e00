/** @import { Problem } from "./types.js" */

/**
 * Makes the panel that shows problems under the UI, to people and to screen readers.
 *
 * @param {(source: Problem["source"]) => void} dismiss called when the user closes one
 */
export function createPanel(dismiss) {
  const element = make("div", "tw-panel");
  // There from the start and filled later: only then are changes announced.
  element.setAttribute("role", "alert");
  return {
    element,
    /** @param {Problem[]} problems */
    show(problems) {
      element.replaceChildren(...problems.map((problem) => entry(problem, dismiss)));
    },
  };
}

/**
 * @param {Problem} problem
 * @param {(source: Problem["source"]) => void} dismiss
 */
function entry({ source, code, title, hint, detail, reference }, dismiss) {
  const box = make("div", "tw-problem");
  box.dataset.twSource = source;
  box.dataset.twCode = code;
  box.append(make("p", "tw-problem-title", title));
  if (hint) box.append(make("p", "tw-problem-hint", hint));
  if (reference) box.append(make("p", "tw-problem-hint", `Reference: ${reference}`));
  if (detail) {
    const details = make("details", "tw-problem-detail");
    details.append(make("summary", "", "Details"), make("pre", "", detail));
    box.append(details);
  }
  const button = make("button", "tw-problem-dismiss", "×");
  button.setAttribute("type", "button");
  button.setAttribute("aria-label", "Dismiss");
  button.addEventListener("click", () => dismiss(source));
  box.append(button);
  return box;
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {string} [text]
 */
function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}
