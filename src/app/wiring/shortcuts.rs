//! The keyboard's ways across the page.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use crate::{
    app::{
        page::{Column, Page},
        parts::focus,
    },
    diagnostic::Document,
    state::Event,
};

/// Listens to the whole page.
pub fn listen(page: Page) {
    let handle = window_event_listener(ev::keydown, move |event| {
        if event.default_prevented() || in_dialog(&event) {
            return;
        }
        let command = event.ctrl_key() || event.meta_key();
        let digit = digit(&event);
        if command && event.key() == "Enter" {
            event.prevent_default();
            page.copy();
        } else if command && !event.shift_key() && event.key() == "z" && !writing(&event) {
            event.prevent_default();
            page.send(Event::Undo(None));
        } else if event.key() == "?" && !writing(&event) {
            page.help.set(true);
        } else if event.alt_key() && !command && digit.is_some() && !types_something(&event) {
            event.prevent_default();
            match digit {
                Some(1) => go_to_editor(page, Document::Template),
                Some(2) => go_to_editor(page, Document::Ctx),
                Some(3) => go_to(page, Column::See, "result"),
                _ => go_to(page, Column::Ship, "ship"),
            }
        }
    });
    on_cleanup(move || handle.remove());
}

/// The digit of the key itself: with Alt, some keyboards write other characters.
fn digit(event: &KeyboardEvent) -> Option<u32> {
    let code = event.code();
    let digit = code.strip_prefix("Digit")?.parse().ok()?;
    (1..=4).contains(&digit).then_some(digit)
}

/// On a Mac, and on some keyboards elsewhere, Alt makes another character of a digit, which is what is meant in a text.
fn types_something(event: &KeyboardEvent) -> bool {
    let key = event.key();
    writing(event) && key.chars().count() == 1 && !key.chars().all(|character| character.is_ascii_digit())
}

fn writing(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    target.is_some_and(|target| {
        target.is_content_editable() || matches!(target.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA")
    })
}

fn in_dialog(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    target.is_some_and(|target| target.closest("dialog").ok().flatten().is_some())
}

fn go_to_editor(page: Page, document: Document) {
    page.column.set(Column::Write);
    // On a narrow screen the column must be on the screen first.
    request_animation_frame(move || page.with_editor(document, |editor| editor.focus()));
}

fn go_to(page: Page, column: Column, id: &'static str) {
    page.column.set(column);
    request_animation_frame(move || {
        let _ = focus::on(id);
    });
}
