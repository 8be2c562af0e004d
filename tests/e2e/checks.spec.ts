// What Mandrill makes of a body stands in the pill; what is found can be muted and brought back.
import { expect, test } from "@playwright/test";
import { Playground } from "./playground.ts";

test("the pill tells a body that Mandrill takes from one it refuses, and from one that nobody gets", async ({ page }) => {
  const playground = await new Playground(page).open();
  const pill = playground.status.locator(".pill");
  await expect(pill).toHaveText("Sends");
  await playground.write(playground.template, "function(ctx) { a: 1 }");
  await expect(pill).toHaveText("Sends, and Mandrill refuses it");
  const nobody = "function(ctx) { key: '<key>', message: { from_email: 'a@acme.io', subject: 'a', text: 'a', to: [] } }";
  await playground.write(playground.template, nobody);
  await expect(pill).toHaveText("Sends, and nobody gets it");
  await playground.see("Checks");
  await page.getByRole("button", { name: "template, line 1" }).first().click();
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe("[]");
});

test("a finding is muted in this draft, and brought back", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.see("Checks");
  const row = page.locator('.checks li[data-id="body/from-placeholder-domain"]');
  await expect(row).toContainText("`example.com` is a placeholder.".replaceAll("`", ""));
  await row.getByRole("button", { name: "Mute" }).click();
  await expect(row.getByRole("button", { name: "Bring back" })).toBeVisible();
  await page.reload();
  await playground.says("Sends");
  await playground.see("Checks");
  await row.getByRole("button", { name: "Bring back" }).click();
  await expect(row.getByRole("button", { name: "Mute" })).toBeVisible();
});

test("a fix of Mandrill's checks writes into the template", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(
    playground.template,
    "function(ctx) { key: '<key>', message: { from_email: 'a@acme.io', subject: 'a', text: 'a', to: [{ email: 'b@acme.io', type: 'TO' }] } }",
  );
  await playground.see("Checks");
  await page.locator('.checks li[data-id="body/recipient-type"]').getByRole("button", { name: "Apply" }).click();
  await playground.see("Body");
  await expect(playground.body).toContainText('"type": "to"');
  await expect(playground.status.locator(".pill")).toHaveText("Sends");
});
