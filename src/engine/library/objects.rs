//! Objects.

use jrsonnet_evaluator::{Result, Thunk, Val};

use crate::engine::{
    library::native::{Function, Given},
    run::{array, machine::Machine, object},
};

pub const FUNCTIONS: &[Function] = &[
    ("objectFieldsEx", &["obj", "hidden"], fields),
    ("objectHasEx", &["obj", "fname", "hidden"], has),
    ("objectRemoveKey", &["obj", "key"], remove_key),
    ("$objectFlatMerge", &["x"], merge),
];

fn fields(machine: &Machine, given: &Given) -> Result<Val> {
    let object = given.object(machine, 0)?;
    let names = object.fields_ex(given.boolean(machine, 1)?);
    Ok(array::of(names.into_iter().map(|name| Thunk::evaluated(Val::string(name))).collect()))
}

fn has(machine: &Machine, given: &Given) -> Result<Val> {
    let object = given.object(machine, 0)?;
    let name = given.text(machine, 1)?;
    Ok(Val::Bool(object.has_field_ex(name, given.boolean(machine, 2)?)))
}

fn remove_key(machine: &Machine, given: &Given) -> Result<Val> {
    object::without(machine, given.object(machine, 0)?, &given.text(machine, 1)?)
}

fn merge(machine: &Machine, given: &Given) -> Result<Val> {
    object::merge(machine, given.array(machine, 0)?)
}
