//! What the state's commands mean in the browser.

use std::time::Duration;

use leptos::prelude::*;

use super::kept;
use crate::{
    app::page::{Column, Page},
    diagnostic::Document,
    state::{Command, Event},
};

/// Does what the state says.
pub fn obey(page: Page, command: Command) {
    match command {
        Command::Edit(document, edits) => page.with_editor(document, |editor| {
            // The editor still shows the text that the edits are for.
            editor.edit(&editor.text(), &edits);
        }),
        Command::SetText(document, text) => page.with_editor(document, |editor| editor.set_text(&text)),
        Command::Open { put_away, take_up, text } => {
            page.with_editor(Document::Ctx, |editor| editor.open(&put_away, &take_up, &text));
        }
        Command::Reveal(document, span) => {
            page.column.set(Column::Write);
            // On a narrow screen the column must be on the screen first.
            request_animation_frame(move || {
                page.with_editor(document, |editor| editor.reveal(&editor.text(), span));
            });
        }
        Command::Keep => kept::soon(page, page.pending),
        Command::PutSecretsAway => page.secrets_away.set_value(Some((
            page.key.try_update(std::mem::take).unwrap_or_default(),
            page.secrets.try_update(std::mem::take).unwrap_or_default(),
            page.present.try_update(Option::take).flatten(),
        ))),
        Command::BringSecretsBack => {
            if let Some((key, secrets, present)) = page.secrets_away.try_update_value(Option::take).flatten() {
                page.key.set(key);
                page.secrets.set(secrets);
                page.present.set(present);
            }
        }
        Command::DismissIn(id, milliseconds) => {
            set_timeout(move || dismiss(page, id), Duration::from_millis(milliseconds.into()));
        }
    }
}

/// Takes a notice away, unless somebody is at it with pointer or keyboard: then a little later.
fn dismiss(page: Page, id: u64) {
    let busy = document().query_selector(".notice:hover, .notice:focus-within").ok().flatten().is_some();
    if busy {
        set_timeout(move || dismiss(page, id), Duration::from_secs(5));
    } else {
        page.send(Event::Dismiss(Some(id)));
    }
}
