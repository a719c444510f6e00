/** All files of a site, kept in the browser; what changed is all that is fetched anew. */

/** How long nothing must have been asked for before files are kept, in ms. */
const QUIET = 5000;

/** How many files are fetched at a time. */
const LANES = 4;

const NAME = "tempestweb-lite";

/** Keeps and answers with the files of one site. */
export class Keeper {
  /**
   * @param {import("../lite-worker.js").Entry[]} entries its files, and what names their
   *   content
   * @param {string} scope the address of the site
   */
  constructor(entries, scope) {
    this.scope = scope;
    /** Where each file is kept, by its address. */
    this.places = new Map(
      entries.map(({ url, revision }) => {
        const { href } = new URL(url.split("/").map(encodeURIComponent).join("/"), scope);
        return [href, revision ? `${href}?revision=${revision}` : href];
      }),
    );
    this.lastAsked = Date.now();
    /** @type {Promise<void> | undefined} */
    this.keeping = undefined;
  }

  /**
   * Answers a request: from what is kept, else from the network.
   *
   * @param {Request} request
   * @returns {Promise<Response>}
   */
  async answer(request) {
    this.lastAsked = Date.now();
    const address = this.addressOf(request.url);
    const place = this.places.get(address);
    if (place !== undefined) {
      const cache = await this.open();
      const kept = await cache.match(place);
      if (kept) return kept;
    } else if (this.places.has(`${address}/index.html`)) {
      const { search } = new URL(request.url);
      return Response.redirect(`${address}/${search}`);
    }
    try {
      return await fetch(request);
    } catch (error) {
      const isKept = place === undefined && address.startsWith(this.scope);
      // All that there is has been kept: the site has no such file, network or not.
      if (isKept && (await this.isComplete())) return new Response("", { status: 404 });
      throw error;
    }
  }

  /** Keeps all files, when the page has what it needs; a second call waits too. */
  keepAll() {
    this.keeping ??= this.keepWhenQuiet().finally(() => {
      this.keeping = undefined;
    });
    return this.keeping;
  }

  /** @param {string} url */
  addressOf(url) {
    const { origin, pathname } = new URL(url);
    const address = origin + pathname;
    return address.endsWith("/") ? `${address}index.html` : address;
  }

  open() {
    return caches.open(`${NAME} ${this.scope}`);
  }

  async isComplete() {
    const missing = await this.missing(await this.open());
    return missing.length === 0;
  }

  async keepWhenQuiet() {
    const cache = await this.open();
    const todo = await this.missing(cache);
    if (todo.length > 0) await this.quiet();
    const lane = async () => {
      for (let next = todo.pop(); next; next = todo.pop()) {
        const [address, place] = next;
        // Not an older one that the browser happens to have.
        const response = await fetch(address, { cache: "no-cache" });
        if (!response.ok) throw new Error(`${address}: status ${response.status}`);
        await cache.put(place, response);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    await this.forgetOthers(cache);
  }

  /** @param {Cache} cache */
  async missing(cache) {
    const kept = new Set((await cache.keys()).map(({ url }) => url));
    return [...this.places].filter(([, place]) => !kept.has(place));
  }

  /** @param {Cache} cache */
  async forgetOthers(cache) {
    const current = new Set(this.places.values());
    const old = (await cache.keys()).filter(({ url }) => !current.has(url));
    await Promise.all(old.map((request) => cache.delete(request)));
  }

  async quiet() {
    for (let rest = QUIET; rest > 0; rest = this.lastAsked + QUIET - Date.now()) {
      await new Promise((wake) => setTimeout(wake, rest));
    }
  }
}
