/** @import { TransferMessage } from "../../tempestweb/client/types.js" */

import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { Transfers } from "../../tempestweb/client/transfers.js";
import { Upload } from "../../tempestweb/client/uploads.js";

/** @param {string} content of the one file */
function rig(content) {
  /** @type {{ message: any, text: string }[]} */
  const sent = [];
  /** @type {unknown[][]} */
  const told = [];
  const transfers = new Transfers(
    (message, buffers = []) =>
      sent.push({
        message,
        text: buffers.map((b) => new TextDecoder().decode(b)).join(),
      }),
    () => told.push(["empty"]),
  );
  const upload = new Upload(transfers, [new File([content], "a.txt")], {
    progressed: (taken, size) => told.push(["progressed", taken, size]),
    arrived: () => told.push(["arrived"]),
    failed: (title) => told.push(["failed", title]),
  });
  upload.start();
  const { transfer } = sent[0].message;
  /** @param {Record<string, unknown>} message */
  const receive = async (message) => {
    transfers.take(/** @type {TransferMessage} */ ({ transfer, ...message }), []);
    for (let i = 0; i < 20; i++) await turn();
  };
  const take = () => sent.splice(0).map(({ message, text }) => text || message.kind);
  return { upload, transfers, told, sent, receive, take };
}

const START = { kind: "taken", offset: 0, again: true, piece: 2 };

test("four pieces are sent ahead, and one more for each that is taken", async () => {
  const { receive, take } = rig("aabbccddeeff");
  assert.deepEqual(take(), ["offer"]);
  await receive(START);
  assert.deepEqual(take(), ["aa", "bb", "cc", "dd"]);
  await receive({ kind: "taken", offset: 2 });
  assert.deepEqual(take(), ["ee"]);
});

test("on another line it asks where to go on, and goes on from there", async () => {
  const { receive, take, transfers } = rig("aabbccddeeff");
  await receive(START);
  take();
  transfers.renew();
  assert.deepEqual(take(), ["offer"]);
  await receive({ ...START, offset: 2 });
  assert.deepEqual(take(), ["bb", "cc", "dd", "ee"]);
});

test("what has arrived is told once, before nothing is on its way any more", async () => {
  const { receive, told, transfers } = rig("aab");
  await receive(START);
  await receive({ kind: "taken", offset: 3 });
  await receive({ kind: "taken", offset: 3 });
  assert.deepEqual(told.slice(-2), [["arrived"], ["empty"]]);
  assert.ok(transfers.isEmpty);
});

test("a refusal is told with its reason", async () => {
  const { receive, told } = rig("aab");
  await receive({ kind: "drop", title: "too large" });
  assert.deepEqual(told.at(-1), ["failed", "too large"]);
});

test("a cancelled upload sends nothing more", async () => {
  const { receive, take, upload } = rig("aabb");
  take();
  const answered = receive(START);
  upload.cancel();
  await answered;
  assert.deepEqual(take(), ["drop"]);
});

test("a file that cannot be read is said, and the session forgets it", async (context) => {
  const { mock } = context.mock.method(console, "warn", () => {});
  const { receive, take, told } = rig("aabb");
  take();
  context.mock.method(Blob.prototype, "arrayBuffer", async () => {
    throw new Error("gone");
  });
  await receive(START);
  assert.deepEqual(take(), ["drop"]);
  assert.equal(told.at(-1)?.[0], "failed");
  assert.equal(mock.callCount(), 1);
});
