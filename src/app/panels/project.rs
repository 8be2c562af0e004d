//! Which project, how the CLI signs in, and where in each list the hook goes.

use leptos::prelude::*;

use super::present::PresentFields;
use crate::{
    app::{
        page::Page,
        parts::{
            choice::{Choice, Choosable},
            prose::Prose,
        },
    },
    draft::{Adding, Placement, SignIn},
    state::Event,
};

const SIGN_INS: [Choosable<SignIn>; 3] = [
    (SignIn::Browser, "by browser"),
    (SignIn::WorkspaceKey, "by ORY_WORKSPACE_API_KEY"),
    (SignIn::ProjectKey, "by ORY_PROJECT_API_KEY"),
];

const ADDINGS: [Choosable<Adding>; 3] =
    [(Adding::Last, "at the end"), (Adding::First, "at the beginning"), (Adding::Replace, "instead of the list")];

fn about_sign_in(sign_in: SignIn) -> &'static str {
    match sign_in {
        SignIn::Browser => "An empty project or workspace is taken from `ORY_PROJECT` and `ORY_WORKSPACE`.",
        SignIn::WorkspaceKey => "With this key set the CLI refuses a workspace, so it is left out.",
        SignIn::ProjectKey => "With this key set the CLI refuses project and workspace, so both are left out.",
    }
}

fn about_adding(adding: Adding) -> &'static str {
    match adding {
        Adding::Last => "`--add …/-` appends. Run twice, Ory refuses the second, equal one.",
        Adding::First => {
            "`--add …/0` goes before what is there. Ory runs hooks in order and stops at the first that fails."
        }
        Adding::Replace => {
            "`--replace` can be run twice. It takes out whatever else is in the list, unless you show the hooks below."
        }
    }
}

fn name<T: PartialEq>(options: &'static [Choosable<T>], value: &T) -> &'static str {
    options.iter().find(|(this, _)| this == value).map_or("", |(_, name)| *name)
}

/// Project, workspace and the two choices.
#[component]
pub fn ProjectFields() -> impl IntoView {
    let page = expect_context::<Page>();
    let set = move |change: &dyn Fn(&mut Placement)| {
        let mut placement = page.placement.get_untracked();
        change(&mut placement);
        page.send(Event::SetPlacement(placement));
    };
    let sign_in = Memo::new(move |_| page.placement.with(|placement| placement.sign_in));
    let adding = Memo::new(move |_| page.placement.with(|placement| placement.adding));
    let summary = move || {
        let (adding, sign_in) = (name(&ADDINGS, &adding.get()), name(&SIGN_INS, &sign_in.get()));
        format!("How it is added: {adding}, signed in {sign_in}")
    };
    let about = move || format!("{} {}", about_adding(adding.get()), about_sign_in(sign_in.get()));
    view! {
        <div class="field project">
            <div class="pair">
                <div class="field">
                    <label for="project">"Project"</label>
                    <input
                        id="project"
                        placeholder="id or slug"
                        autocomplete="off"
                        spellcheck="false"
                        prop:disabled=move || sign_in.get() == SignIn::ProjectKey
                        prop:value=move || page.placement.with(|placement| placement.project.clone())
                        on:input=move |event| set(&|placement| placement.project = event_target_value(&event))
                    />
                </div>
                <div class="field">
                    <label for="workspace">"Workspace"</label>
                    <input
                        id="workspace"
                        placeholder="id or name"
                        autocomplete="off"
                        spellcheck="false"
                        prop:disabled=move || sign_in.get() != SignIn::Browser
                        prop:value=move || page.placement.with(|placement| placement.workspace.clone())
                        on:input=move |event| set(&|placement| placement.workspace = event_target_value(&event))
                    />
                </div>
            </div>
        </div>
        <details class="project wide">
            <summary>{summary}</summary>
            <div class="pair">
                <div class="field">
                    <label for="adding">"In each list of hooks"</label>
                    <Choice id="adding" options=&ADDINGS chosen=adding choose=move |this| set(&|placement| placement.adding = this) />
                </div>
                <div class="field">
                    <label for="sign-in">"The CLI signs in"</label>
                    <Choice id="sign-in" options=&SIGN_INS chosen=sign_in choose=move |this| set(&|placement| placement.sign_in = this) />
                </div>
            </div>
            <span class="hint">{move || view! { <Prose text=about() /> }}</span>
        </details>
        <PresentFields />
    }
}
