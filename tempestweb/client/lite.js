/**
 * What the pages of a JupyterLite site have besides: the kernel that they are about to
 * ask for is started at once, and the service worker is told to keep all of the site for
 * visits without a network. `data-tw-offline` of the page is `ready` when it has.
 */

import { startEarly } from "./lite/early.js";

const { serviceWorker } = navigator;

startEarly();

// Browsers offer none to pages that did not come safely, nor in some private windows.
serviceWorker?.addEventListener("message", ({ data }) => {
  if (data?.kind === "kept") document.documentElement.dataset.twOffline = "ready";
});
serviceWorker?.ready.then(({ active }) => active?.postMessage({ kind: "keep" }));
