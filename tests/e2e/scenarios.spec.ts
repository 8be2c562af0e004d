import { expect, test } from "@playwright/test";
import { Playground } from "./playground.ts";

const GUARDED = `function(ctx)
  local mails = [a.value for a in std.get(ctx.identity, "verifiable_addresses", []) if a.via == "email"];
  if mails == [] then error "cancel: nobody to mail" else { to: mails[0] }
`;

test("a scenario is found by typing and chosen by keyboard", async ({ page }) => {
  const playground = await new Playground(page).open();
  await page.locator(".context .pick").click();
  const search = page.getByRole("combobox", { name: "Scenarios: search" });
  await expect(search).toBeFocused();
  await search.fill("login totp");
  await expect(page.getByRole("listbox", { name: "Scenarios" }).getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Scenarios" })).toBeHidden();
  await expect(page.locator(".context .pick")).toContainText("authenticator app");
  await expect(playground.context).toContainText('"requested_aal": "aal2"');
});

test("an edited context is kept as a scenario of one's own", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.context, '{ "flow": { "id": "mine" } }');
  await playground.choose("Recovered by code");
  await expect(playground.context).not.toContainText("mine");
  await playground.choose("Registration by password, mine");
  await expect(playground.context).toContainText('"id": "mine"');

  const name = page.getByLabel("Name of this scenario");
  await name.fill("A strange one");
  await name.press("Enter");
  await playground.choose("A strange one");
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("“A strange one” is deleted.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await playground.choose("A strange one");
  await expect(playground.context).toContainText('"id": "mine"');
});

test("the form and the JSON never disagree", async ({ page }) => {
  const playground = await new Playground(page).open();
  const mail = page.getByLabel("E-mail", { exact: true });
  await expect(mail).toHaveValue("ada@example.org");
  await mail.fill("new@example.net");
  await mail.press("Enter");
  await expect(playground.body).toContainText("new@example.net");
  await playground.write(playground.template, "function(ctx) { said: [a.verified for a in ctx.identity.verifiable_addresses] }");
  await expect(playground.body).toContainText("false");
  await page.getByLabel("Verified").check();
  await expect(playground.body).toContainText("true");
  await playground.write(playground.context, '{ "identity": { "traits": { "email": "typed@example.net" } } }');
  await expect(mail).toHaveValue("typed@example.net");
  await expect(page.getByLabel("First name")).toBeHidden();
});

test("a pasted wrapper is recognised and converted on request", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.context, '{"ctx": {"flow": {"id": "f"}, "request_method": "GET", "identity": {"traits": {"email": "a@b.c"}}}}');
  await expect(page.getByText(/stands inside/)).toBeVisible();
  await page.getByRole("button", { name: "Take the context out of it" }).click();
  await expect(page.getByText(/stands inside/)).toBeHidden();
  await expect(page.getByLabel("E-mail", { exact: true })).toHaveValue("a@b.c");
});

test("what Ory never sends is marked in the context", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, "function(ctx) { a: 1 }");
  await playground.write(playground.context, '{ "transient_payload": {}, "flow": { "state": "done" } }');
  // Each text in it is a stretch of its own, for writing from right to left.
  const marked = async () => (await page.locator(".context .cm-lintRange-warning").allTextContents()).join("");
  await expect.poll(marked).toBe('"transient_payload": {}"done"');
  await playground.see("Checks");
  await expect(page.locator(".checks")).toContainText("flow.transient_payload");
});

test("the strip shows every scenario, teaches, and opens the one that fails", async ({ page }) => {
  const playground = await new Playground(page).open();
  await expect(playground.strip).toContainText(/6 send · 2 send without a mail · 2 fail/);
  await playground.see("Checks");
  await expect(page.locator(".checks")).toContainText(/Fails in 2 of 10 scenarios/);
  await playground.strip.getByRole("button", { name: /username only: fails at line/ }).click();
  await playground.says("Fails");
  await expect(page.locator(".context .pick")).toContainText("username");

  await page.locator(".checks .error").getByRole("button", { name: "Apply" }).click();
  await playground.says("Cancelled");
  await expect(playground.strip).toContainText(/0 fail/);

  await playground.write(playground.template, GUARDED);
  await playground.strip.getByRole("button", { name: "Run every scenario" }).click();
  await expect(playground.strip).toContainText("of 72");
});

test("examples open with their scenario, and Undo brings the old work back", async ({ page }) => {
  const playground = await new Playground(page).open();
  await page.getByRole("button", { name: "Examples" }).click();
  await page.getByRole("option", { name: /Address changed/ }).click();
  await expect(playground.template).toContainText("Writes to the old address");
  await playground.says("Sends");
  await expect(playground.body).toContainText('"email": "ada@example.org"');
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(playground.template).toContainText("Welcome aboard");
});
