//! Where in a template a part of a text that came out of it is written.

use super::Outline;
use crate::diagnostic::Span;

impl Outline {
    /// Where in `template`, which this is the outline of, the part at `span` of `text` is written, if one can tell: in a
    /// string literal, whole or at least its beginning, as often there as in the text, or once for all.
    pub fn written(&self, template: &str, text: &str, span: Span) -> Option<Span> {
        self.written_within(template, text, span, Span::new(0, template.len()))
    }

    /// The same, in the part of the template at `within`.
    pub fn written_within(&self, template: &str, text: &str, span: Span, within: Span) -> Option<Span> {
        /// Longer ones are not searched: a keystroke waits.
        const MOST: usize = 200_000;
        if text.len() > MOST || template.len() > MOST {
            return None;
        }
        beginnings(span.of(text)).into_iter().find_map(|wanted| {
            let all = text.matches(wanted).count();
            let before = text.get(..span.start).unwrap_or_default().matches(wanted).count();
            let double = || wanted.replace('"', "\\\"");
            let single = || wanted.replace('\'', "\\'");
            [wanted.to_owned(), double(), single()].into_iter().find_map(|form| {
                let there: Vec<Span> = template
                    .match_indices(&form)
                    .map(|(at, found)| Span::new(at, at + found.len()))
                    .filter(|place| within.contains(*place) && self.quote_within(*place).is_some())
                    .collect();
                match there.as_slice() {
                    [only] => Some(*only),
                    places if places.len() == all => places.get(before).copied(),
                    _ => None,
                }
            })
        })
    }
}

/// A text as far as it goes in a line, and shorter and shorter beginnings of it: values are often put in by the template.
fn beginnings(text: &str) -> Vec<&str> {
    const SHORTEST: usize = 5;
    const MOST: usize = 4;
    let line = text.lines().next().unwrap_or_default().trim_end();
    let ends =
        line.char_indices().rev().filter(|(_, c)| matches!(c, '"' | '\'' | ' ')).map(|(at, c)| at + c.len_utf8());
    let mut found = vec![line];
    found.extend(ends.filter(|end| *end < line.len()).filter_map(|end| line.get(..end)));
    found.retain(|each| each.len() >= SHORTEST && each.len() <= 400);
    // The longest, and the shortest of the rest: what is put in stands in the middle.
    found.truncate(MOST);
    found
}
