import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, type Page, test } from "@playwright/test";
import { Playground } from "./playground.ts";
import { TEST_MOUNT } from "./serve.mjs";

/** A template whose message has these members. */
function template(message: Record<string, unknown>, key = "{Your-Mailchimp-Api-Key}"): string {
  const to = [{ email: "ann@acme-mail.com" }];
  return `function(ctx) ${JSON.stringify({ key, message: { from_email: "hello@acme-mail.com", subject: "Hi", to, ...message } })}`;
}

async function mailOf(page: Page, message: Record<string, unknown>): Promise<Playground> {
  const playground = await new Playground(page).open();
  await playground.see("Mail");
  await playground.write(playground.template, template(message));
  return playground;
}

const shown = (page: Page) => page.frameLocator(".stage iframe:not(.back)");

test("the mail reads as its recipient will read it", async ({ page }) => {
  await mailOf(page, {
    subject: "Welcome, *|NAME|*",
    html: "<h1>Hello *|NAME|*</h1>",
    to: [{ email: "ann@acme-mail.com" }, { email: "bo@acme-mail.com" }],
    global_merge_vars: [{ name: "NAME", content: "friend" }],
    merge_vars: [{ rcpt: "ann@acme-mail.com", vars: [{ name: "name", content: "Ann" }] }],
  });
  const head = page.locator(".mail-head");
  await expect(head.getByRole("heading")).toHaveText("Welcome, Ann");
  await expect(shown(page).getByRole("heading")).toHaveText("Hello Ann");
  await head.getByRole("combobox").selectOption({ label: "bo@acme-mail.com" });
  await expect(head.getByRole("heading")).toHaveText("Welcome, friend");
  await expect(shown(page).getByRole("heading")).toHaveText("Hello friend");
  await page.getByRole("button", { name: "Source" }).click();
  await expect(shown(page).getByRole("heading")).toHaveText("Hello *|NAME|*");
});

test("while the draft is broken the last mail stays, dimmed, and the frame is not made anew for nothing", async ({ page }) => {
  const playground = await mailOf(page, { html: "<h1>Still here</h1>" });
  await expect(shown(page).getByRole("heading")).toHaveText("Still here");
  let loads = 0;
  page.on("framenavigated", () => (loads += 1));
  await playground.template.focus();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.insertText(" // a word that changes nothing");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(500);
  expect(loads).toBe(0);
  await playground.write(playground.template, `${template({ html: "<h1>Still here</h1>" })} }`);
  await playground.says("Fails");
  await expect(page.locator(".mail-view")).toHaveClass(/stale/);
  await expect(shown(page).getByRole("heading")).toHaveText("Still here");
});

test("images from elsewhere are asked for only when the user says so", async ({ page }) => {
  // A server of its own: the frame is a process of its own, whose first requests an interception may miss.
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    await mailOf(page, { html: `<p>Hi</p><img src='http://localhost:${port}/a.png' alt='x'>` });
    await expect(page.getByText("1 image from elsewhere is not loaded.")).toBeVisible();
    await page.waitForTimeout(300);
    expect(asked).toEqual([]);
    await page.getByRole("button", { name: "Load them" }).click();
    await expect.poll(() => asked).toEqual(["/a.png"]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test("links are listed with where they lead, and none can be followed", async ({ page }) => {
  await mailOf(page, { html: "<a href='https://evil.io/x'>https://acme-mail.com/login</a>" });
  await shown(page).getByText("acme-mail.com/login").click();
  await expect(shown(page).getByText("acme-mail.com/login")).toBeVisible();
  await page.getByRole("tab", { name: /^Links/ }).click();
  await expect(page.getByText("It shows acme-mail.com and leads to evil.io.")).toBeVisible();
});

const css = "<p style='display:flex'>Hi</p>\n<video src='a.mp4'></video>";

test("what clients make of it is fetched when asked for, and follows the mail", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("caniemail.json")) asked.push(request.url());
  });
  const playground = await mailOf(page, { html: css });
  await expect(shown(page).getByText("Hi")).toBeVisible();
  expect(asked).toEqual([]);
  await page.getByRole("tab", { name: "Clients" }).click();
  // A client's share, and what it leaves out.
  const gmail = page.getByRole("button", { name: /^Gmail on the web: \d+ %, 1 left out/ });
  await expect(gmail).toBeVisible();
  await gmail.click();
  await expect(page.locator("#features-of")).toBeFocused();
  await expect(page.locator("#features-of")).toHaveText(/^Gmail on the web: 1 left out/);
  await expect(page.locator(".features")).toContainText("<video>");
  await page.getByRole("button", { name: "All clients" }).click();
  // A feature, who leaves it out, and where it is written.
  await page.locator(".features summary").filter({ hasText: "<video>" }).click();
  await expect(page.locator(".features")).toContainText(/Left out by .*Gmail/);
  await page.getByRole("button", { name: "line 2 <video src='a.mp4'>" }).click();
  const chosen = () => page.evaluate(() => document.getSelection()?.toString());
  await expect.poll(chosen).toBe("<video src='a.mp4'>");
  // It follows, and asks no more.
  await playground.write(playground.template, template({ html: "<p style='display:flex'>Hi</p>" }));
  await expect(page.locator(".features")).not.toContainText("<video>");
  await expect(page.locator(".features")).toContainText("display:flex");
  expect(asked).toHaveLength(1);
});

