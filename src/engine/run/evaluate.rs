//! Walks the tree the way go-jsonnet does: the same order, the same frames, the same places.

use jrsonnet_evaluator::{IStr, Result, Thunk, Val, val::ArrValue};

use crate::engine::{
    fail::{boolean, missing, not_indexable, out_of_bounds, wrong_type},
    failure::FailureKind,
    run::{
        array,
        closure::{self, Closure, Next},
        machine::Machine,
        object, operators,
        scope::{Env, Lazy, Scope},
    },
    syntax::tree::{Binary, Expr, Import, N, Node, Unary},
    with_stack, words,
};

/// What is said of a value that was not evaluated by the template, where evaluating it now takes too long.
const TOO_LONG_TO_SHOW: &str = "this takes too long to show";

/// Whether a call may replace the frame it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tail {
    /// No.
    No,
    /// go-jsonnet says yes, although an operator still waits for the value.
    Operand,
    /// Yes, its value is the frame's value.
    Whole,
}

impl Tail {
    fn operand(self) -> Self {
        if self == Tail::No { Tail::No } else { Tail::Operand }
    }
}

/// Evaluates `node` in a frame of its own.
pub fn in_frame(machine: &Machine, node: &N, env: &Env, trimmable: bool) -> Result<Val> {
    let outer = machine.place();
    let mut frame = machine.enter(trimmable)?;
    let mut value = evaluate(machine, node, env, Tail::Whole)?;
    if machine.tail_call.borrow().is_some() {
        (value, frame) = tail_calls(machine, frame)?;
        if machine.recorder.is_on() {
            let noted = Ok(value);
            machine.recorder.evaluated(machine, node, env.place(node), &noted);
            value = noted?;
        }
    }
    machine.leave(frame, outer);
    Ok(value)
}

#[inline(never)]
fn tail_calls(machine: &Machine, mut frame: usize) -> Result<(Val, usize)> {
    loop {
        let Some(call) = machine.tail_call.take() else {
            return Ok((Val::Null, frame));
        };
        // The frame the call replaces is gone already.
        machine.left();
        match call.go_on(machine)? {
            Next::Value(value) => return Ok((value, frame)),
            Next::Body(body, env, trimmable) => {
                frame = machine.enter(trimmable)?;
                let value = evaluate(machine, &body, &env, Tail::Whole)?;
                if machine.tail_call.borrow().is_none() {
                    return Ok((value, frame));
                }
            }
        }
    }
}

/// Evaluates `node` at its place, in the frame that is there.
pub fn evaluate(machine: &Machine, node: &Node, env: &Env, tail: Tail) -> Result<Val> {
    if machine.recorder.is_idle() {
        return with_stack(|| evaluate_here(machine, node, env, tail));
    }
    recorded(machine, node, env, tail)
}

/// The same, while notes are taken.
#[inline(never)]
fn recorded(machine: &Machine, node: &Node, env: &Env, tail: Tail) -> Result<Val> {
    if machine.recorder.is_exhausted() {
        return Err(machine.fail(TOO_LONG_TO_SHOW.to_owned(), FailureKind::Runtime));
    }
    let value = with_stack(|| evaluate_here(machine, node, env, tail));
    if machine.recorder.is_on() {
        machine.recorder.evaluated(machine, node, env.place(node), &value);
    }
    value
}

/// The branch that an `if` takes, or the body of a `local`, where each expression is noted.
#[inline(never)]
fn recorded_next(machine: &Machine, node: &Node, env: &Env, tail: Tail) -> Result<Val> {
    machine.recorder.forget_origin();
    evaluate(machine, node, env, tail)
}

fn evaluate_here(machine: &Machine, node: &Node, env: &Env, tail: Tail) -> Result<Val> {
    let outer = machine.place();
    let mut node = node;
    let mut inner: Option<Env> = None;
    let value = loop {
        let env = inner.as_ref().unwrap_or(env);
        machine.set_place(env.place(node));
        match &node.expr {
            Expr::If { condition, yes, no } => {
                let condition = evaluate(machine, condition, env, Tail::No)?;
                node = if boolean(machine, &condition)? { yes } else { no };
                if machine.recorder.is_on() {
                    break recorded_next(machine, node, env, tail)?;
                }
            }
            Expr::Local { binds, body } => {
                let scope = locals(env, binds);
                if machine.recorder.is_on() {
                    break recorded_next(machine, body, &scope, tail)?;
                }
                node = body;
                inner = Some(scope);
            }
            Expr::Null => break Val::Null,
            Expr::Bool(value) => break Val::Bool(*value),
            Expr::Text(text) => break Val::string(text.clone()),
            Expr::Number(number) => break operators::number(machine, *number)?,
            Expr::Function(function) => break Closure::value(function, env),
            Expr::Var { name, slot } => {
                let slot = slot.get();
                break variable(machine, env, slot.up, slot.index, name)?;
            }
            Expr::Index { target, index } => break indexed(machine, target, index, env)?,
            Expr::Apply { target, positional, named, tailstrict } => {
                break closure::apply(machine, target, positional, named, *tailstrict, env, tail)?;
            }
            Expr::Binary(..) => break binary(machine, node, env, tail)?,
            _ => break other(machine, node, env, tail)?,
        }
    };
    machine.set_place(outer);
    Ok(value)
}

