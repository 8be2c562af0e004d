//! What can be written inside a string: names in `ctx["…"]` and `std.get(…, "…")`, the values that a field of Mandrill's may
//! have, and merge tags.

use super::{Candidate, Here, body, compared, ctx, matching};
use crate::{
    assist::syntax::{Expr, What},
    diagnostic::Span,
    engine::syntax::lexer::TokenKind,
};

/// Tags that Mandrill fills in by itself, in Mailchimp's language.
const MAILCHIMP: &[(&str, &str)] = &[
    ("EMAIL", "the recipient's address"),
    ("SUBJECT", "the subject"),
    ("DATE:F j, Y", "today, in PHP's date letters"),
    ("CURRENT_YEAR", "this year"),
    ("UNSUB:https://example.org", "a link that puts the recipient on the denylist"),
];

/// Candidates inside the string at `string`, quotes included.
pub fn complete(here: &Here<'_>, string: Span) -> Vec<Candidate> {
    let quotes = if here.text.source[string.start..].starts_with('@') { 2 } else { 1 };
    let start = (string.start + quotes).min(here.offset);
    let typed = &here.text.source[start..here.offset];
    if let Some(target) = object_of_name(here, string) {
        let fields = ctx::fields(here, target, string.start);
        let found = fields.into_iter().map(|field| Candidate::new(field.name, field.detail, start)).collect();
        return matching(found, typed);
    }
    let listed = body::listed(here);
    if !listed.is_empty() {
        let found = listed.into_iter().map(|(value, what)| Candidate::new(value, what, start)).collect();
        return matching(found, typed);
    }
    let mut found = compared::in_string(here, string, start);
    if here.before.last().is_some_and(|last| last.kind == TokenKind::Error) {
        let detail = "cancels the web hook: nothing is sent, the flow goes on";
        found.push(Candidate::new("cancel", detail, start));
        found.push(Candidate::new("cancel: ", "the same, with a reason for Ory's log", start));
    }
    let found = matching(found, typed);
    if found.is_empty() { tags(here, start) } else { found }
}

/// The object of which the string names a field.
fn object_of_name<'t>(here: &Here<'t>, string: Span) -> Option<&'t Expr> {
    let around = here.text.root.around(string.start + 1);
    let (at, _) = around.iter().enumerate().rev().find(|(_, expr)| expr.span == string)?;
    let outer = around.get(at.checked_sub(1)?)?;
    match &outer.what {
        What::Bracket { target, parts } if parts.first().is_some_and(|part| part.span == string) => Some(target),
        What::Call(call) => {
            let name = call.target.span.of(here.text.source);
            let is_second = call.arguments.get(1).is_some_and(|argument| argument.value.span == string);
            let takes = matches!(name, "std.get" | "std.objectHas" | "std.objectHasAll" | "std.objectRemoveKey");
            call.arguments.first().filter(|_| takes && is_second).map(|argument| &argument.value)
        }
        // `'identity' in ctx`
        What::Binary { left, operator, right } if left.span == string && operator.of(here.text.source) == "in" => {
            Some(right)
        }
        _ => None,
    }
}

/// Merge tags: what is typed after `*|` or `{{`.
fn tags(here: &Here<'_>, start: usize) -> Vec<Candidate> {
    let typed = &here.text.source[start..here.offset];
    let is_half = |open: &str, close: &str| {
        let at = typed.rfind(open)?;
        (!typed[at + open.len()..].contains(close)).then_some(start + at + open.len())
    };
    let is_key = here.before.last().is_some_and(|token| matches!(token.kind, TokenKind::BraceL | TokenKind::BracketL));
    if is_key && !typed.contains(['*', '{']) {
        return Vec::new();
    }
    let rest = &here.text.source[here.offset..];
    let names = body::merge_names(here);
    if let Some(from) = is_half("*|", "|*") {
        let close = if rest.starts_with("|*") { "" } else { "|*" };
        let own = names.into_iter().map(|name| (name.to_uppercase(), "a merge variable of this mail".to_owned()));
        let all = own.chain(MAILCHIMP.iter().map(|(name, what)| ((*name).to_owned(), (*what).to_owned())));
        let found =
            all.map(|(name, what)| Candidate::new(name.clone(), what, from).inserting(format!("{name}{close}")));
        return matching(found.collect(), &here.text.source[from..here.offset]);
    }
    if let Some(from) = is_half("{{", "}}") {
        let close = if rest.starts_with("}}") { "" } else { "}}" };
        let own = names.into_iter().map(|name| (name, "a merge variable of this mail"));
        let all = own.chain([("email".to_owned(), "the recipient's address")]);
        let found =
            all.map(|(name, what)| Candidate::new(name.clone(), what, from).inserting(format!("{name}{close}")));
        return matching(found.collect(), &here.text.source[from..here.offset]);
    }
    Vec::new()
}
