import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { sizeInWords } from "../../tempestweb/client/sizes.js";

const cases = JSON.parse(
  readFileSync(new URL("../fixtures/sizes.json", import.meta.url), "utf8"),
);

test("sizes are written as the session writes them", () => {
  for (const [size, words] of cases) assert.equal(sizeInWords(size), words);
});
