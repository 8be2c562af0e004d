// An https address is fetched on the user's word, by a frame that reaches nothing; a real server answers.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { Playground } from "./playground.ts";
import { MOUNT } from "./serve.mjs";

test.use({ ignoreHTTPSErrors: true });

const TEMPLATE = "function(ctx) { fetched: ctx.flow.id }\n";
const OPEN = { "access-control-allow-origin": "*", "content-type": "text/plain" };

let server: Server;
let address = "";
let asked: IncomingMessage[] = [];

function answer(request: IncomingMessage, response: ServerResponse): void {
  asked.push(request);
  const say = (status: number, headers: Record<string, string>, body: string | Buffer = "") => response.writeHead(status, headers).end(body);
  switch (request.url) {
    case "/mail.jsonnet":
    case "/template?v=1":
      say(200, OPEN, TEMPLATE);
      break;
    case "/mail":
      say(302, { ...OPEN, location: "/mail.jsonnet" });
      break;
    case "/insecure":
      say(302, { ...OPEN, location: "http://localhost:9/mail.jsonnet" });
      break;
    case "/action.json": {
      const config = { url: "https://example.org/x", method: "POST", body: `${address}/template?v=1` };
      say(200, OPEN, JSON.stringify({ hook: "web_hook", config }));
      break;
    }
    case "/closed":
      say(200, { "content-type": "text/plain" }, TEMPLATE);
      break;
    case "/page":
      say(200, { ...OPEN, "content-type": "text/html" }, "<!doctype html><title>A page</title>");
      break;
    case "/picture":
      say(200, OPEN, Buffer.from([0x89, 0x50, 0xff, 0x00]));
      break;
    case "/large":
      say(200, OPEN, "x".repeat(5_000_001));
      break;
    case "/slow":
      // It begins, and never ends.
      response.writeHead(200, OPEN).write("function(ctx)");
      break;
    case "/private":
      say(403, OPEN);
      break;
    case "/failing":
      say(503, OPEN);
      break;
    default:
      say(404, OPEN);
  }
}

test.beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "fetch-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", key, "-out", cert];
  execFileSync("openssl", made, { stdio: "ignore" });
  server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, answer);
  rmSync(folder, { recursive: true });
  await new Promise<void>((ready) => server.listen(0, "localhost", ready));
  address = `https://localhost:${(server.address() as AddressInfo).port}`;
});

test.afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test.beforeEach(() => {
  asked = [];
});

const dialog = (page: Page) => page.getByRole("dialog", { name: "Import" });
const button = (page: Page, name: "Fetch" | "Stop" | "Try again") => dialog(page).getByRole("button", { name: new RegExp(`^${name} https://`) });
const frames = (page: Page) => page.locator("iframe[src$='fetch.html']");

async function paste(page: Page, text: string): Promise<void> {
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.getByLabel("What to import").fill(text);
}

