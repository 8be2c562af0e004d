//! Light or dark: the system's choice until the user makes one.

use web_sys::window;

/// A choice of theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// Its name in storage and in the page's `data-theme`.
    pub fn name(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The theme of that name; the system's for any other.
    pub fn named(name: &str) -> Self {
        match name {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => Theme::System,
        }
    }

    /// The one the switch goes to next.
    pub fn next(self) -> Self {
        match self {
            Theme::System => Theme::Light,
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::System,
        }
    }

    /// Shows the page in it.
    pub fn show(self) {
        let root = window().and_then(|window| window.document()).and_then(|document| document.document_element());
        if let Some(root) = root {
            // Setting an attribute with a plain name cannot fail.
            let _ = root.set_attribute("data-theme", self.name());
        }
    }
}
