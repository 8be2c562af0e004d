//! `std.format`: which value goes where, how it reads, and the words for what does not fit.

use jrsonnet_evaluator::{ObjValue, Result, Thunk, Val, val::ArrValue};

use crate::engine::{
    fail::{refuse, type_name},
    output::text,
    run::{
        array,
        closure::{self, Arguments},
        machine::Machine,
        object, operators,
    },
};

/// A piece of a format string.
enum Piece {
    Text(String),
    Code(Code),
}

/// `%(key)flags width.precision conversion`
struct Code {
    key: Option<String>,
    flags: String,
    width: Amount,
    precision: Amount,
    conversion: char,
}

/// A width or a precision.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Amount {
    None,
    Fixed(usize),
    /// `*`: the next value.
    Value,
}

/// Formats `values` by `template`; `numbers` is the library's function that writes one number.
pub fn format(machine: &Machine, template: &str, values: &Val, numbers: &Val) -> Result<Val> {
    let pieces = parse(machine, template)?;
    let writer = Writer { machine, numbers };
    let text = match values {
        Val::Arr(values) => writer.by_position(&pieces, values)?,
        Val::Obj(values) => writer.by_name(&pieces, values)?,
        value => {
            let Val::Arr(values) = array::of(vec![Thunk::evaluated(value.clone())]) else { return Ok(Val::Null) };
            writer.by_position(&pieces, &values)?
        }
    };
    Ok(Val::string(text))
}

fn parse(machine: &Machine, template: &str) -> Result<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some(at) = rest.find('%') {
        if at > 0 {
            pieces.push(Piece::Text(rest[..at].to_owned()));
        }
        rest = &rest[at + 1..];
        match parse_code(rest) {
            Ok((code, after)) => {
                pieces.push(Piece::Code(code));
                rest = after;
            }
            Err(words) => return refuse(machine, words),
        }
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    Ok(pieces)
}

fn parse_code(text: &str) -> std::result::Result<(Code, &str), String> {
    let truncated = || "Truncated format code.".to_owned();
    let mut rest = text;
    let mut key = None;
    if let Some(after) = rest.strip_prefix('(') {
        let end = after.find(')').ok_or_else(truncated)?;
        key = Some(after[..end].to_owned());
        rest = &after[end + 1..];
    }
    let flags_end = rest.find(|c| !matches!(c, '#' | '0' | '-' | ' ' | '+')).unwrap_or(rest.len());
    let flags = rest[..flags_end].to_owned();
    let (width, after) = amount(&rest[flags_end..]);
    rest = after;
    let mut precision = Amount::None;
    if let Some(after) = rest.strip_prefix('.') {
        (precision, rest) = amount(after);
        if precision == Amount::None {
            precision = Amount::Fixed(0);
        }
    }
    rest = rest.strip_prefix(['h', 'l', 'L']).unwrap_or(rest);
    let conversion = rest.chars().next().ok_or_else(truncated)?;
    if !"diuoxXeEfFgGcs%".contains(conversion) {
        return Err(format!("Unrecognised conversion type: {conversion}"));
    }
    Ok((Code { key, flags, width, precision, conversion }, &rest[1..]))
}

fn amount(text: &str) -> (Amount, &str) {
    if let Some(rest) = text.strip_prefix('*') {
        return (Amount::Value, rest);
    }
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (text[..end].parse().map_or(Amount::None, Amount::Fixed), &text[end..])
}

struct Writer<'a> {
    machine: &'a Machine,
    numbers: &'a Val,
}

