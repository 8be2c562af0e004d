//! The features of the mail's html that clients leave out or show in part, each with where it stands.

use leptos::prelude::*;

use super::prose::Prose;
use crate::{
    app::{page::Page, wiring::assist::of_html},
    assist::ask::Ask,
    diagnostic::Span,
    mandrill::clients::{
        Support, Used,
        told::{named, shown},
    },
};

/// The list, those first that the most clients leave out.
#[component]
pub fn Features() -> impl IntoView {
    let clients = expect_context::<Page>().mail.clients;
    let slugs = Memo::new(move |_| {
        let client = clients.client.get();
        clients.of(|_, verdict| {
            let trouble = verdict.used.iter().filter(|used| used.is_trouble(client));
            trouble.map(|used| used.slug.clone()).collect::<Vec<_>>()
        })
    });
    let fine = Memo::new(move |_| {
        let client = clients.client.get();
        clients.of(|_, verdict| {
            let fine = verdict.used.iter().filter(|used| !used.is_trouble(client));
            fine.map(|used| used.title.clone()).collect::<Vec<_>>()
        })
    });
    let whose = move || {
        let client = clients.client.get();
        clients.of(|data, verdict| match client.and_then(|at| Some((at, data.clients.get(at)?))) {
            Some((at, client)) => {
                let (none, partial) = verdict.of_client(at);
                format!("{}: {none} left out, {partial} in part", client.name())
            }
            None => match verdict.used.iter().filter(|used| used.is_trouble(None)).count() {
                0 => "Nothing of this html is known to be left out".to_owned(),
                1 => "1 feature that not every client shows".to_owned(),
                count => format!("{count} features that not every client shows"),
            },
        })
    };
    let rest = move || match fine.with(Vec::len) {
        1 => "1 more that works wherever it was tested".to_owned(),
        count => format!("{count} more that work wherever they were tested"),
    };
    view! {
        <div class="whose">
            <h4 id="features-of" tabindex="-1">{whose}</h4>
            <button type="button" class="link" hidden=move || clients.client.get().is_none() on:click=move |_| clients.client.set(None)>
                "All clients"
            </button>
        </div>
        <ul class="features">
            <For each=move || slugs.get() key=Clone::clone children=move |slug| view! { <Feature slug /> } />
        </ul>
        <details class="fine quiet" hidden=move || fine.with(Vec::is_empty)>
            <summary>{rest}</summary>
            <p>{move || fine.get().join(" · ")}</p>
        </details>
    }
}

/// One feature: how many leave it out; opened, who, and where it stands.
#[component]
fn Feature(slug: String) -> impl IntoView {
    let clients = expect_context::<Page>().mail.clients;
    let about = format!("https://www.caniemail.com/features/{slug}/");
    let used = Memo::new(move |_| clients.of(|_, verdict| verdict.used.iter().find(|used| used.slug == slug).cloned()));
    let open = RwSignal::new(false);
    let count = move |wanted| used.with(|used| used.as_ref().map_or(0, |used| used.clients(wanted).len()));
    let counts = move || {
        let (none, partial) = (count(Support::None), count(Support::Partial));
        let of_one =
            clients.client.get().and_then(|client| used.with(|used| used.as_ref()?.support.get(client).copied()));
        match (of_one, none, partial) {
            (Some(Support::None), ..) => "left out".to_owned(),
            (Some(_), ..) => "in part".to_owned(),
            (None, 0, partial) => format!("{partial} in part"),
            (None, none, 0) => format!("{none} leave it out"),
            (None, none, partial) => format!("{none} leave it out, {partial} in part"),
        }
    };
    let part = move |class: &'static str, wanted: Support| {
        view! { <i class=class style:flex-grow=move || count(wanted).to_string()></i> }
    };
    view! {
        <li>
            <details on:toggle:target=move |event| open.set(event.target().open())>
                <summary>
                    <b>{move || used.with(|used| used.as_ref().map(|used| used.title.clone()))}</b>
                    <span class="counts">{counts}</span>
                    <span class="share" aria-hidden="true">
                        {part("good", Support::Full)} {part("warn", Support::Partial)} {part("bad", Support::None)}
                    </span>
                </summary>
                {move || used.get().filter(|_| open.get()).map(|used| view! { <Inside used /> })}
                <p hidden=move || !open.get()>
                    <a href=about.clone() target="_blank" rel="noopener noreferrer">"About it at caniemail.com"</a>
                </p>
            </details>
        </li>
    }
}

/// Where a feature stands, who leaves it out, and what is to be known.
#[component]
fn Inside(used: Used) -> impl IntoView {
    let clients = expect_context::<Page>().mail.clients;
    let who = |words: &'static str, wanted: Support| {
        let list = clients.data.with(|loaded| Some(named(&loaded.as_ref()?.data, &used.clients(wanted))));
        list.filter(|list| !list.is_empty()).map(|list| view! { <p>{words} {list} "."</p> })
    };
    let notes = used.notes.iter().map(|(whose, note)| {
        let whose = clients.data.with(|loaded| loaded.as_ref().map(|loaded| named(&loaded.data, whose)));
        view! { <li>{whose} ": " <Prose text=note.clone() /></li> }
    });
    let more = used.times.saturating_sub(used.places.len());
    view! {
        <ul class="places" aria-label="Where it stands">
            {used.places.iter().map(|place| view! { <Spot place=*place /> }).collect_view()}
            {(more > 0).then(|| view! { <li class="quiet">{format!("and {more} more")}</li> })}
        </ul>
        {who("Left out by ", Support::None)}
        {who("In part by ", Support::Partial)}
        <ul class="remarks">{notes.collect_view()}</ul>
    }
}

/// A place in the html; it leads to the template.
#[component]
fn Spot(place: Span) -> impl IntoView {
    let page = expect_context::<Page>();
    let html = move || page.mail.mail.with_untracked(|mail| Some(mail.as_ref()?.html.as_ref()?.content.clone()));
    let (line, words) = shown(&html().unwrap_or_default(), place);
    let go = move |_| of_html(page, Ask::FromHtml(html().unwrap_or_default(), place));
    view! {
        <li>
            <button type="button" class="plain" title="Show it in the template" on:click=go>
                <span class="quiet">{format!("line {line}")}</span>
                <code>{words}</code>
            </button>
        </li>
    }
}
