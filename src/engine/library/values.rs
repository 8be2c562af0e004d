//! What any value can be asked, and what reaches outside of the template.

use jrsonnet_evaluator::{Result, Val};

use crate::engine::{
    fail::{refuse, type_name},
    failure::FailureKind,
    library::native::{Function, Given},
    output::text,
    run::{machine::Machine, operators},
};

pub const FUNCTIONS: &[Function] = &[
    ("id", &["x"], id),
    ("type", &["x"], type_of),
    ("length", &["x"], length),
    ("toString", &["a"], to_string),
    ("escapeStringJson", &["str_"], escape_string_json),
    ("equals", &["x", "y"], equals),
    ("primitiveEquals", &["x", "y"], primitive_equals),
    ("xor", &["x", "y"], xor),
    ("xnor", &["x", "y"], xnor),
    ("trace", &["str", "rest"], trace),
    ("extVar", &["x"], external_variable),
    ("native", &["x"], native),
];

fn id(_: &Machine, given: &Given) -> Result<Val> {
    Ok(given.value(0).clone())
}

fn type_of(_: &Machine, given: &Given) -> Result<Val> {
    Ok(Val::string(type_name(given.value(0))))
}

fn length(machine: &Machine, given: &Given) -> Result<Val> {
    Ok(Val::num(match given.value(0) {
        Val::Obj(object) => object.len(),
        Val::Arr(array) => array.len(),
        Val::Str(text) => text.clone().into_flat().chars().count() as u32,
        Val::Func(function) => function.params_len(),
        other => return Err(operators::no_type(machine, other)),
    }))
}

fn to_string(machine: &Machine, given: &Given) -> Result<Val> {
    operators::text_of(machine, given.value(0).clone()).map(Val::Str)
}

fn escape_string_json(machine: &Machine, given: &Given) -> Result<Val> {
    let plain = operators::text_of(machine, given.value(0).clone())?.into_flat();
    let mut quoted = String::new();
    text::quoted(&plain, &mut quoted);
    Ok(Val::string(quoted))
}

fn equals(machine: &Machine, given: &Given) -> Result<Val> {
    operators::equals(machine, given.value(0), given.value(1), 0).map(Val::Bool)
}

fn primitive_equals(machine: &Machine, given: &Given) -> Result<Val> {
    let (left, right) = (given.value(0), given.value(1));
    match left {
        Val::Arr(_) | Val::Obj(_) if type_name(left) == type_name(right) => {
            refuse(machine, format!("primitiveEquals operates on primitive types, got {}", type_name(left)))
        }
        _ => operators::equals(machine, left, right, 0).map(Val::Bool),
    }
}

fn xor(machine: &Machine, given: &Given) -> Result<Val> {
    Ok(Val::Bool(given.boolean(machine, 0)? != given.boolean(machine, 1)?))
}

fn xnor(machine: &Machine, given: &Given) -> Result<Val> {
    Ok(Val::Bool(given.boolean(machine, 0)? == given.boolean(machine, 1)?))
}

/// Its words go to the worker's standard error, which nobody sees.
fn trace(machine: &Machine, given: &Given) -> Result<Val> {
    given.text(machine, 0)?;
    Ok(given.value(1).clone())
}

/// Ory passes none.
fn external_variable(machine: &Machine, given: &Given) -> Result<Val> {
    let name = given.text(machine, 0)?;
    let kind = FailureKind::ExternalVariable { name: name.to_string() };
    Err(machine.fail(format!("Undefined external variable: {name}"), kind))
}

/// Ory's worker has none.
fn native(machine: &Machine, given: &Given) -> Result<Val> {
    given.text(machine, 0)?;
    Ok(Val::Null)
}
