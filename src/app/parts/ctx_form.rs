//! The form above the context: what people change most, kept in step with the JSON below it as one types in either.

use leptos::prelude::*;

use crate::{
    app::page::Page,
    diagnostic::Document,
    ory::ctx::form::{self, Change, Form},
    state::Event,
};

/// The form; only the fields the context has. Another scenario gets a fresh one.
#[component]
pub fn CtxForm() -> impl IntoView {
    let page = expect_context::<Page>();
    move || {
        let _ = page.chosen.get();
        view! { <Fields /> }
    }
}

#[component]
fn Fields() -> impl IntoView {
    let page = expect_context::<Page>();
    let shown = Memo::new(move |_| page.ctx.with(|ctx| form::read(ctx)));
    let refused = RwSignal::new(None::<String>);
    let change = Callback::new(move |change: Change| {
        let written = page.look(|state| {
            form::write(state.text(Document::Ctx), &change).map(|edits| Event::Apply(state.revision(), edits))
        });
        match written {
            Ok(event) => {
                refused.set(None);
                page.send(event);
            }
            Err(form::NotAPayload(cause)) => refused.set(Some(format!("The payload is no JSON yet: {cause}."))),
        }
    });
    let verified = Memo::new(move |_| shown.with(|form| form.verified));
    let anything = Memo::new(move |_| shown.with(|form| *form != Form::default()));
    view! {
        <div class="ctx-form" hidden=move || !anything.get()>
            <Field label="E-mail" class="wide" shown change read=|form| form.email.clone() make=Change::Email />
            <Field label="First name" shown change read=|form| form.first_name.clone() make=Change::FirstName />
            <Field label="Last name" shown change read=|form| form.last_name.clone() make=Change::LastName />
            <Field
                label="Transient payload"
                shown
                change
                read=|form| form.transient_payload.clone()
                make=Change::TransientPayload
            />
            <Show when=move || verified.get().is_some()>
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || verified.get() == Some(true)
                        on:change=move |event| change.run(Change::Verified(event_target_checked(&event)))
                    />
                    <span>"Verified"</span>
                </label>
            </Show>
            <div role="status">{move || refused.get().map(|cause| view! { <p class="note bad">{cause}</p> })}</div>
        </div>
    }
}

#[component]
fn Field(
    label: &'static str,
    #[prop(optional)] class: &'static str,
    shown: Memo<Form>,
    change: Callback<Change>,
    read: fn(&Form) -> Option<String>,
    make: fn(String) -> Change,
) -> impl IntoView {
    let there = Memo::new(move |_| shown.with(|form| read(form).is_some()));
    // What is being typed stays as it is typed, however the JSON spells it.
    let typing = RwSignal::new(None::<String>);
    let value = move || typing.get().unwrap_or_else(|| shown.with(|form| read(form).unwrap_or_default()));
    view! {
        <Show when=move || there.get()>
            <label class=class>
                <span>{label}</span>
                <input
                    prop:value=value
                    title=value
                    autocomplete="off"
                    spellcheck="false"
                    on:input=move |event| {
                        let text = event_target_value(&event);
                        typing.set(Some(text.clone()));
                        change.run(make(text));
                    }
                    on:blur=move |_| typing.set(None)
                />
            </label>
        </Show>
    }
}
