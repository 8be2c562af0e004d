// A first visit: what this is, the way in, the tour; and the docs of what is found.
import { expect, test } from "@playwright/test";
import { Playground } from "./playground.ts";

test("the tour is five steps by keyboard, and is over for good", async ({ page }) => {
  const playground = await new Playground(page).open();
  const intro = page.getByText("Write the mail that Ory sends after a sign-up");
  await page.getByRole("button", { name: "Show me around" }).focus();
  await page.keyboard.press("Enter");
  for (const title of ["The template", "The context", "What comes of it", "Every scenario at once", "Ship it"]) {
    const card = page.getByRole("dialog", { name: title });
    await expect(card).toBeInViewport({ ratio: 1 });
    await expect(card.getByRole("button", { name: title === "Ship it" ? "Done" : "Next" })).toBeFocused();
    await page.keyboard.press("Enter");
  }
  await expect(page.locator(".tour")).toHaveCount(0);
  await page.reload();
  await playground.says("Sends");
  await expect(intro).toBeHidden();
  await page.getByRole("button", { name: "Help and shortcuts" }).click();
  await page.getByRole("button", { name: "Show me around" }).click();
  await expect(page.getByRole("dialog", { name: "The template" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator(".tour")).toHaveCount(0);
});

for (const [width, height] of [[1024, 600], [375, 740], [320, 500]] as const) {
  test(`no card of the tour leaves a screen of ${width}×${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await new Playground(page).open();
    await page.getByRole("button", { name: "Show me around" }).click();
    for (let step = 1; step <= 5; step += 1) {
      await expect(page.locator(".tour .acts small")).toHaveText(`${step} of 5`);
      await expect(page.locator(".tour .card")).toBeInViewport({ ratio: 1 });
      await page.keyboard.press("ArrowRight");
    }
    await expect(page.locator(".tour")).toHaveCount(0);
  });
}

test("an introduction that is closed stays away, also where nothing was typed", async ({ page }) => {
  const playground = await new Playground(page).open();
  await page.getByRole("button", { name: "Close the introduction" }).click();
  await page.reload();
  await playground.says("Sends");
  await expect(page.getByText("Write the mail that Ory sends after a sign-up")).toBeHidden();
});

test("the page opens with the mail, and with the body where the receiver takes none", async ({ page }) => {
  const playground = await new Playground(page);
  await page.goto("./");
  await playground.says("Sends");
  await expect(page.getByRole("tab", { name: "Mail" })).toHaveAttribute("aria-selected", "true");
  await expect(page.locator(".mail-head")).toContainText("Welcome aboard");
});

test("a finding leads to its docs, on this site", async ({ page, context }) => {
  const playground = await new Playground(page).open();
  await playground.see("Checks");
  const [docs] = await Promise.all([context.waitForEvent("page"), page.locator(".checks a").first().click()]);
  const id = decodeURIComponent(new URL(docs.url()).hash.slice(1));
  expect(new URL(docs.url()).origin).toBe(new URL(page.url()).origin);
  await expect(docs.locator(`[id="${id}"]`)).toContainText(id);
  expect(await docs.locator("h2").count()).toBeGreaterThan(100);
});

test("in a frame of 600×400 it scrolls nothing, keeps nothing, and opens in full", async ({ page, context }) => {
  await page.setViewportSize({ width: 600, height: 400 });
  const playground = await new Playground(page).open("./?embed&view=body&example=welcome&scenario=registration_after_oidc");
  await expect(page.getByRole("banner")).toBeHidden();
  await expect(playground.body).toBeVisible();
  await expect(playground.body).toContainText("Welcome to Example");
  const over = await page.evaluate(() => [document.documentElement.scrollHeight - innerHeight, document.documentElement.scrollWidth - innerWidth]);
  expect(over).toEqual([0, 0]);
  await playground.step("Write");
  await expect(page.locator(".context .pick")).toContainText("Registration through a social sign-in");
  await playground.write(playground.template, "function(ctx) { in_frame: 1 }");
  await page.waitForTimeout(600);
  expect(await page.evaluate(() => [localStorage.getItem("ory-actions-playground.draft"), sessionStorage.length])).toEqual([null, 0]);
  const [full] = await Promise.all([context.waitForEvent("page"), page.getByRole("button", { name: /Open in the Playground/ }).click()]);
  await expect(new Playground(full).template).toContainText("in_frame: 1");
  await expect(full.getByRole("banner")).toBeVisible();
});

test("parameters open an example without a frame, once", async ({ page }) => {
  const playground = await new Playground(page).open("./?view=checks&example=welcome");
  await expect(playground.template).toContainText("A welcome in HTML");
  expect(new URL(page.url()).search).toBe("");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(playground.template).toContainText("Welcome aboard");
});
