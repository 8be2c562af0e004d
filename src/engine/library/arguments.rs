//! What go-jsonnet says of an argument of the wrong type, function by function: looked at before the evaluator's own
//! function runs, whose words are others. Measured.

use std::any::Any;

use jrsonnet_evaluator::{
    Result, Thunk, Val,
    function::{
        CallLocation, FunctionSignature,
        builtin::{Builtin, BuiltinFunc},
    },
};
use jrsonnet_gcmodule::Trace;

use crate::engine::{
    fail::{refuse, type_name},
    library::native::within,
    run::machine,
};

/// The types a parameter takes.
type Kinds = &'static [&'static str];

const TEXT: Kinds = &["string"];
const NUMBER: Kinds = &["number"];
const ARRAY: Kinds = &["array"];
const OBJECT: Kinds = &["object"];
const TEXT_OR_ARRAY: Kinds = &["string", "array"];

/// A parameter's position, the types it takes, and the words for another, with the type in the place of `{}`.
type Rule = (usize, Kinds, &'static str);

/// The rules in the order go-jsonnet looks at its arguments.
pub const RULES: &[(&str, &[Rule])] = &[
    (
        "split",
        &[
            (0, TEXT, "std.split first parameter must be a String, got {}"),
            (1, TEXT, "std.split second parameter must be a String, got {}"),
        ],
    ),
    (
        "findSubstr",
        &[
            (0, TEXT, "findSubstr first parameter should be a string, got {}"),
            (1, TEXT, "findSubstr second parameter should be a string, got {}"),
        ],
    ),
    ("find", &[(1, ARRAY, "find second parameter should be an array, got {}")]),
    ("contains", &[(0, ARRAY, "Unexpected type {}, expected array")]),
    ("member", &[(0, TEXT_OR_ARRAY, "std.member first argument must be an array or a string")]),
    (
        "repeat",
        &[
            (0, TEXT_OR_ARRAY, "std.repeat first argument must be an array or a string"),
            (1, NUMBER, "Unexpected type {}, expected number"),
        ],
    ),
    ("parseHex", &[(0, TEXT, "Expected string, got {}")]),
    ("parseOctal", &[(0, TEXT, "Expected string, got {}")]),
    ("all", &[(0, ARRAY, "all() parameter should be an array, got {}")]),
    ("any", &[(0, ARRAY, "any() parameter should be an array, got {}")]),
    ("deepJoin", &[(0, TEXT_OR_ARRAY, "Expected string or array, got {}")]),
    ("base64Decode", &[(0, TEXT, "base64DecodeBytes requires a string, got {}")]),
    ("base64DecodeBytes", &[(0, TEXT, "base64DecodeBytes requires a string, got {}")]),
    ("manifestIni", &[(0, OBJECT, "Unexpected type {}, expected object")]),
    ("manifestPythonVars", &[(0, OBJECT, "Unexpected type {}, expected object")]),
    ("manifestToml", &[(0, OBJECT, "TOML body must be an object. Got {}")]),
    ("manifestTomlEx", &[(0, OBJECT, "TOML body must be an object. Got {}")]),
    ("manifestYamlStream", &[(0, ARRAY, "manifestYamlStream only takes arrays, got {}")]),
    ("manifestXmlJsonml", &[(0, ARRAY, "Expected a JSONML value (an array), got {}")]),
    ("flattenArrays", &[(0, TEXT_OR_ARRAY, "foldl second parameter should be string or array, got {}")]),
    ("uniq", &[(0, TEXT_OR_ARRAY, "foldl second parameter should be string or array, got {}")]),
    ("lstripChars", &[(0, TEXT, "Unexpected type {}, expected string")]),
    ("rstripChars", &[(0, TEXT, "Unexpected type {}, expected string")]),
    ("stripChars", &[(0, TEXT, "Unexpected type {}, expected string")]),
];

/// A function of the base behind its rules.
#[derive(Trace)]
pub struct Checked {
    inner: BuiltinFunc,
    #[trace(skip)]
    frames: usize,
    #[trace(skip)]
    rules: &'static [Rule],
}

impl Checked {
    /// `inner` behind `rules`, within so many frames.
    pub fn new(inner: BuiltinFunc, frames: usize, rules: &'static [Rule]) -> Self {
        Self { inner, frames, rules }
    }
}

impl Builtin for Checked {
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn params(&self) -> FunctionSignature {
        self.inner.params()
    }

    fn call(&self, at: CallLocation<'_>, arguments: &[Option<Thunk<Val>>]) -> Result<Val> {
        machine::with(|machine| {
            within(machine, self.frames, || {
                for (position, kinds, words) in self.rules {
                    let Some(Some(argument)) = arguments.get(*position) else { continue };
                    let got = type_name(&argument.evaluate().map_err(|error| machine.adopt(error))?);
                    if !kinds.contains(&got) {
                        return refuse(machine, words.replace("{}", got));
                    }
                }
                self.inner.call(at, arguments).map_err(|error| machine.adopt(error))
            })
        })
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
