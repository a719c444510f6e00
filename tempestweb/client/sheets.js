import baseCss from "../dom/lower/base.css";
import panelCss from "./panel.css";

/** What the client brings along where the page does not link to it. */
export const sheets = [baseCss, panelCss].map((css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
});
