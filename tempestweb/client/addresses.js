/** Where the app is in the address bar: a place, which is a path from `/` on. */

/** The protocol's limit for a URL. */
const LONGEST = 8192;

/**
 * How the places of an app and the addresses of its page belong together.
 *
 * @typedef {{
 *   placeOf(address: URL): string | null, addressOf(place: unknown): URL | null
 * }} Addresses null: not the app's
 */

/**
 * Places are paths below a base, where a server has a page for each.
 *
 * @param {string} base the path of the app, with a slash at its end
 * @param {string} origin of the page
 * @returns {Addresses}
 */
export function pathAddresses(base, origin) {
  /** @type {Addresses["placeOf"]} */
  const placeOf = (address) => {
    const { pathname, search, hash } = address;
    if (address.origin !== origin || !pathname.startsWith(base)) return null;
    return `/${pathname.slice(base.length)}${search}${hash}`.slice(0, LONGEST);
  };
  return {
    placeOf,
    addressOf(place) {
      if (typeof place !== "string") return null;
      const address = new URL(base + place.replace(/^\//, ""), origin);
      return placeOf(address) === null ? null : address;
    },
  };
}

/**
 * Places stand behind the `#`, where there is one page on a host that knows nothing of
 * them. Any other fragment is a part of the screen.
 *
 * @param {string} page its address
 * @returns {Addresses}
 */
export function fragmentAddresses(page) {
  const here = new URL(page);
  here.hash = "";
  return {
    placeOf(address) {
      const { hash } = address;
      const without = new URL(address);
      without.hash = "";
      if (without.href !== here.href || !/^(#\/|$)/.test(hash)) return null;
      return (hash.slice(1) || "/").slice(0, LONGEST);
    },
    addressOf(place) {
      if (typeof place !== "string") return null;
      const address = new URL(here);
      const path = `/${place.replace(/^\//, "")}`;
      // The page's own address is that of the first screen.
      address.hash = path === "/" ? "" : path;
      return address;
    },
  };
}
