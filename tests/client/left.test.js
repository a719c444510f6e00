import assert from "node:assert/strict";
import { test } from "node:test";
import { takeLeft } from "../../tempestweb/client/left.js";

const ADDRESS = "https://example.org/notes/?day=1";

/** @param {Record<string, string>} content */
function storageOf(content) {
  const map = new Map(Object.entries(content));
  /** @type {any} */
  const storage = {
    get length() {
      return map.size;
    },
    key: (/** @type {number} */ index) => [...map.keys()][index] ?? null,
    getItem: (/** @type {string} */ key) => map.get(key) ?? null,
    removeItem: (/** @type {string} */ key) => map.delete(key),
  };
  return { storage, map };
}

const LEFT = {
  "tempestweb token /notes/": "secret",
  "tempestweb left /": JSON.stringify({ address: "https://example.org/" }),
  "tempestweb left /notes/": JSON.stringify({ address: ADDRESS, html: "<p></p>" }),
};

test("a reload takes what was left at its address, once", () => {
  const { storage, map } = storageOf(LEFT);
  assert.equal(takeLeft(storage, ADDRESS, "reload")?.html, "<p></p>");
  assert.equal(takeLeft(storage, ADDRESS, "reload"), null);
  assert.equal(map.size, 2);
});

test("what was left is for no other visit, and no other address", () => {
  for (const visit of ["navigate", "back_forward", "prerender", ""]) {
    const { storage, map } = storageOf(LEFT);
    assert.equal(takeLeft(storage, ADDRESS, visit), null);
    assert.equal(map.has("tempestweb left /notes/"), false);
  }
  const { storage, map } = storageOf(LEFT);
  assert.equal(takeLeft(storage, "https://example.org/login", "reload"), null);
  assert.equal(map.size, 3);
});
