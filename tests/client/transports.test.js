import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Comm } from "../../tempestweb/client/transports/frames.js";
import { sse } from "../../tempestweb/client/transports/sse.js";
import { websocket } from "../../tempestweb/client/transports/websocket.js";

/** A WebSocket or an EventSource that only keeps what it was given. */
class FakeSource extends EventTarget {
  /** @type {FakeSource} */
  static last;
  /** @type {string[]} */
  sent = [];
  isClosed = false;

  /** @param {URL} address */
  constructor(address) {
    super();
    this.address = address;
    FakeSource.last = this;
  }

  send = (/** @type {string} */ frame) => this.sent.push(frame);
  close = () => {
    this.isClosed = true;
  };

  /** @param {object} frame */
  say(frame) {
    const event = Object.assign(new Event("message"), { data: JSON.stringify(frame) });
    this.dispatchEvent(event);
  }
}

/** @type {{ address: URL, options: any, answer: (status: number) => void }[]} */
let posts = [];
/** @type {string[]} */
let log = [];
const events = {
  opened: () => log.push("opened"),
  closed: (/** @type {boolean} */ isEnded) => log.push(`closed ${isEnded}`),
};

/** @type {any} */
const page = globalThis;
const missing = ["WebSocket", "EventSource", "document", "fetch"];
/** @type {Record<string, unknown>} */
const present = {};

beforeEach(() => {
  posts = [];
  log = [];
  mock.method(console, "warn", () => {});
  for (const name of missing) present[name] = page[name];
  Object.assign(page, {
    WebSocket: FakeSource,
    EventSource: FakeSource,
    document: { cookie: "a=1; _xsrf=2%7Cabc" },
    fetch: (/** @type {URL} */ address, /** @type {any} */ options) =>
      new Promise((resolve) => {
        const answer = (/** @type {number} */ status) =>
          resolve({ ok: status < 400, status });
        posts.push({ address, options, answer });
      }),
  });
});
afterEach(() => {
  Object.assign(page, present);
  mock.restoreAll();
});

/** Lets what is awaited happen. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("the first message opens the comm, and each is in its frame as it was", () => {
  const comm = new Comm(events.closed);
  const hello = '{"kind":"hello","text":"\\u0041 ü"}';
  const first = comm.frame(hello);
  assert.ok(first.includes(hello));
  assert.deepEqual(JSON.parse(first), {
    msg_type: "comm_open",
    content: { comm_id: comm.id, target_name: "tempestweb", data: JSON.parse(hello) },
  });
  assert.deepEqual(JSON.parse(comm.frame('{"a":1}')), {
    msg_type: "comm_msg",
    content: { comm_id: comm.id, data: { a: 1 } },
  });
});

test("a frame that makes no sense is refused", () => {
  const comm = new Comm(events.closed);
  comm.receive(() => assert.fail());
  for (const frame of ["{", "null", '{"msg_type":"comm_info"}', "1"]) comm.take(frame);
  assert.deepEqual(log, []);
});

test("a WebSocket carries frames both ways", () => {
  const transport = websocket(new URL("https://example.org/app/comm"), events);
  const socket = FakeSource.last;
  /** @type {unknown[]} */
  const received = [];
  transport.receive((message) => received.push(message));
  assert.equal(String(socket.address), "wss://example.org/app/comm");
  socket.dispatchEvent(new Event("open"));
  transport.send("{}");
  transport.send("{}");
  assert.deepEqual(
    socket.sent.map((frame) => JSON.parse(frame).msg_type),
    ["comm_open", "comm_msg"],
  );
  socket.say({ msg_type: "comm_msg", content: { data: { kind: "mount" } } });
  assert.deepEqual(received, [{ kind: "mount" }]);
  socket.say({ msg_type: "comm_close", content: {} });
  socket.dispatchEvent(new Event("close"));
  assert.deepEqual(log, ["opened", "closed true", "closed false"]);
});

test("a closed WebSocket tells nothing more", () => {
  const transport = websocket(new URL("http://example.org/app/comm"), events);
  transport.close();
  FakeSource.last.dispatchEvent(new Event("close"));
  assert.equal(String(FakeSource.last.address), "ws://example.org/app/comm");
  assert.deepEqual([log, FakeSource.last.isClosed], [[], true]);
});

test("what is sent while a post is under way goes with the next, in order", async () => {
  const transport = sse(new URL("http://example.org/app/sse?key=1"), events);
  const { address } = FakeSource.last;
  FakeSource.last.dispatchEvent(new Event("open"));
  for (const n of [1, 2, 3]) transport.send(`{"n":${n}}`);
  await settled();
  assert.equal(posts.length, 1);
  posts[0].answer(204);
  await settled();
  const lists = posts.map(({ options }) =>
    JSON.parse(options.body).map((/** @type {any} */ frame) => frame.content.data.n),
  );
  assert.deepEqual(lists, [[1], [2, 3]]);
  assert.equal(address.searchParams.get("key"), "1");
  assert.match(address.searchParams.get("comm_id") ?? "", /^[\w-]{4,32}$/);
  assert.equal(String(posts[0].address), String(address));
  assert.equal(posts[0].options.headers["X-XSRFToken"], "2|abc");
});

test("a post that is not taken loses the line", async () => {
  const transport = sse(new URL("http://example.org/app/sse"), events);
  transport.send("{}");
  posts[0].answer(410);
  await settled();
  assert.deepEqual(log, ["closed false"]);
});

test("a stream that fails is not opened again by the browser", () => {
  const transport = sse(new URL("http://example.org/app/sse"), events);
  FakeSource.last.dispatchEvent(new Event("error"));
  transport.close();
  FakeSource.last.dispatchEvent(new Event("error"));
  assert.deepEqual([log, FakeSource.last.isClosed], [["closed false"], true]);
});
