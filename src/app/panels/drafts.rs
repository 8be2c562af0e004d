//! Several drafts: those with a name, those the page put aside by itself, and all of them as one file.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    app::{
        browser::{download, files},
        page::Page,
        parts::{draft_row::DraftRow, modal},
        wiring::shelved,
    },
    share::shelf::{Shelf, Shelved, Unreadable},
};

/// The file all drafts are exported as.
const FILE: &str = "ory-actions-playground-drafts.json";

/// The dialog.
#[component]
pub fn Drafts() -> impl IntoView {
    let page = expect_context::<Page>();
    let shelf = RwSignal::new(Shelf::default());
    let name = RwSignal::new(String::new());
    let said = RwSignal::new(String::new());
    let gone = RwSignal::new(None::<Shelved>);
    let look = move || match shelved::read() {
        Some(now) => shelf.set(now),
        None => said.set("This browser keeps no drafts for this page.".to_owned()),
    };
    let opened = move || {
        said.set(String::new());
        gone.set(None);
        look();
    };
    let dialog = modal::shown_while(move || page.drafts.get(), opened, || {});
    let tell = move |kept: Option<String>| {
        said.set(
            kept.unwrap_or_else(|| "There is no room for it in this browser: delete some, or export them.".to_owned()),
        );
        look();
    };
    let keep = move || {
        let draft = page.look(|state| state.owned().draft());
        let name = name.get_untracked();
        tell(shelved::change(|shelf| shelf.keep(&name, draft, js_sys::Date::now())).map(|()| "It is kept.".to_owned()));
    };
    let export = move |_| {
        let mut all = shelf.get_untracked();
        all.put_aside("When exported", page.look(|state| state.owned().draft()), js_sys::Date::now());
        said.set(match download::save(FILE, &all.write()) {
            Ok(()) => format!("{} drafts are in {FILE}.", all.drafts.len()),
            Err(download::DownloadRefused) => "The browser would not make a file.".to_owned(),
        });
    };
    let import = move |event| {
        spawn_local(async move {
            let given = files::of(&event).await;
            let Some((_, text)) = given.texts.first() else { return };
            match Shelf::read(text) {
                Ok(other) => {
                    tell(shelved::change(|shelf| shelf.add(other)).map(|added| format!("{added} drafts are added.")))
                }
                Err(Unreadable::Newer(_)) => {
                    said.set("A newer page wrote this file. Reload this page and try again.".to_owned())
                }
                Err(Unreadable::Damaged) => {
                    said.set("This is no file of drafts. For a template or an action, use Import.".to_owned())
                }
            }
        });
    };
    let delete = move |one: Shelved| {
        let same = |other: &Shelved| other.at == one.at && other.name == one.name;
        let removed = shelved::change(|shelf| {
            let at = shelf.drafts.iter().position(same);
            at.and_then(|at| shelf.remove(at))
        });
        gone.set(removed.flatten());
        tell(Some("It is deleted.".to_owned()));
    };
    let bring_back = move |_| {
        if let Some(one) = gone.try_update(Option::take).flatten() {
            tell(shelved::change(|shelf| shelf.add(Shelf::of(one))).map(|_| "It is back.".to_owned()));
        }
    };
    let rows = move |named: bool| {
        let now = page.draft.get().1;
        let drafts = shelf.get().drafts.into_iter().filter(move |one| one.name.is_some() == named);
        drafts
            .map(move |one| view! { <DraftRow now=one.draft == now one delete=Callback::new(delete) /> })
            .collect_view()
    };
    let none = move |named: bool| shelf.with(|shelf| shelf.drafts.iter().all(|one| one.name.is_some() != named));
    view! {
        <dialog class="drafts" node_ref=dialog aria-labelledby="drafts-title" on:close=move |_| page.drafts.set(false)>
            <h2 id="drafts-title">"Drafts"</h2>
            <form
                method="dialog"
                on:submit=move |event| {
                    event.prevent_default();
                    keep();
                }
            >
                <input
                    type="text"
                    aria-label="Name for this draft"
                    placeholder="Name for this draft"
                    autofocus
                    on:input=move |event| name.set(event_target_value(&event))
                />
                <button type="submit" class="main">
                    "Keep"
                </button>
            </form>
            <p class="said" role="status">
                {move || said.get()}
                " "
                <button type="button" class="link" hidden=move || gone.with(Option::is_none) on:click=bring_back>
                    "Bring it back"
                </button>
            </p>
            <h3>"Yours"</h3>
            <p class="none" hidden=move || !none(true)>
                "None yet. What you work on is kept as you type; a name keeps it beside what you do next."
            </p>
            <ul>{move || rows(true)}</ul>
            <h3 hidden=move || none(false)>"Put aside by the page"</h3>
            <ul>{move || rows(false)}</ul>
            <div class="acts">
                <button type="button" on:click=export>
                    "Export all"
                </button>
                <label>"Add a file of drafts: " <input type="file" accept=".json" on:change=import /></label>
                <button type="button" class="plain" on:click=move |_| page.drafts.set(false)>
                    "Close"
                </button>
            </div>
        </dialog>
    }
}
