//! Members of `std` that templates use all the time, worked out in Rust where nothing can differ from what their Jsonnet
//! gives: arguments are evaluated in the same order and within the same frames as there, and whatever is odd, or so deep
//! that the frames could run out, is left to the Jsonnet.

use jrsonnet_evaluator::{
    Result, Thunk, Val,
    function::{CallLocation, FuncVal, FunctionSignature, builtin::Builtin},
};
use jrsonnet_gcmodule::Trace;

use crate::engine::{
    library::{math, native::evaluated},
    output::text,
    run::{
        array,
        closure::Waiting,
        machine::{self, Machine},
        object,
    },
};

/// What a shortcut gets: its arguments as they wait. It gives no value where the Jsonnet has to do it.
type Run = fn(&Machine, &[Option<Thunk<Val>>]) -> Result<Option<Val>>;

/// How many frames have to be left: more than the Jsonnet of any of these takes by itself.
const ROOM: usize = 150;

const SHORTCUTS: &[(&str, Run)] = &[
    ("mod", format),
    ("slice", slice),
    ("map", map),
    ("mapWithIndex", map_with_index),
    ("objectHas", |machine, given| has(machine, given, false)),
    ("objectHasAll", |machine, given| has(machine, given, true)),
    ("get", get),
    ("asciiLower", |machine, given| each_character(machine, given, 11, |c, out| out.push(c.to_ascii_lowercase()))),
    ("asciiUpper", |machine, given| each_character(machine, given, 11, |c, out| out.push(c.to_ascii_uppercase()))),
];

/// A function with its shortcut.
#[derive(Trace, Clone)]
pub struct Short {
    /// The function itself.
    pub whole: FuncVal,
    #[trace(skip)]
    run: Run,
}

/// The member `name`, whose value is `whole`, with its shortcut if it has one.
pub fn over(name: &str, whole: Val) -> Val {
    match (whole, SHORTCUTS.iter().find(|(known, _)| *known == name)) {
        (Val::Func(whole), Some((_, run))) => Val::Func(FuncVal::builtin(Short { whole, run: *run })),
        (whole, _) => whole,
    }
}

impl Builtin for Short {
    fn name(&self) -> &str {
        "function"
    }

    fn params(&self) -> FunctionSignature {
        self.whole.params()
    }

    fn call(&self, at: CallLocation<'_>, arguments: &[Option<Thunk<Val>>]) -> Result<Val> {
        let short = machine::with(|machine| {
            if machine.room() < ROOM || machine.recorder.is_on() { Ok(None) } else { (self.run)(machine, arguments) }
        })?;
        match (short, &self.whole) {
            (Some(value), _) => Ok(value),
            (None, FuncVal::Builtin(whole)) => whole.call(at, arguments),
            (None, FuncVal::Normal(_)) => Ok(Val::Null),
        }
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

/// An argument evaluated within so many frames.
fn value(machine: &Machine, given: &[Option<Thunk<Val>>], at: usize, frames: usize) -> Result<Option<Val>> {
    match given.get(at) {
        Some(Some(argument)) => machine.within(frames, || evaluated(machine, argument)).map(Some),
        _ => Ok(None),
    }
}

/// `text % values`, for the plainest codes.
fn format(machine: &Machine, given: &[Option<Thunk<Val>>]) -> Result<Option<Val>> {
    // `std.isNumber(a)`, then in `std.format` `std.isArray(vals)`, then what stands around one value.
    const TEMPLATE: usize = 4;
    const VALUES: usize = 6;
    const ONE: usize = 17;
    let Some(Val::Str(template)) = value(machine, given, 0, TEMPLATE)? else { return Ok(None) };
    let Some(values) = value(machine, given, 1, VALUES)? else { return Ok(None) };
    let template = template.into_flat();
    let mut out = String::new();
    let mut rest = template.as_str();
    let mut next = 0;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let Some((code, after)) = Code::read(&rest[at + 1..]) else { return Ok(None) };
        rest = after;
        if code.conversion == '%' {
            out.push('%');
            continue;
        }
        let one = match (&values, code.key) {
            (Val::Obj(object), Some(key)) => {
                let key = key.into();
                if !object.has_field_ex(key, true) {
                    return Ok(None);
                }
                machine.within(ONE, || object::get(machine, object, &code.key.unwrap_or_default().into()))?
            }
            (Val::Arr(array), None) => match array.get_lazy(next) {
                Some(element) => Some(machine.within(ONE, || evaluated(machine, &element))?),
                None => None,
            },
            (Val::Obj(_) | Val::Arr(_), _) => None,
            (value, _) => (next == 0).then(|| value.clone()),
        };
        next += 1;
        let Some(written) = one.and_then(|one| code.write(&one)) else { return Ok(None) };
        code.pad(&written, &mut out);
    }
    out.push_str(rest);
    let expected = match &values {
        Val::Obj(_) => next,
        Val::Arr(array) => array.len(),
        _ => 1,
    };
    Ok((next == expected).then(|| Val::string(out)))
}

/// `%(key)05.2f`
struct Code<'a> {
    key: Option<&'a str>,
    zero: bool,
    left: bool,
    width: usize,
    precision: Option<usize>,
    conversion: char,
}

