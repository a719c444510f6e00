/**
 * Has the service worker of a JupyterLite site keep all of it for visits without a
 * network. `data-tw-offline` of the page is `ready` when it has.
 */

const { serviceWorker } = navigator;

// Browsers offer none to pages that did not come safely, nor in some private windows.
serviceWorker?.addEventListener("message", ({ data }) => {
  if (data?.kind === "kept") document.documentElement.dataset.twOffline = "ready";
});
serviceWorker?.ready.then(({ active }) => active?.postMessage({ kind: "keep" }));
