//! What edits would change, as lines that go and lines that come. The editor's menu shows the same
//! (`editor/src/changes.ts`).

use leptos::prelude::*;

use super::diff_row::DiffRow;
use crate::diagnostic::{
    Document,
    change::{Changes, Hunk, Line, Mark, Piece},
};

/// The lines.
#[component]
pub fn Diff(
    /// What changes.
    changes: Changes,
    /// The text that the reader has in mind; a line of another one says so.
    of: Document,
) -> impl IntoView {
    let Changes { hunks, more } = changes;
    let several = hunks.len() > 1;
    let hunk = move |hunk: Hunk| {
        let place = (several || hunk.document != of).then(|| {
            let place = match hunk.document {
                Document::Template => format!("Template, line {}", hunk.first),
                Document::Ctx => format!("Context, line {}", hunk.first),
                Document::Action => "Action".to_owned(),
            };
            view! { <li class="where">{place}</li> }
        });
        view! {
            {place}
            {hunk.lines.into_iter().map(|line| view! { <Row line /> }).collect_view()}
        }
    };
    let more = (more > 0)
        .then(|| view! { <li class="where">{format!("{more} more line{}", if more == 1 { "" } else { "s" })}</li> });
    view! {
        <ul class="diff code">
            {hunks.into_iter().map(hunk).collect_view()}
            {more}
        </ul>
    }
}

#[component]
fn Row(line: Line) -> impl IntoView {
    let (class, sign, said) = match line.mark {
        Mark::Added => ("added", "+", "added: "),
        Mark::Removed => ("removed", "−", "removed: "),
    };
    let piece = |Piece { text, changed }: Piece| match changed {
        true => view! { <mark>{text}</mark> }.into_any(),
        false => text.into_any(),
    };
    view! {
        <DiffRow class sign said>
            {line.pieces.into_iter().map(piece).collect_view()}
        </DiffRow>
    }
}
