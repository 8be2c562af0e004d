// Nothing that was made is lost by a click, and what a click did is taken back alone.
import { expect, test } from "@playwright/test";
import { Playground } from "./playground.ts";

test("Undo takes back the delete alone, not what was written since", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.own("Alpha", '{ "a": 1 }');
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(page.locator(".context .pick")).toBeFocused();
  await playground.write(playground.template, "function(ctx) { rewritten: true }");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.locator(".context .pick")).toContainText("Alpha");
  await expect(playground.context).toContainText('"a": 1');
  await expect(playground.template).toContainText("rewritten");
  await expect(page.locator("body")).not.toBeFocused();
});

test("each scenario has a history of its own", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.own("Alpha", '{ "a": 1 }');
  await playground.own("Beta", '{ "b": 1 }');
  await playground.choose("Alpha");
  await playground.choose("Beta");
  await playground.context.focus();
  for (let times = 0; times < 6; times++) await page.keyboard.press("ControlOrMeta+z");
  await expect(playground.context).not.toContainText('"a"');
  await page.keyboard.press("ControlOrMeta+Shift+z");
  await playground.choose("Alpha");
  await expect(playground.context).toContainText('"a": 1');
});

test("the name belongs to the scenario that is shown", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.own("Alpha", '{ "a": 1 }');
  await page.getByRole("button", { name: "Duplicate" }).click();
  const name = page.getByLabel("Name of this scenario");
  await name.fill("Beta");
  await name.press("Enter");
  await playground.choose("Alpha");
  await expect(name).toHaveValue("Alpha");
  await name.fill("Beta");
  await name.press("Enter");
  await expect(name, "names are unique").toHaveValue("Beta 2");
  await page.getByRole("button", { name: "Delete" }).click();
  await playground.choose("Beta");
  await expect(name).toHaveValue("Beta");
});

test("changes that are kept are told, and can be undone", async ({ page }) => {
  const playground = await new Playground(page).open();
  const mail = page.getByLabel("E-mail", { exact: true });
  await mail.fill("new@example.net");
  await playground.choose("Recovered by code");
  await expect(page.getByText("Your changes are kept as “Registration by password, mine”.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(mail).toHaveValue("new@example.net");
  await expect(page.locator(".context .pick")).toContainText("Registration by password (edited)");
});

test("what the form changes stays with a scenario of one's own", async ({ page }) => {
  const playground = await new Playground(page).open();
  await page.getByRole("button", { name: "Duplicate" }).click();
  await page.getByLabel("First name").fill("Grace");
  await playground.choose("Recovered by code");
  await playground.choose("Registration by password, mine");
  await expect(page.getByLabel("First name")).toHaveValue("Grace");
  await expect(playground.context).toContainText("Grace");
});

test("the form takes effect as one types, and a bad payload goes with its scenario", async ({ page }) => {
  const playground = await new Playground(page).open();
  await page.getByLabel("E-mail", { exact: true }).focus();
  await page.keyboard.press("End");
  await page.keyboard.type("x");
  await expect(playground.body).toContainText("ada@example.orgx");
  const payload = page.getByRole("textbox", { name: "Transient payload" });
  await payload.fill("{ no");
  await expect(page.getByText(/payload is no JSON/)).toBeVisible();
  await playground.choose("Registration with a transient payload");
  await expect(page.getByText(/payload is no JSON/)).toBeHidden();
  await expect(payload).not.toHaveValue("{ no");
});

test("Reset says what goes, takes the key along, and brings it all back", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.own("Alpha", '{ "a": 1 }');
  await playground.key.fill("md-0123456789abcdefghij");
  await page.getByRole("button", { name: "Reset" }).click();
  await expect(page.getByText("and your own scenario is gone, the key too.")).toBeVisible();
  await expect(playground.key).toHaveValue("");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(playground.key).toHaveValue("md-0123456789abcdefghij");
  await expect(page.locator(".context .pick")).toContainText("Alpha");
});

test("a notice covers nothing and leaves; its act can be taken back by keyboard later", async ({ page }) => {
  await page.clock.install();
  const playground = await new Playground(page).open();
  await page.clock.runFor(1000);
  await playground.own("Alpha", '{ "a": 1 }');
  await page.getByRole("button", { name: "Delete" }).click();
  const notice = page.locator(".notice");
  await expect(notice).toBeVisible();
  const covers = await notice.evaluate((bar) => {
    const strip = document.querySelector(".strip")!.getBoundingClientRect();
    return bar.getBoundingClientRect().top < strip.bottom;
  });
  expect(covers).toBe(false);
  await page.clock.runFor(40_000);
  await expect(notice).toBeHidden();
  await page.locator(".context .pick").focus();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(page.locator(".context .pick")).toContainText("Alpha");
});

test("a fix that comes late is carried, or refused", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, "function(ctx) { a: ctx.identity.nobody }");
  await playground.see("Checks");
  const apply = page.locator(".checks").getByRole("button", { name: "Apply" }).first();
  await expect(apply).toBeVisible();
  // From here on no report comes: what was found is of an older text.
  await page.evaluate(() => {
    Worker.prototype.postMessage = () => undefined;
  });
  await playground.template.click();
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.insertText("// a line before\n");
  await apply.click();
  await expect(playground.template).toContainText('// a line before');
  await expect(playground.template).toContainText('function(ctx) { a: std.get(ctx.identity, "nobody"');
});
