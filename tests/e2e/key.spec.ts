import { expect, test } from "@playwright/test";
import { Playground } from "./playground.ts";

const KEY = "md-Qk3yS3cr3tNev3rLeak1";

test("the key appears in what is copied, and nowhere else", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const requests: string[] = [];
  page.on("request", (request) => requests.push(`${request.url()} ${request.postData() ?? ""} ${JSON.stringify(request.headers())}`));
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));

  const playground = await new Playground(page).open();
  await playground.key.fill(KEY);
  const template = await playground.copy("Template");
  expect(template).toContain(KEY);
  expect(template).not.toContain("{Your-Mailchimp-Api-Key}");
  const base64 = await playground.copy("Base64");
  expect(Buffer.from(base64, "base64").toString("utf8")).toBe(template);

  await playground.write(playground.template, 'function(ctx) { key: "{Your-Mailchimp-Api-Key}", oh: ctx.no }');
  await playground.says("Fails");
  await page.waitForTimeout(500);

  const everywhere = await page.evaluate(async () => ({
    local: JSON.stringify(localStorage),
    session: JSON.stringify(sessionStorage),
    cookie: document.cookie,
    address: location.href,
    databases: JSON.stringify(await indexedDB.databases()),
    caches: JSON.stringify(await caches.keys()),
    page: document.body.innerText,
    history: JSON.stringify(history.state),
  }));
  for (const [place, text] of Object.entries(everywhere)) {
    expect(text ?? "", `the key stands in ${place}`).not.toContain(KEY);
  }
  for (const line of [...requests, ...said]) {
    expect(line).not.toContain(KEY);
  }

  await page.reload();
  await playground.says("Fails");
  await expect(playground.key).toHaveValue("");
});

test("without a key the placeholder stays, and that is said", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const playground = await new Playground(page).open();
  expect(await playground.copy("Template")).toContain("{Your-Mailchimp-Api-Key}");
  await expect(page.locator(".artefacts")).toContainText(/placeholder/);
});