impl Writer<'_> {
    fn by_position(&self, pieces: &[Piece], values: &ArrValue) -> Result<String> {
        let mut out = String::new();
        let mut next = 0;
        for piece in pieces {
            let code = match piece {
                Piece::Text(text) => {
                    out.push_str(text);
                    continue;
                }
                Piece::Code(code) => code,
            };
            let width = self.amount(code.width, values, &mut next)?;
            let precision = self.amount(code.precision, values, &mut next)?;
            if code.conversion == '%' {
                pad(&mut out, "%", code, width);
                continue;
            }
            let value = self.element(values, next, "expected more than")?;
            self.code(&mut out, code, &value, width, precision, &next.to_string())?;
            next += 1;
        }
        let count = values.len() as usize;
        if next < count {
            return refuse(self.machine, format!("Too many values to format: {count}, expected {next}"));
        }
        Ok(out)
    }

    fn by_name(&self, pieces: &[Piece], values: &ObjValue) -> Result<String> {
        let mut out = String::new();
        for piece in pieces {
            let code = match piece {
                Piece::Text(text) => {
                    out.push_str(text);
                    continue;
                }
                Piece::Code(code) => code,
            };
            let fixed = |amount, what: &str| match amount {
                Amount::None => Ok(None),
                Amount::Fixed(amount) => Ok(Some(amount)),
                Amount::Value => refuse(self.machine, format!("Cannot use * {what} with object.")),
            };
            let width = fixed(code.width, "field width")?;
            let precision = fixed(code.precision, "precision")?;
            if code.conversion == '%' {
                pad(&mut out, "%", code, width);
                continue;
            }
            let Some(key) = &code.key else {
                return refuse(self.machine, "Mapping keys required.");
            };
            let Some(value) = object::get(self.machine, values, &key.as_str().into())? else {
                return refuse(self.machine, format!("No such field: {key}"));
            };
            self.code(&mut out, code, &value, width, precision, key)?;
        }
        Ok(out)
    }

    fn element(&self, values: &ArrValue, index: usize, expected: &str) -> Result<Val> {
        match u32::try_from(index).ok().and_then(|index| values.get_lazy(index)) {
            Some(value) => value.evaluate().map_err(|error| self.machine.adopt(error)),
            None => {
                let count = values.len();
                refuse(self.machine, format!("Not enough values to format: {count}, {expected} {index}"))
            }
        }
    }

    fn amount(&self, amount: Amount, values: &ArrValue, next: &mut usize) -> Result<Option<usize>> {
        match amount {
            Amount::None => Ok(None),
            Amount::Fixed(amount) => Ok(Some(amount)),
            Amount::Value => {
                let value = self.element(values, *next, "expected at least")?;
                *next += 1;
                Ok(value.as_num().map(|amount| amount.max(0.0) as usize))
            }
        }
    }

    fn code(
        &self,
        out: &mut String,
        code: &Code,
        value: &Val,
        width: Option<usize>,
        precision: Option<usize>,
        at: &str,
    ) -> Result<()> {
        let written = match (code.conversion, value) {
            ('s', value) => operators::text_of(self.machine, value.clone())?.into_flat().to_string(),
            ('c', Val::Str(value)) => {
                let value = value.clone().into_flat();
                let count = value.chars().count();
                if count != 1 {
                    return refuse(self.machine, format!("%c expected 1-sized string got: {count}"));
                }
                value.to_string()
            }
            ('c', value) if !matches!(value, Val::Num(_)) => {
                let got = type_name(value);
                return refuse(self.machine, format!("%c expected number / string, got: {got}"));
            }
            (conversion, Val::Num(_)) => self.number(code, conversion, value, width, precision)?,
            (_, value) => {
                let got = type_name(value);
                return refuse(self.machine, format!("Format required number at {at}, got {got}"));
            }
        };
        pad(out, &written, code, width);
        Ok(())
    }

    /// One number, by the library's own function.
    fn number(
        &self,
        code: &Code,
        conversion: char,
        value: &Val,
        width: Option<usize>,
        precision: Option<usize>,
    ) -> Result<String> {
        let mut one = format!("%{}", code.flags);
        if let Some(width) = width {
            one.push_str(&width.to_string());
        }
        if let Some(precision) = precision {
            one.push_str(&format!(".{precision}"));
        }
        one.push(conversion);
        let Val::Func(function) = self.numbers else {
            let mut plain = String::new();
            text::number(value.as_num().unwrap_or(0.0), &mut plain);
            return Ok(plain);
        };
        let values = array::of(vec![Thunk::evaluated(value.clone())]);
        let positional = vec![Thunk::evaluated(Val::string(one)), Thunk::evaluated(values)];
        let arguments = Arguments { positional, named: Vec::new(), tailstrict: false };
        let written = closure::call(self.machine, function, arguments)?;
        Ok(written.as_str().map(|text| text.to_string()).unwrap_or_default())
    }
}

/// Adds `written`, filled with spaces to `width`.
fn pad(out: &mut String, written: &str, code: &Code, width: Option<usize>) {
    let fill = width.unwrap_or(0).saturating_sub(written.chars().count());
    if code.flags.contains('-') {
        out.push_str(written);
        out.extend(std::iter::repeat_n(' ', fill));
    } else {
        out.extend(std::iter::repeat_n(' ', fill));
        out.push_str(written);
    }
}
