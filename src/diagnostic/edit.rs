//! A change to a text that the page can apply.

use serde::{Deserialize, Serialize};

use super::span::{Document, Span};

/// Replace `span` of `document` by `text`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// Which text.
    pub document: Document,
    /// What to replace; empty to insert.
    pub span: Span,
    /// What to put there.
    pub text: String,
}

impl Edit {
    /// `text` with this edit made; unchanged when the span does not fit it.
    pub fn apply(&self, text: &str) -> String {
        match (text.get(..self.span.start), text.get(self.span.end..)) {
            (Some(before), Some(after)) if self.span.start <= self.span.end => [before, &self.text, after].concat(),
            _ => text.to_owned(),
        }
    }
}
