/** Where the app is in the address bar: a path below its base, from `/` on. */

/** The protocol's limit for a URL. */
const LONGEST = 8192;

/**
 * @param {string} base the path of the app, with a slash at its end
 * @param {URL} address
 * @param {string} origin of the page
 * @returns {string | null} null: not the app's
 */
export function placeOf(base, address, origin) {
  const { pathname, search, hash } = address;
  if (address.origin !== origin || !pathname.startsWith(base)) return null;
  return `/${pathname.slice(base.length)}${search}${hash}`.slice(0, LONGEST);
}

/**
 * @param {string} base the path of the app, with a slash at its end
 * @param {unknown} place
 * @param {string} origin of the page
 * @returns {URL | null} null: not the app's
 */
export function addressOf(base, place, origin) {
  if (typeof place !== "string") return null;
  const address = new URL(base + place.replace(/^\//, ""), origin);
  return placeOf(base, address, origin) === null ? null : address;
}
