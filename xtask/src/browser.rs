//! The browsers the tests drive: one that is installed, or Debian's Chromium; Firefox where it can be had.

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
}

impl Driven {
    /// The journeys of tests/engines in this browser, on the `dist/` that was built last.
    pub fn journeys(&self, root: &Path) -> Command {
        let mut command = Command::new("node");
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
    Some(Driven { name: "firefox", programs: [("FIREFOX", browser), ("GECKODRIVER", driver)] })
}

/// Installs Firefox where that is possible, and says how it stands; where it is not, its journeys are skipped.
pub fn others() -> String {
    let ready = || -> Result<(), String> {
        if on_path("firefox-esr").or_else(|| on_path("firefox")).or_else(|| named("FIREFOX")).is_none() {
            apt(&["firefox-esr"])?;
        }
        if named("GECKODRIVER").is_none() {
            tools::geckodriver()?;
        }
        Ok(())
    };
    match (ready(), firefox()) {
        (_, Some(_)) => "there".to_owned(),
        (Err(why), None) => format!("not to be had: {}", why.lines().last().unwrap_or_default()),
        (Ok(()), None) => "not found".to_owned(),
    }
}

fn named(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
}
