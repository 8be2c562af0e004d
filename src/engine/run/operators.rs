//! go-jsonnet's operators on values.

use std::cmp::Ordering;

use jrsonnet_evaluator::{
    Error, NumValue, Result, Val,
    val::{ArrValue, StrValue},
};

use crate::engine::{
    fail::{type_name, wrong_type},
    failure::FailureKind,
    output::manifest,
    run::{array, machine::Machine, object},
    syntax::tree::Binary,
};

/// A number value; infinite and undefined ones are errors.
pub fn number(machine: &Machine, number: f64) -> Result<Val> {
    match NumValue::new(number) {
        Some(number) => Ok(Val::Num(number)),
        None => {
            let words = if number.is_nan() { "Not a number" } else { "Overflow" };
            Err(machine.fail(words.to_owned(), FailureKind::Runtime))
        }
    }
}

/// A double to an integer as Go does it on Ory's machines: what does not fit becomes the smallest.
pub fn go_integer(number: f64) -> i64 {
    if number >= 9_223_372_036_854_775_808.0 { i64::MIN } else { number as i64 }
}

fn number_of(machine: &Machine, value: &Val) -> Result<f64> {
    match value {
        Val::Num(number) => Ok(number.get()),
        other => Err(wrong_type(machine, other, "number")),
    }
}

/// `left operator right`, where both are evaluated.
#[inline(never)]
pub fn binary(machine: &Machine, operator: Binary, left: Val, right: Val) -> Result<Val> {
    match operator {
        Binary::Plus => plus(machine, left, right),
        Binary::Equal => equals(machine, &left, &right, 0).map(Val::Bool),
        Binary::NotEqual => equals(machine, &left, &right, 0).map(|equal| Val::Bool(!equal)),
        Binary::Less => Ok(Val::Bool(compare(machine, &left, &right, 0)? == Ordering::Less)),
        Binary::LessOrEqual => Ok(Val::Bool(compare(machine, &left, &right, 0)? != Ordering::Greater)),
        Binary::Greater => Ok(Val::Bool(compare(machine, &left, &right, 0)? == Ordering::Greater)),
        Binary::GreaterOrEqual => Ok(Val::Bool(compare(machine, &left, &right, 0)? != Ordering::Less)),
        _ => arithmetic(machine, operator, &left, &right),
    }
}

fn arithmetic(machine: &Machine, operator: Binary, left: &Val, right: &Val) -> Result<Val> {
    let x = number_of(machine, left)?;
    let y = number_of(machine, right)?;
    let result = match operator {
        Binary::Multiply => x * y,
        Binary::Minus => x - y,
        Binary::Divide if y == 0.0 => {
            return Err(machine.fail("Division by zero.".to_owned(), FailureKind::DivisionByZero));
        }
        Binary::Divide => x / y,
        _ => bitwise(machine, operator, x, y)?,
    };
    number(machine, result)
}

fn bitwise(machine: &Machine, operator: Binary, x: f64, y: f64) -> Result<f64> {
    for number in [x, y] {
        if !(-9_223_372_036_854_775_808.0..=9_223_372_036_854_775_808.0).contains(&number) {
            let shown = crate::engine::output::text::shortest(number);
            let words = format!(
                "Bitwise operator argument {shown} outside of range [-9223372036854775808, 9223372036854775807]"
            );
            return Err(machine.fail(words, FailureKind::Runtime));
        }
    }
    let shift = matches!(operator, Binary::ShiftLeft | Binary::ShiftRight);
    if shift && y < 0.0 {
        return Err(machine.fail("Shift by negative exponent.".to_owned(), FailureKind::Runtime));
    }
    let (x, y) = (go_integer(x), go_integer(y));
    // The remainder keeps Go's sign; a negative one shifts everything out.
    let by = u32::try_from(y % 64).ok();
    let result = match operator {
        Binary::ShiftLeft => by.map_or(0, |by| x << by),
        Binary::ShiftRight => by.map_or(x >> 63, |by| x >> by),
        Binary::BitAnd => x & y,
        Binary::BitXor => x ^ y,
        _ => x | y,
    };
    Ok(result as f64)
}

/// `left + right`.
pub fn plus(machine: &Machine, left: Val, right: Val) -> Result<Val> {
    match (left, right) {
        (Val::Num(left), Val::Num(right)) => number(machine, left.get() + right.get()),
        (left, Val::Str(right)) => Ok(Val::Str(join(text_of(machine, left)?, right))),
        (Val::Str(left), right) => Ok(Val::Str(join(left, text_of(machine, right)?))),
        (Val::Obj(left), Val::Obj(right)) => Ok(object::extended(machine, &left, &right)),
        (Val::Arr(left), Val::Arr(right)) => Ok(array::concat(&left, &right)),
        (Val::Num(_), right) => Err(wrong_type(machine, &right, "number")),
        (Val::Obj(_), right) => Err(wrong_type(machine, &right, "object")),
        (Val::Arr(_), right) => Err(wrong_type(machine, &right, "array")),
        (left, _) => Err(no_type(machine, &left)),
    }
}

