// The page as a person finds it: by role and name. Specs read as sentences.
import { expect, type Locator, type Page } from "@playwright/test";

export const ERROR_TEMPLATE = "function(ctx) {\n  subject: \"🦀\" + ctx.nobody,\n}\n";
export const LOOP = "function(ctx)\n  local f(n) = f(n + 1) tailstrict;\n  f(0)\n";
// A mail of which some clients leave something out.
export const STYLED = `function(ctx) { key: "{Your-Mailchimp-Api-Key}", message: { from_email: "hello@acme-mail.com", subject: "Hi", to: [{ email: "ann@acme-mail.com" }], html: "<p style='display:flex'>Hi</p><video src='a.mp4'></video>", text: "Hi" } }`;

export type Artefact = "Command" | "Files" | "Action" | "Template" | "Base64";

export class Playground {
  readonly page: Page;
  readonly template: Locator;
  readonly context: Locator;
  readonly body: Locator;
  readonly status: Locator;
  readonly key: Locator;
  readonly strip: Locator;

  constructor(page: Page) {
    this.page = page;
    this.template = page.getByRole("textbox", { name: "Template, Jsonnet" });
    this.context = page.getByRole("textbox", { name: "Context, JSON" });
    this.body = page.getByRole("textbox", { name: "Body, JSON" });
    this.status = page.locator(".status");
    this.key = page.getByLabel("Mailchimp API key");
    this.strip = page.getByRole("region", { name: "Scenarios" });
  }

  async open(address = "./"): Promise<this> {
    await this.page.goto(address);
    await this.says("Sends");
    // The page opens with the mail; most journeys look at the body.
    await this.page.locator("#result-tab-1").dispatchEvent("click");
    return this;
  }

  async says(word: string): Promise<void> {
    // What Mandrill makes of a body that is sent follows the word; it has journeys of its own.
    await expect(this.status.locator(".pill")).toHaveText(word === "Sends" ? /^Sends/ : word);
  }

  async write(editor: Locator, text: string): Promise<void> {
    // Not a click: its middle may be scrolled out of sight.
    await editor.focus();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.insertText(text);
  }

  // Chooses a scenario by its title.
  async choose(title: string): Promise<void> {
    await this.page.locator(".context .pick").click();
    await this.page.getByRole("combobox", { name: "Scenarios: search" }).fill(title);
    await this.page.getByRole("option").filter({ has: this.page.getByText(title, { exact: true }) }).click();
  }

  // Makes a scenario of one's own with this text, and goes on with it.
  async own(name: string, text: string): Promise<void> {
    await this.page.getByRole("button", { name: "Duplicate" }).click();
    const field = this.page.getByLabel("Name of this scenario");
    await field.fill(name);
    await field.press("Enter");
    await this.write(this.context, text);
    await this.page.getByRole("button", { name: "Dismiss" }).click();
  }

  async see(tab: "Mail" | "Body" | "Request" | "Checks" | "Ory"): Promise<void> {
    await this.page.getByRole("tab", { name: new RegExp(`^${tab}`) }).click();
  }

  // On a phone: which of the three steps is on the screen.
  async step(name: "Write" | "See" | "Ship"): Promise<void> {
    await this.page.getByRole("navigation", { name: "Steps" }).getByRole("button", { name }).click();
  }

  async show(artefact: Artefact): Promise<void> {
    await this.page.getByRole("tab", { name: artefact, exact: true }).click();
  }

  // Copies what the third step shows and gives what is then on the clipboard.
  async copy(artefact: Artefact): Promise<string> {
    await this.show(artefact);
    await this.page.getByRole("button", { name: "Copy", exact: true }).click();
    await expect(this.page.getByText(/^Copied\./)).toBeVisible();
    return this.page.evaluate(() => navigator.clipboard.readText());
  }
}
