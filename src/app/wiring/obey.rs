//! What the state's commands mean in the browser.

use std::time::Duration;

use leptos::prelude::*;

use super::kept;
use crate::{
    app::page::{Column, InMemory, Page},
    diagnostic::Document,
    state::{
        Command, Event,
        act::{self, ActId, without},
    },
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
        Command::Pin(pins) => page.pin(&pins),
        Command::Reveal(document, span) => {
            page.column.set(Column::Write);
            // On a narrow screen the column must be on the screen first.
            request_animation_frame(move || {
                page.with_editor(document, |editor| editor.reveal(&editor.text(), span));
            });
        }
        Command::Keep => kept::soon(page, page.pending),
        Command::PutSecretsAway(act) => swap_secrets(page, act, InMemory::default()),
        Command::TakeSecrets(act) => {
            if let Some(coming) = page.secrets_coming.try_update_value(Option::take).flatten() {
                swap_secrets(page, act, coming);
            }
        }
        Command::BringSecretsBack(act) => bring_secrets_back(page, act),
        Command::DismissIn(id, milliseconds) => {
            set_timeout(move || dismiss(page, id), Duration::from_millis(milliseconds.into()));
        }
    }
}

/// Puts this into memory; what is there can be brought back as long as the act can be undone.
fn swap_secrets(page: Page, act: ActId, after: InMemory) {
    page.secrets_away.update_value(|away| {
        away.push((act, page.in_memory(), after.clone()));
        let old = away.len().saturating_sub(act::REMEMBERED);
        away.drain(..old);
    });
    put_secrets(page, after);
}

/// Brings back what was there before an act, unless it was changed again since.
fn bring_secrets_back(page: Page, act: ActId) {
    let found = page.secrets_away.try_update_value(|away| {
        let at = away.iter().position(|(id, ..)| *id == act)?;
        Some(away.remove(at))
    });
    if let Some((_, before, after)) = found.flatten() {
        let now = page.in_memory();
        put_secrets(
            page,
            (
                without(&before.0, &after.0, &now.0),
                without(&before.1, &after.1, &now.1),
                without(&before.2, &after.2, &now.2),
            ),
        );
    }
}

fn put_secrets(page: Page, (key, secrets, present): InMemory) {
    page.key.set(key);
    page.secrets.set(secrets);
    page.present.set(present);
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
