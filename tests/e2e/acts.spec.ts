import { expect, test } from "@playwright/test";
import { Playground } from "./playground.ts";

const TEMPLATE = `function(ctx)
  local unused = 1;
  {
    message: {
      subject: 'Hi ' + ctx.identity.traits.email,
      to: [{ email: ctx.identity.traits.email }],
    },
  }
`;

// Puts the caret into a text of the template.
async function into(playground: Playground, text: string): Promise<void> {
  const line = playground.template.locator(".cm-line").filter({ hasText: text }).first();
  await line.click();
  await playground.page.keyboard.press("Home");
  const whole = (await line.textContent()) ?? "";
  const indent = whole.length - whole.trimStart().length;
  for (let left = whole.indexOf(text) - indent + 1; left > 0; left--) await playground.page.keyboard.press("ArrowRight");
}

test("what can be done at the caret is in a menu with what it changes, by keyboard alone, and undone as one step", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, TEMPLATE);
  await playground.says("Sends");
  await into(playground, "traits.email,");
  await page.keyboard.press("ControlOrMeta+.");
  const menu = page.getByRole("menu", { name: "What can be done here" });
  await expect(menu.getByRole("menuitem").first()).toBeFocused();
  const format = menu.getByRole("menuitem", { name: "as a format" });
  const preview = page.locator(".cm-acts-previews .active");
  for (let left = await menu.getByRole("menuitem").count(); left > 0; left--) {
    if (await format.evaluate((node) => node === document.activeElement)) break;
    await page.keyboard.press("ArrowDown");
  }
  await expect(format).toBeFocused();
  await expect(preview.locator(".removed")).toContainText("subject: 'Hi ' + ctx.identity.traits.email,");
  await expect(preview.locator(".added")).toContainText('subject: "Hi %s" % [ctx.identity.traits.email],');
  await page.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await expect(playground.template).toBeFocused();
  await page.keyboard.press("ControlOrMeta+.");
  await expect(menu.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("End");
  await expect(menu.getByRole("menuitem").last()).toBeFocused();
  await format.focus();
  await page.keyboard.press("Enter");
  await expect(playground.template).toBeFocused();
  await expect(playground.template).toContainText('subject: "Hi %s" % [ctx.identity.traits.email],');
  await playground.says("Sends");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(playground.template).toContainText("subject: 'Hi ' + ctx.identity.traits.email,");
});

test("the selected expression is taken out into a local, under a name that is offered or typed", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, TEMPLATE);
  await into(playground, "identity.traits.email }");
  await page.getByRole("button", { name: "What can be done at the caret" }).click();
  await page.getByRole("menuitem", { name: /out into a local/ }).click();
  const name = page.getByLabel("Name of the local");
  await expect(name).toBeFocused();
  await expect(name).toHaveValue("email");
  await name.fill("ctx");
  await page.keyboard.press("Enter");
  await expect(page.locator(".cm-refused")).toContainText("means something here already");
  await name.fill("address");
  await page.keyboard.press("Enter");
  await expect(name).toBeHidden();
  await expect(playground.template).toBeFocused();
  await expect(playground.template).toContainText("local address = ctx.identity.traits.email;");
  await expect(playground.template).toContainText("to: [{ email: address }],");
  await playground.says("Sends");
});

test("a light bulb leads from a finding to its fix", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, TEMPLATE);
  await page.locator(".template .cm-bulb").first().click();
  const fix = page.getByRole("menuitem", { name: /^Fix: / });
  await expect(fix).toContainText("unused");
  await fix.click();
  await expect(playground.template).not.toContainText("unused");
});

test("where nothing can be done, that is said", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, "// nothing\n\nfunction(ctx) { a: 1 }");
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.press("ControlOrMeta+.");
  await expect(page.locator(".notice")).toContainText("nothing to mend");
});

test("a finding shows its change before it is made, and all of a kind are mended as one step", async ({ page }) => {
  const playground = await new Playground(page).open();
  const template = TEMPLATE.replace("local unused = 1;", "local one = 1;\n  local two = 2;");
  await playground.write(playground.template, template);
  await playground.says("Sends");
  await playground.see("Checks");
  const row = page.locator(".checks > li").filter({ has: page.locator("h3 code").getByText("one", { exact: true }) });
  const preview = row.getByRole("button", { name: "Preview" });
  await expect(preview).toHaveAttribute("aria-expanded", "false");
  await preview.click();
  await expect(preview).toHaveAttribute("aria-expanded", "true");
  await expect(row.locator(".diff .removed")).toContainText("local one = 1;");
  await row.getByRole("button", { name: "Fix all 2" }).click();
  await expect(playground.template).not.toContainText("local");
  await playground.says("Sends");
  await playground.template.focus();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(playground.template).toContainText("local one = 1;");
  await expect(playground.template).toContainText("local two = 2;");
});

