//! What the light bulb offers: the fixes of what was found at the caret, and what the worker knows can be done there.

use leptos::prelude::*;
use serde_json::{Value, json};

use super::{assist, places, survey};
use crate::{
    app::page::{Found, Page},
    assist::{
        acts::Act,
        ask::{Answer, Ask},
    },
    diagnostic::{
        Document, Edit, Span,
        change::{Changes, changes},
        span::utf8_offset,
    },
    draft::Revision,
    state::Event,
};

/// So many lines of a change are shown in the menu.
const SHOWN: usize = 10;

/// What was offered last, for its revision: the menu answers with a number.
#[derive(Default)]
pub struct Offered {
    revision: Revision,
    acts: Vec<Offer>,
}

enum Offer {
    Fix(Found),
    Edits(Vec<Edit>),
    Extract(Span),
}

/// What the menu shows of an offer: its title, what it changes, and a name to begin with where one is asked for.
type Row = (String, Changes, Option<String>);

/// Takes what an editor asks or wants done at a UTF-16 offset.
pub fn hear(page: Page, document: Document, kind: &str, at: usize, reply: js_sys::Function) {
    match kind.split_once(':').unwrap_or((kind, "")) {
        ("acts", anchor) => offer(page, document, anchor.parse().unwrap_or(at), at, reply),
        ("outline", _) if document == Document::Template => places::outline(page, at),
        ("uses", _) if document == Document::Template => places::uses(page, at),
        ("take", name) => take(page, at, name, reply),
        _ if document == Document::Template => assist::of_template(page, kind, at, Some(reply)),
        _ => {}
    }
}

fn offer(page: Page, document: Document, anchor: usize, head: usize, reply: js_sys::Function) {
    let (text, ctx, revision) =
        page.look(|state| (state.text(document).to_owned(), state.text(Document::Ctx).to_owned(), state.revision()));
    let (anchor, head) = (utf8_offset(&text, anchor), utf8_offset(&text, head));
    let selection = Span::new(anchor.min(head), anchor.max(head));
    let fixes = fixes(page, document, selection);
    if document != Document::Template {
        return show(page, revision, fixes, &reply);
    }
    let contexts = page.look(|state| {
        let fitting = survey::keys(state, false).into_iter().filter_map(|key| state.context_of(key));
        fitting.map(|(ctx, _)| ctx.to_owned()).chain([ctx.clone()]).collect()
    });
    let template = text.clone();
    let done = move |answer: Answer| {
        let acts = match answer {
            Answer::Acts(acts) => acts,
            _ => Vec::new(),
        };
        let row = |act: Act| {
            let changes = changes(|of| if of == document { &text } else { "" }, &act.edits, SHOWN);
            match act.local {
                Some((span, name)) => (Offer::Extract(span), (act.title, changes, Some(name))),
                None => (Offer::Edits(act.edits), (act.title, changes, None)),
            }
        };
        show(page, revision, fixes.into_iter().chain(acts.into_iter().map(row)).collect(), &reply);
    };
    assist::ask(page, "acts", (template, ctx), Ask::Acts(selection, contexts), done);
}

/// The fixes there, each followed by all of its kind where there are more.
fn fixes(page: Page, document: Document, selection: Span) -> Vec<(Offer, Row)> {
    page.found.with_untracked(|found| {
        page.look(|state| {
            let mut rows = Vec::new();
            let mut kinds: Vec<String> = Vec::new();
            for one in state.fixes_at(found, document, selection) {
                let finding = &one.finding;
                let changes = state.preview_of(&one, SHOWN).unwrap_or_default();
                rows.push((Offer::Fix(one.clone()), (format!("Fix: {}", finding.what), changes, None)));
                if !kinds.contains(&finding.id) {
                    kinds.push(finding.id.clone());
                    if let Some((count, edits)) = state.fixes_of(found, &finding.id) {
                        let changes = state.preview(state.revision(), &edits, SHOWN).unwrap_or_default();
                        rows.push((Offer::Edits(edits), (format!("Fix all {count} of this kind"), changes, None)));
                    }
                }
            }
            rows
        })
    })
}

fn show(page: Page, revision: Revision, rows: Vec<(Offer, Row)>, reply: &js_sys::Function) {
    if rows.is_empty() {
        page.send(Event::Say("There is nothing to mend or to turn here.".to_owned()));
    }
    let (acts, rows): (Vec<Offer>, Vec<Row>) = rows.into_iter().unzip();
    page.offered.set_value(Offered { revision, acts });
    let rows = rows.into_iter().map(|(title, changes, name)| json!({"title": title, "changes": changes, "name": name}));
    assist::tell(Some(reply), &rows.collect());
}

/// Does what was offered under a number. The answer is null, or why it was not done.
fn take(page: Page, at: usize, name: &str, reply: js_sys::Function) {
    let chosen = page.offered.try_with_value(|offered| {
        let revision = offered.revision;
        match offered.acts.get(at)? {
            Offer::Extract(span) => return Some((revision, *span)),
            // A name was typed for what is no longer offered.
            _ if !name.is_empty() => {}
            Offer::Fix(found) => page.apply(found.clone()),
            Offer::Edits(edits) => page.send(Event::Apply(revision, edits.clone())),
        }
        None
    });
    match chosen.flatten() {
        Some((revision, span)) => extract(page, revision, span, name, reply),
        None => assist::tell(Some(&reply), &Value::Null),
    }
}

fn extract(page: Page, revision: Revision, span: Span, name: &str, reply: js_sys::Function) {
    let now = page.look(|state| {
        let span = state.carry(revision, Document::Template, span)?;
        Some((state.text(Document::Template).to_owned(), state.revision(), span))
    });
    let Some((template, revision, span)) = now else {
        return assist::tell(Some(&reply), &Value::from("The text has changed there since."));
    };
    let refused = format!("“{name}” cannot be its name: it is no name, or means something here already.");
    let done = move |answer: Answer| match answer {
        Answer::Edits(edits) => {
            page.send(Event::Apply(revision, edits));
            assist::tell(Some(&reply), &Value::Null);
        }
        _ => assist::tell(Some(&reply), &Value::from(refused)),
    };
    assist::ask(page, "extract", (template, String::new()), Ask::Extract(span, name.to_owned()), done);
}
