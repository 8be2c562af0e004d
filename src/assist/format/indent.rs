//! The indent of every line (go-jsonnet `fix_indentation.go`), found by walking the tree as it will be printed.

use super::{
    fodder::{Fodder, FodderKind, has_newlines},
    tree::{Argument, Expr, Field, FieldKind, Node, Parameters, Quotes, Spec},
};
use crate::engine::with_stack;

/// Spaces a level.
const STEP: usize = 2;

/// Sets the indent of everything in a tree and behind it.
pub fn run(root: &mut Node, last: &mut Fodder) {
    Walk { column: 0 }.node(root, Indent { base: 0, line_up: 0 }, false);
    set(last, 0, 0);
}

/// An indent: what the next level counts from, and where lines begin. In `foobar(1,` the second argument lines up under
/// the first, and what it holds counts from the line's beginning.
#[derive(Clone, Copy)]
struct Indent {
    base: usize,
    line_up: usize,
}

struct Walk {
    column: usize,
}

/// Whether what follows begins on the same line.
fn goes_on(fodder: &Fodder) -> bool {
    fodder.first().is_none_or(|piece| piece.kind == FodderKind::Interstitial)
}

fn set(fodder: &mut Fodder, indent: usize, last: usize) {
    let mut lines = fodder.iter_mut().filter(|piece| piece.ends_line()).peekable();
    while let Some(piece) = lines.next() {
        piece.indent = if lines.peek().is_some() { indent } else { last };
    }
}

fn deeper(old: Indent) -> Indent {
    Indent { base: old.base + STEP, line_up: old.base + STEP }
}

/// The indent inside: lined up where it begins on the same line, else a step deeper.
fn new(first: &Fodder, old: Indent, line_up: usize) -> Indent {
    if goes_on(first) { Indent { base: old.base, line_up } } else { deeper(old) }
}

/// The same, where everything inside counts from the column too.
fn new_strong(first: &Fodder, old: Indent, line_up: usize) -> Indent {
    if goes_on(first) { Indent { base: line_up, line_up } } else { deeper(old) }
}

fn align(first: &Fodder, old: Indent, line_up: usize) -> Indent {
    if goes_on(first) { Indent { base: old.base, line_up } } else { old }
}

fn align_strong(first: &Fodder, old: Indent, line_up: usize) -> Indent {
    if goes_on(first) { Indent { base: line_up, line_up } } else { old }
}

fn open_of_argument(argument: &Argument) -> &Fodder {
    match &argument.name {
        Some((gap, _)) => gap,
        None => argument.value.open(),
    }
}

impl Walk {
    fn fill(&mut self, fodder: &mut Fodder, crowded: bool, separate: bool, indent: usize) {
        self.fill_last(fodder, crowded, separate, indent, indent);
    }

    fn fill_last(&mut self, fodder: &mut Fodder, mut crowded: bool, separate: bool, indent: usize, last: usize) {
        set(fodder, indent, last);
        for piece in fodder.iter() {
            if piece.ends_line() {
                self.column = piece.indent;
                crowded = false;
            } else {
                self.column += usize::from(crowded) + piece.comment.first().map_or(0, String::len);
                crowded = true;
            }
        }
        self.column += usize::from(separate && crowded);
    }

    fn specs(&mut self, specs: &mut [Spec], indent: Indent) {
        for spec in specs {
            self.fill(&mut spec.for_gap, true, true, indent.line_up);
            self.column += 3;
            self.fill(&mut spec.name_gap, true, true, indent.line_up);
            self.column += spec.name.len();
            self.fill(&mut spec.in_gap, true, true, indent.line_up);
            self.column += 2;
            let inner = new(spec.array.open(), indent, self.column);
            self.node(&mut spec.array, inner, true);
            for (gap, _) in &mut spec.conditions {
                self.fill(gap, true, true, indent.line_up);
                self.column += 2;
                // It walks the array again there, and leaves the condition as it is.
                let inner = new(spec.array.open(), indent, self.column);
                self.node(&mut spec.array, inner, true);
            }
        }
    }

