//! The outline of a template: its locals, its functions and the fields of its objects, in the order of the text. A half-typed
//! one has what is there.

use serde::{Deserialize, Serialize};

use super::{
    Text,
    syntax::{Bind, Expr, Member, Parameter, What},
};
use crate::diagnostic::Span;

/// So many are listed.
const MOST: usize = 2000;

/// Something with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Symbol {
    /// The name; of a field, with those of the fields around it: `message.to[].email`.
    pub name: String,
    /// What it is: `local`, `field`, or a function with its parameters.
    pub what: String,
    /// Where the name is written.
    pub span: Span,
}

/// Everything that has a name.
pub fn symbols(text: &Text<'_>) -> Vec<Symbol> {
    let mut list = List { source: text.source, found: Vec::new() };
    list.expr(text.root, "");
    list.found.sort_by_key(|symbol| symbol.span.start);
    list.found.truncate(MOST);
    list.found
}

struct List<'t> {
    source: &'t str,
    found: Vec<Symbol>,
}

impl List<'_> {
    fn add(&mut self, name: String, what: String, span: Span) {
        self.found.push(Symbol { name, what, span });
    }

    /// A function, written as one or bound to one, with its parameters; else what it is.
    fn what(&self, parameters: Option<&[Parameter]>, value: &Expr, else_: &str) -> String {
        let written = match &value.what {
            What::Function { parameters, .. } => Some(parameters.as_slice()),
            _ => None,
        };
        let Some(parameters) = parameters.or(written) else { return else_.to_owned() };
        let names: Vec<&str> = parameters.iter().map(|parameter| parameter.name.of(self.source)).collect();
        format!("function({})", names.join(", "))
    }

    fn bind(&mut self, bind: &Bind) {
        let name = bind.name.of(self.source).to_owned();
        let what = self.what(bind.parameters.as_deref(), &bind.value, "local");
        self.add(name.clone(), what, bind.name);
        self.expr(&bind.value, &name);
    }

    /// What stands in an expression whose own path is `path`.
    fn expr(&mut self, expr: &Expr, path: &str) {
        match &expr.what {
            What::Object(object) => {
                for member in &object.members {
                    match member {
                        Member::Local(bind) => self.bind(bind),
                        Member::Assert { condition, message } => {
                            self.expr(condition, "");
                            message.iter().for_each(|message| self.expr(message, ""));
                        }
                        Member::Field(field) => {
                            let Some(word) = field.word(self.source) else {
                                self.expr(&field.value, path);
                                continue;
                            };
                            let name = if path.is_empty() { word.to_owned() } else { format!("{path}.{word}") };
                            let what = self.what(field.parameters.as_deref(), &field.value, "field");
                            self.add(name.clone(), what, field.name_span());
                            self.expr(&field.value, &name);
                        }
                    }
                }
            }
            What::Local { binds, body } => {
                binds.iter().for_each(|bind| self.bind(bind));
                self.expr(body, path);
            }
            What::Array(elements) => elements.iter().for_each(|element| self.expr(element, &format!("{path}[]"))),
            What::ArrayOf { body, .. } => self.expr(body, &format!("{path}[]")),
            _ => expr.each_child(&mut |child| self.expr(child, path)),
        }
    }
}
