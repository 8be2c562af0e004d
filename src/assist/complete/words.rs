//! What goes on from an expression that is written already: the words of an `if` and of a comprehension.

use super::{Candidate, Here};
use crate::{assist::tokens::Token, engine::syntax::lexer::Kind};

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
    here.before.last().filter(|last| ends(last.kind))?;
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
