//! Every scenario at once: one cell each, which opens it.

use leptos::prelude::*;

use crate::{
    app::page::{Answer, Cell, Page},
    diagnostic::Document,
    report::Verdict,
    state::Event,
};

/// The strip below the result.
#[component]
pub fn Strip() -> impl IntoView {
    let page = expect_context::<Page>();
    let counts = Memo::new(move |_| {
        page.survey.with(|cells| {
            let count = |kind: Kind| cells.iter().filter(|cell| Kind::of(cell) == kind).count();
            (count(Kind::Sends), count(Kind::Cancelled), count(Kind::Fails), cells.len())
        })
    });
    let summary = move || {
        let (sends, cancelled, fails, of) = counts.get();
        view! {
            <span>
                <b>{format!("{sends} {}", if sends == 1 { "sends" } else { "send" })}</b>
                {format!(" · {cancelled} cancelled · {fails} {} · of {of}", if fails == 1 { "fails" } else { "fail" })}
            </span>
        }
    };
    let all = move || page.survey_all.get();
    view! {
        <section class="strip" aria-label="Scenarios">
            <div class="summary">
                {summary}
                <button type="button" class="link" on:click=move |_| page.survey_all.update(|all| *all = !*all)>
                    {move || if all() { "Only those that fit" } else { "Run every scenario" }}
                </button>
            </div>
            <div class="cells">
                {move || page.survey.get().into_iter().map(|cell| view! { <CellButton cell /> }).collect_view()}
            </div>
        </section>
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Unknown,
    Sends,
    Cancelled,
    Fails,
}

impl Kind {
    fn of(cell: &Cell) -> Self {
        match &cell.answer {
            Some(Answer::Report(_, report, _)) => match report.verdict {
                Verdict::Sends => Kind::Sends,
                Verdict::Cancelled => Kind::Cancelled,
                Verdict::Fails | Verdict::Stopped => Kind::Fails,
            },
            _ => Kind::Unknown,
        }
    }

    fn face(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Kind::Unknown => ("", "·", "not run yet"),
            Kind::Sends => ("good", "✓", "sends"),
            Kind::Cancelled => ("", "–", "cancelled"),
            Kind::Fails => ("bad", "✕", "fails"),
        }
    }
}

#[component]
fn CellButton(cell: Cell) -> impl IntoView {
    let page = expect_context::<Page>();
    let (class, mark, word) = Kind::of(&cell).face();
    let told = cell.answer.as_ref().and_then(Answer::report);
    let revision = told.map(|(revision, _)| revision);
    let trouble = told.and_then(|(_, report)| report.trouble.clone());
    let line = trouble.as_ref().and_then(|trouble| trouble.place).map(|place| format!(" at line {}", place.line));
    let scenario = cell.key;
    let title = page.look(|state| state.title_of(scenario).to_owned());
    let name = format!("{title}: {word}{}", line.unwrap_or_default());
    let open = move |_| {
        page.send(Event::Choose(scenario));
        let place = trouble.as_ref().and_then(|trouble| Some((revision?, trouble.document, trouble.span?)));
        // A place in a context that is not on the screen yet is in none of its revisions.
        if let Some((revision, document, span)) = place.filter(|(_, document, _)| *document == Document::Template) {
            page.send(Event::Reveal(revision, document, span));
        }
    };
    view! {
        <button
            type="button"
            class=class
            title=name.clone()
            aria-label=name
            aria-current=move || (page.chosen.get() == scenario).to_string()
            on:click=open
        >
            {mark}
        </button>
    }
}
