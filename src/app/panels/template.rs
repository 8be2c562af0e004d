//! The template's editor.

use leptos::prelude::*;

use crate::{
    app::{editor::Language, parts::code_editor::CodeEditor},
    diagnostic::Document,
};

/// Step 1, upper half: what the user writes.
#[component]
pub fn Template() -> impl IntoView {
    view! {
        <section class="template" aria-labelledby="template-title">
            <div class="bar">
                <h2 id="template-title">
                    <span class="step">"1"</span>
                    "Template "
                    <small>"mail.jsonnet"</small>
                </h2>
            </div>
            <CodeEditor document=Document::Template language=Language::Jsonnet label="Template, Jsonnet" />
        </section>
    }
}
