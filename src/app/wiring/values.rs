//! Values beside the lines of the template, and pins: asked for when typing rests, shown when they are of the text as it is.

use std::time::Duration;

use leptos::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    RESTS,
    assist::{self, tell},
    elsewhere, kept,
};
use crate::{
    app::{browser::storage, editor::in_utf16, page::Page},
    assist::{
        ask::{Answer, Ask},
        values::{Values, laid_out, words},
    },
    diagnostic::{
        Document, Span,
        span::{utf8_offset, utf16_offset},
    },
    report,
    state::{Event, State},
};

/// What is pinned, as the editor tells it.
#[derive(Debug, Clone, Copy, Deserialize)]
struct Pin {
    id: u32,
    from: usize,
    to: usize,
}

/// What is under way.
#[derive(Clone, Copy)]
struct Asking {
    /// The question that is asked when this has passed.
    pending: StoredValue<Option<TimeoutHandle>, LocalStorage>,
    /// How many were asked.
    asked: StoredValue<u64>,
}

/// Asks again whenever something changes that values depend on.
pub fn connect(page: Page) {
    let asking = Asking { pending: StoredValue::new_local(None), asked: StoredValue::new(0) };
    let seen = move || (page.values.get(), page.pins.get(), page.chosen.get());
    Effect::new(move |before: Option<_>| {
        page.template.track();
        page.ctx.track();
        let now = seen();
        // Only typing has to rest; who has just switched or chosen waits.
        let typed = before.is_none_or(|before| before == now);
        ask_in(page, asking, if typed { RESTS } else { Duration::ZERO });
        now
    });
    let wrapped = StoredValue::new(false);
    Effect::new(move |before: Option<bool>| {
        let on = page.values.get();
        // Beyond the edge nobody sees a value: lines are broken with them, unless somebody lets them run on again.
        if on && !page.wrap.get_untracked() {
            page.wrap.set(true);
            wrapped.set_value(true);
        } else if !on && wrapped.get_value() {
            page.wrap.set(false);
            wrapped.set_value(false);
        }
        if before.is_some() && !page.embedded {
            // A switch that is not kept is no loss worth a word.
            let _ = storage::write(kept::VALUES, if on { "on" } else { "off" });
        }
        on
    });
}

/// Takes what the editor tells or asks of values, at a UTF-16 offset; false when it is about something else.
pub fn takes(page: Page, kind: &str, detail: &str, at: usize, reply: Option<&js_sys::Function>) -> bool {
    match kind {
        "values" => page.values.update(|on| *on = !*on),
        "pinned" => {
            let template = page.look(|state| state.text(Document::Template).to_owned());
            let pins: Vec<(usize, usize)> = serde_json::from_str(detail).unwrap_or_default();
            let in_utf8 = |(from, to)| (utf8_offset(&template, from), utf8_offset(&template, to));
            page.send(Event::Pinned(pins.into_iter().map(in_utf8).collect()));
        }
        "pins" => page.pins.update(|times| *times += 1),
        "no-pin" => page.send(Event::Say("Nothing here has a value that could be pinned.".to_owned())),
        "no-hover" => page.send(Event::Say("There is nothing to say of what stands at the caret.".to_owned())),
        "no-signature" => page.send(Event::Say("The caret is in no call of a function that is known.".to_owned())),
        "whole" => whole(page, at, reply.cloned()),
        "elsewhere" => elsewhere::of(page, at, detail, reply.cloned()),
        "pin" => mean(page, at, detail.parse().unwrap_or(at), reply.cloned()),
        _ => return false,
    }
    true
}

fn texts(page: Page) -> (String, String) {
    page.look(|state: &State| (state.text(Document::Template).to_owned(), state.text(Document::Ctx).to_owned()))
}

/// Answers which expression is meant by a place.
fn mean(page: Page, from: usize, to: usize, reply: Option<js_sys::Function>) {
    let (template, ctx) = texts(page);
    let ask = Ask::Meant(Span::new(utf8_offset(&template, from), utf8_offset(&template, to)));
    let text = template.clone();
    let done = move |answer: Answer| {
        let meant = match &answer {
            Answer::Spans(spans) => spans.first().map_or(Value::Null, |span| in_utf16(&text, *span)),
            _ => Value::Null,
        };
        tell(reply.as_ref(), &meant);
    };
    assist::ask(page, "pin", (template, ctx), ask, done);
}

