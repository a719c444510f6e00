/** @import { Behaviour, BehaviourContext } from "../types.js" */

import { everyFrame, pixelsOf, showCamera } from "./parts/camera.js";
import { look } from "./parts/look.js";
import css from "./scanner.css";

/**
 * @typedef {{ data: string, format: string }} Code
 * @typedef {(video: HTMLVideoElement) => Promise<Code | null>} Find
 * @typedef {{
 *   detect(source: unknown): Promise<{ rawValue: string, format: string }[]>
 * }} Detector
 * @typedef {{
 *   new (): Detector, getSupportedFormats(): Promise<string[]>
 * }} DetectorClass
 */

const INTERVAL = 150;
/** The same code is reported again when it was out of sight for so many ms. */
const FORGOTTEN_AFTER = 1500;
/** Pixels on the longer side in which codes are looked for. */
const LONGEST = 640;

const dress = look(css);

/**
 * Shows what the camera sees, and reports the codes in it, each once.
 *
 * @type {Behaviour}
 */
const scanner = {
  connect(element, _props, { emit, module, signal }) {
    const box = /** @type {HTMLElement} */ (element);
    dress(box);
    let last = "";
    let seenAt = 0;
    showCamera(box, {
      facing: "back",
      signal,
      async shown(video) {
        const find = await finder(module);
        const scan = async () => {
          const code = await find(video);
          const isOld = performance.now() - seenAt > FORGOTTEN_AFTER;
          if (!code) {
            if (isOld) delete box.dataset.twFound;
            return;
          }
          if (isOld || code.data !== last) emit("scan", code);
          last = code.data;
          seenAt = performance.now();
          box.dataset.twFound = "";
        };
        await everyFrame(video, () => INTERVAL, scan, signal);
      },
    });
  },
};

export default scanner;

/**
 * Finds what reads codes: the browser, or a library that knows QR codes.
 *
 * @param {BehaviourContext["module"]} module
 * @returns {Promise<Find>}
 */
async function finder(module) {
  const Detector = /** @type {{ BarcodeDetector?: DetectorClass }} */ (globalThis)
    .BarcodeDetector;
  const formats = (await Detector?.getSupportedFormats()) ?? [];
  if (Detector && formats.includes("qr_code")) {
    const detector = new Detector();
    return async (video) => {
      const [code] = await detector.detect(video);
      return code ? { data: code.rawValue, format: code.format.toUpperCase() } : null;
    };
  }
  const jsqr = /** @type {import("jsqr").default} */ (await module("jsqr"));
  return async (video) => {
    const { data, width, height } = pixelsOf(video, LONGEST);
    const code = jsqr(data, width, height);
    return code?.data ? { data: code.data, format: "QR_CODE" } : null;
  };
}
