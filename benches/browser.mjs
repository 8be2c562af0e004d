// Figures of the built page (`cargo xtask build` first): opening it, here and over a slow line, a keystroke to its body, a
// warm evaluation, a restart after a kill, the programs of benches/programs.json in the worker. Run with
// `node benches/browser.mjs`, or with the names of parts: open, slow, type, html, warm, restart, programs.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import { serve } from "./slow_line.mjs";

const PORT = "4191";
const here = new URL("../tests/e2e/serve.mjs", import.meta.url).pathname;
const server = spawn(process.execPath, [here], { env: { ...process.env, E2E_PORT: PORT }, stdio: "ignore" });
await new Promise((resolve) => setTimeout(resolve, 800));
const executablePath = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"].find((path) => path && existsSync(path));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
const quantile = (values, part) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * part)].toFixed(1);

const open = async () => {
  const page = await (await browser.newContext()).newPage();
  const start = performance.now();
  await page.goto(`http://localhost:${PORT}/hosted/here/`);
  await page.locator(".status .pill.good").waitFor();
  const took = performance.now() - start;
  // The page opens with the mail.
  await page.getByRole("tab", { name: "Body", exact: true }).click();
  return { page, took };
};
const parts = process.argv.slice(2);
const wanted = (part) => parts.length === 0 || parts.includes(part);

if (wanted("open")) {
  const cold = [];
  for (let run = 0; run < 10; run++) {
    const { page, took } = await open();
    cold.push(took);
    await page.context().close();
  }
  console.log(`cold open to first body: p50 ${quantile(cold, 0.5)} ms, p95 ${quantile(cold, 0.95)} ms`);
}

if (wanted("slow")) {
  const line = { port: 4195, bits: 1_600_000, roundTrip: 150 };
  const host = await serve(new URL("../dist/", import.meta.url).pathname, line);
  const times = { paint: [], editors: [], body: [], mail: [], ship: [], strip: [] };
  for (let run = 0; run < 5; run++) {
    const page = await (await browser.newContext()).newPage();
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    await page.addInitScript(() => {
      globalThis.seen = {};
      const look = (name, selector) => {
        if (globalThis.seen[name] === undefined && document.querySelector(selector)) globalThis.seen[name] = performance.now();
      };
      const watch = () => {
        look("editors", ".cm-content");
        look("body", ".status .pill.good");
        look("mail", "#face");
        look("ship", ".ship .form");
        look("strip", ".strip .cell.good");
      };
      new MutationObserver(watch).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
    });
    host.asked.length = 0;
    await page.goto(`http://localhost:${line.port}/`);
    await page.locator(".status .pill.good").waitFor();
    for (const more of [".ship .form", "#face", ".strip .cell.good"]) await page.locator(more).first().waitFor({ state: "attached", timeout: 60_000 });
    const seen = await page.evaluate(() => ({ ...globalThis.seen, paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime }));
    for (const name of Object.keys(times)) times[name].push(seen[name]);
    const twice = host.asked.filter((path, at) => host.asked.indexOf(path) !== at);
    if (twice.length > 0 && run === 0) console.log(`asked for twice: ${twice.join(", ")}`);
    await page.context().close();
  }
  host.close();
  const median = (name) => `${(Number(quantile(times[name], 0.5)) / 1000).toFixed(2)} s`;
  console.log(`1.6 Mbit/s, 150 ms, the page's processor at a quarter: first paint ${median("paint")}, editors ${median("editors")}, first body ${median("body")}, third step ${median("ship")}, mail ${median("mail")}, scenarios ${median("strip")}`);
}

const { page } = await open();
// Measured inside the page, from the input event to the body on the screen.
await page.evaluate(() => {
  globalThis.changes = [];
  let began = 0;
  document.querySelector("[aria-label='Template, Jsonnet']").addEventListener("beforeinput", () => (began = performance.now()), true);
  const body = document.querySelector("#result");
  new MutationObserver(() => {
    if (began > 0) globalThis.changes.push(performance.now() - began);
    began = 0;
  }).observe(body, { childList: true, subtree: true, characterData: true });
});
const type = async (text) => {
  await page.getByRole("textbox", { name: "Template, Jsonnet" }).click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
};
if (wanted("type")) {
  for (let run = 0; run < 50; run++) {
    await type(`function(ctx) { run: ${run}, mail: ctx.identity.traits.email }`);
    await page.getByText(`"run": ${run}`).waitFor();
  }
  const keys = await page.evaluate(() => globalThis.changes);
  console.log(`change to body on the screen: p50 ${quantile(keys, 0.5)} ms, p95 ${quantile(keys, 0.95)} ms`);
}

