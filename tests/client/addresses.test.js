import assert from "node:assert/strict";
import { test } from "node:test";
import { fragmentAddresses, pathAddresses } from "../../tempestweb/client/addresses.js";

const ORIGIN = "https://example.org";
const BASE = "/user/ada/counter/";

const { placeOf, addressOf } = pathAddresses(BASE, ORIGIN);

/** @param {string} address */
const place = (address) => placeOf(new URL(address, ORIGIN));

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
    const address = addressOf(where);
    assert.equal(address && placeOf(address), where);
  }
});

test("no place leads out of the app", () => {
  for (const where of ["../../x", "/../../x", "/..%2f../..", null, 3]) {
    const address = addressOf(where);
    assert.ok(address === null || address.href.startsWith(ORIGIN + BASE), `${where}`);
  }
  assert.equal(addressOf("//example.com/")?.origin, ORIGIN);
});

const PAGE = `${ORIGIN}/apps/shop/index.html?from=mail`;

test("on a page of its own a place stands behind the number sign, and back", () => {
  const fragments = fragmentAddresses(`${PAGE}#/old`);
  assert.equal(fragments.addressOf("/")?.href, PAGE);
  for (const where of ["/", "/item", "/shop/item?id=3", "/a%20b"]) {
    const address = fragments.addressOf(where);
    assert.equal(address && fragments.placeOf(address), where);
    assert.ok(address?.href.startsWith(PAGE));
  }
  assert.equal(fragments.addressOf("//example.com/")?.origin, ORIGIN);
});

test("a part of the screen, or another page, is no place of a page of its own", () => {
  const fragments = fragmentAddresses(PAGE);
  for (const address of [
    `${PAGE}#part`,
    `${ORIGIN}/apps/shop/#/item`,
    `${ORIGIN}/#/`,
  ]) {
    assert.equal(fragments.placeOf(new URL(address)), null, address);
  }
  assert.equal(fragments.addressOf(3), null);
});
