//! What goes on from an expression that is written already: the words of an `if` and of a comprehension.

use super::{Candidate, Here};
use crate::{assist::tokens::Token, engine::syntax::lexer::TokenKind};

/// What else than a field can begin in an object.
pub const MEMBERS: &[(&str, &str)] =
    &[("local", "local name = value, for this object"), ("assert", "assert condition : message, of this object")];

/// Whether an expression may end with a token.
fn ends(kind: TokenKind) -> bool {
    kind.is_string()
        || matches!(
            kind,
            TokenKind::Identifier
                | TokenKind::Number
                | TokenKind::BraceR
                | TokenKind::BracketR
                | TokenKind::ParenR
                | TokenKind::True
                | TokenKind::False
                | TokenKind::Null
                | TokenKind::SelfWord
                | TokenKind::Dollar
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
        Some(TokenKind::Then) => words.push(("then", "what it is where the condition holds")),
        Some(TokenKind::Else) => words.push(("else", "what it is otherwise; without it, `null`")),
        Some(TokenKind::In) => words.push(("in", "the list to go through")),
        _ => {}
    }
    let bracket = open.and_then(|at| here.before.get(at)).map(|token| token.kind);
    if matches!(bracket, Some(TokenKind::BracketL | TokenKind::BraceL)) {
        if inside.iter().any(|token| token.kind == TokenKind::For) {
            words.push(("if", "only those for which a condition holds"));
        }
        if bracket == Some(TokenKind::BracketL) || inside.first().is_some_and(|token| token.kind == TokenKind::BracketL)
        {
            words.push(("for", "one for each element of a list"));
        }
    }
    if awaited != Some(TokenKind::In) {
        words.push(("in", "whether an object has a field of that name"));
    }
    Some(words.into_iter().map(|(word, detail)| Candidate::new(word, detail, here.from)).collect())
}

/// Whether the last of these tokens closes the parameters of a function, whose body follows.
fn ends_parameters(tokens: &[Token]) -> bool {
    let mut closed = 0usize;
    for (at, token) in tokens.iter().enumerate().rev() {
        match token.kind {
            TokenKind::ParenR => closed += 1,
            TokenKind::ParenL => closed = closed.saturating_sub(1),
            _ if closed == 0 => return false,
            _ => {}
        }
        if closed == 0 {
            return at
                .checked_sub(1)
                .and_then(|at| tokens.get(at))
                .is_some_and(|token| token.kind == TokenKind::Function);
        }
    }
    false
}

/// The word that what is open among these tokens goes on with: the `then` of an `if`, the `else` of a `then`, the `in` of a
/// `for`.
fn awaited(tokens: &[Token]) -> Option<TokenKind> {
    // `Local` stands for a binding, in which whatever is open ends with it.
    let mut open: Vec<TokenKind> = Vec::new();
    let end_in_binding = |open: &mut Vec<TokenKind>| {
        while open.last().is_some_and(|last| *last != TokenKind::Local) {
            open.pop();
        }
    };
    let mut depth = 0usize;
    for token in tokens {
        match token.kind {
            TokenKind::BraceL | TokenKind::BracketL | TokenKind::ParenL => depth += 1,
            TokenKind::BraceR | TokenKind::BracketR | TokenKind::ParenR => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            TokenKind::Comma => end_in_binding(&mut open),
            TokenKind::Semicolon => {
                end_in_binding(&mut open);
                open.pop();
            }
            TokenKind::Local | TokenKind::Assert => open.push(TokenKind::Local),
            TokenKind::If => open.push(TokenKind::Then),
            TokenKind::For => open.push(TokenKind::In),
            TokenKind::Then => {
                let condition = open.pop();
                open.extend(condition.map(|_| TokenKind::Else));
            }
            TokenKind::Else | TokenKind::In => {
                open.pop();
            }
            _ => {}
        }
    }
    open.pop()
}
