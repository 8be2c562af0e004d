//! What changes in the tree before it is laid out, pass by pass in go-jsonnet's order.

use super::{
    fodder::{Fodder, FodderKind, concat, ensure_newline, has_newlines, move_front, newlines},
    tree::{Argument, Expr, Field, FieldKind, Node, Parameters, Quotes, Spec, Text},
};
use crate::{
    assist::tokens::is_name,
    engine::{syntax::parser::unescape, with_stack},
};

/// How many blank lines may follow each other.
const BLANKS: usize = 2;

/// All of them, on the tree and on what stands behind it.
pub fn run(root: &mut Node, last: &mut Fodder) {
    let open = root.open_mut();
    let first = open.iter().position(|piece| piece.kind != FodderKind::LineEnd).unwrap_or(open.len());
    open.drain(..first);
    let fewer = &mut |fodder: &mut Fodder| {
        for piece in fodder.iter_mut().filter(|piece| piece.ends_line()) {
            piece.blanks = piece.blanks.min(BLANKS);
        }
    };
    every_fodder(root, fewer);
    fewer(last);
    every_node(root, &mut |node| expand(&mut node.expr));
    trailing_commas(root);
    every_node(root, &mut double_parens);
    every_node(root, &mut implicit_plus);
    every_node(root, &mut slice_colon);
    every_node(root, &mut field_names);
    every_node(root, &mut |node| string_style(&mut node.expr));
    let shebang = root.open().first().filter(|piece| piece.comment.first().is_some_and(|line| line.starts_with("#!")));
    let shebang = shebang.map(|piece| piece.comment.clone());
    let slashes = &mut |fodder: &mut Fodder| {
        for piece in fodder.iter_mut().filter(|piece| piece.ends_line() && piece.comment.len() == 1) {
            if let Some(rest) = piece.comment[0].strip_prefix('#') {
                piece.comment[0] = format!("//{rest}");
            }
        }
    };
    every_fodder(root, slashes);
    slashes(last);
    if let (Some(shebang), Some(piece)) = (shebang, root.open_mut().first_mut()) {
        piece.comment = shebang;
    }
}

/// Visits a node and then everything in it.
fn every_node(node: &mut Node, visit: &mut dyn FnMut(&mut Node)) {
    with_stack(|| {
        visit(node);
        each_child(node, &mut |child| every_node(child, visit));
    });
}

/// Visits everything that stands between tokens.
fn every_fodder(node: &mut Node, visit: &mut dyn FnMut(&mut Fodder)) {
    every_node(node, &mut |node| {
        visit(&mut node.fodder);
        each_fodder(&mut node.expr, visit);
    });
}

fn each_child(node: &mut Node, visit: &mut dyn FnMut(&mut Node)) {
    let of_parameters = |parameters: &mut Parameters, visit: &mut dyn FnMut(&mut Node)| {
        parameters
            .list
            .iter_mut()
            .filter_map(|parameter| parameter.default.as_mut())
            .for_each(|(_, default)| visit(default));
    };
    let of_specs = |specs: &mut [Spec], visit: &mut dyn FnMut(&mut Node)| {
        for spec in specs {
            visit(&mut spec.array);
            spec.conditions.iter_mut().for_each(|(_, condition)| visit(condition));
        }
    };
    match &mut node.expr {
        Expr::Word(_) | Expr::Dollar | Expr::Var(_) | Expr::Text(_) | Expr::SuperName { .. } => {}
        Expr::Apply { target, arguments, .. } => {
            visit(target);
            arguments.iter_mut().for_each(|argument| visit(&mut argument.value));
        }
        Expr::Brace { left, right } | Expr::Binary { left, right, .. } => {
            visit(left);
            visit(right);
        }
        Expr::Array { elements, .. } => elements.iter_mut().for_each(|(element, _)| visit(element)),
        Expr::ArrayOf { body, specs, .. } => {
            visit(body);
            of_specs(specs, visit);
        }
        Expr::Assert { condition, message, rest, .. } => {
            visit(condition);
            message.iter_mut().for_each(|(_, message)| visit(message));
            visit(rest);
        }
        Expr::If { condition, yes, no, .. } => {
            visit(condition);
            visit(yes);
            no.iter_mut().for_each(|(_, no)| visit(no));
        }
        Expr::Error(inner)
        | Expr::Parens { inner, .. }
        | Expr::Unary { operand: inner, .. }
        | Expr::Import { file: inner, .. }
        | Expr::Name { target: inner, .. }
        | Expr::InSuper { index: inner, .. }
        | Expr::SuperIndex { index: inner, .. } => visit(inner),
        Expr::Function { parameters, body } => {
            of_parameters(parameters, visit);
            visit(body);
        }
        Expr::Index { target, index, .. } => {
            visit(target);
            visit(index);
        }
        Expr::Slice { target, begin, end, step, .. } => {
            visit(target);
            [begin, end, step].into_iter().flatten().for_each(|part| visit(part));
        }
        Expr::Local { binds, body } => {
            for bind in binds {
                bind.parameters.iter_mut().for_each(|parameters| of_parameters(parameters, visit));
                visit(&mut bind.body);
            }
            visit(body);
        }
        Expr::Object { fields, specs, .. } => {
            for field in fields {
                match &mut field.kind {
                    FieldKind::Text(name) | FieldKind::Computed { name, .. } => visit(name),
                    _ => {}
                }
                field.parameters.iter_mut().for_each(|parameters| of_parameters(parameters, visit));
                visit(&mut field.value);
                if let FieldKind::Assert { message: Some(message), .. } = &mut field.kind {
                    visit(message);
                }
            }
            of_specs(specs, visit);
        }
    }
}

