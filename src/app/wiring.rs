//! The effects: what happens when the state changes. The only file with effects beside the views' own mounts.

pub mod acts;
pub mod assist;
pub mod elsewhere;
pub mod given;
pub mod kept;
pub mod linked;
pub mod obey;
pub mod places;
pub mod shelved;
pub mod shortcuts;
pub mod spoken;
pub mod survey;
pub mod traced;
pub mod values;

use std::time::Duration;

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

use super::{
    browser::{later, storage},
    mail,
    page::{LastBody, Page},
};
use crate::{
    diagnostic::{Document, Level},
    report::{answer::Answer, ended},
    worker::{
        page_end::{Lane, News, Tag},
        supervisor::Rules,
    },
};

/// The worker's script, relative to the page: the build names it by its content and says so in `<meta name="worker">`.
fn worker() -> String {
    document()
        .query_selector("meta[name=worker]")
        .ok()
        .flatten()
        .and_then(|meta| meta.get_attribute("content"))
        .unwrap_or_else(|| "./worker_loader.js".to_owned())
}

/// The browser's stop-watch, in milliseconds.
fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// How a lane of the page behaves. Ory ends an evaluation after a second (Kratos, `jsonnetsecure`), and the engine here does
/// so itself; a worker that has not said so by half a second later is ended. A worker starts with 64 MiB of stack and is replaced once a template has made it grow to 256 MiB.
fn rules(spare: bool) -> Rules {
    Rules { limit_ms: 1500.0, start_ms: 30_000.0, memory: 256 << 20, spare, failed_starts: 3 }
}

/// After so long without a change, typing rests.
const RESTS: Duration = Duration::from_millis(400);

/// So many milliseconds pass before the rest of the page is asked for, and before something is asked for again.
const PAUSE: u32 = 2500;

/// Connects state, engine and browser.
pub fn connect(page: Page) {
    evaluate(page);
    survey::connect(page);
    mail::connect(page, &worker());
    underline(page);
    values::connect(page);
    kept::connect(page, page.pending);
    linked::connect(page);
    given::connect(page);
    count(page);
    show_theme(page);
    shortcuts::listen(page);
    spoken::connect(page);
}

fn evaluate(page: Page) {
    let lane = Lane::new(&worker(), rules(true), move |news| {
        let answer = match news {
            News::Unavailable => Answer::Unavailable,
            News::TriesAgain => Answer::Starting,
            news => match answer(news) {
                Some((_, answer)) => answer,
                None => return,
            },
        };
        if let Some(body) = answer.report().and_then(|(_, report)| report.body.clone()) {
            let scenario = page.look(|state| state.title_of(state.owned().chosen).to_owned());
            page.last_body.set(Some(LastBody { body, scenario }));
        }
        let first = answer != Answer::Starting && page.answer.with_untracked(|last| *last == Answer::Starting);
        page.answer.set(answer);
        if first && !page.whole.get_untracked() {
            // Behind the body, which is shown first.
            set_timeout(move || spawn_local(complete(page)), Duration::ZERO);
        }
    });
    Effect::new(move || {
        let (revision, draft) = page.draft.get();
        lane.submit(revision.0, revision, draft);
    });
}

/// Has what comes behind the first body brought, and shows it; then the rest, which leaves the line to that for a while. What
/// cannot be had is asked for again.
async fn complete(page: Page) {
    while !later::second().await {
        page.cut_off.set(true);
        TimeoutFuture::new(PAUSE).await;
    }
    page.cut_off.set(false);
    page.whole.set(true);
    loop {
        TimeoutFuture::new(PAUSE).await;
        if later::rest().await {
            return page.all_here.set(true);
        }
    }
}

/// What came of a run, under its owner's name for it; none for news that is about no run.
fn answer(news: News) -> Option<(Tag, Answer)> {
    let (tag, revision, report, micros) = match news {
        News::Report { tag, revision, report, micros } => (tag, revision, report, micros),
        News::Stopped { tag, revision } => (tag, revision, Box::new(ended::stopped()), 0),
        News::Crashed { tag, revision } => (tag, revision, Box::new(ended::crashed()), 0),
        News::TooDeep { tag, revision } => (tag, revision, Box::new(ended::too_deep()), 0),
        News::Answer { .. } | News::Unavailable | News::TriesAgain => return None,
    };
    Some((tag, Answer::Report(revision, report, micros)))
}

fn underline(page: Page) {
    for document in [Document::Template, Document::Ctx] {
        Effect::new(move || {
            // A report lags behind typing: its places are carried into what the text is now.
            let findings = page.findings_in(document);
            page.with_editor(document, |editor| editor.set_findings(&editor.text(), &findings));
        });
    }
}

/// Counts what is worth a look once typing rests, as the list of it has it then.
fn count(page: Page) {
    let pending = StoredValue::new_local(None::<TimeoutHandle>);
    Effect::new(move || {
        let counted = page.found.with(|found| {
            let loud = found
                .iter()
                .filter(|found| !found.finding.muted)
                .map(|found| found.finding.level)
                .filter(|level| *level != Level::Note);
            let class = if loud.clone().any(|level| level == Level::Error) { "bad" } else { "" };
            (loud.count(), class)
        });
        pending.update_value(|pending| {
            if let Some(pending) = pending.take() {
                pending.clear();
            }
            *pending = set_timeout_with_handle(move || page.loud.set(counted), RESTS).ok();
        });
    });
}

fn show_theme(page: Page) {
    Effect::new(move || {
        let theme = page.theme.get();
        theme.show();
        // A theme that is not kept is no loss worth a word.
        let _ = storage::write(kept::THEME, theme.name());
    });
}
