/** @import { LineEvents } from "../../tempestweb/client/types.js" */

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Connection } from "../../tempestweb/client/connection.js";
import { pauseAfter } from "../../tempestweb/client/pauses.js";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

/**
 * A connection over lines that do what they are told.
 *
 * @param {{ preferred?: string, onLost?: () => void }} [options]
 */
function rig({ preferred, onLost } = {}) {
  /** @type {string[]} What happened, and to whom. */
  const log = [];
  /** @type {FakeLine[]} */
  const lines = [];
  /** @param {string} kind */
  const opener = (kind) => (/** @type {LineEvents} */ events) => {
    log.push(`try ${kind}`);
    const line = new FakeLine(events);
    lines.push(line);
    return line;
  };
  const connection = new Connection({
    lines: { websocket: opener("websocket"), sse: opener("sse") },
    preferred,
    prefer: (kind) => log.push(`prefer ${kind}`),
    random: () => 1,
  });
  connection.receive((message) => log.push(`got ${JSON.stringify(message)}`));
  connection.watch({
    opened: () => log.push("opened"),
    lost: () => {
      log.push("lost");
      onLost?.();
    },
    ended: () => log.push("ended"),
  });
  return {
    connection,
    lines,
    take: () => log.splice(0),
    get line() {
      return lines[lines.length - 1];
    },
  };
}

class FakeLine {
  /** @type {string[]} */
  sent = [];
  isClosed = false;
  #receive = (/** @type {object} */ _message) => {};

  /** @param {LineEvents} events */
  constructor(events) {
    this.open = events.opened;
    this.fail = () => events.closed(false);
    this.end = () => events.closed(true);
  }

  send = (/** @type {string} */ message) => this.sent.push(message);
  close = () => {
    this.isClosed = true;
  };

  /** @param {(message: object, buffers: DataView[]) => void} callback */
  receive(callback) {
    this.#receive = (message) => callback(message, []);
  }

  hear = () => this.#receive({});
}

/** @param {Parameters<typeof rig>[0]} [options] one on which something was heard */
function connected(options) {
  const self = rig(options);
  self.line.open();
  self.line.hear();
  self.take();
  return self;
}

test("the best kind of line is tried first, and used once it is open", () => {
  const self = rig();
  self.connection.send("too early");
  self.line.open();
  self.connection.send("hello");
  self.line.hear();
  assert.deepEqual(self.line.sent, ["hello"]);
  assert.deepEqual(self.take(), [
    "try websocket",
    "opened",
    "prefer websocket",
    "got {}",
  ]);
});

test("another kind is tried at once when the first does not get through", () => {
  const self = rig();
  self.line.fail();
  self.line.open();
  self.line.hear();
  assert.deepEqual(self.take(), [
    "try websocket",
    "try sse",
    "opened",
    "prefer sse",
    "got {}",
  ]);
});

test("a line that neither opens nor fails is given up after 4 s", () => {
  const self = rig();
  mock.timers.tick(3999);
  assert.deepEqual(self.take(), ["try websocket"]);
  mock.timers.tick(1);
  assert.deepEqual(self.take(), ["try sse"]);
  assert.equal(self.lines[0].isClosed, true);
});

test("a line that opens and carries nothing is as good as none", () => {
  const self = rig();
  self.line.open();
  self.take();
  self.connection.renew();
  assert.deepEqual(self.take(), ["lost", "try sse"]);
});

test("the kind that got through before is tried first", () => {
  const self = rig({ preferred: "sse" });
  self.line.fail();
  assert.deepEqual(self.take(), ["try sse", "try websocket"]);
});

test("a kind that nobody knows is not preferred", () => {
  assert.deepEqual(rig({ preferred: "toString" }).take(), ["try websocket"]);
});

test("a server that is away for a moment does not make a WebSocket an SSE", () => {
  const self = connected();
  self.line.fail();
  for (let attempt = 0; attempt < 5; attempt++) {
    mock.timers.tick(10_000);
    self.line.fail();
  }
  assert.equal(self.take().includes("try sse"), false);
});

test("the pause after each failure is longer, and not the same for all", () => {
  const shortest = [0, 1, 2, 3, 4, 5, 9].map((failures) => pauseAfter(failures, 0));
  const longest = [0, 1, 2, 3, 4, 5, 9].map((failures) => pauseAfter(failures, 1));
  assert.deepEqual(shortest, [250, 500, 1000, 2000, 4000, 5000, 5000]);
  assert.deepEqual(longest, [500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
});

test("a lost line is replaced after a pause, which starts short again", () => {
  const self = connected();
  for (let round = 0; round < 2; round++) {
    self.line.fail();
    assert.deepEqual(self.take(), ["lost"]);
    mock.timers.tick(499);
    assert.deepEqual(self.take(), []);
    mock.timers.tick(1);
    assert.deepEqual(self.take(), ["try websocket"]);
    self.line.fail();
    mock.timers.tick(1000);
    self.line.open();
    self.line.hear();
    self.take();
  }
});

test("nothing is heard on a line that was given up", () => {
  const self = connected();
  const old = self.line;
  self.connection.renew();
  self.take();
  old.hear();
  old.fail();
  old.end();
  assert.deepEqual(self.take(), []);
  assert.equal(old.isClosed, true);
});

test("a pause ends at once when the page is looked at again", () => {
  const self = connected();
  self.line.fail();
  self.take();
  self.connection.hurry();
  self.connection.hurry();
  assert.deepEqual(self.take(), ["try websocket"]);
  self.line.open();
  self.connection.hurry();
  mock.timers.tick(60_000);
  assert.deepEqual(self.take(), ["opened"]);
});

test("a page that is away has no line, and gets one when it is back", () => {
  const self = connected();
  self.connection.pause();
  self.connection.renew();
  self.connection.hurry();
  mock.timers.tick(60_000);
  assert.deepEqual(self.take(), ["lost"]);
  assert.equal(self.line.isClosed, true);
  self.connection.resume();
  assert.deepEqual(self.take(), ["try websocket"]);
});

test("after the end of a session nothing is tried any more", () => {
  const self = connected();
  self.line.end();
  self.connection.hurry();
  self.connection.renew();
  mock.timers.tick(60_000);
  assert.deepEqual(self.take(), ["ended"]);
});

test("a watcher may close the connection when it hears that the line is lost", () => {
  for (const lose of ["fail", "renew"]) {
    /** @type {ReturnType<typeof rig>} */
    const self = connected({ onLost: () => self.connection.close() });
    if (lose === "fail") self.line.fail();
    else self.connection.renew();
    mock.timers.tick(60_000);
    assert.deepEqual(self.take(), ["lost"]);
  }
});
