//! What the editors ask: a worker of its own answers, so that the live result never waits. It is started by the first
//! question.

use std::{cell::RefCell, collections::VecDeque, rc::Rc};

use leptos::prelude::*;
use serde_json::{Value, json};
use wasm_bindgen::JsValue;

use super::{rules, values, worker};
use crate::{
    app::{editor::in_utf16, page::Page},
    assist::ask::{Answer, Ask},
    diagnostic::{
        Document, Span,
        span::{utf8_offset, utf16_offset},
    },
    draft::Revision,
    state::{Event, State},
    worker::page_end::{Lane, News, Tag},
};

/// A question that waits, or is being answered.
struct Question {
    /// One of a kind waits at most: a newer one takes its place.
    kind: String,
    template: String,
    ctx: String,
    ask: Ask,
    done: Box<dyn FnOnce(Answer)>,
}

/// Asks one question after the other.
#[derive(Clone, Default)]
pub struct Assistant {
    inner: Rc<RefCell<Inner>>,
}

#[derive(Default)]
struct Inner {
    lane: Option<Lane>,
    tag: Tag,
    in_flight: Option<Box<dyn FnOnce(Answer)>>,
    waiting: VecDeque<Question>,
}

impl Assistant {
    fn ask(&self, question: Question) {
        let replaced = {
            let mut inner = self.inner.borrow_mut();
            let same = inner.waiting.iter().position(|other| other.kind == question.kind);
            let replaced = same.and_then(|at| inner.waiting.remove(at));
            inner.waiting.push_back(question);
            replaced
        };
        if let Some(old) = replaced {
            (old.done)(Answer::Nothing);
        }
        self.go_on();
    }

    fn go_on(&self) {
        let (lane, tag, question) = {
            let mut inner = self.inner.borrow_mut();
            if inner.in_flight.is_some() {
                return;
            }
            let Some(question) = inner.waiting.pop_front() else { return };
            inner.tag += 1;
            let assistant = self.clone();
            let lane = inner
                .lane
                .get_or_insert_with(|| Lane::new(&worker(), rules(false), move |news| assistant.hear(news)))
                .clone();
            (lane, inner.tag, question)
        };
        let Question { template, ctx, ask, done, .. } = question;
        self.inner.borrow_mut().in_flight = Some(done);
        lane.ask(tag, template, ctx, ask);
    }

    fn hear(&self, news: News) {
        let answer = match news {
            News::Answer { answer, .. } => answer,
            News::TriesAgain | News::Report { .. } => return,
            // It took too long, or took its worker down: nothing is said, and the next question has a fresh one.
            News::Stopped { .. } | News::Crashed { .. } | News::TooDeep { .. } | News::Unavailable => Answer::Nothing,
        };
        let done = self.inner.borrow_mut().in_flight.take();
        if let Some(done) = done {
            done(answer);
        }
        self.go_on();
    }
}

/// Asks when its turn has come; of one kind only the newest waits.
pub(super) fn ask(
    page: Page,
    kind: &str,
    (template, ctx): (String, String),
    ask: Ask,
    done: impl FnOnce(Answer) + 'static,
) {
    let question = Question { kind: kind.to_owned(), template, ctx, ask, done: Box::new(done) };
    page.assistant.with_value(|assistant| assistant.ask(question));
}

