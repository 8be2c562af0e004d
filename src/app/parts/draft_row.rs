//! A draft in the list of drafts: opened, compared with what is open, deleted.

use leptos::prelude::*;

use super::draft_changes::DraftChanges;
use crate::{
    app::page::Page,
    share::shelf::{Shelved, ago},
    state::Event,
};

/// The row.
#[component]
pub fn DraftRow(
    /// The draft.
    one: Shelved,
    /// Whether it is what is open.
    now: bool,
    /// What deletes it.
    delete: Callback<Shelved>,
) -> impl IntoView {
    let page = expect_context::<Page>();
    let when = String::from(js_sys::Date::new(&one.at.into()).to_locale_string("default", &js_sys::Object::new()));
    let title = one.name.clone().unwrap_or_else(|| one.why.clone());
    let first = one.draft.template.lines().find(|line| line.len() > 16).unwrap_or_default().trim().to_owned();
    let (label, remove) = (format!("Open {title}, {when}"), format!("Delete {title}, {when}"));
    let compare = format!("What changed since {title}, {when}");
    let since = ago(one.at, js_sys::Date::now());
    let comparing = RwSignal::new(false);
    let before = one.draft.clone();
    let draft = one.draft.clone();
    let words = format!("“{title}” is open.");
    let open = move |_| {
        page.drafts.set(false);
        page.send(Event::Load(Box::new(draft.clone()), words.clone()));
    };
    view! {
        <li>
            <div class="what">
                <b>{title}</b>
                <small>{since} " · " {when} {now.then_some(" · open now")}</small>
                <code>{first}</code>
            </div>
            <button
                type="button"
                class="plain"
                aria-label=compare
                aria-expanded=move || comparing.get().to_string()
                disabled=now
                on:click=move |_| comparing.update(|comparing| *comparing = !*comparing)
            >
                "Changes"
            </button>
            <button type="button" aria-label=label disabled=now on:click=open>
                "Open"
            </button>
            <button type="button" class="plain" aria-label=remove on:click=move |_| delete.run(one.clone())>
                "Delete"
            </button>
            {move || comparing.get().then(|| view! { <DraftChanges before=before.clone() /> })}
        </li>
    }
}
