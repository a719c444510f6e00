/** @import { Behaviour } from "../types.js" */

import css from "./map.css";
import { look } from "./parts/look.js";

/**
 * @typedef {{ at: [number, number], title: string }} Marker
 * @typedef {{ center: [number, number], zoom: number, markers: Marker[] }} MapProps
 * @typedef {{ leaflet: typeof import("leaflet"), css: string }} Library
 */

const TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png";
/** Whose they are, which their terms ask to be told. */
const CREDIT = {
  text: "© OpenStreetMap contributors",
  url: "https://www.openstreetmap.org/copyright",
};
/** Of a pin, in CSS px; its point is the marker's place. */
const PIN = { width: 26, height: 34 };

const dress = look(css);
/** @type {ReturnType<typeof look> | undefined} Leaflet's own look. */
let dressMap;

/** @type {WeakMap<Element, { props: MapProps, apply?: (props: MapProps) => void }>} */
const maps = new WeakMap();

/**
 * Draws a map with markers. Where its tiles cannot be reached it says so, and shows the
 * rest.
 *
 * @type {Behaviour<MapProps>}
 */
const map = {
  connect(element, props, { module, signal }) {
    dress(element);
    maps.set(element, { props });
    const loaded = /** @type {Promise<Library>} */ (module("leaflet"));
    loaded.then(
      (library) => {
        if (!signal.aborted)
          draw(/** @type {HTMLElement} */ (element), library, signal);
      },
      // The list of the markers stays.
      (error) => console.warn("tempestweb: client.map", error),
    );
  },
  update(element, props) {
    const state = maps.get(element);
    if (!state) return;
    state.apply?.(props);
    state.props = props;
  },
};

export default map;

/**
 * @param {HTMLElement} element
 * @param {Library} library
 * @param {AbortSignal} signal
 */
function draw(element, { leaflet, css: mapCss }, signal) {
  const state = maps.get(element);
  const place = /** @type {HTMLElement} */ (element.lastElementChild);
  if (!state) return;
  dressMap ??= look(mapCss);
  dressMap(element);
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const view = leaflet.map(place, {
    zoomSnap: 0.25,
    // The page around must still scroll under the pointer; see below.
    scrollWheelZoom: false,
    zoomAnimation: !isCalm,
    fadeAnimation: !isCalm,
    inertia: !isCalm,
  });
  view.attributionControl.setPrefix("");
  view.on("focus", () => view.scrollWheelZoom.enable());
  view.on("blur", () => view.scrollWheelZoom.disable());
  view.setView(state.props.center, state.props.zoom);

  const { tiles = TILES, attribution } = element.dataset;
  showTiles(leaflet, view, tiles, attribution, signal);

  const pins = leaflet.layerGroup().addTo(view);
  /** @param {Marker[]} markers */
  const mark = (markers) => {
    pins.clearLayers();
    for (const marker of markers) pins.addLayer(pinOf(leaflet, marker));
  };
  mark(state.props.markers);
  state.apply = ({ center, zoom, markers }) => {
    const before = state.props;
    if (`${center} ${zoom}` !== `${before.center} ${before.zoom}`) {
      view.setView(center, zoom, { animate: !isCalm });
    }
    if (JSON.stringify(markers) !== JSON.stringify(before.markers)) mark(markers);
  };

  const observer = new ResizeObserver(() => view.invalidateSize({ animate: false }));
  observer.observe(place);
  element.dataset.twLive = "";
  signal.addEventListener("abort", () => {
    observer.disconnect();
    view.remove();
  });
}

/**
 * @param {Library["leaflet"]} leaflet
 * @param {Marker} marker
 */
function pinOf(leaflet, { at, title }) {
  const { width, height } = PIN;
  const icon = leaflet.divIcon({
    className: "tw-map-pin",
    iconSize: [width, height],
    iconAnchor: [width / 2, height],
    popupAnchor: [0, -height],
  });
  const pin = leaflet.marker(at, { icon, title });
  pin.on("add", () => pin.getElement()?.setAttribute("aria-label", title || "Marker"));
  if (title) {
    const text = document.createElement("span");
    text.textContent = title;
    pin.bindPopup(text);
  }
  return pin;
}

/**
 * @param {Library["leaflet"]} leaflet
 * @param {import("leaflet").Map} view
 * @param {string} address with {z}, {x} and {y}
 * @param {string | undefined} attribution plain text
 * @param {AbortSignal} signal
 */
function showTiles(leaflet, view, address, attribution, signal) {
  const credit = document.createElement(attribution === undefined ? "a" : "span");
  credit.textContent = attribution ?? CREDIT.text;
  if (credit instanceof HTMLAnchorElement) {
    credit.href = CREDIT.url;
    credit.target = "_blank";
    credit.rel = "noopener";
  }
  const layer = leaflet.tileLayer(address, {
    maxZoom: 19,
    attribution: credit.outerHTML,
    // Servers of tiles want to know who asks, as far as the site goes.
    referrerPolicy: "strict-origin-when-cross-origin",
  });
  const note = new leaflet.Control({ position: "bottomleft" });
  note.onAdd = () => {
    const box = document.createElement("div");
    box.className = "tw-map-note";
    box.setAttribute("role", "status");
    const host = new URL(address, document.baseURI).hostname;
    box.textContent = `The map's pictures cannot be loaded: ${host} cannot be reached. Position and markers are right.`;
    return box;
  };
  layer.on("tileerror", () => note.addTo(view));
  layer.on("tileload", () => note.remove());
  layer.addTo(view);
  window.addEventListener("online", () => layer.redraw(), { signal });
}