/// Answers with all of what the expression at a place gives, as JSON that is laid out.
fn whole(page: Page, at: usize, reply: Option<js_sys::Function>) {
    let (template, ctx) = texts(page);
    let at = utf8_offset(&template, at);
    let texts = (template.clone(), ctx.clone());
    let done = move |answer: Answer| {
        let Answer::Spans(spans) = answer else { return tell(reply.as_ref(), &Value::Null) };
        let Some(span) = spans.first().copied() else { return tell(reply.as_ref(), &Value::Null) };
        assist::ask(page, "whole", texts, Ask::Whole(span), move |answer| {
            let value = match &answer {
                Answer::Gave(gave) => Value::from(laid_out(gave)),
                _ => Value::Null,
            };
            tell(reply.as_ref(), &value);
        });
    };
    assist::ask(page, "whole", (template, ctx), Ask::Meant(Span::new(at, at)), done);
}

fn ask_in(page: Page, asking: Asking, delay: Duration) {
    asking.pending.update_value(|pending| {
        if let Some(pending) = pending.take() {
            pending.clear();
        }
        *pending = set_timeout_with_handle(move || ask(page, asking), delay).ok();
    });
}

/// Asks for what is to be shown.
fn ask(page: Page, asking: Asking) {
    let (template, ctx) = texts(page);
    let mut pins: Vec<Pin> = Vec::new();
    let mut fits = false;
    page.with_editor(Document::Template, |editor| {
        fits = editor.text() == template;
        pins = serde_json::from_str(&editor.pins()).unwrap_or_default();
    });
    let lines = page.values.get_untracked();
    // Where the editor is ahead, its change asks again.
    if !fits {
        return;
    }
    let nothing = !lines && pins.is_empty();
    if nothing && asking.asked.get_value() == 0 {
        return;
    }
    if page.answer.with_untracked(|answer| *answer == report::answer::Answer::Starting) {
        // The first result must not share its start.
        return ask_in(page, asking, RESTS);
    }
    let number = asking.asked.try_update_value(|asked| {
        *asked += 1;
        *asked
    });
    if nothing {
        return show(page, &template, None, &pins);
    }
    let of =
        pins.iter().map(|pin| Span::new(utf8_offset(&template, pin.from), utf8_offset(&template, pin.to))).collect();
    let (text, context) = (template.clone(), ctx.clone());
    let done = move |answer: Answer| {
        // A newer question is under way, or about to be asked.
        if Some(asking.asked.get_value()) != number || texts(page) != (text.clone(), context) {
            return;
        }
        let values = match answer {
            Answer::Values(values) => Some(values),
            _ => None,
        };
        show(page, &text, values.as_ref(), &pins);
    };
    assist::ask(page, "values", (template, ctx), Ask::Values { lines, of }, done);
}

fn show(page: Page, text: &str, values: Option<&Values>, pins: &[Pin]) {
    let shown = match values {
        Some(values) => in_editor(text, values, pins),
        None => json!({"lines": [], "faded": [], "pins": null}),
    };
    page.with_editor(Document::Template, |editor| editor.set_values(&shown.to_string()));
}

fn in_editor(text: &str, values: &Values, pins: &[Pin]) -> Value {
    let lines: Vec<Value> = values
        .lines
        .iter()
        .map(|line| json!({"at": utf16_offset(text, line.at), "words": line.words, "fails": line.fails}))
        .collect();
    let faded: Vec<Value> = values.faded.iter().map(|span| in_utf16(text, *span)).collect();
    let pins: Vec<Value> = pins
        .iter()
        .zip(&values.told)
        .map(|(pin, told)| {
            let (words, fails) = words(&told.gave);
            let (from, to) = match told.span {
                Some(span) => (utf16_offset(text, span.start), utf16_offset(text, span.end)),
                None => (pin.from, pin.to),
            };
            json!({"id": pin.id, "from": from, "to": to, "name": told.name, "words": words, "fails": fails})
        })
        .collect();
    json!({"lines": lines, "faded": faded, "pins": pins})
}
