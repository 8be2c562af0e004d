//! The name of the page, and what concerns the whole of it.

use leptos::prelude::*;

use crate::{
    app::{browser::theme::Theme, page::Page},
    report::first_draft,
};

/// The bar at the top.
#[component]
pub fn Header() -> impl IntoView {
    let page = expect_context::<Page>();
    let theme = move || match page.theme.get() {
        Theme::System => ("◐", "Theme: as the system has it"),
        Theme::Light => ("☀", "Theme: light"),
        Theme::Dark => ("☾", "Theme: dark"),
    };
    view! {
        <header class="header">
            <h1>"Ory Actions Playground " <span>"· mail through Mailchimp Transactional"</span></h1>
            <button
                type="button"
                class="plain"
                title="Start over with the template of Ory's docs"
                on:click=move |_| page.load(first_draft(), "Everything is as on the first visit.")
            >
                "Reset"
            </button>
            <button
                type="button"
                class="icon"
                title=move || theme().1
                aria-label=move || theme().1
                on:click=move |_| page.theme.update(|theme| *theme = theme.next())
            >
                {move || theme().0}
            </button>
            <button
                type="button"
                class="icon"
                title="Help and shortcuts (?)"
                aria-label="Help and shortcuts"
                on:click=move |_| page.help.set(true)
            >
                "?"
            </button>
        </header>
    }
}
