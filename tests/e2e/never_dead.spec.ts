// 10,000 mutated templates and contexts through the real worker: each ends in an answer or is stopped, and none takes
// a worker down that is not followed by a live one. Seeded, so that a failure can be run again.
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { type Draft, run } from "./engine.ts";
import { Playground } from "./playground.ts";

const RUNS = Number(process.env["MUTATIONS"] ?? 10_000);
const SEED = Number(process.env["SEED"] ?? 20_260_101);
const BATCH = 500;

const PIECES = [
  "(", ")", "{", "}", "[", "]", ",", ";", ":", "::", "+", "-", "*", "/", "%", "==", "if ", " then ", " else ", "local a = a; ",
  "function(x) ", "ctx", "self", "super", "$", "std.", "std.range(0, 100)", "error ", "assert ", "[x for x in ", "1e999", "0.1", "null",
  "'", '"', "|||\n", "@'", "\\u", "\\ud800", "🦀", "\u0000", "\u2028", " in ", "tailstrict", "import 'x'", ".identity", "[0]", "[1:2:0]",
  "local f(n) = f(n + 1); f(0)", "std.repeat('x', 1000)", "std.foldl(function(a, b) a + b, std.range(0, 500), 0)", "-", "!", "~", "/*", "#",
  "local o = { a: self.a }; o.a", "[[[[[[[[[[[[[[[[", "std.makeArray(10, function(i) i)", "{ [x]: 1 for x in ['a'] }", "a.b.c.d",
];

function mutations(seed: number, first: Draft): () => Draft {
  let state = seed;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const mutate = (text: string): string => {
    let result = text;
    for (let count = 1 + random(4); count > 0; count--) {
      const at = random(result.length + 1);
      const other = random(result.length + 1);
      const from = Math.min(at, other);
      const to = Math.min(Math.max(at, other), from + 40);
      switch (random(5)) {
        case 0: result = result.slice(0, from) + result.slice(to); break;
        case 1: result = result.slice(0, to) + result.slice(from, to) + result.slice(to); break;
        case 2: result = result.slice(0, random(8) === 0 ? from : result.length); break;
        default: result = result.slice(0, at) + PIECES[random(PIECES.length)] + result.slice(at);
      }
    }
    return result;
  };
  return () => (random(4) > 0 ? { ...first, template: mutate(first.template) } : { ...first, ctx: mutate(first.ctx) });
}

test("whatever is typed, the engine answers or is replaced", async ({ page }) => {
  test.setTimeout(20 * 60_000);
  await new Playground(page).open();
  const read = (path: string): string => readFileSync(new URL(`../cases/${path}`, import.meta.url), "utf8");
  const next = mutations(SEED, { template: read("kratos/templates/welcome.jsonnet"), ctx: read("recorded/registration-after-password.json") });
  const counts: Record<string, number> = {};
  const died: string[] = [];
  let memory = 0;
  for (let done = 0; done < RUNS; done += BATCH) {
    const drafts = Array.from({ length: Math.min(BATCH, RUNS - done) }, next);
    const answers = await run(page, drafts);
    for (const [at, answer] of answers.entries()) {
      counts[answer.verdict] = (counts[answer.verdict] ?? 0) + 1;
      memory = Math.max(memory, answer.memory);
      if (answer.verdict === "died") died.push(JSON.stringify(drafts[at]).slice(0, 600));
    }
  }
  console.log(`seed ${SEED}: ${JSON.stringify(counts)}, at most ${Math.round(memory / 2 ** 20)} MiB of memory`);
  const { sends = 0, cancelled = 0, fails = 0, stopped = 0, deep = 0, died: lost = 0, ...other } = counts;
  expect(other, "no other end").toEqual({});
  expect(sends + cancelled + fails + stopped + deep + lost).toBe(RUNS);
  expect(sends, "some mutations leave a template that works").toBeGreaterThan(0);
  expect(fails).toBeGreaterThan(0);
  // A circle of fields takes more of the browser's stack than Ory's 500 frames leave room for.
  expect(deep, "the browser's own stack ends for hardly any").toBeLessThan(RUNS / 500);
  expect(died, "no template takes a worker down").toEqual([]);
});
