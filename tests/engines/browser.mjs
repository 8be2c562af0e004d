// A browser driven by WebDriver: Chromium, Firefox or WebKit, as BROWSER says. Playwright drives builds of its own of the
// last two; these are the ones a system has.
import { spawn } from "node:child_process";
import { connect } from "node:net";
import { Builder, By, Key, until } from "selenium-webdriver";
import { MOUNT, PORT } from "../e2e/serve.mjs";

/** @typedef {import("selenium-webdriver").WebDriver} WebDriver */

/** How long anything on the page may take, in milliseconds: a machine under load is no failure. */
const PATIENCE = 20_000;
/** Each driver has a port of its own: that of the one before may be taken a while yet. */
let nextPort = 4460;

/** @type {Record<string, { driver: string, port: (port: number) => string[], capabilities: Record<string, unknown> }>} */
const ENGINES = {
  chromium: {
    driver: process.env["CHROMEDRIVER"] ?? "chromedriver",
    port: (port) => [`--port=${port}`],
    capabilities: {
      browserName: "chrome",
      "goog:chromeOptions": { binary: process.env["CHROMIUM"], args: ["--headless=new", "--no-sandbox", "--disable-gpu"] },
    },
  },
  firefox: {
    driver: process.env["GECKODRIVER"] ?? "geckodriver",
    port: (port) => ["--port", String(port)],
    capabilities: { browserName: "firefox", "moz:firefoxOptions": { binary: process.env["FIREFOX"], args: ["-headless"] } },
  },
  webkit: {
    driver: process.env["WEBKITDRIVER"] ?? "WebKitWebDriver",
    port: (port) => [`--port=${port}`],
    capabilities: {
      browserName: "MiniBrowser",
      "webkitgtk:browserOptions": { binary: process.env["MINIBROWSER"], args: ["--automation"] },
    },
  },
};

/** The page as a person finds it, in the browser that BROWSER names. */
export class Playground {
  #end;

  /** @param {{ driver: WebDriver, end: () => void }} browser */
  constructor({ driver, end }) {
    this.driver = driver;
    this.#end = end;
  }

  /** The browser's name, as BROWSER has it. */
  static get engine() {
    return process.env["BROWSER"] ?? "chromium";
  }

  /** Starts the driver's program and a browser; `stop` ends both. */
  static async start() {
    return new Playground(await started());
  }

  /** Ends the browser, which may be gone already, and its driver's program. */
  async stop() {
    await this.driver.quit().catch(() => undefined);
    this.#end();
  }

