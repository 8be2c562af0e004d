//! The exact body Ory would post.

use leptos::{html::Div, prelude::*};

use crate::app::{
    editor::{Editor, Language, Options},
    page::Page,
    wiring::assist::{marks, of_body},
};

/// The body in a read-only editor; while nothing is sent, the last good one, grey and said to be that.
#[component]
pub fn Body() -> impl IntoView {
    let page = expect_context::<Page>();
    let place = NodeRef::<Div>::new();
    let editor = StoredValue::new_local(None::<Editor>);
    Effect::new(move || {
        let Some(parent) = place.get() else { return };
        let text = page.last_body.with(|last| last.as_ref().map(|last| last.body.clone())).unwrap_or_default();
        let wrap = page.wrap.get();
        editor.update_value(|editor| {
            let editor = editor.get_or_insert_with(|| {
                let options = Options { language: Language::Json, label: "Body, JSON", text: &text, read_only: true };
                let mut editor = Editor::mount(&parent, options, |_, _| (), |_| ());
                editor.assist(move |_, at, _| {
                    let body = page.last_body.with_untracked(|last| last.as_ref().map(|last| last.body.clone()));
                    of_body(page, &body.unwrap_or_default(), at);
                });
                editor
            });
            editor.set_text(&text);
            editor.set_wrap(wrap);
        });
    });
    Effect::new(move || {
        let spans = page.made_spans();
        editor.with_value(|editor| {
            if let Some(editor) = editor {
                editor.mark(&marks(&editor.text(), &spans));
            }
        });
    });
    let nothing = move || page.last_body.with(Option::is_none);
    let stale = move || !page.sends();
    let caption = move || {
        let scenario = page.last_body.with(|last| last.as_ref().map(|last| last.scenario.clone()))?;
        stale().then(|| format!("Nothing is sent now. This is the last body there was ({scenario})."))
    };
    view! {
        <div class="body-view" class:stale=stale>
            <p class="caption" hidden=move || caption().is_none()>
                {caption}
            </p>
            <div class="editor" hidden=nothing node_ref=place></div>
            <p class="empty" hidden=move || !nothing()>
                "Nothing has been sent yet. The body shows here as soon as the template gives one."
            </p>
        </div>
    }
}
