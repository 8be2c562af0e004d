//! Lists of places in the template to go to: its outline, and where a name is used.

use leptos::prelude::*;

use super::assist;
use crate::{
    app::page::Page,
    assist::ask::{Answer, Ask},
    choice::Choice,
    diagnostic::{Document, Place, Span, span::utf8_offset},
    draft::Revision,
    state::Event,
};

/// What the lists show. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Places {
    /// Whether the outline is open.
    pub outline: RwSignal<bool>,
    /// Whether the uses of a name are.
    pub uses: RwSignal<bool>,
    /// What there is to go to; each one's id is its number.
    pub list: RwSignal<Vec<Choice>>,
    /// The id of the one at the caret.
    pub here: RwSignal<String>,
    /// Where they are.
    spans: StoredValue<(Revision, Vec<Span>)>,
}

impl Default for Places {
    fn default() -> Self {
        Self {
            outline: RwSignal::new(false),
            uses: RwSignal::new(false),
            list: RwSignal::new(Vec::new()),
            here: RwSignal::new(String::new()),
            spans: StoredValue::new(Default::default()),
        }
    }
}

impl Places {
    fn show(self, open: RwSignal<bool>, revision: Revision, rows: Vec<(Span, Choice)>, here: usize) {
        let (spans, list): (Vec<Span>, Vec<Choice>) = rows.into_iter().unzip();
        self.spans.set_value((revision, spans));
        self.list.set(list);
        self.here.set(here.to_string());
        open.set(true);
    }
}

/// Lists what has a name in the template; the one nearest before a UTF-16 offset is marked.
pub fn outline(page: Page, at: usize) {
    ask(
        page,
        at,
        |_| Ask::Outline,
        move |text, offset, revision, answer| {
            let symbols = match answer {
                Answer::Symbols(symbols) if !symbols.is_empty() => symbols,
                _ => return page.send(Event::Say("Nothing in the template has a name yet.".to_owned())),
            };
            let here = symbols.iter().rposition(|symbol| symbol.span.start <= offset).unwrap_or(0);
            let rows = symbols.into_iter().enumerate().map(|(at, symbol)| {
                let line = Place::of(text, symbol.span.start).line;
                let detail = format!("{} · line {line}", symbol.what);
                (symbol.span, Choice { id: at.to_string(), group: String::new(), title: symbol.name, detail })
            });
            page.places.show(page.places.outline, revision, rows.collect(), here);
        },
    );
}

/// Lists where the name at a UTF-16 offset is used.
pub fn uses(page: Page, at: usize) {
    ask(page, at, Ask::Uses, move |text, offset, revision, answer| {
        let spans = match answer {
            Answer::Spans(spans) if !spans.is_empty() => spans,
            _ => return page.send(Event::Say("Nothing in the template binds that.".to_owned())),
        };
        let here = spans.iter().position(|span| span.start <= offset && offset <= span.end).unwrap_or(0);
        let rows = spans.into_iter().enumerate().map(|(at, span)| {
            let line = Place::of(text, span.start).line;
            let title = text.lines().nth(line - 1).unwrap_or_default().trim().to_owned();
            let detail = format!("line {line}{}", if at == 0 { " · bound here" } else { "" });
            (span, Choice { id: at.to_string(), group: String::new(), title, detail })
        });
        page.places.show(page.places.uses, revision, rows.collect(), here);
    });
}

/// Goes to one of the list.
pub fn go(page: Page, id: &str) {
    let target = page.places.spans.with_value(|(revision, spans)| {
        let span = spans.get(id.parse::<usize>().ok()?)?;
        Some((*revision, *span))
    });
    if let Some((revision, span)) = target {
        page.send(Event::Reveal(revision, Document::Template, span));
    }
}

fn ask(page: Page, at: usize, ask: impl Fn(usize) -> Ask, show: impl FnOnce(&str, usize, Revision, Answer) + 'static) {
    let (template, revision) = page.look(|state| (state.text(Document::Template).to_owned(), state.revision()));
    let offset = utf8_offset(&template, at);
    let (text, ask) = (template.clone(), ask(offset));
    let done = move |answer: Answer| show(&text, offset, revision, answer);
    assist::ask(page, "places", (template, String::new()), ask, done);
}
