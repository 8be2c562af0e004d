// What is pressed before the rest of the editor has come waits for it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { isAwaited } from "../src/coming.ts";
import { behind } from "../src/later.ts";
import { pins } from "../src/pins.ts";

// Keys that do something else where there is no list, panel, menu or pair of brackets; that of the address, where it is no
// Mac; and what writes a character on some keyboards.
const ELSEWHERE = /^(Ctrl-l|Alt-l|Alt-A|(Mod|Ctrl)-Alt-\\|Escape|Enter|Tab|Backspace|ArrowDown|ArrowUp|PageDown|PageUp)$/;

function pressed(name: string): KeyboardEvent {
  const parts = name.split(/-(?!$)/);
  const key = parts.pop() ?? "";
  const has = (...names: string[]) => parts.some((part) => names.includes(part));
  const letter = /^[a-z]$/i.test(key);
  return {
    key: key === "Space" ? " " : key,
    keyCode: letter ? key.toUpperCase().charCodeAt(0) : 0,
    ctrlKey: has("Ctrl", "Mod"),
    metaKey: has("Meta", "Cmd"),
    altKey: has("Alt"),
    // A large letter has it in itself.
    shiftKey: has("Shift") || /^[A-Z]$/.test(key),
  } as KeyboardEvent;
}

test("every key that the rest binds is awaited", () => {
  const state = EditorState.create({ extensions: [pins, behind("template", () => undefined)] });
  const names = state.facet(keymap).flat().flatMap(({ key, mac, shift }) => [key, mac, shift === undefined ? undefined : `Shift-${key}`]);
  // Of two strokes the first decides.
  const keys = [...new Set(names.filter((name) => name !== undefined).map((name) => name.split(" ")[0] ?? ""))];
  const own = keys.filter((key) => !ELSEWHERE.test(key));
  assert.ok(own.includes("Mod-f") && own.includes("F2"), own.join(", "));
  assert.deepEqual(own.filter((key) => !isAwaited(pressed(key))), []);
});

test("what is typed, and what belongs to the browser, is not", () => {
  for (const key of ["a", "Shift-A", "F", "Enter", "Mod-c", "Mod-v", "Mod-r", "Mod-t", "Mod-w", "Mod-l", "F5", "F11", "Mod-ArrowUp"]) {
    assert.equal(isAwaited(pressed(key)), false, key);
  }
});
