//! What became of a draft since it was kept, and the way back to a part of it.

use leptos::prelude::*;

use super::diff_row::DiffRow;
use crate::{
    app::page::Page,
    diagnostic::Document,
    draft::Draft,
    ory::present::Mark,
    share::changes::{Changes, Other, Row, count},
    state::Event,
};

/// The changes from `before` to what is open.
#[component]
pub fn DraftChanges(
    /// What it was.
    before: Draft,
) -> impl IntoView {
    let page = expect_context::<Page>();
    let after = page.draft.get_untracked().1;
    let changes = Changes::between(&before, &after);
    let text = |title: &'static str, back: &'static str, document: Document, text: String, rows: Vec<Row>| {
        let (gone, come) = count(&rows);
        let take = move |_| {
            page.drafts.set(false);
            page.send(Event::Replace(document, text.clone()));
            page.send(Event::Say(format!(
                "The {} is what it was. Undo in its editor brings yours back.",
                title.to_lowercase()
            )));
        };
        (!rows.is_empty()).then(|| {
            view! {
                <section>
                    <h4>
                        {title} " "
                        <small>{format!("{gone} gone, {come} new")}</small>
                    </h4>
                    <button type="button" class="link" on:click=take>{back}</button>
                    <ol class="diff" tabindex="0" aria-label=format!("{title}: what changed")>
                        {rows.into_iter().map(line).collect_view()}
                    </ol>
                </section>
            }
        })
    };
    let other = |Other { what, before, after }: Other| {
        let gone = (!before.is_empty()).then(|| view! { <del>"− " {before} " "</del> });
        let new = (!after.is_empty()).then(|| view! { <ins>"+ " {after}</ins> });
        view! {
            <li>
                {what} ": " {gone} {new}
            </li>
        }
    };
    view! {
        <div class="changes" role="group" aria-label="What changed since">
            <p class="none" hidden=!changes.is_empty()>"Nothing differs from what is open."</p>
            {text("Template", "Take the template back", Document::Template, before.template, changes.template)}
            {text("Context", "Take the context back", Document::Ctx, before.ctx, changes.ctx)}
            <ul class="others">{changes.others.into_iter().map(other).collect_view()}</ul>
        </div>
    }
}

fn line(row: Row) -> impl IntoView {
    let (class, sign, said, text) = match row {
        Row::Skipped(1) => ("skipped", "", "", "1 line stays".to_owned()),
        Row::Skipped(lines) => ("skipped", "", "", format!("{lines} lines stay")),
        Row::Line { mark: Mark::Same, text } => ("same", "\u{a0}", "", text),
        Row::Line { mark: Mark::Added, text } => ("added", "+", "new: ", text),
        Row::Line { mark: Mark::Removed, text } => ("removed", "−", "gone: ", text),
    };
    view! {
        <DiffRow class sign said>
            {text}
        </DiffRow>
    }
}
