// What can be folded in Jsonnet, whole and half-typed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { folds } from "../src/folding.ts";

// The text with each fold made that begins on one of these lines; all of them when none is named.
function folded(text: string, ...lines: number[]): string {
  const found = [...folds(text)].filter(([line]) => lines.length === 0 || lines.includes(line));
  // Outer ones win, as on the screen.
  found.sort(([, one], [, other]) => one.from - other.from);
  let result = "";
  let at = 0;
  for (const [, { from, to }] of found) {
    assert.ok(from <= to && to <= text.length);
    if (from < at) continue;
    result += `${text.slice(at, from)}…`;
    at = to;
  }
  return result + text.slice(at);
}

// The lines on which something can be folded.
const begin = (text: string) => [...folds(text).keys()].sort((one, other) => one - other);

test("objects, arrays and calls fold to their brackets", () => {
  const text = "{\n  a: [\n    1,\n  ],\n  b: f(\n    2\n  ),\n}";
  assert.equal(folded(text, 1), "{…}");
  assert.equal(folded(text, 2, 5), "{\n  a: […],\n  b: f(…),\n}");
  assert.deepEqual(begin(text), [1, 2, 5]);
  assert.equal(folded("std.map(function(x) {\n  a: x,\n}, [\n  1,\n])"), "std.map(function(x) {…}, […])");
  assert.deepEqual(begin("{ a: [1] }"), [], "on one line there is nothing to fold");
});

test("what stands in strings, comments and text blocks is no bracket", () => {
  for (const inner of ["'{'", '"("', "@'{''{'", "// {", "# [", "/* { */ 1", "'\\'{'"]) {
    assert.equal(folded(`{\n  a: ${inner}\n}`), "{…}", inner);
  }
  const block = "{\n  a: |||\n    {\n      [ '\n\n    ( // \"\n  |||,\n  b: 1,\n}";
  assert.equal(folded(block, 2), "{\n  a: |||…|||,\n  b: 1,\n}");
  assert.deepEqual(begin(block), [1, 2]);
});

test("comments fold", () => {
  assert.equal(folded("/* a\n b\n*/\n1"), "/*…*/\n1");
  assert.equal(folded("// a\n// b\n# c\n{ }"), "// a…\n{ }");
  assert.deepEqual(begin("// a\n1 // b\n2"), []);
});

test("bodies fold by their indentation", () => {
  const text = "local f(x) =\n  x +\n  1;\n\nfunction(ctx)\n  local a = 1;\n  {\n    b: f(a),\n  }\n";
  assert.equal(folded(text, 1, 5), "local f(x) =…\n\nfunction(ctx)…\n");
  assert.deepEqual(begin(text), [1, 5, 7]);
  assert.equal(folded("local t =\n  |||\n    a\n  |||;\nt", 1), "local t =…\nt");
});

test("half-typed text folds as far as it goes", () => {
  const brace = "{\n  a: {\n    b: 1,\n\n  c: [\n    2,\n  ],\n}";
  assert.equal(folded(brace, 1), "{…}", "a brace that is missing inside");
  assert.equal(folded(brace, 2, 5), "{\n  a: {…\n\n  c: […],\n}");
  assert.equal(folded("{\n  a: {\n    b: 1\n}\n}", 1, 2), "{…}", "whatever stands where, what matches counts");
  assert.equal(folded("function(ctx) {\n  a: [\n    1,\n  b: {\n    c: 2,\n  },\n", 4), "function(ctx) {\n  a: [\n    1,\n  b: {…},\n");
  assert.equal(folded("{\n  a: 'one,\n  b: {\n    c: 'two',\n  },\n}", 3), "{\n  a: 'one,\n  b: {…},\n}", "a quote that is missing");
  assert.equal(folded("{\n  a: |||\n    text\n  b: {\n    c: 1,\n  },\n}", 4), "{\n  a: |||\n    text\n  b: {…},\n}", "bars that are missing");
  for (const text of ["", "|||", "|||\n", "/*", "'", "{", "}", "]\n)\n{\n", "\\", "@'", "|||\n  a"]) folds(text);
});

test("a long text is read quickly", () => {
  const start = performance.now();
  assert.ok(folds("{ a: [\n  1,\n], b: 'c' },\n".repeat(10_000)).size >= 10_000);
  assert.ok(performance.now() - start < 1500);
});
