//! A `local` without the semicolon that ends it.

use crate::{
    checks::{Check, Example, Facts, explain, foreign::reads_farther},
    diagnostic::{Delivery, Edit, Finding, Level, Span},
    engine::{
        self,
        failure::{FailureKind, Fault},
        syntax::{
            lexer::TokenKind,
            tokens::{Token, tokens},
        },
    },
};

const CTX: &str = "registration_after_password";

/// The check.
pub const CHECK: Check = Check {
    id: "template/missing-semicolon",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "A `local` is not ended by a semicolon.",
    source: "go-jsonnet 0.21.0: what follows without one is taken as a part of the value",
    fires: &[
        Example::new("local a = 1\nlocal b = 2;\nfunction(ctx) { c: a + b }", CTX),
        Example::new("function(ctx)\n  local name = 'Ada'\n  { a: name }", CTX),
        Example::new("local template = function(ctx) { a: 1 }", CTX),
    ],
    silent: &[
        Example::new("local a = 1; function(ctx) { c: a }", CTX),
        Example::new("function(ctx) { local a = 1 b: 2 }", CTX),
    ],
    run,
};

/// So many places are tried.
const MOST: usize = 24;

fn run(facts: Facts) -> Vec<Finding> {
    let Some(failure) = facts.failure() else { return Vec::new() };
    let (FailureKind::Syntax(Fault::Semicolon), Some(span)) = (&failure.kind, facts.failed_at()) else {
        return Vec::new();
    };
    let template = &facts.draft.template;
    let tokens = tokens(template);
    let fix = mended(template, &tokens, span);
    let what = "A `local` has no semicolon behind it.".to_owned();
    let why =
        "`local name = value;` is followed by the expression that it is for; the semicolon tells where the value ends.";
    let remedy = "Put `;` behind the value, and behind that what the template gives.".to_owned();
    vec![Finding { fix: fix.into_iter().collect(), ..explain(&CHECK, failure, what, why, remedy) }]
}

/// A semicolon at the end of a line with which all can be read; or at the very end, with the name behind it; or where it
/// was wanted.
fn mended(template: &str, tokens: &[Token], span: Span) -> Option<Edit> {
    let at = tokens.iter().position(|token| token.span.start >= span.start)?;
    let end_before = |at: usize| at.checked_sub(1).and_then(|before| tokens.get(before)).map(|token| token.span.end);
    let insert = |at: usize| Edit::template(Span::new(at, at), ";");
    let farther = |fix: &Edit| reads_farther(template, std::slice::from_ref(fix));
    let reads = |fix: &Edit| {
        let after = fix.apply(template);
        !matches!(engine::fault(&after).map(|fault| fault.kind), Some(FailureKind::Syntax(_)))
    };
    let ends_a_line = |here: &usize| {
        let gap = end_before(*here).zip(tokens.get(*here)).and_then(|(end, next)| template.get(end..next.span.start));
        gap.is_some_and(|gap| gap.contains('\n'))
    };
    let lines = (1..=at).rev().filter(ends_a_line).take(MOST);
    if let Some(fix) = lines.filter_map(end_before).map(insert).find(reads) {
        return Some(fix);
    }
    if tokens.get(at).is_some_and(|token| token.kind == TokenKind::EndOfFile) {
        let local = tokens.iter().take(at).position(|token| token.kind == TokenKind::Local)?;
        let name = tokens.get(local + 1)?.span.of(template);
        let end = end_before(at)?;
        return Some(Edit::template(Span::new(end, end), format!(";\n{name}"))).filter(reads);
    }
    end_before(at).map(insert).filter(farther)
}
