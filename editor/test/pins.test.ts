// What is pinned keeps its expression while the text changes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ChangeSet, Text } from "@codemirror/state";
import { follow } from "../src/pins.ts";

const doc = Text.of(["{ a: ctx.flow.id, b: 1 }"]);
// `ctx.flow.id`
const pin = { from: 5, to: 16 };

function after(from: number, to: number, insert: string): string | null {
  const changes = ChangeSet.of({ from, to, insert }, doc.length);
  const found = follow(pin, changes);
  return found === null ? null : changes.apply(doc).sliceString(found.from, found.to);
}

test("it moves with what is typed before and after", () => {
  assert.equal(after(0, 0, "local x = 1;\n"), "ctx.flow.id");
  assert.equal(after(20, 24, ""), "ctx.flow.id");
});

test("it grows with what is typed in it and at its ends", () => {
  assert.equal(after(8, 8, "?"), "ctx?.flow.id");
  assert.equal(after(16, 16, " + '!'"), "ctx.flow.id + '!'");
  assert.equal(after(5, 5, "!"), "!ctx.flow.id");
});

test("what replaces it is pinned, and it goes with its text", () => {
  assert.equal(after(5, 16, "ctx.flow"), "ctx.flow");
  assert.equal(after(8, 16, ""), "ctx");
  assert.equal(after(5, 16, ""), null);
  assert.equal(after(0, 24, "{}"), null);
});
