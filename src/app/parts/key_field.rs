//! The field for the API key.

use leptos::prelude::*;

use crate::{
    app::{key::ApiKey, page::Page},
    mandrill::key::{NotAKey, examine},
};

/// The key is typed here, and stays in memory.
#[component]
pub fn KeyField() -> impl IntoView {
    let page = expect_context::<Page>();
    let hint = move || {
        let verdict = page.key.with(|key| key.reveal().map(examine));
        match verdict {
            Some(Err(NotAKey::Marketing)) => {
                "This looks like a key of Mailchimp's Marketing API; Transactional (Mandrill) has keys of its own."
            }
            Some(Err(NotAKey::Character)) => "A key has only letters, digits, - and _. This one will not be put in.",
            _ => "Stays on this page. Put in only when you copy.",
        }
    };
    let wrong = move || page.key.with(|key| key.reveal().is_some_and(|key| examine(key).is_err()));
    view! {
        <div class="field">
            <label for="key">"Mailchimp API key"</label>
            <input
                id="key"
                type="password"
                autocomplete="off"
                spellcheck="false"
                placeholder="md-…"
                aria-describedby="key-hint"
                prop:value=move || page.key.with(|key| key.reveal().unwrap_or_default().to_owned())
                on:input=move |event| page.key.set(ApiKey::typed(&event_target_value(&event)))
            />
            <span class="hint" class:warns=wrong id="key-hint" role="status">{hint}</span>
        </div>
    }
}
