//! From a word of the mail to what wrote it, and which parts of the mail the caret in the template makes.

use leptos::prelude::*;

use super::assist::{ask, point};
use crate::{
    app::page::Page,
    assist::{ask::Ask, body_text},
    diagnostic::Document,
};

/// The paths of the values of the body that the expression at the caret makes.
pub fn made_paths(page: Page) -> Vec<String> {
    let spans = if page.sends() { page.made.get() } else { Vec::new() };
    if spans.is_empty() {
        return Vec::new();
    }
    page.last_body.with(|last| last.as_ref().map(|last| body_text::paths_of(&last.body, &spans)).unwrap_or_default())
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