/// Takes what the template's editor asks or wants done at a UTF-16 offset. `reply` is called with JSON, `null` for nothing,
/// where somebody waits for an answer.
pub fn of_template(page: Page, kind: &str, at: usize, reply: Option<js_sys::Function>) {
    let (template, ctx, revision) = page.look(|state| {
        (state.text(Document::Template).to_owned(), state.text(Document::Ctx).to_owned(), state.revision())
    });
    let offset = utf8_offset(&template, at);
    let whole = kind;
    let (kind, detail) = kind.split_once(':').unwrap_or((kind, ""));
    if values::takes(page, kind, detail, at, reply.as_ref()) {
        return;
    }
    let ask = match kind {
        "complete" => Ask::Complete(offset),
        "hover" => Ask::Hover(offset),
        "signature" => Ask::Signature(offset),
        "definition" => Ask::Definition(offset),
        "rename" => Ask::Rename(offset, detail.to_owned()),
        "format" => Ask::Format,
        // Its answer is not wanted: the worker is.
        "warm" => Ask::Outline,
        _ => Ask::ToBody(offset),
    };
    let (asked, text) = (ask.clone(), template.clone());
    let done = move |answer: Answer| match (asked, answer) {
        (Ask::Complete(_) | Ask::Hover(_) | Ask::Signature(_), answer) => {
            tell(reply.as_ref(), &in_utf16_of(&text, answer))
        }
        (Ask::Definition(_), Answer::Spans(spans)) => {
            if let Some(span) = spans.first() {
                page.send(Event::Reveal(revision, Document::Template, *span));
            }
        }
        (Ask::Definition(_), _) => page.send(Event::Say("Nothing in the template binds that.".to_owned())),
        (Ask::Rename(..) | Ask::Format, Answer::Edits(edits)) if edits.is_empty() => {
            page.send(Event::Say("It is formatted already.".to_owned()));
        }
        (Ask::Rename(..) | Ask::Format, Answer::Edits(edits)) => page.send(Event::Apply(revision, edits)),
        (Ask::Rename(..), _) => {
            page.send(Event::Say("That cannot be the name here: it is no name, or means something else.".to_owned()));
        }
        (Ask::Format, _) => page.send(Event::Say("A template that does not parse cannot be formatted.".to_owned())),
        (Ask::ToBody(_), answer) => {
            let spans = match answer {
                Answer::Spans(spans) => spans,
                _ => Vec::new(),
            };
            page.made.set(spans);
        }
        _ => {}
    };
    // The pointer's question and a key's are two.
    let kind = if kind == "hover" { whole } else { kind };
    self::ask(page, kind, (template, ctx), ask, done);
}

/// Selects what made the place of the body that was clicked, at a UTF-16 offset of the body that is shown.
pub fn of_body(page: Page, body: &str, at: usize) {
    let (template, ctx, revision) = page.look(|state| {
        (state.text(Document::Template).to_owned(), state.text(Document::Ctx).to_owned(), state.revision())
    });
    let ask = Ask::FromBody(utf8_offset(body, at));
    self::ask(page, "body", (template, ctx), ask, move |answer| point(page, revision, answer));
}

/// Selects the place that an answer of a revision names, without taking the keyboard.
pub(super) fn point(page: Page, revision: Revision, answer: Answer) {
    if let Answer::Spans(spans) = answer
        && let Some(span) = spans.first()
        && let Some(span) = page.look(|state: &State| state.carry(revision, Document::Template, *span))
    {
        page.with_editor(Document::Template, |editor| editor.point(&editor.text(), span));
    }
}

/// Asks what wrote something of the mail's html, and goes there in the template.
pub fn of_html(page: Page, question: Ask) {
    let (template, ctx, revision) = page.look(|state| {
        (state.text(Document::Template).to_owned(), state.text(Document::Ctx).to_owned(), state.revision())
    });
    let done = move |answer: Answer| match answer {
        Answer::Spans(spans) if !spans.is_empty() => {
            page.send(Event::Reveal(revision, Document::Template, spans[0]));
        }
        _ => page.send(Event::Say("The template has no place that it can be traced to.".to_owned())),
    };
    ask(page, "html", (template, ctx), question, done);
}

/// Ranges of a text as the editor marks them.
pub fn marks(text: &str, spans: &[Span]) -> String {
    let ranges: Vec<Value> = spans.iter().map(|span| in_utf16(text, *span)).collect();
    Value::from(ranges).to_string()
}

pub(super) fn tell(reply: Option<&js_sys::Function>, answer: &Value) {
    let Some(reply) = reply else { return };
    // The editor may be gone; then nobody waits.
    let _ = reply.call1(&JsValue::NULL, &JsValue::from_str(&answer.to_string()));
}

fn in_utf16_of(text: &str, answer: Answer) -> Value {
    match answer {
        Answer::Candidates(candidates) => candidates
            .iter()
            .take(300)
            .map(|it| {
                let (from, word) = (utf16_offset(text, it.from), utf16_offset(text, it.word));
                json!({"label": it.label, "detail": it.detail, "insert": it.insert, "from": from, "word": word})
            })
            .collect(),
        Answer::Text(text) => Value::from(text),
        Answer::Signature(signature) => json!(signature),
        _ => Value::Null,
    }
}
