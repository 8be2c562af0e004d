import { expect, type Page, test } from "@playwright/test";

// A page as it is hosted, with its service worker.
test.use({ serviceWorkers: "allow" });

/** What a page did that it should not have done, in order. */
function misdeeds(page: Page): string[] {
  const seen: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) seen.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => seen.push(`error: ${error.message}`));
  page.on("requestfailed", (request) => seen.push(`failed: ${request.url()}`));
  page.on("response", (response) => {
    if (response.status() >= 400) seen.push(`${response.status()}: ${response.url()}`);
  });
  return seen;
}

test("the page starts under its policy, asks nobody else for anything and complains about nothing", async ({ page, baseURL }) => {
  const seen = misdeeds(page);
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));

  await page.goto("./");
  await expect(page.locator("#start")).toHaveCount(0);
  await expect.poll(() => requests.filter((url) => url.endsWith("worker_bg.wasm")).length).toBeGreaterThan(0);
  await page.waitForLoadState("networkidle");

  const origin = new URL(baseURL ?? "").origin;
  expect(requests.filter((url) => !url.startsWith(`${origin}/hosted/here/`) && !url.startsWith("data:"))).toEqual([]);
  expect(seen).toEqual([]);
});

test("the policy stops an in-line script, eval and a request to another host", async ({ page }) => {
  await page.goto("./");
  await expect(page.locator("#start")).toHaveCount(0);
  const blocked = await page.evaluate(async () => {
    const violations: string[] = [];
    addEventListener("securitypolicyviolation", (event) => violations.push(event.effectiveDirective));
    const script = document.createElement("script");
    script.textContent = "globalThis.intruder = true";
    document.head.append(script);
    // In a task of its own: what the driver itself evaluates may call eval.
    const evaluated = await new Promise<boolean>((answer) =>
      setTimeout(() => {
        try {
          (0, eval)("1");
          answer(true);
        } catch {
          answer(false);
        }
      }),
    );
    const reached = await fetch("https://example.com/").then(() => true, () => false);
    await new Promise((done) => setTimeout(done, 50));
    return { violations, evaluated, reached, intruder: "intruder" in globalThis };
  });
  expect(blocked).toMatchObject({ evaluated: false, reached: false, intruder: false });
  expect(blocked.violations).toEqual(expect.arrayContaining(["script-src-elem", "script-src", "connect-src"]));
});

test("the policy names no way around it", async ({ page }) => {
  await page.goto("./");
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  const scripts = policy?.split(";").find((directive) => directive.trim().startsWith("script-src"));
  expect(scripts).toMatch(/'sha256-/);
  expect(scripts).not.toMatch(/unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')|https?:|\*/);
  // Another host is asked for a test mail alone; whatever else is fetched is fetched by a frame without an origin.
  expect(policy).toContain("connect-src 'self' https://mandrillapp.com;");
  expect(policy).toContain("frame-src 'self';");
  expect(policy).toMatch(/^default-src 'none'/);
  expect(policy).not.toMatch(/\bws:/);
  await page.goto("./fetch.html");
  const sandboxed = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  expect(sandboxed).toMatch(/^default-src 'none'; script-src 'sha256-[^' ]+'; connect-src https:; base-uri 'none'; form-action 'none'$/);
});
