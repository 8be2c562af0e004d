//! What a template reads of its `ctx` and of `std`, and where its objects have their fields, without running it: for checks
//! that speak of the text.

pub mod lints;
pub mod moves;
pub mod names;
pub mod uses;
mod written;

use std::{cell::OnceCell, rc::Rc};

use crate::diagnostic::Span;
use crate::engine::syntax::{
    self,
    lexer::{self, Token, TokenKind},
    tree::{Binary, Expr, N},
};

/// A chain of constant accesses that begins at `ctx` or at `std`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// As one would write it: `ctx.identity.verifiable_addresses[0].value`.
    pub path: String,
    /// Where it stands in the template.
    pub span: Span,
}

/// A template's text, read once.
#[derive(Debug)]
pub struct Outline {
    /// None for a template that does not parse.
    root: Option<N>,
    tokens: Vec<Token>,
    readings: Vec<Reading>,
    nodes: OnceCell<Vec<Placed>>,
}

/// A node and where the one above it stands in the list.
#[derive(Debug)]
struct Placed {
    node: N,
    parent: Option<usize>,
}

/// A field as it stands in an object's literal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldPlace {
    /// Its name, with quotes where it has them.
    pub name: Span,
    /// From its name to the end of its value.
    pub whole: Span,
    /// The same with the comma that goes when it goes.
    pub with_comma: Span,
}

impl Outline {
    /// Reads a template.
    pub fn of(template: &str) -> Self {
        let root = syntax::read(template, "").ok().map(|tree| tree.root.clone());
        let tokens = lexer::lex(template).unwrap_or_default();
        let readings = root.as_ref().map(all_readings).unwrap_or_default();
        Self { root, tokens, readings, nodes: OnceCell::new() }
    }

    /// Every longest chain of accesses, in no particular order; none for a template that does not parse.
    pub fn readings(&self) -> &[Reading] {
        &self.readings
    }

    /// The field called `name` in the object that the expression at `object` makes, where its literal is written there:
    /// alone, or added to another.
    pub fn field_in(&self, object: Span, name: &str) -> Option<FieldPlace> {
        let mut open = vec![self.expression(object)?];
        while let Some(node) = open.pop() {
            match &node.expr {
                Expr::Object(object) => {
                    let field = object.fields.iter().find(|field| is_named(&field.name, name));
                    if let Some(field) = field {
                        return self.field_of(field.body.span?);
                    }
                }
                Expr::Binary(Binary::Plus, left, right) => open.extend([left.clone(), right.clone()]),
                _ => {}
            }
        }
        None
    }

    /// The place behind the opening brace of the literal that the expression at `object` is, or ends with.
    pub fn inside_of(&self, object: Span) -> Option<usize> {
        let mut node = self.expression(object)?;
        while let Expr::Binary(Binary::Plus, _, right) = &node.expr {
            node = right.clone();
        }
        // A comprehension's literal is told by its tree: what is written in it is one field for many.
        match (&node.expr, node.span) {
            (Expr::Object(_), Some(span)) => {
                let brace = self.tokens.iter().find(|token| token.span.start >= span.start)?;
                let brace = if brace.kind == TokenKind::BraceL {
                    brace
                } else {
                    self.tokens
                        .iter()
                        .find(|token| token.span.start >= span.start && token.kind == TokenKind::BraceL)?
                };
                Some(brace.span.end)
            }
            _ => None,
        }
    }

    /// Whether the template reads a field of this name from something else than `ctx` or `std`.
    pub fn reads_field(&self, name: &str) -> bool {
        let known = |span: Span| self.readings.iter().any(|reading| reading.span.contains(span));
        self.tokens.windows(2).any(|pair| {
            matches!(pair, [dot, field] if dot.kind == TokenKind::Dot && field.data == name && !known(field.span))
        })
    }

