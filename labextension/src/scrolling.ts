/** Keeps apps from being scrolled in a low box, as Notebook 7 does with long outputs. */

import type { Cell } from "./jupyterlab.ts";

const SCROLLED = "jp-mod-outputsScrolled";

/**
 * Shows an app as high as it is. Long text beside it, and what somebody has chosen, are
 * scrolled all the same.
 *
 * @param app an element of the cell
 * @param signal ends it
 */
export function keepWhole(
  app: HTMLElement,
  cells: readonly Cell[],
  signal: AbortSignal,
): void {
  const cell = cells.find(({ node }) => node.contains(app));
  if (!cell || signal.aborted) return;
  const { classList } = cell.node;
  const check = () => {
    // Only a choice is a property of the cell; Notebook 7 sets the class by itself.
    if (!classList.contains(SCROLLED) || cell.outputsScrolled) return;
    if (heightBesides(cell.node) < innerHeight) classList.remove(SCROLLED);
  };
  const observer = new MutationObserver(check);
  observer.observe(cell.node, { attributeFilter: ["class"] });
  signal.addEventListener("abort", () => observer.disconnect());
  check();
}

/** How high the outputs of a cell are without the apps among them, in px. */
function heightBesides(cell: HTMLElement): number {
  const area = cell.querySelector(".jp-Cell-outputArea");
  const apps = [...cell.querySelectorAll<HTMLElement>(".tw-output")];
  const height = apps.reduce((sum, { offsetHeight }) => sum + offsetHeight, 0);
  return (area?.scrollHeight ?? 0) - height;
}
