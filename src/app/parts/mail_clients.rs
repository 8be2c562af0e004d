//! What mail clients make of the mail: the whole in a figure, by clients or by features.

use leptos::prelude::*;

use super::{client_features::Features, client_table::Table};
use crate::{
    app::{
        mail::clients::{By, Loaded, Loading},
        page::Page,
    },
    mandrill::clients::told::percent,
};

/// The verdict; how far its data is, before.
#[component]
pub fn Clients() -> impl IntoView {
    let room = expect_context::<Page>().mail;
    let clients = room.clients;
    let loading = move || match clients.loading.get() {
        Loading::Unasked | Loading::Underway => {
            view! { <p class="empty" role="status">"Fetching what mail clients support…"</p> }.into_any()
        }
        Loading::Failed(why) => view! {
            <div class="note bad" role="alert">
                <p>"What mail clients support could not be fetched. " {why}</p>
                <button type="button" on:click=move |_| clients.fetch()>"Try again"</button>
            </div>
        }
        .into_any(),
        Loading::Done => view! { <Told /> }.into_any(),
    };
    view! { <div class="clients" tabindex="0" role="group" aria-label="What mail clients make of it">{loading}</div> }
}

#[component]
fn Told() -> impl IntoView {
    let room = expect_context::<Page>().mail;
    let clients = room.clients;
    let has_html = Memo::new(move |_| room.of(|mail| mail.html.is_some()));
    let there = Memo::new(move |_| has_html.get() && clients.verdict.with(Option::is_some));
    let nothing = move || match has_html.get() {
        true => "Reading the html…",
        false => "The mail has no html part: its text is all that a client shows.",
    };
    view! {
        <Show when=move || there.get() fallback=move || view! { <p class="empty">{nothing}</p> }>
            <Summary />
            <div hidden=move || clients.by.get() != By::Client>
                <Table />
            </div>
            <div hidden=move || clients.by.get() != By::Feature>
                <Features />
            </div>
        </Show>
        <Source />
    }
}

/// All clients and features in one figure, and who shows least.
#[component]
fn Summary() -> impl IntoView {
    let clients = expect_context::<Page>().mail.clients;
    let score = Memo::new(move |_| clients.of(|_, verdict| verdict.score));
    let count = move || clients.of(|data, _| data.clients.len());
    let rest = move || match score.get() {
        all if all.full >= 100.0 => ".".to_owned(),
        part => format!("; {} % in part, {} % left out.", percent(part.partial), percent(part.none)),
    };
    let worst = Memo::new(move |_| {
        clients.of(|data, verdict| {
            let named =
                |(at, share): (usize, f32)| Some(format!("{} {} %", data.clients.get(at)?.name(), percent(share)));
            verdict.worst(3).into_iter().filter_map(named).collect::<Vec<_>>().join(" · ")
        })
    });
    let part = |class: &'static str, share: fn(f32, f32, f32) -> f32| {
        let grow = move || score.with(|score| share(score.full, score.partial, score.none).to_string());
        view! { <i class=class style:flex-grow=grow></i> }
    };
    view! {
        <div class="summary">
            <p>
                <b>{move || percent(score.get().full)} " %"</b>
                {move || format!(" of what this html uses works, over {} clients", count())}
                <span class="quiet">{rest}</span>
            </p>
            <div class="share" aria-hidden="true">
                {part("good", |full, _, _| full)} {part("warn", |_, partial, _| partial)} {part("bad", |_, _, none| none)}
            </div>
            <p class="quiet" hidden=move || worst.with(String::is_empty)>"Least: " {worst}</p>
        </div>
    }
}

/// Whose data it is, and of when.
#[component]
fn Source() -> impl IntoView {
    let clients = expect_context::<Page>().mail.clients;
    let of = move |what: fn(&Loaded) -> &str| {
        clients.data.with(|loaded| loaded.as_ref().map(|loaded| what(loaded).to_owned()))
    };
    view! {
        <div class="source quiet">
            <p>
                "By the tests of "
                <a href="https://www.caniemail.com" target="_blank" rel="noopener noreferrer">"caniemail.com"</a>
                ", as of " {of(|loaded| &loaded.data.updated)}
                "; a client may have changed since. What works in part counts half."
            </p>
            <details>
                <summary>"Licence of the data"</summary>
                <p>{of(|loaded| &loaded.data.notice)}</p>
            </details>
        </div>
    }
}
