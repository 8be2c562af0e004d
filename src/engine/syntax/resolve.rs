//! Names to the places where they live, with go-jsonnet's words for names that nothing defines.
//!
//! The order of the visits is go-jsonnet's, because only its first error is reported.

use std::rc::Rc;

use jrsonnet_evaluator::IStr;

use super::{
    StaticError,
    parser::Parsed,
    tree::{Expr, Function, N, Object, Slot, Tree},
};
use crate::{
    diagnostic::Span,
    engine::{failure::FailureKind, with_stack},
};

/// Resolves every name of a parsed text, whose outermost scope holds `std`.
pub fn resolve(parsed: Parsed) -> Result<Tree, StaticError> {
    if let Some(span) = parsed.stray_dollar {
        return Err(StaticError::new("No top-level object found.", span));
    }
    let mut resolver = Resolver { scopes: vec![Scope { names: vec!["std".into()], object: false }] };
    resolver.visit(&parsed.root)?;
    Ok(Tree { root: parsed.root })
}

struct Scope {
    names: Vec<IStr>,
    /// Whether this is the scope of an object's fields, where `self` means that object.
    object: bool,
}

struct Resolver {
    scopes: Vec<Scope>,
}

type Visit = Result<(), StaticError>;

impl Resolver {
    fn within(&mut self, names: Vec<IStr>, object: bool, visit: impl FnOnce(&mut Self) -> Visit) -> Visit {
        self.scopes.push(Scope { names, object });
        let visited = visit(self);
        self.scopes.pop();
        visited
    }

    fn visit_all<'a>(&mut self, nodes: impl IntoIterator<Item = &'a N>) -> Visit {
        nodes.into_iter().try_for_each(|node| self.visit(node))
    }

    /// How many scopes up the nearest object's scope is.
    fn object_up(&self, what: &str, span: Option<Span>) -> Result<u32, StaticError> {
        let up = self.scopes.iter().rev().position(|scope| scope.object);
        up.map(|up| up as u32).ok_or_else(|| {
            StaticError::new(format!("Can't use {what} outside of an object."), span.unwrap_or(Span::new(0, 0)))
        })
    }

    fn visit(&mut self, node: &N) -> Visit {
        // A long chain of operators nests to the left: walk down it without recursion.
        let mut spine = Vec::new();
        let mut lowest = node;
        while let Expr::Binary(_, left, right) = &lowest.expr {
            spine.push(right);
            lowest = left;
        }
        with_stack(|| self.visit_one(lowest))?;
        self.visit_all(spine.into_iter().rev())
    }

    fn visit_one(&mut self, node: &N) -> Visit {
        match &node.expr {
            Expr::Null
            | Expr::Bool(_)
            | Expr::Number(_)
            | Expr::Overflow
            | Expr::Text(_)
            | Expr::Import(..)
            | Expr::Binary(..) => Ok(()),
            Expr::SelfObject(up) => {
                up.set(self.object_up("self", node.span)?);
                Ok(())
            }
            Expr::Var { name, slot } => {
                slot.set(self.look_up(name, node.span)?);
                Ok(())
            }
            Expr::Array(elements) => self.visit_all(elements),
            Expr::Unary(_, operand) => self.visit(operand),
            Expr::If { condition, yes, no } => {
                self.visit(condition)?;
                self.visit(yes)?;
                self.visit(no)
            }
            Expr::Error(message) => self.visit(message),
            Expr::Index { target, index } => {
                self.visit(target)?;
                self.visit(index)
            }
            Expr::SuperIndex { index, up } | Expr::InSuper { index, up } => {
                up.set(self.object_up("super", node.span)?);
                self.visit(index)
            }
            Expr::Object(object) => self.visit_object(object),
            Expr::Local { binds, body } => {
                let names = binds.iter().map(|(name, _)| name.clone()).collect();
                self.within(names, false, |it| {
                    it.visit_all(binds.iter().map(|(_, value)| value))?;
                    it.visit(body)
                })
            }
            Expr::Function(function) => self.visit_function(function),
            Expr::Apply { target, positional, named, .. } => {
                self.visit(target)?;
                self.visit_all(positional)?;
                self.visit_all(named.iter().map(|(_, value)| value))
            }
            Expr::Std { arguments, .. } => self.visit_all(arguments),
            Expr::FlatMap { variable, array, body } => {
                self.within(vec![variable.clone()], false, |it| it.visit(body))?;
                self.visit(array)
            }
            Expr::Merge { parts } => self.visit(parts),
        }
    }

    fn visit_object(&mut self, object: &Rc<Object>) -> Visit {
        let names = object.locals.iter().map(|(name, _)| name.clone()).collect();
        self.within(names, true, |it| {
            it.visit_all(object.locals.iter().map(|(_, value)| value))?;
            it.visit_all(object.fields.iter().map(|field| &field.body))?;
            it.visit_all(&object.asserts)
        })?;
        // Names of fields are computed outside of the object.
        self.visit_all(object.fields.iter().map(|field| &field.name))
    }

    fn visit_function(&mut self, function: &Rc<Function>) -> Visit {
        let mut names = vec![IStr::empty(); function.slots];
        for parameter in &function.parameters {
            names[parameter.slot] = parameter.name.clone();
        }
        self.within(names, false, |it| {
            it.visit_all(function.parameters.iter().filter_map(|parameter| parameter.default.as_ref()))?;
            it.visit(&function.body)
        })
    }

    fn look_up(&self, name: &IStr, span: Option<Span>) -> Result<Slot, StaticError> {
        for (up, scope) in self.scopes.iter().rev().enumerate() {
            if let Some(index) = scope.names.iter().position(|known| known == name) {
                return Ok(Slot { up: up as u32, index: index as u32 });
            }
        }
        let known = self.scopes.iter().flat_map(|scope| &scope.names);
        let known = known.filter(|known| known.as_str() != "$").map(|known| known.to_string()).collect();
        let kind = FailureKind::UnknownVariable { name: name.to_string(), known };
        Err(StaticError { words: format!("Unknown variable: {name}"), span: span.unwrap_or(Span::new(0, 0)), kind })
    }
}
