// The page without what it relies on: each loss is said, and no work is lost.
import { expect, test } from "@playwright/test";
import { Playground } from "./playground.ts";

test("without WebAssembly the page says so", async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
  await page.goto("./");
  await expect(page.getByRole("heading", { name: /WebAssembly/ })).toBeVisible();
});

test("a worker that cannot start is said, and typing goes on", async ({ page }) => {
  await page.route("**/worker*", (route) => route.abort());
  const playground = new Playground(page);
  await page.goto("./");
  await playground.says("No engine");
  await playground.write(playground.template, "function(ctx) { still: 'here' }");
  await expect(playground.template).toContainText("still: 'here'");
});

test("without storage the page works and says what that means", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("denied", "SecurityError");
      },
    });
  });
  const playground = await new Playground(page).open();
  await expect(page.getByText(/keeps nothing for this page/)).toBeVisible();
  await playground.write(playground.template, "function(ctx) { a: 1 }");
  await expect(playground.body).toContainText('"a": 1');
});

test("a denied clipboard leaves the text selected", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("denied")) } });
  });
  const playground = await new Playground(page).open();
  await playground.show("Base64");
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(page.getByText(/selected/)).toBeVisible();
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toMatch(/^[A-Za-z0-9+/]+=*$/);
});
