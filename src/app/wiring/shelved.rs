//! The shelf of drafts in the browser's storage: read, changed and written in one go, since other tabs do so too.

use leptos::prelude::*;

use crate::{
    app::{
        browser::storage::{self, StorageRefused},
        page::Page,
    },
    report::first_draft,
    share::shelf::{EVERY_MS, Shelf, Unreadable},
    state::Event,
};

/// Where it is kept in the browser.
const SHELF: &str = "ory-actions-playground.drafts";

/// The shelf as it is now; none where a newer page, or something else, has written it.
pub fn read() -> Option<Shelf> {
    match storage::read(SHELF) {
        Ok(Some(text)) => match Shelf::read(&text) {
            Ok(shelf) => Some(shelf),
            Err(Unreadable::Newer(_)) => None,
            // Nothing of it can be had.
            Err(Unreadable::Damaged) => Some(Shelf::default()),
        },
        Ok(None) => Some(Shelf::default()),
        Err(_) => None,
    }
}

/// Changes the shelf. Where there is no room, the oldest that nobody named goes. Answers whether it is kept.
pub fn change<T>(change: impl FnOnce(&mut Shelf) -> T) -> Option<T> {
    let mut shelf = read()?;
    let done = change(&mut shelf);
    loop {
        match storage::write(SHELF, &shelf.write()) {
            Ok(()) => return Some(done),
            Err(StorageRefused::Full) if shelf.make_room() => {}
            Err(_) => return None,
        }
    }
}

/// Puts the present draft aside before another takes its place.
pub fn before(page: Page, event: &Event) {
    let why = match event {
        Event::Load(_, words) | Event::Import(_, words) => {
            format!("Before: {}", words.split(['.', ':']).next().unwrap_or_default())
        }
        Event::Reset { .. } => "Before a reset".to_owned(),
        Event::TakeOther => "Before the other tab’s was opened".to_owned(),
        _ => return,
    };
    put_aside(page, &why);
}

/// Puts the present draft aside when the last time is long enough ago.
pub fn now_and_then(page: Page) {
    let now = js_sys::Date::now();
    if page.put_aside_at.get_value() + EVERY_MS > now {
        return;
    }
    page.put_aside_at.set_value(now);
    if read().is_some_and(|shelf| shelf.is_due(now)) {
        put_aside(page, "As you worked");
    }
}

fn put_aside(page: Page, why: &str) {
    let draft = page.look(|state| state.owned().draft());
    // What a first visitor finds needs no keeping, and a frame keeps nothing.
    if page.embedded || draft == first_draft() {
        return;
    }
    // Where nothing can be kept, that is told already.
    let _ = change(|shelf| shelf.put_aside(why, draft, js_sys::Date::now()));
}