impl<'a> Code<'a> {
    fn read(text: &'a str) -> Option<(Self, &'a str)> {
        let (key, mut rest) = match text.strip_prefix('(') {
            Some(after) => after.split_once(')').map(|(key, rest)| (Some(key), rest))?,
            None => (None, text),
        };
        let (mut zero, mut left) = (false, false);
        while let Some(after) = rest.strip_prefix(['0', '-']) {
            zero |= rest.starts_with('0');
            left |= rest.starts_with('-');
            rest = after;
        }
        let digits = |text: &str| text.bytes().take(3).take_while(u8::is_ascii_digit).count();
        let length = digits(rest);
        let width = rest[..length].parse().unwrap_or(0);
        rest = &rest[length..];
        let mut precision = None;
        if let Some(after) = rest.strip_prefix('.') {
            let length = digits(after);
            precision = Some(after[..length].parse().unwrap_or(0));
            rest = &after[length..];
        }
        let conversion = rest.chars().next().filter(|c| matches!(c, 's' | 'd' | 'i' | 'f' | '%'))?;
        let plain = conversion != '%' || rest.len() == text.len();
        (plain && width < 60 && precision.unwrap_or(0) < 10)
            .then(|| (Self { key, zero, left, width, precision, conversion }, &rest[1..]))
    }

    fn write(&self, value: &Val) -> Option<String> {
        match (self.conversion, value) {
            ('s', Val::Str(text)) => Some(text.clone().into_flat().to_string()),
            ('s', Val::Num(number)) => {
                let mut written = String::new();
                text::number(number.get(), &mut written);
                Some(written)
            }
            ('s', Val::Bool(value)) => Some(value.to_string()),
            ('s', Val::Null) => Some("null".to_owned()),
            ('d' | 'i', Val::Num(number)) if self.precision.is_none() && number.get().abs() < 1e15 => {
                let number = number.get();
                Some(self.signed(number <= -1.0, format!("{:.0}", number.abs().floor()), self.zeros(), ""))
            }
            ('f', Val::Num(number)) if number.get().abs() < 1e6 => Some(self.fraction(number.get())),
            _ => None,
        }
    }

    fn zeros(&self) -> usize {
        if self.zero && !self.left { self.width } else { 0 }
    }

    fn signed(&self, negative: bool, digits: String, zeros: usize, tail: &str) -> String {
        let sign = if negative { "-" } else { "" };
        let fill = zeros.saturating_sub(sign.len()).saturating_sub(digits.len());
        format!("{sign}{}{digits}{tail}", "0".repeat(fill))
    }

    /// With the roundings of go-jsonnet's own steps.
    fn fraction(&self, number: f64) -> String {
        let precision = self.precision.unwrap_or(6);
        let size = number.abs();
        let denominator = math::pow(10.0, precision as f64);
        let numerator = size * denominator + 0.5;
        let sign = if size > 0.0 { 1.0 } else { 0.0 };
        let whole = format!("{:.0}", sign * (numerator / denominator).floor());
        let part = numerator.floor() % denominator;
        let tail = if precision == 0 { String::new() } else { format!(".{part:0precision$.0}") };
        self.signed(number < 0.0, whole, self.zeros().saturating_sub(tail.len()), &tail)
    }

