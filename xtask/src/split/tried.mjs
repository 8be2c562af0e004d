// Opens a page whose modules tell which of their functions are called, as a first visitor does, and prints four lines: the
// numbers of the page's that come behind the first body, of those for it, and the workers' alike. `node tried.mjs FOLDER BROWSER`.
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { chromium } from "@playwright/test";

const [folder, executablePath] = process.argv.slice(2);
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".svg": "image/svg+xml" };

// A file whose name ends so comes this many milliseconds late.
let late = { end: "", by: 0 };
const server = createServer(async (request, response) => {
  const path = new URL(request.url, "http://localhost").pathname;
  const file = join(folder, path.endsWith("/") ? "index.html" : path);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return void response.writeHead(404).end();
  if (late.end !== "" && file.endsWith(late.end)) await new Promise((resolve) => setTimeout(resolve, late.by));
  response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
  createReadStream(file).pipe(response);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const address = `http://127.0.0.1:${server.address().port}/`;
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });

const called = () => Array.from(globalThis.called);
// When each function was first called: 1 for the first body, 2 behind it.
const found = { page: [], worker: [] };
const note = (when, calls, as) => calls.forEach((now, at) => now && (when[at] = Math.min(when[at] ?? 2, as ?? now)));
// A wide screen and a narrow one, by day and by night, with a service worker and where none is allowed; a slow machine
// that has its engine late, and one that has the page late; one whose line breaks off behind the first body.
const visits = [
  { width: 1440, height: 900, colorScheme: "light", serviceWorkers: "allow", slowness: 1, waitsFor: "", cutOff: false },
  { width: 390, height: 844, colorScheme: "dark", serviceWorkers: "block", slowness: 1, waitsFor: "", cutOff: true },
  { width: 1440, height: 900, colorScheme: "light", serviceWorkers: "block", slowness: 4, waitsFor: "worker_bg.wasm", cutOff: false },
  { width: 1440, height: 900, colorScheme: "light", serviceWorkers: "block", slowness: 4, waitsFor: "editor.js", cutOff: false },
];
for (const { width, height, colorScheme, serviceWorkers, slowness, waitsFor, cutOff } of visits) {
  late = { end: waitsFor, by: 3000 };
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, serviceWorkers, bypassCSP: true });
  const page = await context.newPage();
  const there = (what) => what.waitFor({ state: "attached", timeout: 60_000 });
  const says = (word) => there(page.locator(".status .pill", { hasText: word }));
  await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: slowness });
  await page.goto(address);
  await says("Sends");
  // The first worker answers for the first body alone; the others come behind it.
  for (const worker of page.workers()) {
    if (await worker.evaluate(() => self.name === "first")) note(found.worker, await worker.evaluate(called), 1);
  }
  // Somebody may type or paste already, and leave: what was typed is kept, and a page that is left can wait for nothing.
  const template = page.getByRole("textbox", { name: "Template, Jsonnet" });
  await template.focus();
  await page.keyboard.type(" ");
  await page.waitForTimeout(500);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText("function(ctx) { message: { subject: 'Hello' } }");
  await says("Mandrill refuses");
  await page.waitForTimeout(1000);
  await page.keyboard.press("ControlOrMeta+z");
  await page.waitForTimeout(1000);
  await page.evaluate(() => dispatchEvent(new Event("pagehide")));
  if (cutOff) {
    await page.evaluate(() => globalThis.comes(false));
    await page.waitForTimeout(3500);
  }
  await page.evaluate(() => globalThis.comes(true));
  // What comes of itself: the third step, the survey, the mail, words for screen readers, the count of findings.
  await there(page.locator(".strip .cell.good").first());
  await there(page.locator("#face"));
  await page.waitForTimeout(1000);
  // And what anybody does first: look at the body, and write something that is not right yet.
  await page.locator("#result-tab-1").dispatchEvent("click");
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.type("(");
  await says("Fails");
  await page.waitForTimeout(1000);
  await page.keyboard.press("Backspace");
  await page.waitForTimeout(2000);
  note(found.page, await page.evaluate(called));
  for (const worker of page.workers()) note(found.worker, await worker.evaluate(called), 2);
  // Who comes back finds what was kept.
  await page.reload();
  await says("Sends");
  note(found.page, await page.evaluate(called));
  await context.close();
}
await browser.close();
server.close();
const numbers = (when, wanted) => [...when.keys()].filter((at) => when[at] === wanted);
const lines = [found.page, found.worker].flatMap((when) => [numbers(when, 2), numbers(when, 1)]);
if (lines.some((line) => line.length === 0)) throw new Error("Nothing was called: is the first worker named `first`?");
for (const line of lines) console.log(line.join(" "));
