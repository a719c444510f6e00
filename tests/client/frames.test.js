import assert from "node:assert/strict";
import { test } from "node:test";
import { Comm } from "../../tempestweb/client/transports/frames.js";

/** Two bytes in the middle of a longer buffer, as a piece may be. */
const BUFFER = new Uint8Array([0, 1, 255, 3]).subarray(1, 3);

function comm() {
  /** @type {{ message: any, bytes: number[][] }[]} */
  const received = [];
  const made = new Comm(() => {});
  made.receive((message, buffers) =>
    received.push({
      message,
      bytes: buffers.map(({ buffer, byteOffset, byteLength }) => [
        ...new Uint8Array(buffer, byteOffset, byteLength),
      ]),
    }),
  );
  return { made, received };
}

test("a message with binary parts is read as it was packed", async () => {
  const { made, received } = comm();
  made.frame("{}");
  const packed = /** @type {Blob} */ (made.pack('{"kind":"é"}', [BUFFER, BUFFER]));
  made.take(await packed.arrayBuffer());
  assert.deepEqual(received, [
    {
      message: { kind: "é" },
      bytes: [
        [1, 255],
        [1, 255],
      ],
    },
  ]);
});

test("in a frame of text binary parts are base64", () => {
  const { made, received } = comm();
  const content = { comm_id: "c", data: { kind: "x" } };
  made.take(JSON.stringify({ msg_type: "comm_msg", content, buffers: ["Af8="] }));
  assert.deepEqual(received, [{ message: { kind: "x" }, bytes: [[1, 255]] }]);
});

test("broken binary frames are refused and change nothing", (context) => {
  const { mock } = context.mock.method(console, "warn", () => {});
  const { made, received } = comm();
  made.take(new ArrayBuffer(0));
  made.take(new ArrayBuffer(4));
  made.take(new Uint8Array([0, 0, 0, 2, 123, 125]).buffer);
  assert.deepEqual(received, []);
  assert.equal(mock.callCount(), 3);
});
