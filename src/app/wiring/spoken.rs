//! What screen readers are told of the result: the verdict, when it is another one and typing rests. Figures are not.

use leptos::prelude::*;

use super::RESTS;
use crate::{app::page::Page, report::status};

/// Tells each change of the verdict.
pub fn connect(page: Page) {
    let pending = StoredValue::new_local(None::<TimeoutHandle>);
    let verdict = Memo::new(move |_| page.answer.with(|answer| status::read(answer).word));
    Effect::new(move |before: Option<()>| {
        let _ = verdict.get();
        pending.update_value(|pending| {
            if let Some(pending) = pending.take() {
                pending.clear();
            }
            // What the page opens with is read from the page.
            *pending = before.and_then(|()| set_timeout_with_handle(move || tell(page), RESTS * 2).ok());
        });
    });
}

fn tell(page: Page) {
    let status = page.answer.with_untracked(status::read);
    let words = format!("{}. {}", status.word, status.sentence);
    // A verdict that came and went while one typed is the one that was told.
    if page.spoken.with_untracked(|spoken| !spoken.starts_with(status.word)) {
        page.spoken.set(words.trim().to_owned());
    }
}
