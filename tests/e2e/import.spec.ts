import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { Playground } from "./playground.ts";

type Found = { at: string | null; url: string | null; template: string | null };
type Case = { name: string; text: string; kind: string; found: Found[]; says: string[]; never: string[] };

const cases = readFileSync(new URL("../cases/import/cases.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Case);
const named = (name: string): Case => cases.find((one) => one.name === name)!;

async function paste(page: Page, text: string): Promise<void> {
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByLabel("What to import")).toBeFocused();
  await page.keyboard.insertText(text);
}

const dialog = (page: Page) => page.getByRole("dialog", { name: "Import" });
const message = (page: Page) => page.locator(".import .message");

// What an editor holds, also what is scrolled out of its sight.
const textOf = async (playground: Playground): Promise<string> => {
  await playground.page.evaluate(() => dispatchEvent(new Event("pagehide")));
  return playground.page.evaluate(() => JSON.parse(sessionStorage.getItem("ory-actions-playground.draft") ?? "{}").draft.template);
};

// One of each kind; how all of them are read is tested natively.
const KINDS = [
  "action", "list of hooks", "identity configuration in JSON", "kratos.yml", "kratos.yml with a file", "Helm values",
  "ConfigMap with kratos.yml and its template", "Markdown with the docs' two blocks", "command in one piece", "command in PowerShell",
  "command with its files", "patch for a project", "Terraform ory_action", "base64", "base64 wrapped", "Jsonnet", "webhook of old",
  "claims mapper", "JSON cut off", "a page of GitHub", "prose",
];

test("whatever is pasted is recognised, shown and opened; Undo brings the work back", async ({ page }) => {
  test.setTimeout(120_000);
  const playground = await new Playground(page).open();
  const before = "function(ctx) { mine: 1 }";
  await playground.write(playground.template, before);
  for (const one of KINDS.map(named)) {
    await test.step(one.name, async () => {
      await paste(page, one.text);
      await expect(message(page)).not.toBeEmpty();
      const opens = page.locator(".import li");
      const templates = one.found.filter((found) => found.template !== null || found.url !== null);
      if (templates.length === 0 || one.kind === "unknown") {
        await page.keyboard.press("Escape");
        await expect(dialog(page)).toBeHidden();
        expect(await textOf(playground)).toBe(before);
        return;
      }
      await expect(opens).not.toHaveCount(0);
      await opens.first().getByRole("button", { name: /^Open/ }).click();
      await expect(dialog(page)).toBeHidden();
      const wanted = templates[0]!.template;
      if (wanted !== null) expect(await textOf(playground)).toBe(wanted);
      await page.getByRole("button", { name: "Undo" }).click();
      await expect.poll(() => textOf(playground)).toBe(before);
    });
  }
});

test("of several hooks one is chosen; it brings its place and its receiver", async ({ page }) => {
  const playground = await new Playground(page).open();
  await paste(page, named("identity configuration in JSON").text);
  await expect(page.locator(".import li")).not.toHaveCount(1);
  await page.locator(".import li").filter({ hasText: "login/after" }).getByRole("button", { name: /^Open/ }).click();
  await expect(page.getByRole("status").filter({ hasText: "What you imported is open." })).toBeVisible();
  await expect(page.locator(".context .pick")).toContainText("Login by password");
  expect(await playground.copy("Command")).toContain("/selfservice/flows/login/after/hooks");
});

test("a key that stood in the template goes into its field, out of the text", async ({ page }) => {
  const playground = await new Playground(page).open();
  await paste(page, named("Jsonnet with a literal key").text);
  await dialog(page).getByRole("button", { name: /^Open/ }).click();
  await expect(playground.key).toHaveValue("md-abcdefghijklmnop12345");
  await expect(playground.template).toContainText("{Your-Mailchimp-Api-Key}");
  await expect(playground.template).not.toContainText("md-abc");
  await expect(page.getByText("The key that stood in it is in the key’s field.")).toBeVisible();
  expect(await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, location.href]))).not.toContain("md-abc");
});

test("what an import put into the fields of keys goes when it is undone", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.key.fill("md-mine00000000000000000");
  const open = async () => {
    await paste(page, named("Jsonnet with a literal key").text);
    await dialog(page).getByRole("button", { name: /^Open/ }).click();
    await expect(playground.key).toHaveValue("md-abcdefghijklmnop12345");
  };
  await open();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(playground.key).toHaveValue("md-mine00000000000000000");
  // One that was typed since stays.
  await open();
  await playground.key.fill("md-later0000000000000000");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(playground.key).toHaveValue("md-later0000000000000000");
});

