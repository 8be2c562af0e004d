//! Imports at the top of a file, sorted by path within each group (go-jsonnet `sort_imports.go`).

use super::{
    fodder::{Fodder, concat, ensure_newline, split},
    tree::{Bind, Expr, Node, Text},
};

/// An import, and what belongs to it behind it.
struct Import {
    adjacent: Fodder,
    key: String,
    bind: Bind,
}

/// The tree with its imports sorted.
pub fn sorted(root: Node) -> Node {
    if !is_group(&root) {
        return root;
    }
    let open = root.fodder.clone();
    group(root, Vec::new(), open)
}

/// Whether it is a `local` of nothing but imports.
fn is_group(node: &Node) -> bool {
    matches!(&node.expr, Expr::Local { binds, .. } if binds.iter().all(|bind| bind.parameters.is_none() && path(bind).is_some()))
}

fn path(bind: &Bind) -> Option<&str> {
    match &bind.body.expr {
        Expr::Import { word: "import", file } => match &file.expr {
            Expr::Text(Text { value, .. }) => Some(value),
            _ => None,
        },
        _ => None,
    }
}

fn group(local: Node, mut imports: Vec<Import>, open: Fodder) -> Node {
    let ends = ends_group(&local);
    let Node { fodder, expr } = local;
    let Expr::Local { binds, mut body } = expr else { return Node { fodder, expr } };
    let (mut adjacent, mut before_next) = split(body.open().clone());
    ensure_newline(&mut adjacent);
    imports.extend(elements(binds, adjacent));
    if !ends {
        return group(*body, imports, open);
    }
    let mut names: Vec<&str> = imports.iter().map(|import| import.bind.name.as_str()).collect();
    names.sort_unstable();
    if names.windows(2).all(|pair| pair[0] != pair[1]) {
        imports.sort_by(|a, b| a.key.cmp(&b.key));
    }
    let after = imports.last().map(|import| import.adjacent.clone()).unwrap_or_default();
    ensure_newline(&mut before_next);
    let next_open = concat(after, before_next);
    let rest = if is_group(&body) {
        group(*body, Vec::new(), next_open)
    } else {
        *body.open_mut() = next_open;
        *body
    };
    let mut opens = vec![open];
    opens.extend(imports.iter().map(|import| import.adjacent.clone()));
    imports.into_iter().zip(opens).rev().fold(rest, |body, (import, fodder)| Node {
        fodder,
        expr: Expr::Local { binds: vec![import.bind], body: Box::new(body) },
    })
}

fn elements(binds: Vec<Bind>, after: Fodder) -> Vec<Import> {
    let mut imports: Vec<Import> = Vec::new();
    for (at, mut bind) in binds.into_iter().enumerate() {
        if let (1.., Some(last)) = (at, imports.last_mut()) {
            let (mut adjacent, before) = split(std::mem::take(&mut bind.gap));
            ensure_newline(&mut adjacent);
            last.adjacent = adjacent;
            bind.gap = before;
        }
        let key = path(&bind).unwrap_or_default().to_owned();
        imports.push(Import { adjacent: Fodder::new(), key, bind });
    }
    if let Some(last) = imports.last_mut() {
        last.adjacent = after;
    }
    imports
}

fn ends_group(local: &Node) -> bool {
    let Expr::Local { body, .. } = &local.expr else { return true };
    if !is_group(body) {
        return true;
    }
    let mut line_ended = false;
    for piece in body.open() {
        if line_ended || piece.blanks > 0 {
            return true;
        }
        line_ended = piece.ends_line() || line_ended;
    }
    false
}
