//! Whatever is pasted, dropped or chosen as files, recognised, shown and opened: nothing is replaced until the user says so.

use leptos::{ev::KeyboardEvent, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{
    app::{
        browser::files::{self, Given},
        page::Page,
        parts::{found::Outcome, modal},
    },
    share::import,
};

/// The dialog, and what is shown while files are held over the page.
#[component]
pub fn ImportDialog() -> impl IntoView {
    let page = expect_context::<Page>();
    let text = RwSignal::new(String::new());
    let closed = move || {
        page.given.set(Given::default());
        text.set(String::new());
    };
    let dialog = modal::shown_while(move || page.importing.get(), || {}, closed);
    let typed = move |typed: String| {
        let texts = if typed.trim().is_empty() { Vec::new() } else { vec![(String::new(), typed.clone())] };
        page.given.set(Given { texts, ..Given::default() });
        text.set(typed);
    };
    let read =
        Memo::new(move |_| page.given.with(|given| (!given.texts.is_empty()).then(|| import::files(&given.texts))));
    let chosen = move |event| {
        spawn_local(async move {
            text.set(String::new());
            page.given.set(files::of(&event).await);
        });
    };
    // As a click on the first button that opens something.
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            let first = document().query_selector(".import .outcome button").ok().flatten();
            if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
                first.click();
            }
        }
    };
    let names = move || page.given.with(names);
    let skipped = move || {
        page.given.with(|given| {
            (!given.skipped.is_empty())
                .then(|| view! { <p class="skipped">{format!("Not read: {}.", given.skipped.join(", "))}</p> })
        })
    };
    view! {
        <dialog class="import" node_ref=dialog aria-labelledby="import-title" on:close=move |_| page.importing.set(false) on:keydown=on_key>
            <h2 id="import-title">"Import"</h2>
            <p>
                "Paste whatever holds a hook or a template: an action, an identity configuration, kratos.yml, Helm values, a script, a command, base64, a link of this page, an https address. Nothing is replaced until you open it."
            </p>
            <textarea
                aria-label="What to import"
                placeholder="Paste here"
                spellcheck="false"
                autofocus
                rows="7"
                prop:value=move || text.get()
                on:input=move |event| typed(event_target_value(&event))
            ></textarea>
            <label class="files">
                "Or drop files or a folder anywhere on this page, or choose some: "
                <input type="file" multiple on:change=chosen />
            </label>
            <div class="outcome" role="status">
                {names}
                {skipped}
                {move || read.get().map(|import| view! { <Outcome import /> })}
            </div>
            <button type="button" class="plain" on:click=move |_| page.importing.set(false)>
                "Close"
            </button>
        </dialog>
        <Show when=move || page.held_over.get()>
            <div class="drop-hint" aria-hidden="true">
                <p>
                    <b>"Drop to import"</b>
                    <span>"A template, an action, a configuration, or a folder with all of them. Nothing is replaced yet."</span>
                </p>
            </div>
        </Show>
    }
}

/// The files that are read, by name; nothing for a text that was pasted.
fn names(given: &Given) -> Option<impl IntoView + use<>> {
    const SHOWN: usize = 8;
    let names: Vec<&str> = given.texts.iter().map(|(name, _)| name.as_str()).filter(|name| !name.is_empty()).collect();
    let more = names.len().saturating_sub(SHOWN);
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    let shown = names.iter().take(SHOWN).copied().collect::<Vec<_>>().join(", ");
    let from = given.from.as_ref().map(|host| format!(" from {host}")).unwrap_or_default();
    (!names.is_empty()).then(|| view! { <p class="names">{format!("Read: {shown}{more}{from}.")}</p> })
}
