//! Where the action goes and how it behaves, and what to copy.

use leptos::prelude::*;

use super::{
    artefacts::Artefacts, more::MoreFields, placement::PlacementFields, project::ProjectFields,
    receiver::ReceiverFields, response::ResponseFields,
};
use crate::app::{browser::later::CUT_OFF, page::Page};

/// Step 3.
#[component]
pub fn Ship() -> impl IntoView {
    let page = expect_context::<Page>();
    let coming = move || view! { <p class="empty">{move || page.cut_off.get().then_some(CUT_OFF)}</p> };
    view! {
        <section class="column ship" id="ship" tabindex="-1" aria-labelledby="ship-title">
            <div class="bar">
                <h2 id="ship-title">
                    <span class="step">"3"</span>
                    "Ship it"
                </h2>
            </div>
            <Show when=move || page.whole.get() fallback=coming>
                <div class="form">
                    <PlacementFields />
                    <ResponseFields />
                    <ReceiverFields />
                    <ProjectFields />
                    <MoreFields />
                </div>
                <Artefacts />
            </Show>
        </section>
    }
}
