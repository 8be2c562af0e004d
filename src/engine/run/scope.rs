//! Where variables live, and values that wait.

use std::{cell::RefCell, mem::take};

use jrsonnet_evaluator::{Result, Thunk, Val, val::ThunkValue};
use jrsonnet_gcmodule::{Cc, Trace};

use crate::diagnostic::Document;
use crate::engine::{
    run::{
        evaluate,
        machine::{self, Place},
        object::This,
        release::release,
    },
    syntax::tree::{N, Node},
};

/// A shared scope.
pub type Env = Cc<Scope>;

/// The variables of one level, and everything around it.
#[derive(Trace)]
pub struct Scope {
    variables: RefCell<Vec<Thunk<Val>>>,
    parent: Option<Env>,
    /// The object whose fields these are the scope of, and the layer they are of.
    this: Option<This>,
    /// Which text the code in this scope is from; none for the standard library's own.
    #[trace(skip)]
    document: Option<Document>,
}

impl Scope {
    /// The outermost scope of a text.
    pub fn root(document: Option<Document>, variables: Vec<Thunk<Val>>) -> Env {
        Cc::new(Self { variables: RefCell::new(variables), parent: None, this: None, document })
    }

    /// A scope within `parent`; its variables may follow later, as they may speak of each other.
    pub fn inner(parent: &Env, this: Option<This>, variables: Vec<Thunk<Val>>) -> Env {
        let document = parent.document;
        Cc::new(Self { variables: RefCell::new(variables), parent: Some(parent.clone()), this, document })
    }

    /// A scope of the same text as `env` in which nothing can be seen.
    pub fn blind(env: &Env) -> Env {
        Self::root(env.document, Vec::new())
    }

    /// Whether this is code of the standard library.
    pub fn is_library(&self) -> bool {
        self.document.is_none()
    }

    /// Whether not even the standard library can be seen from here.
    pub fn is_blind(&self) -> bool {
        let mut scope = self;
        while let Some(parent) = &scope.parent {
            scope = parent;
        }
        scope.document.is_some() && scope.variables.borrow().is_empty()
    }

    /// Puts in the variables that had to wait for the scope.
    pub fn fill(&self, variables: Vec<Thunk<Val>>) {
        *self.variables.borrow_mut() = variables;
    }

    /// Where a node of this scope's text stands.
    pub fn place(&self, node: &Node) -> Place {
        match (self.document, node.span) {
            (Some(document), Some(span)) => Place::At(document, span),
            _ => Place::Nowhere,
        }
    }

    fn at(&self, up: u32) -> &Scope {
        let mut scope = self;
        for _ in 0..up {
            match &scope.parent {
                Some(parent) => scope = parent,
                None => break,
            }
        }
        scope
    }

    /// The variable at a resolved slot.
    pub fn variable(&self, up: u32, index: u32) -> Option<Thunk<Val>> {
        self.at(up).variables.borrow().get(index as usize).cloned()
    }

    /// The object of the scope `up` levels up.
    pub fn this(&self, up: u32) -> Option<&This> {
        self.at(up).this.as_ref()
    }
}

impl Drop for Scope {
    fn drop(&mut self) {
        release((take(self.variables.get_mut()), self.parent.take(), self.this.take()));
    }
}

/// An expression that waits until its value is asked for; each asking is a frame until it has one.
#[derive(Trace)]
pub struct Lazy(RefCell<State>);

#[derive(Trace)]
enum State {
    Waiting(Env, #[trace(skip)] N),
    Done(Val),
}

impl Lazy {
    /// A thunk of `node` in `env`.
    pub fn thunk(node: &N, env: &Env) -> Thunk<Val> {
        Thunk::new(Self(RefCell::new(State::Waiting(env.clone(), node.clone()))))
    }
}

impl Drop for Lazy {
    fn drop(&mut self) {
        if let State::Done(Val::Arr(_) | Val::Obj(_) | Val::Func(_)) = self.0.get_mut() {
            release(std::mem::replace(self.0.get_mut(), State::Done(Val::Null)));
        }
    }
}

impl ThunkValue for Lazy {
    type Output = Val;

    fn get(&self) -> Result<Val> {
        let (env, node) = match &*self.0.borrow() {
            State::Done(value) => {
                machine::with(|machine| machine.recall(self));
                return Ok(value.clone());
            }
            State::Waiting(env, node) => (env.clone(), node.clone()),
        };
        let value = machine::with(|machine| {
            let value = evaluate::in_frame(machine, &node, &env, false);
            machine.keep(self);
            value
        })?;
        *self.0.borrow_mut() = State::Done(value.clone());
        Ok(value)
    }
}
