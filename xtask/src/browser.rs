//! The browser the tests drive: one that is installed, or Debian's Chromium.

use crate::tools::{apt, has, on_path, remedy};
use std::path::PathBuf;

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

fn named(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
}
