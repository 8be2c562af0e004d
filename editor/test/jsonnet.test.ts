// The tokens of Jsonnet, as the stream mode gives them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { StringStream } from "@codemirror/language";
import { parser, type State } from "../src/jsonnet.ts";

// Each token as `style:text`; blanks are left out.
function tokens(text: string): string[] {
  const state = parser.startState?.(2) as State;
  const found: string[] = [];
  for (const line of text.split("\n")) {
    const stream = new StringStream(line, 2, 2);
    if (line === "") parser.blankLine?.(state, 2);
    while (!stream.eol()) {
      stream.start = stream.pos;
      const style = parser.token(stream, state);
      assert.ok(stream.pos > stream.start, `no progress at ${stream.pos} of ${JSON.stringify(line)}`);
      if (style !== null) found.push(`${style}:${stream.current()}`);
    }
  }
  return found;
}

test("words", () => {
  assert.deepEqual(tokens("local x = if true then self else super;").filter((token) => !token.startsWith("operator")), [
    "keyword:local", "variableName:x", "keyword:if", "atom:true", "keyword:then", "self:self", "keyword:else", "self:super", "punctuation:;",
  ]);
});

test("fields of every kind", () => {
  for (const colon of [":", "::", ":::", "+:", "+::"]) {
    assert.deepEqual(tokens(`{ name${colon} 1 }`)[1], "propertyName:name", colon);
    assert.deepEqual(tokens(`{ "name"${colon} 1 }`)[1], 'propertyName:"name"', colon);
  }
  assert.equal(tokens("{ method(a, b): 1 }")[1], "propertyName:method");
  assert.ok(tokens("list[from:to]").includes("variableName:from"));
});

test("a field called like a keyword is one only behind a dot", () => {
  assert.ok(tokens("ctx.error").includes("variableName:error"));
  assert.ok(tokens("error 'x'").includes("keyword:error"));
});

test("strings of every kind", () => {
  assert.deepEqual(tokens(`"a\\"b"`), [`string:"a\\"b"`]);
  assert.deepEqual(tokens(`'a\\'b'`), [`string:'a\\'b'`]);
  assert.deepEqual(tokens(`@"a\\" 1`), [`string:@"a\\"`, "number:1"]);
  assert.deepEqual(tokens(`@'a''b' 1`), [`string:@'a''b'`, "number:1"]);
  assert.deepEqual(tokens(`"over\ntwo" 1`), [`string:"over`, `string:two"`, "number:1"]);
});

test("a text block ends where the indentation does", () => {
  assert.deepEqual(tokens('|||\n  a ||| "\n\n    b\n||| + 1'), [
    "string:|||", 'string:  a ||| "', "string:    b", "string:|||", "operator:+", "number:1",
  ]);
});

test("comments", () => {
  assert.deepEqual(tokens("1 // a\n2 # b\n/* c\nd */ 3"), [
    "number:1", "comment:// a", "number:2", "comment:# b", "comment:/* c", "comment:d */", "number:3",
  ]);
});

test("numbers", () => {
  for (const number of ["0", "12", "1.5", "1e3", "1.5E-7"]) assert.deepEqual(tokens(number), [`number:${number}`]);
});

test("the standard library", () => {
  assert.deepEqual(tokens("std.length(x)").slice(0, 3), ["variableName.standard:std", "punctuation:.", "variableName.standard:length"]);
});

test("a megabyte is read in one pass", () => {
  assert.equal(tokens(`"${"x".repeat(1_000_000)}"`).length, 1);
  assert.ok(tokens("{ a: 1, b: 'c' },\n".repeat(20_000)).length > 100_000);
});