/// go-jsonnet's error for a value of a type that an operation does not know.
pub fn no_type(machine: &Machine, value: &Val) -> Error {
    let got = type_name(value);
    machine.fail(format!("Unexpected type {got}"), FailureKind::WrongType { got: got.to_owned(), expected: None })
}

/// A value as text: strings as they are, everything else as JSON on one line.
pub fn text_of(machine: &Machine, value: Val) -> Result<StrValue> {
    match value {
        Val::Str(text) => Ok(text),
        other => Ok(manifest::one_line(machine, &other)?.into()),
    }
}

/// Two strings as one. Pieces are gathered into longer ones, so that a string built from very many small pieces
/// does not become a chain as deep as it has pieces.
fn join(left: StrValue, right: StrValue) -> StrValue {
    const PIECE: usize = 1024;
    if let StrValue::Tree(pair) = &left
        && pair.1.len() + right.len() < PIECE
    {
        let end: StrValue = format!("{}{right}", pair.1).into();
        return StrValue::concat(pair.0.clone(), end);
    }
    if let StrValue::Tree(pair) = &right
        && left.len() + pair.0.len() < PIECE
    {
        let start: StrValue = format!("{left}{}", pair.0).into();
        return StrValue::concat(start, pair.1.clone());
    }
    StrValue::concat(left, right)
}

/// How deep values may nest in a comparison; go-jsonnet has no limit, but nothing deeper can be printed.
const DEEPEST: usize = 5_000;

fn too_deep(machine: &Machine) -> Error {
    machine.fail(crate::engine::run::machine::TOO_MANY_FRAMES.to_owned(), FailureKind::Stack)
}

/// `left == right`.
#[inline]
pub fn equals(machine: &Machine, left: &Val, right: &Val, depth: usize) -> Result<bool> {
    match (left, right) {
        // At once: a search through a list of numbers is nothing else.
        (Val::Num(left), Val::Num(right)) => Ok(left.get() == right.get()),
        _ => alike(machine, left, right, depth),
    }
}

fn alike(machine: &Machine, left: &Val, right: &Val, depth: usize) -> Result<bool> {
    if depth > DEEPEST {
        return Err(too_deep(machine));
    }
    match (left, right) {
        (Val::Null, Val::Null) => Ok(true),
        (Val::Bool(left), Val::Bool(right)) => Ok(left == right),
        (Val::Str(left), Val::Str(right)) => Ok(left == right),
        (Val::Arr(left), Val::Arr(right)) => {
            if left.len() != right.len() {
                return Ok(false);
            }
            for (left, right) in left.iter_lazy().zip(right.iter_lazy()) {
                let left = left.evaluate().map_err(|error| machine.adopt(error))?;
                let right = right.evaluate().map_err(|error| machine.adopt(error))?;
                if !equals(machine, &left, &right, depth + 1)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        (Val::Obj(left), Val::Obj(right)) => {
            let fields = left.fields();
            if fields != right.fields() {
                return Ok(false);
            }
            for field in fields {
                let value_of = |object: &jrsonnet_evaluator::ObjValue| {
                    object::get(machine, object, &field).map(Option::unwrap_or_default)
                };
                if !equals(machine, &value_of(left)?, &value_of(right)?, depth + 1)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        (Val::Func(_), Val::Func(_)) => {
            Err(machine.fail("Cannot test equality of functions".to_owned(), FailureKind::Runtime))
        }
        _ => Ok(false),
    }
}

/// The order of two values.
pub fn compare(machine: &Machine, left: &Val, right: &Val, depth: usize) -> Result<Ordering> {
    if depth > DEEPEST {
        return Err(too_deep(machine));
    }
    match (left, right) {
        (Val::Num(left), Val::Num(right)) => Ok(left.get().partial_cmp(&right.get()).unwrap_or(Ordering::Equal)),
        (Val::Num(_), other) => Err(wrong_type(machine, other, "number")),
        // Code points and UTF-8 bytes have one order.
        (Val::Str(left), Val::Str(right)) => {
            Ok(left.clone().into_flat().as_str().cmp(right.clone().into_flat().as_str()))
        }
        (Val::Str(_), other) => Err(wrong_type(machine, other, "string")),
        (Val::Arr(left), Val::Arr(right)) => compare_arrays(machine, left, right, depth),
        (Val::Arr(_), other) => Err(wrong_type(machine, other, "array")),
        (other, _) => Err(no_type(machine, other)),
    }
}

fn compare_arrays(machine: &Machine, left: &ArrValue, right: &ArrValue, depth: usize) -> Result<Ordering> {
    for (left, right) in left.iter_lazy().zip(right.iter_lazy()) {
        let left = left.evaluate().map_err(|error| machine.adopt(error))?;
        let right = right.evaluate().map_err(|error| machine.adopt(error))?;
        let order = compare(machine, &left, &right, depth + 1)?;
        if order != Ordering::Equal {
            return Ok(order);
        }
    }
    Ok(left.len().cmp(&right.len()))
}
