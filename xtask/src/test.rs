//! `cargo xtask test`: every check and every test, with one count at the end.

use crate::run::{Steps, spoken};
use crate::totals::{self, Tally};
use crate::{assets, browser, build, project, run, setup, size, tidy, tools};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

const WASM: &[&str] = &["--target", "wasm32-unknown-unknown"];
/// How many steps `everything` has.
const STEPS: usize = 15;

/// Installs what is missing, runs everything, goes on after a failure; the last line is `N passed, N failed`.
pub fn run() -> Result<(), String> {
    let begun = Instant::now();
    let tally = match setup::ready(setup::For::Test, STEPS) {
        Ok(steps) => everything(steps),
        Err(why) => {
            println!("\n{why}");
            Tally::one(false)
        }
    };
    println!("\nin {}", spoken(begun.elapsed()));
    let skipped = if tally.skipped == 0 { String::new() } else { format!(", {} skipped", tally.skipped) };
    println!("{} passed, {} failed{skipped}", tally.passed, tally.failed);
    // The count has said it; nothing may stand below it.
    if tally.failed == 0 { Ok(()) } else { std::process::exit(1) }
}

fn everything(steps: Steps) -> Tally {
    let root = project::root();
    let editor = root.join("editor");
    let mut suite = Suite { steps, tally: Tally::default() };

    suite.lint("cargo fmt --check", &mut cargo(&["fmt", "--all", "--check"], &["--", "--color", "never"]));
    suite.check("tidy", || tidy::check().map_or_else(|why| (Tally::one(false), why), |said| (Tally::one(true), said)));
    suite.check("the editor's bundle", || {
        assets::editor().map_or_else(|why| (Tally::one(false), why), |()| (Tally::one(true), String::new()))
    });
    // Cargo's last steps keep one processor busy: the release is made on what is left of both.
    let modules = std::thread::spawn(|| captured(&mut run::behind(build::modules())));
    suite.lint("editor: npm run check", &mut npm(&editor, &["run", "check"]));
    suite.tests("editor: npm test", &mut npm(&editor, &["test"]), totals::node);
    suite.lint("journeys: npm run check", &mut npm(&root, &["run", "check"]));

    let deny = ["--", "-D", "warnings"];
    suite.lint("clippy", &mut cargo(&["clippy", "--workspace", "--all-targets", "--locked"], &deny));
    let wasm = [&["clippy", "--lib", "--bins", "--tests", "--locked"], WASM].concat();
    suite.lint("clippy, WebAssembly", &mut cargo(&wasm, &deny));
    suite.tests("cargo test", &mut cargo(&["test", "--workspace", "--locked", "--no-fail-fast"], &[]), totals::cargo);

    suite.tests("cargo test, in a browser", &mut web(), totals::cargo);
    let built = suite.check("release build", || {
        let modules = modules.join().unwrap_or_else(|_| (false, "The build of the modules was not started.".into()));
        let (succeeded, said) = if modules.0 { captured(&mut build::trunk(&["build", "--release"])) } else { modules };
        (Tally::one(succeeded), said)
    });
    suite.check("size of the download", || match size::check() {
        Ok((said, over)) => (Tally::one(built && over.is_empty()), format!("{said}\n{}", over.join("\n"))),
        Err(why) => (Tally::one(false), why),
    });
    if built {
        suite.tests("journeys", &mut journeys(&root), totals::playwright);
        suite.engine("journeys in Firefox", browser::firefox_journeys(&root));
        suite.engine("journeys in WebKit", browser::webkit_journeys(&root));
    } else {
        for what in ["journeys", "journeys in Firefox", "journeys in WebKit"] {
            suite.check(what, || (Tally::one(false), "Not run: there is no fresh dist/.".into()));
        }
    }
    suite.tally
}

fn cargo(args: &[&str], rest: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command
        .args(args)
        .args(rest)
        .env("PATH", tools::path())
        .env("CARGO_TERM_COLOR", "never")
        .current_dir(project::root());
    command
}

fn npm(folder: &Path, args: &[&str]) -> Command {
    let mut command = tools::npm_command();
    command.args(args).env("FORCE_COLOR", "0").current_dir(folder);
    command
}

/// tests/web, in a headless browser; webdriver.json says how it is started.
fn web() -> Command {
    let mut command = cargo(&[&["test", "--locked", "--test", "web"], WASM].concat(), &[]);
    command
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    if let Some(driver) = browser::driver() {
        command.env("CHROMEDRIVER", driver);
    }
    command
}

/// tests/e2e, on the dist/ that was just built.
fn journeys(root: &Path) -> Command {
    let mut command = Command::new(root.join("node_modules/.bin/playwright"));
    command.args(["test", "--config", "tests/e2e/playwright.config.ts"]).env("FORCE_COLOR", "0").current_dir(root);
    if let Some(browser) = browser::chromium() {
        command.env("CHROMIUM", browser);
    }
    command
}

/// What has been run, and how it went.
struct Suite {
    steps: Steps,
    tally: Tally,
}

impl Suite {
    /// A command that is one test: it passes when it succeeds.
    fn lint(&mut self, what: &str, command: &mut Command) -> bool {
        self.check(what, || {
            let (succeeded, said) = captured(command);
            (Tally::one(succeeded), said)
        })
    }

    /// A test runner, counted by what it says.
    fn tests(&mut self, what: &str, command: &mut Command, count: fn(&str) -> Tally) -> bool {
        self.check(what, || {
            let (succeeded, said) = captured(command);
            (Tally::of(count(&said), succeeded), said)
        })
    }

    /// Journeys in an engine that not every machine has: without it they are skipped, and said to be.
    fn engine(&mut self, what: &str, journeys: Option<Command>) -> bool {
        match journeys {
            Some(mut journeys) => self.tests(what, &mut journeys, totals::node),
            None => self.check(what, || (Tally::skipped(), String::new())),
        }
    }

    /// One step; what it says is shown when anything in it failed.
    fn check(&mut self, what: &str, work: impl FnOnce() -> (Tally, String)) -> bool {
        self.steps.begin(what);
        let begun = Instant::now();
        let (tally, said) = work();
        let time = spoken(begun.elapsed());
        self.tally += tally;
        if tally.skipped > 0 {
            println!("skipped: it is not to be had on this machine");
        } else if tally.failed == 0 {
            println!("{} passed in {time}", tally.passed);
        } else {
            println!("{} passed, {} FAILED in {time}\n\n{said}\n", tally.passed, tally.failed);
        }
        for name in totals::at_a_second_try(&said) {
            println!("        failed once and then passed, which is to be mended: {name}");
        }
        tally.failed == 0
    }
}

fn captured(command: &mut Command) -> (bool, String) {
    run::captured(command).unwrap_or_else(|why| (false, why))
}
