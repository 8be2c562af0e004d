//! The exact body Ory would post.

use leptos::{html::Div, prelude::*};

use crate::app::{
    editor::{Editor, Language, Options},
    page::Page,
};

/// The body in a read-only editor; the last good one, dimmed, while the draft is broken.
#[component]
pub fn Body() -> impl IntoView {
    let page = expect_context::<Page>();
    let place = NodeRef::<Div>::new();
    let editor = StoredValue::new_local(None::<Editor>);
    Effect::new(move || {
        let Some(parent) = place.get() else { return };
        let text = page.last_body.get().unwrap_or_default();
        editor.update_value(|editor| match editor {
            Some(editor) => editor.set_text(&text),
            None => {
                let options = Options { language: Language::Json, label: "Body, JSON", text: &text, read_only: true };
                *editor = Some(Editor::mount(&parent, options, |_, _| (), |_| ()));
            }
        });
    });
    let nothing = move || page.last_body.with(Option::is_none);
    view! {
        <div class="body-view" class:stale=move || !page.sends()>
            <div class="editor" hidden=nothing node_ref=place></div>
            <p class="empty" hidden=move || !nothing()>
                "Nothing has been sent yet. The body shows here as soon as the template gives one."
            </p>
        </div>
    }
}
