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
  // How deep go-jsonnet 0.21.0 lets each shape go within 500 frames: measured.
  const shapes: [string, number][] = [
    ["local f(n) = if n == 0 then 0 else 1 + f(n - 1); f(N)", 497],
    ["local f(n) = if n == 0 then 0 else { a: f(n - 1) }.a; f(N)", 248],
    ["local f(n) = if n == 0 then 0 else std.map(function(x) f(x), [n - 1])[0]; f(N)", 123],
    ["local f(n) = if n == 0 then 0 else std.foldl(function(a, b) a + f(b), [n - 1], 0); f(N)", 248],
  ];
  const drafts = (count: (most: number) => number): Draft[] =>
    shapes.map(([shape, most]) => ({ template: `function(ctx) ${shape.replaceAll("N", String(count(most)))}`, ctx: "{}" }));
  const verdicts = async (count: (most: number) => number) =>
    (await run(page, drafts(count))).map((answer) => (answer.verdict === "sends" ? "sends" : `${answer.verdict}: ${answer.words}`));
  const tooDeep = "fails: RUNTIME ERROR: max stack frames exceeded.";
  expect(await verdicts((most) => most)).toEqual(shapes.map(() => "sends"));
  expect(await verdicts((most) => most + 1)).toEqual(shapes.map(() => tooDeep));
  expect(await verdicts(() => 5000)).toEqual(shapes.map(() => tooDeep));
});

test("a stack of the browser's own that ends before Ory's is told in Ory's words", async ({ page }) => {
  // As in browsers that have no second stack for WebAssembly.
  await page.route("**/worker_loader.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `delete WebAssembly.promising;\n${await response.text()}` });
  });
  const playground = new Playground(page);
  await playground.open();
  await playground.write(playground.template, "function(ctx) local f(n) = if n == 0 then 0 else 1 + f(n - 1); f(5000)");
  await expect(playground.status).toContainText("RUNTIME ERROR: max stack frames exceeded.");
  await playground.write(playground.template, "function(ctx) { next: 1 }");
  await playground.says("Sends");
  // A spare may be starting yet.
  await page.unrouteAll({ behavior: "ignoreErrors" });
});
