/** @import { WidgetModel } from "./types.js" */

/**
 * Modules that come over a comm: each once per page, whoever asks for it first.
 *
 * The bootstrap has this too, so it is kept small.
 */

/** One that another view has asked for is asked for again after so many ms. */
const PATIENCE = 5000;

const key = Symbol.for("tempestweb.modules");
const page = /** @type {{ [key]?: Map<string, Promise<any>> }} */ (globalThis);
page[key] ??= new Map();
/** @type {Map<string, Promise<any>>} By hash, for all of the page. */
const modules = page[key];

/**
 * Brings a module that the Python behind a model has.
 *
 * @param {WidgetModel} model
 * @param {{ kind: string, name?: string }} request what the answer's fields are too
 * @param {string} hash names the content that is wanted
 * @returns {Promise<any>} the module; rejected where Python has none, or another one
 */
export function fetched(model, request, hash) {
  const present = modules.get(hash);
  if (!present) return ask(model, request, hash);
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  const own = new Promise((resolve, reject) => {
    timer = setTimeout(() => ask(model, request, hash).then(resolve, reject), PATIENCE);
  });
  // The one that was asked first may have gone away unanswered.
  return Promise.race([present, own]).finally(() => clearTimeout(timer));
}

/**
 * @param {WidgetModel} model
 * @param {{ kind: string, name?: string }} request
 * @param {string} hash
 */
function ask(model, request, hash) {
  const asked = new Promise((resolve, reject) => {
    /** @type {Parameters<WidgetModel["on"]>[1]} */
    const receive = (content, buffers) => {
      if (typeof content !== "string") return;
      const answer = JSON.parse(content);
      if (answer.kind !== request.kind || answer.name !== request.name) return;
      model.off("msg:custom", receive);
      if (answer.hash !== hash) {
        reject("tempestweb was updated: restart the kernel and reload the page");
        return;
      }
      const source = new Blob([/** @type {any} */ (buffers[0])], {
        type: "text/javascript",
      });
      const url = URL.createObjectURL(source);
      import(url).then(resolve, reject).finally(() => URL.revokeObjectURL(url));
    };
    model.on("msg:custom", receive);
    model.send(JSON.stringify(request));
  });
  modules.set(hash, asked);
  asked.catch(() => {
    if (modules.get(hash) === asked) modules.delete(hash);
  });
  return asked;
}
