/** @import { Behaviour } from "../types.js" */

import css from "./camera.css";
import { everyFrame, pixelsOf, showCamera } from "./parts/camera.js";
import { look } from "./parts/look.js";

/** @typedef {{ facing: string, interval?: number }} CameraProps */

/** A frame that is reported has so many pixels on its longer side. */
const LONGEST = 320;
/** More than these a second are no use to anybody, in ms from frame to frame. */
const SHORTEST_INTERVAL = 50;
/** So many bytes at a time become text. */
const CHUNK = 0x8000;

const dress = look(css);

/** @type {WeakMap<Element, { props: CameraProps, turn: (facing: string) => void }>} */
const cameras = new WeakMap();

/**
 * Shows what the camera sees, and reports frames where the app wants them.
 *
 * @type {Behaviour<CameraProps>}
 */
const camera = {
  connect(element, props, { emit, signal }) {
    dress(element);
    const state = { props, turn: (/** @type {string} */ _) => {} };
    cameras.set(element, state);
    const interval = () => Math.max(state.props.interval ?? 0, SHORTEST_INTERVAL);
    let isLooking = false;
    state.turn = showCamera(element, {
      facing: props.facing,
      signal,
      async shown(video) {
        if (isLooking) return;
        isLooking = true;
        const report = () => {
          if (state.props.interval === undefined) return;
          const { width, height, data } = pixelsOf(video, LONGEST);
          const payload = { width, height, data: rgbOf(data), rotation: 0 };
          // A slow app gets fewer frames, never old ones.
          emit("frame", payload, { isCoalesced: true });
        };
        await everyFrame(video, interval, report, signal);
        isLooking = false;
      },
    });
  },
  update(element, props) {
    const state = cameras.get(element);
    if (!state) return;
    state.props = props;
    state.turn(props.facing);
  },
};

export default camera;

/**
 * Writes pixels as base64 of red, green and blue.
 *
 * @param {Uint8ClampedArray} rgba
 */
function rgbOf(rgba) {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    rgb[to++] = rgba[from];
    rgb[to++] = rgba[from + 1];
    rgb[to++] = rgba[from + 2];
  }
  let text = "";
  for (let at = 0; at < rgb.length; at += CHUNK) {
    text += String.fromCharCode(...rgb.subarray(at, at + CHUNK));
  }
  return btoa(text);
}
