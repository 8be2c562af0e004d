//! Functions of the standard library that have to know about frames and places: those that call functions of the
//! template, those that operators stand for, and those whose arguments wait.
//!
//! go-jsonnet writes part of its library in Jsonnet, and each of its functions there costs frames of its own. How many
//! was measured: the deepest recursion through each that go-jsonnet allows.

use std::{any::Any, cell::RefCell};

use jrsonnet_evaluator::{
    IStr, ObjValue, Result, Thunk, Val,
    function::{
        CallLocation, FuncVal, FunctionSignature, ParamDefault, ParamName, ParamParse,
        builtin::{Builtin, BuiltinFunc},
    },
    val::{ArrValue, ThunkValue},
};
use jrsonnet_gcmodule::Trace;

use crate::engine::{
    fail::{boolean, refuse, type_name, wrong_type},
    failure::Kind,
    library::{
        arguments::{self, Checked},
        odd, standard,
    },
    output::{format, manifest, text},
    run::{
        array,
        closure::{self, Arguments},
        machine::{self, Machine, Place},
        object, operators,
    },
};

pub type Run = fn(&Machine, &Given<'_>) -> Result<Val>;

/// A function of the standard library, run by the machine.
#[derive(Trace, Clone)]
struct Native {
    #[trace(skip)]
    name: &'static str,
    #[trace(skip)]
    signature: FunctionSignature,
    #[trace(skip)]
    run: Run,
}

impl Builtin for Native {
    fn name(&self) -> &str {
        self.name
    }

    fn params(&self) -> FunctionSignature {
        self.signature.clone()
    }

    fn call(&self, _: CallLocation<'_>, arguments: &[Option<Thunk<Val>>]) -> Result<Val> {
        machine::with(|machine| (self.run)(machine, &Given(arguments)))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// Arguments as they were given, by parameter.
pub struct Given<'a>(&'a [Option<Thunk<Val>>]);

impl Given<'_> {
    pub fn value(&self, machine: &Machine, index: usize) -> Result<Val> {
        match self.0.get(index).and_then(Option::as_ref) {
            Some(thunk) => thunk.evaluate().map_err(|error| machine.adopt(error)),
            None => Ok(Val::Null),
        }
    }

    fn has(&self, index: usize) -> bool {
        self.0.get(index).is_some_and(Option::is_some)
    }
}

/// The functions: name, parameters (an ending `?` marks one that may be left out), and what it does.
const FUNCTIONS: &[(&str, &[&str], Run)] = &[
    ("makeArray", &["sz", "func"], make_array),
    ("map", &["func", "arr"], map),
    ("mapWithIndex", &["func", "arr"], map_with_index),
    ("mapWithKey", &["func", "obj"], map_with_key),
    ("filterMap", &["filter_func", "map_func", "arr"], filter_map),
    ("filter", &["func", "arr"], filter),
    ("flatMap", &["func", "arr"], flat_map),
    ("foldl", &["func", "arr", "init"], foldl),
    ("foldr", &["func", "arr", "init"], foldr),
    ("join", &["sep", "arr"], join),
    ("substr", &["str", "from", "len"], substr),
    ("char", &["n"], char_of),
    ("mantissa", &["x"], mantissa),
    ("exponent", &["x"], exponent),
    ("escapeStringJson", &["str_"], escape_string_json),
    ("parseInt", &["str"], parse_int),
    ("codepoint", &["str"], codepoint),
    ("assertEqual", &["a", "b"], assert_equal),
    ("mod", &["a", "b"], modulo_or_format),
    ("format", &["str", "vals"], format_alone),
    ("slice", &["indexable", "index", "end", "step"], slice),
    ("objectHasAll", &["o", "f"], object_has_all),
    ("objectHas", &["o", "f"], object_has),
    ("get", &["o", "f", "default?", "inc_hidden?"], get),
    ("toString", &["a"], to_string),
    ("trace", &["str", "rest"], trace),
    ("length", &["x"], length),
    ("equals", &["x", "y"], equals),
];

/// Functions of the base that cost frames in go-jsonnet while their arguments are evaluated, and how many (measured).
const FRAMED: &[(&str, usize)] = &[
    ("isString", 2),
    ("isNumber", 2),
    ("isBoolean", 2),
    ("isObject", 2),
    ("isArray", 2),
    ("isFunction", 2),
    ("objectFields", 2),
    ("objectFieldsAll", 2),
    ("objectValues", 1),
    ("objectKeysValues", 1),
    ("all", 6),
    ("any", 6),
    ("count", 3),
    ("find", 2),
    ("flattenArrays", 2),
    ("lines", 1),
    ("split", 4),
    ("repeat", 6),
    ("prune", 10),
];

/// A function of the base within frames.
#[derive(Trace)]
struct Framed {
    inner: BuiltinFunc,
    #[trace(skip)]
    frames: usize,
}

impl Builtin for Framed {
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn params(&self) -> FunctionSignature {
        self.inner.params()
    }

    fn call(&self, at: CallLocation<'_>, arguments: &[Option<Thunk<Val>>]) -> Result<Val> {
        machine::with(|machine| {
            let call = || self.inner.call(at, arguments).map_err(|error| machine.adopt(error));
            within(machine, self.frames, call)
        })
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// `base` with these functions in place of its own.
pub fn over(base: &ObjValue) -> ObjValue {
    let mut builder = ObjValue::builder();
    builder.with_super(base.clone());
    for (name, parameters, run) in FUNCTIONS.iter().chain(odd::FUNCTIONS) {
        let signature = FunctionSignature::new(
            parameters
                .iter()
                .map(|parameter| {
                    let (name, default) = match parameter.strip_suffix('?') {
                        Some(name) => (name, ParamDefault::Exists),
                        None => (*parameter, ParamDefault::None),
                    };
                    ParamParse::new(ParamName::Named(name.into()), default)
                })
                .collect(),
        );
        builder.method(*name, Native { name, signature, run: *run });
    }
    let ruled = |name: &str| arguments::RULES.iter().any(|(known, _)| *known == name);
    for (name, frames) in FRAMED.iter().filter(|(name, _)| !ruled(name)) {
        if let Ok(Some(Val::Func(FuncVal::Builtin(inner)))) = base.get((*name).into()) {
            builder.method(*name, Framed { inner, frames: *frames });
        }
    }
    for (name, rules) in arguments::RULES {
        if let Ok(Some(Val::Func(FuncVal::Builtin(inner)))) = base.get((*name).into()) {
            let frames = FRAMED.iter().find(|(framed, _)| framed == name).map_or(0, |(_, frames)| *frames);
            builder.method(*name, Checked::new(inner, frames, rules));
        }
    }
    // Ory's worker says the template's address here.
    builder.field("thisFile").hide().value(Val::string("template.jsonnet"));
    builder.build()
}

/// Runs `inside` within `count` frames, the outermost entered from the current place.
pub fn within<T>(machine: &Machine, count: usize, inside: impl FnOnce() -> Result<T>) -> Result<T> {
    let outer = machine.place();
    let mut frames = Vec::with_capacity(count);
    for _ in 0..count {
        frames.push(machine.enter(false)?);
        machine.set_place(Place::Nowhere);
    }
    let value = inside()?;
    for frame in frames.into_iter().rev() {
        machine.leave(frame);
    }
    machine.set_place(outer);
    Ok(value)
}

fn call(machine: &Machine, function: &FuncVal, positional: Vec<Thunk<Val>>) -> Result<Val> {
    closure::call(machine, function, Arguments { positional, named: Vec::new(), tailstrict: false })
}

fn function_of(machine: &Machine, value: Val) -> Result<FuncVal> {
    match value {
        Val::Func(function) => Ok(function),
        other => Err(wrong_type(machine, &other, "function")),
    }
}

fn array_of(machine: &Machine, value: Val) -> Result<ArrValue> {
    match value {
        Val::Arr(array) => Ok(array),
        other => Err(wrong_type(machine, &other, "array")),
    }
}

fn characters(text: &str) -> impl DoubleEndedIterator<Item = Thunk<Val>> {
    text.chars().map(|c| Thunk::evaluated(Val::string(c.to_string())))
}

fn index_thunk(index: usize) -> Thunk<Val> {
    Thunk::evaluated(Val::num(index as u32))
}

/// A call that waits, with the frames around it.
#[derive(Trace)]
struct Waiting {
    function: FuncVal,
    arguments: Vec<Thunk<Val>>,
    #[trace(skip)]
    frames: usize,
    value: RefCell<Option<Val>>,
}

impl ThunkValue for Waiting {
    type Output = Val;

    fn get(&self) -> Result<Val> {
        if let Some(value) = &*self.value.borrow() {
            machine::with(|machine| machine.recall(self));
            return Ok(value.clone());
        }
        let value = machine::with(|machine| {
            let value = within(machine, self.frames, || call(machine, &self.function, self.arguments.clone()));
            machine.keep(self);
            value
        })?;
        *self.value.borrow_mut() = Some(value.clone());
        Ok(value)
    }
}

fn waiting(function: &FuncVal, arguments: Vec<Thunk<Val>>, frames: usize) -> Thunk<Val> {
    Thunk::new(Waiting { function: function.clone(), arguments, frames, value: RefCell::default() })
}

/// A value that is one more frame away.
#[derive(Trace)]
struct Farther(Thunk<Val>);

impl ThunkValue for Farther {
    type Output = Val;

    fn get(&self) -> Result<Val> {
        machine::with(|machine| within(machine, 1, || self.0.evaluate().map_err(|error| machine.adopt(error))))
    }
}

fn farther(value: Thunk<Val>) -> Thunk<Val> {
    Thunk::new(Farther(value))
}

fn make_array(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    let (size, function) = (given.value(machine, 0)?, given.value(machine, 1)?);
    let Val::Num(size) = &size else {
        return Err(wrong_type(machine, &size, "number"));
    };
    let size = size.get();
    if size != f64::from(size as i32) {
        return refuse(machine, format!("Expected an integer, but got {}", text::shortest(size)));
    }
    let function = function_of(machine, function)?;
    Ok(array::of((0..size.max(0.0) as usize).map(|index| waiting(&function, vec![index_thunk(index)], 1)).collect()))
}

fn map(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    mapped(machine, given.value(machine, 0)?, given.value(machine, 1)?)
}

fn mapped(machine: &Machine, function: Val, over: Val) -> Result<Val> {
    let Val::Func(function) = function else {
        return refuse(machine, format!("std.map first param must be function, got {}", type_name(&function)));
    };
    let each = |element| waiting(&function, vec![farther(element)], 2);
    match over {
        Val::Arr(array) => Ok(array::of(array.iter_lazy().map(each).collect())),
        Val::Str(text) => Ok(array::of(characters(&text.into_flat()).map(each).collect())),
        other => refuse(machine, format!("std.map second param must be array / string, got {}", type_name(&other))),
    }
}

fn map_with_index(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    let (function, over) = (given.value(machine, 0)?, given.value(machine, 1)?);
    let Val::Func(function) = function else {
        return refuse(machine, format!("std.mapWithIndex first param must be function, got {}", type_name(&function)));
    };
    let each = |(index, element)| waiting(&function, vec![index_thunk(index), farther(element)], 2);
    match over {
        Val::Arr(array) => Ok(array::of(array.iter_lazy().enumerate().map(each).collect())),
        Val::Str(text) => Ok(array::of(characters(&text.into_flat()).enumerate().map(each).collect())),
        other => refuse(machine, format!("std.mapWithIndex second param must be array, got {}", type_name(&other))),
    }
}

fn map_with_key(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    let (function, over) = (given.value(machine, 0)?, given.value(machine, 1)?);
    let Val::Func(function) = function else {
        return refuse(machine, format!("std.mapWithKey first param must be function, got {}", type_name(&function)));
    };
    let Val::Obj(over) = over else {
        return refuse(machine, format!("std.mapWithKey second param must be object, got {}", type_name(&over)));
    };
    let mut builder = ObjValue::builder();
    for name in over.fields() {
        let arguments = vec![Thunk::evaluated(Val::string(name.clone())), over.get_lazy_or_bail(name.clone())];
        builder.field(name).thunk(waiting(&function, arguments, 1));
    }
    Ok(Val::Obj(builder.build()))
}

fn filter(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    let (function, over) = (given.value(machine, 0)?, given.value(machine, 1)?);
    let over = array_of(machine, over)?;
    let function = function_of(machine, function)?;
    filtered(machine, &function, &over)
}

fn filtered(machine: &Machine, function: &FuncVal, over: &ArrValue) -> Result<Val> {
    let mut kept = Vec::new();
    for element in over.iter_lazy() {
        let keep = call(machine, function, vec![element.clone()])?;
        if boolean(machine, &keep)? {
            kept.push(element);
        }
    }
    Ok(array::of(kept))
}

fn filter_map(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    let first = given.value(machine, 0)?;
    let Val::Func(keep) = first else {
        return refuse(machine, format!("std.filterMap first param must be function, got {}", type_name(&first)));
    };
    let second = given.value(machine, 1)?;
    if !matches!(second, Val::Func(_)) {
        return refuse(machine, format!("std.filterMap second param must be function, got {}", type_name(&second)));
    }
    let third = given.value(machine, 2)?;
    let Val::Arr(over) = third else {
        return refuse(machine, format!("std.filterMap third param must be array, got {}", type_name(&third)));
    };
    let kept = within(machine, 1, || filtered(machine, &keep, &over))?;
    mapped(machine, second, kept)
}

fn flat_map(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    let (function, over) = (given.value(machine, 0)?, given.value(machine, 1)?);
    let function = function_of(machine, function)?;
    match over {
        Val::Arr(over) => {
            let mut elements = Vec::new();
            for element in over.iter_lazy() {
                let part = call(machine, &function, vec![element])?;
                elements.extend(array_of(machine, part)?.iter_lazy());
            }
            Ok(array::of(elements))
        }
        Val::Str(over) => {
            let mut joined = String::new();
            for element in characters(&over.into_flat()) {
                match call(machine, &function, vec![element])? {
                    Val::Str(part) => joined.push_str(&part.into_flat()),
                    other => return Err(wrong_type(machine, &other, "string")),
                }
            }
            Ok(Val::string(joined))
        }
        other => refuse(machine, format!("std.flatMap second param must be array / string, got {}", type_name(&other))),
    }
}

fn folded(machine: &Machine, given: &Given<'_>, name: &str) -> Result<(FuncVal, Vec<Thunk<Val>>, Val)> {
    let (function, over, start) = (given.value(machine, 0)?, given.value(machine, 1)?, given.value(machine, 2)?);
    let function = function_of(machine, function)?;
    let elements = match over {
        Val::Arr(over) => over.iter_lazy().collect(),
        Val::Str(over) => characters(&over.into_flat()).collect(),
        other => {
            let got = type_name(&other);
            return refuse(machine, format!("{name} second parameter should be string or array, got {got}"));
        }
    };
    Ok((function, elements, start))
}

fn foldl(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    let (function, elements, mut value) = folded(machine, given, "foldl")?;
    for element in elements {
        value = call(machine, &function, vec![Thunk::evaluated(value), element])?;
    }
    Ok(value)
}

fn foldr(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    let (function, elements, mut value) = folded(machine, given, "foldr")?;
    for element in elements.into_iter().rev() {
        value = call(machine, &function, vec![element, Thunk::evaluated(value)])?;
    }
    Ok(value)
}

fn join(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    let (separator, parts) = (given.value(machine, 0)?, given.value(machine, 1)?);
    let parts = array_of(machine, parts)?;
    let values = parts.iter_lazy().map(|part| part.evaluate().map_err(|error| machine.adopt(error)));
    match separator {
        Val::Str(separator) => {
            let separator = separator.into_flat();
            let mut joined = String::new();
            let mut first = true;
            for value in values {
                match value? {
                    Val::Null => continue,
                    Val::Str(part) => {
                        if !first {
                            joined.push_str(&separator);
                        }
                        part.chunks(&mut |chunk| joined.push_str(chunk));
                    }
                    other => return Err(wrong_type(machine, &other, "string")),
                }
                first = false;
            }
            Ok(Val::string(joined))
        }
        Val::Arr(separator) => {
            let mut joined = Vec::new();
            let mut first = true;
            for value in values {
                match value? {
                    Val::Null => continue,
                    Val::Arr(part) => {
                        if !first {
                            joined.extend(separator.iter_lazy());
                        }
                        joined.extend(part.iter_lazy());
                    }
                    other => return Err(wrong_type(machine, &other, "array")),
                }
                first = false;
            }
            Ok(array::of(joined))
        }
        other => {
            let got = type_name(&other);
            refuse(machine, format!("join first parameter should be string or array, got {got}"))
        }
    }
}

fn substr(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    let (target, from, length) = (given.value(machine, 0)?, given.value(machine, 1)?, given.value(machine, 2)?);
    let wrong = |which: &str, what: &str, got: &str| {
        refuse(machine, format!("substr {which} parameter should be {what}, got {got}"))
    };
    let Val::Str(target) = target else {
        return wrong("first", "a string", type_name(&target));
    };
    let Val::Num(from) = from else {
        return wrong("second", "a number", type_name(&from));
    };
    let from = from.get();
    if from.fract() != 0.0 {
        return wrong("second", "an integer", &format!("{from:.6}"));
    }
    if from < 0.0 {
        return wrong("second", "greater than zero", &format!("{from:.6}"));
    }
    let Val::Num(length) = length else {
        return wrong("third", "a number", type_name(&length));
    };
    let length = length.get();
    if length != f64::from(length as i32) {
        return wrong("third", "an integer", &format!("{length:.6}"));
    }
    if length < 0.0 {
        return wrong("third", "greater than zero", &format!("{length:.0}"));
    }
    let found: String = target.into_flat().chars().skip(from as usize).take(length as usize).collect();
    Ok(Val::string(found))
}

fn number_of(machine: &Machine, value: &Val) -> Result<f64> {
    value.as_num().ok_or_else(|| wrong_type(machine, value, "number"))
}

fn char_of(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    let number = number_of(machine, &given.value(machine, 0)?)?;
    let shown = text::shortest(number);
    if number > f64::from(u32::from(char::MAX)) {
        return refuse(machine, format!("Invalid unicode codepoint, got {shown}"));
    }
    if number < 0.0 {
        return refuse(machine, format!("Codepoints must be >= 0, got {shown}"));
    }
    // Half of a surrogate pair is no character.
    Ok(Val::string(char::from_u32(number as u32).unwrap_or(char::REPLACEMENT_CHARACTER).to_string()))
}

/// A number as a fraction between a half and one, and a power of two.
fn parts_of(number: f64) -> (f64, i32) {
    if number == 0.0 {
        return (number, 0);
    }
    // Numbers too small for the usual form are brought into it first.
    let (number, moved) = if number.is_normal() { (number, 0) } else { (number * 2f64.powi(64), 64) };
    let bits = number.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i32 - 1022;
    (f64::from_bits((bits & !(0x7ff << 52)) | (1022 << 52)), exponent - moved)
}

fn mantissa(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    let number = number_of(machine, &given.value(machine, 0)?)?;
    operators::number(machine, parts_of(number).0)
}

fn exponent(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    let number = number_of(machine, &given.value(machine, 0)?)?;
    operators::number(machine, f64::from(parts_of(number).1))
}

fn escape_string_json(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    let plain = operators::text_of(machine, given.value(machine, 0)?)?.into_flat();
    let mut quoted = String::new();
    text::quoted(&plain, &mut quoted);
    Ok(Val::string(quoted))
}

fn parse_int(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    let text = name_of(machine, given.value(machine, 0)?)?;
    match text.parse::<i64>() {
        Ok(number) => operators::number(machine, number as f64),
        Err(_) => refuse(machine, format!("{text} is not a base 10 integer")),
    }
}

fn codepoint(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    let text = name_of(machine, given.value(machine, 0)?)?;
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(only), None) => Ok(Val::num(u32::from(only))),
        _ => {
            let count = text.chars().count();
            refuse(machine, format!("codepoint takes a string of length 1, got length {count}"))
        }
    }
}

fn assert_equal(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    within(machine, 1, || {
        let (left, right) = (given.value(machine, 0)?, given.value(machine, 1)?);
        if operators::equals(machine, &left, &right, 0)? {
            return Ok(Val::Bool(true));
        }
        let (left, right) = (manifest::one_line(machine, &left)?, manifest::one_line(machine, &right)?);
        refuse(machine, format!("Assertion failed. {left} != {right}"))
    })
}

/// `%`: the remainder of numbers, or `std.format`.
fn modulo_or_format(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    within(machine, 4, || {
        let left = given.value(machine, 0)?;
        if let Val::Str(_) = &left {
            return format(machine, left, given);
        }
        let right = given.value(machine, 1)?;
        let (Val::Num(x), Val::Num(y)) = (&left, &right) else {
            let (left, right) = (type_name(&left), type_name(&right));
            return refuse(machine, format!("Operator % cannot be used on types {left} and {right}."));
        };
        if y.get() == 0.0 {
            return Err(machine.fail("Division by zero.".to_owned(), Kind::DivisionByZero));
        }
        operators::number(machine, x.get() % y.get())
    })
}

fn format(machine: &Machine, template: Val, given: &Given<'_>) -> Result<Val> {
    let values = within(machine, 2, || given.value(machine, 1))?;
    within(machine, 13, || formatted(machine, template, &values))
}

/// `std.format` itself.
fn format_alone(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    let (template, values) = (given.value(machine, 0)?, given.value(machine, 1)?);
    within(machine, 16, || formatted(machine, template, &values))
}

fn formatted(machine: &Machine, template: Val, values: &Val) -> Result<Val> {
    let template = name_of(machine, template)?;
    let numbers = standard::base().get("format".into()).map_err(|error| machine.adopt(error))?;
    format::format(machine, &template, values, &numbers.unwrap_or_default())
}

/// `target[index:end:step]`. The bounds may be fractions: go-jsonnet counts on from the first one.
fn slice(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    within(machine, 4, || {
        let target = given.value(machine, 0)?;
        let length = match &target {
            Val::Arr(array) => Some(f64::from(array.len())),
            Val::Str(text) => Some(text.clone().into_flat().chars().count() as f64),
            _ => None,
        };
        let step = given.value(machine, 3)?;
        let zero = Val::num(0u32);
        let step = match &step {
            Val::Null => 1.0,
            step => {
                let order = operators::compare(machine, step, &zero, 0)?;
                if order.is_lt() {
                    return negative_step(machine, given, length.unwrap_or(0.0), step);
                }
                if order.is_eq() {
                    return refuse(machine, "got 0 but step must be greater than 0".to_owned());
                }
                step.as_num().unwrap_or(1.0)
            }
        };
        let Some(length) = length else {
            let got = type_name(&target);
            return refuse(machine, format!("std.slice accepts a string or an array, but got: {got}"));
        };
        let start = bound(machine, given.value(machine, 1)?, length, 0.0)?;
        let end = bound(machine, given.value(machine, 2)?, length, length)?.min(length);
        let mut at = start;
        let positions = std::iter::from_fn(|| {
            let position = at;
            at += step;
            (position < end).then_some(position as u32)
        });
        Ok(match &target {
            Val::Arr(array) => array::of(positions.filter_map(|position| array.get_lazy(position)).collect()),
            other => {
                let text: Vec<char> = other.as_str().unwrap_or_else(IStr::empty).chars().collect();
                Val::string(positions.filter_map(|position| text.get(position as usize)).collect::<String>())
            }
        })
    })
}

fn bound(machine: &Machine, value: Val, length: f64, default: f64) -> Result<f64> {
    if let Val::Null = value {
        return Ok(default);
    }
    let negative = operators::compare(machine, &value, &Val::num(0u32), 0)?.is_lt();
    let value = value.as_num().unwrap_or(0.0);
    Ok(if negative { (length + value).max(0.0) } else { value })
}

fn negative_step(machine: &Machine, given: &Given<'_>, length: f64, step: &Val) -> Result<Val> {
    let mut words = "got [".to_owned();
    text::number(bound(machine, given.value(machine, 1)?, length, 0.0)?, &mut words);
    words.push(':');
    text::number(bound(machine, given.value(machine, 2)?, length, length)?, &mut words);
    words.push(':');
    text::number(step.as_num().unwrap_or(0.0), &mut words);
    words.push_str("] but negative steps are not supported");
    refuse(machine, words)
}

fn has(machine: &Machine, given: &Given<'_>, hidden: bool) -> Result<Val> {
    within(machine, 2, || {
        let object = given.value(machine, 0)?;
        let Val::Obj(object) = object else {
            return Err(wrong_type(machine, &object, "object"));
        };
        Ok(Val::Bool(object.has_field_ex(name_of(machine, given.value(machine, 1)?)?, hidden)))
    })
}

fn name_of(machine: &Machine, value: Val) -> Result<IStr> {
    match value {
        Val::Str(name) => Ok(name.into_flat()),
        other => Err(wrong_type(machine, &other, "string")),
    }
}

fn object_has_all(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    has(machine, given, true)
}

fn object_has(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    has(machine, given, false)
}

fn get(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    within(machine, 1, || {
        let object = given.value(machine, 0)?;
        let Val::Obj(object) = object else {
            return Err(wrong_type(machine, &object, "object"));
        };
        let name = name_of(machine, given.value(machine, 1)?)?;
        let hidden = !given.has(3) || boolean(machine, &given.value(machine, 3)?)?;
        if object.has_field_ex(name.clone(), hidden) {
            return object::get(machine, &object, &name).map(Option::unwrap_or_default);
        }
        given.value(machine, 2)
    })
}

fn to_string(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    operators::text_of(machine, given.value(machine, 0)?).map(Val::Str)
}

/// Its words go to the worker's standard error, which nobody sees.
fn trace(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    let (words, rest) = (given.value(machine, 0)?, given.value(machine, 1)?);
    name_of(machine, words)?;
    Ok(rest)
}

fn length(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    length_of(machine, &given.value(machine, 0)?).map(Val::num)
}

/// How long a value is, as `std.length` counts.
pub fn length_of(machine: &Machine, value: &Val) -> Result<u32> {
    match value {
        Val::Obj(object) => Ok(object.len()),
        Val::Arr(array) => Ok(array.len()),
        Val::Str(text) => Ok(text.clone().into_flat().chars().count() as u32),
        Val::Func(function) => Ok(function.params_len()),
        other => Err(operators::no_type(machine, other)),
    }
}

fn equals(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    let (left, right) = (given.value(machine, 0)?, given.value(machine, 1)?);
    operators::equals(machine, &left, &right, 0).map(Val::Bool)
}
