/** @import { OfferMessage, TransferMessage } from "../../tempestweb/client/types.js" */

import assert from "node:assert/strict";
import { test } from "node:test";
import receive from "../../tempestweb/client/behaviours/downloads.js";
import { Transfers } from "../../tempestweb/client/transfers.js";

/** Offers a file of six bytes; what is sent back is in `sent`. */
function rig() {
  /** @type {TransferMessage[]} */
  const sent = [];
  const transfers = new Transfers(
    (message) => sent.push(message),
    () => {},
  );
  /** @type {OfferMessage} */
  const offer = {
    kind: "offer",
    transfer: "a-file",
    files: [{ name: "a.txt", type: "text/plain", size: 6 }],
  };
  receive(offer, /** @type {any} */ ({ transfers }));
  /**
   * @param {number} offset
   * @param {string} text
   */
  const send = (offset, text) => {
    const { buffer } = new TextEncoder().encode(text);
    const piece = { kind: /** @type {const} */ ("piece"), transfer: "a-file", offset };
    transfers.take(piece, [new DataView(buffer)]);
  };
  return { sent, send };
}

test("a piece that is not the next one is left out, and answered all the same", () => {
  const { sent, send } = rig();
  send(0, "ab");
  sent.length = 0;

  send(4, "ef");
  send(0, "ab");

  const taken = { kind: "taken", transfer: "a-file", offset: 2 };
  assert.deepEqual(sent, [taken, taken]);
});
