import { expect, type Locator, test } from "@playwright/test";
import { Playground } from "./playground.ts";

const TEMPLATE = `function(ctx)
  local address = ctx.identity.traits.email;
  local unused = address + '!';
  {
    message: {
      subject: if address == '' then 'Nobody' else 'Hello ' + address,
      to: [{ email: address }],
    },
  }
`;

class Values extends Playground {
  async on(): Promise<void> {
    await this.page.getByRole("button", { name: "Values" }).click();
  }

  line(text: string): Locator {
    return this.page.locator(".template .cm-line").filter({ hasText: text });
  }

  // What stands beside the line that holds this text.
  beside(text: string): Locator {
    return this.line(text).locator(".cm-value:not(.cm-pin)");
  }

  // Rests with the pointer on a text of a line.
  async point(text: string, line: string): Promise<void> {
    const { x, y } = await this.line(line).evaluate((node, text) => {
      const range = document.createRange();
      const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
      for (let part = walker.nextNode(); part !== null; part = walker.nextNode()) {
        const at = part.textContent?.indexOf(text) ?? -1;
        if (at < 0) continue;
        range.setStart(part, at);
        range.setEnd(part, at + 4);
        break;
      }
      const box = range.getBoundingClientRect();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    }, text);
    await this.page.mouse.move(x - 1, y);
    await this.page.mouse.move(x, y);
  }

  // Puts the caret before a text of the template, step by step: a long line may be scrolled out of sight.
  async before(text: string): Promise<void> {
    const lines = await this.page.locator(".template .cm-line").allTextContents();
    const row = lines.findIndex((line) => line.includes(text));
    await this.template.focus();
    await this.page.keyboard.press("ControlOrMeta+Home");
    // CodeMirror scrolls in the next frame; a key before it, as no hand has it, would take its column from where the text was.
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
    for (let down = row; down > 0; down--) await this.page.keyboard.press("ArrowDown");
    for (let right = lines[row]?.indexOf(text) ?? 0; right > 0; right--) await this.page.keyboard.press("ArrowRight");
  }
}

test("a switch shows what each line gives, fades what was never needed, and is remembered", async ({ page }) => {
  const values = await new Values(page).open();
  await values.write(values.template, TEMPLATE);
  await values.says("Sends");
  await expect(page.locator(".cm-value")).toHaveCount(0);
  await values.on();
  await expect(values.beside("local address")).toContainText("@");
  await expect(values.beside("subject:")).toContainText('"Hello ');
  const faded = async (text: string) => (await values.line(text).locator(".cm-never").allTextContents()).join("");
  await expect.poll(() => faded("local unused")).toBe("unused = address + '!'");
  expect(await faded("subject:")).toBe("'Nobody'");
  expect(await faded("local address")).toBe("");
  // Nothing of it is read out or copied.
  await expect(values.beside("local address")).toHaveAttribute("aria-hidden", "true");
  await values.template.focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("ControlOrMeta+c");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(TEMPLATE);

  await page.reload();
  await expect(page.getByRole("button", { name: "Values" })).toHaveAttribute("aria-pressed", "true");
  await expect(values.beside("subject:")).toContainText('"Hello ');
  await values.template.focus();
  await page.keyboard.press("Shift+Alt+V");
  await expect(page.locator(".cm-value, .cm-never")).toHaveCount(0);
  // On a Mac, Alt makes another character of the key.
  await values.template.dispatchEvent("keydown", { key: "◊", keyCode: 86, altKey: true, shiftKey: true });
  await expect(values.beside("subject:")).toContainText('"Hello ');
});

test("values follow the typing, the scenario, and go where the text has changed", async ({ page }) => {
  const values = await new Values(page).open();
  await values.write(values.template, TEMPLATE);
  await values.on();
  await expect(values.beside("subject:")).toContainText('"Hello ');
  await values.line("subject:").click();
  await page.keyboard.press("End");
  // Half-typed: the value of this line has gone at once, and then there is nothing to say.
  await page.keyboard.type(" (");
  await expect(values.beside("subject:")).toHaveCount(0);
  await expect(page.locator(".cm-value, .cm-never")).toHaveCount(0);
  // The closing bracket goes with the opening one.
  await page.keyboard.press("Backspace");
  await expect(values.beside("subject:")).toContainText('"Hello ');
  await values.own("Bob", '{"identity": {"traits": {"email": "bob@example.org"}}}');
  await expect(values.beside("subject:")).toHaveText('"Hello bob@example.org"');
  await expect(values.beside("local address")).toHaveText('"bob@example.org"');
});

test("a pin stays beside its line with the switch off, follows the typing, and is taken away again", async ({ page }) => {
  const values = await new Values(page).open();
  await values.write(values.template, TEMPLATE);
  await values.says("Sends");
  await values.before("address == ''");
  for (let left = "address == ''".length; left > 0; left--) await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Shift+Alt+P");
  const pin = values.line("subject:").locator(".cm-pin");
  await expect(pin).toContainText("address == ''");
  await expect(pin).toContainText("false");
  // Lines above it, and the expression itself, are edited.
  await values.before("local unused");
  await page.keyboard.type("local more = 1; ");
  await expect(pin).toContainText("false");
  await values.before("address == ''");
  await page.keyboard.type("'' == '' || ");
  await expect(pin).toContainText("true");
  await pin.getByRole("button", { name: /^Unpin/ }).click();
  await expect(page.locator(".cm-pin, .cm-pinned")).toHaveCount(0);

  // By keyboard alone, on the name of a field.
  await values.before("email: address");
  await page.keyboard.press("Shift+Alt+P");
  await expect(values.line("email:").locator(".cm-pin")).toContainText("@");
  await page.keyboard.press("Shift+Alt+P");
  await expect(page.locator(".cm-pin")).toHaveCount(0);
});

test("hover tells what a value is in the other scenarios, and pins it", async ({ page }) => {
  const values = await new Values(page).open();
  await values.write(values.template, TEMPLATE.replace("ctx.identity.traits.email", "std.get(ctx.identity.traits, 'email', 'none')"));
  await values.says("Sends");
  await values.point("address", "local address");
  const said = page.locator(".cm-said");
  await expect(said).toContainText("Now: ");
  await expect(said.locator(".cm-elsewhere")).toHaveText(/^In \d+ other scenarios: the same in \d+ · .*"none".* in \d/);
  await said.getByRole("button", { name: "Pin" }).click();
  await expect(values.line("local address").locator(".cm-pin")).toContainText("address");
  await expect(values.template).toBeFocused();
});

test("pins are there again after a reload, at their expressions, and an example has none of them", async ({ page }) => {
  const values = await new Values(page).open();
  await values.write(values.template, TEMPLATE);
  await values.says("Sends");
  await values.before("email: address");
  await page.keyboard.press("Shift+Alt+P");
  const pin = values.line("email:").locator(".cm-pin");
  await expect(pin).toContainText("@");
  // Edited above it, and left at once.
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.type("// Grüße 🦀\n");
  await page.reload();
  await expect(pin).toContainText("address");
  await expect(pin).toContainText("@");
  await values.before("email: address");
  await page.keyboard.press("Shift+Alt+P");
  await expect(page.locator(".cm-pin")).toHaveCount(0);
  await page.reload();
  await values.says("Sends");
  await expect(page.locator(".cm-pin")).toHaveCount(0);
});
