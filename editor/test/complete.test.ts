// A list is narrowed down here as the page would do it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Candidate, matching } from "../src/complete.ts";

const all = ["id", "traits", "verifiable_addresses", "State", "t"].map((label): Candidate => ({ label, detail: "", insert: label, word: 0, from: 0 }));
const labels = (typed: string) => matching(all, typed).map(({ label }) => label);

test("what begins so comes first, then what has the letters in order behind the same first one", () => {
  assert.deepEqual(labels(""), ["id", "traits", "verifiable_addresses", "State", "t"]);
  assert.deepEqual(labels("T"), ["traits", "t"]);
  assert.deepEqual(labels("st"), ["State"]);
  assert.deepEqual(labels("vadd"), ["verifiable_addresses"]);
  assert.deepEqual(labels("raits"), []);
  assert.deepEqual(labels("trats"), ["traits"]);
  assert.deepEqual(labels("traits."), []);
});
