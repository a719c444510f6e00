/**
 * The service worker of a served page. The server is always asked first; if there is
 * none, a page of its own takes over, which finds in the tab what was shown there.
 *
 * It keeps what is the same for everybody: that page, and files of the client by their
 * version. No answer that is made for one visitor ever gets into it.
 */

import {
  cleanupOutdatedCaches,
  matchPrecache,
  precacheAndRoute,
} from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { CacheFirst } from "workbox-strategies";

/** @type {{ url: string, revision: string | null }[]} The first one is the page. */
// The list comes from the server, which looks for this very text.
const FILES = /** @type {any} */ (self).__WB_MANIFEST;

const worker = /** @type {any} */ (globalThis);

const PAGE = FILES[0].url;

/** Answers of a proxy whose server is gone. */
const GONE = new Set([502, 504]);

/** Other workers of this origin have caches too. */
const CACHES = `tempestweb-${worker.registration.scope}-`;
const CACHE = CACHES + FILES.map(({ url }) => url).join(" ");

precacheAndRoute(FILES);
cleanupOutdatedCaches();

registerRoute(
  ({ url, sameOrigin }) => sameOrigin && /\/behaviour-[\w-]+\.js$/.test(url.pathname),
  new CacheFirst({ cacheName: CACHE, matchOptions: { ignoreSearch: false } }),
);

registerRoute(
  new NavigationRoute(async ({ event, request }) => {
    try {
      // The browser has asked already, as it does without a worker.
      const response =
        (await /** @type {any} */ (event).preloadResponse) ?? (await fetch(request));
      if (!GONE.has(response.status)) return response;
      return (await matchPrecache(PAGE)) ?? response;
    } catch (error) {
      const page = await matchPrecache(PAGE);
      if (page) return page;
      throw error;
    }
  }),
);

addEventListener("install", () => worker.skipWaiting());

addEventListener("activate", (event) => {
  /** @type {ExtendableEvent} */ (event).waitUntil(activate());
});

async function activate() {
  await worker.registration.navigationPreload?.enable();
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(CACHES) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
}
