// By keyboard, by screen reader, at 400 %, on a phone, where the system paints.
import { expect, type Locator, type Page, test } from "@playwright/test";
import { Playground, STYLED } from "./playground.ts";

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

test("where the system paints, what is pressed, the verdict and what is found are told by lines and signs", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  const playground = await new Playground(page).open("./?example=welcome");
  await playground.see("Mail");
  await page.getByRole("tab", { name: "HTML" }).click();
  const outline = (name: string) => page.getByRole("button", { name, exact: true }).evaluate((element) => getComputedStyle(element).outlineStyle);
  expect([await outline("Full"), await outline("600")]).toEqual(["solid", "none"]);
  // Each verdict has a sign of its own, and each finding one of its level.
  const pill = () => playground.status.locator(".pill").evaluate((element) => `${getComputedStyle(element, "::before").content} ${getComputedStyle(element).borderTopStyle}`);
  const signs = [await pill()];
  for (const [template, word] of [["function(ctx) error 'cancel'", "Cancelled"], ["function(ctx) ctx.no", "Fails"]] as const) {
    await playground.write(playground.template, template);
    await playground.says(word);
    signs.push(await pill());
  }
  expect(new Set(signs).size).toBe(3);
  for (const sign of signs) expect(sign).toMatch(/^".+" solid$/);
  await playground.write(playground.template, "function(ctx) { key: '{Your-Mailchimp-Api-Key}', message: { from_email: 'hello@example.com', to: 'x', html: '<b>Hi</b>' } }");
  await playground.see("Checks");
  await expect(page.locator(".checks .error .mark").first()).toBeVisible();
  const marks = await page.locator(".checks li").evaluateAll((all) => all.map((one) => `${one.className}: ${one.querySelector(".mark")?.textContent?.trim()}`));
  expect(new Set(marks).size, marks.join()).toBe(new Set(marks.map((mark) => mark.split(": ")[1])).size);
  expect(new Set(marks).size).toBeGreaterThan(1);
});

test("text that runs from right to left is shown so, beside what runs from left to right", async ({ page }) => {
  const playground = await new Playground(page).open();
  await page.getByLabel("First name").fill("עדה");
  await expect(playground.context).toContainText('"first": "עדה"');
  const text = "שלום עדה,\n\nThis paragraph is English.\n";
  await playground.write(playground.template, `function(ctx) { message: { subject: "ברוכה הבאה, " + ctx.identity.traits.name.first + "!", from_name: "חנות", from_email: "a@acme-mail.com", to: [], text: "${text}" } }`);
  await playground.see("Mail");
  const subject = page.locator(".mail-head h3");
  await expect(subject).toHaveText("ברוכה הבאה, עדה!");
  await page.getByRole("tab", { name: "Text", exact: true }).click();
  // Where a word stands: the sign that ends its sentence is on its left, or on its right.
  const left = (where: Locator, word: string) =>
    where.evaluate((element, word) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const at = node.textContent!.indexOf(word);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        return range.getBoundingClientRect().left;
      }
      throw new Error(`no ${word}`);
    }, word);
  expect(await left(subject, "!")).toBeLessThan(await left(subject, "ברוכה"));
  const pre = page.locator(".text-part pre");
  expect(await left(pre, ",")).toBeLessThan(await left(pre, "שלום"));
  expect(await left(pre, "English.")).toBeGreaterThan(await left(pre, "This"));
  expect(await left(pre, "שלום"), "each paragraph begins at its own side").toBeGreaterThan((await left(pre, "English.")) + 50);
  // In the context the order of what is written stays, whatever it says.
  await playground.write(playground.context, '{ "names": ["עדה", "נועה", "רות"] }');
  expect(await left(playground.context, "עדה")).toBeLessThan(await left(playground.context, "נועה"));
  expect(await left(playground.context, "נועה")).toBeLessThan(await left(playground.context, "רות"));
});