fn each_fodder(expr: &mut Expr, visit: &mut dyn FnMut(&mut Fodder)) {
    let of_parameters = |parameters: &mut Parameters, visit: &mut dyn FnMut(&mut Fodder)| {
        visit(&mut parameters.left);
        for parameter in &mut parameters.list {
            visit(&mut parameter.gap);
            parameter.default.iter_mut().for_each(|(equals, _)| visit(equals));
            visit(&mut parameter.comma);
        }
        visit(&mut parameters.right);
    };
    let of_specs = |specs: &mut [Spec], visit: &mut dyn FnMut(&mut Fodder)| {
        for spec in specs {
            visit(&mut spec.for_gap);
            visit(&mut spec.name_gap);
            visit(&mut spec.in_gap);
            spec.conditions.iter_mut().for_each(|(gap, _)| visit(gap));
        }
    };
    match expr {
        Expr::Apply { left, arguments, right, tailstrict, .. } => {
            visit(left);
            for argument in arguments {
                argument.name.iter_mut().for_each(|(gap, _)| visit(gap));
                visit(&mut argument.comma);
            }
            visit(right);
            tailstrict.iter_mut().for_each(visit);
        }
        Expr::Array { elements, close, .. } => {
            elements.iter_mut().for_each(|(_, comma)| visit(comma));
            visit(close);
        }
        Expr::ArrayOf { comma, specs, close, .. } => {
            visit(comma);
            of_specs(specs, visit);
            visit(close);
        }
        Expr::Assert { message, semicolon, .. } => {
            message.iter_mut().for_each(|(colon, _)| visit(colon));
            visit(semicolon);
        }
        Expr::Binary { gap, .. } => visit(gap),
        Expr::If { then, no, .. } => {
            visit(then);
            no.iter_mut().for_each(|(gap, _)| visit(gap));
        }
        Expr::Function { parameters, .. } => of_parameters(parameters, visit),
        // What stands between a dot and its name is left alone there.
        Expr::Name { dot, .. } => visit(dot),
        Expr::Index { left, right, .. } | Expr::SuperIndex { left, right, .. } => {
            visit(left);
            visit(right);
        }
        Expr::Slice { left, end_colon, step_colon, right, .. } => {
            [left, end_colon, step_colon, right].into_iter().for_each(visit);
        }
        Expr::SuperName { dot, gap, .. } => {
            visit(dot);
            visit(gap);
        }
        Expr::Local { binds, .. } => {
            for bind in binds {
                visit(&mut bind.gap);
                bind.parameters.iter_mut().for_each(|parameters| of_parameters(parameters, visit));
                visit(&mut bind.equals);
                visit(&mut bind.close);
            }
        }
        Expr::Object { fields, specs, close, .. } => {
            for field in fields {
                match &mut field.kind {
                    FieldKind::Local { gap, name_gap, .. } => {
                        visit(gap);
                        visit(name_gap);
                    }
                    FieldKind::Name { gap, .. } | FieldKind::Assert { gap, .. } => visit(gap),
                    FieldKind::Computed { gap, close, .. } => {
                        visit(gap);
                        visit(close);
                    }
                    FieldKind::Text(_) => {}
                }
                field.parameters.iter_mut().for_each(|parameters| of_parameters(parameters, visit));
                visit(&mut field.operator);
                visit(&mut field.comma);
            }
            of_specs(specs, visit);
            visit(close);
        }
        Expr::Parens { close, .. } => visit(close),
        _ => {}
    }
}