  /** Another browser in place of this one. */
  async again() {
    await this.stop();
    ({ driver: this.driver, end: this.#end } = await started());
  }

  /** A first visit, whatever stood before. */
  async open(address = "") {
    const home = `http://localhost:${PORT}${MOUNT}`;
    await this.driver.get("about:blank");
    await this.driver.get(`${home}icons/icon.svg`);
    await this.driver.executeScript("localStorage.clear(); sessionStorage.clear();");
    await this.driver.get(home + address);
    await this.says("Sends");
    return this;
  }

  /**
   * @param {string} css
   * @returns {Promise<import("selenium-webdriver").WebElement>}
   */
  async one(css) {
    return this.driver.wait(until.elementLocated(By.css(css)), PATIENCE, css);
  }

  /**
   * The button of this name.
   * @param {string} name
   */
  async press(name) {
    const named = `//button[normalize-space(.)="${name}" or @aria-label="${name}"]`;
    const button = await this.driver.wait(until.elementLocated(By.xpath(named)), PATIENCE, `button ${name}`);
    await this.driver.wait(until.elementIsVisible(button), PATIENCE);
    await button.click();
  }

  /**
   * The tab whose name begins so.
   * @param {string} name
   */
  async see(name) {
    const tab = await this.driver.wait(
      until.elementLocated(By.xpath(`//*[@role="tab"][starts-with(normalize-space(.), "${name}")]`)),
      PATIENCE,
      `tab ${name}`,
    );
    await tab.click();
  }

  /**
   * Waits until an element's text holds what is wanted; a failure prints what it said instead.
   * @param {string} css
   * @param {string | RegExp} wanted
   */
  async reads(css, wanted) {
    let text = "";
    const holds = async () => {
      text = await this.driver.executeScript((/** @type {string} */ css) => document.querySelector(css)?.textContent ?? "", css);
      return typeof wanted === "string" ? text.includes(wanted) : wanted.test(text);
    };
    await this.driver.wait(holds, PATIENCE).catch((/** @type {Error} */ error) => {
      throw new Error(`${css} never read ${wanted}, but: ${text} (${error.name})`, { cause: error });
    });
    return text;
  }

  /** @param {string} verdict */
  async says(verdict) {
    await this.reads(".status .pill", new RegExp(`^${verdict}`));
  }

  /**
   * The editor with this name.
   * @param {string} label
   */
  async editor(label) {
    return this.one(`[role=textbox][aria-label="${label}"]`);
  }

  /**
   * Puts a text in place of what an editor holds, as a paste does.
   * @param {string} label
   * @param {string} text
   */
  async write(label, text) {
    const editor = await this.editor(label);
    await this.driver.executeScript((/** @type {HTMLElement} */ editor) => editor.focus(), editor);
    await editor.sendKeys(Key.chord(Key.CONTROL, "a"));
    await this.driver.executeScript((/** @type {string} */ text) => document.execCommand("insertText", false, text), text);
  }

  /**
   * Presses keys in an editor.
   * @param {string} label
   * @param {...string} keys
   */
  async keys(label, ...keys) {
    const editor = await this.editor(label);
    await this.driver.executeScript((/** @type {HTMLElement} */ editor) => editor.focus(), editor);
    await editor.sendKeys(...keys);
  }

  /**
   * Puts what is on the clipboard in place of what an editor holds.
   * @param {string} label
   */
  async paste(label) {
    // A chord each: in one call, Firefox's driver lets Control go between two.
    await this.keys(label, Key.chord(Key.CONTROL, "a"));
    await this.keys(label, Key.chord(Key.CONTROL, "v"));
  }

  /**
   * Runs an asynchronous function in the page and gives what it answers.
   * @template Asked, Answered
   * @param {(asked: Asked) => Promise<Answered>} inPage
   * @param {Asked} asked
   * @returns {Promise<Answered>}
   */
  async ask(inPage, asked) {
    const script = `const done = arguments[arguments.length - 1];
      (${inPage})(arguments[0]).then((answer) => done({ answer }), (error) => done({ error: String(error) }));`;
    /** @type {{ answer: Answered, error?: string }} */
    const said = await this.driver.executeAsyncScript(script, asked);
    if (said.error !== undefined) throw new Error(said.error);
    return said.answer;
  }
}

/** A browser and its driver's program, which `end` ends. */
async function started() {
  const engine = ENGINES[Playground.engine];
  if (engine === undefined) throw new Error(`BROWSER=${Playground.engine}: one of ${Object.keys(ENGINES).join(", ")}`);
  const port = nextPort++;
  const program = spawn(engine.driver, engine.port(port), { stdio: "ignore" });
  /** @type {Promise<never>} */
  const missing = new Promise((_, reject) => program.on("error", reject));
  await Promise.race([listening(port), missing]);
  try {
    const driver = await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(engine.capabilities).build();
    await driver.manage().setTimeouts({ script: 300_000 });
    await driver.manage().window().setRect({ width: 1440, height: 900 });
    return { driver, end: () => void program.kill() };
  } catch (error) {
    program.kill();
    throw error;
  }
}

/**
 * Waits until something listens.
 * @param {number} port
 */
async function listening(port) {
  for (let tries = 0; tries < 200; tries++) {
    const there = await new Promise((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true)).on("error", () => resolve(false));
      setTimeout(() => socket.destroy(), 100);
    });
    if (there) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("The browser's driver did not start.");
}
