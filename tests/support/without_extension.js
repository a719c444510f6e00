/**
 * Has a page of JupyterLab know of no extension of ours, as where its server has none;
 * run before the page's own scripts, which read that configuration.
 */
new MutationObserver((_, observer) => {
  const element = document.getElementById("jupyter-config-data");
  if (!element) return;
  observer.disconnect();
  const configuration = JSON.parse(element.textContent);
  configuration.federated_extensions = configuration.federated_extensions.filter(
    ({ name }) => name !== "tempestweb",
  );
  element.textContent = JSON.stringify(configuration);
}).observe(document, { childList: true, subtree: true });
