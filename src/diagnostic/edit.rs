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
    /// An edit of the template.
    pub fn template(span: Span, text: impl Into<String>) -> Self {
        Self { document: Document::Template, span, text: text.into() }
    }

    /// `text` with this edit made; unchanged when the span does not fit it.
    pub fn apply(&self, text: &str) -> String {
        match (text.get(..self.span.start), text.get(self.span.end..)) {
            (Some(before), Some(after)) if self.span.start <= self.span.end => [before, &self.text, after].concat(),
            _ => text.to_owned(),
        }
    }
}

/// A text with edits made that do not overlap, in whatever order they stand; of those at one place, the first stays first.
pub fn applied(text: &str, edits: &[Edit]) -> String {
    let mut ordered: Vec<&Edit> = edits.iter().collect();
    ordered.sort_by_key(|edit| (edit.span.start, edit.span.end));
    // From the end, so that the earlier spans still fit.
    ordered.into_iter().rev().fold(text.to_owned(), |text, edit| edit.apply(&text))
}