fn locals(env: &Env, binds: &[(IStr, N)]) -> Env {
    let scope = Scope::inner(env, None, Vec::new());
    scope.fill(binds.iter().map(|(_, value)| Lazy::thunk(value, &scope)).collect());
    scope
}

fn variable(machine: &Machine, env: &Env, up: u32, index: u32, name: &str) -> Result<Val> {
    if machine.recorder.is_on() {
        machine.recorder.forget_origin();
    }
    match env.variable(up, index) {
        Some(thunk) => thunk.evaluate().map_err(|error| machine.adopt(error)),
        None => {
            Err(machine.crash(&format!("RUNTIME: Unknown variable: {name} (we should have caught this statically)")))
        }
    }
}

#[inline(never)]
fn other(machine: &Machine, node: &Node, env: &Env, tail: Tail) -> Result<Val> {
    match &node.expr {
        Expr::Array(elements) => Ok(array::of(elements.iter().map(|element| Lazy::thunk(element, env)).collect())),
        Expr::Object(it) => object::object(machine, it, env),
        Expr::Merge { parts } => object::comprehension(machine, parts, env),
        Expr::FlatMap { array, body, .. } => flat_map(machine, array, body, env),
        Expr::Unary(operator, operand) => {
            let value = evaluate(machine, operand, env, tail.operand())?;
            unary(machine, *operator, &value)
        }
        Expr::Error(message) => {
            let message = evaluate(machine, message, env, Tail::No)?;
            let text = operators::text_of(machine, message)?.into_flat();
            let kind = if env.is_library() { words::of_library(&text) } else { FailureKind::Error };
            Err(machine.fail(text.to_string(), kind))
        }
        Expr::SelfObject(up) => match env.this(up.get()) {
            Some(this) => Ok(Val::Obj(this.object().clone())),
            None => Err(machine.fail("self without an object".to_owned(), FailureKind::Runtime)),
        },
        Expr::SuperIndex { index, up } => {
            let name = super_name(machine, index, env)?;
            let Some(this) = env.this(up.get()).cloned() else {
                return Err(machine.fail("super without an object".to_owned(), FailureKind::Runtime));
            };
            this.object().run_assertions().map_err(|error| machine.adopt(error))?;
            if !this.has_super() {
                let words = "Attempt to use super when there is no super class.".to_owned();
                return Err(machine.fail(words, FailureKind::Runtime));
            }
            match object::in_super(machine, &this, &name)? {
                Some(value) => Ok(value),
                None => Err(missing(machine, this.object(), &name, None)),
            }
        }
        Expr::InSuper { index, up } => {
            let name = super_name(machine, index, env)?;
            Ok(Val::Bool(env.this(up.get()).is_some_and(|this| this.in_super(&name))))
        }
        Expr::Std { function, arguments } => standard(machine, function, arguments, env),
        Expr::Overflow => Err(machine.fail("overflow".to_owned(), FailureKind::Runtime)),
        Expr::Import(which, path) => {
            let kind = FailureKind::Import { path: path.to_string(), text: *which == Import::Text };
            Err(machine.fail(format!("import not available {path}"), kind))
        }
        // The loop of `evaluate` has the rest.
        _ => Ok(Val::Null),
    }
}

fn super_name(machine: &Machine, index: &N, env: &Env) -> Result<IStr> {
    match evaluate(machine, index, env, Tail::No)? {
        Val::Str(name) => Ok(name.into_flat()),
        other => Err(wrong_type(machine, &other, "string")),
    }
}

/// Calls a function of the standard library that an operator stands for.
#[inline(never)]
fn standard(machine: &Machine, name: &str, arguments: &[N], env: &Env) -> Result<Val> {
    if env.is_blind() {
        return Err(machine.crash("RUNTIME: Unknown variable: $std (we should have caught this statically)"));
    }
    let std = machine.std.borrow().clone();
    let function = match std {
        Some(std) => std.get(name.into()).map_err(|error| machine.adopt(error))?,
        None => None,
    };
    let Some(Val::Func(function)) = function else {
        return Err(machine.fail(format!("Field does not exist: {name}"), FailureKind::Runtime));
    };
    let positional = arguments.iter().map(|argument| Lazy::thunk(argument, env)).collect();
    let arguments = closure::Arguments { positional, named: Vec::new(), tailstrict: false };
    closure::call(machine, &function, arguments)
}