test("what clients make of it says plainly that it cannot be fetched, and tries again", async ({ page }) => {
  await page.route("**/caniemail.json", (route) => route.fulfill({ status: 503, body: "" }));
  await mailOf(page, { html: css });
  await page.getByRole("tab", { name: "Clients" }).click();
  await expect(page.getByRole("alert")).toContainText("The page’s own server answers 503 instead of the file.");
  await page.unroute("**/caniemail.json");
  await page.route("**/caniemail.json", (route) => route.fulfill({ body: "<html>" }));
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("alert")).toContainText("cannot be read");
  await page.unroute("**/caniemail.json");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("button", { name: /^Gmail on the web/ })).toBeVisible();
});

test("the request is copied without the key unless it is asked for", async ({ page }) => {
  const playground = await mailOf(page, { text: "Hi" });
  await playground.see("Request");
  await page.getByRole("tab", { name: "curl", exact: true }).click();
  const copy = async () => {
    await page.getByRole("button", { name: "Copy request" }).click();
    await expect(page.getByText(/^Copied, with/)).toBeVisible();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  await playground.key.fill("md-0123456789abcdefghijkl");
  expect(await copy()).not.toContain("md-0123");
  await page.getByLabel("Copy with the key").check();
  expect(await copy()).toContain('"key": "md-0123456789abcdefghijkl"');
  await expect(page.locator("#request")).not.toContainText("md-0123");
});

test("what happens then is told for the chosen answer", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.see("Ory");
  await page.getByLabel("If Mandrill answers").selectOption("none");
  await expect(page.locator(".then")).toContainText("up to 93 seconds");
});

test.describe("a test mail", () => {
  const send = async (page: Page, key: string) => {
    await page.goto(TEST_MOUNT);
    const playground = new Playground(page);
    await expect(playground.status.locator(".pill")).toHaveText(/^Sends/, { timeout: 15_000 });
    await playground.write(playground.template, template({ text: "Hi" }));
    await playground.key.fill(key);
    await playground.see("Request");
    await page.getByRole("button", { name: "Send a test…" }).click();
    const dialog = page.getByRole("dialog", { name: "Send a test mail" });
    await expect(dialog).toContainText("ann@acme-mail.com");
    await expect(dialog).toContainText(`…${key.slice(-4)}`);
    await dialog.getByRole("button", { name: "Send it" }).click();
    return dialog;
  };

  test("is sent after a yes, and its answer explained", async ({ page }) => {
    await expect(await send(page, "md-0123456789abcdefg-good")).toContainText("handed to delivery");
  });

  for (const [key, words] of [
    ["md-0123456789abcd-unsigned", "domain is not verified"],
    ["md-0123456789abcde-revoked", "Invalid API key"],
    ["md-0123456789abcde-toomany", "Too many requests"],
    ["md-0123456789abcde-refused", "as curl"],
  ] as const) {
    test(`tells plainly what is wrong: ${key.split("-").at(-1)}`, async ({ page }) => {
      await expect(await send(page, key)).toContainText(words);
    });
  }

  test("can be stopped", async ({ page }) => {
    const dialog = await send(page, "md-0123456789abcdefg-slow");
    await expect(dialog).toContainText("Sending…");
    await dialog.getByRole("button", { name: "Stop" }).click();
    await expect(dialog).toContainText("Stopped.");
  });
});

