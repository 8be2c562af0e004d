//! What mends a finding: done, looked at before, or done for all of its kind.

use leptos::prelude::*;

use super::{changes::Diff, focus};
use crate::{
    app::page::{Found, Page},
    state::Event,
};

/// So many lines of a change are shown.
const SHOWN: usize = 24;

/// The findings whose change is shown, by check and words: a list that is made anew shows the same.
pub type Looked = RwSignal<Vec<(String, String)>>;

fn is_looked_at(looked: Looked, key: &(String, String)) -> bool {
    looked.with(|looked| looked.contains(key))
}

/// Shows or hides what a fix changes.
fn turn(looked: Looked, key: &(String, String)) {
    looked.update(|looked| match looked.iter().position(|other| other == key) {
        Some(at) => _ = looked.remove(at),
        None => looked.push(key.clone()),
    });
}

/// The buttons. `id` is that of the [`Preview`].
#[component]
pub fn FixActs(
    /// What was found; it has a fix.
    found: Found,
    /// Which changes are shown.
    looked: Looked,
    /// The id of the preview.
    id: String,
) -> impl IntoView {
    let page = expect_context::<Page>();
    let key = key(&found);
    let shown = {
        let key = key.clone();
        move || is_looked_at(looked, &key)
    };
    let kind = found.finding.id.clone();
    // One button for all of them, at the first.
    let all = page.found.with_untracked(|all| {
        let first = all.iter().find(|other| other.finding.id == kind && !other.finding.fix.is_empty());
        first.filter(|first| **first == found).and_then(|_| page.look(|state| state.fixes_of(all, &kind)))
    });
    let all = all.map(|(count, _)| {
        let mend = move |_| {
            focus::on("result");
            // As it is now: something may have been typed since.
            let edits = page.found.with_untracked(|all| page.look(|state| state.fixes_of(all, &kind)));
            if let Some((_, edits)) = edits {
                page.send(Event::Apply(page.look(|state| state.revision()), edits));
            }
        };
        view! {
            <button type="button" title="Make every fix of this check, as one step" on:click=mend>
                {format!("Fix all {count}")}
            </button>
        }
    });
    view! {
        <button
            type="button"
            on:click=move |_| {
                // The row goes with what it was about; the list stays, and the next Tab goes on in it.
                focus::on("result");
                page.apply(found.clone());
            }
        >
            "Apply"
        </button>
        <button
            type="button"
            class="plain"
            aria-expanded=move || shown().to_string()
            aria-controls=id
            on:click=move |_| turn(looked, &key)
        >
            "Preview"
        </button>
        {all}
    }
}

/// What the fix changes, while that is wanted.
#[component]
pub fn Preview(
    /// What was found.
    found: Found,
    /// Which changes are shown.
    looked: Looked,
    /// Its id.
    id: String,
) -> impl IntoView {
    let page = expect_context::<Page>();
    let key = key(&found);
    let diff = move || {
        is_looked_at(looked, &key).then(|| match page.watch(|state| state.preview_of(&found, SHOWN)) {
            Some(changes) => view! { <Diff changes of=found.finding.document /> }.into_any(),
            None => view! { <p class="why">"The text has changed there since."</p> }.into_any(),
        })
    };
    view! { <div class="preview" id=id>{diff}</div> }
}

fn key(found: &Found) -> (String, String) {
    (found.finding.id.clone(), found.finding.what.clone())
}
