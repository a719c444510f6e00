/** @import { LoadModule, WidgetModel } from "./types.js" */

import { fetched } from "./fetched.js";

/** Waits before a module is asked for again, in ms. */
const PAUSES = [500, 2000, 8000];

/**
 * Brings modules from beside the client, where a server has put them.
 *
 * @param {URL | string} base the folder
 * @returns {LoadModule}
 */
export function fromFolder(base) {
  return async (name, hash) => {
    const { href } = new URL(`behaviour-${name}.js?v=${hash}`, base);
    for (let attempt = 0; ; attempt++) {
      try {
        // Browsers remember that an address has failed.
        return await import(attempt ? `${href}&attempt=${attempt}` : href);
      } catch (error) {
        if (attempt === PAUSES.length) throw error;
        await new Promise((resolve) => setTimeout(resolve, PAUSES[attempt]));
      }
    }
  };
}

/**
 * Brings modules from the Python behind an anywidget model.
 *
 * @param {WidgetModel} model
 * @returns {LoadModule}
 */
export function fromModel(model) {
  return (name, hash) => fetched(model, { kind: "module", name }, hash);
}
