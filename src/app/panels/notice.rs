//! What there is to say about the whole page: what just happened, with a way back, and how the work is kept. It has a
//! place of its own and covers nothing.

use leptos::prelude::*;

use crate::{
    app::{page::Page, parts::focus},
    state::{Event, Notice, keep::Keeping},
};

/// The messages.
#[component]
pub fn NoticeBar() -> impl IntoView {
    let page = expect_context::<Page>();
    let passing = move || page.notice.get().map(|notice| view! { <Passing notice /> });
    view! {
        <div class="notices">
            <div role="status">
                <Kept />
            </div>
            <div role="status">{passing}</div>
        </div>
    }
}

#[component]
fn Passing(notice: Notice) -> impl IntoView {
    let page = expect_context::<Page>();
    let send = move |event: Event| {
        page.send(event);
        focus::settle();
    };
    let undo = notice.undo.map(|act| {
        view! {
            <button type="button" on:click=move |_| send(Event::Undo(Some(act)))>
                "Undo"
            </button>
        }
    });
    view! {
        <div class="notice">
            <span>{notice.text}</span>
            {undo}
            <button type="button" class="icon" aria-label="Dismiss" on:click=move |_| send(Event::Dismiss(None))>
                "✕"
            </button>
        </div>
    }
}

/// How the work is kept, where that is not as one expects.
#[component]
fn Kept() -> impl IntoView {
    let page = expect_context::<Page>();
    let send = move |event: Event| {
        page.send(event);
        focus::settle();
    };
    let bar = move || {
        match page.keeping.get() {
        Keeping::Here | Keeping::Nowhere => ().into_any(),
        Keeping::Newer => view! {
            <div class="notice warn">
                <span>
                    "A newer version of this page has kept something here, and it stays as it is. What you do here lasts as long as this tab. Reload to get the newer version."
                </span>
            </div>
        }
        .into_any(),
        Keeping::Contested(_) => view! {
            <div class="notice warn">
                <span>"Another tab has kept other work. Which one is to be there next time?"</span>
                <button type="button" on:click=move |_| send(Event::KeepThis)>
                    "This tab’s"
                </button>
                <button type="button" on:click=move |_| send(Event::TakeOther)>
                    "Open the other here"
                </button>
            </div>
        }
        .into_any(),
    }
    };
    view! { {bar} }
}
