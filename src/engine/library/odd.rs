//! Functions of the standard library that need nothing of frames but go-jsonnet's way with odd arguments: what is no text
//! is turned into one where go-jsonnet does so, and the words are its own.

use std::f64::consts::PI;

use base64::{Engine, engine::general_purpose::STANDARD};
use jrsonnet_evaluator::{Result, Val, val::ArrValue};

use crate::engine::{
    fail::{refuse, type_name, wrong_type},
    library::{
        native::{Given, Run, length_of, within},
        power::power,
    },
    output::text,
    run::{machine::Machine, operators},
};

/// Name, parameters, and what it does.
pub const FUNCTIONS: &[(&str, &[&str], Run)] = &[
    ("escapeStringXML", &["str_"], escape_xml),
    ("escapeStringBash", &["str_"], escape_bash),
    ("escapeStringDollars", &["str_"], escape_dollars),
    ("escapeStringPython", &["str"], escape_python),
    ("startsWith", &["a", "b"], starts_with),
    ("endsWith", &["a", "b"], ends_with),
    ("stringChars", &["str"], string_chars),
    ("asciiLower", &["str"], ascii_lower),
    ("asciiUpper", &["str"], ascii_upper),
    ("abs", &["n"], abs),
    ("sign", &["n"], sign),
    ("max", &["a", "b"], max),
    ("min", &["a", "b"], min),
    ("isEven", &["x"], is_even),
    ("isOdd", &["x"], is_odd),
    ("sum", &["arr"], sum),
    ("base64", &["input"], base64),
    ("pow", &["x", "n"], pow),
    ("log", &["x"], |machine, given| of_number(machine, given, f64::ln)),
    ("log2", &["x"], |machine, given| of_number(machine, given, |x| x.ln() / 2f64.ln())),
    ("log10", &["x"], |machine, given| of_number(machine, given, |x| x.ln() / 10f64.ln())),
    ("exp", &["x"], |machine, given| of_number(machine, given, f64::exp)),
    ("sqrt", &["x"], |machine, given| of_number(machine, given, f64::sqrt)),
    ("asin", &["x"], |machine, given| of_number(machine, given, f64::asin)),
    ("acos", &["x"], |machine, given| of_number(machine, given, f64::acos)),
    ("deg2rad", &["x"], |machine, given| of_number(machine, given, |x| x * PI / 180.0)),
    ("rad2deg", &["x"], |machine, given| of_number(machine, given, |x| x * 180.0 / PI)),
    ("clamp", &["x", "minVal", "maxVal"], clamp),
    ("manifestPython", &["v"], manifest_python),
];

fn escaped(machine: &Machine, given: &Given<'_>, escape: fn(&str) -> String) -> Result<Val> {
    let plain = operators::text_of(machine, given.value(machine, 0)?)?.into_flat();
    Ok(Val::string(escape(&plain)))
}

fn escape_xml(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    escaped(machine, given, |plain| {
        let mut escaped = String::with_capacity(plain.len());
        for character in plain.chars() {
            match character {
                '<' => escaped.push_str("&lt;"),
                '>' => escaped.push_str("&gt;"),
                '&' => escaped.push_str("&amp;"),
                '"' => escaped.push_str("&quot;"),
                '\'' => escaped.push_str("&apos;"),
                other => escaped.push(other),
            }
        }
        escaped
    })
}

fn escape_bash(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    escaped(machine, given, |plain| format!("'{}'", plain.replace('\'', "'\"'\"'")))
}

fn escape_dollars(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    escaped(machine, given, |plain| plain.replace('$', "$$"))
}

fn escape_python(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    escaped(machine, given, |plain| {
        let mut quoted = String::new();
        text::quoted(plain, &mut quoted);
        quoted
    })
}

fn starts_with(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    part_equals(machine, given, |_, _| 0)
}

fn ends_with(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    part_equals(machine, given, |whole, part| whole - part)
}

