//! The signature of the function that is being called.

use serde::{Deserialize, Serialize};

use super::{
    Text, standard,
    syntax::{Call, Expr, What},
    tokens::tokens,
};
use crate::engine::syntax::lexer::TokenKind;

/// A signature, and the parameter that the caret is at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The function as one calls it (`std.join`).
    pub name: String,
    /// Its parameters, defaults included.
    pub parameters: Vec<String>,
    /// Which of them is being written, from 0; none when there are too many arguments.
    pub active: Option<usize>,
    /// What it gives, where that is known.
    pub does: String,
}

/// The signature of the innermost call around `offset`.
pub fn signature(text: &Text<'_>, offset: usize) -> Option<Signature> {
    let call = call_at(text, offset)?;
    let (name, parameters, does) = of(text, call)?;
    let commas = call.commas.iter().filter(|comma| **comma < offset).count();
    let named = call.arguments.iter().find_map(|argument| {
        let name = argument.name?;
        let holds = name.start <= offset && offset <= argument.value.span.end.max(name.end + 1);
        holds.then(|| parameters.iter().position(|parameter| head(parameter) == name.of(text.source)))
    });
    let active = named.unwrap_or_else(|| (commas < parameters.len()).then_some(commas));
    Some(Signature { name, parameters, active, does })
}

/// The name of a parameter as written with its default.
fn head(parameter: &str) -> &str {
    parameter.split('=').next().unwrap_or(parameter)
}

/// The names of the parameters of a call that are not given yet.
pub fn open_parameters(text: &Text<'_>, offset: usize) -> Vec<String> {
    let Some(call) = call_at(text, offset) else { return Vec::new() };
    let Some((_, parameters, _)) = of(text, call) else { return Vec::new() };
    let positional = call.commas.iter().filter(|comma| **comma < offset).count();
    let given =
        |name: &str| call.arguments.iter().any(|argument| argument.name.is_some_and(|n| n.of(text.source) == name));
    parameters.iter().skip(positional).map(|parameter| head(parameter).to_owned()).filter(|name| !given(name)).collect()
}

/// The call whose parenthesis is the innermost bracket that is open at `offset`, whether or not it is ever closed.
fn call_at<'t>(text: &Text<'t>, offset: usize) -> Option<&'t Call> {
    let mut open: Vec<(TokenKind, usize)> = Vec::new();
    for token in tokens(text.source).iter().take_while(|token| token.span.start < offset) {
        match token.kind {
            TokenKind::ParenL | TokenKind::BracketL | TokenKind::BraceL => open.push((token.kind, token.span.start)),
            TokenKind::ParenR | TokenKind::BracketR | TokenKind::BraceR => {
                open.pop();
            }
            _ => {}
        }
    }
    // An argument may be a list or an object.
    while let Some((kind, start)) = open.pop() {
        let call = calls(text.root).into_iter().find(|call| call.brackets.start == start);
        if call.is_some() || kind == TokenKind::BraceL {
            return call;
        }
    }
    None
}

fn calls(root: &Expr) -> Vec<&Call> {
    let mut found = Vec::new();
    let mut open = vec![root];
    while let Some(expr) = open.pop() {
        if let What::Call(call) = &expr.what {
            found.push(call);
        }
        expr.each_child(&mut |child| open.push(child));
    }
    found
}

fn of<'t>(text: &Text<'t>, call: &'t Call) -> Option<(String, Vec<String>, String)> {
    let written = call.target.span.of(text.source).to_owned();
    if let What::Field { target, name: Some(name), .. } = &call.target.what
        && target.span.of(text.source) == "std"
    {
        let entry = standard::find(name.of(text.source))?;
        let parameters = split(entry.parameters?);
        return Some((written, parameters, entry.does.to_owned()));
    }
    let (parameters, _) = text.names.function_of(call)?;
    let parameters = parameters.iter().map(|parameter| {
        let name = parameter.name.of(text.source);
        match &parameter.default {
            Some(default) => format!("{name}={}", default.span.of(text.source)),
            None => name.to_owned(),
        }
    });
    Some((written, parameters.collect(), String::new()))
}

fn split(parameters: &str) -> Vec<String> {
    if parameters.is_empty() { Vec::new() } else { parameters.split(", ").map(str::to_owned).collect() }
}
