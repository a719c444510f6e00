/** A tree as the guidelines for accessible trees have it: one stop for Tab, and arrows. */

export type TreeItem = {
  /** Names it among its siblings, so that it stays open when the tree is made anew. */
  name: string;
  /** What is seen of it: parts with classes of their own. */
  label: readonly HTMLElement[];
  items: readonly TreeItem[];
  /** It, or something in it, is looked at: with the pointer or the keyboard. */
  looked?(): void;
  /** Its user goes to it: with a press or a key. */
  chosen?(): void;
};

/** Makes a tree that can be drawn again and again. */
export function createTree(name: string) {
  const element = document.createElement("div");
  element.className = "tw-tree";
  element.setAttribute("role", "tree");
  element.setAttribute("aria-label", name);
  /** Paths of what its user has opened or closed. */
  const choices = new Map<string, boolean>();
  let current = "";
  let rows: Row[] = [];

  type Row = { row: HTMLElement; path: string; parent: string; item: TreeItem };

  const isOpen = ({ items }: TreeItem, path: string, isFirst: boolean) =>
    items.length > 0 && (choices.get(path) ?? isFirst);

  const add = (items: readonly TreeItem[], parent: string, depth: number) => {
    for (const [index, item] of items.entries()) {
      const path = `${parent}/${index} ${item.name}`;
      const open = isOpen(item, path, depth < OPEN_DEPTH);
      rows.push({ row: rowOf(item, depth, open), path, parent, item });
      if (open) add(item.items, path, depth + 1);
    }
  };

  let shown: readonly TreeItem[] = [];
  const draw = (items: readonly TreeItem[]) => {
    shown = items;
    const hadFocus = element.contains(document.activeElement);
    rows = [];
    add(items, "", 0);
    element.replaceChildren(...rows.map(({ row }) => row));
    focusable(rows.find(({ path }) => path === current) ?? rows[0], hadFocus);
  };

  const focusable = (one: Row | undefined, isFocused: boolean) => {
    for (const { row } of rows) row.tabIndex = -1;
    if (!one) return;
    current = one.path;
    one.row.tabIndex = 0;
    if (isFocused) one.row.focus();
  };

  const choose = ({ path }: Row, open: boolean) => {
    choices.set(path, open);
    draw(shown);
  };

  const find = (target: EventTarget | null) =>
    rows.find(({ row }) => target instanceof Node && row.contains(target));

  const tellChosen = () => find(document.activeElement)?.item.chosen?.();

  element.addEventListener("click", ({ target }) => {
    const one = find(target);
    if (!one) return;
    focusable(one, true);
    if (one.item.items.length) choose(one, one.row.ariaExpanded !== "true");
    tellChosen();
  });
  element.addEventListener("keydown", (event) => {
    const one = find(event.target);
    if (!one) return;
    const index = rows.indexOf(one);
    const open = one.row.ariaExpanded === "true";
    const above = rows.find(({ path }) => path === one.parent);
    /** What a key does; undefined: nothing. */
    const acts: Record<string, () => void> = {
      ArrowDown: () => focusable(rows[index + 1] ?? one, true),
      ArrowUp: () => focusable(rows[index - 1] ?? one, true),
      Home: () => focusable(rows[0], true),
      End: () => focusable(rows.at(-1), true),
      ArrowRight: () =>
        open || !one.item.items.length
          ? focusable(rows[index + 1] ?? one, true)
          : choose(one, true),
      ArrowLeft: () => (open ? choose(one, false) : focusable(above ?? one, true)),
    };
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
    tellChosen();
  });
  for (const type of ["focusin", "pointerover"]) {
    element.addEventListener(type, ({ target }) => find(target)?.item.looked?.());
  }
  return { element, draw };
}

/** So deep a tree is open at first. */
const OPEN_DEPTH = 6;

function rowOf({ items, label }: TreeItem, depth: number, open: boolean): HTMLElement {
  const row = document.createElement("div");
  row.className = "tw-tree-row";
  row.setAttribute("role", "treeitem");
  row.ariaLevel = String(depth + 1);
  row.style.setProperty("--tw-depth", String(depth));
  if (items.length) row.ariaExpanded = String(open);
  row.append(...label);
  row.title = label.map(({ textContent }) => textContent).join(" ");
  return row;
}

/** Makes a part of a label. */
export function part(className: string, text: string): HTMLElement {
  const span = document.createElement("span");
  span.className = className;
  span.textContent = text;
  return span;
}
