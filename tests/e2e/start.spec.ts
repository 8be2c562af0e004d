import { expect, test } from "@playwright/test";

test("without WebAssembly the page says so and what to do", async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
  await page.goto("./");
  await expect(page.getByRole("alert")).toContainText("needs WebAssembly");
  await expect(page.getByRole("alert")).toContainText("Allow WebAssembly for this site");
});

test("without JavaScript the page says so and what to do", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL === undefined ? {} : { baseURL }) });
  const page = await context.newPage();
  await page.goto("./");
  await expect(page.getByRole("heading")).toHaveText("This page needs JavaScript");
  await context.close();
});

for (const [what, pattern] of [
  ["its script", /ory-actions-playground-[^/]*\.js$/],
  ["its WebAssembly", /ory-actions-playground-[^/]*\.wasm$/],
] as const) {
  test(`when ${what} cannot be loaded the page says that it could not start`, async ({ page }) => {
    await page.route(pattern, (route) => route.abort());
    await page.goto("./");
    await expect(page.getByRole("alert")).toContainText("The page could not start");
    await expect(page.locator("#start-reason")).not.toBeEmpty();
  });
}
