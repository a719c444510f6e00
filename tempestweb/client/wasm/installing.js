/** The service worker of the page, and the question whether to take a new version. */

import { Workbox } from "workbox-window";

/** How often a page that stays open asks for a new version, in ms. */
const INTERVAL = 60 * 60 * 1000;

/**
 * Registers the service worker; offers a new version when there is one.
 *
 * @param {string} url of the worker
 */
export function install(url) {
  if (!("serviceWorker" in navigator)) return;
  const workbox = new Workbox(url);
  workbox.addEventListener("waiting", () => {
    offer(() => {
      workbox.addEventListener("controlling", () => location.reload());
      workbox.messageSkipWaiting();
    });
  });
  workbox.register().catch((error) => {
    // A page from a file, or a browser that forbids it: it works, but online only.
    console.warn("tempestweb: client.install", error);
  });
  setInterval(() => workbox.update().catch(ignoreOffline), INTERVAL);
}

/** @param {unknown} error */
function ignoreOffline(error) {
  if (navigator.onLine) console.warn("tempestweb: client.install.update", error);
}

/**
 * Shows the question; a version that is newer still takes the place of the one before.
 *
 * @param {() => void} accept
 */
function offer(accept) {
  document.querySelector(".tw-update")?.remove();
  const box = document.createElement("div");
  box.className = "tw-update";
  box.setAttribute("role", "status");
  const text = document.createElement("span");
  text.textContent = "A new version is there.";
  const take = document.createElement("button");
  take.type = "button";
  take.textContent = "Reload";
  take.addEventListener("click", accept);
  const later = document.createElement("button");
  later.type = "button";
  later.textContent = "Later";
  later.addEventListener("click", () => box.remove());
  box.append(text, take, later);
  document.body.append(box);
}
