/**
 * Keeps a served page for a reload that finds no server: registers the service worker,
 * and leaves the tab what it shows when it goes. No behaviour of an element: what a page
 * loads when it has settled.
 *
 * What the worker keeps is the same for everybody. What one user saw is in the storage
 * of their tab, and goes with it.
 *
 * @import { Field } from "../typed.js"
 * @import { Left } from "../left.js"
 * @import { PendingEvent } from "../outbox.js"
 * @import { EventData } from "../types.js"
 */

import { memoryOf } from "../memory.js";
import { VIEW_NODE } from "../outbox.js";

/** Says nothing, and counts.  @type {EventData} */
const NOTHING = { id: VIEW_NODE, type: "environment", payload: {} };

/**
 * @param {{
 *   root: HTMLElement, mount: Left["mount"], token: () => string | null,
 *   rules: () => string[]
 * }} parts `mount`: what the page was made of; `token`: null when the session is over.
 */
export default async function keep({ root, mount, token, rules }) {
  const { base, pwa } = mount;
  if (!pwa) return;
  // Without a server there is nobody to ask for them.
  if (!mount.isPicture) dress(pwa);
  // A browser that forbids it, or an address without HTTPS: it works, but online only.
  if (!("serviceWorker" in navigator)) return;
  const { installing, waiting, active } = await navigator.serviceWorker.register(
    pwa.worker,
    { scope: base },
  );
  (installing ?? waiting ?? active)?.postMessage(filesToKeep());

  const session = root.tempestweb?.session;
  if (!session) return;
  askBeforeLoss(root, session);
  const memory = memoryOf(base);
  addEventListener("pageshow", () => memory.remember("left", null));
  addEventListener("pagehide", () => {
    const known = token();
    const { epoch, seq, ack, pending, held } = session.left;
    if (known === null || epoch === null) return;
    const { html, fields, runs } = pictureOf(root);
    const place = { view: session.view, token: known, epoch, seq, ack, runs };
    const queued = [...reportable(pending, epoch), ...held];
    /** @type {Left["mount"]} */
    const next = {
      ...mount,
      ...place,
      css: rules(),
      isFormer: false,
      isPicture: true,
      queued,
    };
    /** @type {Left} */
    const left = {
      address: location.href,
      title: document.title,
      html,
      fields,
      mount: next,
    };
    // More than a tab may keep is not kept: a reload then only waits for the server.
    memory.remember("left", JSON.stringify(left));
  });
}

/**
 * Has the browser ask before it closes a page whose user did what waits for the server.
 *
 * @param {HTMLElement} root
 * @param {NonNullable<HTMLElement["tempestweb"]>["session"]} session
 */
function askBeforeLoss(root, session) {
  const isOffline = () => session.state === "offline";
  const ask = (/** @type {Event} */ event) => {
    if (isOffline() && session.left.pending.length > 0) event.preventDefault();
  };
  // Firefox keeps no page for its way back that listens to this.
  const look = () => {
    if (isOffline()) addEventListener("beforeunload", ask);
    else removeEventListener("beforeunload", ask);
  };
  new MutationObserver(look).observe(root, { attributeFilter: ["data-tw-state"] });
  look();
}

/**
 * Lists what the next page has to report, so that each event has the `n` there that it
 * has here.
 *
 * @param {PendingEvent[]} pending
 * @param {number} epoch of the tree that is shown
 */
function reportable(pending, epoch) {
  return pending.flatMap(({ n, epoch: of, data, buffers }) => {
    if ((of === null || of === epoch) && !buffers) return [data];
    // It would mean something else there; its number must not become another's.
    return n ? [NOTHING] : [];
  });
}

/**
 * Takes what another page can show of a tree: its elements without what behaviours have
 * added, and what stands in its fields.
 *
 * @param {HTMLElement} root
 */
function pictureOf(root) {
  const idOf = root.tempestweb?.idOf;
  /** @type {number[]} In document order. */
  const ids = [];
  /** @type {Left["fields"]} */
  const fields = [];
  /**
   * @param {Element} from
   * @param {Element | DocumentFragment} to
   */
  const copy = (from, to) => {
    for (const child of from.childNodes) {
      if (child instanceof Text) to.append(child.cloneNode());
      if (!(child instanceof Element)) continue;
      const id = idOf?.(child);
      if (id === undefined) {
        // Of a behaviour; what it has put around elements of the tree is left out.
        if (child.querySelector("[data-key]")) copy(child, to);
        continue;
      }
      const clone = /** @type {Element} */ (child.cloneNode());
      clone.removeAttribute("data-tw-placed");
      const content = contentOf(/** @type {Field} */ (child));
      if (content) fields.push([ids.length, ...content]);
      ids.push(id);
      copy(child, clone);
      to.append(clone);
    }
  };
  const box = document.createElement("div");
  copy(root, box);
  return { html: box.innerHTML, fields, runs: runsOf(ids) };
}

/**
 * What stands in a field, if it is to be kept.
 *
 * @param {Field} field
 * @returns {["value" | "checked", unknown] | null}
 */
function contentOf(field) {
  const name = field.localName;
  if (name !== "input" && name !== "textarea" && name !== "select") return null;
  const { type } = field;
  if (type === "password" || type === "file") return null;
  if (type === "checkbox" || type === "radio") {
    return ["checked", /** @type {HTMLInputElement} */ (field).checked];
  }
  return ["value", field.value];
}

/**
 * @param {number[]} ids
 * @returns {import("../types.js").Runs}
 */
function runsOf(ids) {
  /** @type {import("../types.js").Runs} */
  const runs = [];
  for (const id of ids) {
    const last = runs.at(-1);
    if (last && id === last[0] + last[1]) last[1]++;
    else runs.push([id, 1]);
  }
  return runs;
}

/** What this page has loaded of the client, for the worker to keep. */
function filesToKeep() {
  const folder = new URL(".", import.meta.url).href;
  const urlsToCache = performance
    .getEntriesByType("resource")
    .map(({ name }) => name)
    .filter((name) => name.startsWith(folder) && name.includes("?v="));
  // Workbox's own words.
  return { type: "CACHE_URLS", payload: { urlsToCache } };
}

/**
 * Names the page's manifest and icons: only now, as nothing that is seen needs them.
 *
 * @param {NonNullable<Left["mount"]["pwa"]>} pwa
 */
function dress({ manifest, icon }) {
  // It may be behind a login.
  link("manifest", manifest).crossOrigin = "use-credentials";
  link("apple-touch-icon", icon);
  link("icon", icon);
}

/**
 * @param {string} rel
 * @param {string} href
 */
function link(rel, href) {
  /** @type {HTMLLinkElement} */
  const element =
    document.head.querySelector(`link[rel="${rel}"]`) ?? document.createElement("link");
  element.rel = rel;
  element.href = href;
  document.head.append(element);
  return element;
}
