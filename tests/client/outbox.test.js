import assert from "node:assert/strict";
import { test } from "node:test";
import { Outbox } from "../../tempestweb/client/outbox.js";

test("what is held back and what comes are made one as the behaviour says", () => {
  const outbox = new Outbox();
  /** @type {import("../../tempestweb/client/types.js").EmitOptions} */
  const options = {
    isCoalesced: true,
    merge: (held, now) => ({ dx: Number(held.dx) + Number(now.dx) }),
  };
  for (const dx of [1, 2, 4, 8]) {
    outbox.add({ id: 3, type: "pan", payload: { dx } }, 1, options);
  }
  // Anything else lets go what is held back.
  outbox.add({ id: 4, type: "click", payload: {} }, 1, {});
  assert.deepEqual(
    outbox.unsent().map(({ data }) => data.payload),
    [{ dx: 1 }, { dx: 14 }, {}],
  );
});