    fn parameters(&mut self, parameters: &mut Parameters, indent: Indent) {
        self.fill(&mut parameters.left, false, false, indent.line_up);
        self.column += 1;
        let first = parameters.list.first().map_or(&parameters.right, |parameter| &parameter.gap);
        let inner = new(first, indent, self.column);
        for (at, parameter) in parameters.list.iter_mut().enumerate() {
            self.column += usize::from(at > 0);
            self.fill(&mut parameter.gap, at > 0, true, inner.line_up);
            self.column += parameter.name.len();
            if let Some((equals, default)) = &mut parameter.default {
                self.fill(equals, false, false, inner.line_up);
                self.column += 1;
                self.node(default, inner, false);
            }
            self.fill(&mut parameter.comma, false, false, inner.line_up);
        }
        self.column += usize::from(parameters.trailing);
        self.fill_last(&mut parameters.right, false, false, inner.line_up, indent.line_up);
        self.column += 1;
    }

    fn fields(&mut self, fields: &mut [Field], indent: Indent) {
        let line_up = indent.line_up;
        for (at, field) in fields.iter_mut().enumerate() {
            self.column += usize::from(at > 0);
            match &mut field.kind {
                FieldKind::Local { gap, name_gap, name } => {
                    self.fill(gap, true, true, line_up);
                    self.column += 5;
                    self.fill(name_gap, true, true, line_up);
                    self.column += name.len();
                    field.parameters.iter_mut().for_each(|parameters| self.parameters(parameters, indent));
                    self.fill(&mut field.operator, true, true, line_up);
                    self.column += 1;
                    let inner = new(field.value.open(), indent, self.column);
                    self.node(&mut field.value, inner, true);
                }
                FieldKind::Assert { gap, message } => {
                    self.fill(gap, true, true, line_up);
                    self.column += 6;
                    let inner = new(field.value.open(), indent, self.column + 1);
                    self.node(&mut field.value, indent, true);
                    if let Some(message) = message {
                        self.fill(&mut field.operator, true, true, inner.line_up);
                        self.column += 1;
                        self.node(message, inner, true);
                    }
                }
                FieldKind::Name { gap, name } => {
                    self.fill(gap, true, true, line_up);
                    self.column += name.len();
                    self.rest_of_field(field, indent);
                }
                FieldKind::Text(name) => {
                    self.node(name, indent, true);
                    self.rest_of_field(field, indent);
                }
                FieldKind::Computed { gap, name, close } => {
                    self.fill(gap, true, true, line_up);
                    self.column += 1;
                    self.node(name, indent, false);
                    self.fill(close, false, false, line_up);
                    self.column += 1;
                    self.rest_of_field(field, indent);
                }
            }
            self.fill(&mut field.comma, false, false, line_up);
        }
    }

    fn rest_of_field(&mut self, field: &mut Field, indent: Indent) {
        field.parameters.iter_mut().for_each(|parameters| self.parameters(parameters, indent));
        self.fill(&mut field.operator, false, false, indent.line_up);
        self.column += field.colons.len();
        let inner = new(field.value.open(), indent, self.column);
        self.node(&mut field.value, inner, true);
    }

    fn node(&mut self, node: &mut Node, indent: Indent, crowded: bool) {
        with_stack(|| self.node_inner(node, indent, crowded));
    }