    fn pad(&self, written: &str, out: &mut String) {
        let fill = self.width.saturating_sub(written.chars().count());
        if self.left {
            out.push_str(written);
        }
        out.extend(std::iter::repeat_n(' ', fill));
        if !self.left {
            out.push_str(written);
        }
    }
}

/// A bound of a slice that is left out, or whole and not negative.
fn bound(value: &Val, default: usize) -> Option<usize> {
    match value {
        Val::Null => Some(default),
        Val::Num(number) => {
            Some(number.get()).filter(|it| (0.0..1e9).contains(it) && it.fract() == 0.0).map(|it| it as usize)
        }
        _ => None,
    }
}

fn slice(machine: &Machine, given: &[Option<Thunk<Val>>]) -> Result<Option<Val>> {
    let Some(step) = value(machine, given, 3, 2)? else { return Ok(None) };
    let Some(step) = bound(&step, 1).filter(|step| *step > 0) else { return Ok(None) };
    let Some(target) = value(machine, given, 0, 4)? else { return Ok(None) };
    if !matches!(target, Val::Str(_) | Val::Arr(_)) {
        return Ok(None);
    }
    let Some(start) = value(machine, given, 1, 4)? else { return Ok(None) };
    let Some(start) = bound(&start, 0) else { return Ok(None) };
    let Some(end) = value(machine, given, 2, 3)? else { return Ok(None) };
    let Some(end) = bound(&end, usize::MAX) else { return Ok(None) };
    let count = end.saturating_sub(start);
    Ok(match target {
        Val::Str(text) => {
            Some(Val::string(text.into_flat().chars().skip(start).take(count).step_by(step).collect::<String>()))
        }
        Val::Arr(array) => Some(array::of(array.iter_lazy().skip(start).take(count).step_by(step).collect())),
        _ => None,
    })
}

fn mapped(machine: &Machine, given: &[Option<Thunk<Val>>], indexed: bool) -> Result<Option<Val>> {
    let Some(Val::Func(function)) = value(machine, given, 0, 4)? else { return Ok(None) };
    let Some(Val::Arr(over)) = value(machine, given, 1, 4)? else { return Ok(None) };
    let element = |(index, element): (usize, Thunk<Val>)| {
        let element = Waiting::one_frame_away(element);
        let arguments = if indexed { vec![Thunk::evaluated(Val::num(index as u32)), element] } else { vec![element] };
        Waiting::call(&function, arguments, 2)
    };
    Ok(Some(array::of(over.iter_lazy().enumerate().map(element).collect())))
}

fn map(machine: &Machine, given: &[Option<Thunk<Val>>]) -> Result<Option<Val>> {
    mapped(machine, given, false)
}

fn map_with_index(machine: &Machine, given: &[Option<Thunk<Val>>]) -> Result<Option<Val>> {
    mapped(machine, given, true)
}

fn has(machine: &Machine, given: &[Option<Thunk<Val>>], hidden: bool) -> Result<Option<Val>> {
    let object = value(machine, given, 0, 2)?;
    let name = value(machine, given, 1, 2)?;
    Ok(match (object, name) {
        (Some(Val::Obj(object)), Some(Val::Str(name))) => {
            Some(Val::Bool(object.has_field_ex(name.into_flat(), hidden)))
        }
        _ => None,
    })
}

fn get(machine: &Machine, given: &[Option<Thunk<Val>>]) -> Result<Option<Val>> {
    if given.get(3).is_some_and(Option::is_some) {
        return Ok(None);
    }
    let object = value(machine, given, 0, 2)?;
    let name = value(machine, given, 1, 2)?;
    let (Some(Val::Obj(object)), Some(Val::Str(name))) = (object, name) else { return Ok(None) };
    let name = name.into_flat();
    if object.has_field_ex(name.clone(), true) {
        return machine.within(1, || object::get(machine, &object, &name));
    }
    Ok(Some(value(machine, given, 2, 1)?.unwrap_or(Val::Null)))
}

fn each_character(
    machine: &Machine,
    given: &[Option<Thunk<Val>>],
    frames: usize,
    write: fn(char, &mut String),
) -> Result<Option<Val>> {
    let Some(Val::Str(text)) = value(machine, given, 0, frames)? else { return Ok(None) };
    let mut out = String::new();
    text.into_flat().chars().for_each(|c| write(c, &mut out));
    Ok(Some(Val::string(out)))
}
