//! A code editor for one text of the draft.

use leptos::{html::Div, prelude::*};

use crate::{
    app::{
        editor::{Editor, Language, Options, splices},
        page::Page,
        wiring::acts,
    },
    diagnostic::Document,
    state::Event,
};

/// Mounts an editor for `document` and keeps the page's signal in step with it.
#[component]
pub fn CodeEditor(
    /// Which text.
    document: Document,
    /// Its language.
    language: Language,
    /// Its name for screen readers.
    label: &'static str,
) -> impl IntoView {
    let page = expect_context::<Page>();
    let place = NodeRef::<Div>::new();
    Effect::new(move || {
        let Some(parent) = place.get() else { return };
        let text = page.look(|state| state.text(document).to_owned());
        let options = Options { language, label, text: &text, read_only: false };
        let typed = move |text: String, changes: String| {
            let changes = page.look(|state| splices(state.text(document), &text, &changes));
            page.send(Event::Typed { document, text, changes });
        };
        let mend = move |fix| {
            if let Some(found) = page.finding(document, fix) {
                page.apply(found);
            }
        };
        let mut editor = Editor::mount(&parent, options, typed, mend);
        editor.assist(move |kind, at, reply| acts::hear(page, document, &kind, at, reply));
        editor.set_wrap(page.wrap.get_untracked());
        page.attach(document, editor);
        let pins = page.look(|state| state.owned().pins.clone());
        if document == Document::Template && !pins.is_empty() {
            page.pin(&pins);
        }
    });
    Effect::new(move || {
        let wrap = page.wrap.get();
        page.with_editor(document, |editor| editor.set_wrap(wrap));
    });
    view! { <div class="editor" node_ref=place></div> }
}
