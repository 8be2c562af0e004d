//! The names that a template binds: which are never used, and which hide another.

use super::Outline;
use crate::diagnostic::Span;
use crate::engine::syntax::{
    lexer::TokenKind,
    tree::{Expr, N},
};

/// A name that is bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// The name.
    pub name: String,
    /// What binds it.
    pub by: Binding,
    /// Where it is bound.
    pub span: Span,
    /// What goes when it goes, where that is all its own: `local name = …;`.
    pub whole: Option<Span>,
}

/// What binds a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binding {
    /// `local`
    Local,
    /// A parameter of a function that has a name.
    Parameter,
    /// A parameter of any other function, which whoever calls it chooses.
    Given,
    /// `for`
    For,
}

/// The names of a template that deserve a word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// Never used; not those of [`Binding::Given`] and [`Binding::For`], and none that begins with `_`.
    pub unused: Vec<Bound>,
    /// Bound where the same name was bound already.
    pub shadowing: Vec<Bound>,
    /// Every one that is bound, `ctx` too.
    pub all: Vec<String>,
}

struct Binder {
    name: String,
    bound: Option<Bound>,
    by: Binding,
    used: bool,
}

struct Scope {
    above: Option<usize>,
    binders: Vec<usize>,
}

struct Walk<'a> {
    outline: &'a Outline,
    scopes: Vec<Scope>,
    binders: Vec<Binder>,
    shadowing: Vec<Bound>,
}

impl Outline {
    /// The names that the template binds.
    pub fn names(&self) -> Names {
        let Some(root) = &self.root else { return Names::default() };
        let mut walk = Walk { outline: self, scopes: Vec::new(), binders: Vec::new(), shadowing: Vec::new() };
        let top = walk.scope(None);
        walk.bind(top, "std", Binding::Given, None, None);
        walk.all(root, top);
        let mut names = Names { shadowing: walk.shadowing, ..Names::default() };
        for binder in walk.binders {
            let counts = matches!(binder.by, Binding::Local | Binding::Parameter) && !binder.name.starts_with('_');
            if let Some(bound) = binder.bound.filter(|_| counts && !binder.used) {
                names.unused.push(bound);
            }
            names.all.push(binder.name);
        }
        names.unused.sort_by_key(|bound| bound.span.start);
        names.shadowing.sort_by_key(|bound| bound.span.start);
        names
    }

    /// The place of the first token that begins at or behind `offset`.
    pub(super) fn token_at(&self, offset: usize) -> usize {
        self.tokens.partition_point(|token| token.span.start < offset)
    }

    /// Where the name stands to which the expression at `value` is bound by `name = …` or `name(…) = …`.
    fn name_before(&self, value: Span) -> Option<usize> {
        let at = self.token_at(value.start);
        let here = self.tokens.get(at)?;
        // A function with a name begins at it.
        if here.kind == TokenKind::Identifier
            && self.tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::ParenL)
        {
            let before = at.checked_sub(1).and_then(|before| self.tokens.get(before));
            if before.is_some_and(|before| matches!(before.kind, TokenKind::Local | TokenKind::Comma)) {
                return Some(at);
            }
        }
        let mut before =
            self.tokens.get(..at)?.iter().enumerate().rev().skip_while(|(_, it)| it.kind == TokenKind::ParenL);
        let (_, equals) = before.next()?;
        let (at, name) = before.next()?;
        (equals.kind == TokenKind::Operator && equals.data == "=" && name.kind == TokenKind::Identifier).then_some(at)
    }

    /// `local name = …;` from its first letter to where the body begins.
    fn whole_local(&self, name: usize, value: Span, body: &N) -> Option<Span> {
        let local = self.tokens.get(name.checked_sub(1)?).filter(|token| token.kind == TokenKind::Local)?;
        let end = body.span?.start;
        let mut rest = self.tokens.get(self.token_at(value.end)..)?.iter();
        let semicolon =
            rest.find(|token| token.kind != TokenKind::ParenR).filter(|token| token.kind == TokenKind::Semicolon)?;
        let next = rest.next()?;
        (next.span.start <= end && semicolon.span.end <= next.span.start)
            .then_some(Span::new(local.span.start, next.span.start))
    }

    /// Where the parameters of the function that begins at `start` are named.
    fn parameters(&self, start: usize) -> Vec<Span> {
        let first = self.token_at(start);
        let mut depth = 0usize;
        let mut found = Vec::new();
        let mut opens = false;
        for token in self.tokens.get(first..).unwrap_or_default() {
            match token.kind {
                TokenKind::ParenL | TokenKind::BracketL | TokenKind::BraceL => {
                    depth += 1;
                    opens = depth == 1;
                    continue;
                }
                TokenKind::ParenR | TokenKind::BracketR | TokenKind::BraceR => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        break;
                    }
                }
                TokenKind::Comma if depth == 1 => {
                    opens = true;
                    continue;
                }
                TokenKind::Identifier if opens && depth == 1 => found.push(token.span),
                _ => {}
            }
            opens = false;
        }
        found
    }
}

