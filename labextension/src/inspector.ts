/** Loaded with the inspector: the widgets, the state and the messages of an app. */

import style from "../style/inspector.css";
import type { Apps, ShownApp } from "./apps.ts";
import { createHighlight } from "./highlight.ts";
import {
  type Entry,
  type Inspection,
  Inspector,
  type LoggedMessage,
  type ShownWidget,
} from "./inspection.ts";
import type { Translation } from "./jupyterlab.ts";
import { addStyle } from "./styles.ts";
import { createTree, part, type TreeItem } from "./tree.ts";

/** So many messages are kept. */
const MOST_MESSAGES = 500;

/** Of `compareDocumentPosition`: the other one comes later. */
const FOLLOWING = Node.DOCUMENT_POSITION_FOLLOWING;

/** The log follows what comes while it is scrolled to its end, to so many px. */
const NEAR = 8;

addStyle(style);

type InspectorParts = {
  place: HTMLElement;
  apps: Apps;
  trans: Translation;
  /** What the place is called that an app is in. */
  titleOf(app: ShownApp): string;
};

/** Shows the inspector until it is stopped; with it ends all that it asks kernels. */
export function startInspector({
  place,
  apps,
  trans,
  titleOf,
}: InspectorParts): () => void {
  const choice = document.createElement("select");
  choice.className = "tw-inspector-apps";
  choice.setAttribute("aria-label", trans.__("App"));
  const note = make("p", "tw-inspector-note");
  const highlight = createHighlight();
  const widgets = createTree(trans.__("Widgets"));
  const state = createTree(trans.__("State"));
  const log = make("div", "tw-log");
  log.setAttribute("role", "log");
  log.tabIndex = 0;
  const tabs = createTabs([
    [trans.__("Widgets"), widgets.element],
    [trans.__("State"), state.element],
    [trans.__("Messages"), log],
  ]);
  place.replaceChildren(choice, note, tabs);

  let app: ShownApp | undefined;
  /** Where the app is that was chosen: a cell that is run again shows another one. */
  let seat: Element | undefined;
  let inspector: Inspector | undefined;

  const elementOf = (id: number) => {
    const { root } = app ?? {};
    const elements = [...(root?.querySelectorAll("*") ?? [])];
    return elements.find((element) => root?.tempestweb?.idOf(element) === id);
  };

  const name = () => {
    const names = listed().map((each, index) => `${index + 1}. ${titleOf(each)}`);
    // Made anew only if need be: its user may be choosing.
    if (names.join("\n") !== [...choice.options].map(({ text }) => text).join("\n")) {
      choice.replaceChildren(...names.map((each) => new Option(each)));
    }
    choice.hidden = names.length < 2;
    choice.selectedIndex = app ? listed().indexOf(app) : -1;
  };

  const told = ({ widgets: tree, left_out, state: entry }: Inspection) => {
    widgets.draw(
      tree.map((widget) =>
        widgetItem(widget, {
          looked: ({ id, type }) => highlight.show(elementOf(id), type),
          chosen: ({ id }) => elementOf(id)?.scrollIntoView({ block: "nearest" }),
        }),
      ),
    );
    state.draw([entryItem(entry)]);
    note.textContent = left_out
      ? trans.__("%1 more widgets are not listed.", left_out)
      : "";
    // A cell has its number when it has run.
    name();
  };

  const logged = (message: LoggedMessage) => {
    const isAtEnd = log.scrollTop + log.clientHeight > log.scrollHeight - NEAR;
    log.append(messageRow(message, trans));
    if (log.childElementCount > MOST_MESSAGES) log.firstElementChild?.remove();
    if (isAtEnd) log.scrollTop = log.scrollHeight;
  };

  const inspect = (chosen: ShownApp | undefined) => {
    inspector?.stop();
    highlight.hide();
    app = chosen;
    inspector = undefined;
    for (const tree of [widgets, state]) tree.draw([]);
    log.replaceChildren();
    if (chosen) inspector = new Inspector(chosen, told, logged);
    else note.textContent = trans.__("This page shows no app.");
  };

  /** All apps, in the order of the page. */
  const listed = () =>
    [...apps.list].sort(({ element }, other) =>
      element.compareDocumentPosition(other.element) & FOLLOWING ? -1 : 1,
    );

  const follow = () => {
    const list = listed();
    if (!seat?.isConnected) seat = undefined;
    const seated = list.filter((each) => seatOf(each) === seat);
    const isOurs = (each: ShownApp) => each === app;
    const next = seated.find(isOurs) ?? seated[0] ?? list.find(isOurs) ?? list[0];
    if (next) seat ??= seatOf(next);
    if (next !== app || !next) inspect(next);
    name();
  };
  choice.addEventListener("change", () => {
    const chosen = listed()[choice.selectedIndex];
    seat = seatOf(chosen);
    chosen.element.scrollIntoView({ block: "nearest" });
    inspect(chosen);
  });
  widgets.element.addEventListener("pointerleave", highlight.hide);
  widgets.element.addEventListener("focusout", highlight.hide);
  const unfollow = apps.follow(follow);
  follow();
  return () => {
    unfollow();
    inspector?.stop();
    highlight.hide();
    place.replaceChildren();
  };
}

