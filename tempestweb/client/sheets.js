import coreCss from "./core.css";
import panelCss from "./panel.css";

/** What the client brings along where the page does not link to it. */
export const sheets = [coreCss, panelCss].map((css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
});
