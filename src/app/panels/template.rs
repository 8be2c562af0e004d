//! The template's editor.

use leptos::prelude::*;

use crate::{
    app::{
        editor::{Editor, Language},
        page::Page,
        parts::{code_editor::CodeEditor, places::PlaceLists},
        wiring::{assist::of_template, places},
    },
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
                    class="plain icon"
                    title="Outline: what has a name in the template (Ctrl/⌘ Shift O)"
                    aria-label="Outline"
                    aria-haspopup="dialog"
                    aria-keyshortcuts="Control+Shift+O Meta+Shift+O"
                    on:click=move |_| places::outline(page, 0)
                >
                    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
                        <path d="M2.5 3.5h7M5.5 8h8M5.5 12.5h8M2.5 3.5v9M2.5 8h1M2.5 12.5h1" />
                    </svg>
                </button>
                <button
                    type="button"
                    class="plain icon"
                    title="What can be done at the caret (Ctrl/⌘ .)"
                    aria-label="What can be done at the caret"
                    aria-haspopup="menu"
                    aria-keyshortcuts="Control+. Meta+."
                    on:click=move |_| page.with_editor(Document::Template, Editor::acts)
                >
                    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
                        <path d="M8 1.5a4.5 4.5 0 0 0-2.6 8.2c.6.4.8 1 .8 1.6h3.6c0-.6.2-1.2.8-1.6A4.5 4.5 0 0 0 8 1.5zM6.3 13.3h3.4M7 15h2" />
                    </svg>
                </button>
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
            <PlaceLists />
            <CodeEditor document=Document::Template language=Language::Jsonnet label="Template, Jsonnet" />
        </section>
    }
}
