//! A value as plain data, cut where it is long.

use jrsonnet_evaluator::{ObjValue, Result, Val, val::ArrValue};
use serde::{Deserialize, Serialize};

use crate::engine::run::{machine::Machine, object};

/// How many elements of an array are shown.
const ELEMENTS: usize = 10;
/// How many fields of an object are shown.
const FIELDS: usize = 60;
/// How many characters of a text are shown.
const CHARACTERS: usize = 200;
/// How deep a value is shown.
const DEEPEST: usize = 8;

/// A value, or what can be shown of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sample {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text {
        /// Its beginning: at most 200 characters.
        beginning: String,
        /// How many characters it has.
        length: usize,
    },
    /// An array.
    Array {
        /// Its first elements.
        first: Vec<Sample>,
        /// How many it has.
        length: usize,
    },
    /// An object.
    Object {
        /// Its fields, in the order of their names.
        fields: Vec<Field>,
        /// How many more it has.
        more: usize,
    },
    /// A function.
    Function {
        /// The names of its parameters.
        parameters: Vec<String>,
    },
    /// No value: Ory's words for the error.
    Error(String),
    /// Not shown, because there is too much already.
    Cut,
}

/// A field of an object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Whether the body leaves it out (`::`).
    pub hidden: bool,
    /// Its value.
    pub value: Sample,
}

/// Takes samples, as long as there is room.
pub struct Sampler<'a> {
    machine: &'a Machine,
    /// How many values may still be shown.
    left: usize,
}

impl<'a> Sampler<'a> {
    /// One that shows so many values, parts of values counted too.
    pub fn new(machine: &'a Machine, values: usize) -> Self {
        Self { machine, left: values }
    }

    /// A value as data of at most so many values.
    pub fn at_most(&mut self, values: usize, value: &Val) -> Sample {
        let rest = self.left.saturating_sub(values);
        self.left = self.left.min(values);
        let sample = self.of(value, 0);
        self.left += rest;
        sample
    }

    fn of(&mut self, value: &Val, depth: usize) -> Sample {
        if self.left == 0 || depth > DEEPEST {
            return Sample::Cut;
        }
        self.left -= 1;
        match value {
            Val::Null => Sample::Null,
            Val::Bool(value) => Sample::Bool(*value),
            Val::Num(number) => Sample::Number(number.get()),
            Val::Str(text) => {
                let text = text.clone().into_flat();
                let beginning = text.chars().take(CHARACTERS).collect();
                Sample::Text { beginning, length: text.chars().count() }
            }
            Val::Func(function) => {
                let parameters = function.params().iter().map(|parameter| parameter.name().to_string()).collect();
                Sample::Function { parameters }
            }
            Val::Arr(array) => self.array(array, depth),
            Val::Obj(object) => self.object(object, depth),
        }
    }

    fn array(&mut self, array: &ArrValue, depth: usize) -> Sample {
        let elements = array.iter_lazy().take(ELEMENTS);
        let first = elements.map(|element| self.outcome(element.evaluate(), depth)).collect();
        Sample::Array { first, length: array.len() as usize }
    }

    fn object(&mut self, object: &ObjValue, depth: usize) -> Sample {
        let visible = object.fields();
        let all = object.fields_ex(true);
        let more = all.len().saturating_sub(FIELDS);
        let fields = all.into_iter().take(FIELDS).map(|name| {
            let value = object::get(self.machine, object, &name).map(Option::unwrap_or_default);
            let hidden = visible.binary_search(&name).is_err();
            Field { value: self.outcome(value, depth), name: name.to_string(), hidden }
        });
        Sample::Object { fields: fields.collect(), more }
    }

    fn outcome(&mut self, value: Result<Val>, depth: usize) -> Sample {
        match value {
            Ok(value) => self.of(&value, depth + 1),
            Err(error) => {
                let words = self.machine.words(&error);
                self.machine.unwind();
                Sample::Error(words)
            }
        }
    }
}
