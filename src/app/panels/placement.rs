//! Where the hook stands, and what is found about it.

use leptos::prelude::*;

use super::moment::MomentRow;
use crate::{
    app::{page::Page, parts::prose::Prose},
    diagnostic::Level,
    draft::{Place, Placement},
    state::Event,
};

/// Every row, and what is found about them.
#[component]
pub fn PlacementFields() -> impl IntoView {
    let page = expect_context::<Page>();
    let count = Memo::new(move |_| page.placement.with(|placement| placement.groups().len()));
    let next = Memo::new(move |_| {
        let there = page.placement.with(Placement::groups);
        Place::groups_offered().into_iter().find(|group| !there.contains(group))
    });
    let add = move |_| {
        let mut placement = page.placement.get_untracked();
        placement.places.extend(next.get_untracked().map(Place::first_of));
        page.send(Event::SetPlacement(placement));
    };
    let findings = move || {
        page.found
            .get()
            .into_iter()
            .map(|found| found.finding)
            .filter(|finding| finding.id.starts_with("placement/"))
            .map(|finding| {
                let class = match finding.level {
                    Level::Error => "note bad",
                    Level::Warning => "note warn",
                    Level::Note => "note",
                };
                view! { <p class=class><Prose text=format!("{} {}", finding.what, finding.remedy) /></p> }
            })
            .collect_view()
    };
    view! {
        <div class="places">
            <For each=move || 0..count.get() key=|at| *at children=move |at| view! { <MomentRow at /> } />
            <Show when=move || next.get().is_some()>
                <button type="button" class="plain add" id="add-place" on:click=add>"Add another moment"</button>
            </Show>
            {findings}
        </div>
    }
}
