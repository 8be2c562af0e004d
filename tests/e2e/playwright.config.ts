import { existsSync } from "node:fs";
import { defineConfig, devices } from "@playwright/test";
import { MOUNT, PORT } from "./serve.mjs";

/** The browser that is there: named by CHROMIUM, installed in the usual places, or else Playwright's own. */
const usual = [
  process.env["CHROMIUM"],
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
  "/usr/bin/chromium-browser",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const executablePath = usual.find((path) => path !== undefined && path !== "" && existsSync(path));

export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results",
  timeout: 90_000,
  expect: { timeout: 15_000 },
  fullyParallel: true,
  forbidOnly: Boolean(process.env["CI"]),
  // Machines stumble. A journey that fails twice has failed; one that fails once is told by name, and is to be mended.
  retries: 1,
  // Ory's second is counted on the clock: more pages beside each other than processors would take it from one another.
  workers: 2,
  reporter: [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    baseURL: `http://localhost:${PORT}${MOUNT}`,
    viewport: { width: 1440, height: 900 },
    permissions: ["clipboard-read", "clipboard-write"],
    // Written along with every journey, it took as long as the journeys.
    trace: "on-first-retry",
    // Each journey is a first visit; the offline ones allow it.
    serviceWorkers: "block",
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
    },
  },
  webServer: {
    command: `node ${new URL("serve.mjs", import.meta.url).pathname}`,
    url: `http://localhost:${PORT}${MOUNT}`,
    reuseExistingServer: false,
    stdout: "ignore",
  },
});
