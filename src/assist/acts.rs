//! What can be done to a template at a place: every refactoring that changes something there, with its edits.

use serde::{Deserialize, Serialize};

use super::{
    Text,
    names::{can_be, literal},
    refactor,
    syntax::{self, Argument, Expr, What},
    value::trimmed,
};
use crate::{
    diagnostic::{Edit, Span},
    engine::outline::Outline,
};

/// Of the expression that a title names, so many characters are shown.
const SHOWN: usize = 40;

/// Something that can be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// What it does, with code between back-ticks.
    pub title: String,
    /// Edits to be made together.
    pub edits: Vec<Edit>,
    /// What is taken out into a local, and the name that `edits` give it: whoever does it may choose another, by
    /// [`refactor::extract`].
    pub local: Option<(Span, String)>,
}

/// What can be done at a selection, which may be a mere caret: on the left of its end. Guards are for these contexts.
pub fn acts(template: &str, selection: Span, contexts: &[String]) -> Vec<Act> {
    if template.get(selection.start..selection.end).is_none() {
        return Vec::new();
    }
    let at = selection.end;
    let act = |title: String, edits: Vec<Edit>| Act { title, edits, local: None };
    let mut found = Vec::new();
    let turned = refactor::turn_access(template, at);
    if let Some(edit) = turned.first() {
        found.push(act(format!("Write `{}` as `{}`", edit.span.of(template), edit.text), turned.clone()));
    }
    found.push(act("Write this sum as a format, with `%`".to_owned(), refactor::to_format(template, at)));
    found.push(act("Write this sum as a text block, `|||`".to_owned(), refactor::to_block(template, at)));
    found.extend(extract(template, selection));
    let contexts: Vec<&str> = contexts.iter().map(String::as_str).collect();
    let guards = refactor::guard_all(template, &contexts);
    let title = match guards.len() {
        1 => "Guard the one access that some scenario lacks".to_owned(),
        count => format!("Guard all {count} accesses that some scenario lacks"),
    };
    found.push(act(title, guards));
    found.retain(|act| act.edits.iter().any(|edit| edit.span.of(template) != edit.text));
    found
}

/// Takes the selected expression out, or the one at the caret.
fn extract(template: &str, selection: Span) -> Option<Act> {
    let root = syntax::read(template);
    let text = Text::new(template, &root);
    let (span, expr) = if selection.start < selection.end {
        let span = trimmed(template, selection);
        let around = text.root.around(span.start);
        (span, around.into_iter().find(|expr| expr.span == span))
    } else {
        let expr = at_caret(&text, selection.end)?;
        (expr.span, Some(expr))
    };
    let name = free(template, &expr.map_or_else(|| "value".to_owned(), |expr| name_of(&text, expr)));
    let edits = refactor::extract(template, span, &name);
    let title = format!("Take `{}` out into a local", shortened(span.of(template)));
    (!edits.is_empty()).then_some(Act { title, edits, local: Some((span, name)) })
}

/// The expression at a caret that somebody may mean: a chain of accesses and calls as a whole, or what else is no mere
/// name; not the value of a local, which has one already.
fn at_caret<'t>(text: &Text<'t>, offset: usize) -> Option<&'t Expr> {
    let root: &'t Expr = text.root;
    let around = root.around(offset);
    let is_one = |expr: &&Expr| {
        matches!(
            expr.what,
            What::Field { .. } | What::Bracket { .. } | What::Call(_) | What::Binary { .. } | What::If { .. }
        )
    };
    let mut at = around.iter().rposition(is_one)?;
    while let Some(above) = at.checked_sub(1).and_then(|above| around.get(above)) {
        let goes_on = match &above.what {
            What::Field { target, .. } | What::Bracket { target, .. } => target.span == around[at].span,
            What::Call(call) => call.target.span == around[at].span,
            _ => false,
        };
        if !goes_on {
            break;
        }
        at -= 1;
    }
    let expr = around[at];
    let bound = text.names.bindings.iter().any(|binding| binding.value.is_some_and(|value| value.span == expr.span));
    (!bound).then_some(expr)
}

/// A name for what an expression gives: that of the field it reads, where it reads one.
fn name_of(text: &Text<'_>, expr: &Expr) -> String {
    let word = match &expr.what {
        What::Parens(inner) => return name_of(text, inner),
        What::Field { name: Some(name), .. } => name.of(text.source),
        What::Bracket { target, parts } => match parts.first() {
            Some(part) if matches!(part.what, What::Text) => literal(part.span.of(text.source)),
            _ => return name_of(text, target),
        },
        What::Call(call) => match call.arguments.as_slice() {
            [_, Argument { value, .. }, ..]
                if call.target.span.of(text.source) == "std.get" && matches!(value.what, What::Text) =>
            {
                literal(value.span.of(text.source))
            }
            [Argument { value, .. }, ..] => return name_of(text, value),
            [] => return name_of(text, &call.target),
        },
        What::Text => "text",
        What::Binary { operator, .. } if operator.of(text.source) == "+" => "text",
        What::Object(_) | What::Extend { .. } => "object",
        What::Array(_) | What::ArrayOf { .. } => "list",
        What::Name => text.source.get(expr.span.start..expr.span.end).unwrap_or_default(),
        _ => "value",
    };
    word.to_owned()
}

/// A name made of a word that the template does not bind yet.
fn free(template: &str, word: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    let kept = word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let word: String = if kept { word.to_owned() } else { word.chars().map(plain).collect() };
    let word = word.trim_matches('_');
    let word = if can_be(word) { word } else { "value" };
    let bound = Outline::of(template).names().all;
    let taken = |name: &str| name == "std" || name == "ctx" || bound.iter().any(|other| other == name);
    let numbered = (2..).map(|number| format!("{word}{number}"));
    std::iter::once(word.to_owned()).chain(numbered).find(|name| !taken(name)).unwrap_or_default()
}

fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}
