//! What happens then: Mandrill's answer is chosen, and what Ory, the person and the log make of it is told.

use leptos::prelude::*;

use crate::{
    app::{page::Page, parts::prose::Prose},
    draft::{Flow, Moment},
    mandrill::reply::{ANSWERS, Answer, Hook, Line, Response, find, walk},
};

/// The walk.
#[component]
pub fn Then() -> impl IntoView {
    let page = expect_context::<Page>();
    let chosen = RwSignal::new("sent");
    let hook = Memo::new(move |_| hook(page));
    let answer = move || find(chosen.get());
    let lines = move || answer().map(|answer| walk(answer, hook.get())).unwrap_or_default();
    let option = |answer: &'static Answer| view! { <option value=answer.id>{answer.title}</option> };
    let choose = move |id: String| {
        if let Some(answer) = find(&id) {
            chosen.set(answer.id);
        }
    };
    view! {
        <section class="then" aria-labelledby="then-title">
            <h3 id="then-title">"What happens then"</h3>
            <label>
                <span>"If Mandrill answers"</span>
                <select on:change:target=move |event| choose(event.target().value())>
                    {ANSWERS.iter().map(option).collect_view()}
                </select>
            </label>
            <p class="case">{move || view! { <Prose text=of(hook.get()) /> }}</p>
            <pre class="log" hidden=move || answer().is_none_or(|answer| answer.body.is_empty())>
                {move || answer().map(|answer| answer.body)}
            </pre>
            <dl>{move || lines().into_iter().map(line).collect_view()}</dl>
        </section>
    }
}

/// The moment and the `response` of the draft.
fn hook(page: Page) -> Hook {
    let (flow, moment, general) = page.placement.with(|placement| {
        let place = placement.places.first();
        place.map_or((Flow::Registration, Moment::After, false), |place| {
            (place.flow, place.moment, place.method.is_none())
        })
    });
    let response = page.action.with(|action| Response {
        ignore: action.ignore_response,
        parse: action.parse_response,
        can_interrupt: false,
    });
    Hook { flow, moment, general, response }
}

fn of(hook: Hook) -> String {
    let moment = match hook.moment {
        Moment::Before => "before",
        Moment::After => "after",
    };
    let flow = match hook.flow {
        Flow::Registration => "registration",
        Flow::Login => "login",
        Flow::Settings => "settings",
        Flow::Verification => "verification",
        Flow::Recovery => "recovery",
    };
    let response = match (hook.response.ignore, hook.response.parse) {
        (true, _) => "response.ignore is true",
        (false, true) => "response.parse is true",
        (false, false) => "the answer is waited for",
    };
    format!("{flow}, {moment}; {response}. Both are chosen in step 3.")
}

fn line(line: Line) -> impl IntoView {
    view! {
        <div class:bad=line.bad>
            <dt>{line.topic.title()}</dt>
            <dd>
                <Prose text=line.text />
                <small title="Where the fact comes from">{line.source}</small>
            </dd>
        </div>
    }
}
