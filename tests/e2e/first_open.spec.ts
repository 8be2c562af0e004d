import { expect, test } from "@playwright/test";
import { Playground } from "./playground.ts";

test("a first visitor sees the docs' template already evaluated", async ({ page }) => {
  const playground = await new Playground(page).open();
  await expect(playground.template).toContainText("{Your-Mailchimp-Api-Key}");
  await expect(playground.context).toContainText('"flow"');
  await expect(playground.body).toContainText('"from_email"');
  await expect(playground.body).toContainText('"type": "to"');
  await expect(playground.status).toContainText(/\d m?s · \d+ B/);
});

test("the body follows what is typed", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, 'function(ctx) { a: 0.1, b: std.length("🦀"), c: [] }');
  await expect(playground.body).toContainText('"a": 0.10000000000000001');
  await expect(playground.body).toContainText('"b": 1');
  await expect(playground.body).toContainText('"c": [ ]');
  await playground.says("Sends");
});

test("everything can be reached and done by keyboard", async ({ page }) => {
  const playground = await new Playground(page).open();
  await page.keyboard.press("Alt+2");
  await expect(playground.context).toBeFocused();
  await page.keyboard.press("Alt+1");
  await expect(playground.template).toBeFocused();
  await page.keyboard.press("Alt+3");
  await expect(page.locator("#result")).toBeFocused();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toContainText("Alt 1");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();

  const splitter = page.getByRole("separator", { name: "Width of the editors" });
  const before = await playground.template.boundingBox();
  await splitter.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  const after = await playground.template.boundingBox();
  expect(after!.width).toBeGreaterThan(before!.width);
});
