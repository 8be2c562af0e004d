//! A code editor for one text of the draft.

use leptos::{html::Div, prelude::*};

use crate::{
    app::{
        editor::{Editor, Language, Options},
        page::Page,
    },
    diagnostic::Document,
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
        let text = page.text(document);
        let options = Options { language, label, text: &text, read_only: false };
        let typed = move |text| page.typed(document, text);
        let mend = move |at| {
            let finding = page.findings_in(document).into_iter().nth(at);
            if let Some(finding) = finding {
                page.apply(&finding.fix);
            }
        };
        page.attach(document, Editor::mount(&parent, options, typed, mend));
    });
    view! { <div class="editor" node_ref=place></div> }
}
