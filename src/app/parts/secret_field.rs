//! A field for a secret: typed here, kept in memory, put in only when something leaves.

use leptos::prelude::*;

use crate::{app::page::Page, ory::action::secrets::Secrets};

/// One secret of the receiver.
#[component]
pub fn SecretField(
    /// The id of the field.
    id: &'static str,
    /// Its name.
    label: &'static str,
    /// What stands in it.
    value: fn(&Secrets) -> &str,
    /// Takes what was typed.
    set: fn(&mut Secrets, &str),
    /// What stands for it while nothing was typed.
    placeholder: &'static str,
) -> impl IntoView {
    let page = expect_context::<Page>();
    let typed = move || {
        page.secrets
            .with(|secrets| Some(value(secrets)).filter(|value| *value != placeholder).unwrap_or_default().to_owned())
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                id=id
                type="password"
                autocomplete="off"
                spellcheck="false"
                prop:value=typed
                on:input=move |event| page.secrets.update(|secrets| set(secrets, &event_target_value(&event)))
            />
        </div>
    }
}
