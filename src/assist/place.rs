//! Where in the body an object of the template ends up, as far as the text says.

use super::{
    Text,
    syntax::{Expr, Member, Object, What},
};
use crate::{
    engine::Step,
    mandrill::{
        fields::{self, Field, FieldType, Level},
        request::Endpoint,
    },
};

/// How many uses of a local are followed.
const DEEPEST: usize = 8;

/// The path into the body at which `object` stands: through locals, functions, merges, branches, comprehensions and the
/// functions of `std` that hand objects on. None where the text does not say.
pub fn of_object<'t>(text: &Text<'t>, object: &Object) -> Option<Vec<Step>> {
    let is_it = |expr: &Expr| matches!(&expr.what, What::Object(found) if std::ptr::eq(found, object));
    find(text, &is_it, 0)
}

/// The path of the expression that `is_it` says it is.
fn find<'t>(text: &Text<'t>, is_it: &dyn Fn(&Expr) -> bool, depth: usize) -> Option<Vec<Step>> {
    let mut path = Vec::new();
    let root: &'t Expr = text.root;
    Finder { text, is_it, depth }.on(root, &mut path).then_some(path)
}

struct Finder<'a, 't> {
    text: &'a Text<'t>,
    is_it: &'a dyn Fn(&Expr) -> bool,
    depth: usize,
}

impl<'t> Finder<'_, 't> {
    /// Whether it is in `expr`; the path is then its own. What stands in the value of a local is where the local is used.
    fn on(&self, expr: &'t Expr, path: &mut Vec<Step>) -> bool {
        if (self.is_it)(expr) {
            return true;
        }
        match &expr.what {
            What::Parens(inner) => self.on(inner, path),
            What::Function { body, .. } => self.on(body, path),
            What::Assert { rest, .. } => self.on(rest, path),
            What::If { yes, no, .. } => self.on(yes, path) || no.as_ref().is_some_and(|no| self.on(no, path)),
            What::Extend { left, right } | What::Binary { left, right, .. } => {
                self.on(left, path) || self.on(right, path)
            }
            What::Local { binds, body } => {
                binds.iter().any(|bind| self.through(bind.name.start, &bind.value, path)) || self.on(body, path)
            }
            What::Object(object) => object.members.iter().any(|member| match member {
                Member::Local(bind) => self.through(bind.name.start, &bind.value, path),
                Member::Field(field) => match field.word(self.text.source) {
                    Some(name) => self.step(Step::Field(name.to_owned()), &field.value, path),
                    None => false,
                },
                Member::Assert { .. } => false,
            }),
            What::Array(elements) => elements.iter().any(|element| self.step(Step::Element(0), element, path)),
            What::ArrayOf { body, .. } => self.step(Step::Element(0), body, path),
            What::Call(call) => {
                let std = match &call.target.what {
                    What::Field { target, name: Some(name), .. } if target.span.of(self.text.source) == "std" => {
                        name.of(self.text.source)
                    }
                    _ => "",
                };
                call.arguments.iter().any(|argument| match (std, &argument.value.what) {
                    ("map" | "filterMap" | "mapWithIndex", What::Function { body, .. }) => {
                        self.step(Step::Element(0), body, path)
                    }
                    _ => self.on(&argument.value, path),
                })
            }
            _ => false,
        }
    }

    fn step(&self, step: Step, expr: &'t Expr, path: &mut Vec<Step>) -> bool {
        path.push(step);
        let found = self.on(expr, path);
        if !found {
            path.pop();
        }
        found
    }

    fn through(&self, name: usize, value: &'t Expr, path: &mut Vec<Step>) -> bool {
        let mut inner = Vec::new();
        if self.depth > DEEPEST || !self.on(value, &mut inner) {
            return false;
        }
        let uses = self.text.names.at(name).map(|binding| binding.uses.clone()).unwrap_or_default();
        let outer = uses.into_iter().filter(|at| !(value.span.start <= at.start && at.end <= value.span.end));
        let place = outer.into_iter().find_map(|at| {
            let is_use =
                |expr: &Expr| expr.span == at || matches!(&expr.what, What::Call(call) if call.target.span == at);
            find(self.text, &is_use, self.depth + 1)
        });
        match place {
            Some(place) => {
                *path = [place, inner].concat();
                true
            }
            None => false,
        }
    }
}

/// The object of Mandrill's that stands at a path of the body.
pub fn level(path: &[Step]) -> Option<Level> {
    let mut level = Level::Top;
    let mut list: Option<Level> = None;
    for step in path {
        match (step, list.take()) {
            (Step::Element(_), Some(of)) => level = of,
            (Step::Field(name), None) => match field_at(level, name)?.kind {
                FieldType::Object(of) => level = of,
                FieldType::Objects(of) => list = Some(of),
                _ => return None,
            },
            _ => return None,
        }
    }
    list.is_none().then_some(level)
}

/// The field of that name of an object of Mandrill's, whichever endpoint takes it.
pub fn field_at(level: Level, name: &str) -> Option<&'static Field> {
    [Endpoint::Send, Endpoint::SendTemplate].into_iter().find_map(|endpoint| fields::find(endpoint, level, name))
}

/// The field that a path of the body leads to.
pub fn field(path: &[Step]) -> Option<&'static Field> {
    let (last, around) = path.split_last()?;
    match last {
        Step::Field(name) => field_at(level(around)?, name),
        Step::Element(_) => None,
    }
}

/// The value of the field whose name stands at `offset`.
pub fn value_of_name(text: &Text<'_>, offset: usize) -> Option<crate::diagnostic::Span> {
    let What::Object(object) = &text.root.around(offset).pop()?.what else { return None };
    object.members.iter().find_map(|member| match member {
        Member::Field(field) => {
            let name = field.name_span();
            (name.start <= offset && offset <= name.end).then_some(field.value.span)
        }
        _ => None,
    })
}

/// The path of a field as people write it.
pub fn path_words(path: &[Step]) -> String {
    path.iter().fold(String::new(), |text, step| match step {
        Step::Field(name) if text.is_empty() => name.clone(),
        Step::Field(name) => format!("{text}.{name}"),
        Step::Element(_) => format!("{text}[]"),
    })
}
