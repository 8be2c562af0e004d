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
