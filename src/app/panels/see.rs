//! What Ory does with the draft: the status line and the views under it.

use leptos::prelude::*;

use super::{body::Body, checks::Checks, ory::OryView, strip::Strip};
use crate::{
    app::{
        page::{Page, SeeTab},
        parts::tabs::{Tab, Tabs},
        status,
    },
    diagnostic::Level,
    state::Event,
};

/// Step 2.
#[component]
pub fn See() -> impl IntoView {
    let page = expect_context::<Page>();
    let worth_a_look = Memo::new(move |_| {
        page.found.with(|found| {
            let loud = found.iter().map(|found| found.finding.level).filter(|level| *level != Level::Note);
            let class = if loud.clone().any(|level| level == Level::Error) { "bad" } else { "" };
            (loud.count(), class)
        })
    });
    let tabs = vec![
        Tab::plain(SeeTab::Body, "Body"),
        Tab { value: SeeTab::Checks, name: "Checks", count: worth_a_look.into() },
        Tab::plain(SeeTab::Ory, "Ory"),
    ];
    view! {
        <section class="column see" id="see" aria-labelledby="see-title">
            <div class="bar">
                <h2 id="see-title">
                    <span class="step">"2"</span>
                    "What Ory sends"
                </h2>
                <Tabs label="Result" controls="result" tabs=tabs chosen=page.see />
            </div>
            <StatusLine />
            <div class="view" id="result" role="tabpanel" tabindex="-1">
                {move || match page.see.get() {
                    SeeTab::Body => view! { <Body /> }.into_any(),
                    SeeTab::Checks => view! { <Checks /> }.into_any(),
                    SeeTab::Ory => view! { <OryView /> }.into_any(),
                }}
            </div>
            <Strip />
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
                <button type="button" class="link" on:click=move |_| page.send(Event::Reveal(revision, document, span))>
                    {format!("line {}", place.line)}
                </button>
            }
        })
    };
    view! {
        <div class="status" role="status">
            <span class=move || format!("pill {}", status.get().tone.class())>{move || status.get().word}</span>
            <span class="sentence" title=move || status.get().sentence>
                {move || status.get().sentence}
                " "
                {place}
            </span>
            <span class="figures">{move || status.get().figures}</span>
        </div>
    }
}
