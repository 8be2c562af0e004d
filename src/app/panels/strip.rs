//! Every scenario at once: one cell each, which opens it.

use leptos::prelude::*;

use crate::{
    app::page::{Answer, Cell, Page},
    report::Verdict,
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
            Some(Answer::Report(report, _)) => match report.verdict {
                Verdict::Sends => Kind::Sends,
                Verdict::Cancelled => Kind::Cancelled,
                Verdict::Fails | Verdict::Stopped => Kind::Fails,
            },
            Some(Answer::Stopped | Answer::Crashed) => Kind::Fails,
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
    let trouble = match &cell.answer {
        Some(Answer::Report(report, _)) => report.trouble.clone(),
        _ => None,
    };
    let line = trouble.as_ref().and_then(|trouble| trouble.place).map(|place| format!(" at line {}", place.line));
    let name = format!("{}: {word}{}", cell.title, line.unwrap_or_default());
    let scenario = cell.scenario;
    let open = move |_| {
        page.choose(scenario);
        if let Some((document, span)) = trouble.as_ref().and_then(|trouble| Some((trouble.document, trouble.span?))) {
            page.reveal(document, span);
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
