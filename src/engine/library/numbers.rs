//! Numbers.

use jrsonnet_evaluator::{Result, Val};

use crate::engine::{
    failure::FailureKind,
    library::{
        math,
        native::{Function, Given},
    },
    run::{machine::Machine, operators},
};

pub const FUNCTIONS: &[Function] = &[
    ("ceil", &["x"], |machine, given| of(machine, given, f64::ceil)),
    ("floor", &["x"], |machine, given| of(machine, given, f64::floor)),
    ("round", &["x"], |machine, given| of(machine, given, f64::round)),
    ("sqrt", &["x"], |machine, given| of(machine, given, f64::sqrt)),
    ("sin", &["x"], |machine, given| of(machine, given, math::sin)),
    ("cos", &["x"], |machine, given| of(machine, given, math::cos)),
    ("tan", &["x"], |machine, given| of(machine, given, math::tan)),
    ("asin", &["x"], |machine, given| of(machine, given, math::asin)),
    ("acos", &["x"], |machine, given| of(machine, given, math::acos)),
    ("atan", &["x"], |machine, given| of(machine, given, math::atan)),
    ("log", &["x"], |machine, given| of(machine, given, math::ln)),
    ("exp", &["x"], |machine, given| of(machine, given, exp)),
    ("mantissa", &["x"], |machine, given| of(machine, given, |x| math::split(x).0)),
    ("exponent", &["x"], |machine, given| of(machine, given, |x| f64::from(math::split(x).1))),
    ("atan2", &["y", "x"], |machine, given| of_two(machine, given, math::atan2)),
    ("hypot", &["x", "y"], |machine, given| of_two(machine, given, math::hypot)),
    ("pow", &["x", "n"], |machine, given| of_two(machine, given, math::pow)),
    ("modulo", &["x", "y"], modulo),
    ("isEven", &["x"], |machine, given| is(machine, given, |x| x.trunc() % 2.0 == 0.0)),
    ("isOdd", &["x"], |machine, given| is(machine, given, |x| x.trunc() % 2.0 != 0.0)),
    ("isInteger", &["x"], |machine, given| is(machine, given, |x| x.fract() == 0.0)),
    ("isDecimal", &["x"], |machine, given| is(machine, given, |x| x.fract() != 0.0)),
];

fn of(machine: &Machine, given: &Given, work_out: fn(f64) -> f64) -> Result<Val> {
    operators::number(machine, work_out(given.number(machine, 0)?))
}

fn of_two(machine: &Machine, given: &Given, work_out: fn(f64, f64) -> f64) -> Result<Val> {
    let x = given.number(machine, 0)?;
    operators::number(machine, work_out(x, given.number(machine, 1)?))
}

fn is(machine: &Machine, given: &Given, has_it: fn(f64) -> bool) -> Result<Val> {
    Ok(Val::Bool(has_it(given.number(machine, 0)?)))
}

fn exp(x: f64) -> f64 {
    let power = math::exp(x);
    if power == 0.0 && x > 0.0 { f64::INFINITY } else { power }
}

fn modulo(machine: &Machine, given: &Given) -> Result<Val> {
    let (x, y) = (given.number(machine, 0)?, given.number(machine, 1)?);
    if y == 0.0 {
        return Err(machine.fail("Division by zero.".to_owned(), FailureKind::DivisionByZero));
    }
    operators::number(machine, x % y)
}
