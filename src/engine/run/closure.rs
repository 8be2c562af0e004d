//! Functions written in Jsonnet, and calls.

use std::{any::Any, cell::RefCell, rc::Rc};

use jrsonnet_evaluator::{
    IStr, Result, Thunk, Val,
    function::{CallLocation, FuncVal, FunctionSignature, builtin::Builtin},
    val::ThunkValue,
};
use jrsonnet_gcmodule::Trace;

use crate::engine::{
    fail,
    failure::FailureKind,
    library::shortcuts::Short,
    run::{
        evaluate::{self, Tail},
        machine::{self, Machine, Place},
        scope::{Env, Lazy, Scope},
    },
    syntax::tree::{Expr, Function, N},
};

/// A function and the scope it was written in.
#[derive(Trace, Clone)]
pub struct Closure {
    env: Env,
    #[trace(skip)]
    function: Rc<Function>,
}

/// The arguments of a call.
pub struct Arguments {
    /// By position.
    pub positional: Vec<Thunk<Val>>,
    /// By name.
    pub named: Vec<(IStr, Thunk<Val>)>,
    /// Whether they are evaluated before the call.
    pub tailstrict: bool,
}

/// A call that replaces the frame it stands in.
pub struct TailCall {
    function: FuncVal,
    arguments: Arguments,
    from: Place,
}

impl Closure {
    /// A function value.
    pub fn value(function: &Rc<Function>, env: &Env) -> Val {
        Val::Func(FuncVal::builtin(Self { env: env.clone(), function: function.clone() }))
    }

    /// The scope of a call: what was passed, and defaults for the rest.
    fn scope(&self, machine: &Machine, arguments: Arguments) -> Result<Env> {
        let scope = Scope::inner(&self.env, None, Vec::new());
        let mut slots: Vec<Option<Thunk<Val>>> = vec![None; self.function.slots];
        for (parameter, argument) in self.function.parameters.iter().zip(arguments.positional) {
            slots[parameter.slot] = Some(argument);
        }
        for (name, argument) in arguments.named {
            if let Some(parameter) = self.function.parameters.iter().find(|parameter| parameter.name == name) {
                slots[parameter.slot] = Some(argument);
            }
        }
        // go-jsonnet evaluates the defaults of such a call before they can see anything, and falls over where they look.
        let nothing = arguments.tailstrict.then(|| Scope::blind(&self.env));
        for parameter in &self.function.parameters {
            if let (None, Some(default)) = (&slots[parameter.slot], &parameter.default) {
                slots[parameter.slot] = Some(Lazy::thunk(default, nothing.as_ref().unwrap_or(&scope)));
            }
        }
        let variables: Vec<_> = slots.into_iter().flatten().collect();
        scope.fill(variables.clone());
        if arguments.tailstrict {
            for variable in variables {
                variable.evaluate().map_err(|error| machine.adopt(error))?;
            }
        }
        Ok(scope)
    }
}

impl Builtin for Closure {
    fn name(&self) -> &str {
        "function"
    }

    fn params(&self) -> FunctionSignature {
        self.function.signature.clone()
    }