    fn node_inner(&mut self, node: &mut Node, indent: Indent, crowded: bool) {
        let separate = !node.begins_with_another();
        self.fill(&mut node.fodder, crowded, separate, indent.line_up);
        // What an expression that begins with another lines up with.
        let inner_column = self.column + usize::from(crowded);
        match &mut node.expr {
            Expr::Word(word) | Expr::Var(word) => self.column += word.len(),
            Expr::Dollar => self.column += 1,
            Expr::Text(text) => match text.quotes {
                Quotes::Double | Quotes::Single => self.column += 2 + text.value.len(),
                Quotes::Block => {
                    text.indent = (indent.base + STEP, indent.base);
                    self.column = indent.base + 3;
                }
                Quotes::VerbatimDouble => self.column += 3 + verbatim(&text.value, '"'),
                Quotes::VerbatimSingle => self.column += 3 + verbatim(&text.value, '\''),
            },
            Expr::Apply { target, left, arguments, trailing, right, tailstrict } => {
                let of_target = align(target.open(), indent, inner_column);
                self.node(target, of_target, crowded);
                self.fill(left, false, false, of_target.line_up);
                self.column += 1;
                let first = arguments.first().map_or(&*right, open_of_argument);
                let strong = arguments.iter().skip(1).any(|argument| has_newlines(open_of_argument(argument)));
                let inner =
                    if strong { new_strong(first, indent, self.column) } else { new(first, indent, self.column) };
                for (at, argument) in arguments.iter_mut().enumerate() {
                    self.column += usize::from(at > 0);
                    let mut crowded = at > 0;
                    if let Some((gap, name)) = &mut argument.name {
                        self.fill(gap, crowded, false, inner.line_up);
                        self.column += name.len() + 1;
                        crowded = false;
                    }
                    self.node(&mut argument.value, inner, crowded);
                    self.fill(&mut argument.comma, false, false, inner.line_up);
                }
                self.column += usize::from(*trailing);
                self.fill_last(right, false, false, inner.line_up, indent.base);
                self.column += 1;
                if let Some(gap) = tailstrict {
                    self.fill(gap, true, true, indent.base);
                    self.column += 10;
                }
            }
            Expr::Brace { left, right } => {
                let inner = align(left.open(), indent, inner_column);
                self.node(left, inner, crowded);
                self.node(right, inner, true);
            }
            Expr::Array { elements, trailing, close } => {
                self.column += 1;
                let first = elements.first().map_or(&*close, |(element, _)| element.open());
                let strong = elements.iter().skip(1).any(|(element, _)| has_newlines(element.open()));
                let inner =
                    if strong { new_strong(first, indent, self.column) } else { new(first, indent, self.column) };
                for (at, (element, comma)) in elements.iter_mut().enumerate() {
                    self.column += usize::from(at > 0);
                    self.node(element, inner, at > 0);
                    self.fill(comma, false, false, inner.line_up);
                }
                self.column += usize::from(*trailing);
                self.fill_last(close, !elements.is_empty(), false, inner.line_up, indent.base);
                self.column += 1;
            }
            Expr::ArrayOf { body, comma, trailing, specs, close } => {
                self.column += 1;
                let inner = new(body.open(), indent, self.column);
                self.node(body, inner, false);
                self.fill(comma, false, false, inner.line_up);
                self.column += usize::from(*trailing);
                self.specs(specs, inner);
                self.fill_last(close, true, false, inner.line_up, indent.base);
                self.column += 1;
            }
            Expr::Assert { condition, message, semicolon, rest } => {
                self.column += 6;
                let inner = new(condition.open(), indent, self.column + 1);
                self.node(condition, inner, true);
                if let Some((colon, message)) = message {
                    self.fill(colon, true, true, inner.line_up);
                    self.column += 1;
                    self.node(message, inner, true);
                }
                self.fill(semicolon, false, false, inner.line_up);
                self.column += 1;
                self.node(rest, indent, true);
            }
            Expr::Binary { left, gap, operator, right } => {
                let inner = if has_newlines(gap) || has_newlines(right.open()) {
                    align_strong(left.open(), indent, inner_column)
                } else {
                    align(left.open(), indent, inner_column)
                };
                self.node(left, inner, crowded);
                self.fill(gap, true, true, inner.line_up);
                self.column += operator.len();
                self.node(right, inner, true);
            }
            Expr::If { condition, then, yes, no } => {
                self.column += 2;
                let inner = new(condition.open(), indent, self.column + 1);
                self.node(condition, inner, true);
                self.fill(then, true, true, indent.base);
                self.column += 4;
                let inner = new(yes.open(), indent, self.column + 1);
                self.node(yes, inner, true);
                if let Some((gap, no)) = no {
                    self.fill(gap, true, true, indent.base);
                    self.column += 4;
                    let inner = new(no.open(), indent, self.column + 1);
                    self.node(no, inner, true);
                }
            }
            Expr::Error(message) => self.behind(5, message, indent),
            Expr::Function { parameters, body } => {
                self.column += 8;
                self.parameters(parameters, indent);
                self.behind(0, body, indent);
            }
            Expr::Import { word, file } => self.behind(if *word == "import" { 6 } else { 9 }, file, indent),
            Expr::InSuper { index, in_gap, super_gap } => {
                self.node(index, indent, crowded);
                self.fill(in_gap, true, true, indent.line_up);
                self.column += 2;
                self.fill(super_gap, true, true, indent.line_up);
                self.column += 5;
            }
            Expr::Name { target, dot, gap, name } => {
                self.node(target, indent, crowded);
                self.fill(dot, false, false, indent.line_up);
                self.column += 1;
                let inner = new(gap, indent, self.column);
                self.fill(gap, false, false, inner.line_up);
                self.column += name.len();
            }
            Expr::Index { target, left, index, right } => {
                self.node(target, indent, crowded);
                self.fill(left, false, false, indent.line_up);
                self.bracketed(index, right, indent);
            }
            Expr::SuperName { dot, gap, name } => {
                self.column += 5;
                self.fill(dot, false, false, indent.line_up);
                self.column += 1;
                let inner = new(gap, indent, self.column);
                self.fill(gap, false, false, inner.line_up);
                self.column += name.len();
            }
            Expr::SuperIndex { left, index, right } => {
                self.column += 5;
                self.fill(left, false, false, indent.line_up);
                self.bracketed(index, right, indent);
            }
            Expr::Slice { target, left, begin, end_colon, end, step_colon, step, .. } => {
                self.node(target, indent, crowded);
                self.fill(left, false, false, indent.line_up);
                self.column += 1;
                let mut inner = Indent { base: 0, line_up: 0 };
                let nothing = begin.is_none() && end.is_none() && step.is_none();
                if let Some(begin) = begin {
                    inner = new(begin.open(), indent, self.column);
                    self.node(begin, inner, false);
                }
                if end.is_some() || step.is_some() || nothing {
                    inner = new(end_colon, indent, self.column);
                    self.fill(end_colon, false, false, inner.line_up);
                    self.column += 1;
                }
                if let Some(end) = end {
                    self.node(end, inner, false);
                }
                if let Some(step) = step {
                    self.fill(step_colon, false, false, inner.line_up);
                    self.column += 1;
                    self.node(step, inner, false);
                }
                self.column += 1;
            }
            Expr::Local { binds, body } => {
                self.column += 5;
                let inner = binds.first().map_or(indent, |bind| new(&bind.gap, indent, self.column + 1));
                for (at, bind) in binds.iter_mut().enumerate() {
                    self.column += usize::from(at > 0);
                    self.fill(&mut bind.gap, true, true, inner.line_up);
                    self.column += bind.name.len();
                    bind.parameters.iter_mut().for_each(|parameters| self.parameters(parameters, inner));
                    self.fill(&mut bind.equals, true, true, inner.line_up);
                    self.column += 1;
                    let of_body = new(bind.body.open(), inner, self.column + 1);
                    self.node(&mut bind.body, of_body, true);
                    self.fill_last(&mut bind.close, false, false, of_body.line_up, indent.base);
                }
                self.column += 1;
                self.node(body, indent, true);
            }
            Expr::Object { fields, trailing, specs, close } => {
                self.column += 1;
                let first = fields.first().map_or(&*close, Field::open);
                let inner = new(first, indent, self.column + 1);
                self.fields(fields, inner);
                self.column += usize::from(*trailing);
                self.specs(specs, inner);
                let crowded = !fields.is_empty() || !specs.is_empty();
                self.fill_last(close, crowded, true, inner.line_up, indent.base);
                self.column += 1;
            }
            Expr::Parens { inner, close } => {
                self.column += 1;
                let of_inner = new_strong(inner.open(), indent, self.column);
                self.node(inner, of_inner, false);
                self.fill_last(close, false, false, of_inner.line_up, indent.base);
                self.column += 1;
            }
            Expr::Unary { operator, operand } => {
                self.column += operator.len();
                let inner = new(operand.open(), indent, self.column);
                let before_dollar = matches!(operand.leftmost().expr, Expr::Dollar);
                self.node(operand, inner, before_dollar);
            }
        }
    }

    /// An expression behind a word of that length.
    fn behind(&mut self, length: usize, node: &mut Node, indent: Indent) {
        self.column += length;
        let inner = new(node.open(), indent, self.column + 1);
        self.node(node, inner, true);
    }

    fn bracketed(&mut self, index: &mut Node, right: &mut Fodder, indent: Indent) {
        self.column += 1;
        let inner = new(index.open(), indent, self.column);
        self.node(index, inner, false);
        self.fill_last(right, false, false, inner.line_up, indent.base);
        self.column += 1;
    }
}

/// How long a verbatim string's inside is, quotes doubled. It counts characters there.
fn verbatim(value: &str, quote: char) -> usize {
    value.chars().map(|character| if character == quote { 2 } else { 1 }).sum()
}
