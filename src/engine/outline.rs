//! What a template reads of its `ctx` and of `std`, without running it: for checks that speak of the text.

use std::rc::Rc;

use crate::diagnostic::Span;
use crate::engine::syntax::{
    self,
    tree::{Expr, N},
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
