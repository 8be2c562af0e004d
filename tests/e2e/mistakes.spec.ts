import { expect, test } from "@playwright/test";
import { ERROR_TEMPLATE, LOOP, Playground } from "./playground.ts";

test("a mistake is named at its place, and the last good body stays", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, ERROR_TEMPLATE);
  await playground.says("Fails");
  await expect(playground.status).toContainText("RUNTIME ERROR: Field does not exist: nobody");
  await expect(playground.status.getByRole("button", { name: "line 2" })).toBeVisible();
  await expect(playground.body).toContainText('"from_email"');
  await expect(page.locator(".body-view")).toHaveClass(/stale/);

  // The emoji before it must not shift the squiggle.
  await expect(page.locator(".template .cm-lintRange-error")).toHaveText("ctx.nobody");
  await playground.status.getByRole("button", { name: "line 2" }).click();
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe("ctx.nobody");

  const mended = "subject: 'mended', from_email: 'a@acme.io', text: 'a', to: [{ email: 'b@acme.io' }]";
  await playground.write(playground.template, `function(ctx) { key: '<key>', message: { ${mended} } }`);
  await playground.says("Sends");
  await expect(playground.body).toContainText('"subject": "mended"');
  await expect(page.locator(".body-view")).not.toHaveClass(/stale/);
  await expect(page.locator(".template .cm-lintRange-error")).toHaveCount(0);
});

test("broken JSON in the context is named there", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.context, '{ "identity": { "traits": }');
  await playground.says("Fails");
  await expect(page.locator(".context .cm-lintRange-error, .context .cm-lintPoint-error").first()).toBeVisible();
});

test("an endless loop is stopped as Ory stops it, and typing goes on", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, LOOP);
  // While it runs, the editor answers.
  await page.keyboard.insertText("// still typing\n");
  await expect(playground.template).toContainText("still typing");
  await playground.says("Stopped");
  await playground.write(playground.template, "function(ctx) { after: 1 }");
  await playground.says("Sends");
  await expect(playground.body).toContainText('"after": 1');
});

test("cancel is told from failure", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, 'function(ctx) error "cancel: nobody to mail"');
  await playground.says("Cancelled");
  await playground.write(playground.template, 'function(ctx) error "Cancel"');
  await playground.says("Fails");
  await playground.see("Checks");
  await expect(page.locator(".checks")).toContainText("cancel");
});

test("a paste of a megabyte is taken", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, `function(ctx) { a: "${"x".repeat(1_000_000)}" }`);
  await playground.says("Fails");
  await expect(playground.status).toContainText(/token too long|limit/i);
  await playground.write(playground.template, "function(ctx) { small: 1 }");
  await playground.says("Sends");
});
