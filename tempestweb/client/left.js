/** What a page leaves in the storage of its tab, for a reload that finds no server. */

import { storageKey } from "./memory.js";

/**
 * @typedef {import("./page.js").PageMount} PageMount
 * @typedef {{
 *   address: string, title: string, html: string,
 *   fields: [index: number, property: "value" | "checked", content: unknown][],
 *   mount: PageMount
 * }} Left `fields` are told by their place among the HTML's elements, in document order.
 */

/** Of any app. */
const KEYS = storageKey("left", "");

/**
 * Takes what the page at an address has left; null: nothing, or it is not for this visit.
 *
 * Only a reload shows it, and only at that very address: whoever opens the app by its
 * address or comes back from a login page may be somebody else. Taken, for two pages
 * must not go on with one view.
 *
 * @param {Storage} storage
 * @param {string} address
 * @param {string} visit as `PerformanceNavigationTiming.type` has it
 * @returns {Left | null}
 */
export function takeLeft(storage, address, visit) {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
  for (const key of keys) {
    if (!key?.startsWith(KEYS)) continue;
    /** @type {Left} */
    const left = JSON.parse(storage.getItem(key) ?? "null");
    if (left?.address !== address) continue;
    storage.removeItem(key);
    return visit === "reload" ? left : null;
  }
  return null;
}
