// Two tabs, a reload in a hurry, and a newer version: no work is overwritten without a word.
import { expect, test } from "@playwright/test";
import { Playground } from "./playground.ts";

const DRAFT = "ory-actions-playground.draft";

test("a reload right after a key loses nothing", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, "function(ctx) { typed: 'in a hurry' }");
  await page.reload();
  await expect(playground.template).toContainText("in a hurry");
});

test("two tabs: who kept last is told, and both works are there", async ({ context }) => {
  const one = await new Playground(await context.newPage()).open();
  const two = await new Playground(await context.newPage()).open();
  await one.write(one.template, "function(ctx) { one: 1 }");
  await expect(two.page.getByText(/Another tab has kept other work/)).toBeVisible();
  await two.page.bringToFront();
  await two.write(two.template, "function(ctx) { two: 2 }");
  await two.page.waitForTimeout(600);
  const kept = () => two.page.evaluate((name) => localStorage.getItem(name), DRAFT);
  expect(await kept(), "the other tab's work is not overwritten").toContain("one: 1");
  await two.page.reload();
  await expect(two.template).toContainText("two: 2");

  await two.page.getByRole("button", { name: "This tab’s" }).click();
  await expect.poll(kept).toContain("two: 2");
  await expect(one.page.getByText(/Another tab has kept other work/)).toBeVisible();
  await one.page.bringToFront();
  await one.page.getByRole("button", { name: "Open the other here" }).click();
  await expect(one.template).toContainText("two: 2");
  await one.page.getByRole("button", { name: "Undo" }).click();
  await expect(one.template).toContainText("one: 1");
});

test("what a newer version kept stays untouched", async ({ page }) => {
  const newer = '{"version":999,"draft":{"from":"the future"}}';
  await page.addInitScript(([name, text]) => localStorage.setItem(name!, text!), [DRAFT, newer]);
  const playground = await new Playground(page).open();
  await expect(page.getByText(/newer version of this page/)).toBeVisible();
  await playground.write(playground.template, "function(ctx) { mine: 1 }");
  await playground.says("Sends");
  await page.waitForTimeout(600);
  expect(await page.evaluate((name) => localStorage.getItem(name), DRAFT)).toBe(newer);
  await page.reload();
  await expect(playground.template).toContainText("mine: 1");
});

test("what is damaged is put aside, not thrown away", async ({ page }) => {
  await page.addInitScript((name) => {
    if (sessionStorage.length === 0) localStorage.setItem(name, '{"version":1,"draft":{"te');
  }, DRAFT);
  await new Playground(page).open();
  expect(await page.evaluate((name) => localStorage.getItem(`${name}.damaged`), DRAFT)).toBe('{"version":1,"draft":{"te');
});
