// The engine as it is shipped, in the browser it runs in: the bytes, words and depth of Ory's.
import { expect, test } from "@playwright/test";
import { corpora, differences } from "./corpus.mjs";
import { type Draft, run } from "./engine.ts";
import { Playground } from "./playground.ts";

test("what go-jsonnet says comes out the same in the browser: verdict, bytes, words and place", async ({ page }) => {
  test.setTimeout(120_000);
  const cases = corpora();
  await new Playground(page).open();
  const answers = await run(page, cases.map(({ template, ctx }) => ({ template, ctx })), 5000);
  expect(cases.length).toBeGreaterThan(2000);
  expect(differences(cases, answers)).toEqual([]);
});

test("recursion ends at Ory's limit, not at the browser's", async ({ page }) => {
  await new Playground(page).open();
  // Below what go-jsonnet 0.21.0 allows of each shape (490, 247, 120 and 240: measured) and what Chromium's stack holds of
  // them (450, 247, 120, 195: README, Limits), and far above it.
  const shapes: [string, number][] = [
    ["local f(n) = if n == 0 then 0 else 1 + f(n - 1); f(N)", 400],
    ["local f(n) = if n == 0 then 0 else { a: f(n - 1) }.a; f(N)", 240],
    ["local f(n) = if n == 0 then 0 else std.map(function(x) f(x), [n - 1])[0]; f(N)", 115],
    ["local f(n) = if n == 0 then 0 else std.foldl(function(a, b) a + f(b), [n - 1], 0); f(N)", 170],
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
