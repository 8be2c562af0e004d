//! The passing message at the foot of the page.

use leptos::prelude::*;

use crate::{app::page::Page, state::Event};

/// Shows what just happened, with a way back where there is one.
#[component]
pub fn NoticeBar() -> impl IntoView {
    let page = expect_context::<Page>();
    let bar = move || {
        page.notice.get().map(|notice| {
            let undo = notice.undo.map(|act| {
                view! {
                    <button type="button" on:click=move |_| page.send(Event::Undo(Some(act)))>
                        "Undo"
                    </button>
                }
            });
            view! {
                <div class="notice">
                    <span>{notice.text}</span>
                    {undo}
                    <button type="button" class="icon" aria-label="Dismiss" on:click=move |_| page.send(Event::Dismiss(None))>
                        "✕"
                    </button>
                </div>
            }
        })
    };
    view! { <div role="status">{bar}</div> }
}
