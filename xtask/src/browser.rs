//! The browsers the tests drive: one that is installed, or Debian's Chromium; Firefox and WebKit where they can be had.

use crate::tools::{self, apt, has, on_path, remedy};
use std::path::{Path, PathBuf};
use std::process::Command;

const NAMES: [&str; 4] = ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser"];
const MAC: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// A Chromium and the driver that belongs to it.
pub fn ready() -> Result<String, String> {
    if let (Some(browser), Some(_)) = (chromium(), driver()) {
        return Ok(format!("there ({})", browser.display()));
    }
    if !has("apt-get") {
        return Err(format!(
            "The tests drive Chrome or Chromium through chromedriver. {}",
            remedy(
                "brew install --cask google-chrome chromedriver",
                "Install both with your system's package manager, or name them: CHROMIUM=/path/to/chrome CHROMEDRIVER=/path/to/chromedriver"
            )
        ));
    }
    apt(&["chromium", "chromium-driver"])
}

/// The browser: CHROMIUM, or one of the usual names.
pub fn chromium() -> Option<PathBuf> {
    named("CHROMIUM")
        .or_else(|| NAMES.into_iter().find_map(on_path))
        .or_else(|| Some(PathBuf::from(MAC)).filter(|app| app.is_file()))
}

/// The driver: CHROMEDRIVER, or the one on PATH.
pub fn driver() -> Option<PathBuf> {
    named("CHROMEDRIVER").or_else(|| on_path("chromedriver"))
}

/// A browser of another engine, driven by WebDriver.
pub struct Driven {
    name: &'static str,
    /// Variables that tell tests/engines/browser.mjs where the programs are.
    programs: [(&'static str, PathBuf); 2],
    /// It has no window-less mode: it is given a screen that nobody sees.
    needs_screen: bool,
}

impl Driven {
    /// The journeys of tests/engines in this browser, on the `dist/` that was built last.
    pub fn journeys(&self, root: &Path) -> Command {
        let mut command = if self.needs_screen { Command::new("xvfb-run") } else { Command::new("node") };
        if self.needs_screen {
            command.args(["-a", "node"]);
        }
        command.args(["--test", "tests/engines/journeys.test.mjs"]).current_dir(root);
        command.env("BROWSER", self.name).env("FORCE_COLOR", "0");
        for (variable, program) in &self.programs {
            command.env(variable, program);
        }
        command
    }
}

/// Firefox with its driver, when both are there.
pub fn firefox() -> Option<Driven> {
    let browser = named("FIREFOX").or_else(|| ["firefox-esr", "firefox"].into_iter().find_map(on_path))?;
    let driver = named("GECKODRIVER").or_else(|| on_path("geckodriver"))?;
    Some(Driven { name: "firefox", programs: [("FIREFOX", browser), ("GECKODRIVER", driver)], needs_screen: false })
}

/// WebKitGTK's browser with its driver, when both are there.
pub fn webkit() -> Option<Driven> {
    let driver = named("WEBKITDRIVER").or_else(|| on_path("WebKitWebDriver"))?;
    let browser = named("MINIBROWSER").or_else(mini_browser)?;
    has("xvfb-run").then_some(())?;
    Some(Driven { name: "webkit", programs: [("MINIBROWSER", browser), ("WEBKITDRIVER", driver)], needs_screen: true })
}

/// WebKitGTK's browser, which lies in a folder of the machine's kind.
fn mini_browser() -> Option<PathBuf> {
    let libraries = std::fs::read_dir("/usr/lib").ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    let places =
        libraries.flat_map(|folder| ["4.1", "4.0", "6.0"].map(|line| folder.join(format!("webkit2gtk-{line}"))));
    places.map(|folder| folder.join("MiniBrowser")).find(|file| file.is_file())
}

/// Installs the other engines where that is possible, and says of each how it stands; where it is not, their journeys
/// are skipped.
pub fn others() -> String {
    let firefox_ready = || -> Result<(), String> {
        if on_path("firefox-esr").or_else(|| on_path("firefox")).or_else(|| named("FIREFOX")).is_none() {
            apt(&["firefox-esr"])?;
        }
        if named("GECKODRIVER").is_none() {
            tools::geckodriver()?;
        }
        Ok(())
    };
    let webkit_ready = || match webkit() {
        Some(_) => Ok(()),
        None => apt(&["webkit2gtk-driver", "xvfb", "xauth"]).map(|_| ()),
    };
    let stands = |name: &str, ready: Result<(), String>, there: bool| match (there, ready) {
        (true, _) => format!("{name} there"),
        (false, Err(why)) => format!("{name} not to be had: {}", why.lines().last().unwrap_or_default()),
        (false, Ok(())) => format!("{name} not found"),
    };
    let (firefox_ready, webkit_ready) = (firefox_ready(), webkit_ready());
    [stands("Firefox", firefox_ready, firefox().is_some()), stands("WebKit", webkit_ready, webkit().is_some())]
        .join(", ")
}

fn named(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
}
