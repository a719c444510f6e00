/** The page's rules: however many apps it shows, a rule is there once. */
const rules = new CSSStyleSheet();

/** @type {Set<string>} */
const known = new Set();

/**
 * Adds rules to the page; one that is there already is not added again.
 *
 * @param {string[]} list each exactly one CSS rule
 */
export function addRules(list) {
  for (const rule of list) {
    if (known.has(rule)) continue;
    known.add(rule);
    try {
      rules.insertRule(rule, rules.cssRules.length);
    } catch (error) {
      // The others must still be added.
      console.warn(`tempestweb: client.style.rule: ${rule}`, error);
    }
  }
}

/**
 * Notes rules that the page has in a sheet of its own.
 *
 * @param {string[]} list
 */
export function knowRules(list) {
  for (const rule of list) known.add(rule);
}

/** Lists all rules of the page's apps. */
export function knownRules() {
  return [...known];
}

/**
 * Lets sheets, and the rules after them, apply in a document or shadow root.
 *
 * @param {Document | ShadowRoot} root
 * @param {CSSStyleSheet[]} [sheets]
 */
export function adopt(root, sheets = []) {
  const present = root.adoptedStyleSheets;
  const missing = [...sheets, rules].filter((sheet) => !present.includes(sheet));
  root.adoptedStyleSheets = [...present, ...missing];
}
