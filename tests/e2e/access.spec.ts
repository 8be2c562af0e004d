// By keyboard, by screen reader, at 400 %, on a phone, where the system paints.
import { expect, test } from "@playwright/test";
import { Playground } from "./playground.ts";

test("the verdict is spoken when it is another one, not at every key", async ({ page }) => {
  const playground = await new Playground(page).open();
  // The first verdict is told once.
  await expect(page.locator(".frame > p.unseen[role=status]")).toHaveText("Sends.");
  await page.evaluate(() => {
    const told: string[] = [];
    Object.assign(window, { told });
    const watch = new MutationObserver((seen) => {
      for (const change of seen) {
        const region = (change.target instanceof Element ? change.target : change.target.parentElement)?.closest("[role=status], [aria-live]");
        if (region) told.push(region.textContent ?? "");
      }
    });
    watch.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  const told = () => page.evaluate(() => [...new Set((window as unknown as { told: string[] }).told)].filter((text) => text.trim() !== ""));
  await playground.template.focus();
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.insertText("\n");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.type("// fourteen keys", { delay: 30 });
  await page.getByLabel("Project").pressSequentially("my-project");
  await page.waitForTimeout(1500);
  expect(await told()).toEqual([]);
  await playground.write(playground.template, "function(ctx) ctx.no");
  await playground.says("Fails");
  await expect.poll(told).toEqual([expect.stringMatching(/^Fails\. RUNTIME ERROR/)]);
});

test("a list is left by its button and by a click beside it", async ({ page }) => {
  await new Playground(page).open();
  const dialog = page.getByRole("dialog", { name: "Examples" });
  await page.getByRole("button", { name: "Examples" }).click();
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole("button", { name: "Examples" }).click();
  await page.mouse.click(20, 400);
  await expect(dialog).toBeHidden();

  await page.getByRole("button", { name: "Examples" }).click();
  const search = page.getByRole("combobox", { name: "Examples: search" });
  await search.fill("nothing of this name");
  await expect(dialog.getByRole("status")).toContainText("Nothing has “nothing of this name” in it.");
  expect(await search.getAttribute("aria-activedescendant")).toBeNull();
  await search.fill("");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(dialog, "Ctrl+Enter neither chooses nor copies").toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByText(/^Copied\./)).toBeHidden();
});

test("Alt with a digit types where it is a character", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.template.click();
  const taken = await page.evaluate(() => {
    const press = (key: string) => {
      const event = new KeyboardEvent("keydown", { key, code: "Digit2", altKey: true, bubbles: true, cancelable: true });
      document.activeElement!.dispatchEvent(event);
      return event.defaultPrevented;
    };
    return [press("™"), press("2")];
  });
  expect(taken).toEqual([false, true]);
});

test("names: panels by their tabs, the scenario's button, how to leave an editor", async ({ page }) => {
  const playground = await new Playground(page).open();
  await expect(page.getByRole("tabpanel", { name: "Body" })).toBeVisible();
  await playground.see("Checks");
  await expect(page.getByRole("tabpanel", { name: /Checks/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "Scenario: Registration by password" })).toBeVisible();
  await expect(playground.template).toHaveAccessibleDescription("Press Escape and then Tab to leave the editor.");
});

test("after Apply the keyboard is in the list still", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, "function(ctx) { a: ctx.identity.nobody }");
  await playground.see("Checks");
  await page.locator(".checks").getByRole("button", { name: "Apply" }).first().click();
  await playground.says("Sends");
  await expect(page.locator("#result")).toBeFocused();
});

for (const [width, height] of [[360, 225], [667, 375]] as const) {
  test(`at ${width}×${height} every part can be reached`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const playground = await new Playground(page).open();
    for (const part of [playground.template, playground.context]) {
      await part.scrollIntoViewIfNeeded();
      await expect(part).toBeInViewport();
    }
    await playground.context.click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText('{ "typed": 1 }');
    await expect(playground.context).toContainText("typed");
    await playground.step("See");
    await playground.strip.scrollIntoViewIfNeeded();
    await expect(playground.strip).toBeInViewport();
    await playground.step("Ship");
    await page.getByRole("button", { name: "Copy", exact: true }).scrollIntoViewIfNeeded();
    await expect(page.getByRole("button", { name: "Copy", exact: true })).toBeInViewport();
  });
}

