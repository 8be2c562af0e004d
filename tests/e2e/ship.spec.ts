// The third step: where the action goes, how it behaves there, and what is copied.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { Playground } from "./playground.ts";

const KEY = "md-0123456789abcdefghij";
const SECRET = "s3cr3t-0f-th3-r3c31v3r";

test.beforeEach(async ({ context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
});

// Everything the browser keeps, and everything the page shows.
function everywhere(page: Page): Promise<string> {
  return page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.body.innerText, location.href]));
}

const CONFIG = {
  selfservice: {
    flows: {
      registration: {
        after: {
          password: {
            hooks: [
              { hook: "session" },
              {
                hook: "web_hook",
                config: {
                  url: "https://crm.example.org/T0K3N",
                  method: "POST",
                  auth: { type: "api_key", config: { name: "X", value: SECRET, in: "header" } },
                },
              },
            ],
          },
        },
      },
    },
  },
};

test("a template that fails is copied all the same, and that is said before and after", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, "function(ctx) { a: ctx.no }");
  await playground.says("Fails");
  const said = page.locator(".artefacts .said");
  await expect(said).toContainText("The template fails as it stands.");
  const copied = await playground.copy("Template");
  expect(copied).toBe("function(ctx) { a: ctx.no }");
  await expect(said).toContainText(/^Copied\..*The template fails as it stands\./);
  await playground.write(playground.template, "function(ctx) { a: 1 }");
  await expect(said).toContainText("Mandrill refuses what the template sends as it stands.");
});

test("a key without a placeholder to stand for it is told", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, 'function(ctx) { key: "{Your-Mailchimp-Key}" }');
  await playground.key.fill(KEY);
  await expect(page.locator(".artefacts .said")).toContainText("No placeholder here: your key is not in it.");
  expect(await playground.copy("Command")).not.toContain(KEY);
});

test("what was said of a copy goes when the key changes", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.key.fill(KEY);
  await playground.copy("Template");
  await expect(page.getByText(/^Copied\..*with your key/)).toBeVisible();
  await playground.key.fill("not a key!");
  await expect(page.getByText(/^Copied\./)).toHaveCount(0);
  await expect(page.locator(".artefacts .said")).toContainText("cannot be a key");
});

test("Copy does not move while somebody types", async ({ page }) => {
  const playground = await new Playground(page).open();
  const button = page.getByRole("button", { name: "Copy", exact: true });
  const before = await button.boundingBox();
  await playground.write(playground.template, "function(ctx) { a: ctx.no }");
  await playground.says("Fails");
  await playground.write(playground.template, "function(ctx) {}");
  await playground.says("Sends");
  await button.click();
  await expect(page.getByText(/^Copied\./)).toBeVisible();
  expect(await button.boundingBox()).toEqual(before);
});

