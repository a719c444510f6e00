/** @import { Behaviour } from "../types.js" */

import { look } from "./parts/look.js";
import css from "./web-view.css";

const dress = look(css);

/** @typedef {{ url: string, scripts: boolean }} WebViewProps */

/**
 * Shows another page in a frame that keeps it away from this one.
 *
 * @type {Behaviour<WebViewProps>}
 */
const webView = {
  connect(element, props) {
    dress(element);
    open(/** @type {HTMLIFrameElement} */ (element), props);
  },
  update(element, props) {
    open(/** @type {HTMLIFrameElement} */ (element), props);
  },
};

export default webView;

/**
 * @param {HTMLIFrameElement} frame
 * @param {WebViewProps} props
 */
function open(frame, { url, scripts }) {
  const rights = ["allow-forms"];
  if (scripts) rights.push("allow-scripts");
  // A page of this very origin would be out of a sandbox that gives it its origin.
  if (new URL(url, document.baseURI).origin !== location.origin) {
    rights.push("allow-same-origin", "allow-popups", "allow-popups-to-escape-sandbox");
  }
  frame.setAttribute("sandbox", rights.join(" "));
  // Also with the same address: rights are given when a page is loaded. The way back is
  // the app's, and not the way to the page that the frame showed before.
  if (frame.hasAttribute("src")) frame.contentWindow?.location.replace(url);
  else frame.src = url;
}
