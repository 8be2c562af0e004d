//! What can be written at a place, best first.

mod body;
mod compared;
mod ctx;
mod expression;
mod strings;
mod words;

use serde::{Deserialize, Serialize};

use super::{
    Text, boundary, standard,
    syntax::{self, Expr, Object, What},
    tokens::{self, Token, tokens},
    value::Known,
};
use crate::{diagnostic::Span, engine::syntax::lexer::TokenKind};

/// Something that can be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// What it is called; what was typed is held against this.
    pub label: String,
    /// What it is, in a line.
    pub detail: String,
    /// What to write.
    pub insert: String,
    /// What that replaces, up to the caret.
    pub from: usize,
    /// Where the part of that begins which is typed of the label.
    pub word: usize,
}

impl Candidate {
    fn new(label: impl Into<String>, detail: impl Into<String>, from: usize) -> Self {
        let label = label.into();
        Self { insert: label.clone(), label, detail: detail.into(), from, word: from }
    }

    fn inserting(self, insert: impl Into<String>) -> Self {
        Self { insert: insert.into(), ..self }
    }
}

/// The place of the caret.
pub struct Here<'t> {
    text: &'t Text<'t>,
    ctx: &'t str,
    offset: usize,
    /// Where the word that is being typed begins.
    from: usize,
    /// The tokens before that word.
    before: Vec<Token>,
}

/// What can be written at `offset`, as far as it goes on from what is typed there, best first. Empty in a comment, and
/// where only a new name can stand.
pub fn complete(template: &str, ctx: &str, offset: usize) -> Vec<Candidate> {
    let offset = boundary(template, offset);
    if tokens::comment_at(template, offset) {
        return Vec::new();
    }
    let root = syntax::read(template);
    let text = Text::new(template, &root);
    let all = tokens(template);
    let inside = all.iter().find(|token| token.span.start < offset && offset <= token.span.end);
    if let Some(string) = inside.filter(|token| token.kind.is_string() && is_inside(template, token, offset)) {
        let before = all.iter().filter(|token| token.span.end <= string.span.start).copied().collect();
        let here = Here { text: &text, ctx, offset, from: string.span.start, before };
        return strings::complete(&here, string.span);
    }
    let word = inside
        .filter(|token| template[token.span.start..].starts_with(tokens::is_word) && token.kind != TokenKind::Number);
    if inside.is_some_and(|token| token.kind == TokenKind::Number) {
        return Vec::new();
    }
    let from = word.map_or(offset, |token| token.span.start);
    let before =
        all.iter().filter(|token| token.span.end <= from && token.kind != TokenKind::EndOfFile).copied().collect();
    let here = Here { text: &text, ctx, offset, from, before };
    let typed = &template[from..offset];
    matching(here.candidates(), typed)
}

/// Whether the caret is between a string's quotes, or behind a string that is not closed.
fn is_inside(template: &str, token: &Token, offset: usize) -> bool {
    let written = token.span.of(template);
    let closed = match token.kind {
        TokenKind::StringBlock => written.len() > 5 && written.ends_with("|||"),
        TokenKind::VerbatimDouble | TokenKind::VerbatimSingle => written.len() > 2 && written.ends_with(&written[1..2]),
        _ => written.len() > 1 && written.ends_with(&written[..1]),
    };
    offset < token.span.end || !closed
}

/// Those that go on from what is typed: at their beginning first, then with the same letters in order.
fn matching(candidates: Vec<Candidate>, typed: &str) -> Vec<Candidate> {
    let typed = typed.to_lowercase();
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for candidate in candidates {
        let label = candidate.label.to_lowercase();
        if label.starts_with(&typed) {
            first.push(candidate);
        } else if has_in_order(&label, &typed) {
            second.push(candidate);
        }
    }
    first.append(&mut second);
    first
}

fn has_in_order(label: &str, typed: &str) -> bool {
    let mut letters = label.chars();
    typed.chars().next().is_none_or(|first| label.starts_with(first))
        && typed.chars().all(|wanted| letters.any(|letter| letter == wanted))
}

impl<'t> Here<'t> {
    fn candidates(&self) -> Vec<Candidate> {
        let last = self.before.last();
        match last.map(|token| token.kind) {
            Some(TokenKind::Dot) => return last.map(|dot| self.members(dot.span)).unwrap_or_default(),
            // A new name.
            Some(TokenKind::Local | TokenKind::For) => return Vec::new(),
            _ if self.names_a_parameter() => return self.parameter(),
            _ => {}
        }
        if let Some(object) = self.object_of_key() {
            let mut found = body::keys(self, object);
            found.extend(words::MEMBERS.iter().map(|(word, detail)| Candidate::new(*word, *detail, self.from)));
            return found;
        }
        let mut found = Vec::new();
        if let (Some(words), Some(last)) = (words::candidates(self), last) {
            found.extend(words);
            // At the end of a line, what closes it may be missing.
            if !self.text.source.get(last.span.end..self.from).is_some_and(|gap| gap.contains('\n')) {
                return found;
            }
        }
        found.extend(body::values(self));
        found.extend(compared::candidates(self));
        found.extend(expression::candidates(self));
        found
    }

