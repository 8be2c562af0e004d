//! The page's three columns, and what lies over them.

use leptos::prelude::*;

use super::{
    context::Context, drafts::Drafts, embed::OpenInFull, header::Header, help::Help, import::ImportDialog,
    intro::Intro, notice::NoticeBar, see::See, share::ShareDialog, ship::Ship, template::Template, tour::Tour,
};
use crate::app::{
    page::{Column, Page},
    parts::splitter::Splitter,
};
use crate::report::status;

/// Everything.
#[component]
pub fn Frame() -> impl IntoView {
    let page = expect_context::<Page>();
    let widths = RwSignal::new([1.15, 1.15, 0.9]);
    let heights = RwSignal::new([1.35, 1.0]);
    let width = move |at: usize| move || format!("{}fr", widths.get()[at]);
    let height = move |at: usize| move || format!("{}fr", heights.get()[at]);
    let column = move || match page.column.get() {
        Column::Write => "write",
        Column::See => "see",
        Column::Ship => "ship",
    };
    view! {
        <div class="frame" class:embedded=page.embedded>
            <div class="top">
                <Header />
                <Intro />
            </div>
            <main
                class="columns"
                data-column=column
                style:--write=width(0)
                style:--see=width(1)
                style:--ship=width(2)
                style:--template=height(0)
                style:--context=height(1)
            >
                <div class="column write" id="write" tabindex="-1">
                    <Template />
                    <Splitter
                        label="Height of the template"
                        vertical=false
                        share=Signal::derive(move || share(&heights.get(), 0))
                        set=move |percent| heights.update(|heights| divide(heights, 0, percent))
                    />
                    <Context />
                </div>
                <Splitter
                    label="Width of the editors"
                    vertical=true
                    share=Signal::derive(move || share(&widths.get(), 0))
                    set=move |percent| widths.update(|widths| divide(widths, 0, percent))
                />
                <See />
                <Splitter
                    label="Width of the result"
                    vertical=true
                    share=Signal::derive(move || share(&widths.get(), 1))
                    set=move |percent| widths.update(|widths| divide(widths, 1, percent))
                />
                <Ship />
                <p class="unseen" id="leave-editor">
                    "Press Escape and then Tab to leave the editor."
                </p>
            </main>
            <NoticeBar />
            <BottomBar />
            <Show when=move || page.whole.get()>
                <Help />
                <ImportDialog />
                <ShareDialog />
                <Drafts />
                <Tour />
            </Show>
            <p class="unseen" role="status">
                {move || page.spoken.get()}
            </p>
        </div>
    }
}

/// The part, in percent, that panel `at` has of itself and the next.
fn share(sizes: &[f64], at: usize) -> f64 {
    sizes[at] / (sizes[at] + sizes[at + 1]) * 100.0
}

/// Gives panel `at` so many percent of itself and the next.
fn divide(sizes: &mut [f64], at: usize, percent: f64) {
    let both = sizes[at] + sizes[at + 1];
    sizes[at] = both * percent / 100.0;
    sizes[at + 1] = both - sizes[at];
}

#[component]
fn BottomBar() -> impl IntoView {
    let page = expect_context::<Page>();
    let status = Memo::new(move |_| page.answer.with(status::read));
    let verdict = move || {
        view! { <span class=move || format!("pill {}", status.get().tone.class())>{move || status.get().word}</span> }
    };
    let tab = move |column: Column, name: &'static str| {
        view! {
            <button
                type="button"
                aria-pressed=move || (page.column.get() == column).to_string()
                on:click=move |_| page.column.set(column)
            >
                {name}
                {(column == Column::See).then(verdict)}
            </button>
        }
    };
    view! {
        <nav class="bottom-bar" aria-label="Steps">
            {tab(Column::Write, "Write")}
            {tab(Column::See, "See")}
            {tab(Column::Ship, "Ship")}
            <OpenInFull />
        </nav>
    }
}
