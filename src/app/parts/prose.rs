//! Sentences with code between backticks.

use leptos::prelude::*;

/// Shows what stands between backticks as code.
#[component]
pub fn Prose(
    /// The sentences.
    text: String,
) -> impl IntoView {
    text.split('`')
        .enumerate()
        .map(|(at, part)| {
            let part = part.to_owned();
            if at % 2 == 1 { view! { <code>{part}</code> }.into_any() } else { part.into_any() }
        })
        .collect_view()
}