/// A structure has line ends in all of its places, or in none.
fn expand(expr: &mut Expr) {
    let broken = |fodder: &Fodder| newlines(fodder) > 0;
    match expr {
        Expr::Array { elements, close, .. }
            if elements.iter().any(|(element, _)| broken(element.open())) || broken(close) =>
        {
            elements.iter_mut().for_each(|(element, _)| ensure_newline(element.open_mut()));
            ensure_newline(close);
        }
        Expr::Object { fields, specs, close, .. } => {
            let in_specs = specs.iter().any(is_broken);
            if fields.iter().any(|field| broken(field.open())) || in_specs || broken(close) {
                fields.iter_mut().for_each(|field| ensure_newline(field.open_mut()));
                specs.iter_mut().for_each(break_spec);
                ensure_newline(close);
            }
        }
        Expr::ArrayOf { body, specs, close, .. }
            if broken(body.open()) || specs.iter().any(is_broken) || broken(close) =>
        {
            ensure_newline(body.open_mut());
            specs.iter_mut().for_each(break_spec);
            ensure_newline(close);
        }
        Expr::Parens { inner, close } if broken(inner.open()) || broken(close) => {
            ensure_newline(inner.open_mut());
            ensure_newline(close);
        }
        Expr::Local { binds, .. } => {
            if binds.iter().any(|bind| broken(&bind.gap)) {
                binds.iter_mut().skip(1).for_each(|bind| ensure_newline(&mut bind.gap));
            }
            binds.iter_mut().filter_map(|bind| bind.parameters.as_mut()).for_each(expand_parameters);
        }
        Expr::Function { parameters, .. } => expand_parameters(parameters),
        Expr::Apply { arguments, right, .. } => expand_list(arguments, Argument::open_mut, right),
        _ => {}
    }
    if let Expr::Object { fields, .. } = expr {
        fields.iter_mut().filter_map(|field| field.parameters.as_mut()).for_each(expand_parameters);
    }
}

impl Argument {
    fn open_mut(&mut self) -> &mut Fodder {
        match &mut self.name {
            Some((gap, _)) => gap,
            None => self.value.open_mut(),
        }
    }
}

fn expand_parameters(parameters: &mut Parameters) {
    expand_list(&mut parameters.list, |parameter| &mut parameter.gap, &mut parameters.right);
}

/// A list is broken between its items or not, and near its parentheses or not.
fn expand_list<T>(items: &mut [T], open: impl Fn(&mut T) -> &mut Fodder, right: &mut Fodder) {
    let mut broken = items.iter_mut().map(|item| newlines(open(item)) > 0).collect::<Vec<_>>().into_iter();
    let near = broken.next().unwrap_or(false) || newlines(right) > 0;
    let between = broken.any(|broken| broken);
    for (at, item) in items.iter_mut().enumerate() {
        if if at == 0 { near } else { between } {
            ensure_newline(open(item));
        }
    }
    if near {
        ensure_newline(right);
    }
}

fn is_broken(spec: &Spec) -> bool {
    newlines(&spec.for_gap) > 0 || spec.conditions.iter().any(|(gap, _)| newlines(gap) > 0)
}

fn break_spec(spec: &mut Spec) {
    ensure_newline(&mut spec.for_gap);
    spec.conditions.iter_mut().for_each(|(gap, _)| ensure_newline(gap));
}

/// A list over several lines ends with a comma, any other without.
fn trailing_commas(root: &mut Node) {
    every_node(root, &mut |node| match &mut node.expr {
        Expr::Array { elements, trailing, close } => {
            if let Some((_, comma)) = elements.last_mut() {
                fix_comma(comma, trailing, close);
            }
        }
        Expr::ArrayOf { comma, trailing, specs, .. } => remove_comma(comma, trailing, specs),
        Expr::Object { fields, trailing, specs, close } => {
            let Some(Field { comma, .. }) = fields.last_mut() else { return };
            if specs.is_empty() {
                fix_comma(comma, trailing, close);
            } else {
                remove_comma(comma, trailing, specs);
            }
        }
        _ => {}
    });
}

fn fix_comma(comma: &mut Fodder, trailing: &mut bool, close: &mut Fodder) {
    let needed = has_newlines(close) || has_newlines(comma);
    if !*trailing {
        *trailing = needed;
    } else if !needed {
        *trailing = false;
        move_front(close, comma);
    } else if has_newlines(comma) {
        move_front(close, comma);
    }
}

