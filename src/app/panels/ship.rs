//! Where the action goes and how it behaves, and what to copy.

use leptos::prelude::*;

use super::{artefacts::Artefacts, placement::PlacementFields};
use crate::{
    app::{
        page::Page,
        parts::{key_field::KeyField, title::title},
    },
    draft::{ActionDraft, Placement},
    ory::scenarios::MOVING,
    state::Event,
};

/// Step 3.
#[component]
pub fn Ship() -> impl IntoView {
    view! {
        <section class="column ship" id="ship" tabindex="-1" aria-labelledby="ship-title">
            <div class="bar">
                <h2 id="ship-title">
                    <span class="step">"3"</span>
                    "Ship it"
                </h2>
            </div>
            <div class="form">
                <PlacementFields />
                <Waiting />
                <KeyField />
                <Project />
                <div class="wide">
                    <Artefacts />
                </div>
            </div>
        </section>
    }
}

#[component]
fn Waiting() -> impl IntoView {
    let page = expect_context::<Page>();
    let deed = Memo::new(move |_| title(page.placement.with(|placement| placement.leading().0.deed())));
    let ignore = Memo::new(move |_| page.action.with(|action| action.ignore_response));
    let moving = move || {
        let parts = MOVING.iter().filter(|moving| {
            ignore.get() && page.placement.with(|placement| placement.meets(moving.flow, moving.moment))
        });
        parts
            .map(|moving| view! { <li><code>{moving.path}</code> {format!(": {}, not {}", moving.beside, moving.waiting)}</li> })
            .collect_view()
    };
    let choose = move |ignore: bool| {
        page.send(Event::SetAction(ActionDraft { ignore_response: ignore, ..page.action.get_untracked() }))
    };
    view! {
        <fieldset class="field chips">
            <legend>"If the mail cannot be sent"</legend>
            <label title="response.ignore: true">
                <input type="radio" name="waiting" prop:checked=move || ignore.get() on:change=move |_| choose(true) />
                {move || format!("{} goes on", deed.get())}
            </label>
            <label title="response.ignore: false">
                <input type="radio" name="waiting" prop:checked=move || !ignore.get() on:change=move |_| choose(false) />
                {move || format!("{} waits and fails", deed.get())}
            </label>
            <p class="hint">
                {move || {
                    if ignore.get() {
                        "The hook runs beside the flow; what goes wrong shows only in Ory's log. It may see later state."
                    } else {
                        "The person waits for Mailchimp, and sees an error when the template or Mailchimp fails."
                    }
                }}
            </p>
            <ul class="hint">{moving}</ul>
        </fieldset>
    }
}

#[component]
fn Project() -> impl IntoView {
    let page = expect_context::<Page>();
    view! {
        <div class="field">
            <div class="pair">
                <div class="field">
                    <label for="project">"Project"</label>
                    <input
                        id="project"
                        placeholder="id or slug"
                        autocomplete="off"
                        spellcheck="false"
                        prop:value=move || page.placement.with(|placement| placement.project.clone())
                        on:input=move |event| {
                            let project = event_target_value(&event);
                            page.send(Event::SetPlacement(Placement { project, ..page.placement.get_untracked() }));
                        }
                    />
                </div>
                <div class="field">
                    <label for="workspace">"Workspace"</label>
                    <input
                        id="workspace"
                        placeholder="id or name"
                        autocomplete="off"
                        spellcheck="false"
                        prop:value=move || page.placement.with(|placement| placement.workspace.clone())
                        on:input=move |event| {
                            let workspace = event_target_value(&event);
                            page.send(Event::SetPlacement(Placement { workspace, ..page.placement.get_untracked() }));
                        }
                    />
                </div>
            </div>
            <span class="hint">
                "Empty: taken from " <code>"ORY_PROJECT"</code> " and " <code>"ORY_WORKSPACE"</code>
                ". With " <code>"ORY_WORKSPACE_API_KEY"</code> " set, leave the workspace empty."
            </span>
        </div>
    }
}
