//! Functions that go-jsonnet has written in Go: all their arguments are evaluated, in order, before they look at any.

use std::any::Any;

use jrsonnet_evaluator::{
    IStr, ObjValue, Result, Thunk, Val,
    function::{CallLocation, FuncVal, FunctionSignature, ParamDefault, ParamName, ParamParse, builtin::Builtin},
    val::ArrValue,
};
use jrsonnet_gcmodule::Trace;

use crate::engine::{
    fail::{self, refuse, wrong_type},
    output::text,
    run::{
        closure::{self, Arguments},
        machine::{self, Machine},
    },
};

/// How the evaluated arguments become a value.
pub type Run = fn(&Machine, &Given) -> Result<Val>;

/// One function: its name, its parameters (an ending `?` marks one that may be left out), and what it does.
pub type Function = (&'static str, &'static [&'static str], Run);

/// The most parameters that a function has.
const MOST: usize = 4;

/// Evaluated arguments, by parameter.
#[derive(Default)]
pub struct Given([Option<Val>; MOST]);

impl Given {
    /// An argument, unless it was left out.
    pub fn maybe(&self, at: usize) -> Option<&Val> {
        self.0.get(at).and_then(Option::as_ref)
    }

    /// An argument.
    pub fn value(&self, at: usize) -> &Val {
        self.maybe(at).unwrap_or(&Val::Null)
    }

    /// An argument that must be a string.
    pub fn text(&self, machine: &Machine, at: usize) -> Result<IStr> {
        text_of(machine, self.value(at))
    }

    /// An argument that must be a number.
    pub fn number(&self, machine: &Machine, at: usize) -> Result<f64> {
        number_of(machine, self.value(at))
    }

    /// An argument that must be a whole number of 32 bits.
    pub fn integer(&self, machine: &Machine, at: usize) -> Result<i32> {
        integer_of(machine, self.value(at))
    }

    /// An argument that must be a boolean.
    pub fn boolean(&self, machine: &Machine, at: usize) -> Result<bool> {
        fail::boolean(machine, self.value(at))
    }

    /// An argument that must be an array.
    pub fn array(&self, machine: &Machine, at: usize) -> Result<&ArrValue> {
        match self.value(at) {
            Val::Arr(array) => Ok(array),
            other => Err(wrong_type(machine, other, "array")),
        }
    }

    /// An argument that must be an object.
    pub fn object(&self, machine: &Machine, at: usize) -> Result<&ObjValue> {
        match self.value(at) {
            Val::Obj(object) => Ok(object),
            other => Err(wrong_type(machine, other, "object")),
        }
    }

    /// An argument that must be a function.
    pub fn function(&self, machine: &Machine, at: usize) -> Result<&FuncVal> {
        match self.value(at) {
            Val::Func(function) => Ok(function),
            other => Err(wrong_type(machine, other, "function")),
        }
    }
}

/// The string that a value must be.
pub fn text_of(machine: &Machine, value: &Val) -> Result<IStr> {
    match value {
        Val::Str(text) => Ok(text.clone().into_flat()),
        other => Err(wrong_type(machine, other, "string")),
    }
}

/// The number that a value must be.
pub fn number_of(machine: &Machine, value: &Val) -> Result<f64> {
    value.as_num().ok_or_else(|| wrong_type(machine, value, "number"))
}

/// The whole number of 32 bits that a value must be.
pub fn integer_of(machine: &Machine, value: &Val) -> Result<i32> {
    let number = number_of(machine, value)?;
    let whole = number as i32;
    if f64::from(whole) == number {
        return Ok(whole);
    }
    refuse(machine, format!("Expected an integer, but got {}", text::shortest(number)))
}

/// The value of an element or an argument that may still wait.
pub fn evaluated(machine: &Machine, thunk: &Thunk<Val>) -> Result<Val> {
    thunk.evaluate().map_err(|error| machine.adopt(error))
}

/// Calls a function of the template from here.
pub fn call(machine: &Machine, function: &FuncVal, positional: Vec<Thunk<Val>>) -> Result<Val> {
    closure::call(machine, function, Arguments { positional, named: Vec::new(), tailstrict: false })
}

#[derive(Trace, Clone)]
struct Native {
    #[trace(skip)]
    function: &'static Function,
    #[trace(skip)]
    signature: FunctionSignature,
}

impl Builtin for Native {
    fn name(&self) -> &str {
        self.function.0
    }

    fn params(&self) -> FunctionSignature {
        self.signature.clone()
    }

    fn call(&self, _: CallLocation<'_>, arguments: &[Option<Thunk<Val>>]) -> Result<Val> {
        machine::with(|machine| {
            let mut given = Given::default();
            for (slot, argument) in given.0.iter_mut().zip(arguments) {
                if let Some(argument) = argument {
                    *slot = Some(evaluated(machine, argument)?);
                }
            }
            (self.function.2)(machine, &given)
        })
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// A function as a value.
pub fn value(function: &'static Function) -> Val {
    let parameter = |parameter: &&'static str| {
        let (name, default) = match parameter.strip_suffix('?') {
            Some(name) => (name, ParamDefault::Exists),
            None => (*parameter, ParamDefault::None),
        };
        ParamParse::new(ParamName::Named(name.into()), default)
    };
    let signature = FunctionSignature::new(function.1.iter().map(parameter).collect());
    Val::Func(FuncVal::builtin(Native { function, signature }))
}