fn remove_comma(comma: &mut Fodder, trailing: &mut bool, specs: &mut [Spec]) {
    if std::mem::take(trailing)
        && let Some(spec) = specs.last_mut()
    {
        move_front(&mut spec.for_gap, comma);
    }
}

/// `((e))` to `(e)`.
fn double_parens(node: &mut Node) {
    let Expr::Parens { inner, close } = &mut node.expr else { return };
    if let Expr::Parens { inner: innermost, close: inner_close } = &mut inner.expr {
        let mut before = std::mem::take(&mut inner.fodder);
        let mut behind = std::mem::take(inner_close);
        let innermost = std::mem::replace(&mut **innermost, Node { fodder: Fodder::new(), expr: Expr::Dollar });
        **inner = innermost;
        move_front(&mut node.fodder, &mut before);
        move_front(close, &mut behind);
    }
}

/// `e + {}` to `e {}`, where `e` is a variable or an index.
fn implicit_plus(node: &mut Node) {
    let Expr::Binary { left, operator, right, .. } = &node.expr else { return };
    let plain = matches!(left.expr, Expr::Var(_) | Expr::Name { .. } | Expr::Index { .. });
    let is_object = matches!(&right.expr, Expr::Object { specs, .. } if specs.is_empty());
    if !plain || operator != "+" || !is_object {
        return;
    }
    if let Expr::Binary { left, mut gap, mut right, .. } = std::mem::replace(&mut node.expr, Expr::Dollar) {
        move_front(&mut right.fodder, &mut gap);
        node.expr = Expr::Brace { left, right };
    }
}

/// `a[1::]` to `a[1:]`, with its comments.
fn slice_colon(node: &mut Node) {
    if let Expr::Slice { step: None, step_colon, right, .. } = &mut node.expr {
        move_front(right, step_colon);
    }
}

/// `a['b']` to `a.b`, `['b']:` to `b:`, where that is a name.
fn field_names(node: &mut Node) {
    match &mut node.expr {
        Expr::Index { index, .. } => {
            let Some(name) = name_of(index) else { return };
            if let Expr::Index { target, left, index, .. } = std::mem::replace(&mut node.expr, Expr::Dollar) {
                node.expr = Expr::Name { target, dot: left, gap: index.fodder, name };
            }
        }
        Expr::Object { fields, .. } => fields.iter_mut().for_each(field_name),
        _ => {}
    }
}

fn name_of(node: &Node) -> Option<String> {
    match &node.expr {
        Expr::Text(text) if is_name(&text.value) => Some(text.value.clone()),
        _ => None,
    }
}

fn field_name(field: &mut Field) {
    if let FieldKind::Computed { gap, name, close } = &mut field.kind
        && matches!(name.expr, Expr::Text(_))
    {
        move_front(&mut name.fodder, gap);
        let behind = match &mut field.parameters {
            Some(parameters) => &mut parameters.left,
            None => &mut field.operator,
        };
        move_front(behind, close);
        let name = std::mem::replace(name, Node { fodder: Fodder::new(), expr: Expr::Dollar });
        field.kind = FieldKind::Text(name);
    }
    if let FieldKind::Text(node) = &mut field.kind
        && let Some(name) = name_of(node)
    {
        let gap = concat(std::mem::take(&mut node.fodder), Fodder::new());
        field.kind = FieldKind::Name { gap, name };
    }
}

/// Single quotes, unless the text has one and no double quote; as written where it has both.
fn string_style(expr: &mut Expr) {
    let Expr::Text(Text { quotes: quotes @ (Quotes::Double | Quotes::Single), value, .. }) = expr else { return };
    let Ok(meant) = unescape(value) else { return };
    let (single, double) = (meant.contains('\''), meant.contains('"'));
    if single && double {
        return;
    }
    *quotes = if single { Quotes::Double } else { Quotes::Single };
    *value = escaped(&meant, *quotes == Quotes::Single);
}

fn escaped(text: &str, single: bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' if !single => escaped.push_str("\\\""),
            '\'' if single => escaped.push_str("\\'"),
            '\\' => escaped.push_str("\\\\"),
            '\u{8}' => escaped.push_str("\\b"),
            '\u{c}' => escaped.push_str("\\f"),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            other if (other as u32) < 0x20 || (0x7f..=0x9f).contains(&(other as u32)) => {
                escaped.push_str(&format!("\\u{:04x}", other as u32));
            }
            other => escaped.push(other),
        }
    }
    escaped
}
