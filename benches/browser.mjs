// Figures of the built page (`cargo xtask build` first): cold open to the first body, a keystroke to its body, a restart
// after a kill, every scenario at once. Run with `node benches/browser.mjs`.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

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
  await page.locator(".pill.good").waitFor();
  return { page, took: performance.now() - start };
};
const cold = [];
for (let run = 0; run < 10; run++) {
  const { page, took } = await open();
  cold.push(took);
  await page.context().close();
}
console.log(`cold open to first body: p50 ${quantile(cold, 0.5)} ms, p95 ${quantile(cold, 0.95)} ms`);

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
for (let run = 0; run < 50; run++) {
  await type(`function(ctx) { run: ${run}, mail: ctx.identity.traits.email }`);
  await page.getByText(`"run": ${run}`).waitFor();
}
const keys = await page.evaluate(() => globalThis.changes);
console.log(`change to body on the screen: p50 ${quantile(keys, 0.5)} ms, p95 ${quantile(keys, 0.95)} ms`);

await type("function(ctx) local f(n) = f(n + 1) tailstrict; f(0)");
await page.getByText("Stopped", { exact: true }).waitFor();
const start = performance.now();
await type("function(ctx) { after: 1 }");
await page.locator(".pill.good").waitFor();
console.log(`from a stopped template to the next body: ${(performance.now() - start).toFixed(0)} ms, typing included`);

await browser.close();
server.kill();
