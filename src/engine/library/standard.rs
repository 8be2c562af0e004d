//! The standard library as a template finds it in Ory's worker: no external variables, no native functions, and
//! traces that nobody sees.

use std::{cell::RefCell, collections::HashMap, mem::ManuallyDrop, rc::Rc};

use jrsonnet_evaluator::{IStr, ObjValue, function::CallLocation, trace::PathResolver};
use jrsonnet_gcmodule::{Acyclic, Cc};
use jrsonnet_stdlib::{Settings, TracePrinter, stdlib_uncached};

use crate::engine::library::native;

// Never dropped: at the end of a thread the evaluator's pool of strings may be gone before these are.
thread_local! {
    static BASE: ManuallyDrop<ObjValue> = ManuallyDrop::new(build());
    static STD: ManuallyDrop<ObjValue> = ManuallyDrop::new(native::over(&base()));
}

/// The evaluator's own library, which `std` is built over.
pub fn base() -> ObjValue {
    BASE.with(|base| ObjValue::clone(base))
}

/// `std`, built once a thread.
pub fn std() -> ObjValue {
    STD.with(|std| ObjValue::clone(std))
}

fn build() -> ObjValue {
    stdlib_uncached(Cc::new(RefCell::new(Settings {
        ext_vars: HashMap::new(),
        ext_natives: HashMap::new(),
        trace_printer: Rc::new(Silent),
        path_resolver: PathResolver::FileName,
    })))
}

#[derive(Acyclic)]
struct Silent;

impl TracePrinter for Silent {
    fn print_trace(&self, _: CallLocation<'_>, _: IStr) {}
}
