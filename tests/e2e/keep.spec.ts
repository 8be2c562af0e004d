import { expect, test } from "@playwright/test";
import { Playground } from "./playground.ts";

test("work is kept as typed and restored", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, "function(ctx) { kept: 1, broken");
  await playground.says("Fails");
  await page.getByLabel("Project").fill("my-project");
  await expect.poll(() => page.evaluate(() => JSON.stringify(localStorage))).toContain("my-project");
  await page.reload();
  await expect(playground.template).toContainText("kept: 1, broken");
  await expect(page.getByLabel("Project")).toHaveValue("my-project");
  await playground.says("Fails");
});

test("Reset can be undone", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, "function(ctx) { mine: 1 }");
  await expect(playground.body).toContainText('"mine": 1');
  await page.getByRole("button", { name: "Reset" }).click();
  await expect(playground.template).toContainText("{Your-Mailchimp-Api-Key}");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(playground.template).toContainText("mine: 1");
  await expect(playground.body).toContainText('"mine": 1');
});

test("a damaged state says so and starts afresh", async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem("ory-actions-playground.draft", '{"version":1,"draft":{"te'));
  const playground = await new Playground(page).open();
  await expect(page.getByText(/damaged/)).toBeVisible();
  await expect(playground.template).toContainText("{Your-Mailchimp-Api-Key}");
});
