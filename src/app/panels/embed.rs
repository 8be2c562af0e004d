//! The way out of a frame: the draft in a page of its own, where it can be kept and shipped.

use leptos::prelude::*;

use crate::{
    app::page::Page,
    share::link::{self, Params},
};

/// The button; nothing where the page does not stand in a frame.
#[component]
pub fn OpenInFull() -> impl IntoView {
    let page = expect_context::<Page>();
    let open = move |_| {
        let here = window().location().href().unwrap_or_default();
        let address = link::address(&here, &Params::default(), &page.look(|state| state.owned().draft()));
        // A frame that forbids new windows is told so by the browser; there is no other way out of it.
        let _ = window().open_with_url_and_target_and_features(&address, "_blank", "noopener");
    };
    page.embedded.then(|| {
        view! {
            <h1 class="unseen">"Ory Actions Playground"</h1>
            <button type="button" class="open-in-full" on:click=open>
                "Open in the Playground ↗"
            </button>
        }
    })
}
