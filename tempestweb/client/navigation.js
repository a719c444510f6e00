/**
 * @import { Addresses } from "./addresses.js"
 * @import { Effects } from "./types.js"
 */

/**
 * Makes the address bar, its history and the links of the app one with the session.
 *
 * @param {HTMLElement} root
 * @param {Addresses} addresses
 * @param {(place: string) => void} went called when the user went somewhere in the app
 * @returns {Effects}
 */
export function navigation(root, { placeOf, addressOf }, went) {
  /** @type {(() => void)[] | null} What to do when the way back is over; null: it is. */
  let waiting = null;
  /** @param {() => void} step */
  const inTurn = (step) => {
    if (waiting) waiting.push(step);
    else step();
  };
  window.addEventListener("popstate", () => {
    const place = placeOf(new URL(location.href));
    if (waiting) {
      // Where the session has gone already; what it did then comes now.
      const steps = waiting;
      waiting = null;
      steps.forEach(inTurn);
    } else if (place !== null) went(place);
  });
  /** @param {URL} address */
  const goBack = (address) => {
    if (address.href === location.href) return;
    if (history.state?.tempestwebBelow === address.href) {
      waiting = [];
      history.back();
    } else go(address, true);
  };
  root.addEventListener("click", (event) => {
    const address = event.defaultPrevented ? null : linkOf(event);
    const place = address && placeOf(address);
    // To a part of the same screen, the browser finds the way itself.
    if (!address || place === null || (address.hash && isHere(address))) return;
    event.preventDefault();
    inTurn(() => go(address, false));
    went(place);
  });
  return {
    navigate({ url, replace, back }) {
      const address = addressOf(url);
      if (address && back === true) inTurn(() => goBack(address));
      else if (address) inTurn(() => go(address, replace === true));
      else console.warn(`tempestweb: client.navigate.refused: ${url}`);
    },
  };
}

/**
 * @param {URL} address
 * @param {boolean} isReplacing
 */
function go(address, isReplacing) {
  if (address.href === location.href) return;
  try {
    // Of the entry below no more can be known than what was noted when it was left.
    if (isReplacing) history.replaceState(history.state, "", address);
    else history.pushState({ tempestwebBelow: location.href }, "", address);
  } catch (error) {
    // Safari and Firefox refuse it when it is done very often: the app goes on.
    console.warn("tempestweb: client.navigate", error);
  }
}

/** @param {URL} address */
function isHere({ pathname, search }) {
  return pathname === location.pathname && search === location.search;
}

/**
 * Tells where a click leads that the browser would follow in this page.
 *
 * @param {MouseEvent} event
 */
function linkOf({ target, button, altKey, ctrlKey, metaKey, shiftKey }) {
  if (button !== 0 || altKey || ctrlKey || metaKey || shiftKey) return null;
  const link = target instanceof Element ? target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement)) return null;
  const isElsewhere = link.target !== "" && link.target !== "_self";
  return isElsewhere || link.hasAttribute("download") ? null : new URL(link.href);
}
