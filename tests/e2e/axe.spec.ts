// Nothing that axe-core finds, in any state that a person meets, in both themes.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { ERROR_TEMPLATE, LOOP, Playground, STYLED } from "./playground.ts";

type State = { name: string; address?: string; size?: [number, number]; reach: (playground: Playground, page: Page) => Promise<void> };

const see = (tab: Parameters<Playground["see"]>[0]) => (playground: Playground) => playground.see(tab);
const button = (name: string) => async (_: Playground, page: Page) => page.getByRole("button", { name, exact: true }).click();

const STATES: State[] = [
  { name: "a first visit", reach: see("Mail") },
  { name: "a failing template", reach: async (playground) => { await playground.write(playground.template, ERROR_TEMPLATE); await playground.says("Fails"); } },
  { name: "the last mail, dimmed", reach: async (playground, page) => { await playground.see("Mail"); await expect(page.locator(".mail-head")).toBeVisible(); await playground.write(playground.template, ERROR_TEMPLATE); await playground.says("Fails"); } },
  { name: "a stopped template", reach: async (playground) => { await playground.write(playground.template, LOOP); await playground.says("Stopped"); } },
  { name: "a broken context", reach: async (playground) => { await playground.write(playground.context, "{"); await playground.says("Fails"); } },
  { name: "an empty template", reach: async (playground) => { await playground.write(playground.template, " "); await playground.says("Fails"); } },
  {
    name: "values at the line ends, and a pin",
    reach: async (playground, page) => {
      await playground.write(playground.template, "function(ctx) {\n  a: if 1 > 2 then 'x' else ctx.flow.id + '!',\n  b: ctx.nobody,\n}");
      await button("Values")(playground, page);
      await playground.template.focus();
      for (const key of ["ArrowUp", "ArrowUp", "Home", "Shift+Alt+P"]) await page.keyboard.press(key);
      await expect(page.locator(".cm-pin")).toContainText("!");
      await expect(page.locator(".cm-value-fails")).toBeVisible();
      await expect(page.locator(".cm-never")).toBeVisible();
    },
  },
  {
    name: "the light bulb's menu",
    reach: async (playground, page) => {
      await playground.write(playground.template, "function(ctx)\n  local unused = 1;\n  { a: 'Hi ' + ctx.identity.id }");
      await page.locator(".template .cm-bulb").first().click();
      await expect(page.getByRole("menuitem").first()).toBeFocused();
    },
  },
  {
    name: "a hover, with what was found",
    reach: async (playground, page) => {
      await playground.write(playground.template, "function(ctx)\n  local unused = ctx.identity;\n  { a: ctx.identity }");
      await expect(page.locator(".template .cm-bulb").first()).toBeVisible();
      await playground.template.focus();
      for (const key of ["ArrowUp", "Home", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "Shift+Alt+H"]) await page.keyboard.press(key);
      await expect(page.getByRole("dialog", { name: "At the caret" }).getByRole("button", { name: "Apply" })).toBeVisible();
    },
  },
  {
    name: "a whole value",
    reach: async (playground, page) => {
      await playground.write(playground.template, "function(ctx) { a: ctx.identity }");
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("Shift+Alt+H");
      await page.getByRole("button", { name: "Whole value" }).click();
      await expect(page.getByRole("region", { name: "The whole value" })).toBeFocused();
    },
  },
  {
    name: "a list of completions",
    reach: async (playground, page) => {
      await playground.write(playground.template, "function(ctx) { a: ctx. }");
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("Control+Space");
      await expect(page.locator(".cm-completionInfo")).toBeVisible();
    },
  },
  { name: "a signature", reach: async (playground, page) => { await playground.write(playground.template, "function(ctx) { a: std.join(', ', "); await expect(page.locator(".cm-said")).toBeVisible(); } },
  {
    name: "a new name",
    reach: async (playground, page) => {
      await playground.write(playground.template, "function(ctx) local a = 1; a");
      await page.keyboard.press("F2");
      await expect(page.getByLabel("New name")).toBeFocused();
    },
  },
  { name: "the outline", reach: async (playground, page) => { await playground.template.focus(); await page.keyboard.press("ControlOrMeta+Shift+o"); await expect(page.getByRole("combobox", { name: "Outline: search" })).toBeFocused(); } },
  { name: "the checks", reach: see("Checks") },
  { name: "the request", reach: see("Request") },
  { name: "Ory's limits", reach: see("Ory") },
  { name: "a mail in HTML", address: "./?example=welcome", reach: async (playground, page) => { await playground.see("Mail"); await expect(page.locator(".mail-head")).toBeVisible(); } },
  { name: "what clients make of a mail", address: "./?example=welcome", reach: async (playground, page) => { await playground.see("Mail"); await page.getByRole("tab", { name: "Clients" }).click(); await expect(page.locator(".clients table")).toBeVisible(); } },
  { name: "the features of a mail", reach: async (playground, page) => { await playground.write(playground.template, STYLED); await playground.see("Mail"); await page.getByRole("tab", { name: "Clients" }).click(); await page.getByRole("button", { name: "By feature" }).click(); await page.locator(".features summary").first().click(); } },
  { name: "the files to ship", reach: (playground) => playground.show("Files") },
  { name: "Import", reach: async (playground, page) => { await button("Import")(playground, page); await page.keyboard.insertText("function(ctx) { a: 1 }"); await expect(page.locator(".import li")).toHaveCount(1); } },
  { name: "Share", reach: button("Share") },
  { name: "the examples", reach: button("Examples") },
  { name: "the scenarios", reach: async (_, page) => page.locator(".context .pick").click() },
  { name: "an empty search", reach: async (playground, page) => { await button("Examples")(playground, page); await page.keyboard.insertText("nothing has this"); } },
  { name: "the drafts", reach: button("Drafts") },
  { name: "the changes of a draft", reach: async (playground, page) => { await playground.write(playground.template, "function(ctx) { mine: 1 }"); await button("Reset")(playground, page); await button("Drafts")(playground, page); await page.getByRole("button", { name: /^What changed since/ }).first().click(); } },
  { name: "help", reach: button("Help and shortcuts") },
  { name: "the tour", reach: button("Show me around") },
  { name: "after an act that can be undone", reach: button("Reset") },
  { name: "a frame", address: "./?embed", size: [600, 400], reach: async () => {} },
  { name: "a phone, writing", size: [375, 740], reach: async () => {} },
  { name: "a phone, the result", size: [375, 740], reach: (playground) => playground.step("See") },
  { name: "a phone, shipping", size: [375, 740], reach: (playground) => playground.step("Ship") },
];

for (const { name, address, size, reach } of STATES) {
  test(name, async ({ page }) => {
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    if (size !== undefined) await page.setViewportSize({ width: size[0], height: size[1] });
    const playground = await new Playground(page).open(address);
    await reach(playground, page);
    // The counts of the tabs come a little later.
    await page.waitForTimeout(600);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      // Of all rules, that of contrast alone depends on the theme.
      const rules = colorScheme === "light" ? { rules: { "target-size": { enabled: true } } } : { runOnly: ["color-contrast"] };
      // What a mail holds is its writer's own.
      const { violations } = await new AxeBuilder({ page }).exclude("iframe").options(rules).analyze();
      const told = violations.map(({ id, nodes }) => `${id}:\n${nodes.map((node) => `  ${node.target.join(" ")}  ${node.any.map((one) => one.message).join("; ")}`).join("\n")}`);
      expect(told.join("\n"), colorScheme).toBe("");
    }
  });
}
