//! What an expression can begin with.

use super::{Candidate, Here};
use crate::{
    assist::{
        names::{Binder, Binding},
        signature, standard,
        syntax::What,
        value::{kind, shown},
    },
    engine::syntax::lexer::TokenKind,
};

/// Locals and parameters, the innermost first; parameters that can be named in the call around; `std`; what people write
/// often; Jsonnet's words.
pub fn candidates(here: &Here<'_>) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let known = here.known(here.from);
    let visible = here.text.names.visible(here.offset);
    let has_ctx = visible.iter().any(|binding| binding.name == "ctx");
    let begins = here.before.last().is_none_or(|last| last.kind == TokenKind::Semicolon);
    if begins && !has_ctx && here.innermost_bracket().is_none() {
        found.push(
            Candidate::new("function(ctx)", "what Ory calls, with what it hands to the template", here.from)
                .inserting("function(ctx) "),
        );
    }
    for binding in visible {
        if binding.span.start <= here.offset && here.offset <= binding.span.end {
            continue;
        }
        let gave = binding
            .value
            .and_then(|value| known.sample(value))
            .map(|sample| format!("{} · {}", kind(sample), shown(sample)));
        let detail = match (gave, binding.parameters) {
            (_, Some(_)) => described(here, binding),
            (Some(gave), None) if binding.binder == Binder::Local => gave,
            _ => described(here, binding),
        };
        found.push(Candidate::new(binding.name, detail, here.from));
    }
    for parameter in signature::open_parameters(here.text, here.offset) {
        found.push(Candidate::new(format!("{parameter}="), "parameter", here.from));
    }
    found.push(Candidate::new("std", "the standard library", here.from));
    let in_object = here
        .text
        .root
        .around(here.offset)
        .iter()
        .any(|expr| matches!(expr.what, What::Object(_)) && expr.span.start < here.offset);
    if in_object {
        found.push(Candidate::new("self", "the object around", here.from));
        found.push(Candidate::new("$", "the outermost object", here.from));
        found.push(Candidate::new("super", "the object that this one is added to", here.from));
    }
    for (label, detail, insert) in SNIPPETS {
        if has_ctx || !insert.contains("ctx") {
            found.push(Candidate::new(*label, *detail, here.from).inserting(*insert));
        }
    }
    for (word, detail) in WORDS {
        found.push(Candidate::new(*word, *detail, here.from));
    }
    // Whoever types the name of a function means it.
    let listed = standard::FREQUENT.iter().filter_map(|name| standard::find(name));
    found.extend(listed.map(|entry| {
        Candidate::new(entry.name, format!("{} · {}", entry.signature(), entry.does), here.from)
            .inserting(format!("std.{}", entry.name))
    }));
    found
}

fn described(here: &Here<'_>, binding: &Binding<'_>) -> String {
    let parameters = binding.parameters.map(|parameters| {
        let names: Vec<&str> = parameters.iter().map(|parameter| parameter.name.of(here.text.source)).collect();
        format!("function({})", names.join(", "))
    });
    parameters.unwrap_or_else(|| {
        match binding.binder {
            Binder::Local => "local",
            Binder::Parameter if binding.of_root && binding.name == "ctx" => "what Ory hands to the template",
            Binder::Parameter => "parameter",
            Binder::Loop => "variable of the loop",
        }
        .to_owned()
    })
}

/// What people of the trade write often.
const SNIPPETS: &[(&str, &str, &str)] = &[
    ("if in ctx", "guard: only where Ory sends it", "if 'identity' in ctx then ctx.identity else error 'cancel'"),
    ("std.get", "guard: a default where it is absent", "std.get(ctx.identity.traits, 'name', '')"),
    ("error cancel", "cancel the web hook: nothing is sent, the flow goes on", "error 'cancel'"),
    (
        "for address",
        "a recipient for each address that is an email",
        "[{ email: address.value, type: 'to' } for address in std.get(ctx.identity, 'verifiable_addresses', []) if address.via == 'email']",
    ),
];

const WORDS: &[(&str, &str)] = &[
    ("if", "if condition then a else b"),
    ("local", "local name = value; expression"),
    ("function", "function(parameter) expression"),
    ("error", "fails with a message; one that begins with `cancel` cancels the web hook"),
    ("assert", "assert condition : message; expression"),
    ("true", "boolean"),
    ("false", "boolean"),
    ("null", "null"),
];
