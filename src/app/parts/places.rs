//! The lists of places in the template to go to.

use leptos::prelude::*;

use super::picker::Picker;
use crate::app::{page::Page, wiring::places};

/// Both lists; one is open at a time.
#[component]
pub fn PlaceLists() -> impl IntoView {
    let page = expect_context::<Page>();
    let lists = page.places;
    let go = move |id: String| places::go(page, &id);
    view! {
        <Picker id="outline" title="Outline" open=lists.outline choices=lists.list current=lists.here pick=go />
        <Picker id="uses" title="Uses" open=lists.uses choices=lists.list current=lists.here pick=go />
    }
}
