// What the first body does not need comes behind it; whoever needs it sooner waits, and gets the same.
import { expect, test, type Page } from "@playwright/test";
import { Playground } from "./playground.ts";

const PARTS = /_(second|later)\.wasm$/;

// Notes what is asked for; the later parts of one kind can be kept waiting.
async function noted(page: Page, slow?: RegExp): Promise<string[]> {
  const asked: string[] = [];
  page.context().on("request", (request) => asked.push(new URL(request.url()).pathname));
  if (slow) {
    await page.context().route(slow, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 2500));
      await route.continue();
    });
  }
  return asked;
}

// The editor's own later part.
const REST = /editor\/dist\/later\.js/;

for (const [what, part] of [["more", PARTS], ["the rest of the editor", REST]] as const) {
  test(`the first body is there before the page asks for ${what}`, async ({ page }) => {
    await page.addInitScript(() => {
      const observer = new MutationObserver(() => {
        if (!document.querySelector(".status .pill.good")) return;
        performance.mark("body");
        observer.disconnect();
      });
      observer.observe(document, { childList: true, subtree: true, attributes: true });
    });
    await new Playground(page).open();
    const [body, more] = await page.evaluate(async (parts) => {
      const part = () => performance.getEntriesByType("resource").find((entry) => new RegExp(parts).test(entry.name));
      while (part() === undefined) await new Promise((resolve) => setTimeout(resolve, 50));
      return [performance.getEntriesByName("body")[0]!.startTime, part()!.startTime];
    }, part.source);
    expect(more).toBeGreaterThan(body!);
  });
}

test("nothing that the page does of itself, or at the first keystroke, waits for the rest", async ({ page }) => {
  const playground = await new Playground(page).open();
  await expect(page.locator(".strip .cell.unknown")).toHaveCount(0);
  const waits = () => (globalThis as { waitedForLater?: number }).waitedForLater ?? 0;
  await playground.write(playground.template, "function(ctx) { message: { subject: 'Hello ' + ctx.identity.traits.email } }");
  await expect(playground.body).toContainText("Hello ada@example.org");
  expect(await page.evaluate(waits)).toBe(0);
});

test("while the rest of the page cannot be had, what is typed is tried and kept; it comes when it can", async ({ page }) => {
  const parts = /playground-[0-9a-f]+_(second|later)\.wasm$/;
  await page.route(parts, (route) => route.abort());
  const playground = new Playground(page);
  await page.goto("./");
  await playground.says("Sends");
  await expect(page.getByText("The rest of this page cannot be reached now.")).toHaveCount(2);
  await playground.write(playground.template, "function(ctx) { typed: 1 }");
  await expect(playground.status.locator(".figures")).toContainText("18 B");
  await page.reload();
  await expect(playground.template).toContainText("typed: 1");
  await playground.says("Sends");

  await page.unroute(parts);
  await playground.see("Body");
  await expect(playground.body).toContainText('"typed": 1');
  await expect(playground.key).toBeVisible();
  await expect(page.locator(".strip .cell.unknown")).toHaveCount(0);
});

test("a change that comes before the rest of the engine waits for it, and is not stopped", async ({ page }) => {
  await noted(page, /worker_later\.wasm$/);
  const playground = await new Playground(page).open();
  await playground.write(playground.template, "function(ctx) { a: std.foldl(function(a, b) a + b, std.range(1, 9), 0), b: std.md5('x'), c: std.sort([3, 1]) }");
  await expect(playground.body).toContainText('"a": 45', { timeout: 20_000 });
  await playground.says("Sends");
  await expect(playground.status).not.toContainText("Stopped");
});

test("what is opened before the rest of the page is there opens all the same", async ({ page }) => {
  const asked = await noted(page, /playground-[0-9a-f]+_later\.wasm$/);
  const playground = await new Playground(page).open();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.getByLabel("What to import").fill("web_hook:\n  config:\n    url: https://mandrillapp.com/api/1.0/messages/send.json\n    method: POST\n    body: base64://ZnVuY3Rpb24oY3R4KSB7fQ==\n");
  await page.locator(".import li").first().getByRole("button", { name: /^Open/ }).click({ timeout: 20_000 });
  await expect(playground.template).toContainText("function(ctx) {}");
  expect(asked.some((path) => PARTS.test(path))).toBe(true);
});

test("a scenario that is chosen before its context has come stands with it", async ({ page }) => {
  await noted(page, PARTS);
  const playground = await new Playground(page).open();
  await page.locator(".context .pick").click();
  await page.getByRole("combobox", { name: "Scenarios: search" }).fill("login totp");
  await page.keyboard.press("Enter");
  await expect(playground.context).toContainText('"requested_aal": "aal2"', { timeout: 20_000 });
  await playground.write(playground.template, "function(ctx) { a: ctx.flow.requested_aal }");
  await expect(playground.body).toContainText('"a": "aal2"', { timeout: 20_000 });
});

const MISTAKE = "function(ctx) {\n  a: ctx.nobody,\n}\n";

test("the editor shows and takes text without its later part, which comes when it can", async ({ page }) => {
  const broken: string[] = [];
  page.on("pageerror", (error) => broken.push(String(error)));
  let there = false;
  await page.route(REST, (route) => (there ? route.continue() : route.abort()));
  const playground = await new Playground(page).open();
  await playground.write(playground.template, "function(ctx) {\n  a: 1,\n}\n");
  await expect(playground.body).toContainText('"a": 1');
  await playground.template.press("ControlOrMeta+z");
  await expect(playground.template).toContainText("from_email");
  await playground.write(playground.template, MISTAKE);
  await playground.says("Fails");
  // What needs it is given up, and nothing breaks.
  await page.keyboard.press("ControlOrMeta+f");
  await page.keyboard.press("F2");
  await expect(page.locator(".cm-lintRange, .cm-search, .cm-rename")).toHaveCount(0);
  const lines = page.locator(".template .cm-line");
  const before = await lines.first().boundingBox();
  // The caret stays where it is, too.
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.press("ArrowRight");

  there = true;
  // The next need tries again.
  await expect(async () => {
    await page.keyboard.press("ControlOrMeta+f");
    await expect(page.locator(".cm-search")).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("Escape");
  await expect(page.locator(".cm-lintRange-error").first()).toBeVisible();
  expect(await lines.first().boundingBox()).toEqual(before);
  await page.keyboard.type("X");
  await expect(lines.first()).toHaveText("fXunction(ctx) {");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(lines.first()).toHaveText("function(ctx) {");
  await playground.write(playground.template, "function(ctx) {\n  a: ctx.");
  await page.keyboard.press("ControlOrMeta+Space");
  await expect(page.getByRole("listbox").getByRole("option").first()).toBeVisible();
  expect(broken).toEqual([]);
});

test("what is pressed before the editor's later part is there is done when it comes", async ({ page }) => {
  let go = () => {};
  const held = new Promise<void>((resolve) => (go = resolve));
  await page.route(REST, async (route) => {
    await held;
    await route.continue();
  });
  const playground = await new Playground(page).open();
  await playground.write(playground.template, MISTAKE);
  await playground.says("Fails");
  await page.keyboard.press("ControlOrMeta+f");
  await expect(page.locator(".cm-lintRange, .cm-search")).toHaveCount(0);
  go();
  await expect(page.locator(".cm-search").getByRole("textbox", { name: "Find" })).toBeFocused();
  // So is what was found meanwhile.
  await expect(page.locator(".template .cm-lintRange-error")).toHaveText("ctx.nobody");
});
