// The page opens without a network, and a newer version of it waits until it is wanted.
import { createServer, type Server } from "node:http";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { expect, type Page, test } from "@playwright/test";
import { fileFor, MOUNT, typeOf } from "./serve.mjs";
import { Playground } from "./playground.ts";

test.use({ serviceWorkers: "allow" });

/** Until every file is kept and this page is served from them. */
async function kept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller === null) {
      await new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }));
    }
  });
}

test("opens and works without a network after the first visit", async ({ page, context }) => {
  const playground = await new Playground(page).open();
  await kept(page);
  await context.setOffline(true);
  await page.reload();
  await playground.write(playground.template, "function(ctx) { kept: 'here' }");
  await playground.see("Body");
  await expect(playground.body).toContainText('"kept": "here"');
  // All of the editor is kept, too.
  await playground.template.press("ControlOrMeta+f");
  await expect(page.locator(".template .cm-search")).toBeVisible();
});

test("what mail clients support is kept once it was asked for", async ({ page, context }) => {
  const playground = await new Playground(page).open();
  await kept(page);
  const ask = async () => {
    await playground.see("Mail");
    await page.getByRole("tab", { name: "Clients" }).click();
  };
  await context.setOffline(true);
  await ask();
  await expect(page.getByRole("alert")).toContainText("This browser is offline");
  await context.setOffline(false);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("button", { name: /^Gmail on the web/ })).toBeVisible();
  await context.setOffline(true);
  await page.reload();
  await ask();
  await expect(page.getByRole("button", { name: /^Gmail on the web/ })).toBeVisible();
});

test("asks nothing of the network once it has loaded and is kept", async ({ page }) => {
  const playground = await new Playground(page).open();
  await kept(page);
  await page.waitForLoadState("networkidle");
  const asked: string[] = [];
  // What the service worker answers from what is kept asks nobody.
  page.on("response", (response) => {
    if (!response.fromServiceWorker()) asked.push(response.url());
  });
  await playground.write(playground.template, "function(ctx) { a: 1 }");
  await expect(playground.body).toContainText('"a": 1');
  expect(asked).toEqual([]);
});

test.describe("a newer version", () => {
  let server: Server;
  let newer = false;
  let address = "";

  test.beforeEach(async () => {
    newer = false;
    server = createServer((request, response) => {
      const path = new URL(request.url ?? "/", "http://localhost").pathname;
      const file = fileFor(path);
      if (file === undefined) {
        response.writeHead(404).end();
        return;
      }
      let content: Buffer | string = readFileSync(file);
      if (newer && file.endsWith("index.html")) content = content.toString().replace("<title>", "<title>Newer: ");
      if (newer && file.endsWith("sw.js")) content = content.toString().replace(/VERSION = ".*"/, 'VERSION = "newer"');
      response.writeHead(200, { "content-type": typeOf(file), "cache-control": "no-cache" }).end(content);
    });
    await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
    address = `http://localhost:${(server.address() as AddressInfo).port}${MOUNT}`;
  });

  test.afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  test("is told of, waits, and is taken with nothing lost", async ({ page, context }) => {
    const playground = await new Playground(page).open(address);
    await kept(page);
    newer = true;
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    const reload = page.getByRole("button", { name: "New version: reload" });
    await expect(reload).toBeVisible();
    // A second page of the old version goes on beside it.
    const beside = await context.newPage();
    await new Playground(beside).open(address);
    await expect(beside).not.toHaveTitle(/Newer/);
    await beside.close();

    await playground.write(playground.template, "function(ctx) { typed: 'before' }");
    await expect(playground.body).toContainText('"typed": "before"');
    await expect(page).not.toHaveTitle(/Newer/);
    await reload.click();
    await expect(page).toHaveTitle(/Newer/);
    await playground.see("Body");
    await expect(playground.body).toContainText('"typed": "before"');
  });
});