interface Hostile {
  name: string;
  where: string;
  payload: string;
  click?: string;
}

const rows: Hostile[] = readFileSync(new URL("../cases/mandrill/hostile.jsonl", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line) as Hostile);

/** Puts a payload where it belongs. */
async function put(playground: Playground, { where, payload }: Hostile): Promise<void> {
  const { page } = playground;
  const write = (message: Record<string, unknown>, key?: string) => playground.write(playground.template, template(message, key));
  const html = "<p>Hi</p>";
  switch (where) {
    case "html":
    case "text":
      return write({ [where]: payload });
    case "subject":
    case "from_name":
      return write({ [where]: payload, html });
    case "to_name":
      return write({ to: [{ email: "a@acme-mail.com", name: payload }], html });
    case "merge":
      return write({ html: "<p>{{{x}}}</p>", merge_language: "handlebars", global_merge_vars: [{ name: "x", content: payload }] });
    case "image_name":
      return write({ html: `<img src="cid:${payload}" alt="x">`, images: [{ type: "image/png", name: payload, content: "aGk=" }] });
    case "ctx":
    case "ctx_field":
    case "ctx_json": {
      const ctx = where === "ctx_json" ? payload : JSON.stringify({ x: where === "ctx" ? payload : { [payload]: 1 } });
      await playground.write(playground.context, ctx);
      const reads = 'function(ctx) { message: { html: std.toString(std.get(ctx, "x", ctx)), subject: std.toString(ctx), to: [] } }';
      return playground.write(playground.template, reads);
    }
    case "share":
      await page.goto(`./${payload}`);
      return playground.says("Sends");
    case "key_field":
      await playground.key.fill(payload);
      return write({ html });
    case "project":
      await page.getByLabel("Project", { exact: true }).fill(payload);
      return write({ html });
    default:
      // A template, and what is pasted for one.
      return playground.write(playground.template, payload);
  }
}

// The last part is what is shown as html, while a click on the mail is followed: then the page may look into the frame.
const inHtml = rows.filter(({ where }) => ["html", "merge", "image_name"].includes(where));
const parts = [0, 1, 2].map((part) => rows.filter((_, at) => at % 3 === part));
for (const [part, tried] of [...parts, inHtml].entries()) {
  const traced = tried === inHtml;
  test(`nothing hostile gets a foothold, part ${part + 1}`, async ({ page, context }) => {
    test.setTimeout(180_000);
    const seen: string[] = [];
    page.on("console", (message) => {
      if (/hostile|ERR_UNSAFE_PORT/.test(message.text())) seen.push(message.text());
    });
    page.on("request", (request) => {
      if (request.url().includes("127.0.0.1:9")) seen.push(`asked: ${request.url()}`);
    });
    page.on("dialog", (dialog) => seen.push(`dialog: ${dialog.message()}`));
    context.on("page", (other) => seen.push(`popup: ${other.url()}`));
    const playground = await new Playground(page).open();
    await playground.see("Mail");
    const base = page.url();
    if (traced) {
      await playground.write(playground.template, template({ html: "<p>Hi</p>" }));
      await page.getByRole("button", { name: "Trace" }).click();
    }
    for (const row of tried) {
      await put(playground, row);
      await page.waitForTimeout(250);
      if (row.click !== undefined) {
        // The element may be gone, which is as good.
        await shown(page).locator(row.click).first().click({ timeout: 400, force: true }).catch(() => undefined);
        await page.waitForTimeout(100);
      }
      expect(seen, row.name).toEqual([]);
      expect(page.url().split("#")[0], row.name).toBe(base.split("#")[0]);
      for (const frame of page.frames().slice(1)) expect(frame.url(), row.name).toMatch(/^about:(srcdoc|blank)$|^$/);
      // The page is still there, uncovered, and answers a key.
      const covered = await page.evaluate(() => document.elementFromPoint(20, 20)?.closest("header") === null);
      expect(covered, row.name).toBe(false);
      await page.getByRole("tab", { name: /^Mail/ }).press("ArrowRight");
      await expect(page.getByRole("tab", { name: /^Body/ }), row.name).toHaveAttribute("aria-selected", "true");
      await page.getByRole("tab", { name: /^Body/ }).press("ArrowLeft");
    }
  });
}
