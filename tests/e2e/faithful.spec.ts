// The engine as it is shipped, in the browser it runs in: the bytes, words and depth of Ory's.
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { type Draft, run } from "./engine.ts";
import { Playground } from "./playground.ts";

const cases = (path: string): string => readFileSync(new URL(`../cases/${path}`, import.meta.url), "utf8");

interface Case {
  name: string;
  ctx: string;
  template: string;
  verdict: "ok" | "error";
  output?: string;
}

test("the cases of go-jsonnet come out the same in the browser", async ({ page }) => {
  const rows = cases("conformance.jsonl").split("\n").filter(Boolean).map((line) => JSON.parse(line) as Case);
  await new Playground(page).open();
  const answers = await run(page, rows.map(({ template, ctx }) => ({ template, ctx: cases(`ctx/${ctx}.json`) })));
  const wrong = rows.flatMap((row, at) => {
    const answer = answers[at];
    const body = row.verdict === "ok" ? row.output : null;
    return answer?.body === body ? [] : [`${row.name}: ${JSON.stringify(answer)}, expected ${JSON.stringify(body)}`];
  });
  expect(rows.length).toBeGreaterThan(100);
  expect(wrong).toEqual([]);
});

test("recursion ends at Ory's limit, not at the browser's", async ({ page }) => {
  await new Playground(page).open();
  // Just below what go-jsonnet 0.21.0 allows of each shape (measured), and far above it.
  const shapes: [string, number][] = [
    ["local f(n) = if n == 0 then 0 else 1 + f(n - 1); f(N)", 480],
    ["local f(n) = if n == 0 then 0 else { a: f(n - 1) }.a; f(N)", 240],
    ["local f(n) = if n == 0 then 0 else std.map(function(x) f(x), [n - 1])[0]; f(N)", 115],
    ["local f(n) = if n == 0 then 0 else std.foldl(function(a, b) a + f(b), [n - 1], 0); f(N)", 230],
  ];
  const drafts = (count: (most: number) => number): Draft[] =>
    shapes.map(([shape, most]) => ({ template: `function(ctx) ${shape.replaceAll("N", String(count(most)))}`, ctx: "{}" }));
  const below = await run(page, drafts((most) => most));
  expect(below.map((answer) => (answer.verdict === "sends" ? "sends" : `${answer.verdict}: ${answer.words}`))).toEqual(shapes.map(() => "sends"));

  // Far above it, the page tells Ory's words, also where the browser's stack ends first.
  const playground = new Playground(page);
  for (const { template } of drafts(() => 5000)) {
    await playground.write(playground.template, template);
    await expect(playground.status, template).toContainText("RUNTIME ERROR: max stack frames exceeded.");
    await playground.write(playground.template, "function(ctx) { next: 1 }");
    await playground.says("Sends");
  }
});