impl Walk<'_> {
    fn scope(&mut self, above: Option<usize>) -> usize {
        self.scopes.push(Scope { above, binders: Vec::new() });
        self.scopes.len() - 1
    }

    fn find(&self, scope: Option<usize>, name: &str) -> Option<usize> {
        let mut here = scope;
        while let Some(scope) = here.and_then(|at| self.scopes.get(at)) {
            let found = scope.binders.iter().find(|at| self.binders.get(**at).is_some_and(|it| it.name == name));
            if found.is_some() {
                return found.copied();
            }
            here = scope.above;
        }
        None
    }

    fn bind(&mut self, scope: usize, name: &str, by: Binding, span: Option<Span>, whole: Option<Span>) {
        let bound = span.map(|span| Bound { name: name.to_owned(), by, span, whole });
        let above = self.scopes.get(scope).and_then(|scope| scope.above);
        if self.find(above, name).is_some() {
            self.shadowing.extend(bound.clone());
        }
        self.binders.push(Binder { name: name.to_owned(), bound, by, used: false });
        let at = self.binders.len() - 1;
        if let Some(scope) = self.scopes.get_mut(scope) {
            scope.binders.push(at);
        }
    }

    /// Every node, without a stack of calls.
    fn all(&mut self, root: &N, top: usize) {
        let mut open: Vec<(N, usize, bool)> = vec![(root.clone(), top, false)];
        while let Some((node, scope, named)) = open.pop() {
            match &node.expr {
                Expr::Var { name, .. } => {
                    if let Some(binder) = self.find(Some(scope), name).and_then(|at| self.binders.get_mut(at)) {
                        binder.used = true;
                    }
                }
                Expr::Local { binds, body } => {
                    let inner = self.scope(Some(scope));
                    for (name, value) in binds {
                        let at = value.span.and_then(|span| self.outline.name_before(span));
                        let whole = at.zip(value.span).filter(|_| binds.len() == 1);
                        let whole = whole.and_then(|(at, span)| self.outline.whole_local(at, span, body));
                        let span = at.and_then(|at| self.outline.tokens.get(at)).map(|token| token.span);
                        self.bind(inner, name, Binding::Local, span, whole);
                        open.push((value.clone(), inner, true));
                    }
                    open.push((body.clone(), inner, false));
                }
                Expr::Function(function) => {
                    let inner = self.scope(Some(scope));
                    let by = if named { Binding::Parameter } else { Binding::Given };
                    let spans = node.span.map(|span| self.outline.parameters(span.start)).unwrap_or_default();
                    for (at, parameter) in function.parameters.iter().enumerate() {
                        self.bind(inner, &parameter.name, by, spans.get(at).copied(), None);
                        open.extend(parameter.default.iter().map(|default| (default.clone(), inner, false)));
                    }
                    open.push((function.body.clone(), inner, false));
                }
                Expr::Object(object) => {
                    let inner = self.scope(Some(scope));
                    for (name, value) in object.locals.iter().filter(|(name, _)| name.as_str() != "$") {
                        let at = value.span.and_then(|span| self.outline.name_before(span));
                        let span = at.and_then(|at| self.outline.tokens.get(at)).map(|token| token.span);
                        self.bind(inner, name, Binding::Local, span, None);
                        open.push((value.clone(), inner, true));
                    }
                    for field in &object.fields {
                        open.push((field.name.clone(), scope, false));
                        open.push((field.body.clone(), inner, false));
                    }
                    open.extend(object.asserts.iter().map(|assert| (assert.clone(), inner, false)));
                }
                Expr::FlatMap { variable, array, body } => {
                    open.push((array.clone(), scope, false));
                    let inner = self.scope(Some(scope));
                    let named = |at: usize| self.outline.tokens.get(at).is_some_and(|it| it.data == variable.as_str());
                    // `for name in array`: the name is two tokens before the array.
                    let array = array.span.map(|span| self.outline.token_at(span.start));
                    let span = array.and_then(|at| at.checked_sub(2)).filter(|at| named(*at));
                    let span = span.and_then(|at| self.outline.tokens.get(at)).map(|token| token.span);
                    self.bind(inner, variable, Binding::For, span, None);
                    open.push((body.clone(), inner, false));
                }
                _ => node.each_child(|child| open.push((child.clone(), scope, false))),
            }
        }
    }
}
