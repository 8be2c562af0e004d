// Copied text is run as a person would: pasted into real shells, with a stand-in `ory` that writes down its arguments.
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { Playground } from "./playground.ts";

const NASTY = [
  "function(ctx) {",
  "  // it's `quoted` \"twice\" $HOME ${PATH} $(id) !! !x \\ \\\\ é 🦀 %s",
  "  key: \"{Your-Mailchimp-Api-Key}\",",
  "  text: |||",
  "    EOF",
  "    <p style='a'>&amp; $1</p>",
  "  |||,",
  "}",
  "",
].join("\n");

function run(shell: string, command: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), "stand-in-"));
  try {
    const standIn = join(folder, "ory");
    writeFileSync(standIn, '#!/bin/sh\nfor argument in "$@"; do printf "%s\\0" "$argument"; done > "$RECORD"\n');
    chmodSync(standIn, 0o755);
    const record = join(folder, "arguments");
    execFileSync(shell, [], {
      input: command,
      cwd: folder,
      env: { PATH: `${folder}:${process.env["PATH"]}`, HOME: folder, RECORD: record },
    });
    return readFileSync(record, "utf8").split("\0").slice(0, -1);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function bodyOf(argument: string): string {
  const value: unknown = JSON.parse(argument.slice(argument.indexOf("=") + 1));
  const action = (Array.isArray(value) ? value[0] : value) as { config: { body: string } };
  expect(action.config.body).toMatch(/^base64:\/\/[A-Za-z0-9+/]+=*$/);
  return Buffer.from(action.config.body.slice("base64://".length), "base64").toString("utf8");
}

test.beforeEach(async ({ context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
});

for (const shell of ["bash", "zsh"]) {
  test(`the command works as pasted into ${shell}`, async ({ page }) => {
    const playground = await new Playground(page).open();
    await playground.write(playground.template, NASTY);
    await playground.says("Sends");
    await playground.key.fill("md-0123456789abcdefghij");
    await page.getByLabel("Project").fill("it's my $project");
    const expected = NASTY.replace("{Your-Mailchimp-Api-Key}", "md-0123456789abcdefghij");

    for (const artefact of ["Command", "Files"] as const) {
      const argv = run(shell, await playground.copy(artefact));
      expect(argv.slice(0, 2)).toEqual(["patch", "identity-config"]);
      expect(argv[argv.indexOf("--project") + 1]).toBe("it's my $project");
      const added = argv.filter((_, at) => argv[at - 1] === "--add");
      expect(added.length, argv.join("\n")).toBeGreaterThan(0);
      for (const argument of added) {
        expect(argument).toMatch(/^\/selfservice\/flows\/registration\/after\//);
        expect(bodyOf(argument)).toBe(expected);
      }
    }
  });
}

test("each artefact is what it says", async ({ page }) => {
  const playground = await new Playground(page).open();
  const template = await playground.copy("Template");
  expect(Buffer.from(await playground.copy("Base64"), "base64").toString("utf8")).toBe(template);
  const action = JSON.parse(await playground.copy("Action"));
  expect(action.hook).toBe("web_hook");
  expect(action.config.method).toBe("POST");
  expect(action.config.url).toBe("https://mandrillapp.com/api/1.0/messages/send");
});

test("a keyboard way to copy", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.show("Base64");
  await playground.template.click();
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.getByText(/^Copied\./)).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^[A-Za-z0-9+/]+=*$/);
});
