//! The Mandrill API key: in memory only, put in only when something is copied.

use std::fmt;

/// A key as typed. It cannot be serialised, and prints as dots.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ApiKey(String);

impl ApiKey {
    /// The key in what was typed; spaces around it are a slip of the paste.
    pub fn typed(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    /// The key itself, to be put into what leaves by the user's own hand; none when nothing was typed.
    pub fn reveal(&self) -> Option<&str> {
        Some(self.0.as_str()).filter(|key| !key.is_empty())
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("••••••")
    }
}
