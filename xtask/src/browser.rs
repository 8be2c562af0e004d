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

/// The journeys of tests/engines in Firefox, on the `dist/` that was built last, when browser and driver are there.
pub fn firefox_journeys(root: &Path) -> Option<Command> {
    let (browser, driver) = (firefox()?, geckodriver()?);
    let mut command = Command::new("node");
    command.env("BROWSER", "firefox").env("FIREFOX", browser).env("GECKODRIVER", driver);
    Some(journeys(command, root))
}

/// The same in WebKit. It has no window-less mode: it is given a screen that nobody sees.
pub fn webkit_journeys(root: &Path) -> Option<Command> {
    let (browser, driver) = (mini_browser()?, webkit_driver()?);
    let mut command = Command::new(on_path("xvfb-run")?);
    command.args(["-a", "node"]).env("BROWSER", "webkit").env("MINIBROWSER", browser).env("WEBKITDRIVER", driver);
    // Where there is no graphics card, WebKit's compositor draws through Mesa's llvmpipe, in which it was seen to die.
    command.env("WEBKIT_DISABLE_COMPOSITING_MODE", "1");
    Some(journeys(command, root))
}

fn journeys(mut command: Command, root: &Path) -> Command {
    command.args(["--test", "tests/engines/journeys.test.mjs"]).current_dir(root).env("FORCE_COLOR", "0");
    command
}

fn firefox() -> Option<PathBuf> {
    named("FIREFOX").or_else(|| ["firefox-esr", "firefox"].into_iter().find_map(on_path))
}

fn geckodriver() -> Option<PathBuf> {
    named("GECKODRIVER").or_else(|| on_path("geckodriver"))
}

/// WebKitGTK's browser, which lies in a folder of the machine's kind.
fn mini_browser() -> Option<PathBuf> {
    let installed = || {
        let folders = std::fs::read_dir("/usr/lib").ok()?.filter_map(|entry| Some(entry.ok()?.path()));
        let places = folders
            .flat_map(|folder| ["4.1", "6.0", "4.0"].map(|line| folder.join(format!("webkit2gtk-{line}/MiniBrowser"))));
        places.into_iter().find(|file| file.is_file())
    };
    named("MINIBROWSER").or_else(installed)
}

fn webkit_driver() -> Option<PathBuf> {
    named("WEBKITDRIVER").or_else(|| on_path("WebKitWebDriver"))
}

/// Installs WebKit where that is possible, and says how it stands; where it is not, its journeys are skipped.
pub fn webkit_ready() -> String {
    let there = mini_browser().is_some() && webkit_driver().is_some() && has("xvfb-run");
    let ready = if there { Ok("there".to_owned()) } else { apt(&["webkit2gtk-driver", "xvfb", "xauth"]) };
    ready.unwrap_or_else(|why| format!("not to be had: {}", why.lines().last().unwrap_or_default()))
}

/// Installs Firefox where that is possible, and says how it stands; where it is not, its journeys are skipped.
pub fn firefox_ready() -> String {
    let browser = firefox().map_or_else(|| apt(&["firefox-esr"]), |_| Ok("there".to_owned()));
    let driver = geckodriver().map_or_else(tools::geckodriver, |_| Ok("there".to_owned()));
    match browser.and(driver) {
        Ok(said) => said,
        Err(why) => format!("not to be had: {}", why.lines().last().unwrap_or_default()),
    }
}

fn named(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
}
