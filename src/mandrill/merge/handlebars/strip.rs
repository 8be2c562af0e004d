//! White space around tags: `~`, and tags that stand on a line of their own
//! (source: Handlebars.js 4.7.8 `lib/handlebars/compiler/whitespace-control.js`, step for step).

use super::{Block, Node, Program, Strip, Text};

/// How one node may take what stands around it.
struct Around {
    strip: Strip,
    opens_line: bool,
    closes_line: bool,
    inline: bool,
}

/// Strips a whole text.
pub(super) fn root(program: &mut Program) {
    inside(program, true);
}

fn inside(program: &mut Program, is_root: bool) {
    let body = &mut program.body;
    for at in 0..body.len() {
        let around = match body.get_mut(at) {
            Some(Node::Print { strip, .. }) => {
                Around { strip: *strip, opens_line: false, closes_line: false, inline: false }
            }
            Some(Node::Comment(strip)) => Around { strip: *strip, opens_line: false, closes_line: false, inline: true },
            Some(Node::Block(block)) => of_block(block),
            _ => continue,
        };
        let before = blank_before(body, at, is_root);
        let after = blank_after(body, at + 1, is_root);
        if around.strip.close {
            take_right(body.get_mut(at + 1), true);
        }
        if around.strip.open {
            take_left(at.checked_sub(1).and_then(|at| body.get_mut(at)), true);
        }
        if around.inline && before && after {
            take_right(body.get_mut(at + 1), false);
            take_left(at.checked_sub(1).and_then(|at| body.get_mut(at)), false);
        }
        if around.opens_line && before {
            if let Some(Node::Block(block)) = body.get_mut(at)
                && let Some(first) = block.program.as_mut().or(block.inverse.as_mut())
            {
                take_right(first.body.first_mut(), false);
            }
            take_left(at.checked_sub(1).and_then(|at| body.get_mut(at)), false);
        }
        if around.closes_line && after {
            take_right(body.get_mut(at + 1), false);
            if let Some(Node::Block(block)) = body.get_mut(at)
                && let Some(last) = block.inverse.as_mut().or(block.program.as_mut())
            {
                take_left(last.body.last_mut(), false);
            }
        }
    }
}

fn of_block(block: &mut Block) -> Around {
    for part in [&mut block.program, &mut block.inverse].into_iter().flatten() {
        inside(part, false);
    }
    let Block { program, inverse, open, between, close, .. } = block;
    // A block that begins with `^` and has no else is all inverse.
    let (program, mut inverse) = match (program, inverse) {
        (Some(program), inverse) => (program, inverse.as_mut()),
        (None, Some(inverse)) => (inverse, None),
        (None, None) => return Around { strip: *open, opens_line: false, closes_line: false, inline: false },
    };
    let last_of = |inverse: &Option<&mut Program>, program: &Program| match inverse.as_deref().map(first_part) {
        Some(Some(first)) => blank_before(&first.body, first.body.len(), false),
        Some(None) => false,
        None => blank_before(&program.body, program.body.len(), false),
    };
    let around = Around {
        strip: Strip { open: open.open, close: close.close },
        opens_line: blank_after(&program.body, 0, false),
        closes_line: last_of(&inverse, program),
        inline: false,
    };
    if open.close {
        take_right(program.body.first_mut(), true);
    }
    match inverse.as_mut().and_then(|inverse| first_part_mut(inverse)) {
        Some(first) => {
            if between.open {
                take_left(program.body.last_mut(), true);
            }
            if between.close {
                take_right(first.body.first_mut(), true);
            }
            if close.open {
                take_left(first.body.last_mut(), true);
            }
            if blank_before(&program.body, program.body.len(), false) && blank_after(&first.body, 0, false) {
                take_left(program.body.last_mut(), false);
                take_right(first.body.first_mut(), false);
            }
        }
        None if close.open => {
            take_left(program.body.last_mut(), true);
        }
        None => {}
    }
    around
}

/// What comes after an else: of `else if`, the part below it.
fn first_part(inverse: &Program) -> Option<&Program> {
    match inverse.body.first() {
        Some(Node::Block(block)) if inverse.chained => block.program.as_ref(),
        _ => Some(inverse),
    }
}

fn first_part_mut(inverse: &mut Program) -> Option<&mut Program> {
    if !inverse.chained {
        return Some(inverse);
    }
    match inverse.body.first_mut() {
        Some(Node::Block(block)) => block.program.as_mut(),
        _ => None,
    }
}

/// Whether the line before a place is blank.
fn blank_before(body: &[Node], at: usize, is_root: bool) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|at| body.get(at)) else { return is_root };
    let Node::Text(Text { original, .. }) = before else { return false };
    let rest = original.trim_end_matches(|letter: char| letter.is_whitespace() && letter != '\n');
    rest.ends_with('\n') || (at == 1 && is_root && rest.is_empty())
}

/// Whether the line after a place is blank; `at` is the node after it.
fn blank_after(body: &[Node], at: usize, is_root: bool) -> bool {
    let Some(after) = body.get(at) else { return is_root };
    let Node::Text(Text { original, .. }) = after else { return false };
    let rest = original.trim_start_matches(|letter: char| letter.is_whitespace() && letter != '\n');
    rest.starts_with('\n') || (at + 1 == body.len() && is_root && rest.is_empty())
}

/// Takes white space from the beginning of a text: all of it, or the rest of its line.
fn take_right(node: Option<&mut Node>, all: bool) {
    let Some(Node::Text(text)) = node else { return };
    if !all && text.right_stripped {
        return;
    }
    let rest = if all {
        text.value.trim_start()
    } else {
        let rest = text.value.trim_start_matches([' ', '\t']);
        rest.strip_prefix("\r\n").or(rest.strip_prefix('\n')).or(rest.strip_prefix('\r')).unwrap_or(rest)
    };
    text.right_stripped = rest.len() != text.value.len();
    text.value = rest.to_owned();
}

/// Takes white space from the end of a text: all of it, or that of its last line.
fn take_left(node: Option<&mut Node>, all: bool) {
    let Some(Node::Text(text)) = node else { return };
    if !all && text.left_stripped {
        return;
    }
    let rest = if all { text.value.trim_end() } else { text.value.trim_end_matches([' ', '\t']) };
    text.left_stripped = rest.len() != text.value.len();
    text.value = rest.to_owned();
}
