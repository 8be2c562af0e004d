//! The text as `jsonnetfmt` of go-jsonnet 0.21.0 writes it with its default options, which is what `ory format jsonnet`
//! runs: the same tree with the same blanks and comments between its tokens, the same passes in the same order
//! (go-jsonnet `internal/formatter`). `jrsonnet-formatter` has a style of its own and was left aside.

mod fodder;
mod imports;
mod indent;
mod passes;
mod print;
mod read;
mod tree;

use crate::{
    diagnostic::{Edit, Span},
    engine::syntax::{lexer, parser},
};

/// The template, formatted; none where it does not parse.
pub fn format(template: &str) -> Option<String> {
    let tokens = lexer::lex(template).ok()?;
    parser::parse(template, "", tokens.clone()).ok()?;
    let (mut root, mut last) = read::read(template, tokens)?;
    root = imports::sorted(root);
    passes::run(&mut root, &mut last);
    indent::run(&mut root, &mut last);
    if let Some(piece) = last.last_mut() {
        piece.blanks = 0;
    }
    Some(print::print(&root, &last))
}

/// The same as edits of the lines that change, so that a caret and marks in the others stay where they are. Empty when
/// nothing changes.
pub fn edits(template: &str) -> Option<Vec<Edit>> {
    let formatted = format(template)?;
    if formatted == template {
        return Some(Vec::new());
    }
    let common = |a: &str, b: &str| {
        a.split_inclusive('\n')
            .zip(b.split_inclusive('\n'))
            .take_while(|(a, b)| a == b)
            .map(|(a, _)| a.len())
            .sum::<usize>()
    };
    let start = common(template, &formatted);
    let (mut old, mut new) = (&template[start..], &formatted[start..]);
    let mut kept = 0;
    while let (Some(a), Some(b)) = (old.split_inclusive('\n').next_back(), new.split_inclusive('\n').next_back()) {
        if a != b {
            break;
        }
        kept += a.len();
        old = &old[..old.len() - a.len()];
        new = &new[..new.len() - b.len()];
    }
    let span = Span::new(start, template.len() - kept);
    Some(vec![Edit::template(span, new)])
}
