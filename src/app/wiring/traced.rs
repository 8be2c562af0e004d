//! From a word of the mail to what wrote it, and which parts of the mail the caret in the template makes.

use leptos::prelude::*;

use super::assist::{ask, of_html, point};
use crate::{
    app::{
        browser::caret,
        page::{LastBody, Page},
    },
    assist::{ask::Ask, body_text},
    diagnostic::Document,
};

/// Where the html stands in the body.
const HTML: &str = "message.html";

/// The paths of the values of the body that the expression at the caret makes: worked out once for all parts of the mail.
#[derive(Clone, Copy)]
pub struct MadePaths(Memo<Vec<String>>);

impl MadePaths {
    /// Follows the caret.
    pub fn of(page: Page) -> Self {
        Self(Memo::new(move |_| {
            let spans = page.made_spans();
            if spans.is_empty() {
                return Vec::new();
            }
            let body = |last: &Option<LastBody>| last.as_ref().map(|last| body_text::paths_of(&last.body, &spans));
            page.last_body.with(body).unwrap_or_default()
        }))
    }

    /// Whether the value at a path is among them.
    pub fn has(self, path: &str) -> bool {
        self.0.with(|paths| paths.iter().any(|made| made == path))
    }
}

/// Selects what wrote a character of a text of the mail, which is shown for the value at a path of the body. What was merged
/// into it stands elsewhere: then what made the whole.
pub fn of_value(page: Page, path: &str, shown: &str, character: usize) {
    let same = page.last_body.with_untracked(|last| {
        last.as_ref().and_then(|last| body_text::text_at(&last.body, path)).is_some_and(|value| value == shown)
    });
    let texts = page.look(|state| (state.text(Document::Template).to_owned(), state.text(Document::Ctx).to_owned()));
    let revision = page.look(|state| state.revision());
    let question = Ask::FromValue(path.to_owned(), same.then_some(character));
    ask(page, "body", texts, question, move |answer| point(page, revision, answer));
}

/// The same for a point of the document that shows the html.
pub fn of_document(page: Page, document: &web_sys::Document, x: f64, y: f64) {
    let html = page.mail.mail.with_untracked(|mail| Some(mail.as_ref()?.html.as_ref()?.content.clone()));
    let Some((html, letters)) = html.zip(caret::letters_before(document, x, y)) else { return };
    let raw = page.last_body.with_untracked(|last| {
        last.as_ref().and_then(|last| body_text::text_at(&last.body, HTML)).is_some_and(|value| value == html)
    });
    of_html(page, Ask::FromShown { html, letters, raw });
}
