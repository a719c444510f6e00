/** @import { ClientMessage, MountMessage, PatchesMessage } from "../../tempestweb/client/types.js" */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, mock, test } from "node:test";
import { rig } from "./rig.js";

/**
 * One message of a conversation. `lost`: said by the session, and lost on the way;
 * `forged`: said by somebody else in the client's name; `is_dropped`: heard, but
 * neither applied nor shown.
 *
 * @typedef {{
 *   client?: ClientMessage, server?: MountMessage | PatchesMessage, lost?: object,
 *   forged?: object, is_dropped?: boolean
 * }} Step
 */

const FOLDER = new URL("../fixtures/protocol/", import.meta.url);

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  mock.method(console, "warn", () => {});
});
afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

const names = readdirSync(FOLDER).filter((name) => name.startsWith("conversation-"));

test("there are conversations", () => assert.ok(names.length >= 4));

for (const name of names) {
  /** @type {{ name: string, steps: Step[] }} */
  const conversation = JSON.parse(readFileSync(new URL(name, FOLDER), "utf8"));

  test(`a client says its part: ${conversation.name}`, () => {
    const self = rig({ isMounted: false });
    /** @type {object[]} */
    const applied = [];
    for (const { client, server, is_dropped: isDropped } of conversation.steps) {
      if (client) {
        if (client.kind === "event") self.session.emit(client.data);
        if (client.kind === "bye") self.session.close();
        assert.deepEqual(self.sent.shift(), client);
      } else if (server) {
        self.receive(server);
        if (!isDropped && "seq" in server) applied.push(server);
        assert.deepEqual(self.applied, applied);
      }
    }
    assert.deepEqual(self.sent, []);
  });
}
