// JSON is read as Lezer's own parser reads it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ensureSyntaxTree, foldable } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { parser } from "@lezer/json";
import type { Tree } from "@lezer/common";
import { json } from "../src/json.ts";

// Each node with its place, and where it ends among the others.
function nodes(tree: Tree): string[] {
  const found: string[] = [];
  tree.iterate({
    enter({ name, from, to }) {
      if (name !== "," && name !== ":") found.push(`${name} ${from}-${to}`);
    },
    leave({ name }) {
      if (name === "Object" || name === "Array" || name === "Property") found.push(`/${name}`);
    },
  });
  return found;
}

function any(depth: number, random: () => number): unknown {
  const kinds = [null, true, false, "", "a\"\\\n\u{1F980}{[", "עדה", -1.5e-7, 0, 12345678];
  const pick = Math.floor(random() * (depth > 4 ? kinds.length : kinds.length + 6));
  if (pick < kinds.length) return kinds[pick];
  const many = Array.from({ length: Math.floor(random() * 5) }, (_, at) => [`key ${at}: "{`, any(depth + 1, random)] as const);
  return pick % 2 === 0 ? Object.fromEntries(many) : many.map(([, value]) => value);
}

test("what is valid becomes the same tree", () => {
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  for (let round = 0; round < 400; round++) {
    const text = ` ${JSON.stringify(any(0, random), null, [undefined, 2, "\t"][round % 3])}\n`;
    assert.deepEqual(nodes(json.parser.parse(text)), nodes(parser.parse(text)), text);
  }
});

test("what is half-typed keeps its colours and its folds", () => {
  const names = (text: string) => nodes(json.parser.parse(text)).map((node) => node.split(" ")[0]);
  assert.deepEqual(names('{"a": '), ["JsonText", "Object", "{", "Property", "PropertyName", "⚠", "/Property", "⚠", "/Object"]);
  assert.deepEqual(names('{"a", "b": 1}'), ["JsonText", "Object", "{", "Property", "PropertyName", "⚠", "/Property", "Property", "PropertyName", "Number", "/Property", "}", "/Object"]);
  assert.deepEqual(names('[1, "open\n2]'), ["JsonText", "Array", "[", "Number", "String", "Number", "]", "/Array"]);
  assert.deepEqual(names("[nobody}]"), ["JsonText", "Array", "[", "⚠", "⚠", "]", "/Array"]);
  assert.deepEqual(names(""), ["JsonText"]);
  const fold = (doc: string) => {
    const state = EditorState.create({ doc, extensions: json });
    const { from, to } = state.doc.line(1);
    return foldable(state, from, to);
  };
  assert.deepEqual(fold('{\n  "a": 1\n}\n'), { from: 1, to: 11 });
  assert.deepEqual(fold('{\n  "a": [1,\n'), { from: 1, to: 11 });
});

test("whatever stands there, each node lies in the one around it, and a stop is kept", () => {
  const signs = ["{", "}", "[", "]", ",", ":", '"', "\\", "\n", " ", "a", "1", "-", "true"];
  let seed = 3;
  const random = (below: number) => (seed = (seed * 16807) % 2147483647) % below;
  for (let round = 0; round < 2000; round++) {
    const text = Array.from({ length: random(30) }, () => signs[random(signs.length)]).join("");
    const tree = json.parser.parse(text);
    assert.equal(tree.length, text.length, text);
    tree.iterate({
      enter({ from, to, node: { parent } }) {
        assert.ok(from <= to && to <= text.length && (parent === null || (parent.from <= from && to <= parent.to)), `${text}\n${nodes(tree).join(" ")}`);
      },
    });
    const stopped = json.parser.startParse(text);
    const stop = random(text.length + 1);
    stopped.stopAt(stop);
    let part: Tree | null = null;
    while (part === null) part = stopped.advance();
    assert.equal(part.length, stop, text);
  }
});

test("a megabyte is read while one types", () => {
  const text = JSON.stringify(Array.from({ length: 20_000 }, (_, id) => ({ id, name: `somebody ${id}`, list: [1, 2] })), null, 2);
  const begun = performance.now();
  const state = EditorState.create({ doc: text, extensions: json });
  assert.ok(ensureSyntaxTree(state, text.length, 5_000) !== null);
  assert.ok(performance.now() - begun < 2_000);
});