/** The cell or panel that an app is in. */
function seatOf({ element }: ShownApp): Element {
  return element.closest(".jp-Cell, .tw-file") ?? element;
}

type WidgetActs = Record<"looked" | "chosen", (widget: ShownWidget) => void>;

function widgetItem(widget: ShownWidget, acts: WidgetActs): TreeItem {
  const { children, key, props, type } = widget;
  const label = [part("tw-type", type)];
  if (key !== null) label.push(part("tw-key", key));
  label.push(...props.map(([name, text]) => part("tw-prop", `${name}=${text}`)));
  const items = children.map((child) => widgetItem(child, acts));
  const looked = () => acts.looked(widget);
  const chosen = () => acts.chosen(widget);
  return { name: `${type} ${key}`, label, items, looked, chosen };
}

function entryItem({ entries, name, text }: Entry): TreeItem {
  const label = [part("tw-key", name), part("tw-prop", text)];
  return { name, label, items: entries.map(entryItem) };
}

function messageRow(message: LoggedMessage, trans: Translation): HTMLElement {
  const { about, isSent, kind, size, time } = message;
  const row = make("div", "tw-log-row");
  const at = new Date(time);
  const clock = `${at.toTimeString().slice(0, 8)}.${String(at.getMilliseconds()).padStart(3, "0")}`;
  const direction = isSent ? trans.__("to the kernel") : trans.__("from the kernel");
  const arrow = part("tw-log-arrow", isSent ? "↑" : "↓");
  arrow.title = direction;
  arrow.setAttribute("aria-label", direction);
  row.append(
    part("tw-log-time", clock),
    arrow,
    part("tw-type", kind),
    part("tw-log-size", trans.__("%1 B", size)),
    part("tw-prop", about),
  );
  return row;
}

/** Puts each element on a page of its own. */
function createTabs(pages: readonly (readonly [string, HTMLElement])[]): HTMLElement {
  const box = make("div", "tw-tabs");
  const list = make("div", "tw-tab-list");
  list.setAttribute("role", "tablist");
  const tabs = pages.map(([label, page]) => {
    const tab = document.createElement("button");
    tab.className = "tw-tab";
    tab.setAttribute("role", "tab");
    tab.textContent = label;
    const panel = make("div", "tw-tab-page");
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-label", label);
    panel.append(page);
    return { tab, panel };
  });
  const select = (chosen: number) => {
    for (const [index, { tab, panel }] of tabs.entries()) {
      tab.ariaSelected = String(index === chosen);
      tab.tabIndex = index === chosen ? 0 : -1;
      panel.hidden = index !== chosen;
    }
  };
  list.addEventListener("click", ({ target }) => {
    const index = tabs.findIndex(({ tab }) => tab === target);
    if (index >= 0) select(index);
  });
  list.addEventListener("keydown", ({ key, target }) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
    if (!step) return;
    const index = tabs.findIndex(({ tab }) => tab === target) + step;
    const next = (index + tabs.length) % tabs.length;
    select(next);
    tabs[next].tab.focus();
  });
  list.append(...tabs.map(({ tab }) => tab));
  box.append(list, ...tabs.map(({ panel }) => panel));
  select(0);
  return box;
}

function make(tag: string, className: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  return element;
}