/// Whether the second text stands in the first, from the position that the lengths of both give.
fn part_equals(machine: &Machine, given: &Given<'_>, from: fn(usize, usize) -> usize) -> Result<Val> {
    within(machine, 2, || {
        let whole = given.value(machine, 0)?;
        let whole_length = length_of(machine, &whole)? as usize;
        let part = given.value(machine, 1)?;
        let part_length = length_of(machine, &part)? as usize;
        if whole_length < part_length {
            return Ok(Val::Bool(false));
        }
        let Val::Str(whole) = whole else {
            return refuse(machine, format!("substr first parameter should be a string, got {}", type_name(&whole)));
        };
        let flat = whole.into_flat();
        let cut: String = flat.chars().skip(from(whole_length, part_length)).take(part_length).collect();
        operators::equals(machine, &Val::string(cut), &part, 0).map(Val::Bool)
    })
}

/// The elements of an array as they are, the characters of a text; an object and a function have none that go-jsonnet
/// could take.
fn characters(machine: &Machine, value: Val) -> Result<ArrValue> {
    match value {
        Val::Arr(elements) => Ok(elements),
        Val::Str(text) => {
            Ok(text.into_flat().chars().map(|character| Val::string(character.to_string())).collect::<Vec<_>>().into())
        }
        Val::Obj(object) if object.is_empty() => Ok(Vec::<Val>::new().into()),
        Val::Func(function) if function.params_len() == 0 => Ok(Vec::<Val>::new().into()),
        // go-jsonnet asks an object for its field 0, and a function for anything.
        Val::Obj(_) => refuse(machine, "Unexpected type number, expected string".to_owned()),
        Val::Func(_) => refuse(machine, "Value non indexable: *jsonnet.valueFunction".to_owned()),
        other => Err(operators::no_type(machine, &other)),
    }
}

fn string_chars(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    within(machine, 3, || characters(machine, given.value(machine, 0)?).map(Val::Arr))
}

fn ascii_lower(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    in_letters(machine, given, str::to_ascii_lowercase)
}

fn ascii_upper(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    in_letters(machine, given, str::to_ascii_uppercase)
}

fn in_letters(machine: &Machine, given: &Given<'_>, change: fn(&str) -> String) -> Result<Val> {
    within(machine, 11, || {
        let value = given.value(machine, 0)?;
        if let Val::Str(text) = value {
            return Ok(Val::string(change(&text.into_flat())));
        }
        let mut changed = String::new();
        for element in characters(machine, value)?.iter() {
            match element.map_err(|error| machine.adopt(error))? {
                Val::Str(text) => changed.push_str(&change(&text.into_flat())),
                other => return Err(wrong_type(machine, &other, "string")),
            }
        }
        Ok(Val::string(changed))
    })
}

fn number_of(machine: &Machine, value: &Val, words: impl FnOnce(&str) -> String) -> Result<f64> {
    match value {
        Val::Num(number) => Ok(number.get()),
        other => refuse(machine, words(type_name(other))),
    }
}

fn abs(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    within(machine, 4, || {
        let number =
            number_of(machine, &given.value(machine, 0)?, |got| format!("std.abs expected number, got {got}"))?;
        // Zero becomes -0, as there.
        operators::number(machine, if number > 0.0 { number } else { -number })
    })
}

fn sign(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    within(machine, 4, || {
        let number =
            number_of(machine, &given.value(machine, 0)?, |got| format!("std.sign expected number, got {got}"))?;
        let sign = if number > 0.0 {
            1.0
        } else if number < 0.0 {
            -1.0
        } else {
            0.0
        };
        operators::number(machine, sign)
    })
}

fn max(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    extreme(machine, given, "max", |a, b| a > b)
}

fn min(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    extreme(machine, given, "min", |a, b| a < b)
}

fn extreme(machine: &Machine, given: &Given<'_>, name: &str, first_wins: fn(f64, f64) -> bool) -> Result<Val> {
    within(machine, 4, || {
        let wrong =
            |which: &'static str| move |got: &str| format!("std.{name} {which} param expected number, got {got}");
        let first = number_of(machine, &given.value(machine, 0)?, wrong("first"))?;
        let second = number_of(machine, &given.value(machine, 1)?, wrong("second"))?;
        operators::number(machine, if first_wins(first, second) { first } else { second })
    })
}

fn is_even(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    parity(machine, given, 0.0)
}

fn is_odd(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    parity(machine, given, 1.0)
}

fn parity(machine: &Machine, given: &Given<'_>, rest: f64) -> Result<Val> {
    match given.value(machine, 0)? {
        Val::Num(number) => Ok(Val::Bool((number.get().trunc() % 2.0).abs() == rest)),
        other => Err(wrong_type(machine, &other, "number")),
    }
}