test("the outline leads to what has a name, by typing a part of it, and uses lead to where it stands", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, TEMPLATE.replace("subject: 'Hi '", "subject: 'Hi ' + unused"));
  await page.keyboard.press("ControlOrMeta+Shift+o");
  const search = page.getByRole("combobox", { name: "Outline: search" });
  await expect(search).toBeFocused();
  await search.fill("to email");
  const places = page.getByRole("dialog").getByRole("option");
  await expect(places).toHaveCount(1);
  await expect(places).toContainText("message.to[].email");
  await page.keyboard.press("Enter");
  await expect(playground.template).toBeFocused();
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe("email");
  await into(playground, "unused = 1");
  await page.keyboard.press("Shift+F12");
  await expect(places).toHaveCount(2);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe("unused");
  await expect(page.locator(".template .cm-activeLine")).toContainText("subject:");
});

test("objects and text blocks fold", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, "function(ctx) {\n  a: |||\n    {\n  |||,\n  b: 1,\n}\n");
  await into(playground, "a: |||");
  await page.keyboard.press("ControlOrMeta+Shift+BracketLeft");
  await expect(playground.template.locator(".cm-line").nth(1)).toHaveText("  a: |||…|||,");
  await page.locator(".template .cm-foldGutter span[title='Fold line']").first().click();
  await expect(playground.template.locator(".cm-line").first()).toHaveText("function(ctx) {…}");
});

test("a resting pointer does not push the menu away", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, TEMPLATE);
  await into(playground, "identity.traits.email,");
  // The pointer rests where it clicked.
  const said = page.locator(".cm-tooltip-hover");
  await expect(said).toBeVisible();
  await page.keyboard.press("ControlOrMeta+.");
  const menu = page.getByRole("menu");
  await expect(menu).toBeVisible();
  const { x, y, width, height } = (await page.locator(".template .cm-activeLine").boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(x + width / 2 - 4, y + height / 2);
  await page.mouse.move(x + width / 2, y + height / 2);
  // Longer than a pointer has to rest.
  await page.waitForTimeout(1000);
  await expect(said).toHaveCount(0);
  await expect(menu).toBeVisible();
});

test("what is wrong with the action is mended at a click, and taken back", async ({ page }) => {
  const playground = await new Playground(page).open();
  const method = page.locator("#method");
  await page.locator("details").filter({ has: method }).locator("> summary").click();
  await method.fill("PUT");
  const note = page.locator(".places .note").filter({ hasText: "Mandrill is called with PUT." });
  await expect(note).toBeVisible();
  await playground.see("Checks");
  const row = page.locator(".checks > li").filter({ hasText: "Mandrill is called with" });
  await row.getByRole("button", { name: "Preview" }).click();
  await expect(row.locator(".diff .removed")).toHaveText(/method: PUT/);
  await expect(row.locator(".diff .added")).toHaveText(/method: POST/);
  await note.getByRole("button", { name: /^Apply/ }).click();
  await expect(note).toHaveCount(0);
  await expect(method).toHaveValue("POST");
  await page.locator(".notice").getByRole("button", { name: "Undo" }).click();
  await expect(method).toHaveValue("PUT");
  await expect(note).toBeVisible();
});

test("a light bulb in the template mends the address of the action", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, TEMPLATE.replace("message: {", "template_name: 'welcome',\n    template_content: [],\n    message: {").replace("  local unused = 1;\n", ""));
  await into(playground, "template_name");
  await expect(playground.template.locator(".cm-lintRange", { hasText: "welcome" })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+.");
  const fix = page.getByRole("menuitem", { name: /template_name.*does nothing at messages\/send/ });
  await fix.focus();
  await expect(page.locator(".cm-acts-previews .active .added")).toContainText("messages/send-template");
  await page.keyboard.press("Enter");
  await expect(page.locator(".notice")).toContainText("send-template");
  await page.keyboard.press("ControlOrMeta+.");
  await expect(fix).toHaveCount(0);
});
