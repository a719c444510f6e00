/** All files of a site, kept in the browser; what changed is all that is fetched anew. */

/** How long nothing must have been asked for before files are kept, in ms. */
const QUIET = 10_000;

/** How many files are fetched at a time. */
const LANES = 4;

const NAME = "tempestweb-lite";

/** Keeps and answers with the files of one site. */
export class Keeper {
  /**
   * @param {import("../lite-worker.js").Entry[]} entries its files, and what names their
   *   content
   * @param {string} scope the address of the site
   * @param {number} [quiet] how long nothing must have been asked for, in ms
   */
  constructor(entries, scope, quiet = QUIET) {
    this.scope = scope;
    this.quietTime = quiet;
    /** Where each file is kept, by its path below the scope. */
    this.places = new Map(
      entries.map(({ url, revision }) => {
        const name = new URLSearchParams({ file: url, revision: revision ?? "" });
        return [url, new URL(`?${name}`, scope).href];
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
    const path = this.pathOf(request.url);
    const place = path === null ? undefined : this.places.get(path);
    if (place !== undefined) {
      const kept = await (await this.open()).match(place);
      if (kept) return kept;
    } else if (this.places.has(`${path}/index.html`)) {
      const { search } = new URL(request.url);
      return Response.redirect(new URL(`${path}/${search}`, this.scope));
    }
    try {
      return await fetch(request);
    } catch (error) {
      const isOurs = path !== null && place === undefined;
      // All that there is has been kept: the site has no such file, network or not.
      if (isOurs && (await this.isComplete())) return new Response("", { status: 404 });
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

  /**
   * Returns the path of a file of the site; null for what is elsewhere.
   *
   * @param {string} url
   */
  pathOf(url) {
    const { origin, pathname } = new URL(url);
    const address = origin + pathname;
    if (!address.startsWith(this.scope)) return null;
    // Pages escape the same name in more than one way.
    const path = decoded(address.slice(this.scope.length));
    return path === "" || path.endsWith("/") ? `${path}index.html` : path;
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
        const [path, place] = next;
        const address = new URL(
          path.split("/").map(encodeURIComponent).join("/"),
          this.scope,
        );
        // Not an older one that the browser happens to have.
        const response = await fetch(address, { cache: "no-cache" });
        if (!response.ok) throw new Error(`${address}: status ${response.status}`);
        await cache.put(place, await unredirected(response));
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
    const time = this.quietTime;
    for (let rest = time; rest > 0; rest = this.lastAsked + time - Date.now()) {
      await new Promise((wake) => setTimeout(wake, rest));
    }
  }
}

/**
 * Returns a response that a page can be opened with, wherever it came from.
 *
 * @param {Response} response
 */
async function unredirected(response) {
  if (!response.redirected) return response;
  return new Response(await response.blob(), { headers: response.headers });
}

/** @param {string} path */
function decoded(path) {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    // A stray percent sign: no file of a site has such a name.
    if (error instanceof URIError) return path;
    throw error;
  }
}
