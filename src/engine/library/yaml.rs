//! `std.parseYaml`.

use jrsonnet_evaluator::{Result, Thunk, Val, function::FuncVal};
use jrsonnet_stdlib::builtin_parse_yaml;

use crate::engine::{
    library::native::{self, Given},
    run::machine::Machine,
};

pub fn parse(machine: &Machine, given: &Given) -> Result<Val> {
    let text = Val::string(given.text(machine, 0)?);
    native::call(machine, &FuncVal::builtin(builtin_parse_yaml {}), vec![Thunk::evaluated(text)])
}
