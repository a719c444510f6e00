/**
 * @import {
 *   Behaviour, BehaviourContext, LuminoWidget, RenderMime, WidgetManager
 * } from "../types.js"
 */

/**
 * What there is to show, besides the nodes in the element: the id of a widget's model;
 * data by mime type, JSON where it is neither text nor image; HTML with scripts.
 *
 * @typedef {{ widget?: string, bundle?: Record<string, string>, frame?: string }} Props
 * @typedef {{ stop: AbortController, update?: (props: Props) => boolean }} Shown
 */

/** A frame cannot make itself larger than that, in CSS px. */
const TALLEST = 5000;

/** @type {WeakMap<Element, { context: BehaviourContext, shown?: Shown, turn: number }>} */
const embeds = new WeakMap();

/**
 * Shows what only the notebook around the app can: live widgets, charts by their mime
 * type, scripts in a frame. Anywhere else the nodes in the element stay as they are.
 *
 * @type {Behaviour<Props>}
 */
export default {
  connect(element, props, context) {
    embeds.set(element, { context, turn: 0 });
    context.signal.addEventListener("abort", () => {
      embeds.get(element)?.shown?.stop.abort();
      embeds.delete(element);
    });
    renew(element, props);
  },
  update: renew,
};

/**
 * @param {Element} element
 * @param {Props} props
 */
async function renew(element, props) {
  const embed = embeds.get(element);
  if (!embed || embed.shown?.update?.(props)) return;
  const turn = ++embed.turn;
  const stop = new AbortController();
  /** @type {Shown | null} */
  let next = null;
  try {
    next = await show(element, props, embed.context.manager, stop);
  } catch (error) {
    stop.abort();
    console.warn("tempestweb: client.embed", error);
  }
  if (turn !== embed.turn || embed.context.signal.aborted) {
    stop.abort();
    return;
  }
  embed.shown?.stop.abort();
  embed.shown = next ?? undefined;
  element.toggleAttribute("data-tw-live", next !== null);
}

/**
 * @param {Element} element
 * @param {Props} props
 * @param {WidgetManager | undefined} manager
 * @param {AbortController} stop
 * @returns {Promise<Shown | null>} null: the nodes are all there is to see
 */
async function show(element, { widget, bundle, frame }, manager, stop) {
  if (!manager) return null;
  if (widget) {
    const model = await manager.get_model(widget);
    const view = await manager.create_view(model);
    attach(view.luminoWidget, element, stop.signal, () => view.remove());
    return { stop };
  }
  const chart =
    bundle &&
    manager.rendermime &&
    (await render(bundle, element, manager.rendermime, stop));
  if (chart) return chart;
  if (!frame) return null;
  openFrame(frame, element, stop.signal);
  return { stop };
}

/**
 * @param {Record<string, string>} bundle
 * @param {Element} element
 * @param {RenderMime} rendermime
 * @param {AbortController} stop
 * @returns {Promise<Shown | null>} null: nothing in the page knows any of it
 */
async function render(bundle, element, rendermime, stop) {
  const known = knownType(bundle, rendermime);
  if (!known) return null;
  const { type, mime } = known;
  /** @param {string} text */
  const model = (text) =>
    rendermime.createModel({ data: { [mime]: read(mime, text) }, trusted: true });
  const renderer = rendermime.createRenderer(mime);
  attach(renderer, element, stop.signal, () => renderer.dispose());
  await renderer.renderModel(model(bundle[type]));
  return {
    stop,
    update({ bundle: newer }) {
      if (!newer?.[type]) return false;
      renderer
        .renderModel(model(newer[type]))
        .catch((error) => console.warn("tempestweb: client.embed", error));
      return true;
    },
  };
}

/**
 * Finds a type in the bundle, and the one that a renderer of the page takes it for.
 *
 * A chart names the version of its language; a renderer of the one before draws most
 * of what there is.
 *
 * @param {Record<string, string>} bundle
 * @param {RenderMime} rendermime
 */
function knownType(bundle, rendermime) {
  const exact = rendermime.preferredMimeType(bundle, "any");
  if (exact) return { type: exact, mime: exact };
  for (const type of Object.keys(bundle)) {
    const mime = type.replace(/\.v(\d+)\+/, (_, version) => `.v${version - 1}+`);
    if (rendermime.preferredMimeType({ [mime]: "" }, "any")) return { type, mime };
  }
  return null;
}

/**
 * @param {string} mime
 * @param {string} text
 */
function read(mime, text) {
  return mime.startsWith("application/") ? JSON.parse(text) : text;
}

/**
 * Puts a widget of the page's into the element: where the CSS of the page reaches it,
 * and where it is seen in the place of the element's nodes.
 *
 * @param {LuminoWidget} widget
 * @param {Element} element
 * @param {AbortSignal} signal
 * @param {() => void} remove
 */
function attach(widget, element, signal, remove) {
  const box = document.createElement("div");
  const root = element.getRootNode();
  const slot = document.createElement("slot");
  slot.name = box.slot = `tw-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
  element.append(slot);
  (root instanceof ShadowRoot ? root.host : slot).append(box);
  // The class brings Lumino's own functions along.
  const { attach, ResizeMessage } = widget.constructor;
  attach(widget, box);
  const size = new ResizeObserver(() =>
    widget.processMessage(ResizeMessage.UnknownSize),
  );
  size.observe(box);
  signal.addEventListener("abort", () => {
    size.disconnect();
    // Lumino takes nothing away that is not in the page any more.
    if (!box.isConnected) document.body.append(box);
    remove();
    box.remove();
    slot.remove();
  });
}

/**
 * Runs HTML in a frame that reaches neither the app nor the page: it has an origin of
 * its own.
 *
 * @param {string} html
 * @param {Element} element
 * @param {AbortSignal} signal
 */
function openFrame(html, element, signal) {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.title = element.getAttribute("aria-label") ?? "";
  const parts = ["<!doctype html>", html, `<script>(${tellHeight})()</script>`];
  const url = URL.createObjectURL(new Blob(parts, { type: "text/html;charset=utf-8" }));
  frame.src = url;
  window.addEventListener(
    "message",
    ({ source, data }) => {
      const height = Number(data?.tempestwebHeight);
      if (source !== frame.contentWindow || !(height > 0)) return;
      frame.style.height = `${Math.min(height, TALLEST)}px`;
    },
    { signal },
  );
  // A slot, as it is for widgets: what is in one is not the tree's.
  const slot = document.createElement("slot");
  slot.append(frame);
  element.append(slot);
  signal.addEventListener("abort", () => {
    slot.remove();
    URL.revokeObjectURL(url);
  });
}

/** Runs in the frame. */
function tellHeight() {
  const { body } = document;
  body.style.margin = "0";
  const tell = () =>
    parent.postMessage({ tempestwebHeight: Math.ceil(body.scrollHeight) }, "*");
  new ResizeObserver(tell).observe(body);
  tell();
}
