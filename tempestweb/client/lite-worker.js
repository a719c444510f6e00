/**
 * The service worker of a JupyterLite site: answers for the kernel's files as the stock
 * one does, and keeps the whole site, so that it works without a network.
 */

import { Keeper } from "./lite/keeper.js";
import { isForPage, relay } from "./lite/relay.js";

/** @typedef {{ url: string, revision: string | null }} Entry */

const worker = /** @type {any} */ (self);

// The list comes from the build of the site, which looks for this very text.
/** @type {Entry[]} */
const entries = /** @type {any} */ (self).__WB_MANIFEST;

const keeper = new Keeper(entries, worker.registration.scope);

addEventListener("install", () => {
  // At once: the kernel takes its files from here as soon as there is a worker.
  worker.skipWaiting();
});

addEventListener("activate", (event) => {
  /** @type {ExtendableEvent} */ (event).waitUntil(worker.clients.claim());
});

addEventListener("message", (event) => {
  if (event.data?.kind !== "keep") return;
  const kept = keeper.keepAll().then(() => event.source?.postMessage({ kind: "kept" }));
  /** @type {ExtendableEvent} */ (/** @type {unknown} */ (event)).waitUntil(kept);
});

addEventListener("fetch", (event) => {
  const fetched = /** @type {FetchEvent} */ (event);
  const { request } = fetched;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (url.pathname === "/api/service-worker-heartbeat") {
    fetched.respondWith(new Response("ok"));
  } else if (isForPage(url)) {
    fetched.respondWith(relay(request, url));
  } else if (request.method === "GET") {
    fetched.respondWith(keeper.answer(request));
  }
});
