// Every scenario at once: never an answer of another template, by keyboard as by pointer.
import { expect, test } from "@playwright/test";
import { LOOP, Playground } from "./playground.ts";

const cells = ".strip .cell";

test("the strip names its scenarios and is walked through by arrow keys", async ({ page }) => {
  const playground = await new Playground(page).open();
  await expect(playground.strip.getByText("a username only")).toBeVisible();
  await expect(page.locator(`${cells}.unknown`)).toHaveCount(0);
  await expect(page.locator(`${cells}[tabindex="0"]`)).toHaveCount(1);
  await page.locator(`${cells}[tabindex="0"]`).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  const name = await page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
  expect(name).toMatch(/^Registration.*: (sends|fails at line \d+)$/);
  await page.keyboard.press("Enter");
  await expect(page.locator(`${cells}[aria-current="true"]`)).toHaveAttribute("aria-label", name!);
});

test("all scenarios stand by flow and method, the failing ones named", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, "function(ctx) { a: ctx.identity.traits.email }");
  await playground.strip.getByRole("button", { name: "Run every scenario" }).click();
  await expect(playground.strip).toContainText(/of 7\d/);
  await expect(page.locator(`${cells}.unknown`)).toHaveCount(0, { timeout: 20_000 });
  await expect(playground.strip.getByRole("heading", { name: "Login · before" })).toBeAttached();
  await expect(page.locator(`${cells}.bad .label`).first()).toBeVisible();
  await expect(page.locator(`${cells}.good .label`).first()).toBeHidden();
});

test("after Stopped nothing of an older template stands, and the next change runs every scenario", async ({ page }) => {
  const playground = await new Playground(page).open();
  await expect(page.locator(`${cells}.good`)).not.toHaveCount(0);
  await playground.write(playground.template, LOOP);
  await playground.says("Stopped");
  await expect(page.locator(`${cells}.good`)).toHaveCount(0);
  await playground.see("Checks");
  await expect(page.locator(".checks li")).toHaveCount(1);
  await expect(page.locator(".checks")).toContainText("did not end within a second");
  // Slow, but a tenth of Ory's second: a machine with much to do must not make it too slow.
  await playground.write(playground.template, "function(ctx) { a: std.length(std.join('', [std.toString(i) for i in std.range(0, 5000)])) }");
  await playground.says("Sends");
  await expect(page.locator(`${cells}.bad`)).toHaveCount(0);
  await expect(page.locator(`${cells}.unknown`)).toHaveCount(0, { timeout: 20_000 });
});

test("the badge counts what the list has", async ({ page }) => {
  const playground = await new Playground(page).open();
  await expect(page.locator(`${cells}.unknown`)).toHaveCount(0);
  await playground.see("Checks");
  await expect
    .poll(async () => {
      const badge = Number(await page.locator(".see .tabs .count").textContent());
      return badge === (await page.locator(".checks .warning, .checks .error").count()) && badge > 0;
    })
    .toBe(true);
});

test("a context that never comes where the hook stands is told, and one that does is offered", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.choose("Login begins");
  await expect(page.locator(".misplaced")).toContainText("comes before login; the hook does not stand there");
  await page.locator(".misplaced").getByRole("button").click();
  await expect(page.locator(".misplaced")).toHaveCount(0);
  await expect(page.locator(".context .pick")).toContainText("Registration");
});

test("a body that is not sent now says whose it is", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.choose("Registration, a username only");
  await playground.says("Fails");
  await expect(page.locator(".body-view .caption")).toContainText("last body there was (Registration by password)");
});

test("without an engine the next change tries again, and says so", async ({ page }) => {
  let blocked = true;
  await page.route("**/worker*", (route) => (blocked ? route.abort() : route.continue()));
  const playground = new Playground(page);
  await page.goto("./");
  await playground.says("No engine");
  await expect(playground.status).toContainText("tried again with your next change");
  blocked = false;
  await playground.write(playground.template, "function(ctx) { back: 1 }");
  await playground.says("Sends");
  await playground.see("Body");
  await expect(playground.body).toContainText('"back": 1');
});

test("a file is saved as it is shown", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.show("Template");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save", exact: true }).click()]);
  const stream = await download.createReadStream();
  let text = "";
  for await (const part of stream) text += String(part);
  expect(text).toContain("{Your-Mailchimp-Api-Key}");
});