test("several moments at once, one --add each, and back again", async ({ page }) => {
  const playground = await new Playground(page).open();
  await page.getByRole("button", { name: "Add another moment" }).click();
  await page.getByLabel("Flow", { exact: true }).nth(1).selectOption("verification");
  await page.getByRole("group", { name: "When", exact: true }).getByText("oidc").click();
  const command = await playground.copy("Command");
  const added = [...command.matchAll(/--add '([^=]*)=/g)].map((match) => match[1]);
  expect(added).toEqual([
    "/selfservice/flows/registration/after/password/hooks/-",
    "/selfservice/flows/registration/after/oidc/hooks/-",
    "/selfservice/flows/verification/after/hooks/-",
  ]);
  await page.getByRole("button", { name: "Remove this moment" }).nth(1).click();
  await expect(page.getByRole("button", { name: "Add another moment" })).toBeFocused();
  expect(await playground.copy("Command")).not.toContain("verification");
  await page.reload();
  await expect(page.getByRole("group", { name: "When", exact: true }).getByLabel("oidc")).toBeChecked();
});

test("each shell is spoken to in its own words", async ({ page }) => {
  const playground = await new Playground(page).open();
  await page.getByLabel("Shell", { exact: true }).selectOption({ label: "PowerShell" });
  expect(await playground.copy("Command")).toContain("Keep-Quotes");
  await page.getByLabel("Shell", { exact: true }).selectOption({ label: "cmd.exe" });
  expect(await playground.copy("Command")).toBe("ory patch project --file patch.json --format yaml\n");
  await expect(page.locator(".artefacts .said")).toContainText("cmd.exe cannot quote JSON");
  await page.getByLabel("Shell", { exact: true }).selectOption({ label: "fish" });
  expect(await playground.copy("Files")).toContain("string collect");
  await playground.show("Command");
  await page.getByLabel("Form", { exact: true }).selectOption({ label: "kratos.yml, self-hosted" });
  expect(await playground.copy("Command")).toMatch(/^selfservice:\n {2}flows:\n {4}registration:\n/);
});

test("another receiver with its secret, which is copied and nowhere else", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.write(playground.template, "function(ctx) { properties: {} }");
  await page.getByLabel("Sends to").selectOption({ label: "HubSpot: a contact" });
  await expect(playground.key).toHaveCount(0);
  await expect(page.locator(".artefacts .said")).toContainText("The placeholder for the receiver's secret is still in it.");
  await page.getByLabel("Secret", { exact: true }).fill(SECRET);
  const action = JSON.parse(await playground.copy("Action"));
  expect(action.config.url).toBe("https://api.hubapi.com/crm/v3/objects/contacts");
  expect(action.config.auth).toEqual({
    type: "api_key",
    config: { name: "Authorization", value: `Bearer ${SECRET}`, in: "header" },
  });
  await page.waitForTimeout(500);
  expect(await everywhere(page)).not.toContain(SECRET);
  await page.reload();
  await expect(page.getByLabel("Secret", { exact: true })).toHaveValue("");
  await expect(page.getByLabel("Sends to")).toContainText("HubSpot");
});

test("the project's hooks, pasted: findings and diff are about them, and their secrets stay in memory", async ({ page }) => {
  const playground = await new Playground(page).open();
  await page.getByText("Show your project's hooks").click();
  const paste = page.getByLabel(/^Paste what this prints/);
  await paste.fill("not: a configuration");
  await expect(page.getByText("There is no selfservice in it", { exact: false })).toBeVisible();
  await paste.fill(JSON.stringify(CONFIG));
  const lines = page.locator(".diff > li");
  await expect(lines).toHaveText([/session/, /crm\.example\.org/, /added: .*mandrillapp\.com/]);
  // The general list is hidden by what is there.
  await page.getByText("general list", { exact: true }).click();
  await expect(page.locator(".places .note").first()).toContainText("After registration by password this hook never runs");
  await page.getByText("general list", { exact: true }).click();
  // Replaced, what is there stays.
  await page.getByText(/^How it is added/).click();
  await page.getByLabel("In each list of hooks").selectOption({ label: "instead of the list" });
  await expect(page.locator("#artefact")).not.toContainText(SECRET);
  const command = await playground.copy("Command");
  const value = JSON.parse(/--replace '[^=]*=(.*)' /.exec(command)?.[1] ?? "");
  expect(value.slice(0, 2)).toEqual(CONFIG.selfservice.flows.registration.after.password.hooks);
  expect(value).toHaveLength(3);
  await page.waitForTimeout(500);
  const kept = await everywhere(page);
  expect(kept).not.toContain(SECRET);
  expect(kept).not.toContain("T0K3N");
  // After a reload only the names are known: the command would drop the rest, and that is said.
  await page.reload();
  await playground.says("Sends");
  await expect(lines).toHaveCount(3);
  await expect(page.locator(".artefacts .said")).toContainText("paste them again");
});

test("patch.json is saved where a command reads it, and offered nowhere else", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.key.fill(KEY);
  const button = page.getByRole("button", { name: "patch.json", exact: true });
  await expect(button).toHaveCount(0);
  await page.getByLabel("Form", { exact: true }).selectOption({ label: "ory patch project" });
  await page.getByLabel("Shell", { exact: true }).selectOption({ label: "cmd.exe" });
  const [saved] = await Promise.all([page.waitForEvent("download"), button.click()]);
  expect(saved.suggestedFilename()).toBe("patch.json");
  const operations = JSON.parse(readFileSync(await saved.path(), "utf8")) as { op: string; path: string; value: { config: { body: string } } }[];
  expect(operations.map(({ op, path }) => `${op} ${path}`)).toEqual(["add /services/identity/config/selfservice/flows/registration/after/password/hooks/-"]);
  const template = Buffer.from(operations[0]!.value.config.body.replace("base64://", ""), "base64").toString();
  expect(template).toContain(KEY);
});

test("every file in a zip", async ({ page }) => {
  const playground = await new Playground(page).open();
  await playground.key.fill(KEY);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Zip", exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("ory-action.zip");
  const folder = mkdtempSync(join(tmpdir(), "zip-"));
  try {
    const script = "import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])";
    execFileSync("python3", ["-c", script, await download.path(), folder]);
    const read = (name: string): string => readFileSync(join(folder, name), "utf8");
    expect(read("mail.jsonnet")).toContain(KEY);
    expect(JSON.parse(read("webhook-action.json")).hook).toBe("web_hook");
    expect(JSON.parse(read("patch.json"))[0].path).toBe(
      "/services/identity/config/selfservice/flows/registration/after/password/hooks/-",
    );
    expect(read("README.md")).toContain("ory patch project --file patch.json");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

for (const width of [1440, 900, 375]) {
  test(`nothing of it is cut off at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    const playground = await new Playground(page).open();
    if (width < 700) {
      await playground.step("Ship");
    }
    for (const summary of await page.locator("#ship summary").all()) {
      await summary.click();
    }
    await page.getByLabel("Sends to").selectOption({ label: "Segment: who somebody is" });
    const cut = await page.locator("#ship").evaluate((ship) => {
      const edge = ship.getBoundingClientRect();
      const out = [...ship.querySelectorAll("input, select, button, textarea, p, label, summary")].filter((element) => {
        const box = element.getBoundingClientRect();
        return box.width > 0 && (box.left < edge.left - 1 || box.right > edge.right + 1);
      });
      return [out.map((element) => element.outerHTML.slice(0, 80)), ship.scrollWidth - ship.clientWidth];
    });
    expect(cut).toEqual([[], 0]);
    await page.getByRole("button", { name: "Copy", exact: true }).scrollIntoViewIfNeeded();
    await page.getByRole("button", { name: "Copy", exact: true }).click();
    await expect(page.getByText(/^Copied\./)).toBeVisible();
  });
}
