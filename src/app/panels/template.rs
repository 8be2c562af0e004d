//! The template's editor.

use leptos::prelude::*;

use crate::{
    app::{editor::Language, page::Page, parts::code_editor::CodeEditor, wiring::assist::of_template},
    diagnostic::Document,
};

/// Step 1, upper half: what the user writes.
#[component]
pub fn Template() -> impl IntoView {
    let page = expect_context::<Page>();
    view! {
        <section class="template" aria-labelledby="template-title">
            <div class="bar">
                <h2 id="template-title">
                    <span class="step">"1"</span>
                    "Template "
                    <small>"mail.jsonnet"</small>
                </h2>
                <button
                    type="button"
                    class="plain"
                    title="Format as jsonnetfmt does (Shift Alt F)"
                    aria-keyshortcuts="Shift+Alt+F"
                    on:click=move |_| of_template(page, "format", 0, None)
                >
                    "Format"
                </button>
                <button
                    type="button"
                    class="plain"
                    aria-pressed=move || page.values.get().to_string()
                    title="What each line gives, at its end (Shift Alt V)"
                    aria-keyshortcuts="Shift+Alt+V"
                    on:click=move |_| page.values.update(|on| *on = !*on)
                >
                    "Values"
                </button>
                <button
                    type="button"
                    class="plain"
                    aria-pressed=move || page.wrap.get().to_string()
                    title="Break long lines in the editors, or let them run on"
                    on:click=move |_| page.wrap.update(|wrap| *wrap = !*wrap)
                >
                    "Wrap"
                </button>
            </div>
            <CodeEditor document=Document::Template language=Language::Jsonnet label="Template, Jsonnet" />
        </section>
    }
}
