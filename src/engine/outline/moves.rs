//! What a refactoring has to know of the tree.

use std::{collections::HashSet, rc::Rc};

use super::{Outline, Placed};
use crate::diagnostic::Span;
use crate::engine::syntax::tree::{Binary, Expr, N};

/// A part of a sum that gives a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A literal; what it says.
    Literal(String),
    /// Anything else.
    Value(Span),
}

impl Outline {
    /// The innermost sum around `offset` with a literal text in it, as a whole: its range and its parts.
    pub fn sum_at(&self, offset: usize) -> Option<(Span, Vec<Part>)> {
        let is_sum = |node: &N| matches!(node.expr, Expr::Binary(Binary::Plus, ..));
        let around = |placed: &&Placed| {
            let goes_on = placed.parent.map(|above| &self.nodes()[above].node).is_some_and(|above| match &above.expr {
                Expr::Binary(Binary::Plus, left, _) => Rc::ptr_eq(left, &placed.node),
                _ => false,
            });
            let here = placed.node.span.is_some_and(|span| span.start <= offset && offset <= span.end);
            is_sum(&placed.node) && !goes_on && here
        };
        // Outer ones come first.
        self.nodes().iter().filter(around).filter_map(|placed| parts_of(&placed.node)).last()
    }

    /// Whether a comment stands in a range, which has no place in what is written anew.
    pub fn has_comment(&self, template: &str, span: Span) -> bool {
        let mut at = span.start;
        let inside = self.tokens.iter().filter(|token| span.contains(token.span));
        for token in inside {
            if !Span::new(at, token.span.start).of(template).trim().is_empty() {
                return true;
            }
            at = token.span.end;
        }
        false
    }

    /// The access around `offset` by a name: from behind its object to its end, and the name.
    pub fn name_at(&self, offset: usize) -> Option<(Span, String)> {
        let told = |placed: &Placed| {
            let Expr::Index { target, index } = &placed.node.expr else { return None };
            let Expr::Text(name) = &index.expr else { return None };
            let access = Span::new(target.span?.end, placed.node.span?.end);
            (access.start <= offset && offset <= access.end).then(|| (access, name.to_string()))
        };
        self.nodes().iter().filter_map(told).min_by_key(|(access, _)| access.end - access.start)
    }

    /// Whether the expression at `span` stands where an `if` has asked for what `asked` says.
    pub fn is_asked(&self, span: Span, asked: impl Fn(Span) -> bool) -> bool {
        let mut at = self.place_of(span);
        while let Some(here) = at {
            let above = self.nodes()[here].parent;
            if let Some(Expr::If { condition, yes, .. }) = above.map(|above| &self.nodes()[above].node.expr)
                && Rc::ptr_eq(yes, &self.nodes()[here].node)
                && condition.span.is_some_and(&asked)
            {
                return true;
            }
            at = above;
        }
        false
    }

    /// Where a `local` for the expression at `span` can stand, so that every name in it still means the same; none where
    /// there is no such expression.
    pub fn place_for_local(&self, span: Span) -> Option<usize> {
        let mut here = self.place_of(span)?;
        let used = used_names(&self.nodes()[here].node);
        let of_object = used.contains("self") || used.contains("$");
        let mut start = span.start;
        while let Some(above) = self.nodes()[here].parent {
            let (node, parent) = (&self.nodes()[here].node, &self.nodes()[above].node);
            // What the desugaring made up has no place of its own: what is in it has.
            start = node.span.map_or(start, |span| span.start);
            let binds = |name: &str| used.contains(name);
            let stops = match &parent.expr {
                Expr::Function(_) => true,
                Expr::Local { body, binds: bound } => {
                    Rc::ptr_eq(body, node) || bound.iter().any(|(name, _)| binds(name))
                }
                Expr::Object(object) => of_object || object.locals.iter().any(|(name, _)| binds(name)),
                Expr::FlatMap { variable, body, .. } => Rc::ptr_eq(body, node) && binds(variable),
                _ => false,
            };
            if stops {
                return Some(start);
            }
            here = above;
        }
        self.nodes()[here].node.span.map(|span| span.start)
    }
}

fn parts_of(sum: &N) -> Option<(Span, Vec<Part>)> {
    let span = sum.span?;
    let mut parts = Vec::new();
    let mut node = sum.clone();
    loop {
        let next = match &node.expr {
            Expr::Binary(Binary::Plus, left, right) => {
                parts.push(part(right)?);
                left.clone()
            }
            _ => {
                parts.push(part(&node)?);
                break;
            }
        };
        node = next;
    }
    parts.reverse();
    // Before the first text, a sum adds what it is given.
    let texts = parts.iter().take(2).any(|part| matches!(part, Part::Literal(_)));
    texts.then_some((span, parts))
}

fn part(node: &N) -> Option<Part> {
    Some(match &node.expr {
        Expr::Text(text) => Part::Literal(text.to_string()),
        _ => Part::Value(node.span?),
    })
}

fn used_names(node: &N) -> HashSet<String> {
    let mut found = HashSet::new();
    let mut open = vec![node.clone()];
    while let Some(node) = open.pop() {
        match &node.expr {
            Expr::Var { name, .. } => _ = found.insert(name.to_string()),
            Expr::SelfObject(_) | Expr::SuperIndex { .. } | Expr::InSuper { .. } => _ = found.insert("self".to_owned()),
            _ => {}
        }
        node.each_child(|child| open.push(child.clone()));
    }
    found
}
