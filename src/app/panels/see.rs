//! What Ory does with the draft: the status line and the views under it.

use leptos::prelude::*;

use super::{body::Body, checks::Checks, mail::MailView, ory::OryView, request::RequestView, strip::Strip, then::Then};
use crate::{
    app::{
        page::{Page, SeeTab},
        parts::tabs::{Tab, Tabs},
    },
    report::status,
    state::{Event, chosen::Chosen},
    strip::misplaced,
};

/// Step 2.
#[component]
pub fn See() -> impl IntoView {
    let page = expect_context::<Page>();
    let tabs = vec![
        Tab::plain(SeeTab::Mail, "Mail"),
        Tab::plain(SeeTab::Body, "Body"),
        Tab::plain(SeeTab::Request, "Request"),
        Tab { value: SeeTab::Checks, name: "Checks", count: Some(page.loud.into()) },
        Tab::plain(SeeTab::Ory, "Ory"),
    ];
    view! {
        <section class="column see" id="see" aria-labelledby="see-title">
            <div class="bar">
                <h2 id="see-title">
                    <span class="step">"2"</span>
                    <span>"What Ory sends"</span>
                </h2>
                <Tabs label="Result" controls="result" tabs=tabs.clone() chosen=page.see />
            </div>
            <StatusLine />
            <div
                class="view"
                id="result"
                role="tabpanel"
                tabindex="-1"
                aria-labelledby=move || Tab::id("result", &tabs, page.see.get())
            >
                {move || match page.see.get() {
                    SeeTab::Mail => view! { <MailView /> }.into_any(),
                    SeeTab::Request => view! { <RequestView /> }.into_any(),
                    SeeTab::Body => view! { <Body /> }.into_any(),
                    SeeTab::Checks => view! { <Checks /> }.into_any(),
                    SeeTab::Ory => view! {
                        <div class="ory-and-then">
                            <OryView />
                            <Then />
                        </div>
                    }
                    .into_any(),
                }}
            </div>
            <Show when=move || page.whole.get()>
                <Strip />
            </Show>
        </section>
    }
}

#[component]
fn StatusLine() -> impl IntoView {
    let page = expect_context::<Page>();
    let status = Memo::new(move |_| page.answer.with(status::read));
    let place = move || {
        status.get().place.map(|(revision, document, span, place)| {
            view! {
                <button
                    type="button"
                    class="link"
                    on:click=move |_| page.send(Event::Reveal(revision, document, span))
                >
                    {format!("line {}", place.line)}
                </button>
            }
        })
    };
    let nowhere = Memo::new(move |_| {
        let (placement, action) = (page.placement.get(), page.action.get());
        misplaced(page.chosen.get(), &placement, &action)
    });
    let tone = move || if nowhere.with(Option::is_some) { "off" } else { status.get().tone.class() };
    let elsewhere = move || {
        nowhere.get().map(|misplaced| {
            let instead = misplaced.instead.map(|(id, title)| {
                let take = move |_| page.send(Event::Choose(Chosen::Catalogue(id)));
                view! { <button type="button" class="link" on:click=take>{format!("Take “{title}”")}</button> }
            });
            view! { <p class="note warn misplaced">{misplaced.words} " " {instead}</p> }
        })
    };
    view! {
        <div class="verdict">
            <div class="status">
                <span class=move || format!("pill {}", tone())>{move || status.get().word}</span>
                <span class="sentence" title=move || status.get().sentence>
                    {move || status.get().sentence}
                    " "
                    {place}
                </span>
                <span class="figures">{move || status.get().figures}</span>
            </div>
            {elsewhere}
        </div>
    }
}