/// One `for` of a comprehension.
#[inline(never)]
fn flat_map(machine: &Machine, array: &N, body: &N, env: &Env) -> Result<Val> {
    let array = match in_frame(machine, array, env, false)? {
        Val::Arr(array) => array,
        other => return Err(wrong_type(machine, &other, "array")),
    };
    let mut elements: Vec<Thunk<Val>> = Vec::new();
    for element in array.iter_lazy() {
        let scope = Scope::inner(env, None, vec![element]);
        match in_frame(machine, body, &scope, false)? {
            Val::Arr(part) => elements.extend(part.iter_lazy()),
            other => return Err(wrong_type(machine, &other, "array")),
        }
    }
    Ok(array::of(elements))
}

/// `target[index]` and `target.index`.
#[inline(never)]
fn indexed(machine: &Machine, target: &N, index: &N, env: &Env) -> Result<Val> {
    let value = evaluate(machine, target, env, Tail::No)?;
    let at = match &index.expr {
        Expr::Text(name) => Val::string(name.clone()),
        _ => evaluate(machine, index, env, Tail::No)?,
    };
    if machine.recorder.is_on() {
        machine.recorder.forget_origin();
    }
    match value {
        Val::Obj(object) => {
            let Val::Str(name) = at else {
                return Err(wrong_type(machine, &at, "string"));
            };
            let name = name.into_flat();
            match object::get(machine, &object, &name)? {
                Some(value) => Ok(value),
                None => Err(missing(machine, &object, &name, Some(target))),
            }
        }
        Val::Arr(array) => element(machine, &array, &at, target, index),
        Val::Str(text) => {
            let at = integer_index(machine, &at)?;
            let text = text.into_flat();
            let found = usize::try_from(at).ok().and_then(|at| text.chars().nth(at));
            match found {
                Some(found) => Ok(Val::string(found.to_string())),
                None => Err(out_of_bounds(machine, at, text.chars().count(), target, index)),
            }
        }
        other => Err(not_indexable(machine, &other, target)),
    }
}

fn element(machine: &Machine, array: &ArrValue, at: &Val, target: &N, index: &N) -> Result<Val> {
    let at = integer_index(machine, at)?;
    let found = u32::try_from(at).ok().and_then(|at| array.get_lazy(at));
    match found {
        Some(found) => found.evaluate().map_err(|error| machine.adopt(error)),
        None => Err(out_of_bounds(machine, at, array.len() as usize, target, index)),
    }
}

/// An index as Go turns a double into an integer.
fn integer_index(machine: &Machine, at: &Val) -> Result<i64> {
    match at {
        Val::Num(number) => Ok(operators::go_integer(number.get())),
        other => Err(wrong_type(machine, other, "number")),
    }
}

/// An operator between two operands. A long chain nests to the left; it is walked without recursion.
#[inline(never)]
fn binary(machine: &Machine, node: &Node, env: &Env, tail: Tail) -> Result<Val> {
    let Expr::Binary(operator, left, right) = &node.expr else { return Ok(Val::Null) };
    if !matches!(left.expr, Expr::Binary(..)) {
        let left = evaluate(machine, left, env, Tail::No)?;
        return operate(machine, *operator, left, right, env, tail);
    }
    let mut spine = vec![node];
    let mut lowest: &Node = left;
    while let Expr::Binary(_, left, _) = &lowest.expr {
        spine.push(lowest);
        lowest = left;
    }
    let outer = machine.place();
    machine.set_place(env.place(spine[spine.len() - 1]));
    let mut value = evaluate(machine, lowest, env, Tail::No)?;
    for (height, node) in spine.into_iter().enumerate().rev() {
        machine.set_place(env.place(node));
        if let Expr::Binary(operator, _, right) = &node.expr {
            value = operate(machine, *operator, value, right, env, if height == 0 { tail } else { Tail::No })?;
            if height > 0 && machine.recorder.is_on() {
                let noted = Ok(value);
                machine.recorder.evaluated(machine, node, env.place(node), &noted);
                value = noted?;
            }
        }
    }
    machine.set_place(outer);
    Ok(value)
}

fn operate(machine: &Machine, operator: Binary, left: Val, right: &N, env: &Env, tail: Tail) -> Result<Val> {
    if let Binary::And | Binary::Or = operator {
        if boolean(machine, &left)? == (operator == Binary::Or) {
            return Ok(left);
        }
        let right = evaluate(machine, right, env, tail.operand())?;
        return boolean(machine, &right).map(Val::Bool);
    }
    let right = evaluate(machine, right, env, tail.operand())?;
    operators::binary(machine, operator, left, right)
}

fn unary(machine: &Machine, operator: Unary, value: &Val) -> Result<Val> {
    if operator == Unary::Not {
        return Ok(Val::Bool(!boolean(machine, value)?));
    }
    let Val::Num(number) = value else {
        return Err(wrong_type(machine, value, "number"));
    };
    let number = number.get();
    operators::number(
        machine,
        match operator {
            Unary::Minus => -number,
            Unary::BitNot => !operators::go_integer(number) as f64,
            _ => number,
        },
    )
}
