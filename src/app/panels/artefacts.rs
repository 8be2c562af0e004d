//! What can be copied, shown as it is but for the key.

use leptos::{html::Pre, prelude::*, task::spawn_local};

use crate::{
    app::{
        browser::{clipboard, download},
        page::Page,
        parts::{
            choice::{Choice, Choosable},
            tabs::{Tab, Tabs},
        },
    },
    ory::commands::{Form, PATCH_FILE, Shell},
    share::{
        artefacts::{Artefact, about, file_name},
        zip,
    },
};

/// The tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Command,
    Files,
    Action,
    Template,
    Base64,
}

const FORMS: [Choosable<Form>; 5] = [
    (Form::One, "in one piece"),
    (Form::Embed, "the CLI reads the template"),
    (Form::Project, "ory patch project"),
    (Form::Rest, "request to the API"),
    (Form::Kratos, "kratos.yml, self-hosted"),
];

const SHELLS: [Choosable<Shell>; 4] = [
    (Shell::Posix, "bash, zsh, sh"),
    (Shell::Fish, "fish"),
    (Shell::PowerShell, "PowerShell"),
    (Shell::Cmd, "cmd.exe"),
];

/// The artefacts with their one main button.
#[component]
pub fn Artefacts() -> impl IntoView {
    let page = expect_context::<Page>();
    let shown = NodeRef::<Pre>::new();
    let tab = RwSignal::new(Shown::Command);
    let form = RwSignal::new(Form::One);
    let shell = RwSignal::new(usual_shell());
    let artefact = Memo::new(move |_| match tab.get() {
        Shown::Command => Artefact::Command(form.get(), shell.get()),
        Shown::Files => Artefact::Command(Form::Files, shell.get()),
        Shown::Action => Artefact::Action,
        Shown::Template => Artefact::Template,
        Shown::Base64 => Artefact::Base64,
    });
    // What is shown never holds the key: the screen may be shared.
    let made = Memo::new(move |_| page.leave(true, |leaving| leaving.make(artefact.get())));
    let warnings = Memo::new(move |_| page.leave(false, |leaving| leaving.warnings(artefact.get())).join(" "));
    let said = RwSignal::new(None::<(bool, String)>);
    Effect::new(move || {
        // What was said is of what was copied, with the key it was copied with.
        made.track();
        warnings.track();
        page.key.track();
        page.secrets.track();
        said.set(None);
    });
    let copy = move || {
        let artefact = artefact.get_untracked();
        let (text, words) = untrack(|| {
            page.leave(false, |leaving| {
                let text = leaving.make(artefact).text;
                let words = leaving.said(artefact, &text);
                (text, words)
            })
        });
        // Taken away first, so that the same words are told once more.
        said.set(None);
        spawn_local(async move {
            let words = match clipboard::copy(&text).await {
                Ok(()) => words,
                Err(clipboard::ClipboardRefused) => {
                    if let Some(shown) = shown.get_untracked() {
                        select(&shown);
                    }
                    "The browser refused. The text is selected: press Ctrl/⌘ C; put the key in by hand, or save the file.".to_owned()
                }
            };
            said.set(Some((true, words)));
        });
    };
    page.on_copy(copy);
    let saved = move |name: &str, result: Result<(), download::DownloadRefused>| {
        said.set(Some(match result {
            Ok(()) => (true, format!("Saved as {name}.")),
            Err(download::DownloadRefused) => {
                (false, "The browser refused to save a file. Copy it instead.".to_owned())
            }
        }));
    };
    let save = move |_| {
        let artefact = artefact.get_untracked();
        let text = untrack(|| page.leave(false, |leaving| leaving.make(artefact).text));
        let name = file_name(artefact);
        saved(name, download::save(name, &text));
    };
    let needs_patch = Memo::new(move |_| made.with(|made| made.files.iter().any(|file| file.name == PATCH_FILE)));
    let save_patch = move |_| {
        let files = untrack(|| page.leave(false, |leaving| leaving.files()));
        if let Some(file) = files.iter().find(|file| file.name == PATCH_FILE) {
            saved(PATCH_FILE, download::save(PATCH_FILE, &file.content));
        }
    };
    let save_all = move |_| {
        let bytes = zip::archive(&untrack(|| page.leave(false, |leaving| leaving.files())));
        saved(zip::ZIP_FILE, download::save_bytes(zip::ZIP_FILE, "application/zip", &bytes));
    };
    let tabs = [
        (Shown::Command, "Command"),
        (Shown::Files, "Files"),
        (Shown::Action, "Action"),
        (Shown::Template, "Template"),
        (Shown::Base64, "Base64"),
    ]
    .map(|(shown, name)| Tab::plain(shown, name));
    let about = move || made.with(|made| made.instead.clone()).unwrap_or_else(|| about(artefact.get()).to_owned());
    view! {
        <div class="artefacts">
            <Tabs label="What to copy" controls="artefact" tabs=tabs.to_vec() chosen=tab />
            <Show when=move || matches!(tab.get(), Shown::Command | Shown::Files)>
                <div class="choices">
                    <Show when=move || tab.get() == Shown::Command>
                        <Choice label="Form" options=&FORMS chosen=form choose=move |this| form.set(this) />
                    </Show>
                    <Show when=move || !matches!(artefact.get(), Artefact::Command(Form::Kratos, _))>
                        <Choice label="Shell" options=&SHELLS chosen=shell choose=move |this| shell.set(this) />
                    </Show>
                </div>
            </Show>
            <pre id="artefact" role="tabpanel" aria-label="What will be copied" tabindex="0" node_ref=shown>
                {move || made.with(|made| made.text.clone())}
            </pre>
            <div class="buttons">
                <button type="button" class="plain" title="Save as a file" on:click=save>"Save"</button>
                <Show when=move || needs_patch.get()>
                    <button type="button" class="plain" title="Save the file of operations" on:click=save_patch>{PATCH_FILE}</button>
                </Show>
                <button type="button" class="plain" title="Save every file with a README" on:click=save_all>"Zip"</button>
                <button type="button" class="main" title="Copy (Ctrl/⌘ Enter)" on:click=move |_| copy()>"Copy"</button>
            </div>
            <div class="said">
                <p role="status" class:warns=move || said.get().is_some_and(|(fine, _)| !fine)>
                    {move || said.get().map(|(_, words)| words)}
                </p>
                // Not spoken: it comes and goes as one types.
                <p class="warns" hidden=move || said.get().is_some()>
                    {move || warnings.get()}
                </p>
                <p class="hint">{about}</p>
            </div>
        </div>
    }
}

/// The shell of the system the page is looked at with.
fn usual_shell() -> Shell {
    // Not the user agent, which people and programs change.
    let platform = window().navigator().platform().unwrap_or_default();
    if platform.starts_with("Win") { Shell::PowerShell } else { Shell::Posix }
}

fn select(element: &web_sys::HtmlPreElement) {
    if let Some(selection) = window().get_selection().ok().flatten() {
        // Selecting what stands in the page cannot fail.
        let _ = selection.select_all_children(element);
    }
}
