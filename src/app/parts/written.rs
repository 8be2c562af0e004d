//! A text of the mail: a click on a word of it leads to what wrote it in the template, and it is marked while the caret there
//! is at what makes it.

use leptos::prelude::*;

use crate::app::{
    browser::caret,
    page::Page,
    wiring::traced::{MadePaths, of_value},
};

/// The text.
#[component]
pub fn Written(
    /// What is shown.
    #[prop(into)]
    text: Signal<String>,
    /// Where it stands in the body (`message.subject`).
    #[prop(into)]
    path: Signal<String>,
    /// What stands there where the text is empty.
    #[prop(optional)]
    empty: &'static str,
    /// Its class.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let page = expect_context::<Page>();
    let paths = expect_context::<MadePaths>();
    let made = Memo::new(move |_| path.with(|path| paths.has(path)));
    let bare = move || text.with(|text| text.trim().is_empty());
    let go = move |_| {
        // Not while somebody selects to copy.
        if let Some(character) = caret::clicked() {
            of_value(page, &path.get_untracked(), &text.get_untracked(), character);
        }
    };
    view! {
        <bdi class=class class:written=true class:none=move || bare() && !empty.is_empty() class:made=made title="A click leads to what wrote it" on:click=go>
            {move || if bare() && !empty.is_empty() { empty.to_owned() } else { text.get() }}
        </bdi>
    }
}
