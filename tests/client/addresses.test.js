import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, placeOf } from "../../tempestweb/client/addresses.js";

const ORIGIN = "https://example.org";
const BASE = "/user/ada/counter/";

/** @param {string} address */
const place = (address) => placeOf(BASE, new URL(address, ORIGIN), ORIGIN);

test("a place is the path below the app, with what comes after it", () => {
  assert.equal(place(BASE), "/");
  assert.equal(place(`${BASE}shop/item?id=3#more`), "/shop/item?id=3#more");
});

test("what is not below the app is no place in it", () => {
  for (const address of [
    "/",
    "/user/ada/counter",
    "/user/ada/counters/",
    `https://example.com${BASE}`,
    "mailto:ada@example.org",
  ]) {
    assert.equal(place(address), null, address);
  }
});

test("a place has an address below the app, and back", () => {
  for (const where of ["/", "/shop", "/shop/item?id=3#more", "/a%20b"]) {
    const address = addressOf(BASE, where, ORIGIN);
    assert.equal(address && placeOf(BASE, address, ORIGIN), where);
  }
});

test("no place leads out of the app", () => {
  for (const where of ["../../x", "/../../x", "/..%2f../..", null, 3]) {
    const address = addressOf(BASE, where, ORIGIN);
    assert.ok(address === null || address.href.startsWith(ORIGIN + BASE), `${where}`);
  }
  assert.equal(addressOf(BASE, "//example.com/", ORIGIN)?.origin, ORIGIN);
});
