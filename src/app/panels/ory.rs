//! What Ory would log, and how near the draft is to Ory's limits.

use leptos::prelude::*;

use crate::{
    app::page::Page,
    ory::limits::{Limit, LimitName, Standing},
};

/// Ory's side of it.
#[component]
pub fn OryView() -> impl IntoView {
    let page = expect_context::<Page>();
    let report = Memo::new(move |_| page.report());
    let words = move || {
        report.get().and_then(|report| report.trouble).map(|trouble| {
            let place = trouble.place.map(|place| format!("\n\tmail.jsonnet:{}:{}", place.line, place.column));
            view! {
                <section>
                    <h3>"What Ory says"</h3>
                    <p class="log">{trouble.words} {place}</p>
                </section>
            }
        })
    };
    let limits = move || {
        let limits = report.get().map(|report| report.limits).unwrap_or_default();
        limits.into_iter().map(|limit| view! { <LimitRow limit /> }).collect_view()
    };
    let consequence = move || {
        if page.action.with(|action| action.ignore_response) {
            "A failure is only logged: no mail, and nobody notices. A cancel is no failure."
        } else {
            "A failure ends the person's flow with an error, although what they did is already saved. A cancel is no failure."
        }
    };
    view! {
        <div class="ory-view">
            {words}
            <section>
                <h3>"What follows"</h3>
                <p>{consequence}</p>
            </section>
            <section>
                <h3>"Limits of Ory's worker"</h3>
                <ul class="limits">
                    {limits}
                    <li>
                        <span>"Time and depth"</span>
                        <span class="used">"1 s · 500 frames"</span>
                        <p>"Past either, the evaluation ends in a failure; this page ends it there too."</p>
                    </li>
                </ul>
            </section>
        </div>
    }
}

#[component]
fn LimitRow(limit: Limit) -> impl IntoView {
    let class = match limit.standing() {
        Standing::Fine => "",
        Standing::Near => "near",
        Standing::Over => "over",
    };
    let (name, about) = match limit.name {
        LimitName::Input => (
            "What Kratos writes to the worker",
            "The template in base64, the template again, and the context, each escaped as JSON (<, > and & weigh six bytes). \
             A template behind a short https:// address counts once.",
        ),
        LimitName::Output => {
            ("What the worker writes back", "The body. Kratos v25.4.0 and v26.2.0 take twice as much.")
        }
    };
    let percent = limit.used * 100 / limit.most;
    view! {
        <li class=class>
            <span>{name}</span>
            <span class="used">{format!("{} of {} bytes, {percent} %", limit.used, limit.most)}</span>
            <meter min="0" max=limit.most value=limit.used.min(limit.most) aria-label=name></meter>
            <p>{about}</p>
        </li>
    }
}
