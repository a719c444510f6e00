/** @import { Problem, Status } from "./types.js" */

import { countOf } from "./notices.js";

/**
 * Makes the panel that shows problems under the UI, to people and to screen readers.
 *
 * @param {(source: Problem["source"]) => void} dismiss called when the user closes one
 */
export function createPanel(dismiss) {
  const element = make("div", "tw-panel");
  const errors = make("div", "");
  const notices = make("div", "");
  // There from the start and filled later: only then are changes announced.
  errors.setAttribute("role", "alert");
  notices.setAttribute("role", "status");
  const sign = make("div", "tw-waiting");
  sign.setAttribute("role", "status");
  element.append(errors, notices, sign);
  /** @type {[place: Element, areNotices: boolean, shown: unknown[]][]} */
  const places = [
    [errors, false, []],
    [notices, true, []],
  ];
  return {
    element,
    /** Makes the place of what the app's code prints. */
    drawer() {
      const drawer = make("div", "tw-drawer");
      drawer.dataset.twBehaviour = "drawer";
      element.append(drawer);
      return drawer;
    },
    /** @param {Status} status */
    show({ state, waiting, problems }) {
      const count = waiting ? ` · ${countOf(waiting)} waiting` : "";
      // A notice of the line says it too; one is enough.
      const line = problems.find(
        (each) => each.source === "transport" && each.isNotice,
      );
      const word = state === "offline" ? "Offline" : "Busy";
      sign.textContent = count && !line ? word + count : "";
      for (const place of places) {
        const [box, areNotices, before] = place;
        const here = problems.filter(({ isNotice = false }) => isNotice === areNotices);
        const now = [areNotices && line && count, ...here];
        // What is open in it, or has the focus, stays.
        if (now.length === before.length && now.every((one, at) => one === before[at]))
          continue;
        place[2] = now;
        box.replaceChildren(
          ...here.map((each) => entry(each, dismiss, each === line ? count : "")),
        );
      }
    },
  };
}

/**
 * @param {Problem} problem
 * @param {(source: Problem["source"]) => void} dismiss
 * @param {string} more after its title
 */
function entry(problem, dismiss, more) {
  const { source, code, title, hint, detail, reference, isNotice, canReload } = problem;
  const box = make("div", isNotice ? "tw-problem tw-notice" : "tw-problem");
  box.dataset.twSource = source;
  box.dataset.twCode = code;
  box.append(make("p", "tw-problem-title", title + more));
  if (hint) box.append(make("p", "tw-problem-hint", hint));
  if (reference) box.append(make("p", "tw-problem-hint", `Reference: ${reference}`));
  if (detail) {
    const details = make("details", "tw-problem-detail");
    details.append(make("summary", "", "Details"), make("pre", "", detail));
    box.append(details);
  }
  if (canReload) {
    box.append(button("tw-problem-reload", "Reload", () => location.reload()));
  }
  const close = button("tw-problem-dismiss", "×", () => dismiss(source));
  close.setAttribute("aria-label", "Dismiss");
  box.append(close);
  return box;
}

/**
 * @param {string} className
 * @param {string} label
 * @param {() => void} press
 */
function button(className, label, press) {
  const element = make("button", className, label);
  element.setAttribute("type", "button");
  element.addEventListener("click", press);
  return element;
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