// The same with a mail whose html has 20 kB: in the body, and in the mail as it will read (its subject).
if (wanted("html")) {
  // Mostly words: Ory's request has 64 kB, and writes every angle bracket as six characters.
  const row = (at) => `<p style="margin: 8px 0">${"Every order is packed by hand. ".repeat(5)}<a href="https://acme.io/${at}">Order ${at}</a></p>`;
  const rows = Array.from({ length: 95 }, (_, at) => row(at)).join("\n");
  await type(`local run = 0;
function(ctx) { ip_pool: 'Run ' + run, key: '<key>', message: { from_email: 'hello@acme.io', to: [{ email: ctx.identity.traits.email }], subject: 'Run ' + run, html: |||
${rows.replace(/^/gm, "  ")}
||| } }`);
  for (const tab of ["Body", "Mail"]) {
    await page.getByRole("tab", { name: tab, exact: true }).click();
    await page.evaluate(() => (globalThis.changes = []));
    for (let run = 1; run <= 50; run++) {
      await page.getByRole("textbox", { name: "Template, Jsonnet" }).focus();
      await page.keyboard.press("ControlOrMeta+Home");
      await page.keyboard.press("Shift+End");
      await page.keyboard.insertText(`local run = ${run};`);
      await page.locator(tab === "Body" ? "#result .cm-content" : ".mail-head h3").filter({ hasText: new RegExp(`Run ${run}\\b`) }).waitFor();
    }
    const keys = await page.evaluate(() => globalThis.changes);
    console.log(`change of a template with ${(rows.length / 1000).toFixed(0)} kB of html to the ${tab === "Body" ? "body" : "mail"}: p50 ${quantile(keys, 0.5)} ms, p95 ${quantile(keys, 0.95)} ms`);
  }
}

if (wanted("restart")) {
  await type("function(ctx) local f(n) = f(n + 1) tailstrict; f(0)");
  await page.locator(".status .pill", { hasText: "Stopped" }).waitFor();
  const start = performance.now();
  await type("function(ctx) { after: 1 }");
  await page.locator(".status .pill", { hasText: "Sends" }).waitFor();
  console.log(`from a stopped template to the next body: ${(performance.now() - start).toFixed(0)} ms, typing included`);
}

// Asks the worker itself, as tests/e2e/engine.ts does; answers the microseconds it says each took.
const inWorker = (drafts, runs) =>
  page.evaluate(
    async ({ drafts, runs }) => {
      const rest = {
        action: { url: "https://mandrillapp.com/api/1.0/messages/send", method: "POST", ignore_response: false },
        placement: { places: ["registration/after/password"], project: "", workspace: "" },
      };
      const start = async () => {
        const worker = new Worker(document.querySelector("meta[name=worker]").content, { type: "module" });
        await new Promise((resolve) => (worker.onmessage = resolve));
        return worker;
      };
      let worker = await start();
      const all = [];
      for (const draft of drafts) {
        const times = [];
        const begun = performance.now();
        while (times.length === 0 || (times.length < runs && performance.now() - begun < 2000)) {
          worker.postMessage(JSON.stringify({ report: { run: 0, revision: 0, draft: { ...rest, ...draft } } }));
          const answer = await new Promise((resolve) => {
            worker.onerror = () => resolve(null);
            worker.onmessage = (event) => {
              const { report } = JSON.parse(event.data);
              // It says as well that it loads a part of itself.
              if (report !== undefined) resolve(report);
            };
          });
          if (answer === null) {
            // The browser's stack has ended: the page starts another worker, too.
            worker.terminate();
            worker = await start();
          }
          times.push(answer?.micros ?? Infinity);
        }
        all.push(times);
      }
      worker.terminate();
      return all;
    },
    { drafts, runs },
  );

const cases = (path) => readFileSync(new URL(`../tests/cases/${path}`, import.meta.url), "utf8");
if (wanted("warm")) {
  const draft = { template: "function(ctx) { mail: ctx.identity.traits.email }", ctx: cases("recorded/registration-after-password.json") };
  const welcome = { ...draft, template: cases("kratos/templates/welcome.jsonnet") };
  const [small, mail] = await inWorker([draft, welcome], 300);
  console.log(`report in the worker, warm: a small template ${quantile(small, 0.5)} µs, welcome ${quantile(mail, 0.5)} µs (a recorded context)`);
}

if (wanted("programs")) {
  const programs = Object.entries(JSON.parse(readFileSync(new URL("programs.json", import.meta.url), "utf8")));
  const times = await inWorker(programs.map(([, template]) => ({ template, ctx: '{"flow": {"id": "x"}}' })), 9);
  for (const [at, [name]] of programs.entries()) console.log(`${name.padEnd(24)}${(Math.min(...times[at]) / 1000).toFixed(2).padStart(10)} ms in the worker`);
}

await browser.close();
server.kill();
