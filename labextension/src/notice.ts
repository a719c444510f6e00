/** What is to be read where an app would be: what goes on, or what went wrong. */

export type Notice = {
  title: string;
  hint?: string;
  detail?: string;
  /** What can be done about it, by the label of its button. */
  actions?: Readonly<Record<string, () => void>>;
};

export function createNotice({ title, hint, detail, actions = {} }: Notice) {
  const element = make("div", "tw-notice");
  // Announced also where it takes the place of another one.
  element.setAttribute("role", "status");
  element.append(make("p", "tw-notice-title", title));
  if (hint) element.append(make("p", "tw-notice-hint", hint));
  if (detail) element.append(make("pre", "tw-notice-detail", detail));
  for (const [label, act] of Object.entries(actions)) {
    const button = make("button", "jp-Button jp-mod-styled", label);
    button.addEventListener("click", act);
    element.append(button);
  }
  return element;
}

function make(tag: string, className: string, text = ""): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}
