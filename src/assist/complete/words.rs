//! What goes on from an expression that is written already: the words of an `if` and of a comprehension.

use super::{Candidate, Here};
use crate::{assist::tokens::Token, engine::syntax::lexer::Kind};

/// What else than a field can begin in an object.
pub const MEMBERS: &[(&str, &str)] =
    &[("local", "local name = value, for this object"), ("assert", "assert condition : message, of this object")];

/// Whether an expression may end with a token.
fn ends(kind: Kind) -> bool {
    kind.is_string()
        || matches!(
            kind,
            Kind::Identifier
                | Kind::Number
                | Kind::BraceR
                | Kind::BracketR
                | Kind::ParenR
                | Kind::True
                | Kind::False
                | Kind::Null
                | Kind::SelfWord
                | Kind::Dollar
        )
}

/// The words that can follow, the likeliest first; none where no expression ends before the caret.
pub fn candidates(here: &Here<'_>) -> Option<Vec<Candidate>> {
    here.before.last().filter(|last| ends(last.kind) && !ends_parameters(&here.before))?;
    let open = here.innermost_bracket();
    let inside = &here.before[open.map_or(0, |at| at + 1)..];
    let mut words: Vec<(&str, &str)> = Vec::new();
    let awaited = awaited(inside);
    match awaited {
        Some(Kind::Then) => words.push(("then", "what it is where the condition holds")),
        Some(Kind::Else) => words.push(("else", "what it is otherwise; without it, `null`")),
        Some(Kind::In) => words.push(("in", "the list to go through")),
        _ => {}
    }
    let bracket = open.and_then(|at| here.before.get(at)).map(|token| token.kind);
    if matches!(bracket, Some(Kind::BracketL | Kind::BraceL)) {
        if inside.iter().any(|token| token.kind == Kind::For) {
            words.push(("if", "only those for which a condition holds"));
        }
        if bracket == Some(Kind::BracketL) || inside.first().is_some_and(|token| token.kind == Kind::BracketL) {
            words.push(("for", "one for each element of a list"));
        }
    }
    if awaited != Some(Kind::In) {
        words.push(("in", "whether an object has a field of that name"));
    }
    Some(words.into_iter().map(|(word, detail)| Candidate::new(word, detail, here.from)).collect())
}

/// Whether the last of these tokens closes the parameters of a function, whose body follows.
fn ends_parameters(tokens: &[Token]) -> bool {
    let mut closed = 0usize;
    for (at, token) in tokens.iter().enumerate().rev() {
        match token.kind {
            Kind::ParenR => closed += 1,
            Kind::ParenL => closed = closed.saturating_sub(1),
            _ if closed == 0 => return false,
            _ => {}
        }
        if closed == 0 {
            return at.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|token| token.kind == Kind::Function);
        }
    }
    false
}

/// The word that what is open among these tokens goes on with: the `then` of an `if`, the `else` of a `then`, the `in` of a
/// `for`.
fn awaited(tokens: &[Token]) -> Option<Kind> {
    // `Local` stands for a binding, in which whatever is open ends with it.
    let mut open: Vec<Kind> = Vec::new();
    let end_in_binding = |open: &mut Vec<Kind>| {
        while open.last().is_some_and(|last| *last != Kind::Local) {
            open.pop();
        }
    };
    let mut depth = 0usize;
    for token in tokens {
        match token.kind {
            Kind::BraceL | Kind::BracketL | Kind::ParenL => depth += 1,
            Kind::BraceR | Kind::BracketR | Kind::ParenR => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            Kind::Comma => end_in_binding(&mut open),
            Kind::Semicolon => {
                end_in_binding(&mut open);
                open.pop();
            }
            Kind::Local | Kind::Assert => open.push(Kind::Local),
            Kind::If => open.push(Kind::Then),
            Kind::For => open.push(Kind::In),
            Kind::Then => {
                let condition = open.pop();
                open.extend(condition.map(|_| Kind::Else));
            }
            Kind::Else | Kind::In => {
                open.pop();
            }
            _ => {}
        }
    }
    open.pop()
}