test("an address is asked when that is pressed and not before; what came is shown, and replaces nothing until it is opened", async ({ page }) => {
  const playground = await new Playground(page).open();
  const before = "function(ctx) { mine: 1 }";
  await playground.write(playground.template, before);
  await playground.key.fill("md-mine00000000000000000");
  const requests: string[] = [];
  // The rest of the page itself may still be coming.
  page.on("request", (request) => request.url().includes(MOUNT) || requests.push(request.url()));
  await paste(page, `${address}/mail`);
  const host = new URL(address).host;
  await expect(dialog(page)).toContainText(`${host} will see your IP address and that you asked.`);
  expect([requests, asked.length]).toEqual([[], 0]);

  await button(page, "Fetch").click();
  await expect(dialog(page)).toContainText(`Read: mail from ${host}.`);
  await expect(frames(page)).toHaveCount(0);
  expect(asked.map((request) => request.url)).toEqual(["/mail", "/mail.jsonnet"]);
  for (const { headers } of asked) {
    expect(headers.origin, "an origin that says nothing").toBe("null");
    expect([headers.cookie, headers.referer, headers.authorization]).toEqual([undefined, undefined, undefined]);
    expect(JSON.stringify(headers)).not.toContain("md-mine");
  }
  await expect(playground.template).toContainText("mine: 1");
  await expect(dialog(page).getByRole("button", { name: /^Open/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(playground.template).toContainText("fetched: ctx.flow.id");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(playground.template).toContainText("mine: 1");
});

test("each refusal says why and what to do, and can be tried again", async ({ page }) => {
  await new Playground(page).open();
  for (const [path, says] of [
    ["/closed", /answers, but does not let other pages read it.*paste/],
    ["/missing", /nothing at this address \(HTTP 404\)/],
    ["/private", /wants to know who asks \(HTTP 403\)/],
    ["/failing", /failed \(HTTP 503\)\. Try again later/],
    ["/page", /a web page, not the file itself/],
    ["/picture", /no text in UTF-8/],
    ["/large", /more than 5 MB/],
    ["/insecure", /not https, which is not followed/],
  ] as const) {
    await test.step(path, async () => {
      await paste(page, address + path);
      await button(page, "Fetch").click();
      await expect(dialog(page).locator(".fetch .note")).toContainText(says);
      await expect(button(page, "Try again")).toBeFocused();
      await expect(frames(page)).toHaveCount(0);
      await page.keyboard.press("Escape");
    });
  }
  await paste(page, "https://localhost:9/nobody");
  await button(page, "Fetch").click();
  await expect(dialog(page).locator(".fetch .note")).toContainText("Nobody could be reached at localhost:9");
  for (const text of ["http://example.org/mail.jsonnet", "https://me:secret@example.org/mail.jsonnet"]) {
    await page.getByLabel("What to import").fill(text);
    await expect(dialog(page).locator(".message")).toContainText(/paste or drop what it shows/);
    await expect(button(page, "Fetch")).toHaveCount(0);
  }
});

test("what takes too long ends by itself, or when it is stopped", async ({ page }) => {
  await new Playground(page).open();
  await paste(page, `${address}/slow`);
  await button(page, "Fetch").click();
  await expect(dialog(page)).toContainText(`Asking ${new URL(address).host}…`);
  await button(page, "Stop").click();
  await expect(dialog(page)).toContainText("Stopped. Nothing was taken over.");
  await expect(frames(page)).toHaveCount(0);
  await button(page, "Try again").click();
  await expect(dialog(page).locator(".fetch .note")).toContainText("did not answer in full within 15 seconds", { timeout: 20_000 });
  // Closed in the middle, the question goes with the dialog.
  await button(page, "Try again").click();
  await expect(frames(page)).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(frames(page)).toHaveCount(0);
});

test("the template that a hook has at an address is fetched into it", async ({ page }) => {
  const playground = await new Playground(page).open();
  await paste(page, `${address}/action.json`);
  await button(page, "Fetch").click();
  await expect(dialog(page)).toContainText("without its template");
  await button(page, "Fetch").click();
  await expect(dialog(page)).not.toContainText("without its template");
  await dialog(page).getByRole("button", { name: /^Open/ }).click();
  await expect(playground.template).toContainText("fetched: ctx.flow.id");
  expect(asked.map((request) => request.url)).toEqual(["/action.json", "/template?v=1"]);
});

test("the frame reaches nothing of the page, and takes no orders from elsewhere", async ({ page, baseURL }) => {
  const playground = await new Playground(page).open();
  await playground.key.fill("md-mine00000000000000000");
  await paste(page, `${address}/slow`);
  await button(page, "Fetch").click();
  await expect.poll(() => asked.length).toBe(1);
  const frame = page.frames().find((one) => one.url().endsWith("/fetch.html"))!;
  const reached = await frame.evaluate(() => {
    const reach = (what: () => unknown) => {
      try {
        return String(what());
      } catch (why) {
        return (why as Error).name;
      }
    };
    return {
      origin: self.origin,
      page: reach(() => parent.document.title),
      local: reach(() => localStorage.length),
      session: reach(() => sessionStorage.length),
      cookies: reach(() => document.cookie),
      top: reach(() => (top!.location.href = "https://example.org/")),
    };
  });
  expect(reached).toEqual({
    origin: "null", page: "SecurityError", local: "SecurityError", session: "SecurityError", cookies: "SecurityError", top: "SecurityError",
  });
  // Outside a sandbox, or for a page of another site, it asks nobody.
  const other = await page.context().newPage();
  const url = new URL("fetch.html", baseURL).href;
  await other.goto(url);
  await other.evaluate((to) => postMessage(to, "*"), `${address}/mail.jsonnet`);
  await other.goto(`${address}/page`);
  const stood = await other.evaluate(
    async ([url, to]) => {
      const frame = document.createElement("iframe");
      frame.setAttribute("sandbox", "allow-scripts");
      frame.src = url!;
      await new Promise((done) => (frame.addEventListener("load", done), document.body.append(frame)));
      frame.contentWindow!.postMessage(to, "*");
      await new Promise((done) => setTimeout(done, 300));
      return frame.contentWindow!.length === 0;
    },
    [url, `${address}/mail.jsonnet`],
  );
  expect([stood, other.frames().some((one) => one.url() === url)]).toEqual([true, true]);
  expect(asked.map((request) => request.url).filter((path) => path === "/mail.jsonnet")).toEqual([]);
});
