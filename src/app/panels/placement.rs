//! Where the hook stands, and what is found about it.

use leptos::prelude::*;

use super::moment::MomentRow;
use crate::{
    app::{
        page::Page,
        parts::{focus, prose::Prose},
    },
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
            .filter(|found| found.finding.id.starts_with("placement/"))
            .map(|found| {
                let finding = found.finding.clone();
                let apply = finding.can_be_mended().then(|| {
                    let mend = move |_| {
                        // The note goes with what it was about.
                        focus::on("ship");
                        page.apply(found.clone());
                    };
                    view! { <button type="button" on:click=mend>"Apply"<span class="unseen">{format!(": {}", finding.remedy)}</span></button> }
                });
                let class = match finding.level {
                    Level::Error => "note bad",
                    Level::Warning => "note warn",
                    Level::Note => "note",
                };
                view! { <p class=class><Prose text=format!("{} {}", finding.what, finding.remedy) />{apply}</p> }
            })
            .collect_view()
    };
    view! {
        <div class="places">
            <Show when=move || next.get().is_some()>
                <button type="button" class="link add" id="add-place" on:click=add>"Add another moment"</button>
            </Show>
            <For each=move || 0..count.get() key=|at| *at children=move |at| view! { <MomentRow at /> } />
            {findings}
        </div>
    }
}
