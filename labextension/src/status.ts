import style from "../style/status.css";
import type { Apps } from "./apps.ts";
import type { Lumino, StatusBar, Translation } from "./jupyterlab.ts";
import { addStyle } from "./styles.ts";

/** After what JupyterLab itself has at the left. */
const RANK = 10;

type StatusParts = {
  lumino: Lumino;
  bar: StatusBar;
  apps: Apps;
  trans: Translation;
  /** What a click on it does. */
  inspect(): void;
};

/** Tells in the status bar how many apps there are, and what they do. */
export function addStatus({ lumino, bar, apps, trans, inspect }: StatusParts): void {
  addStyle(style);
  const item = new lumino.Widget({ node: document.createElement("button") });
  item.addClass("tw-status");
  item.node.title = trans.__("Inspect the tempestweb apps that this page shows");
  item.node.addEventListener("click", inspect);
  const isActive = () => apps.summary.apps > 0;
  bar.registerStatusItem("tempestweb:status", {
    item,
    align: "left",
    rank: RANK,
    isActive,
  });
  const show = () => {
    const { apps: count, busy, queued } = apps.summary;
    const parts = [trans._n("%1 app", "%1 apps", count, count)];
    if (busy) parts.push(trans.__("%1 busy", busy));
    if (queued) parts.push(trans.__("%1 queued", queued));
    item.node.textContent = parts.join(", ");
    if (isActive()) item.show();
    else item.hide();
  };
  apps.follow(show);
  show();
}
