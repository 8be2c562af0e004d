//! A line of a difference, told by its sign and to a screen reader by a word, never by colour alone.

use leptos::prelude::*;

/// The line. `class` names what became of it, as `style/parts/diff.css` has it.
#[component]
pub fn DiffRow(
    /// `added`, `removed`, or another class.
    class: &'static str,
    /// The sign before it.
    sign: &'static str,
    /// What is said instead of the sign.
    said: &'static str,
    /// The line itself.
    children: Children,
) -> impl IntoView {
    view! {
        <li class=class>
            <span aria-hidden="true">{sign}</span>
            <span class="unseen">{said}</span>
            {children()}
        </li>
    }
}
