//! What was found in a text that is to be imported, and the buttons that open it.

use leptos::prelude::*;

use crate::{
    app::{
        key::ApiKey,
        page::Page,
        parts::{fetch::Fetch, prose::Prose},
    },
    diagnostic::Document,
    draft::Draft,
    share::import::{self, Address, Choice, Import},
    state::Event,
};

/// So many are shown; a configuration has some ten.
const SHOWN: usize = 50;

/// What the text was, and what there is to open.
#[component]
pub fn Outcome(
    /// What was found.
    import: Import,
) -> impl IntoView {
    let page = expect_context::<Page>();
    let whole = import.draft.clone().map(|draft| {
        view! {
            <button type="button" class="main" on:click=move |_| load(page, (*draft).clone(), "The draft is open.")>
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
    let fetch = import.address.clone().map(|address| view! { <Fetch address beside=None /> });
    let mut lines = import.message.lines().map(str::to_owned);
    let heading = lines.next().unwrap_or_default();
    let notes = lines.map(|text| view! { <p class="why"><Prose text /></p> });
    let choices = import::choices(&import);
    let (only, more) = (choices.len() == 1, choices.len().saturating_sub(SHOWN));
    let more = (more > 0)
        .then(|| view! { <p class="why">{format!("{more} more are not shown; paste fewer to see them.")}</p> });
    let rows = choices.into_iter().take(SHOWN).map(|choice| view! { <Row import=import.clone() choice only /> });
    view! {
        <p class="message">
            <Prose text=heading />
        </p>
        {notes.collect_view()}
        {fetch}
        {whole}
        {ctx}
        <ul>{rows.collect_view()}</ul>
        {more}
    }
}

#[component]
fn Row(import: Import, choice: Choice, only: bool) -> impl IntoView {
    let page = expect_context::<Page>();
    let (title, detail) = words(&choice);
    let found: Vec<_> = choice.items.iter().filter_map(|at| import.found.get(*at)).collect();
    let line = found.first().filter(|found| found.line > 1).map(|found| format!(" · line {}", found.line));
    let mut notes: Vec<String> = Vec::new();
    for note in found.iter().flat_map(|found| &found.notes) {
        if !notes.contains(note) && !import.message.contains(note.as_str()) {
            notes.push(note.clone());
        }
    }
    let (lines, bytes) = choice.template.as_ref().map_or((0, 0), |text| (text.lines().count(), text.len()));
    let size = if choice.template.is_none() {
        "without its template: yours stays".to_owned()
    } else {
        format!("{lines} line{}, {bytes} B", if lines == 1 { "" } else { "s" })
    };
    let elsewhere = choice.address.clone().and_then(|name| {
        let address = Address::read(&name).ok()?;
        Some(view! { <Fetch address beside=Some(name) /> })
    });
    let start = choice.template.as_ref().map(|text| text.lines().take(4).collect::<Vec<_>>().join("\n"));
    let label = format!("Open {title}");
    let open = move |_| {
        let draft = page.look(|state| choice.draft(&import, &state.owned().draft()));
        let mut said = "What you imported is open.".to_owned();
        let (mut key, mut secrets, present) = page.in_memory();
        if let Some(found) = &choice.key {
            key = ApiKey::typed(found.expose());
            said += " The key that stood in it is in the key’s field.";
        }
        if !choice.secrets.is_empty() {
            secrets = choice.secrets.clone();
            said += " Its secrets are in their fields.";
        }
        page.secrets_coming.set_value(Some((key, secrets, present)));
        page.importing.set(false);
        page.send(Event::Import(Box::new(draft), said));
    };
    view! {
        <li>
            <div class="what">
                <b>{title}</b>
                <span>{detail}</span>
                <small>{size}{line}</small>
            </div>
            <button type="button" class:main=only aria-label=label on:click=open>
                "Open"
            </button>
            {start.map(|start| view! { <pre>{start}</pre> })}
            {elsewhere}
            {notes.into_iter().map(|note| view! { <p class="why"><Prose text=note /></p> }).collect_view()}
        </li>
    }
}

fn load(page: Page, draft: Draft, words: &str) {
    page.importing.set(false);
    page.send(Event::Load(Box::new(draft), words.to_owned()));
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
