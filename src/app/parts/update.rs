//! A newer version of the page, told and never forced.

use leptos::{prelude::*, task::spawn_local};

use crate::app::{
    browser::offline::{self, Update},
    page::Page,
};

/// A button that takes the newer version, once one is there. Keeps the page for later as soon as all of it has come:
/// what is kept must not delay that.
#[component]
pub fn UpdateButton() -> impl IntoView {
    let page = expect_context::<Page>();
    let update = RwSignal::<Option<Update>, LocalStorage>::new_local(None);
    Effect::watch(
        move || page.all_here.get(),
        move |all, before, _| {
            if *all && before != Some(&true) {
                spawn_local(offline::keep(move |newer| update.set(Some(newer))));
            }
        },
        true,
    );
    let button = move || {
        update.get().map(|newer| {
            view! {
                <button
                    type="button"
                    class="update"
                    title="A newer version of this page is here. Your work stays as it is."
                    on:click=move |_| newer.take()
                >
                    "New version: reload"
                </button>
            }
        })
    };
    view! { <span role="status">{button}</span> }
}
