//! The tree as text (go-jsonnet `unparser.go`).

use super::{
    fodder::{Fodder, FodderKind},
    tree::{Expr, Field, FieldKind, Node, Parameters, Quotes, Spec, Text},
};
use crate::engine::with_stack;

/// The text of a tree and of what stands behind it.
pub fn print(root: &Node, last: &Fodder) -> String {
    let mut printer = Printer { out: String::new() };
    printer.node(root, false);
    printer.fill_with(last, true, false, true);
    if last.last().is_none_or(|piece| piece.kind == FodderKind::Interstitial) {
        printer.out.push('\n');
    }
    printer.out
}

struct Printer {
    out: String,
}

impl Printer {
    fn write(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// What stands between two tokens. `crowded`: the last token would touch what comes; `separate`: the next token must
    /// not touch it either.
    fn fill(&mut self, fodder: &Fodder, crowded: bool, separate: bool) {
        self.fill_with(fodder, crowded, separate, false);
    }

    fn fill_with(&mut self, fodder: &Fodder, mut crowded: bool, separate: bool, at_end: bool) {
        let mut indent = 0;
        for (at, piece) in fodder.iter().enumerate() {
            match piece.kind {
                FodderKind::Interstitial => {
                    self.write(if crowded { " " } else { "" });
                    piece.comment.iter().take(1).for_each(|comment| self.out.push_str(comment));
                    crowded = true;
                    continue;
                }
                FodderKind::Paragraph => {
                    for (row, line) in piece.comment.iter().enumerate() {
                        if row > 0 && !line.is_empty() {
                            self.spaces(indent);
                        }
                        self.write(line);
                        self.write("\n");
                    }
                }
                FodderKind::LineEnd => {
                    if let Some(comment) = piece.comment.first() {
                        self.write("  ");
                        self.write(comment);
                    }
                    self.write("\n");
                }
            }
            if !(at_end && at + 1 == fodder.len()) {
                self.write(&"\n".repeat(piece.blanks));
                self.spaces(piece.indent);
            }
            indent = piece.indent;
            crowded = false;
        }
        if separate && crowded {
            self.write(" ");
        }
    }

    fn spaces(&mut self, count: usize) {
        self.out.extend(std::iter::repeat_n(' ', count));
    }

    fn specs(&mut self, specs: &[Spec]) {
        for spec in specs {
            self.fill(&spec.for_gap, true, true);
            self.write("for");
            self.fill(&spec.name_gap, true, true);
            self.write(&spec.name);
            self.fill(&spec.in_gap, true, true);
            self.write("in");
            self.node(&spec.array, true);
            for (gap, condition) in &spec.conditions {
                self.fill(gap, true, true);
                self.write("if");
                self.node(condition, true);
            }
        }
    }

    fn parameters(&mut self, parameters: &Parameters) {
        self.fill(&parameters.left, false, false);
        self.write("(");
        for (at, parameter) in parameters.list.iter().enumerate() {
            self.write(if at > 0 { "," } else { "" });
            self.fill(&parameter.gap, at > 0, true);
            self.write(&parameter.name);
            if let Some((equals, default)) = &parameter.default {
                self.fill(equals, false, false);
                self.write("=");
                self.node(default, false);
            }
            self.fill(&parameter.comma, false, false);
        }
        self.write(if parameters.trailing { "," } else { "" });
        self.fill(&parameters.right, false, false);
        self.write(")");
    }

    fn fields(&mut self, fields: &[Field]) {
        for (at, field) in fields.iter().enumerate() {
            self.write(if at > 0 { "," } else { "" });
            match &field.kind {
                FieldKind::Local { gap, name_gap, name } => {
                    self.fill(gap, true, true);
                    self.write("local");
                    self.fill(name_gap, true, true);
                    self.write(name);
                    field.parameters.iter().for_each(|parameters| self.parameters(parameters));
                    self.fill(&field.operator, true, true);
                    self.write("=");
                    self.node(&field.value, true);
                }
                FieldKind::Assert { gap, message } => {
                    self.fill(gap, true, true);
                    self.write("assert");
                    self.node(&field.value, true);
                    if let Some(message) = message {
                        self.fill(&field.operator, true, true);
                        self.write(":");
                        self.node(message, true);
                    }
                }
                FieldKind::Name { gap, name } => {
                    self.fill(gap, true, true);
                    self.write(name);
                    self.rest_of_field(field);
                }
                FieldKind::Text(name) => {
                    self.node(name, true);
                    self.rest_of_field(field);
                }
                FieldKind::Computed { gap, name, close } => {
                    self.fill(gap, true, true);
                    self.write("[");
                    self.node(name, false);
                    self.fill(close, false, false);
                    self.write("]");
                    self.rest_of_field(field);
                }
            }
            self.fill(&field.comma, false, false);
        }
    }

    fn rest_of_field(&mut self, field: &Field) {
        field.parameters.iter().for_each(|parameters| self.parameters(parameters));
        self.fill(&field.operator, false, false);
        self.write(&field.colons);
        self.node(&field.value, true);
    }

    fn node(&mut self, node: &Node, crowded: bool) {
        with_stack(|| self.node_inner(node, crowded));
    }

    fn node_inner(&mut self, node: &Node, crowded: bool) {
        if !node.begins_with_another() {
            self.fill(&node.fodder, crowded, true);
        }
        match &node.expr {
            Expr::Word(word) | Expr::Var(word) => self.write(word),
            Expr::Dollar => self.write("$"),
            Expr::Text(text) => self.text(text),
            Expr::Apply { target, left, arguments, trailing, right, tailstrict } => {
                self.node(target, crowded);
                self.fill(left, false, false);
                self.write("(");
                for (at, argument) in arguments.iter().enumerate() {
                    self.write(if at > 0 { "," } else { "" });
                    let mut crowded = at > 0;
                    if let Some((gap, name)) = &argument.name {
                        self.fill(gap, crowded, true);
                        self.write(name);
                        self.write("=");
                        crowded = false;
                    }
                    self.node(&argument.value, crowded);
                    self.fill(&argument.comma, false, false);
                }
                self.write(if *trailing { "," } else { "" });
                self.fill(right, false, false);
                self.write(")");
                if let Some(gap) = tailstrict {
                    self.fill(gap, true, true);
                    self.write("tailstrict");
                }
            }
            Expr::Brace { left, right } => {
                self.node(left, crowded);
                self.node(right, true);
            }
            Expr::Array { elements, trailing, close } => {
                self.write("[");
                for (at, (element, comma)) in elements.iter().enumerate() {
                    self.write(if at > 0 { "," } else { "" });
                    self.node(element, at > 0);
                    self.fill(comma, false, false);
                }
                self.write(if *trailing { "," } else { "" });
                self.fill(close, !elements.is_empty(), false);
                self.write("]");
            }
            Expr::ArrayOf { body, comma, trailing, specs, close } => {
                self.write("[");
                self.node(body, false);
                self.fill(comma, false, false);
                self.write(if *trailing { "," } else { "" });
                self.specs(specs);
                self.fill(close, true, false);
                self.write("]");
            }
            Expr::Assert { condition, message, semicolon, rest } => {
                self.write("assert");
                self.node(condition, true);
                if let Some((colon, message)) = message {
                    self.fill(colon, true, true);
                    self.write(":");
                    self.node(message, true);
                }
                self.fill(semicolon, false, false);
                self.write(";");
                self.node(rest, true);
            }
            Expr::Binary { left, gap, operator, right } => {
                self.node(left, crowded);
                self.fill(gap, true, true);
                self.write(operator);
                self.node(right, true);
            }
            Expr::If { condition, then, yes, no } => {
                self.write("if");
                self.node(condition, true);
                self.fill(then, true, true);
                self.write("then");
                self.node(yes, true);
                if let Some((gap, no)) = no {
                    self.fill(gap, true, true);
                    self.write("else");
                    self.node(no, true);
                }
            }
            Expr::Error(message) => {
                self.write("error");
                self.node(message, true);
            }
            Expr::Function { parameters, body } => {
                self.write("function");
                self.parameters(parameters);
                self.node(body, true);
            }
            Expr::Import { word, file } => {
                self.write(word);
                self.node(file, true);
            }
            Expr::Name { target, dot, gap, name } => {
                self.node(target, crowded);
                self.fill(dot, false, false);
                self.write(".");
                self.fill(gap, false, false);
                self.write(name);
            }
            Expr::Index { target, left, index, right } => {
                self.node(target, crowded);
                self.fill(left, false, false);
                self.write("[");
                self.node(index, false);
                self.fill(right, false, false);
                self.write("]");
            }
            Expr::Slice { target, left, begin, end_colon, end, step_colon, step, right } => {
                self.node(target, crowded);
                self.fill(left, false, false);
                self.write("[");
                begin.iter().for_each(|begin| self.node(begin, false));
                self.fill(end_colon, false, false);
                self.write(":");
                end.iter().for_each(|end| self.node(end, false));
                if step.is_some() || !step_colon.is_empty() {
                    self.fill(step_colon, false, false);
                    self.write(":");
                    step.iter().for_each(|step| self.node(step, false));
                }
                self.fill(right, false, false);
                self.write("]");
            }
            Expr::InSuper { index, in_gap, super_gap } => {
                self.node(index, true);
                self.fill(in_gap, true, true);
                self.write("in");
                self.fill(super_gap, true, true);
                self.write("super");
            }
            Expr::SuperName { dot, gap, name } => {
                self.write("super");
                self.fill(dot, false, false);
                self.write(".");
                self.fill(gap, false, false);
                self.write(name);
            }
            Expr::SuperIndex { left, index, right } => {
                self.write("super");
                self.fill(left, false, false);
                self.write("[");
                self.node(index, false);
                self.fill(right, false, false);
                self.write("]");
            }
            Expr::Local { binds, body } => {
                self.write("local");
                for (at, bind) in binds.iter().enumerate() {
                    self.write(if at > 0 { "," } else { "" });
                    self.fill(&bind.gap, true, true);
                    self.write(&bind.name);
                    bind.parameters.iter().for_each(|parameters| self.parameters(parameters));
                    self.fill(&bind.equals, true, true);
                    self.write("=");
                    self.node(&bind.body, true);
                    self.fill(&bind.close, false, false);
                }
                self.write(";");
                self.node(body, true);
            }
            Expr::Object { fields, trailing, specs, close } => {
                self.write("{");
                self.fields(fields);
                self.write(if *trailing { "," } else { "" });
                self.specs(specs);
                self.fill(close, !fields.is_empty() || !specs.is_empty(), true);
                self.write("}");
            }
            Expr::Parens { inner, close } => {
                self.write("(");
                self.node(inner, false);
                self.fill(close, false, false);
                self.write(")");
            }
            Expr::Unary { operator, operand } => {
                self.write(operator);
                self.node(operand, false);
            }
        }
    }

    fn text(&mut self, text: &Text) {
        match text.quotes {
            Quotes::Double | Quotes::Single => {
                let quote = if text.quotes == Quotes::Double { "\"" } else { "'" };
                self.write(quote);
                self.write(&text.value);
                self.write(quote);
            }
            Quotes::VerbatimDouble => self.write(&format!("@\"{}\"", text.value.replace('"', "\"\""))),
            Quotes::VerbatimSingle => self.write(&format!("@'{}'", text.value.replace('\'', "''"))),
            Quotes::Block => self.block(text),
        }
    }

    fn block(&mut self, text: &Text) {
        let chomped = !text.value.ends_with('\n');
        self.write(if chomped { "|||-\n" } else { "|||\n" });
        let value = text.value.strip_suffix('\n').unwrap_or(&text.value);
        for line in value.split('\n') {
            if !line.is_empty() {
                self.spaces(text.indent.0);
                self.out.extend(line.chars().filter(|c| *c != '\r'));
            }
            self.write("\n");
        }
        self.spaces(text.indent.1);
        self.write("|||");
    }
}
