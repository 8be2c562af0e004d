//! The `ctx`, read as go-jsonnet reads it: as Jsonnet source.

mod json;

use std::cell::RefCell;

use jrsonnet_evaluator::{Result, Thunk, Val, error::ErrorKind, val::ThunkValue};
use jrsonnet_gcmodule::Trace;

use crate::diagnostic::Document;
use crate::engine::{
    run::{
        machine,
        scope::{Lazy, Scope},
    },
    syntax,
};

/// What go-jsonnet calls the text of `ctx` in its messages.
pub const NAME: &str = "<top-level-arg:ctx>";

/// The argument: nothing of it is looked at, not even whether it parses, until the template asks for it.
pub fn argument(text: &str, std: Thunk<Val>) -> Thunk<Val> {
    Thunk::new(Unread { text: text.to_owned(), std, read: RefCell::default() })
}

#[derive(Trace)]
struct Unread {
    text: String,
    std: Thunk<Val>,
    read: RefCell<Option<Thunk<Val>>>,
}

impl ThunkValue for Unread {
    type Output = Val;

    fn get(&self) -> Result<Val> {
        if let Some(read) = &*self.read.borrow() {
            return read.evaluate();
        }
        if let Some(value) = json::read(&self.text) {
            machine::with(machine::Machine::touch)?;
            *self.read.borrow_mut() = Some(Thunk::evaluated(value.clone()));
            return Ok(value);
        }
        let tree = match syntax::read(&self.text, NAME) {
            Ok(tree) => tree,
            Err(error) => {
                return Err(machine::with(|machine| {
                    let failure = ErrorKind::RuntimeError(error.words.as_str().into()).into();
                    machine.fail_statically(failure, error.words, error.kind, Document::Ctx, error.span)
                }));
            }
        };
        let scope = Scope::root(Some(Document::Ctx), vec![self.std.clone()]);
        let read = Lazy::thunk(&tree.root, &scope);
        *self.read.borrow_mut() = Some(read.clone());
        read.evaluate()
    }
}
