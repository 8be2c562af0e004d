//! Where the action goes, and how Ory proves itself there.

use leptos::prelude::*;

use super::proof::ProofFields;
use crate::{
    app::{page::Page, parts::key_field::KeyField},
    draft::{ActionDraft, Auth},
    mandrill::key,
    ory::action::{
        address::absolute,
        receivers::{RECEIVERS, Receiver, is_mandrill},
    },
    state::Event,
};

/// The receiver with its key or secrets.
#[component]
pub fn ReceiverFields() -> impl IntoView {
    let page = expect_context::<Page>();
    let preset = Memo::new(move |_| page.action.with(|action| RECEIVERS.iter().position(|one| one.url == action.url)));
    let mandrill = Memo::new(move |_| page.action.with(|action| is_mandrill(&action.url)));
    let placeholder = Memo::new(move |_| page.template.with(|template| key::has_placeholder(template)));
    let note = move || preset.get().and_then(|at| RECEIVERS.get(at)).map_or("", |receiver| receiver.note);
    // A preset that is complete needs no address to be seen; the command has it.
    let other = RwSignal::new(false);
    let open = Memo::new(move |_| {
        other.get() || preset.get().and_then(|at| RECEIVERS.get(at)).is_none_or(|one| !one.note.is_empty())
    });
    let options = RECEIVERS
        .iter()
        .enumerate()
        .map(|(at, Receiver { name, what, .. })| {
            view! { <option value=at.to_string() prop:selected=move || preset.get() == Some(at) && !other.get()>{format!("{name}: {what}")}</option> }
        })
        .collect_view();
    let choose = move |event| {
        let at = event_target_value(&event).parse::<usize>().ok();
        other.set(at.is_none());
        if let Some(receiver) = at.and_then(|at| RECEIVERS.get(at)) {
            page.send(Event::SetAction(receiver.choose(&page.action.get_untracked())));
        }
    };
    let fault = Memo::new(move |_| page.action.with(|action| absolute(&action.url).err()));
    view! {
        <div class="field">
            <label for="receiver">"Sends to"</label>
            <select id="receiver" on:change=choose>
                {options}
                <option value="" prop:selected=move || preset.get().is_none() || other.get()>"Another address"</option>
            </select>
            <Show when=move || open.get()>
            <input
                aria-label="Address"
                class="code"
                spellcheck="false"
                autocomplete="off"
                aria-invalid=move || fault.get().is_some().to_string()
                aria-describedby="address-hint"
                prop:value=move || page.action.with(|action| action.url.clone())
                on:input=move |event| {
                    let url = event_target_value(&event).trim().to_owned();
                    page.send(Event::SetAction(ActionDraft { url, ..page.action.get_untracked() }));
                }
            />
            </Show>
            <span class="hint" class:warns=move || fault.get().is_some() id="address-hint">
                {move || fault.get().map_or_else(|| note().to_owned(), |fault| format!("Ory would refuse this address: {fault}."))}
            </span>
        </div>
        <Show when=move || mandrill.get() || placeholder.get()>
            <KeyField />
        </Show>
        <Show when=move || !mandrill.get() || page.action.with(|action| action.auth != Auth::None)>
            <ProofFields />
        </Show>
    }
}
