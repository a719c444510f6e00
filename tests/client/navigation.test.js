import assert from "node:assert/strict";
import { test } from "node:test";
import { pathAddresses } from "../../tempestweb/client/addresses.js";
import { navigation } from "../../tempestweb/client/navigation.js";

const ORIGIN = "https://app.test";

test("a browser that refuses another address does not stop the app", (t) => {
  const warn = t.mock.method(console, "warn", () => {});
  const refuse = () => {
    throw new Error("SecurityError: more than 100 times per 10 seconds");
  };
  const page = /** @type {any} */ (globalThis);
  page.window = new EventTarget();
  page.location = new URL("/", ORIGIN);
  page.history = { state: null, pushState: refuse, replaceState: refuse };
  t.after(() => {
    for (const name of ["window", "location", "history"]) delete page[name];
  });

  const root = /** @type {any} */ (new EventTarget());
  const effects = navigation(root, pathAddresses("/", ORIGIN), () => {});
  effects.navigate({ url: "/one" });
  effects.navigate({ url: "/two", replace: true });

  assert.equal(warn.mock.callCount(), 2);
});