    /// How a double quote is written in the string literal around `span`; none where there is no such literal.
    pub fn quote_within(&self, span: Span) -> Option<&'static str> {
        let after = self.tokens.partition_point(|token| token.span.start <= span.start);
        let token = self.tokens.get(after.checked_sub(1)?)?;
        match token.kind {
            TokenKind::StringDouble if token.span.contains(span) => Some("\\\""),
            TokenKind::VerbatimDouble if token.span.contains(span) => Some("\"\""),
            kind if kind.is_string() && token.span.contains(span) => Some("\""),
            _ => None,
        }
    }

    /// The outermost expression of exactly that range.
    fn expression(&self, span: Span) -> Option<N> {
        let mut open = vec![self.root.clone()?];
        while let Some(node) = open.pop() {
            if node.span == Some(span) {
                return Some(node);
            }
            node.each_child(|child| open.push(child.clone()));
        }
        None
    }

    /// Every node, each behind the one above it.
    fn nodes(&self) -> &[Placed] {
        self.nodes.get_or_init(|| {
            let mut nodes: Vec<Placed> =
                self.root.iter().map(|root| Placed { node: root.clone(), parent: None }).collect();
            let mut at = 0;
            while let Some(node) = nodes.get(at).map(|placed| placed.node.clone()) {
                node.each_child(|child| nodes.push(Placed { node: child.clone(), parent: Some(at) }));
                at += 1;
            }
            nodes
        })
    }

    /// Where the outermost expression of exactly that range is in the list.
    fn place_of(&self, span: Span) -> Option<usize> {
        self.nodes().iter().position(|placed| placed.node.span == Some(span))
    }

    /// The field whose value is the expression at `value`.
    fn field_of(&self, value: Span) -> Option<FieldPlace> {
        let first = self.tokens.iter().position(|token| token.span.start == value.start)?;
        let mut before = self.tokens.get(..first)?.iter().rev().skip_while(|token| token.kind == TokenKind::ParenL);
        let (colon, name, opens) = (before.next()?, before.next()?, before.next()?);
        let assigns = colon.kind == TokenKind::Operator && matches!(colon.data.as_str(), ":" | "+:" | "::" | ":::");
        let named = name.kind == TokenKind::Identifier || name.kind.is_string();
        if !assigns || !named || !matches!(opens.kind, TokenKind::BraceL | TokenKind::Comma) {
            return None;
        }
        let after = self.tokens.get(first..)?.iter().skip_while(|token| token.span.start < value.end);
        let mut end = value.end;
        let mut next = None;
        for token in after {
            if token.kind != TokenKind::ParenR {
                next = Some(token);
                break;
            }
            end = token.span.end;
        }
        let next = next?;
        let whole = Span::new(name.span.start, end);
        let with_comma = match (next.kind, opens.kind) {
            (TokenKind::Comma, _) => Span::new(whole.start, next.span.end),
            (TokenKind::BraceR, TokenKind::Comma) => Span::new(opens.span.start, whole.end),
            (TokenKind::BraceR, _) => whole,
            // A comprehension.
            _ => return None,
        };
        Some(FieldPlace { name: name.span, whole, with_comma })
    }
}

fn is_named(name: &N, wanted: &str) -> bool {
    matches!(&name.expr, Expr::Text(text) if text.as_str() == wanted)
}

fn all_readings(root: &N) -> Vec<Reading> {
    let mut found = Vec::new();
    // A list of what is still to be looked at, and whether it goes on into a longer chain: deep templates need no stack.
    let mut open: Vec<(N, bool)> = vec![(root.clone(), false)];
    while let Some((node, goes_on)) = open.pop() {
        if !goes_on
            && let (Some(path), Some(span)) = (path(&node), node.span)
            && path.len() > "ctx".len()
        {
            found.push(Reading { path, span });
        }
        let goes_on = path(&node).is_some();
        let target = match &node.expr {
            Expr::Index { target, .. } if goes_on => Some(target),
            _ => None,
        };
        node.each_child(|child| open.push((child.clone(), target.is_some_and(|target| Rc::ptr_eq(target, child)))));
    }
    found
}

fn path(node: &N) -> Option<String> {
    let mut steps = Vec::new();
    let mut node = node;
    let root = loop {
        match &node.expr {
            Expr::Var { name, .. } if matches!(name.as_str(), "ctx" | "std") => break name.as_str(),
            Expr::Index { target, index } => {
                steps.push(match &index.expr {
                    Expr::Text(name) => format!(".{name}"),
                    Expr::Number(at) => format!("[{at}]"),
                    _ => return None,
                });
                node = target;
            }
            _ => return None,
        }
    };
    Some(std::iter::once(root.to_owned()).chain(steps.into_iter().rev()).collect())
}
