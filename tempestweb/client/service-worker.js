/**
 * The service worker of a static page: keeps all its files, so that the page opens
 * without a network. A new version waits until its user asks for it.
 */

import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
} from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";

// The list comes from the build of the app, which looks for this very text.
precacheAndRoute(/** @type {any} */ (self).__WB_MANIFEST, {
  // The client's modules have their version in the address.
  ignoreURLParametersMatching: [/^v$/, /^attempt$/, /^utm_/],
});
cleanupOutdatedCaches();
registerRoute(new NavigationRoute(createHandlerBoundToURL("index.html")));

addEventListener("message", ({ data }) => {
  if (data?.type === "SKIP_WAITING") /** @type {any} */ (self).skipWaiting();
});
