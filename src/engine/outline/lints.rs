//! What the text of a template says that is never meant, or hardly ever.

use super::{
    Outline,
    uses::{get, got_path},
};
use crate::diagnostic::Span;
use crate::engine::syntax::tree::{Binary, Expr, N, Unary};

/// What an operand of a comparison is, as far as the text tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operand {
    /// Always of this type.
    Type(&'static str),
    /// A path like `ctx.flow.type`: of the type that the context gives it.
    Path(String),
    /// The text does not tell.
    Unknown,
}

/// `one == two` or `one != two`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The whole.
    pub span: Span,
    /// Whether it asks for equality.
    pub equal: bool,
    /// The left side.
    pub one: Operand,
    /// The right side.
    pub two: Operand,
}

/// An object in a field, which the same field of an object added to it takes the place of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HiddenField {
    /// The field.
    pub name: String,
    /// The value that hides.
    pub by: Span,
}

/// A condition that is the same for every context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constant {
    /// The condition.
    pub span: Span,
}

impl Outline {
    /// Every comparison of which something is known.
    pub fn comparisons(&self) -> Vec<Comparison> {
        let told = |placed: &super::Placed| {
            let Expr::Binary(operator @ (Binary::Equal | Binary::NotEqual), one, two) = &placed.node.expr else {
                return None;
            };
            let span = placed.node.span?;
            let of = |node: &N| self.operand(node, span);
            Some(Comparison { span, equal: *operator == Binary::Equal, one: of(one), two: of(two) })
        };
        self.nodes().iter().filter_map(told).collect()
    }

    fn operand(&self, node: &N, around: Span) -> Operand {
        let behind = match &node.expr {
            Expr::Var { name, .. } => self.bound(name, around),
            _ => None,
        };
        let node = behind.as_ref().unwrap_or(node);
        match &node.expr {
            Expr::Text(_) => Operand::Type("string"),
            Expr::Number(_) | Expr::Unary(Unary::Minus, _) => Operand::Type("number"),
            Expr::Bool(_) | Expr::Unary(Unary::Not, _) => Operand::Type("boolean"),
            Expr::Array(_) => Operand::Type("array"),
            Expr::Object(_) => Operand::Type("object"),
            Expr::Apply { target, .. } => match (library(target), get(node)) {
                (Some("length" | "parseInt" | "count" | "floor"), _) => Operand::Type("number"),
                (Some("toString" | "asciiLower" | "asciiUpper" | "trim" | "join" | "type"), _) => {
                    Operand::Type("string")
                }
                (Some("objectHas" | "member" | "startsWith" | "endsWith" | "isString"), _) => Operand::Type("boolean"),
                (_, Some(_)) => got_path(node).map_or(Operand::Unknown, Operand::Path),
                _ => Operand::Unknown,
            },
            Expr::Index { .. } => got_path(node).map_or(Operand::Unknown, Operand::Path),
            _ => Operand::Unknown,
        }
    }

    /// Conditions that read nothing.
    pub fn constant_conditions(&self) -> Vec<Constant> {
        let told = |placed: &super::Placed| match &placed.node.expr {
            // An `assert` has no place of its own.
            Expr::If { condition, .. } if placed.node.span.is_some() && reads_nothing(condition) => {
                Some(Constant { span: condition.span? })
            }
            _ => None,
        };
        self.nodes().iter().filter_map(told).collect()
    }

    /// Objects that are lost because an object added to theirs has the same field.
    pub fn hidden_fields(&self) -> Vec<HiddenField> {
        let mut found = Vec::new();
        for placed in self.nodes() {
            let Expr::Binary(Binary::Plus, left, right) = &placed.node.expr else { continue };
            let (Some(below), Expr::Object(above)) = (self.object_of(left, placed.node.span), &right.expr) else {
                continue;
            };
            for field in above.fields.iter().filter(|field| !field.plus) {
                let (Expr::Text(name), Expr::Object(_), Some(by)) =
                    (&field.name.expr, &field.body.expr, field.body.span)
                else {
                    continue;
                };
                let Expr::Object(object) = &below.expr else { continue };
                let hidden = object.fields.iter().any(|other| {
                    matches!(&other.name.expr, Expr::Text(known) if known == name)
                        && matches!(&other.body.expr, Expr::Object(inner) if !inner.fields.is_empty())
                });
                if hidden && !uses_super(&field.body) {
                    found.push(HiddenField { name: name.to_string(), by });
                }
            }
        }
        found
    }

