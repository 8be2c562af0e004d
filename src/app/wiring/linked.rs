//! A link that this page was opened with, or that was put into its address while it was open.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsValue;

use crate::{app::page::Page, share::link, state::Event};

/// Opens what the address holds, as an act that can be undone, and takes it out of the address: a reload must not open it
/// over what was typed since.
pub fn connect(page: Page) {
    open(page);
    let handle = window_event_listener(ev::hashchange, move |_| open(page));
    on_cleanup(move || handle.remove());
}

fn open(page: Page) {
    let location = window().location();
    let Some(hash) = location.hash().ok().filter(|hash| hash.starts_with("#d")) else { return };
    match link::read(&hash) {
        Ok(opened) => {
            let words = [vec!["The link is open.".to_owned()], opened.notes].concat().join(" ");
            page.send(Event::Load(Box::new(opened.draft), words));
        }
        Err(why) => page.send(Event::Say(format!("The link was not opened: {why} Your work is as it was."))),
    }
    let plain = location.href().unwrap_or_default();
    let plain = plain.split('#').next().unwrap_or_default();
    // A browser that keeps the address opens the same link again after a reload; Undo is there then, too.
    let _ = window().history().and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(plain)));
}
