//! Whatever is pasted or chosen as files, recognised, shown and opened: nothing is replaced until the user says so.

use leptos::{html::Dialog, prelude::*, task::spawn_local};

use crate::{
    app::{browser::files, key::ApiKey, page::Page},
    diagnostic::Document,
    draft::Draft,
    share::{
        self,
        import::{self, Choice, Import, Kind},
    },
    state::Event,
};

/// The dialog.
#[component]
pub fn ImportDialog() -> impl IntoView {
    let page = expect_context::<Page>();
    let dialog = NodeRef::<Dialog>::new();
    let given = RwSignal::new(Vec::<(String, String)>::new());
    let text = RwSignal::new(String::new());
    Effect::new(move || {
        let Some(dialog) = dialog.get() else { return };
        if page.importing.get() {
            given.set(Vec::new());
            text.set(String::new());
            // It fails only when the dialog is open already.
            let _ = dialog.show_modal();
        } else {
            dialog.close();
        }
    });
    let typed = move |typed: String| {
        given.set(if typed.trim().is_empty() { Vec::new() } else { vec![(String::new(), typed.clone())] });
        text.set(typed);
    };
    let read = Memo::new(move |_| given.with(|given| (!given.is_empty()).then(|| import::files(given))));
    let chosen = move |event| {
        spawn_local(async move { given.set(files::of(&event).await) });
    };
    view! {
        <dialog class="import" node_ref=dialog aria-labelledby="import-title" on:close=move |_| page.importing.set(false)>
            <h2 id="import-title">"Import"</h2>
            <p>
                "Paste anything that holds a hook or a template: an action, a whole configuration, a Helm chart, a script, a command, base64, a link of this page."
            </p>
            <textarea
                aria-label="What to import"
                spellcheck="false"
                rows="8"
                prop:value=move || text.get()
                on:input=move |event| typed(event_target_value(&event))
            ></textarea>
            <label class="files">
                "Or choose files: " <input type="file" multiple on:change=chosen />
            </label>
            <div role="status">{move || read.get().map(|import| view! { <Outcome import /> })}</div>
            <button type="button" class="plain" on:click=move |_| page.importing.set(false)>
                "Close"
            </button>
        </dialog>
    }
}

#[component]
fn Outcome(import: Import) -> impl IntoView {
    let page = expect_context::<Page>();
    let load = move |draft: Draft, words: &str| {
        page.importing.set(false);
        page.send(Event::Load(Box::new(draft), words.to_owned()));
    };
    let whole = import.draft.clone().map(|draft| {
        view! {
            <button type="button" class="main" on:click=move |_| load((*draft).clone(), "The draft is open.")>
                "Open the draft"
            </button>
        }
    });
    let ctx = import.ctx.clone().map(|ctx| {
        let use_it = move |_| {
            page.importing.set(false);
            page.send(Event::Replace(Document::Ctx, ctx.clone()));
        };
        view! {
            <button type="button" class="main" on:click=use_it>
                "Use it as the context"
            </button>
        }
    });
    let asks = (import.kind == Kind::Url)
        .then(|| view! { <p>"This page asks no other site. Open the address yourself, and paste what it shows."</p> });
    let choices = import::choices(&import);
    let rows = choices.into_iter().take(100).map(|choice| {
        let (title, detail) = words(&choice);
        let notes: Vec<String> =
            choice.items.iter().filter_map(|at| import.found.get(*at)).flat_map(|found| found.notes.clone()).collect();
        let import = import.clone();
        let open = move |_| {
            let draft = page.look(|state| choice.draft(&import, &state.owned().draft()));
            if let Some(key) = &choice.key {
                page.key.set(ApiKey::typed(share::secret::Secret::expose(key)));
            }
            if !choice.secrets.is_empty() {
                page.secrets.set(choice.secrets.clone());
            }
            load(draft, "What you imported is open.");
        };
        view! {
            <li>
                <span><b>{title}</b> " " {detail}</span>
                <button type="button" on:click=open>
                    "Open"
                </button>
                {notes.into_iter().map(|note| view! { <p class="why">{note}</p> }).collect_view()}
            </li>
        }
    });
    view! {
        <p>{import.message.clone()}</p>
        {asks}
        {whole}
        {ctx}
        <ul>{rows.collect_view()}</ul>
    }
}

/// What a choice is: where it stands, and where it sends to.
fn words(choice: &Choice) -> (String, String) {
    let places: Vec<String> = choice.places.iter().map(ToString::to_string).collect();
    let title = match (places.is_empty(), choice.action.is_some()) {
        (false, _) => places.join(", "),
        (true, true) => "An action".to_owned(),
        (true, false) => "A template".to_owned(),
    };
    (title, choice.action.as_ref().map(|action| action.url.clone()).unwrap_or_default())
}
