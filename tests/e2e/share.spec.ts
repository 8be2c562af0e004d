import { readFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";
import { expect, type Page, test } from "@playwright/test";
import { Playground } from "./playground.ts";

type Golden = { name: string; fragment: string; draft: { template: string; ctx: string; placement: { places: string[] } } };
const golden = readFileSync(new URL("../cases/links/v1.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Golden);

const share = async (page: Page): Promise<void> => {
  await page.getByRole("button", { name: "Share", exact: true }).click();
};
const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
// What the browser keeps, once it has kept this.
async function kept(page: Page, part: string): Promise<{ template: string; ctx: string; placement: { places: string[] } }> {
  const read = () => page.evaluate(() => sessionStorage.getItem("ory-actions-playground.draft") ?? "");
  await expect.poll(read).toContain(part);
  return (JSON.parse(await read()) as { draft: { template: string; ctx: string; placement: { places: string[] } } }).draft;
}

test("a link opens in another tab with the same draft, and the first tab keeps its own", async ({ page, context }) => {
  const playground = await new Playground(page).open();
  await playground.choose("Login by password");
  await playground.write(playground.template, 'function(ctx) { shared: ctx.flow.id, e: "é🦀" }');
  await playground.says("Sends");
  await playground.key.fill("md-abcdefghijklmnop12345");
  await share(page);
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByText(/^Copied: the link, \d+ characters\.$/)).toBeVisible();
  const link = await clipboard(page);
  expect(link).toMatch(/#d1\.[\w-]+$/);
  expect(link.length).toBeLessThan(2_400);
  await expect(page.getByLabel("The link")).toHaveValue(link);
  await page.getByRole("button", { name: "Close", exact: true }).click();
  const mine = await kept(page, "shared: ctx.flow.id");
  await playground.write(playground.template, "function(ctx) { later: 1 }");
  await kept(page, "later: 1");

  const other = await context.newPage();
  const opened = await new Playground(other).open(link);
  await expect(opened.template).toContainText("shared: ctx.flow.id");
  expect(new URL(other.url()).hash, "a reload must not open it once more").toBe("");
  const theirs = await kept(other, "shared: ctx.flow.id");
  expect([theirs.template, theirs.ctx, theirs.placement]).toEqual([mine.template, mine.ctx, mine.placement]);
  await expect(opened.key).toHaveValue("");
  await other.getByRole("button", { name: "Undo" }).click();
  await expect(opened.template, "what was there before the link").toContainText("later: 1");
  await expect(playground.template).toContainText("later: 1");
  await page.reload();
  await expect(playground.template, "the first tab's own work").toContainText("later: 1");
});

test("what looks like a secret is named and left out", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.own("Recorded", '{ "request_cookies": { "ory_session": "MTcwMDAwMDAwMHxhYmNkZWZnaGlqa2xtbm9w" }, "flow": { "id": "1" } }');
  await share(page);
  await expect(page.getByRole("dialog")).toContainText("This looks like secrets");
  await expect(page.getByRole("dialog")).toContainText("ctx.request_cookies.ory_session");
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByText(/^Copied: the link/)).toBeVisible();
  const without = await clipboard(page);
  await page.getByLabel("Leave them out").uncheck();
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect.poll(() => clipboard(page)).not.toBe(without);
  await page.keyboard.press("Escape");
  await page.goto("about:blank");
  await page.goto(without);
  const opened = new Playground(page);
  await expect(opened.context).toContainText("left-out");
  await expect(opened.context).not.toContainText("MTcwMDAw");
});

test("as Markdown and as a frame", async ({ page }) => {
  await new Playground(page).open();
  await share(page);
  await page.getByRole("button", { name: "Copy as Markdown" }).click();
  await expect(page.getByText(/^Copied: Markdown/)).toBeVisible();
  expect(await clipboard(page)).toMatch(/^\[Open in the Ory Actions Playground\]\(http.*#d1\..*\)\n\n```jsonnet\nfunction\(ctx\)/);
  await page.getByRole("button", { name: "Copy as frame" }).click();
  await expect(page.getByText(/^Copied: a frame/)).toBeVisible();
  expect(await clipboard(page)).toMatch(/^<iframe src="http[^"]*\?embed=1#d1\./);
});

test("links of version 1 open as they did", async ({ page }) => {
  test.setTimeout(90_000);
  for (const { name, fragment, draft } of golden) {
    await test.step(name, async () => {
      await page.goto("about:blank");
      await page.goto(`./#${fragment.replace(/^#/, "")}`);
      await expect(page.getByText("The link is open.")).toBeVisible();
      await page.evaluate(() => dispatchEvent(new Event("pagehide")));
      const opened = await page.evaluate(() => JSON.parse(sessionStorage.getItem("ory-actions-playground.draft") ?? "{}").draft);
      expect(opened).toMatchObject({ template: draft.template, ctx: draft.ctx, placement: draft.placement });
    });
  }
});

test("a damaged, a newer and an exploding link are told, and the work stays", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, "function(ctx) { mine: 1 }");
  const bomb = deflateRawSync(Buffer.alloc(50_000_000, 32), { level: 9 }).toString("base64url");
  for (const [fragment, says] of [
    ["d1.AAAA", "it is damaged"],
    [golden[0]!.fragment.replace(/^#/, "").slice(0, -40), "it is damaged"],
    ["d7.AAAA", "a newer page wrote it (version 7"],
    [`d1.${bomb}`, "it would unpack to more than 8 MB"],
  ] as const) {
    await page.evaluate((fragment) => { location.hash = fragment; }, fragment);
    await expect(page.getByText("The link was not opened")).toContainText(says);
    await expect(page.getByText("Your work is as it was.")).toBeVisible();
    await expect(playground.template).toContainText("mine: 1");
    await page.getByRole("button", { name: "Dismiss" }).click();
  }
});

test("a link put into the address of an open page can be undone", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, "function(ctx) { mine: 1 }");
  await page.evaluate((fragment) => { location.hash = fragment; }, golden[1]!.fragment);
  await expect(playground.template).toContainText("A welcome in HTML");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(playground.template).toContainText("mine: 1");
});

test("a clipboard that is denied leaves the link to be selected", async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await new Playground(page).open();
  await share(page);
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByText("The browser refused to copy. The link stands in the field")).toBeVisible();
  await page.getByLabel("The link").focus();
  expect(await page.evaluate(() => getSelection()?.toString() || (document.activeElement as HTMLInputElement).value)).toContain("#d1.");
});