fn sum(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    let Val::Arr(elements) = given.value(machine, 0)? else {
        return Err(wrong_type(machine, &given.value(machine, 0)?, "array"));
    };
    let mut total = 0.0;
    for element in elements.iter() {
        match element.map_err(|error| machine.adopt(error))? {
            Val::Num(number) => total += number.get(),
            other => return Err(wrong_type(machine, &other, "number")),
        }
    }
    operators::number(machine, total)
}

fn clamp(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    let (value, least) = (given.value(machine, 0)?, given.value(machine, 1)?);
    if operators::compare(machine, &value, &least, 0)?.is_lt() {
        return Ok(least);
    }
    let most = given.value(machine, 2)?;
    if operators::compare(machine, &value, &most, 0)?.is_gt() { Ok(most) } else { Ok(value) }
}

fn manifest_python(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    let mut python = String::new();
    write_python(machine, &given.value(machine, 0)?, &mut python)?;
    Ok(Val::string(python))
}

fn write_python(machine: &Machine, value: &Val, out: &mut String) -> Result<()> {
    match value {
        Val::Null => out.push_str("None"),
        Val::Bool(true) => out.push_str("True"),
        Val::Bool(false) => out.push_str("False"),
        Val::Num(number) => text::number(number.get(), out),
        Val::Str(string) => text::quoted(&string.clone().into_flat(), out),
        Val::Arr(elements) => {
            out.push('[');
            for (at, element) in elements.iter().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                write_python(machine, &element.map_err(|error| machine.adopt(error))?, out)?;
            }
            out.push(']');
        }
        Val::Obj(object) => {
            out.push('{');
            for (at, name) in object.fields().into_iter().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                text::quoted(&name, out);
                out.push_str(": ");
                let field = object.get(name).map_err(|error| machine.adopt(error))?.unwrap_or(Val::Null);
                write_python(machine, &field, out)?;
            }
            out.push('}');
        }
        Val::Func(_) => return refuse(machine, "cannot manifest function".to_owned()),
    }
    Ok(())
}

/// A text goes in as UTF-8, and yet may hold no character above U+00FF: go-jsonnet looks at both.
fn base64(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    let too_large = |got: f64| {
        let got = text::shortest(got);
        refuse(
            machine,
            format!("base64 encountered invalid codepoint value in the array (must be 0 <= X <= 255), got {got}"),
        )
    };
    match given.value(machine, 0)? {
        Val::Str(plain) => {
            let plain = plain.into_flat();
            match plain.chars().find(|character| u32::from(*character) > 255) {
                Some(character) => too_large(f64::from(u32::from(character))),
                None => Ok(Val::string(STANDARD.encode(plain.as_bytes()))),
            }
        }
        Val::Arr(elements) => {
            let mut bytes = Vec::with_capacity(elements.len() as usize);
            for element in elements.iter() {
                let element = element.map_err(|error| machine.adopt(error))?;
                let Val::Num(number) = &element else {
                    let got = type_name(&element);
                    return refuse(machine, format!("base64 encountered a non-integer value in the array, got {got}"));
                };
                let number = number.get();
                if !(0.0..=255.0).contains(&number) || number.fract() != 0.0 {
                    return too_large(number);
                }
                bytes.push(number as u8);
            }
            Ok(Val::string(STANDARD.encode(bytes)))
        }
        other => {
            let got = type_name(&other);
            refuse(machine, format!("base64 can only base64 encode strings / arrays of single bytes, got {got}"))
        }
    }
}

fn pow(machine: &Machine, given: &Given<'_>) -> Result<Val> {
    let (base, exponent) = (given.value(machine, 0)?, given.value(machine, 1)?);
    let wrong = |got: &str| format!("Unexpected type {got}, expected number");
    let base = number_of(machine, &base, wrong)?;
    let exponent = number_of(machine, &exponent, wrong)?;
    operators::number(machine, power(base, exponent))
}

fn of_number(machine: &Machine, given: &Given<'_>, work_out: fn(f64) -> f64) -> Result<Val> {
    let wrong = |got: &str| format!("Unexpected type {got}, expected number");
    operators::number(machine, work_out(number_of(machine, &given.value(machine, 0)?, wrong)?))
}