    /// A call from the standard library.
    fn call(&self, _: CallLocation<'_>, arguments: &[Option<Thunk<Val>>]) -> Result<Val> {
        machine::with(|machine| {
            let scope = Scope::inner(&self.env, None, Vec::new());
            let mut variables: Vec<Option<Thunk<Val>>> = vec![None; self.function.slots];
            for (parameter, argument) in self.function.parameters.iter().zip(arguments) {
                let default = || parameter.default.as_ref().map(|default| Lazy::thunk(default, &scope));
                variables[parameter.slot] = argument.clone().or_else(default);
            }
            scope.fill(variables.into_iter().flatten().collect());
            evaluate::in_frame(machine, &self.function.body, &scope, false)
        })
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// The closure of a function value that is written in Jsonnet.
fn closure_of(function: &FuncVal) -> Option<&Closure> {
    match function {
        FuncVal::Builtin(builtin) => builtin.as_any().downcast_ref::<Closure>(),
        FuncVal::Normal(_) => None,
    }
}

/// A function without its shortcut, which a call with `tailstrict` may not take: its frame may be replaced.
fn whole(function: FuncVal, tailstrict: bool) -> FuncVal {
    match &function {
        FuncVal::Builtin(builtin) if tailstrict => match builtin.as_any().downcast_ref::<Short>() {
            Some(short) => short.whole.clone(),
            None => function,
        },
        _ => function,
    }
}

/// A call that waits, with the frames around it.
#[derive(Trace)]
pub struct Waiting {
    /// None: the only argument itself.
    function: Option<FuncVal>,
    arguments: Vec<Thunk<Val>>,
    #[trace(skip)]
    frames: usize,
    value: RefCell<Option<Val>>,
}

impl Waiting {
    /// The value of `function` called with `arguments` within so many frames.
    pub fn call(function: &FuncVal, arguments: Vec<Thunk<Val>>, frames: usize) -> Thunk<Val> {
        Thunk::new(Self { function: Some(function.clone()), arguments, frames, value: RefCell::default() })
    }

    /// A value that is one more frame away.
    pub fn one_frame_away(value: Thunk<Val>) -> Thunk<Val> {
        Thunk::new(Self { function: None, arguments: vec![value], frames: 1, value: RefCell::default() })
    }
}

impl ThunkValue for Waiting {
    type Output = Val;

    fn get(&self) -> Result<Val> {
        if let Some(value) = &*self.value.borrow() {
            machine::with(|machine| machine.recall(self));
            return Ok(value.clone());
        }
        let value = machine::with(|machine| {
            let value = machine.within(self.frames, || match (&self.function, self.arguments.first()) {
                (None, Some(value)) => value.evaluate().map_err(|error| machine.adopt(error)),
                (None, None) => Ok(Val::Null),
                (Some(function), _) => {
                    let positional = self.arguments.clone();
                    call(machine, function, Arguments { positional, named: Vec::new(), tailstrict: false })
                }
            });
            machine.keep(self);
            value
        })?;
        *self.value.borrow_mut() = Some(value.clone());
        Ok(value)
    }
}

/// Evaluates a call. A call in tail position of a function that was itself called with `tailstrict` replaces that
/// function's frame, as in go-jsonnet.
#[inline(never)]
pub fn apply(
    machine: &Machine,
    target: &N,
    positional: &[N],
    named: &[(IStr, N)],
    tailstrict: bool,
    env: &Env,
    tail: Tail,
) -> Result<Val> {
    let function = match evaluate::evaluate(machine, target, env, Tail::No)? {
        Val::Func(function) => function,
        other => return Err(fail::wrong_type(machine, &other, "function")),
    };
    let function = whole(function, tailstrict);
    let arguments = Arguments {
        positional: positional.iter().map(|argument| Lazy::thunk(argument, env)).collect(),
        named: named.iter().map(|(name, argument)| (name.clone(), Lazy::thunk(argument, env))).collect(),
        tailstrict,
    };
    if tail != Tail::No && machine.trim() && tail == Tail::Whole {
        let from = machine.place();
        *machine.tail_call.borrow_mut() = Some(TailCall { function, arguments, from });
        return Ok(Val::Null);
    }
    if machine.recorder.is_on() && !env.is_library() && closure_of(&function).is_some_and(|it| it.env.is_library()) {
        let name = match &target.expr {
            Expr::Index { index, .. } => match &index.expr {
                Expr::Text(name) => name.as_str(),
                _ => "",
            },
            _ => "",
        };
        let given: Vec<_> = arguments.positional.iter().cloned().map(Some).collect();
        let value = call(machine, &function, arguments);
        machine.recorder.called(name, &given, &value);
        return value;
    }
    call(machine, &function, arguments)
}

/// Calls a function from the current place.
pub fn call(machine: &Machine, function: &FuncVal, arguments: Arguments) -> Result<Val> {
    check(machine, function, &arguments)?;
    match closure_of(function) {
        Some(closure) => {
            let tailstrict = arguments.tailstrict;
            let scope = closure.scope(machine, arguments)?;
            let body = closure.function.body.clone();
            evaluate::in_frame(machine, &body, &scope, tailstrict)
        }
        None => call_library(machine, function, arguments),
    }
}

/// Goes on with a tail call in the place of the frame it replaces: either the body to evaluate next, or its value.
pub enum Next {
    /// A body, its scope, and whether its frame may be replaced in turn.
    Body(N, Env, bool),
    /// A value.
    Value(Val),
}

impl TailCall {
    /// Makes the call.
    pub fn go_on(self, machine: &Machine) -> Result<Next> {
        machine.set_place(self.from);
        check(machine, &self.function, &self.arguments)?;
        match closure_of(&self.function) {
            Some(closure) => {
                let tailstrict = self.arguments.tailstrict;
                let scope = closure.scope(machine, self.arguments)?;
                Ok(Next::Body(closure.function.body.clone(), scope, tailstrict))
            }
            None => Ok(Next::Value(call_library(machine, &self.function, self.arguments)?)),
        }
    }
}

#[inline(never)]
fn call_library(machine: &Machine, function: &FuncVal, arguments: Arguments) -> Result<Val> {
    let FuncVal::Builtin(builtin) = function else {
        return Err(machine.fail("function of another evaluator".to_owned(), FailureKind::Runtime));
    };
    let signature = builtin.params();
    let mut slots: Vec<Option<Thunk<Val>>> = vec![None; signature.len()];
    for (slot, argument) in slots.iter_mut().zip(arguments.positional) {
        *slot = Some(argument);
    }
    for (name, argument) in arguments.named {
        if let Some(index) = signature.iter().position(|parameter| *parameter.name() == name) {
            slots[index] = Some(argument);
        }
    }
    if arguments.tailstrict {
        for argument in slots.iter().flatten() {
            argument.evaluate().map_err(|error| machine.adopt(error))?;
        }
    }
    let value = builtin.call(CallLocation::native(), &slots).map_err(|error| machine.adopt(error));
    if machine.recorder.is_on() {
        machine.recorder.called(builtin.name(), &slots, &value);
    }
    value
}

/// Whether the arguments fit the parameters, with go-jsonnet's words where they do not.
fn check(machine: &Machine, function: &FuncVal, arguments: &Arguments) -> Result<()> {
    let signature = function.params();
    let given = arguments.positional.len();
    if given > signature.len() {
        let words = format!("function expected {} positional argument(s), but got {given}", signature.len());
        return Err(machine.fail(words, FailureKind::Call));
    }
    let name_of = |index: usize| signature[index].name();
    for (at, (name, _)) in arguments.named.iter().enumerate() {
        let by_position = (0..given).any(|index| *name_of(index) == *name);
        if by_position || arguments.named[..at].iter().any(|(other, _)| other == name) {
            return Err(machine.fail(format!("Argument {name} already provided"), FailureKind::Call));
        }
        if !signature.iter().any(|parameter| *parameter.name() == *name) {
            return Err(machine.fail(
                format!("function has no parameter {name}"),
                FailureKind::NoParameter { name: name.to_string() },
            ));
        }
    }
    for (index, parameter) in signature.iter().enumerate() {
        let received = index < given
            || (0..given).any(|other| name_of(other) == parameter.name())
            || arguments.named.iter().any(|(name, _)| *parameter.name() == *name);
        if !received && !parameter.has_default() {
            return Err(machine.fail(
                format!("Missing argument: {}", parameter.name()),
                FailureKind::MissingArgument { name: parameter.name().to_string() },
            ));
        }
    }
    Ok(())
}
