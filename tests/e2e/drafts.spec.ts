// Several drafts: named ones, those the page puts aside, and all of them as one file.
import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { Playground } from "./playground.ts";

const drafts = (page: Page) => page.getByRole("dialog", { name: "Drafts" });
const openDrafts = (page: Page) => page.getByRole("button", { name: "Drafts", exact: true }).click();

async function keep(playground: Playground, name: string, template: string): Promise<void> {
  await playground.write(playground.template, template);
  await openDrafts(playground.page);
  await playground.page.keyboard.insertText(name);
  await playground.page.keyboard.press("Enter");
  await expect(drafts(playground.page)).toContainText("It is kept.");
  await playground.page.keyboard.press("Escape");
}

test("drafts are kept by name, opened, deleted and brought back", async ({ page }) => {
  const playground = await new Playground(page).open();
  await keep(playground, "one", "function(ctx) { one: 'a long enough line' }");
  await keep(playground, "two", "function(ctx) { two: 'a long enough line' }");
  await openDrafts(page);
  await drafts(page).getByRole("button", { name: /^Open one,/ }).click();
  await expect(playground.template).toContainText("one:");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(playground.template).toContainText("two:");
  await openDrafts(page);
  await drafts(page).getByRole("button", { name: /^Delete one,/ }).click();
  await expect(drafts(page).getByRole("button", { name: /^Open one,/ })).toHaveCount(0);
  await drafts(page).getByRole("button", { name: "Bring it back" }).click();
  await expect(drafts(page).getByRole("button", { name: /^Open one,/ })).toHaveCount(1);
});

test("what a link, an example or a reset replaces is put aside, also for another visit", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, "function(ctx) { before: 'the example was opened' }");
  await page.getByRole("button", { name: "Examples" }).click();
  await page.getByRole("option", { name: /Sign-in alert/ }).click();
  await page.reload();
  await playground.says("Sends");
  await openDrafts(page);
  await drafts(page).locator("li").filter({ hasText: "before: 'the example was opened'" }).getByRole("button", { name: /^Open/ }).click();
  await expect(playground.template).toContainText("before:");
});

test("all of them leave as one file and come back from it, without a key", async ({ page }, info) => {
  const playground = await new Playground(page).open();
  await playground.key.fill("md-abcdefghijklmnop12345");
  await keep(playground, "one", "function(ctx) { one: 'a long enough line' }");
  await openDrafts(page);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Export all" }).click()]);
  const file = info.outputPath("drafts.json");
  await download.saveAs(file);
  expect(readFileSync(file, "utf8")).not.toContain("md-abc");
  await page.evaluate(() => localStorage.removeItem("ory-actions-playground.drafts"));
  await page.keyboard.press("Escape");
  await openDrafts(page);
  await expect(drafts(page).locator("li")).toHaveCount(0);
  await page.getByLabel("Add a file of drafts").setInputFiles(file);
  await expect(drafts(page)).toContainText(/\d drafts are added/);
  await expect(drafts(page).getByRole("button", { name: /^Open one,/ })).toHaveCount(1);
  await page.getByLabel("Add a file of drafts").setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from("{") });
  await expect(drafts(page)).toContainText("This is no file of drafts");
});

test("what a draft was an hour ago is seen beside what it is, and taken back", async ({ page }) => {
  const start = new Date("2026-03-01T09:00:00");
  await page.clock.setFixedTime(start);
  const playground = await new Playground(page).open();
  const lines = (second: string) => `function(ctx) {\n  first: 1,\n  second: '${second}',\n  third: 3,\n}\n`;
  await playground.write(playground.template, lines("an hour ago"));
  await expect(playground.body).toContainText("an hour ago");
  await page.waitForTimeout(500);
  await page.clock.setFixedTime(new Date(start.getTime() + 3_600_000));
  await playground.write(playground.template, lines("now"));
  await page.getByRole("checkbox", { name: "password" }).uncheck();
  await openDrafts(page);
  const row = drafts(page).locator("ul > li").filter({ hasText: "1 hour ago" });
  await row.getByRole("button", { name: /^What changed since/ }).click();
  const diff = row.getByRole("list", { name: "Template: what changed" });
  await expect(diff.locator(".removed")).toHaveText(/second: 'an hour ago',/);
  await expect(diff.locator(".added")).toHaveText(/second: 'now',/);
  await expect(row).toContainText("1 gone, 1 new");
  await expect(row).toContainText(/Places:\s+− registration\/after\/password/);
  await row.getByRole("button", { name: "Take the template back" }).click();
  await expect(playground.template).toContainText("an hour ago");
  await expect(drafts(page)).toBeHidden();
  await playground.template.focus();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(playground.template).toContainText("second: 'now'");
  // All of it, and back.
  await openDrafts(page);
  await row.getByRole("button", { name: /^Open/ }).click();
  await expect(playground.template).toContainText("an hour ago");
  await expect(page.getByRole("checkbox", { name: "password" })).toBeChecked();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(playground.template).toContainText("second: 'now'");
});
