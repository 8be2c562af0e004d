//! What this page is, for somebody who is here for the first time.

use leptos::prelude::*;

use crate::app::{page::Page, parts::focus};

/// One sentence, until it is taken away.
#[component]
pub fn Intro() -> impl IntoView {
    let page = expect_context::<Page>();
    let close = move |_| {
        page.intro.set(false);
        focus::settle();
    };
    view! {
        <Show when=move || page.intro.get()>
            <div class="intro" role="note">
                <p>
                    <b>"Write the mail that Ory sends after a sign-up, see it live, copy the command that installs it."</b>
                    <span>" Your Jsonnet runs here as it does in Ory; nothing leaves this page."</span>
                </p>
                <button type="button" class="icon" aria-label="Close the introduction" on:click=close>
                    "✕"
                </button>
            </div>
        </Show>
    }
}
