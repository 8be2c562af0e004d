//! The context's editor, and where its text comes from.

use leptos::prelude::*;

use crate::{
    app::{
        editor::Language,
        page::{Chosen, Page},
        parts::{
            code_editor::CodeEditor,
            ctx_form::CtxForm,
            picker::{Choice, Picker},
        },
    },
    diagnostic::Document,
    ory::{ctx::convert, scenarios},
};

/// Step 1, lower half: what Ory hands the template.
#[component]
pub fn Context() -> impl IntoView {
    let page = expect_context::<Page>();
    let picking = RwSignal::new(false);
    let title = Memo::new(move |_| match page.chosen.get() {
        Chosen::Catalogue(id) => scenarios::find(id).map_or_else(String::new, |scenario| scenario.title.to_owned()),
        Chosen::Own(at) => page.own.with(|own| own.get(at).map(|own| own.name.clone())).unwrap_or_default(),
        Chosen::Free => "Your own".to_owned(),
    });
    let edited = Memo::new(move |_| page.edited());
    let pick = move |id: String| {
        if let Some(chosen) = chosen_of(&id) {
            page.choose(chosen);
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
                    aria-haspopup="dialog"
                    title="Choose a scenario"
                    on:click=move |_| picking.set(true)
                >
                    <span>{move || title.get()}</span>
                    {move || edited.get().then_some(" (edited)")}
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
                current=Signal::derive(move || id_of(page.chosen.get()))
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
    let offered = move || {
        offer.get().map(|offer| {
            view! {
                <p class="note warn" role="status">
                    {offer.what}
                    " "
                    <button type="button" class="link" on:click=move |_| page.replace(Document::Ctx, &offer.ctx)>
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
    let own = move || match page.chosen.get() {
        Chosen::Own(at) => Some(at),
        _ => None,
    };
    let acts = move || {
        own().map(|at| {
            let name = page.own.with_untracked(|own| own.get(at).map(|own| own.name.clone())).unwrap_or_default();
            view! {
                <input
                    class="name"
                    aria-label="Name of this scenario"
                    value=name
                    on:change=move |event| page.rename(at, &event_target_value(&event))
                />
                <button type="button" class="plain" title="Delete this scenario" on:click=move |_| page.delete(at)>
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
            on:click=move |_| page.duplicate()
        >
            "Duplicate"
        </button>
    }
}

fn choices(page: Page) -> Vec<Choice> {
    let own = page.own.get().into_iter().enumerate().map(|(at, own)| Choice {
        id: id_of(Chosen::Own(at)),
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

fn id_of(chosen: Chosen) -> String {
    match chosen {
        Chosen::Catalogue(id) => id.to_owned(),
        Chosen::Own(at) => format!("own:{at}"),
        Chosen::Free => String::new(),
    }
}

fn chosen_of(id: &str) -> Option<Chosen> {
    match id.strip_prefix("own:") {
        Some(at) => at.parse().ok().map(Chosen::Own),
        None => scenarios::find(id).map(|scenario| Chosen::Catalogue(scenario.id)),
    }
}
