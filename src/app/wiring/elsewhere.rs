//! What the hovered expression gives in the other scenarios of the placement: one question after the other, as long as the
//! time for it lasts.

use std::rc::Rc;

use serde_json::Value;
use wasm_bindgen_futures::spawn_local;

use super::{
    assist::{self, tell},
    now, survey,
};
use crate::{
    app::{browser::later, page::Page},
    assist::{
        ask::{Answer, Ask},
        elsewhere::{There, words},
        values::Gave,
    },
    diagnostic::{Document, Span, span::utf8_offset},
};

/// After so many milliseconds no further scenario is looked at: who has read what it is now waits no longer.
const PATIENCE: f64 = 1500.0;

/// What is asked, and what is known so far.
struct Look {
    page: Page,
    /// The kind of its questions: a newer hover ends the looking of an older one, of the pointer's or of a key's.
    kind: &'static str,
    template: String,
    span: Span,
    /// What it gives in the chosen scenario.
    now: Option<Gave>,
    /// The scenarios that are still to be looked at: the title and the context of each, the last first.
    left: Vec<(String, Rc<str>)>,
    there: Vec<There>,
    all: usize,
    /// When the looking ends, once it has begun.
    ends: Option<f64>,
    reply: Option<js_sys::Function>,
}

/// Answers with words for a UTF-16 offset of the template, `null` where there is nothing to say; once the contexts have come.
/// `by` says whether the pointer asks or a key.
pub fn of(page: Page, at: usize, by: &str, reply: Option<js_sys::Function>) {
    let kind = if by == "key" { "elsewhere:key" } else { "elsewhere:pointer" };
    spawn_local(async move {
        if later::second().await {
            begin(page, at, kind, reply);
        } else {
            tell(reply.as_ref(), &Value::Null);
        }
    });
}

fn begin(page: Page, at: usize, kind: &'static str, reply: Option<js_sys::Function>) {
    let (template, ctx, others) = page.look(|state| {
        let chosen = state.owned().chosen;
        let others: Vec<(String, Rc<str>)> = survey::keys(state, false)
            .into_iter()
            .filter(|key| *key != chosen)
            .filter_map(|key| Some((state.title_of(key).to_owned(), state.context_of(key)?.0.into())))
            .collect();
        (state.text(Document::Template).to_owned(), state.text(Document::Ctx).to_owned(), others)
    });
    let at = utf8_offset(&template, at);
    let text = template.clone();
    let here = ctx.clone();
    let done = move |answer: Answer| {
        let span = match answer {
            Answer::Spans(spans) => spans.first().copied(),
            _ => None,
        };
        let Some(span) = span else { return tell(reply.as_ref(), &Value::Null) };
        let all = others.len();
        let mut left: Vec<(String, Rc<str>)> = others.into_iter().rev().collect();
        left.push((String::new(), here.into()));
        go_on(Look { page, kind, template: text, span, now: None, left, there: Vec::new(), all, ends: None, reply });
    };
    assist::ask(page, kind, (template, ctx), Ask::Meant(Span::new(at, at)), done);
}

fn go_on(mut look: Look) {
    let next = look.left.pop().filter(|_| look.ends.is_none_or(|ends| now() < ends));
    let Some((title, ctx)) = next else { return end(&look) };
    let (page, kind, template, question) = (look.page, look.kind, look.template.clone(), Ask::Whole(look.span));
    assist::ask(page, kind, (template, ctx.to_string()), question, move |answer| {
        // No answer: a newer question has taken its place, or it was stopped.
        let Answer::Gave(gave) = answer else { return end(&look) };
        match look.now {
            None => look.now = Some(gave),
            Some(_) => look.there.push(There { title, gave }),
        }
        // The first answer may have had to wait for its worker.
        look.ends.get_or_insert_with(|| now() + PATIENCE);
        go_on(look);
    });
}

fn end(look: &Look) {
    let said = look.now.as_ref().and_then(|now| words(now, &look.there, look.all));
    tell(look.reply.as_ref(), &said.map_or(Value::Null, Value::from));
}