test("on a phone the verdict stands beside what is written, and shortcuts bring their step", async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 740 });
  const playground = await new Playground(page).open();
  const bar = page.getByRole("navigation", { name: "Steps" });
  await expect(bar.locator(".pill")).toHaveText(/^Sends/);
  await playground.write(playground.template, "function(ctx) ctx.no");
  await expect(bar.locator(".pill")).toHaveText("Fails");
  await page.keyboard.press("Alt+3");
  await expect(page.locator("#result")).toBeFocused();
  await page.keyboard.press("Alt+4");
  await expect(page.locator("#ship")).toBeFocused();
  await page.keyboard.press("Alt+1");
  await expect(playground.template).toBeFocused();
  await playground.step("See");
  await page.locator(".status").getByRole("button", { name: "line 1" }).click();
  await expect(playground.template, "a jump brings its step").toBeFocused();
});

test("a tooltip shows code as code, its button apart", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, "function(ctx) { a: ctx.identity.nobody }");
  await page.locator(".template .cm-lintRange-error").hover();
  const tooltip = page.locator(".cm-tooltip-lint");
  await expect(tooltip.locator("code").first()).toBeVisible();
  await expect(tooltip).not.toContainText("`");
  const apart = await tooltip.evaluate((box) => {
    const text = box.querySelector("b")!.parentElement!.getBoundingClientRect();
    return box.querySelector("button")!.getBoundingClientRect().top >= text.bottom;
  });
  expect(apart).toBe(true);
});

test("a first visitor is told what this is, and sees all three steps on a small screen", async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 600 });
  const playground = await new Playground(page).open();
  await expect(page.getByText("Write the mail that Ory sends after a sign-up")).toBeInViewport();
  await expect(page.getByRole("button", { name: "Examples" })).toBeInViewport();
  await expect(page.getByRole("heading", { name: /Ship it/ })).toBeInViewport();
  await playground.write(playground.template, "function(ctx) { mine: 1 }");
  await playground.says("Sends");
  await page.reload();
  await playground.says("Sends");
  await expect(page.getByText("Write the mail that Ory sends after a sign-up")).toBeHidden();
});

test("the e-mail is whole at 1440, the titles at 320", async ({ page }) => {
  const playground = await new Playground(page).open();
  const cut = (selector: string) =>
    page.locator(selector).evaluateAll((all) => all.filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent || (one as HTMLInputElement).value));
  expect(await cut(".ctx-form .wide input")).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  await playground.own("A scenario of my own", '{ "a": 1 }');
  expect(await cut(".header h1, .bar h2, .context .pick span")).toEqual([]);
});

test("neither Copy nor the result moves while one types", async ({ page }) => {
  const playground = await new Playground(page).open();
  const places = async (): Promise<number[]> => {
    const copy = await page.getByRole("button", { name: "Copy", exact: true }).boundingBox();
    const result = await page.locator("#result").boundingBox();
    return [Math.round(copy!.y), Math.round(result!.y)];
  };
  const before = await places();
  for (const template of ["function(ctx) {", "function(ctx) ctx.identity.a_field_that_is_not_there_and_has_a_very_long_name_indeed_so_that_it_wraps", "function(ctx) { a: 1 }"]) {
    await playground.write(playground.template, template);
    await page.waitForTimeout(400);
    expect(await places(), template).toEqual(before);
  }
});

test("long lines are broken on request, in every editor", async ({ page }) => {
  const playground = await new Playground(page).open();
  await page.getByRole("button", { name: "Wrap" }).click();
  for (const editor of [playground.template, playground.context, playground.body]) {
    await expect(editor).toHaveClass(/cm-lineWrapping/);
  }
  await playground.choose("Recovered by code");
  await expect(playground.context).toHaveClass(/cm-lineWrapping/);
});

test("a context opens with the identity in view and the UI nodes folded", async ({ page }) => {
  const playground = await new Playground(page).open();
  await expect(playground.context.getByText('"identity"', { exact: true })).toBeInViewport();
  await page.locator(".context .cm-scroller").evaluate((scroller) => scroller.scrollTo(0, 0));
  await expect(page.locator(".context .cm-foldPlaceholder")).toHaveCount(1);
});

test("where the system paints, the active option and the chosen tab are told by lines", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await new Playground(page).open();
  const border = (selector: string) => page.locator(selector).first().evaluate((element) => getComputedStyle(element).borderBottomColor);
  expect(await border('.see .tabs [aria-selected="true"]')).not.toBe(await border('.see .tabs [aria-selected="false"]'));
  await page.getByRole("button", { name: "Examples" }).click();
  const outline = await page.locator('[role="option"].active').first().evaluate((element) => getComputedStyle(element).outlineStyle);
  expect(outline).toBe("solid");
});
