import baseCss from "../dom/lower/base.css";
import panelCss from "./panel.css";

/** The page's sheets: however many apps it shows, a rule is there once. */
const base = sheetOf(baseCss);
const panel = sheetOf(panelCss);
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
 * Lets the page's sheets apply in a document or shadow root.
 *
 * @param {Document | ShadowRoot} root
 */
export function adopt(root) {
  const present = root.adoptedStyleSheets;
  const missing = [base, panel, rules].filter((sheet) => !present.includes(sheet));
  root.adoptedStyleSheets = [...present, ...missing];
}

/** @param {string} css */
function sheetOf(css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}
