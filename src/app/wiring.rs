//! The effects: what happens when the state changes. The only file with effects beside the views' own mounts.

pub mod survey;

use std::time::Duration;

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{
    browser::storage,
    page::{Answer, Notice, Page, SAVED, THEME},
};
use crate::{
    diagnostic::Document,
    report::{Verdict, too_deep},
    share::saved,
    worker::{
        page_end::{Lane, News},
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

/// A pause in typing after which the draft is kept.
const KEEP_AFTER: Duration = Duration::from_millis(250);

/// Connects state, engine and browser.
pub fn connect(page: Page) {
    evaluate(page);
    survey::connect(page);
    underline(page);
    keep(page);
    show_theme(page);
    listen_to_keys(page);
}

fn evaluate(page: Page) {
    let rules = rules(true);
    let lane = Lane::new(&worker(), rules, move |news| {
        let answer = match news {
            News::Report(_, report, micros) => Answer::Report(report, micros),
            News::Stopped(_) => Answer::Stopped,
            News::Crashed(_) => Answer::Crashed,
            News::TooDeep(_) => Answer::Report(Box::new(too_deep()), 0),
            News::Unavailable => Answer::Unavailable,
        };
        if let Answer::Report(report, _) = &answer
            && report.verdict == Verdict::Sends
        {
            page.last_body.set(report.body.clone());
        }
        page.answer.set(answer);
    });
    Effect::new(move || lane.submit(0, page.draft.get()));
}

fn underline(page: Page) {
    for document in [Document::Template, Document::Ctx] {
        Effect::new(move || {
            let findings = page.findings_in(document);
            // A report lags behind typing: its places are shown only while they fit the text.
            let text = page.text(document);
            page.with_editor(document, |editor| editor.set_findings(&text, &findings));
        });
    }
}

fn keep(page: Page) {
    let pending = StoredValue::new_local(None::<TimeoutHandle>);
    let refused = StoredValue::new(false);
    Effect::watch(
        move || page.draft.get(),
        move |draft, _, _| {
            let text = saved::write(draft);
            let write = move || {
                let failed = storage::write(SAVED, &text).is_err();
                // Said once, when it begins to fail.
                if failed && !refused.get_value() {
                    let text = "This browser keeps no more for this page: your work lasts until you close it.";
                    page.notice.set(Some(Notice { text: text.to_owned(), undo: None }));
                }
                refused.set_value(failed);
            };
            pending.update_value(|pending| {
                if let Some(pending) = pending.take() {
                    pending.clear();
                }
                *pending = set_timeout_with_handle(write, KEEP_AFTER).ok();
            });
        },
        false,
    );
}

fn show_theme(page: Page) {
    Effect::new(move || {
        let theme = page.theme.get();
        theme.show();
        // A theme that is not kept is no loss worth a word.
        let _ = storage::write(THEME, theme.name());
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
