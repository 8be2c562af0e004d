//! The effects: what happens when the state changes. The only file with effects beside the views' own mounts.

pub mod kept;
pub mod obey;
pub mod survey;

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{
    browser::storage,
    page::{Answer, Page},
};
use crate::{
    diagnostic::Document,
    report::{Verdict, ended},
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

/// How a lane of the page behaves. Ory ends an evaluation after a second (Kratos, `jsonnetsecure`); a worker starts
/// with 64 MiB of stack and is replaced once a template has made it grow to 256 MiB.
fn rules(spare: bool) -> Rules {
    Rules { limit_ms: 1000.0, start_ms: 30_000.0, memory: 256 << 20, spare, failed_starts: 3 }
}

/// Connects state, engine and browser.
pub fn connect(page: Page) {
    evaluate(page);
    survey::connect(page);
    underline(page);
    kept::connect(page, page.pending);
    show_theme(page);
    listen_to_keys(page);
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
        if let Some((_, report)) = answer.report().filter(|(_, report)| report.verdict == Verdict::Sends) {
            page.last_body.set(report.body.clone());
        }
        page.answer.set(answer);
    });
    Effect::new(move || {
        let (revision, draft) = page.draft.get();
        lane.submit(revision.0, revision, draft);
    });
}

/// What came of a run, under its owner's name for it; none for news that is about no run.
fn answer(news: News) -> Option<(Tag, Answer)> {
    let (tag, revision, report, micros) = match news {
        News::Report { tag, revision, report, micros } => (tag, revision, report, micros),
        News::Stopped { tag, revision } => (tag, revision, Box::new(ended::stopped()), 0),
        News::Crashed { tag, revision } => (tag, revision, Box::new(ended::crashed()), 0),
        News::TooDeep { tag, revision } => (tag, revision, Box::new(ended::too_deep()), 0),
        News::Unavailable | News::TriesAgain => return None,
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

fn show_theme(page: Page) {
    Effect::new(move || {
        let theme = page.theme.get();
        theme.show();
        // A theme that is not kept is no loss worth a word.
        let _ = storage::write(kept::THEME, theme.name());
    });
}

fn listen_to_keys(page: Page) {
    let handle = window_event_listener(ev::keydown, move |event| {
        let writing = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()).is_some_and(|target| {
            target.is_content_editable() || matches!(target.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA")
        });
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            page.copy();
        } else if event.key() == "?" && !writing {
            page.help.set(true);
        } else if event.alt_key() && !event.ctrl_key() && !event.meta_key() {
            // The physical key: with Alt, some keyboards write other characters.
            match event.code().as_str() {
                "Digit1" => page.with_editor(Document::Template, |editor| editor.focus()),
                "Digit2" => page.with_editor(Document::Ctx, |editor| editor.focus()),
                "Digit3" => go_to("result"),
                "Digit4" => go_to("ship"),
                _ => return,
            }
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

fn go_to(id: &str) {
    let element = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = element {
        // Focus fails only for an element that is gone.
        let _ = element.focus();
    }
}
