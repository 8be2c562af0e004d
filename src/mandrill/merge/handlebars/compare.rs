//! Comparisons in back-ticks: ``{{#if `purchases > 3`}}``.

use super::{Path, read::Reader};
use crate::mandrill::merge::{Fault, Notes, Value};

/// What stands between back-ticks: comparisons joined by `&&` and `||`.
#[derive(Debug, Clone)]
pub(super) enum Test {
    Holds(Side),
    Compare(Side, Sign, Side),
    Both(Box<Test>, Box<Test>),
    Either(Box<Test>, Box<Test>),
}

#[derive(Debug, Clone)]
pub(super) enum Side {
    Path(Path),
    Value(Value),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Equal,
    Unequal,
    Less,
    Greater,
    LessOrEqual,
    GreaterOrEqual,
}

/// The longest signs first.
const SIGNS: &[(&str, Sign)] = &[
    ("===", Sign::Equal),
    ("!==", Sign::Unequal),
    ("==", Sign::Equal),
    ("!=", Sign::Unequal),
    ("<=", Sign::LessOrEqual),
    (">=", Sign::GreaterOrEqual),
    ("<", Sign::Less),
    (">", Sign::Greater),
];

/// Reads up to the closing back-tick, the reader standing behind the opening one.
pub(super) fn read(reader: &mut Reader, start: usize, notes: &mut Notes) -> Result<Test, Fault> {
    let mut either = both(reader, start, notes)?;
    while reader.take("||") {
        notes.unsettled(reader.since(start), "Whether Mandrill knows `||` in a comparison is not known.");
        either = Test::Either(Box::new(either), Box::new(both(reader, start, notes)?));
    }
    reader.blanks();
    if reader.take("`") {
        return Ok(either);
    }
    let what = if reader.rest().contains('`') {
        "Between back-ticks stands one comparison: a name, a sign (`==`, `>`, …) and a value."
    } else {
        "This comparison has no closing back-tick."
    };
    Err(Fault::new(reader.since(start), what))
}

fn both(reader: &mut Reader, start: usize, notes: &mut Notes) -> Result<Test, Fault> {
    let mut both = one(reader, start, notes)?;
    while reader.take("&&") {
        notes.unsettled(reader.since(start), "Whether Mandrill knows `&&` in a comparison is not known.");
        both = Test::Both(Box::new(both), Box::new(one(reader, start, notes)?));
    }
    Ok(both)
}

fn one(reader: &mut Reader, start: usize, notes: &mut Notes) -> Result<Test, Fault> {
    let left = side(reader, start)?;
    reader.blanks();
    let Some((text, sign)) = SIGNS.iter().find(|(text, _)| reader.take(text)) else {
        return Ok(Test::Holds(left));
    };
    if !matches!(*text, "==" | ">") {
        notes.unsettled(reader.since(start), format!("Mandrill's docs show `==` and `>`; `{text}` is not in them."));
    }
    let right = side(reader, start)?;
    reader.blanks();
    Ok(Test::Compare(left, *sign, right))
}

fn side(reader: &mut Reader, start: usize) -> Result<Side, Fault> {
    reader.blanks();
    match reader.peek() {
        Some('"') => Ok(Side::Value(Value::Text(reader.quoted('"')?))),
        Some('\'') => Err(Fault::new(
            reader.since(start),
            "Mandrill's comparisons take texts in double quotes; single quotes fail.",
        )),
        _ => match reader.number_or_word() {
            Some(value) => Ok(Side::Value(value)),
            None => reader.path(&['`']).map(Side::Path),
        },
    }
}

impl Test {
    /// Whether it holds, given what a path stands for; what is not set compares as nothing.
    pub(super) fn holds(&self, value_of: &mut dyn FnMut(&Path) -> Option<Value>) -> bool {
        match self {
            Self::Holds(side) => side.value(value_of).is_some_and(|value| value.holds()),
            Self::Compare(left, sign, right) => compare(left.value(value_of), *sign, right.value(value_of)),
            Self::Both(one, other) => one.holds(value_of) && other.holds(value_of),
            Self::Either(one, other) => one.holds(value_of) || other.holds(value_of),
        }
    }
}

impl Side {
    fn value(&self, value_of: &mut dyn FnMut(&Path) -> Option<Value>) -> Option<Value> {
        match self {
            Self::Path(path) => value_of(path),
            Self::Value(value) => Some(value.clone()),
        }
    }
}

fn compare(left: Option<Value>, sign: Sign, right: Option<Value>) -> bool {
    let nothing = |value: &Option<Value>| matches!(value, None | Some(Value::Null));
    let equal = match (&left, &right) {
        _ if nothing(&left) || nothing(&right) => nothing(&left) && nothing(&right),
        (Some(Value::Text(left)), Some(Value::Text(right))) => left == right,
        (Some(left), Some(right)) => left == right || numbers(left, right).is_some_and(|(left, right)| left == right),
        _ => false,
    };
    let order = match (&left, &right) {
        (Some(left), Some(right)) => match (numbers(left, right), left, right) {
            (Some((left, right)), ..) => left.partial_cmp(&right),
            (None, Value::Text(left), Value::Text(right)) => Some(left.cmp(right)),
            _ => None,
        },
        _ => None,
    };
    match sign {
        Sign::Equal => equal,
        Sign::Unequal => !equal,
        Sign::Less => order.is_some_and(|order| order.is_lt()),
        Sign::Greater => order.is_some_and(|order| order.is_gt()),
        Sign::LessOrEqual => order.is_some_and(|order| order.is_le()),
        Sign::GreaterOrEqual => order.is_some_and(|order| order.is_ge()),
    }
}

/// Both as numbers, when both are.
fn numbers(left: &Value, right: &Value) -> Option<(f64, f64)> {
    Some((left.number()?, right.number()?))
}
