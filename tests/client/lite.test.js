import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Keeper } from "../../tempestweb/client/lite/keeper.js";

const SCOPE = "https://host/some/where/";
const PAGE = "lab/index.html";

/** What a host has, by path; `null`: it cannot be reached. @type {Map<string, string> | null} */
let host;
/** @type {string[]} */
let fetched;
/** @type {Map<string, Response>} */
let kept;

const fakeCache = {
  match: async (/** @type {string} */ place) => kept.get(place)?.clone(),
  put: async (/** @type {string} */ place, /** @type {Response} */ response) =>
    void kept.set(place, response),
  keys: async () => [...kept.keys()].map((url) => ({ url })),
  delete: async (/** @type {{ url: string }} */ { url }) => kept.delete(url),
};

const { fetch: realFetch } = globalThis;

beforeEach(() => {
  host = new Map();
  fetched = [];
  kept = new Map();
  Object.assign(globalThis, {
    caches: { open: async () => fakeCache },
    fetch: async (/** @type {string | Request} */ what) => {
      const url =
        typeof what === "string" || what instanceof URL ? `${what}` : what.url;
      if (host === null) throw new TypeError("no network");
      fetched.push(url);
      const text = host.get(decodeURIComponent(url.slice(SCOPE.length)));
      return new Response(text ?? "", { status: text === undefined ? 404 : 200 });
    },
  });
});

afterEach(() => {
  Reflect.deleteProperty(globalThis, "caches");
  globalThis.fetch = realFetch;
});

/** @param {Record<string, string>} files the revision of each, which is its text too */
function keeper(files) {
  host = new Map(Object.entries(files));
  const entries = Object.entries(files).map(([url, revision]) => ({ url, revision }));
  return new Keeper(entries, SCOPE, 0);
}

/**
 * @param {Keeper} from
 * @param {string} path
 */
async function answer(from, path) {
  const response = await from.answer(new Request(SCOPE + path));
  return response.ok ? await response.text() : response.status;
}

test("what is kept needs no network, whatever its address is followed by", async () => {
  const all = keeper({ [PAGE]: "page", "files/über @ 100%.csv": "table" });
  await all.keepAll();
  host = null;
  assert.equal(await answer(all, "lab/?path=first.ipynb"), "page");
  assert.equal(await answer(all, "lab/index.html"), "page");
  for (const name of ["%C3%BCber%20@%20100%25.csv", "%C3%BCber%20%40%20100%25.csv"]) {
    assert.equal(await answer(all, `files/${name}`), "table");
  }
});

test("the folder of a page leads to the page", async () => {
  const all = keeper({ [PAGE]: "page" });
  await all.keepAll();
  host = null;
  const response = await all.answer(new Request(`${SCOPE}lab?path=a.ipynb`));
  assert.equal(response.headers.get("location"), `${SCOPE}lab/?path=a.ipynb`);
});

test("a file that the site never had is missing without a network too", async () => {
  const all = keeper({ [PAGE]: "page" });
  await all.keepAll();
  host = null;
  assert.equal(await answer(all, "api/translations/de.json"), 404);
});

test("as long as files are missing a network that is gone is an error", async () => {
  const all = keeper({ [PAGE]: "page" });
  host = null;
  await assert.rejects(answer(all, PAGE), /no network/);
  await assert.rejects(answer(all, "other"), /no network/);
});

test("only what is new is fetched for a new version, and the rest forgotten", async () => {
  await keeper({ same: "1", changed: "1", gone: "1" }).keepAll();
  fetched = [];
  const next = keeper({ same: "1", changed: "2" });
  await next.keepAll();
  assert.deepEqual(fetched, [`${SCOPE}changed`]);
  assert.equal(kept.size, 2);
  host = null;
  assert.equal(await answer(next, "changed"), "2");
});

test("a host that lacks a file has the next visit try again", async () => {
  const all = keeper({ [PAGE]: "page", other: "1" });
  host?.delete("other");
  await assert.rejects(all.keepAll(), /other: status 404/);
  host?.set("other", "1");
  await all.keepAll();
  assert.equal(kept.size, 2);
});
