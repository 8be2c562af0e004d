//! What can be copied, shown as it is but for the key.

use leptos::{html::Pre, prelude::*, task::spawn_local};

use crate::{
    app::{
        browser::{clipboard, download},
        page::Page,
        parts::tabs::{Tab, Tabs},
    },
    draft::Draft,
    ory::{
        action::secrets::Secrets,
        commands::{Form, Made, Shell},
    },
    report::Verdict,
    share::artefacts::{self, Artefact, Leaving},
};

/// The artefacts with their one main button.
#[component]
pub fn Artefacts() -> impl IntoView {
    let page = expect_context::<Page>();
    let shown = NodeRef::<Pre>::new();
    let fails = Memo::new(move |_| page.report().is_some_and(|report| report.verdict == Verdict::Fails));
    // What is shown never holds the key: the screen may be shared.
    let made =
        Memo::new(move |_| leaving(&page.draft.get().1, None, &Secrets::default(), false).make(page.artefact.get()));
    let text = Memo::new(move |_| made.with(|made| made.text.clone()));
    let warning = Memo::new(move |_| {
        let (_, draft) = page.draft.get();
        let instead = made.with(|made| made.instead.clone());
        let mut warnings: Vec<String> = page
            .key
            .with(|key| leaving(&draft, key.reveal(), &Secrets::default(), fails.get()).warnings(page.artefact.get()));
        warnings.extend(instead);
        Some(warnings.join(" ")).filter(|warning| !warning.is_empty())
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
        let artefact = page.artefact.get_untracked();
        let fails = fails.get_untracked();
        let secrets = Secrets::default();
        let Made { text, .. } = leaving(&draft, key.reveal(), &secrets, fails).make(artefact);
        spawn_local(async move {
            let words = match clipboard::copy(&text).await {
                Ok(()) => leaving(&draft, key.reveal(), &secrets, fails).said(artefact, &text),
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
        let Made { text, .. } =
            page.key.with_untracked(|key| leaving(&draft, key.reveal(), &Secrets::default(), false).make(artefact));
        let name = artefacts::file_name(artefact);
        said.set(Some(match download::save(name, &text) {
            Ok(()) => format!("Saved as {name}."),
            Err(download::DownloadRefused) => "The browser refused to save a file. Copy it instead.".to_owned(),
        }));
    };
    let tabs = [
        (Artefact::Command(Form::One, Shell::Posix), "Command"),
        (Artefact::Command(Form::Files, Shell::Posix), "Files"),
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

fn leaving<'a>(draft: &'a Draft, key: Option<&'a str>, secrets: &'a Secrets, fails: bool) -> Leaving<'a> {
    Leaving { draft, key, secrets, present: None, fails }
}

fn about(artefact: Artefact) -> &'static str {
    match artefact {
        Artefact::Command(Form::Files, _) => {
            "For bash and zsh. Writes both files into the folder it is run in, then installs the hook."
        }
        Artefact::Command(..) => "For bash and zsh. Adds one hook a place; Ory refuses to add the same hook twice.",
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
