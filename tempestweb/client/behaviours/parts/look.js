/**
 * Makes the look of a behaviour, which comes with its module.
 *
 * @param {string} css
 * @returns {(element: Element) => void} lets it apply in the tree of an element
 */
export function look(css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return (element) => {
    const root = /** @type {Document | ShadowRoot} */ (element.getRootNode());
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  };
}
