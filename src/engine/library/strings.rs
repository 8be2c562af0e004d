//! Strings.

use jrsonnet_evaluator::{Result, Thunk, Val};

use crate::engine::{
    fail::{refuse, type_name, wrong_type},
    library::{
        arrays, fold, json,
        native::{Function, Given},
        yaml,
    },
    output::text,
    run::{array, machine::Machine, operators},
};

pub const FUNCTIONS: &[Function] = &[
    ("char", &["n"], char_of),
    ("codepoint", &["str"], codepoint),
    ("substr", &["str", "from", "len"], substr),
    ("lstripChars", &["str", "chars"], strip_left),
    ("rstripChars", &["str", "chars"], strip_right),
    ("stripChars", &["str", "chars"], strip),
    ("trim", &["str"], trim),
    ("splitLimit", &["str", "c", "maxsplits"], split),
    ("splitLimitR", &["str", "c", "maxsplits"], split_from_right),
    ("strReplace", &["str", "from", "to"], replace),
    ("isEmpty", &["str"], is_empty),
    ("equalsIgnoreCase", &["str1", "str2"], equals_ignore_case),
    ("parseInt", &["str"], parse_int),
    ("parseJson", &["str"], json::parse),
    ("parseYaml", &["str"], yaml::parse),
];

fn char_of(machine: &Machine, given: &Given) -> Result<Val> {
    let number = given.number(machine, 0)?;
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

fn codepoint(machine: &Machine, given: &Given) -> Result<Val> {
    let text = given.text(machine, 0)?;
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(only), None) => Ok(Val::num(u32::from(only))),
        _ => {
            let count = text.chars().count();
            refuse(machine, format!("codepoint takes a string of length 1, got length {count}"))
        }
    }
}

fn substr(machine: &Machine, given: &Given) -> Result<Val> {
    let wrong = |which: &str, what: &str, got: &str| {
        refuse(machine, format!("substr {which} parameter should be {what}, got {got}"))
    };
    let Val::Str(target) = given.value(0) else {
        return wrong("first", "a string", type_name(given.value(0)));
    };
    let Val::Num(from) = given.value(1) else {
        return wrong("second", "a number", type_name(given.value(1)));
    };
    let from = from.get();
    if from.fract() != 0.0 {
        return wrong("second", "an integer", &format!("{from:.6}"));
    }
    if from < 0.0 {
        return wrong("second", "greater than zero", &format!("{from:.6}"));
    }
    let Val::Num(length) = given.value(2) else {
        return wrong("third", "a number", type_name(given.value(2)));
    };
    let length = length.get();
    if length != f64::from(length as i32) {
        return wrong("third", "an integer", &format!("{length:.6}"));
    }
    if length < 0.0 {
        return wrong("third", "greater than zero", &format!("{length:.0}"));
    }
    let first = operators::go_integer(from);
    if first < 0 {
        let end = first.saturating_add(length as i64);
        return Err(machine.crash(&format!("runtime error: slice bounds out of range [:{end}]")));
    }
    let found: String = target.clone().into_flat().chars().skip(from as usize).take(length as usize).collect();
    Ok(Val::string(found))
}

/// Takes characters that are in `chars` off one end; each is looked at as a string of one.
fn stripped(machine: &Machine, text: &Val, chars: &Val, left: bool) -> Result<Val> {
    let Val::Str(text) = text else { return Err(wrong_type(machine, text, "string")) };
    let text = text.clone().into_flat();
    let mut rest = text.as_str();
    while let Some(next) = if left { rest.chars().next() } else { rest.chars().next_back() } {
        if !arrays::is_member(machine, chars, &Val::string(next.to_string()))? {
            break;
        }
        rest = if left { &rest[next.len_utf8()..] } else { &rest[..rest.len() - next.len_utf8()] };
    }
    Ok(Val::string(rest))
}

fn strip_left(machine: &Machine, given: &Given) -> Result<Val> {
    stripped(machine, given.value(0), given.value(1), true)
}

fn strip_right(machine: &Machine, given: &Given) -> Result<Val> {
    stripped(machine, given.value(0), given.value(1), false)
}

fn strip(machine: &Machine, given: &Given) -> Result<Val> {
    stripped(machine, &strip_left(machine, given)?, given.value(1), false)
}

/// Go's `unicode.IsSpace` is Unicode's own property, as Rust's is.
fn trim(machine: &Machine, given: &Given) -> Result<Val> {
    Ok(Val::string(given.text(machine, 0)?.trim()))
}

fn pieces(pieces: Vec<&str>) -> Val {
    array::of(pieces.into_iter().map(|piece| Thunk::evaluated(Val::string(piece))).collect())
}

/// The most splits asked for; none for as many as there are.
fn limit(machine: &Machine, given: &Given, name: &str) -> Result<Option<usize>> {
    let limit = given.integer(machine, 2)?;
    if limit < -1 {
        return refuse(machine, format!("std.{name} third parameter should be -1 or non-negative, got {limit}"));
    }
    if given.text(machine, 1)?.is_empty() {
        return refuse(machine, format!("std.{name} second parameter should have length 1 or greater, got 0"));
    }
    Ok(usize::try_from(limit).ok())
}

fn split(machine: &Machine, given: &Given) -> Result<Val> {
    let (text, separator) = (given.text(machine, 0)?, given.text(machine, 1)?);
    Ok(pieces(match limit(machine, given, "splitLimit")? {
        Some(limit) => text.splitn(limit + 1, separator.as_str()).collect(),
        None => text.split(separator.as_str()).collect(),
    }))
}

fn split_from_right(machine: &Machine, given: &Given) -> Result<Val> {
    let (text, separator) = (given.text(machine, 0)?, given.text(machine, 1)?);
    let limit = limit(machine, given, "splitLimitR")?;
    // Counted from the left, taken from the right.
    let count = text.matches(separator.as_str()).count();
    let count = limit.map_or(count, |limit| limit.min(count));
    let mut rest = text.as_str();
    let mut found = Vec::new();
    for _ in 0..count {
        let Some(at) = rest.rfind(separator.as_str()) else {
            return Err(machine.crash("runtime error: slice bounds out of range [:-1]"));
        };
        found.push(&rest[at + separator.len()..]);
        rest = &rest[..at];
    }
    found.push(rest);
    found.reverse();
    Ok(pieces(found))
}

fn replace(machine: &Machine, given: &Given) -> Result<Val> {
    let (text, from, to) = (given.text(machine, 0)?, given.text(machine, 1)?, given.text(machine, 2)?);
    if from.is_empty() {
        return refuse(machine, "'from' string must not be zero length.");
    }
    Ok(Val::string(text.replace(from.as_str(), &to)))
}

fn is_empty(machine: &Machine, given: &Given) -> Result<Val> {
    Ok(Val::Bool(given.text(machine, 0)?.is_empty()))
}

fn equals_ignore_case(machine: &Machine, given: &Given) -> Result<Val> {
    let (left, right) = (given.text(machine, 0)?, given.text(machine, 1)?);
    Ok(Val::Bool(left.chars().map(fold::folded).eq(right.chars().map(fold::folded))))
}

fn parse_int(machine: &Machine, given: &Given) -> Result<Val> {
    let text = given.text(machine, 0)?;
    match text.parse::<i64>() {
        Ok(number) => operators::number(machine, number as f64),
        Err(_) => refuse(machine, format!("{text} is not a base 10 integer")),
    }
}