    /// Whether a parameter of a function that is being written is named here.
    fn names_a_parameter(&self) -> bool {
        if !self.before.last().is_some_and(|last| matches!(last.kind, TokenKind::ParenL | TokenKind::Comma)) {
            return false;
        }
        let Some(paren) = self.innermost_bracket() else { return false };
        let kind = |back: usize| paren.checked_sub(back).and_then(|at| self.before.get(at)).map(|token| token.kind);
        kind(0) == Some(TokenKind::ParenL)
            && (kind(1) == Some(TokenKind::Function)
                || (kind(1) == Some(TokenKind::Identifier) && kind(2) == Some(TokenKind::Local)))
    }

    /// What the first parameter of a template is called; all others are the writer's to name.
    fn parameter(&self) -> Vec<Candidate> {
        // The template's own function stands in no bracket, at the beginning or behind its locals.
        let mut depth = 0usize;
        for token in &self.before {
            match token.kind {
                TokenKind::BraceL | TokenKind::BracketL | TokenKind::ParenL => depth += 1,
                TokenKind::BraceR | TokenKind::BracketR | TokenKind::ParenR => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        let kind = |back: usize| self.before.iter().rev().nth(back).map(|token| token.kind);
        let template = depth == 1
            && (kind(0), kind(1)) == (Some(TokenKind::ParenL), Some(TokenKind::Function))
            && matches!(kind(2), None | Some(TokenKind::Semicolon));
        let ctx = template.then(|| Candidate::new("ctx", "what Ory hands to the template", self.from));
        ctx.into_iter().collect()
    }

    /// What can follow a dot.
    fn members(&self, dot: Span) -> Vec<Candidate> {
        let mut target: Option<&'t Expr> = None;
        let mut open = vec![self.text.root];
        while let Some(expr) = open.pop() {
            if let What::Field { target: of, dot: at, .. } = &expr.what
                && *at == dot
            {
                target = Some(of);
            }
            expr.each_child(&mut |child| open.push(child));
        }
        let Some(target) = target else { return Vec::new() };
        if matches!(target.what, What::Name) && target.span.of(self.text.source) == "std" {
            return standard_names(self.from);
        }
        ctx::members(self, target, Span::new(dot.start, self.offset))
    }

    /// The innermost object around the caret, if a name of a field can stand here.
    fn object_of_key(&self) -> Option<&'t Object> {
        let open = self.innermost_bracket()?;
        if self.before.get(open)?.kind != TokenKind::BraceL {
            return None;
        }
        let last = self.before.last()?;
        let is_key = match last.kind {
            TokenKind::BraceL | TokenKind::Comma => true,
            // A comma may be missing at the end of the line before.
            TokenKind::Operator
            | TokenKind::Local
            | TokenKind::If
            | TokenKind::Then
            | TokenKind::Else
            | TokenKind::In
            | TokenKind::Assert
            | TokenKind::Error => false,
            _ => self.text.source.get(last.span.end..self.from)?.contains('\n'),
        };
        let brace = self.before.get(open)?.span.start;
        let mut found = None;
        let mut rest = vec![self.text.root];
        while let Some(expr) = rest.pop() {
            if let What::Object(object) = &expr.what
                && expr.span.start == brace
            {
                found = Some(object);
            }
            expr.each_child(&mut |child| rest.push(child));
        }
        found.filter(|_| is_key)
    }

    /// Which token opens the innermost bracket around the caret.
    fn innermost_bracket(&self) -> Option<usize> {
        let mut closed = 0usize;
        for (at, token) in self.before.iter().enumerate().rev() {
            match token.kind {
                TokenKind::BraceR | TokenKind::BracketR | TokenKind::ParenR => closed += 1,
                TokenKind::BraceL | TokenKind::BracketL | TokenKind::ParenL if closed == 0 => return Some(at),
                TokenKind::BraceL | TokenKind::BracketL | TokenKind::ParenL => closed -= 1,
                _ => {}
            }
        }
        None
    }

    /// What the expressions gave, the part from `hole` to the caret left out.
    fn known(&self, hole: usize) -> Known<'t> {
        Known::new(self.text, self.ctx, Some(Span::new(hole, self.offset)))
    }
}

/// The names of `std`: those that templates of mails use most come first.
fn standard_names(from: usize) -> Vec<Candidate> {
    let frequent = standard::FREQUENT.iter().filter_map(|name| standard::find(name));
    let rest = standard::ALL.iter().filter(|entry| !standard::FREQUENT.contains(&entry.name));
    let candidate = |entry: &standard::Standard| {
        Candidate::new(entry.name, format!("{} · {}", entry.signature(), entry.does), from)
    };
    frequent.chain(rest).map(candidate).collect()
}
