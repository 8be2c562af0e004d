//! The context's editor, and where its text comes from.

use leptos::prelude::*;
use web_sys::HtmlInputElement;

use crate::{
    app::{
        editor::Language,
        page::Page,
        parts::{code_editor::CodeEditor, ctx_form::CtxForm, focus, picker::Picker},
    },
    choice::Choice,
    diagnostic::Document,
    ory::{ctx::convert, scenarios},
    state::{Event, chosen::Chosen},
};

/// Step 1, lower half: what Ory hands the template.
#[component]
pub fn Context() -> impl IntoView {
    let page = expect_context::<Page>();
    let picking = RwSignal::new(false);
    let title = Memo::new(move |_| page.watch(|state| state.title_of(state.owned().chosen).to_owned()));
    let pick = move |id: String| {
        if let Some(chosen) = Chosen::named(&id) {
            page.send(Event::Choose(chosen));
        }
    };
    view! {
        <section class="context" aria-labelledby="context-title">
            <div class="bar">
                <h2 id="context-title">"Context " <small>"what Ory hands the template"</small></h2>
                <OwnActs />
                <button
                    type="button"
                    class="pick"
                    id="scenario-pick"
                    aria-haspopup="dialog"
                    aria-label=move || format!("Scenario: {}", title.get())
                    title=move || title.get()
                    on:click=move |_| picking.set(true)
                >
                    <span>{move || title.get()}</span>
                    {move || page.edited.get().then_some(" (edited)")}
                    " ▾"
                </button>
            </div>
            <div class="aids">
                <CtxForm />
                <Conversion />
            </div>
            <CodeEditor document=Document::Ctx language=Language::Json label="Context, JSON" />
            <Picker
                id="scenario"
                title="Scenarios"
                open=picking
                choices=Signal::derive(move || choices(page))
                current=Signal::derive(move || page.chosen.get().name())
                pick=pick
            />
        </section>
    }
}

/// Offers to make a context of a pasted text that holds one.
#[component]
fn Conversion() -> impl IntoView {
    let page = expect_context::<Page>();
    let offer = Memo::new(move |_| page.ctx.with(|ctx| convert::recognise(ctx)));
    let take = move |ctx: &str| {
        page.send(Event::Replace(Document::Ctx, ctx.to_owned()));
        page.with_editor(Document::Ctx, |editor| editor.focus());
    };
    let offered = move || {
        offer.get().map(|offer| {
            view! {
                <p class="note warn" role="status">
                    {offer.what}
                    " "
                    <button type="button" class="link" on:click=move |_| take(&offer.ctx)>
                        "Take the context out of it"
                    </button>
                </p>
            }
        })
    };
    view! { <div>{offered}</div> }
}

/// What can be done with a scenario of the user's own.
#[component]
fn OwnActs() -> impl IntoView {
    let page = expect_context::<Page>();
    let acts = move || {
        let Chosen::Own(id) = page.chosen.get() else { return None };
        let name = Memo::new(move |_| page.watch(|state| state.title_of(Chosen::Own(id)).to_owned()));
        let rename = move |event| {
            page.send(Event::Rename(id, event_target_value(&event)));
            // It may be called otherwise than was typed: a name is unique.
            event_target::<HtmlInputElement>(&event).set_value(&name.get_untracked());
        };
        Some({
            view! {
                <input class="name" aria-label="Name of this scenario" prop:value=move || name.get() on:change=rename />
                <button
                    type="button"
                    class="plain"
                    title="Delete this scenario"
                    on:click=move |_| {
                        page.send(Event::Delete(id));
                        focus::on("scenario-pick");
                    }
                >
                    "Delete"
                </button>
            }
        })
    };
    view! {
        {acts}
        <button
            type="button"
            class="plain"
            title="Keep this context as a scenario of your own"
            on:click=move |_| page.send(Event::Duplicate)
        >
            "Duplicate"
        </button>
    }
}

fn choices(page: Page) -> Vec<Choice> {
    let own = page.own.get().into_iter().map(|(id, own)| Choice {
        id: Chosen::Own(id).name(),
        group: "Your own".to_owned(),
        title: own.name,
        detail: String::new(),
    });
    let catalogue = scenarios::all().iter().map(|scenario| Choice {
        id: scenario.id.to_owned(),
        group: scenario.group(),
        title: scenario.title.to_owned(),
        detail: scenario.when.clone(),
    });
    own.chain(catalogue).collect()
}