test("from an example to a shared link by keyboard alone", async ({ page }) => {
  const playground = await new Playground(page).open();
  const { keyboard } = page;
  const focused = (wanted: Locator) => wanted.evaluate((element) => element === document.activeElement);
  // Tab until it is there, and always to be seen where one is.
  const tabTo = async (wanted: Locator, key = "Tab") => {
    for (let presses = 0; presses < 90; presses += 1) {
      if (await focused(wanted)) return;
      // As the page says: Tab is a character of an editor's until Escape.
      if (await page.evaluate(() => document.activeElement?.matches(".cm-content"))) await keyboard.press("Escape");
      await keyboard.press(key);
      const seen = await page.evaluate(() => {
        const element = document.activeElement!;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        const around = element.closest(".cm-editor, label, .cell, .chips > label");
        // An editor has its caret.
        return element === document.body || element.matches(".cm-content") || (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || (around !== null && getComputedStyle(around).outlineStyle !== "none") || element.outerHTML.slice(0, 120);
      });
      expect(seen, "the focus is seen").toBe(true);
    }
    throw new Error("the keyboard does not come there");
  };
  // An example.
  await tabTo(page.getByRole("button", { name: "Examples" }));
  await keyboard.press("Enter");
  await keyboard.insertText("Welcome");
  await keyboard.press("Enter");
  await expect(page.getByText(/is open\./)).toBeVisible();
  // Edit it, and leave the editor.
  await tabTo(playground.template);
  await keyboard.press("ControlOrMeta+Home");
  await keyboard.insertText("// by keyboard\n");
  await expect(playground.template).toContainText("// by keyboard");
  await keyboard.press("Escape");
  await keyboard.press("Tab");
  expect(await focused(playground.template)).toBe(false);
  // A scenario.
  await tabTo(page.locator("#scenario-pick"));
  await keyboard.press("Enter");
  await keyboard.insertText("Registration by code");
  await keyboard.press("Enter");
  await expect(page.locator("#scenario-pick")).toContainText("Registration by code");
  await playground.says("Sends");
  // The mail.
  await tabTo(page.getByRole("tab", { name: "Body" }));
  await keyboard.press("ArrowLeft");
  await expect(page.getByRole("tab", { name: "Mail" })).toBeFocused();
  await expect(page.locator(".mail-head")).toBeVisible();
  await tabTo(page.getByRole("tablist", { name: "Parts of the mail" }).getByRole("tab", { selected: true }));
  await keyboard.press("End");
  await expect(page.getByRole("tab", { name: "Clients" })).toBeFocused();
  await tabTo(page.getByRole("button", { name: /^Gmail on the web/ }));
  await keyboard.press("Enter");
  await expect(page.locator("#features-of")).toBeFocused();
  // The command.
  await tabTo(page.getByRole("button", { name: "Copy", exact: true }));
  await keyboard.press("Enter");
  await expect(page.getByText(/^Copied\./)).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("ory patch identity-config");
  // The link.
  await tabTo(page.getByRole("button", { name: "Share", exact: true }), "Shift+Tab");
  await keyboard.press("Enter");
  await tabTo(page.getByRole("button", { name: "Copy link" }));
  await keyboard.press("Enter");
  await expect(page.getByText(/^Copied: the link/)).toBeVisible();
  await keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Share", exact: true })).toBeFocused();
});

// What is on the screen and to be clicked: cut off, under something else, on top of each other, or too small to hit.
const troubles = (page: Page, least: number) =>
  page.evaluate(async (least) => {
    const found: string[] = [];
    const name = (element: Element) => `${element.tagName.toLowerCase()} “${(element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 40)}”`;
    const wide = document.documentElement.scrollWidth - innerWidth;
    if (wide > 0) found.push(`the page is ${wide} px too wide`);
    const root = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
    const controls = [...root.querySelectorAll("button, input, select, textarea, summary, a[href], [role=tab], [tabindex='0']")].filter((element) => {
      const { width, height } = element.getBoundingClientRect();
      return element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && width > 0 && height > 0 && element.closest(".unseen, [inert], .cm-editor, iframe") === null;
    });
    for (const control of controls) {
      control.scrollIntoView({ block: "nearest", inline: "nearest" });
      const box = control.getBoundingClientRect();
      const [x, y] = [box.left + Math.min(box.width, 24) / 2, box.top + Math.min(box.height, 24) / 2];
      if (box.left < -1 || box.left + Math.min(box.width, 24) > innerWidth + 1) found.push(`${name(control)} stands out to the side`);
      const top = document.elementFromPoint(x, y);
      const label = control.closest("label");
      if (top === null || !(control.contains(top) || top.contains(control) || label?.contains(top))) {
        found.push(`${name(control)} lies under ${top === null ? "the edge" : name(top)}`);
      }
      // A label is its field's target as well; a link in a sentence is as high as its line.
      const target = control.matches("input[type=checkbox], input[type=radio]") && label !== null ? label.getBoundingClientRect() : box;
      const inText = control.matches("a, .link") && getComputedStyle(control).display.startsWith("inline");
      if (!inText && control.matches(":not([tabindex='0']), button") && Math.min(target.width, target.height) < least) {
        found.push(`${name(control)} is ${Math.round(target.width)}×${Math.round(target.height)}`);
      }
    }
    // What is left of it by all that scrolls or cuts.
    const left = (element: Element): [number, number, number, number] => {
      let { left, top, right, bottom } = element.getBoundingClientRect();
      for (let outer = element.parentElement; outer !== null; outer = outer.parentElement) {
        if (getComputedStyle(outer).overflow === "visible") continue;
        const box = outer.getBoundingClientRect();
        [left, top, right, bottom] = [Math.max(left, box.left), Math.max(top, box.top), Math.min(right, box.right), Math.min(bottom, box.bottom)];
      }
      return [left, top, right, bottom];
    };
    const boxes = controls.map((control) => [control, left(control)] as const);
    // Sticky ones lie over what is scrolled, and are meant to.
    const layer = (element: Element) => element.closest(".bottom-bar, .notices, .mail-tools");
    for (const [at, [one, a]] of boxes.entries()) {
      for (const [other, b] of boxes.slice(at + 1)) {
        const over = Math.min(a[2], b[2]) - Math.max(a[0], b[0]) > 2 && Math.min(a[3], b[3]) - Math.max(a[1], b[1]) > 2;
        if (over && !one.contains(other) && !other.contains(one) && layer(one) === layer(other)) found.push(`${name(one)} lies over ${name(other)}`);
      }
    }
    // Words that are cut off without a word: neither scrolled nor ended by an ellipsis.
    for (const element of root.querySelectorAll("h1, h2, h3, h4, p, li, button, label, th, td, summary, dt, dd, span, b, small")) {
      const style = getComputedStyle(element);
      const cut = element.scrollWidth > element.clientWidth + 2 && element.clientWidth > 0 && style.overflowX === "hidden" && style.textOverflow !== "ellipsis";
      if (cut && element.checkVisibility() && element.closest(".unseen, .cm-editor") === null) found.push(`${name(element)} is cut off`);
    }
    return [...new Set(found)];
  }, least);

const PLACES: [string, (playground: Playground, page: Page) => Promise<void>][] = [
  ["the mail", (playground) => playground.see("Mail")],
  ["what clients make of it", async (_, page) => {
    await page.getByRole("tab", { name: "Clients" }).click();
    await expect(page.getByRole("button", { name: /^Gmail on the web/ })).toBeVisible();
  }],
  ["features", async (_, page) => {
    await page.getByRole("button", { name: "By feature" }).click();
    await page.locator(".features summary").first().click();
  }],
  ["the request", (playground) => playground.see("Request")],
  ["the checks", (playground) => playground.see("Checks")],
  ["Ory", (playground) => playground.see("Ory")],
];
const DIALOGS = ["Examples", "Import", "Share", "Drafts", "Help and shortcuts"];

for (const [zoom, width, height] of [["200 %", 640, 450], ["400 %", 320, 256], ["a phone", 375, 740]] as const) {
  test(`at ${zoom} nothing is cut off, covered or out of reach`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const playground = await new Playground(page).open();
    await playground.write(playground.template, STYLED);
    await playground.says("Sends");
    expect.soft(await troubles(page, 24), "write").toEqual([]);
    await playground.step("See");
    for (const [name, reach] of PLACES) {
      await reach(playground, page);
      await page.waitForTimeout(300);
      expect.soft(await troubles(page, 24), name).toEqual([]);
    }
    await playground.step("Ship");
    expect.soft(await troubles(page, 24), "ship").toEqual([]);
    for (const name of DIALOGS) {
      await page.getByRole("button", { name, exact: true }).click();
      await expect(page.locator("dialog[open]")).toBeVisible();
      expect.soft(await troubles(page, 24), name).toEqual([]);
      await page.keyboard.press("Escape");
      await expect(page.locator("dialog[open]")).toHaveCount(0);
    }
  });
}

test("every target is large enough to be hit, in each part of the wide page", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, STYLED);
  for (const [name, reach] of PLACES) {
    await reach(playground, page);
    await page.waitForTimeout(300);
    expect.soft(await troubles(page, 24), name).toEqual([]);
  }
});
