//! What this page is, for somebody who is here for the first time, and two ways in.

use leptos::prelude::*;

use crate::app::{browser::storage, page::Page, parts::focus, wiring::kept};

/// One sentence, until it is taken away for good.
#[component]
pub fn Intro() -> impl IntoView {
    let page = expect_context::<Page>();
    let read = move || {
        page.intro.set(false);
        // Where nothing is kept, it is said once more next time.
        let _ = storage::write(kept::INTRODUCED, "yes");
    };
    let close = move |_| {
        read();
        focus::settle();
    };
    let tour = move |_| {
        read();
        page.tour.set(Some(0));
    };
    view! {
        <Show when=move || page.intro.get()>
            <aside class="intro" aria-label="Introduction">
                <p>
                    <b>"Write the mail that Ory sends after a sign-up, see it live, copy the command that installs it."</b>
                    <span>" It runs here as in Ory; nothing leaves this page."</span>
                </p>
                <button type="button" on:click=tour>
                    "Show me around"
                </button>
                <button type="button" aria-haspopup="dialog" on:click=move |_| page.browsing.set(true)>
                    "Start from an example"
                </button>
                <button type="button" class="icon" aria-label="Close the introduction" on:click=close>
                    "✕"
                </button>
            </aside>
        </Show>
    }
}
