//! Syntax of JavaScript, Python and others, where Jsonnet has something else.

use crate::{
    checks::{Check, Example, Facts, explain, foreign::recognise},
    diagnostic::{Delivery, Document, Finding, Level},
};

const CTX: &str = "registration_after_password";

/// The check.
pub const CHECK: Check = Check {
    id: "template/other-language",
    level: Level::Error,
    delivery: Delivery::Accepted,
    finds: "The template is written as in another language.",
    source: "go-jsonnet 0.21.0, its lexer and parser; jsonnet.org/ref/spec.html",
    fires: &[
        Example::new("function(ctx) { a: `Hello ${ctx.identity.id}!` }", CTX),
        Example::new("function(ctx) { a: ctx.flow.type == 'api' ? 'app' : 'web' }", CTX),
        Example::new("function(ctx) { a: ctx.identity.traits.nick ?? 'you' }", CTX),
        Example::new("function(ctx) { a: ctx.identity?.traits?.nick?.short }", CTX),
        Example::new("function(ctx) { a: ctx.flow.type === 'api' }", CTX),
        Example::new("function(ctx) { a: 1 !== 2 }", CTX),
        Example::new("(ctx) => { a: ctx.identity.id }", CTX),
        Example::new("function(ctx)\n  const name = 'Ada';\n  { a: name }", CTX),
        Example::new("function(ctx) {\n  let name = 'Ada';\n  return { a: name };\n}", CTX),
        Example::new("function(ctx) { return { a: 1 } }", CTX),
        Example::new("function(ctx) return { a: 1 }", CTX),
        Example::new("function(ctx) { a: if (ctx.flow.type == 'api') { b: 1 } else { b: 2 } }", CTX),
        Example::new("function(ctx) { a: true and false }", CTX),
        Example::new("function(ctx) { a: not true }", CTX),
        Example::new("function(ctx) { a: if false then 1 elif true then 2 else 3 }", CTX),
        Example::new("function(ctx) { a: True }", CTX),
        Example::new("function(ctx) { a: None }", CTX),
        Example::new("function(ctx) { a = 1 }", CTX),
        Example::new("function(ctx) { a: “Hello” }", CTX),
        Example::new("function(ctx) { a: JSON.stringify({ b: 1 }) }", CTX),
        Example::new("function(ctx) { a: 1 }\n;", CTX),
    ],
    silent: &[
        Example::new("function(ctx) { a: 'a ? b : c', b: |||\n  `x` === y\n||| }", CTX),
        Example::new("function(ctx) { a: 1 b: 2 }", CTX),
        Example::new("function(ctx) { a: nothing }", CTX),
    ],
    run,
};

fn run(facts: Facts) -> Vec<Finding> {
    let (Some(failure), Some(found)) = (facts.failure(), recognise(facts)) else { return Vec::new() };
    let why = "Jsonnet is a language of expressions: nothing is declared, assigned or returned, and Ory's evaluator knows no other.";
    let finding = explain(&CHECK, failure, found.what, why, found.remedy);
    vec![Finding { document: Document::Template, span: Some(found.span), fix: found.fix, ..finding }]
}
