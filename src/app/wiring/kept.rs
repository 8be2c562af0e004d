//! What the browser keeps: the draft for the next visit, and once more for this tab, whose own work a reload must find
//! even where another tab kept something else.

use std::time::Duration;

use leptos::{ev, prelude::*};

use crate::{
    app::{
        browser::storage::{self, StorageRefused},
        page::Page,
    },
    share::saved,
    state::{
        Event,
        keep::{Found, Keeping},
    },
};

/// Where the draft is kept in the browser.
pub const DRAFT: &str = "ory-actions-playground.draft";
/// Where what could not be read is put aside.
const ASIDE: &str = "ory-actions-playground.draft.damaged";
/// Where the theme is kept in the browser.
pub const THEME: &str = "ory-actions-playground.theme";

/// Where it is kept whether values stand at the line ends.
pub const VALUES: &str = "ory-actions-playground.values";
/// Where it is kept that somebody has read what this page is.
pub const INTRODUCED: &str = "ory-actions-playground.introduced";

/// A pause in typing after which the draft is kept.
const AFTER: Duration = Duration::from_millis(250);

/// What this tab kept for itself.
pub fn in_tab() -> Found {
    read(storage::read_tab(DRAFT))
}

/// What was kept for the next visit, by whichever tab.
pub fn shared() -> Found {
    let found = storage::read(DRAFT);
    if let Ok(Some(text)) = &found
        && matches!(saved::read(text), Err(saved::Unreadable::Damaged(_)))
    {
        // Where there is no room for it, there was nothing that could be read either.
        let _ = storage::write(ASIDE, text);
    }
    read(found)
}

fn read(found: Result<Option<String>, StorageRefused>) -> Found {
    match found {
        Ok(Some(text)) => of(&text),
        Ok(None) => Found::Nothing,
        Err(_) => Found::Forbidden,
    }
}

fn of(text: &str) -> Found {
    match saved::read(text) {
        Ok(draft) => Found::Draft(Box::new(draft)),
        Err(saved::Unreadable::Damaged(_)) => Found::Damaged,
        Err(saved::Unreadable::Newer(_)) => Found::Newer,
    }
}

/// Keeps the draft after the pause in typing that follows.
pub fn soon(page: Page, pending: StoredValue<Option<TimeoutHandle>, LocalStorage>) {
    clear(pending);
    pending.set_value(set_timeout_with_handle(move || now(page, pending), AFTER).ok());
}

/// Keeps the draft if that is still to be done: also when the page is left before the pause has passed.
fn now(page: Page, pending: StoredValue<Option<TimeoutHandle>, LocalStorage>) {
    if !clear(pending) || page.embedded {
        return;
    }
    let (text, keeping) = page.look(|state| (saved::write(&state.owned().draft()), state.keeping().clone()));
    // Where a tab has no place of its own, the common one holds the draft.
    let _ = storage::write_tab(DRAFT, &text);
    super::shelved::now_and_then(page);
    if matches!(keeping, Keeping::Here | Keeping::Nowhere) {
        page.send(Event::Kept(storage::write(DRAFT, &text).is_ok()));
    }
}

fn clear(pending: StoredValue<Option<TimeoutHandle>, LocalStorage>) -> bool {
    let handle = pending.try_update_value(Option::take).flatten();
    if let Some(handle) = handle {
        handle.clear();
    }
    handle.is_some()
}

/// Listens to other tabs, and to the page being left.
pub fn connect(page: Page, pending: StoredValue<Option<TimeoutHandle>, LocalStorage>) {
    if page.embedded {
        return;
    }
    let other = window_event_listener(ev::storage, move |event| {
        if event.key().as_deref() != Some(DRAFT) {
            return;
        }
        match event.new_value().as_deref().map(of) {
            Some(Found::Draft(draft)) => page.send(Event::OtherTab(draft)),
            Some(Found::Newer) => page.send(Event::NewerPage),
            _ => {}
        }
    });
    let left = window_event_listener(ev::pagehide, move |_| now(page, pending));
    let hidden = window_event_listener(ev::visibilitychange, move |_| now(page, pending));
    on_cleanup(move || {
        other.remove();
        left.remove();
        hidden.remove();
    });
}