    /// The literal that an operand is, is bound to, or ends with.
    fn object_of(&self, node: &N, around: Option<Span>) -> Option<N> {
        let mut node = node.clone();
        loop {
            let next = match &node.expr {
                Expr::Object(_) => return Some(node),
                Expr::Binary(Binary::Plus, _, right) => right.clone(),
                Expr::Var { name, .. } => {
                    let bound = self.bound(name, around?)?;
                    return matches!(bound.expr, Expr::Object(_)).then_some(bound);
                }
                _ => return None,
            };
            node = next;
        }
    }

    /// Elements of lists that are two literals of objects with nothing between: where the first ends, and the second.
    pub fn joined_objects(&self) -> Vec<(usize, Span)> {
        let told = |placed: &super::Placed| {
            let Expr::Binary(Binary::Plus, left, right) = &placed.node.expr else { return None };
            let above = &self.nodes().get(placed.parent?)?.node;
            let literals = matches!((&left.expr, &right.expr), (Expr::Object(_), Expr::Object(_)));
            if !literals || !matches!(above.expr, Expr::Array(_)) {
                return None;
            }
            let second = right.span?;
            let before = self.tokens.get(self.token_at(second.start).checked_sub(1)?)?;
            (before.span.end == left.span?.end).then_some((before.span.end, second))
        };
        self.nodes().iter().filter_map(told).collect()
    }

    /// Calls that write JSON as a text where the value itself could stand: as a field's value, or as the whole result.
    /// With each, its argument, where it has one alone.
    pub fn json_texts(&self) -> Vec<(Span, Option<Span>)> {
        let mut found = Vec::new();
        for (at, placed) in self.nodes().iter().enumerate() {
            let Expr::Apply { target, positional, named, .. } = &placed.node.expr else { continue };
            let manifests = matches!(library(target), Some("manifestJson" | "manifestJsonEx" | "manifestJsonMinified"));
            if let Some(span) = placed.node.span.filter(|_| manifests && self.is_whole_value(at)) {
                let argument = positional.first().and_then(|argument| argument.span);
                found.push((span, argument.filter(|_| named.is_empty())));
            }
        }
        found
    }

    /// Whether the node is all there is of a field's value, of an element or of the result.
    fn is_whole_value(&self, at: usize) -> bool {
        let Some(placed) = self.nodes().get(at) else { return false };
        let Some(above) = placed.parent.and_then(|above| self.nodes().get(above)) else { return true };
        match &above.node.expr {
            Expr::Object(object) => object.fields.iter().any(|field| std::rc::Rc::ptr_eq(&field.body, &placed.node)),
            Expr::Function(_) => above.parent.is_none(),
            Expr::Local { body, .. } if std::rc::Rc::ptr_eq(body, &placed.node) => {
                placed.parent.is_some_and(|above| self.is_whole_value(above))
            }
            _ => false,
        }
    }

    /// The texts in quotes, as they stand.
    pub fn literals(&self) -> impl Iterator<Item = Span> {
        use crate::engine::syntax::lexer::TokenKind;
        let quoted = |kind| matches!(kind, TokenKind::StringDouble | TokenKind::StringSingle);
        self.tokens.iter().filter(move |token| quoted(token.kind)).map(|token| token.span)
    }

    /// Whether the text at `span` is a value of its own: no name of a field, nothing that is worked on.
    pub fn is_value(&self, span: Span) -> bool {
        self.place_of(span).is_some_and(|at| matches!(self.nodes().get(at), Some(placed) if placed.parent.is_some()))
    }
}

fn library(target: &N) -> Option<&str> {
    let Expr::Index { target, index } = &target.expr else { return None };
    match (&target.expr, &index.expr) {
        (Expr::Var { name, .. }, Expr::Text(function)) if name.as_str() == "std" => Some(function),
        _ => None,
    }
}

fn any(node: &N, wanted: impl Fn(&Expr) -> bool) -> bool {
    let mut open = vec![node.clone()];
    while let Some(node) = open.pop() {
        if wanted(&node.expr) {
            return true;
        }
        node.each_child(|child| open.push(child.clone()));
    }
    false
}

fn uses_super(node: &N) -> bool {
    any(node, |expr| matches!(expr, Expr::SuperIndex { .. } | Expr::InSuper { .. }))
}

fn reads_nothing(node: &N) -> bool {
    !any(node, |expr| match expr {
        Expr::Var { name, .. } => name.as_str() != "std",
        Expr::SelfObject(_) | Expr::SuperIndex { .. } | Expr::InSuper { .. } | Expr::Error(_) | Expr::Import(..) => {
            true
        }
        _ => false,
    })
}
