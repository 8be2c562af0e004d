import { expect, type Page, test } from "@playwright/test";
import { Playground } from "./playground.ts";

const TEMPLATE = `function(ctx)
  local address = ctx.identity.traits.email;
  {
    message: {
      subject: 'Hello',
      to: [{ email: address }],
    },
  }
`;

// Puts the caret behind a text of the template.
async function behind(playground: Playground, text: string): Promise<void> {
  const line = playground.template.locator(".cm-line").filter({ hasText: text });
  await line.click();
  await playground.page.keyboard.press("End");
  const whole = (await line.textContent()) ?? "";
  for (let left = whole.length - whole.indexOf(text) - text.length; left > 0; left--) await playground.page.keyboard.press("ArrowLeft");
}

// Takes what is offered first, as a person does who has read it: CodeMirror takes no key in the first 75 ms of a list, nor
// while the next one is awaited.
async function accept(page: Page, first: string): Promise<void> {
  const list = page.locator(".cm-tooltip-autocomplete:not(.cm-tooltip-autocomplete-disabled)");
  await expect(list.getByRole("option").first()).toContainText(first);
  await page.waitForTimeout(200);
  await expect(list.getByRole("option").first()).toContainText(first);
  await page.keyboard.press("Enter");
}

test("while typing, the context says what it has, and the choice is written", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, TEMPLATE.replace("'Hello'", "ctx.identity."));
  await behind(playground, "subject: ctx.identity.");
  await page.keyboard.type("tra");
  await accept(page, "traits");
  await expect(playground.template).toContainText("subject: ctx.identity.traits,");
  await playground.says("Sends");
});

test("Mandrill's fields are offered by their place", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, TEMPLATE);
  await behind(playground, "email: address");
  await page.keyboard.type(", ty");
  await accept(page, "type");
  await page.keyboard.press("Control+ ");
  await accept(page, "'to'");
  await expect(playground.body).toContainText('"type": "to"');
});

test("hover tells what a thing is and what it gives now", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, TEMPLATE);
  await playground.says("Sends");
  const line = page.locator(".template .cm-line").filter({ hasText: "email: address" });
  const word = await line.evaluate((node) => {
    const range = document.createRange();
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) {
      const at = text.textContent?.indexOf("address") ?? -1;
      if (at < 0) continue;
      range.setStart(text, at);
      range.setEnd(text, at + "address".length);
      break;
    }
    const { x, y, width, height } = range.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  });
  await page.mouse.move(word.x - 1, word.y);
  await page.mouse.move(word.x, word.y);
  await expect(page.locator(".cm-said")).toContainText("local address");
  await expect(page.locator(".cm-said")).toContainText("Now:");
});

test("whoever types fast and takes the first one gets it, and no line break", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, TEMPLATE.replace("'Hello'", ""));
  await behind(playground, "subject: ");
  // What completes comes behind the first body.
  await page.waitForLoadState("networkidle");
  // No waiting: as fast as fingers go, which is a key in 60 ms.
  for (const key of [..."ctx.iden", "Enter", ..."?.tra".slice(1), "Enter", ".", ..."ema", "Enter"]) await page.keyboard.press(key, { delay: 60 });
  await expect(playground.template).toContainText("subject: std.get(ctx.identity.traits, 'email', ''),");
  await playground.says("Sends");
  // One list for a word: it is narrowed down as the word grows, and grows again with what is taken away.
  await page.keyboard.type(" + ctx.fl", { delay: 40 });
  const list = page.locator(".cm-tooltip-autocomplete");
  await expect(list.getByRole("option")).toHaveText([/^flow/]);
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await expect(list.getByRole("option").first()).toContainText("flow");
  expect(await list.getByRole("option").count()).toBeGreaterThan(3);
  // A word that is whole needs no list: the key begins a line.
  await page.keyboard.type("flow", { delay: 40 });
  await page.keyboard.press("Enter");
  await expect(playground.template.locator(".cm-line").filter({ hasText: "ctx.flow" })).toHaveText(/ctx\.flow$/);
});

test("what hover shows is reached by keyboard alone", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, TEMPLATE);
  await playground.says("Sends");
  await behind(playground, "email: add");
  await page.keyboard.press("Shift+Alt+H");
  const said = page.getByRole("dialog", { name: "At the caret" });
  await expect(said).toBeFocused();
  await expect(said).toContainText("local address");
  await expect(said).toContainText("Now:");
  await expect(said.getByRole("status")).toContainText("other scenarios:");
  await expect(said).toHaveAccessibleDescription(/local address.*Now:/);
  await page.keyboard.press("Escape");
  await expect(said).toBeHidden();
  await expect(playground.template).toBeFocused();
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.press("ControlOrMeta+i");
  await expect(said).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(said.getByRole("button", { name: "Pin" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(said).toBeHidden();
  await expect(playground.template).toBeFocused();
  await expect(page.locator(".cm-pin")).toContainText("@");
  // Behind the last button is the text again.
  await page.keyboard.press("Shift+Alt+H");
  await expect(said).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(said).toBeHidden();
  await expect(playground.template).toBeFocused();
  // A value that is cut is shown whole.
  await behind(playground, "local address = ctx.identity");
  await page.keyboard.press("Shift+Alt+H");
  await said.getByRole("button", { name: "Whole value" }).click();
  await expect(said.getByRole("region", { name: "The whole value" })).toContainText('"schema_id"');
  await page.keyboard.press("Escape");
  // Where there is nothing, that is said.
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.press("Shift+Alt+H");
  await expect(page.locator(".notice")).toContainText("nothing to say");
});

test("a key shows the parameters of the call around the caret", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, TEMPLATE.replace("'Hello'", "std.join(', ', ['a'])"));
  await behind(playground, "std.join(', ',");
  const said = page.locator(".cm-said").filter({ hasText: "std.join(" });
  await expect(said).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(said).toBeHidden();
  await page.keyboard.press("ControlOrMeta+Shift+Space");
  await expect(said.locator("b")).toHaveText("arr");
  await expect(page.locator(".template .cm-announced")).toContainText("now arr");
});

