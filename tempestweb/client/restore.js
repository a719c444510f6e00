/**
 * The entry of the page that a service worker shows when the server cannot be reached:
 * puts back what the page before has left in this tab, and lets the client go on with
 * it; or waits for the server.
 *
 * @import { Left } from "./left.js"
 */

import { takeLeft } from "./left.js";
import { pauseAfter } from "./pauses.js";

const { client } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;

/** @param {Left} left */
function show({ title, html, fields, mount }) {
  document.title = title;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(mount.css.join("\n"));
  document.adoptedStyleSheets = [sheet];
  document.getElementById("tempestweb-waiting")?.remove();
  const root = document.createElement("div");
  root.className = "tempestweb";
  root.dataset.twState = "connecting";
  root.innerHTML = html;
  const elements = root.querySelectorAll("*");
  for (const [index, property, content] of fields) {
    const field = /** @type {any} */ (elements[index]);
    if (field) field[property] = content;
  }
  const data = document.createElement("script");
  data.type = "application/json";
  data.id = "tempestweb-mount";
  data.textContent = JSON.stringify(mount);
  const script = document.createElement("script");
  script.type = "module";
  script.src = client ?? "";
  document.body.replaceChildren(root, data, script);
}

/** Opens the page as soon as its server answers. */
function wait() {
  let failures = 0;
  let timer = 0;
  const ask = async () => {
    clearTimeout(timer);
    try {
      // The worker lets it through; to ask makes no session.
      const { status } = await fetch(location.href, {
        method: "HEAD",
        cache: "no-store",
      });
      if (status < 502 || status > 504) {
        reloadInTurn();
        return;
      }
    } catch {
      // Still nobody there.
    }
    timer = window.setTimeout(ask, pauseAfter(failures++, Math.random()));
  };
  addEventListener("online", ask);
  void ask();
}

/**
 * Reloads the page when no other one does: a server that knows nobody yet gives each page
 * that comes a name for its visitor, and the last one would take that of the others away.
 */
function reloadInTurn() {
  void navigator.locks.request("tempestweb reload", () => {
    location.reload();
    // Held until the answer has come and this page goes.
    return new Promise(() => {});
  });
}

/** What this visit is to show of the page before. */
function take() {
  const [visit] = performance.getEntriesByType("navigation");
  const type = /** @type {PerformanceNavigationTiming | undefined} */ (visit)?.type;
  try {
    return takeLeft(sessionStorage, location.href, type ?? "");
  } catch (error) {
    console.warn("tempestweb: client.left", error);
    return null;
  }
}

const left = take();
if (left) show(left);
else wait();