test("what is damaged is told with its place, and nothing is replaced", async ({ page }) => {
  const playground = await new Playground(page).open();
  const before = "function(ctx) { mine: 1 }";
  await playground.write(playground.template, before);
  for (const [text, says] of [
    [named("YAML with a tab").text, /Line 3/],
    [named("base64 with a wrong letter").text, /character 21/],
    [named("prose").text, /./],
    ["https://example.org/#d1.AAAA", /damaged/],
    ["https://example.org/#d9.AAAA", /newer/],
    ["{".repeat(100_000), /./],
  ] as const) {
    await paste(page, text);
    await expect(page.locator(".import .outcome")).toContainText(says);
    await expect(dialog(page).getByRole("button", { name: "Open the draft" })).toHaveCount(0);
    await dialog(page).getByRole("button", { name: "Close" }).click();
    expect(await textOf(playground)).toBe(before);
  }
});

test("files are dropped anywhere on the page", async ({ page }) => {
  const playground = await new Playground(page).open();
  const drag = (type: string) =>
    page.evaluate((type) => {
      const data = new DataTransfer();
      data.items.add(new File(['{"hook":"web_hook","config":{"url":"https://example.org/x","method":"POST","body":"file://mail.jsonnet"}}'], "action.json"));
      data.items.add(new File(["function(ctx) { dropped: ctx.flow.id }\n"], "mail.jsonnet"));
      data.items.add(new File([new Uint8Array([0, 255, 0])], "logo.png"));
      document.querySelector(".template .cm-content")!.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    }, type);
  await drag("dragover");
  await expect(page.getByText("Drop to import")).toBeVisible();
  await drag("drop");
  await expect(page.getByText("Drop to import")).toBeHidden();
  await expect(dialog(page)).toContainText("Read: action.json, mail.jsonnet.");
  await expect(dialog(page)).toContainText("Not read: logo.png (it is no text in UTF-8).");
  await expect(playground.template, "the editor took nothing").not.toContainText("dropped");
  await dialog(page).getByRole("button", { name: /^Open/ }).click();
  await expect(playground.template).toContainText("dropped: ctx.flow.id");
  await playground.says("Sends");
});

test("a folder of the disk is dropped as a whole, what belongs to no configuration left out", async ({ page }, info) => {
  const playground = await new Playground(page).open();
  const folder = info.outputPath("hooks");
  mkdirSync(`${folder}/templates`, { recursive: true });
  mkdirSync(`${folder}/node_modules/x`, { recursive: true });
  const action = '{"hook":"web_hook","config":{"url":"https://example.org/x","method":"POST","body":"file://templates/mail.jsonnet"}}';
  writeFileSync(`${folder}/action.json`, action);
  writeFileSync(`${folder}/templates/mail.jsonnet`, "function(ctx) { dropped: ctx.flow.id }\n");
  writeFileSync(`${folder}/node_modules/x/index.js`, "1");
  // As the browser itself is told of a drag from the desktop.
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  const drag = (type: "dragEnter" | "dragOver" | "drop") => session.send("Input.dispatchDragEvent", { type, x: 300, y: 300, data });
  await drag("dragEnter");
  await drag("dragOver");
  await expect(page.getByText("Drop to import")).toBeVisible();
  await drag("drop");
  await expect(dialog(page)).toContainText(/Read: hooks\/action\.json, hooks\/templates\/mail\.jsonnet\./);
  await expect(dialog(page)).not.toContainText("node_modules");
  await dialog(page).getByRole("button", { name: /^Open/ }).click();
  await expect(playground.template).toContainText("dropped: ctx.flow.id");
  await playground.says("Sends");
});

test("files are chosen as well", async ({ page }) => {
  const playground = await new Playground(page).open();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.getByLabel(/choose some/).setInputFiles({ name: "mail.jsonnet", mimeType: "text/plain", buffer: Buffer.from("function(ctx) { chosen: 1 }\n") });
  await dialog(page).getByRole("button", { name: /^Open/ }).click();
  await expect(playground.template).toContainText("chosen: 1");
});

test("what the page copies comes back as it was", async ({ page }) => {
  test.setTimeout(90_000);
  const playground = await new Playground(page).open();
  await playground.write(playground.template, "function(ctx) {\n  quotes: \"it's \\\"so\\\" $HOME `x` \\\\ é 🦀\",\n}\n");
  await playground.says("Sends");
  const template = await textOf(playground);
  for (const artefact of ["Command", "Action", "Template", "Base64"] as const) {
    await test.step(artefact, async () => {
      const copied = await playground.copy(artefact);
      const command = await playground.copy("Command");
      await page.getByRole("button", { name: "Reset" }).click();
      await paste(page, copied);
      await page.locator(".import li").first().getByRole("button", { name: /^Open/ }).click();
      await expect.poll(() => textOf(playground)).toBe(template);
      expect(await playground.copy("Command")).toBe(command);
    });
  }
});

test("everything is done by keyboard, and Escape leaves it all as it was", async ({ page }) => {
  const playground = await new Playground(page).open();
  await page.getByRole("button", { name: "Import", exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.insertText("function(ctx) { typed: 1 }");
  await expect(message(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByRole("button", { name: "Import", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("What to import")).toHaveValue("");
  await page.keyboard.insertText("function(ctx) { typed: 1 }");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(dialog(page)).toBeHidden();
  await expect(playground.template).toContainText("typed: 1");
});
