//! Something that may stand in memory and nowhere else.

use std::fmt;

use crate::mandrill::key::{self, PLACEHOLDER};

/// A secret: it cannot be serialised and prints as dots.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes a text as a secret.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for the field it belongs into.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("••••")
    }
}

/// The template with the placeholder where a Mandrill key stood in it, and the first of these keys.
pub fn without_key(template: &str) -> (String, Option<Secret>) {
    let mut clean = String::with_capacity(template.len());
    let mut found = None;
    let mut rest = template;
    while let Some(span) = key::literal(rest) {
        found.get_or_insert_with(|| Secret::new(span.of(rest)));
        clean.push_str(rest.get(..span.start).unwrap_or_default());
        clean.push_str(PLACEHOLDER);
        rest = rest.get(span.end..).unwrap_or_default();
    }
    (clean + rest, found)
}
