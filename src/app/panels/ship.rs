//! Where the action goes and how it behaves, and what to copy.

use leptos::prelude::*;

use super::artefacts::Artefacts;
use crate::{
    app::{key::ApiKey, page::Page},
    draft::{Flow, Method, Moment},
    ory::{
        action::key::{NotAKey, examine},
        placement::general_place_can_be_passed_over,
    },
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
                <When />
                <Waiting />
                <Key />
                <Project />
                <div class="wide">
                    <Artefacts />
                </div>
            </div>
        </section>
    }
}

#[component]
fn When() -> impl IntoView {
    let page = expect_context::<Page>();
    let flows = Flow::ALL
        .map(|flow| {
            let chosen = move || page.placement.with(|placement| placement.flow == flow);
            view! { <option value=flow.name() selected=chosen>{title(flow.name())}</option> }
        })
        .collect_view();
    let moments = [Moment::After, Moment::Before]
        .map(|moment| {
            let chosen = move || page.placement.with(|placement| placement.moment == moment);
            view! { <option value=moment.name() selected=chosen>{title(moment.name())}</option> }
        })
        .collect_view();
    let set_flow = move |event| {
        let name = event_target_value(&event);
        if let Some(flow) = Flow::ALL.into_iter().find(|flow| flow.name() == name) {
            page.placement.update(|placement| {
                placement.flow = flow;
                placement.methods.retain(|method| flow.methods().contains(method));
            });
        }
    };
    let set_moment = move |event| {
        let before = event_target_value(&event) == Moment::Before.name();
        page.placement.update(|placement| placement.moment = if before { Moment::Before } else { Moment::After });
    };
    let flow = Memo::new(move |_| page.placement.with(|placement| placement.flow));
    let after = Memo::new(move |_| page.placement.with(|placement| placement.moment == Moment::After));
    let methods =
        move || flow.get().methods().iter().map(|method| view! { <MethodChip method=*method /> }).collect_view();
    let shadowed = Memo::new(move |_| page.placement.with(general_place_can_be_passed_over));
    view! {
        <fieldset class="field chips">
            <legend>"When"</legend>
            <div class="pair" style="width: 100%">
                <select aria-label="Flow" on:change=set_flow>{flows}</select>
                <select aria-label="Moment" on:change=set_moment>{moments}</select>
            </div>
            <Show when=move || after.get()>{methods}</Show>
        </fieldset>
        <Show when=move || shadowed.get()>
            <p class="note warn">
                "No method is chosen, so the hook stands in the general place. Ory runs that only for methods without any hook of "
                "their own, and most projects have the "<code>"session"</code>" hook under password. Choose the methods."
            </p>
        </Show>
    }
}

#[component]
fn MethodChip(method: Method) -> impl IntoView {
    let page = expect_context::<Page>();
    let chosen = move || page.placement.with(|placement| placement.methods.contains(&method));
    let toggle = move |_| {
        page.placement.update(|placement| {
            if placement.methods.contains(&method) {
                placement.methods.retain(|other| *other != method);
            } else {
                placement.methods.push(method);
            }
        });
    };
    view! {
        <label>
            <input type="checkbox" prop:checked=chosen on:change=toggle />
            {method.name()}
        </label>
    }
}

#[component]
fn Waiting() -> impl IntoView {
    let page = expect_context::<Page>();
    let deed = Memo::new(move |_| title(page.placement.with(|placement| placement.flow.deed())));
    let ignore = Memo::new(move |_| page.action.with(|action| action.ignore_response));
    let choose = move |ignore: bool| page.action.update(|action| action.ignore_response = ignore);
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
        </fieldset>
    }
}

#[component]
fn Key() -> impl IntoView {
    let page = expect_context::<Page>();
    let hint = move || {
        let verdict = page.key.with(|key| key.reveal().map(examine));
        match verdict {
            Some(Err(NotAKey::Marketing)) => {
                "This looks like a key of Mailchimp's Marketing API; Transactional (Mandrill) has keys of its own."
            }
            Some(Err(NotAKey::Character)) => "A key has only letters, digits, - and _. This one will not be put in.",
            _ => "Stays on this page. Put in only when you copy.",
        }
    };
    view! {
        <div class="field">
            <label for="key">"Mailchimp API key"</label>
            <input
                id="key"
                type="password"
                autocomplete="off"
                spellcheck="false"
                placeholder="md-…"
                aria-describedby="key-hint"
                on:input=move |event| page.key.set(ApiKey::typed(&event_target_value(&event)))
            />
            <span class="hint" id="key-hint" role="status">{hint}</span>
        </div>
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
                            page.placement.update(|placement| placement.project = event_target_value(&event));
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
                            page.placement.update(|placement| placement.workspace = event_target_value(&event));
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

fn title(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
