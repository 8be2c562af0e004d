//! The form above the context: what people change most, kept in step with the JSON below it.

use leptos::prelude::*;

use crate::{
    app::page::Page,
    diagnostic::Document,
    ory::ctx::form::{self, Change, Form},
    state::Event,
};

/// The form; only the fields the context has.
#[component]
pub fn CtxForm() -> impl IntoView {
    let page = expect_context::<Page>();
    let shown = Memo::new(move |_| page.ctx.with(|ctx| form::read(ctx)));
    let refused = RwSignal::new(None::<String>);
    let change = move |change: Change| match page
        .look(|state| form::write(state.text(Document::Ctx), &change).map(|edits| (state.revision(), edits)))
    {
        Ok((revision, edits)) => {
            refused.set(None);
            page.send(Event::Apply(revision, edits));
        }
        Err(form::NotAPayload(cause)) => refused.set(Some(format!("The payload is no JSON: {cause}."))),
    };
    let field = move |label: &'static str, read: fn(&Form) -> Option<String>, make: fn(String) -> Change| {
        let there = Memo::new(move |_| shown.with(|form| read(form).is_some()));
        let value = Memo::new(move |_| shown.with(|form| read(form).unwrap_or_default()));
        view! {
            <Show when=move || there.get()>
                <label>
                    <span>{label}</span>
                    <input
                        prop:value=move || value.get()
                        autocomplete="off"
                        spellcheck="false"
                        on:change=move |event| change(make(event_target_value(&event)))
                    />
                </label>
            </Show>
        }
    };
    let verified = Memo::new(move |_| shown.with(|form| form.verified));
    let anything = Memo::new(move |_| shown.with(|form| *form != Form::default()));
    view! {
        <div class="ctx-form" hidden=move || !anything.get()>
            {field("E-mail", |form| form.email.clone(), Change::Email)}
            {field("First name", |form| form.first_name.clone(), Change::FirstName)}
            {field("Last name", |form| form.last_name.clone(), Change::LastName)}
            {field("Transient payload", |form| form.transient_payload.clone(), Change::TransientPayload)}
            <Show when=move || verified.get().is_some()>
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || verified.get() == Some(true)
                        on:change=move |event| change(Change::Verified(event_target_checked(&event)))
                    />
                    <span>"Verified"</span>
                </label>
            </Show>
            {move || refused.get().map(|cause| view! { <p class="note bad" role="status">{cause}</p> })}
        </div>
    }
}
