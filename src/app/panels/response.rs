//! What Ory makes of the answer, each choice with its reason.

use leptos::prelude::*;

use crate::{
    app::{
        page::Page,
        parts::{prose::Prose, title::title},
    },
    draft::ActionDraft,
    ory::{
        action::{fields, receivers::is_mandrill},
        scenarios::MOVING,
    },
    state::Event,
};

/// The three ways, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Beside,
    Waits,
    Parses,
}

/// `response.ignore` and `response.parse`.
#[component]
pub fn ResponseFields() -> impl IntoView {
    let page = expect_context::<Page>();
    let deed = Memo::new(move |_| {
        page.placement.with(|placement| match placement.groups()[..] {
            [(flow, _)] => title(flow.deed()),
            _ => "The flow".to_owned(),
        })
    });
    let mandrill = Memo::new(move |_| page.action.with(|action| is_mandrill(&action.url)));
    let way = Memo::new(move |_| {
        page.action.with(|action| match (action.ignore_response, action.parse_response) {
            (true, _) => Way::Beside,
            (false, true) => Way::Parses,
            (false, false) => Way::Waits,
        })
    });
    let choose = move |way: Way| {
        page.send(Event::SetAction(ActionDraft {
            ignore_response: way == Way::Beside,
            parse_response: way == Way::Parses,
            ..page.action.get_untracked()
        }))
    };
    let radio = move |this: Way| {
        view! { <input type="radio" name="waiting" prop:checked=move || way.get() == this on:change=move |_| choose(this) /> }
    };
    let moving = move || {
        MOVING
            .iter()
            .filter(|moving| way.get() == Way::Beside && page.placement.with(|placement| placement.meets(moving.flow, moving.moment)))
            .map(|moving| view! { <li><code>{moving.path}</code> {format!(": {}, not {}", moving.beside, moving.waiting)}</li> })
            .collect_view()
    };
    let reason = move || {
        let about = |path: &str| {
            fields::find(path).map_or("", |field| if mandrill.get() { field.for_mandrill } else { field.about })
        };
        let text = match (way.get(), mandrill.get()) {
            (Way::Beside, true) => {
                "`response.ignore` is on: nobody waits for Mandrill, and what goes wrong shows only in Ory's log. \
                 `response.parse` stays off: Mandrill answers with a list, which Ory cannot read."
                    .to_owned()
            }
            (Way::Beside, false) => format!("`response.ignore`: {}", about("response.ignore")),
            (Way::Waits, _) => {
                "The person waits, up to three times 30 seconds, and sees an error when the template or the receiver fails, \
                 although what they did is saved."
                    .to_owned()
            }
            (Way::Parses, true) => format!("`response.parse`: {}", about("response.parse")),
            (Way::Parses, false) => format!("`response.parse`: {} It runs before anything is saved.", about("response.parse")),
        };
        view! { <Prose text /> }
    };
    view! {
        <fieldset class="field chips">
            <legend>{move || if mandrill.get() { "If the mail cannot be sent" } else { "If the receiver fails" }}</legend>
            <label title="response.ignore: true">{radio(Way::Beside)} {move || format!("{} goes on", deed.get())}</label>
            <label title="response.ignore: false">{radio(Way::Waits)} {move || format!("{} waits and fails", deed.get())}</label>
            <Show when=move || !mandrill.get() || way.get() == Way::Parses>
                <label title="response.parse: true">{radio(Way::Parses)} "The answer decides"</label>
            </Show>
            <p class="hint" class:warns=move || mandrill.get() && way.get() == Way::Parses>{reason}</p>
            <ul class="hint">{moving}</ul>
        </fieldset>
    }
}
