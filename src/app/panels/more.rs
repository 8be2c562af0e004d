//! The rest of the action's fields, each with what it does and whether Ory Network carries it.

use leptos::prelude::*;

use crate::{
    app::{page::Page, parts::prose::Prose},
    draft::{ActionDraft, Header},
    ory::action::fields,
    state::Event,
};

/// Method, headers, name, event.
#[component]
pub fn MoreFields() -> impl IntoView {
    let page = expect_context::<Page>();
    let set = move |change: &dyn Fn(&mut ActionDraft)| {
        let mut action = page.action.get_untracked();
        change(&mut action);
        page.send(Event::SetAction(action));
    };
    let count = Memo::new(move |_| page.action.with(|action| action.headers.len()));
    let touched = move || {
        page.action.with(|action| {
            let plain = ActionDraft::default();
            let others = [action.method != plain.method, !action.id.is_empty(), !action.emit_analytics_event];
            others.iter().filter(|other| **other).count() + action.headers.len()
        })
    };
    let headers = move || (0..count.get()).map(|at| view! { <HeaderRow at /> }).collect_view();
    view! {
        <details class="more wide">
            <summary>
                "More of the action"
                {move || match touched() {
                    0 => String::new(),
                    one_or_more => format!(" ({one_or_more} set)"),
                }}
            </summary>
            <div class="field">
                <label for="method">"Method"</label>
                <input id="method" spellcheck="false" autocomplete="off" prop:value=move || page.action.with(|action| action.method.clone())
                    on:input=move |event| set(&|action| action.method = event_target_value(&event).trim().to_owned()) />
                <About path="method" />
            </div>
            <fieldset class="field">
                <legend>"Headers"</legend>
                {headers}
                <button type="button" class="plain" on:click=move |_| set(&|action| action.headers.push(Header::default()))>"Add a header"</button>
                <About path="headers" />
                <span class="hint">"They are saved and shared with the draft: a secret belongs to the proof above."</span>
            </fieldset>
            <div class="field">
                <label for="hook-id">"Name in the log (" <code>"id"</code> ")"</label>
                <input id="hook-id" spellcheck="false" autocomplete="off" prop:value=move || page.action.with(|action| action.id.clone())
                    on:input=move |event| set(&|action| action.id = event_target_value(&event)) />
                <About path="id" />
            </div>
            <div class="field">
                <label class="check">
                    <input type="checkbox" prop:checked=move || page.action.with(|action| action.emit_analytics_event)
                        on:change=move |event| set(&|action| action.emit_analytics_event = event_target_checked(&event)) />
                    "Report each call as an event"
                </label>
                <About path="emit_analytics_event" />
            </div>
        </details>
    }
}

/// What a field does, and where it does not.
#[component]
fn About(path: &'static str) -> impl IntoView {
    fields::find(path).map(|field| {
        let network = if field.on_network {
            ""
        } else {
            " Ory Network's model does not carry it: there it may be dropped or refused."
        };
        view! { <span class="hint"><Prose text=format!("{}{network}", field.about) /></span> }
    })
}

#[component]
fn HeaderRow(at: usize) -> impl IntoView {
    let page = expect_context::<Page>();
    let part = move |part: fn(&Header) -> &String| {
        page.action.with(|action| action.headers.get(at).map(|header| part(header).clone()).unwrap_or_default())
    };
    let set = move |change: &dyn Fn(&mut Vec<Header>)| {
        let mut action = page.action.get_untracked();
        change(&mut action.headers);
        page.send(Event::SetAction(action));
    };
    let edit = move |change: &dyn Fn(&mut Header)| set(&|headers| headers.get_mut(at).into_iter().for_each(change));
    view! {
        <div class="header-row">
            <input aria-label="Header" placeholder="X-Name" spellcheck="false" autocomplete="off" prop:value=move || part(|header| &header.name)
                on:input=move |event| edit(&|header| header.name = event_target_value(&event).trim().to_owned()) />
            <input aria-label="Value" placeholder="value" spellcheck="false" autocomplete="off" prop:value=move || part(|header| &header.value)
                on:input=move |event| edit(&|header| header.value = event_target_value(&event)) />
            <button type="button" class="plain" aria-label="Remove the header" title="Remove the header"
                on:click=move |_| set(&|headers| drop((at < headers.len()).then(|| headers.remove(at))))>"×"</button>
        </div>
    }
}
