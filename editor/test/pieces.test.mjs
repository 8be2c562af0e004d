// The editor is downloaded in two pieces: the first shows a text and takes what is typed, and nothing else.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pieces } from "../pieces.mjs";

const { first, later } = await pieces();

test("what comes behind the first body is in the later piece alone", () => {
  // The search panel, the list of completions, squiggles, hovers, the menu of acts, values and pins beside lines.
  for (const word of ["cm-search", "cm-tooltip-hover", "cm-completionLabel", "cm-lintRange", "cm-acts", "cm-pin", "cm-said"]) {
    assert.ok(!first.includes(word), `the first piece has ${word}`);
    assert.ok(later.includes(word), `the later piece has no ${word}`);
  }
});

test("there is one of what both use", () => {
  // What only the state, the view and the tree of a text have.
  for (const word of ["RangeError(\"Mark decorations may not be empty\")", "\"cm-editor\"", "Unrecognized extension value", "cm-gutters"]) {
    assert.ok(first.includes(word), `the first piece has no ${word}`);
    assert.ok(!later.includes(word), `the later piece has ${word}, too`);
  }
});

test("the later piece takes from the first what that hands over, and the page finds the editor", () => {
  const names = (list) => list.split(",").map((one) => one.trim().split(" ").at(-1));
  const handed = new Set(names(/export\s*\{([^}]*)\}/.exec(first)[1]));
  const taken = /import\s*\{([^}]*)\}\s*from\s*"\.\/editor\.js"/.exec(later)[1].split(",").map((one) => one.trim().split(" ")[0]);
  assert.ok(taken.length > 10);
  for (const name of taken) assert.ok(handed.has(name), name);
  for (const name of ["Editor", "chosen", "dropped", "fetchRest"]) assert.ok(handed.has(name), name);
  // No more is exported than is taken.
  assert.equal(handed.size, taken.length + 4);
  assert.ok(!/\bfrom"(?!\.\/editor\.js")/.test(later));
});
