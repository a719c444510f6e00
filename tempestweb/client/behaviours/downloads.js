/** @import { OfferMessage, TransferAnswer } from "../types.js" */

/**
 * Takes files that the session gives to the user. No behaviour of an element: what is
 * loaded for the first offer.
 */

/** A saved file's address is kept for so many ms: the browser reads it in its own time. */
const KEEP = 60_000;

/** @type {Set<string>} Those that came to their end; an offer may come again. */
const finished = new Set();

/**
 * @param {OfferMessage} offer
 * @param {import("../session.js").ClientSession} session
 */
export default function receive({ transfer, files: [file] }, session) {
  const { transfers } = session;
  /** @type {Blob[]} Each is the browser's to keep, on disk if need be. */
  const parts = [];
  let offset = finished.has(transfer) ? file.size : 0;

  /** @param {boolean} [isAgain] */
  const tell = (isAgain) => {
    /** @type {import("../types.js").TakenMessage} */
    const taken = { kind: "taken", transfer, offset };
    transfers.send(isAgain ? { ...taken, again: true } : taken);
  };

  /** @type {(message: TransferAnswer, buffers: DataView[]) => void} */
  const take = (message, buffers) => {
    if (message === null || message.kind === "offer") {
      tell(true);
    } else if (message.kind === "drop") {
      finished.add(transfer);
      transfers.close(transfer);
      session.receive({
        kind: "error",
        source: "handler",
        code: "app.download",
        title: `${file.name} could not be downloaded.`,
        hint: message.title,
      });
    } else if (message.kind === "piece") {
      if (message.offset === offset) {
        parts.push(new Blob([/** @type {any} */ (buffers[0])]));
        offset += buffers[0].byteLength;
      }
      tell();
      if (offset >= file.size) finish();
    }
  };

  const finish = () => {
    finished.add(transfer);
    save(file.name, new Blob(parts, { type: file.type }));
    transfers.close(transfer);
  };

  if (finished.has(transfer)) {
    tell();
    return;
  }
  transfers.open(transfer, take);
  tell(true);
  if (file.size === 0) finish();
}

/**
 * @param {string} name
 * @param {Blob} content
 */
function save(name, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEEP);
}
