//! A link that this page was opened with, or that was put into its address while it was open: a draft in its fragment,
//! and the `?` parameters, which are no secret.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsValue;

use crate::{
    app::page::Page,
    mandrill::gallery::EXAMPLES,
    ory::scenarios,
    report::opening,
    share::link::{self, Params},
    state::{Event, chosen::Chosen},
};

/// What the address says about how the page opens.
pub fn params() -> Params {
    Params::parse(&window().location().search().unwrap_or_default())
}

/// Opens what the address holds, as acts that can be undone, and takes it out of the address: a reload must not open it
/// over what was typed since.
pub fn connect(page: Page) {
    let params = params();
    let example = params.example.as_ref().and_then(|id| EXAMPLES.iter().find(|example| example.id == id));
    if let Some(example) = example {
        let draft = page.look(|state| opening::example(example, &state.owned().draft()));
        load(page, draft, format!("“{}” is open.", example.title));
    }
    open(page);
    let scenario = params.scenario.as_deref().and_then(scenarios::find);
    if let Some(scenario) = scenario {
        page.send(Event::Choose(Chosen::Catalogue(scenario.id)));
    }
    if !page.embedded && params != Params::default() {
        let location = window().location();
        forget(&location.pathname().unwrap_or_default());
    }
    let handle = window_event_listener(ev::hashchange, move |_| open(page));
    on_cleanup(move || handle.remove());
}

fn open(page: Page) {
    let location = window().location();
    let Some(hash) = location.hash().ok().filter(|hash| hash.starts_with("#d")) else { return };
    match link::read(&hash) {
        Ok(opened) => {
            let words = [vec!["The link is open.".to_owned()], opened.notes].concat().join(" ");
            load(page, opened.draft, words);
        }
        Err(why) => page.send(Event::Say(format!("The link was not opened: {why} Your work is as it was."))),
    }
    if !page.embedded {
        let plain = location.href().unwrap_or_default();
        forget(plain.split('#').next().unwrap_or_default());
    }
}

fn load(page: Page, draft: crate::draft::Draft, words: String) {
    page.send(Event::Load(Box::new(draft), words));
    if page.embedded {
        // In a frame there is nothing that it replaced.
        page.send(Event::Dismiss(None));
    }
}

fn forget(address: &str) {
    // A browser that keeps the address opens the same link again after a reload; Undo is there then, too.
    let _ = window().history().and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(address)));
}
