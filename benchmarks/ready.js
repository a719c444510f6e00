/** Notes when Python's first picture is there, in ms since the navigation. */

new MutationObserver((_, observer) => {
  if (!document.querySelector(".tempestweb[data-tw-state=ready]")) return;
  window.tempestwebReady = performance.now();
  observer.disconnect();
}).observe(document, { subtree: true, attributes: true, childList: true });
