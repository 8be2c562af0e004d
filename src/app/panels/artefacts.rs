//! What can be copied, shown as it is but for the key.

use leptos::{html::Pre, prelude::*, task::spawn_local};

use crate::app::{
    artefact,
    browser::{clipboard, download},
    page::{Artefact, Page},
    parts::tabs::{Tab, Tabs},
};

/// The artefacts with their one main button.
#[component]
pub fn Artefacts() -> impl IntoView {
    let page = expect_context::<Page>();
    let shown = NodeRef::<Pre>::new();
    // What is shown never holds the key: the screen may be shared.
    let text = Memo::new(move |_| artefact::text(page.artefact.get(), &page.draft.get().1, None));
    let warning = Memo::new(move |_| {
        page.key.with(|key| artefact::warning(page.artefact.get(), &page.draft.get().1, key.reveal()))
    });
    let said = RwSignal::new(None::<String>);
    Effect::new(move || {
        // What was said is of what was copied.
        let _ = text.get();
        said.set(None);
    });
    let copy = move || {
        let (_, draft) = page.draft.get_untracked();
        let key = page.key.get_untracked();
        let text = artefact::text(page.artefact.get_untracked(), &draft, key.reveal());
        spawn_local(async move {
            let words = match clipboard::copy(&text).await {
                Ok(()) => artefact::said(&text, &draft, key.reveal()),
                Err(clipboard::ClipboardRefused) => {
                    if let Some(shown) = shown.get_untracked() {
                        select(&shown);
                    }
                    "The browser refused. The text is selected: press Ctrl/⌘ C; put the key in by hand, or save the file.".to_owned()
                }
            };
            said.set(Some(words));
        });
    };
    page.on_copy(copy);
    let save = move |_| {
        let (_, draft) = page.draft.get_untracked();
        let artefact = page.artefact.get_untracked();
        let text = page.key.with_untracked(|key| artefact::text(artefact, &draft, key.reveal()));
        let name = artefact::file_name(artefact);
        said.set(Some(match download::save(name, &text) {
            Ok(()) => format!("Saved as {name}."),
            Err(download::DownloadRefused) => "The browser refused to save a file. Copy it instead.".to_owned(),
        }));
    };
    let tabs = [
        (Artefact::Command, "Command"),
        (Artefact::Files, "Files"),
        (Artefact::Action, "Action"),
        (Artefact::Template, "Template"),
        (Artefact::Base64, "Base64"),
    ]
    .map(|(artefact, name)| Tab::plain(artefact, name));
    view! {
        <div class="artefacts">
            <Tabs label="What to copy" controls="artefact" tabs=tabs.to_vec() chosen=page.artefact />
            <pre id="artefact" role="tabpanel" tabindex="0" node_ref=shown>
                {move || text.get()}
            </pre>
            <div class="said">
                <span role="status">{move || said.get().or_else(|| warning.get()).unwrap_or_else(|| about(page.artefact.get()).to_owned())}</span>
                <button type="button" class="plain" title="Save as a file" on:click=save>
                    "Save"
                </button>
                <button type="button" class="main" title="Copy (Ctrl/⌘ Enter)" on:click=move |_| copy()>
                    "Copy"
                </button>
            </div>
        </div>
    }
}

fn about(artefact: Artefact) -> &'static str {
    match artefact {
        Artefact::Command => "For bash and zsh. Adds one hook a place; Ory refuses to add the same hook twice.",
        Artefact::Files => "For bash and zsh. Writes both files into the folder it is run in, then installs the hook.",
        Artefact::Action => "webhook-action.json, the template in it as base64.",
        Artefact::Template => "mail.jsonnet.",
        Artefact::Base64 => "The template in base64, padded, on one line.",
    }
}

fn select(element: &web_sys::HtmlPreElement) {
    if let Some(selection) = window().get_selection().ok().flatten() {
        // Selecting what stands in the page cannot fail.
        let _ = selection.select_all_children(element);
    }
}
