//! What a template reads of its `ctx` and of `std`, without running it: for checks that speak of the text.

use crate::diagnostic::Span;
use crate::engine::syntax::{
    self,
    tree::{Expr, N, Object},
};

/// A chain of constant accesses that begins at `ctx` or at `std`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// As one would write it: `ctx.identity.verifiable_addresses[0].value`.
    pub path: String,
    /// Where it stands in the template.
    pub span: Span,
}

/// Every longest chain, in no particular order; none for a template that does not parse.
pub fn readings(template: &str) -> Vec<Reading> {
    let Ok(tree) = syntax::read(template, "") else { return Vec::new() };
    let mut found = Vec::new();
    // A list of what is still to be looked at, and whether it goes on into a longer chain: deep templates need no stack.
    let mut open: Vec<(N, bool)> = vec![(tree.root.clone(), false)];
    while let Some((node, goes_on)) = open.pop() {
        if !goes_on
            && let (Some(path), Some(span)) = (path(&node), node.span)
            && path.len() > "ctx".len()
        {
            found.push(Reading { path, span });
        }
        children(&node, &mut open);
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

fn children(node: &N, open: &mut Vec<(N, bool)>) {
    let mut add = |node: &N| open.push((node.clone(), false));
    match &node.expr {
        Expr::Array(items) | Expr::Std { arguments: items, .. } => items.iter().for_each(add),
        Expr::Binary(_, left, right) => [left, right].into_iter().for_each(add),
        Expr::Unary(_, inner) | Expr::Error(inner) | Expr::Merge { parts: inner } => add(inner),
        Expr::If { condition, yes, no } => [condition, yes, no].into_iter().for_each(add),
        Expr::Index { target, index } => {
            add(index);
            open.push((target.clone(), path(node).is_some()));
        }
        Expr::SuperIndex { index, .. } | Expr::InSuper { index, .. } => add(index),
        Expr::Object(object) => of_object(object, add),
        Expr::Local { binds, body } => binds.iter().map(|(_, bind)| bind).chain([body]).for_each(add),
        Expr::Function(function) => {
            function
                .parameters
                .iter()
                .filter_map(|parameter| parameter.default.as_ref())
                .chain([&function.body])
                .for_each(add);
        }
        Expr::Apply { target, positional, named, .. } => {
            [target].into_iter().chain(positional).chain(named.iter().map(|(_, value)| value)).for_each(add);
        }
        Expr::FlatMap { array, body, .. } => [array, body].into_iter().for_each(add),
        Expr::Null
        | Expr::Bool(_)
        | Expr::Number(_)
        | Expr::Overflow
        | Expr::Text(_)
        | Expr::SelfObject(_)
        | Expr::Var { .. }
        | Expr::Import(..) => {}
    }
}

fn of_object(object: &Object, mut add: impl FnMut(&N)) {
    for field in &object.fields {
        add(&field.name);
        add(&field.body);
    }
    object.asserts.iter().chain(object.locals.iter().map(|(_, local)| local)).for_each(add);
}