test("the template is formatted as jsonnetfmt does, in one step that can be undone", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, 'function(ctx){"a":1, b : [ 1,2 ]}');
  await page.keyboard.press("Shift+Alt+F");
  await expect(playground.template).toHaveText("function(ctx) { a: 1, b: [1, 2] }");
  await playground.template.focus();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(playground.template).toHaveText('function(ctx){"a":1, b : [ 1,2 ]}');
  await page.getByRole("button", { name: "Format" }).click();
  await expect(playground.template).toHaveText("function(ctx) { a: 1, b: [1, 2] }");
});

test("a name leads to where it is bound, and is renamed wherever it stands", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, TEMPLATE);
  await behind(playground, "email: address");
  await page.keyboard.press("F12");
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe("address");
  await page.keyboard.press("F2");
  await page.getByLabel("New name").fill("recipient");
  await page.keyboard.press("Enter");
  await expect(playground.template).toContainText("local recipient = ctx.identity.traits.email;");
  await expect(playground.template).toContainText("email: recipient");
  await playground.says("Sends");
});

test("a line of the body leads to the expression that made it, and the caret to what it makes", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, TEMPLATE);
  await expect(playground.body).toContainText('"subject": "Hello"');
  await playground.body.getByText('"Hello"').click();
  await behind(playground, "'Hello'");
  await expect(page.locator(".body-view .cm-made")).toHaveText('"Hello"');
  await playground.body.getByText("email", { exact: false }).last().click();
  await expect.poll(() => page.locator(".template .cm-selectionBackground").count()).toBeGreaterThan(0);
});

test("a word of the mail leads to what wrote it, and the caret marks what it makes there", async ({ page }) => {
  const playground = await new Playground(page).open();
  const template = TEMPLATE.replace("'Hello'", "'Hello %s, good day' % address,\n      html: '<style>p { color: red }</style><p>Dear &amp; ' + address + '</p>',\n      text: 'First line\\nand a second one'");
  await playground.write(playground.template, template);
  await playground.says("Sends");
  await playground.see("Mail");
  const head = page.locator(".mail-head");
  await expect(head.locator("h3")).toContainText(", good day");
  const selected = () => page.evaluate(() => {
    const layer = document.querySelector(".template .cm-selectionLayer");
    return layer?.childElementCount ?? 0;
  });
  // The words of what is selected in the template, as its own line tells.
  const chosen = async () => {
    await expect.poll(selected).toBeGreaterThan(0);
    await playground.template.focus();
    return page.evaluate(() => getSelection()?.toString());
  };
  // Behind the value that is put in.
  const subject = head.locator("h3 .written");
  const box = (await subject.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.click(box.x + box.width - 10, box.y + box.height / 2);
  expect(await chosen()).toBe("day");
  await head.locator(".address").filter({ hasText: "@" }).last().click();
  await expect.poll(chosen).toBe("ctx.identity.traits.email");
  await page.getByRole("tab", { name: "Text", exact: true }).click();
  const text = page.locator(".text-part .written");
  const lines = (await text.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.click(lines.x + 10, lines.y + lines.height - 6);
  await expect.poll(chosen).toBe("and");
  // In the html, where a click is heard when that is asked for.
  await page.getByRole("tab", { name: "HTML", exact: true }).click();
  const shown = page.locator("iframe:not(.back)");
  await expect(shown).toHaveAttribute("sandbox", "");
  await page.getByRole("button", { name: "Trace" }).click();
  await expect(shown).toHaveAttribute("sandbox", "allow-same-origin");
  const paragraph = page.frameLocator("iframe:not(.back)").locator("p");
  await expect(paragraph).toContainText("Dear & ");
  const place = (await paragraph.boundingBox()) ?? { x: 0, y: 0 };
  await page.mouse.click(place.x + 10, place.y + 8);
  await expect.poll(chosen).toBe("Dear");
  // The caret at what makes the subject marks it.
  await behind(playground, "good day' % add");
  await expect(subject).toHaveClass(/made/);
  await behind(playground, "local address");
  await expect(subject).not.toHaveClass(/made/);
});
