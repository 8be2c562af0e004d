//! Arrays.

use std::{cell::RefCell, cmp::Ordering};

use jrsonnet_evaluator::{
    Result, Thunk, Val,
    function::FuncVal,
    val::{ArrValue, ThunkValue},
};
use jrsonnet_gcmodule::Trace;

use crate::engine::{
    fail::{boolean, refuse, type_name, wrong_type},
    library::native::{Function, Given, call, evaluated, integer_of, number_of},
    run::{
        array,
        machine::{self, Machine},
        operators,
    },
};

pub const FUNCTIONS: &[Function] = &[
    ("makeArray", &["sz", "func"], make),
    ("range", &["from", "to"], range),
    ("flatMap", &["func", "arr"], flat_map),
    ("$flatMapArray", &["func", "arr"], flat_map_array),
    ("filter", &["func", "arr"], filter),
    ("foldl", &["func", "arr", "init"], foldl),
    ("foldr", &["func", "arr", "init"], foldr),
    ("join", &["sep", "arr"], join),
    ("reverse", &["arr"], reverse),
    ("sort", &["arr", "keyF?"], sort),
    ("minArray", &["arr", "keyF?", "onEmpty?"], least),
    ("maxArray", &["arr", "keyF?", "onEmpty?"], greatest),
    ("member", &["arr", "x"], member),
    ("contains", &["arr", "elem"], contains),
    ("remove", &["arr", "elem"], remove),
    ("removeAt", &["arr", "i"], remove_at),
    ("sum", &["arr"], sum),
    ("avg", &["arr"], average),
];

/// How many elements Ory's worker has memory for; a guess, and far above what it has time for.
const MOST: i64 = 10_000_000;

/// An element that `std.makeArray` calls for when it is looked at.
#[derive(Trace)]
struct Made {
    function: FuncVal,
    #[trace(skip)]
    index: u32,
    value: RefCell<Option<Val>>,
}

impl ThunkValue for Made {
    type Output = Val;

    fn get(&self) -> Result<Val> {
        if let Some(value) = &*self.value.borrow() {
            machine::with(|machine| machine.recall(self));
            return Ok(value.clone());
        }
        let value = machine::with(|machine| {
            let call = || call(machine, &self.function, vec![Thunk::evaluated(Val::num(self.index))]);
            let value = machine.within(1, call);
            machine.keep(self);
            value
        })?;
        *self.value.borrow_mut() = Some(value.clone());
        Ok(value)
    }
}

fn make(machine: &Machine, given: &Given) -> Result<Val> {
    let size = given.integer(machine, 0)?;
    let function = given.function(machine, 1)?;
    if i64::from(size) > MOST {
        return Err(machine.crash("runtime: out of memory"));
    }
    let element = |index| Thunk::new(Made { function: function.clone(), index, value: RefCell::default() });
    Ok(array::of((0..u32::try_from(size).unwrap_or(0)).map(element).collect()))
}

fn range(machine: &Machine, given: &Given) -> Result<Val> {
    let (from, to) = (i64::from(given.integer(machine, 0)?), i64::from(given.integer(machine, 1)?));
    if to - from + 1 < 0 {
        return Err(machine.crash("runtime error: makeslice: len out of range"));
    }
    if to - from >= MOST {
        return Err(machine.crash("runtime: out of memory"));
    }
    Ok(array::of((from..=to).map(|number| Thunk::evaluated(Val::num(number as i32))).collect()))
}

/// The characters of a string, or the elements of an array.
fn elements(value: &Val) -> Option<Vec<Thunk<Val>>> {
    match value {
        Val::Arr(array) => Some(array.iter_lazy().collect()),
        Val::Str(text) => {
            let text = text.clone().into_flat();
            Some(text.chars().map(|c| Thunk::evaluated(Val::string(c.to_string()))).collect())
        }
        _ => None,
    }
}

fn flat_map(machine: &Machine, given: &Given) -> Result<Val> {
    let function = given.function(machine, 0)?;
    match given.value(1) {
        Val::Arr(over) => {
            let mut joined = Vec::new();
            for element in over.iter_lazy() {
                match call(machine, function, vec![element])? {
                    Val::Arr(part) => joined.extend(part.iter_lazy()),
                    other => return Err(wrong_type(machine, &other, "array")),
                }
            }
            Ok(array::of(joined))
        }
        over @ Val::Str(_) => {
            let mut joined = String::new();
            for element in elements(over).unwrap_or_default() {
                match call(machine, function, vec![element])? {
                    Val::Str(part) => joined.push_str(&part.into_flat()),
                    other => return Err(wrong_type(machine, &other, "string")),
                }
            }
            Ok(Val::string(joined))
        }
        other => refuse(machine, format!("std.flatMap second param must be array / string, got {}", type_name(other))),
    }
}

fn flat_map_array(machine: &Machine, given: &Given) -> Result<Val> {
    given.array(machine, 1)?;
    flat_map(machine, given)
}

fn filter(machine: &Machine, given: &Given) -> Result<Val> {
    let over = given.array(machine, 1)?;
    let function = given.function(machine, 0)?;
    let mut kept = Vec::new();
    for element in over.iter_lazy() {
        let keep = call(machine, function, vec![element.clone()])?;
        if boolean(machine, &keep)? {
            kept.push(element);
        }
    }
    Ok(array::of(kept))
}

fn folded<'a>(machine: &Machine, given: &'a Given, name: &str) -> Result<(&'a FuncVal, Vec<Thunk<Val>>, Val)> {
    let function = given.function(machine, 0)?;
    match elements(given.value(1)) {
        Some(elements) => Ok((function, elements, given.value(2).clone())),
        None => {
            let got = type_name(given.value(1));
            refuse(machine, format!("{name} second parameter should be string or array, got {got}"))
        }
    }
}

fn foldl(machine: &Machine, given: &Given) -> Result<Val> {
    let (function, elements, mut value) = folded(machine, given, "foldl")?;
    for element in elements {
        value = call(machine, function, vec![Thunk::evaluated(value), element])?;
    }
    Ok(value)
}

fn foldr(machine: &Machine, given: &Given) -> Result<Val> {
    let (function, elements, mut value) = folded(machine, given, "foldr")?;
    for element in elements.into_iter().rev() {
        value = call(machine, function, vec![element, Thunk::evaluated(value)])?;
    }
    Ok(value)
}

fn join(machine: &Machine, given: &Given) -> Result<Val> {
    let parts = given.array(machine, 1)?;
    let values = parts.iter_lazy().map(|part| evaluated(machine, &part));
    match given.value(0) {
        Val::Str(separator) => {
            let separator = separator.clone().into_flat();
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
            let got = type_name(other);
            refuse(machine, format!("join first parameter should be string or array, got {got}"))
        }
    }
}

fn reverse(machine: &Machine, given: &Given) -> Result<Val> {
    let mut elements: Vec<_> = given.array(machine, 0)?.iter_lazy().collect();
    elements.reverse();
    Ok(array::of(elements))
}

/// What `keyF` makes of an element; by itself it is the element's value.
fn key(machine: &Machine, function: Option<&FuncVal>, element: &Thunk<Val>) -> Result<Val> {
    match function {
        Some(function) => call(machine, function, vec![element.clone()]),
        None => evaluated(machine, element),
    }
}

/// `keyF`, if one was given.
fn key_function<'a>(machine: &Machine, given: &'a Given) -> Result<Option<&'a FuncVal>> {
    given.maybe(1).map(|_| given.function(machine, 1)).transpose()
}

/// Stable, with the comparisons of Go's `sort.Stable` in their order: blocks of twenty by insertion, then merged.
fn sort(machine: &Machine, given: &Given) -> Result<Val> {
    const BLOCK: usize = 20;
    let array = given.array(machine, 0)?;
    let function = key_function(machine, given)?;
    let mut sorter = Sorter { machine, pairs: Vec::new() };
    for element in array.iter_lazy() {
        let key = key(machine, function, &element)?;
        sorter.pairs.push((key, element));
    }
    let count = sorter.pairs.len();
    let mut start = 0;
    while start < count {
        sorter.insert(start, count.min(start + BLOCK))?;
        start += BLOCK;
    }
    let mut block = BLOCK;
    while block < count {
        let mut start = 0;
        while start + block < count {
            sorter.merge(start, start + block, count.min(start + 2 * block))?;
            start += 2 * block;
        }
        block *= 2;
    }
    Ok(array::of(sorter.pairs.into_iter().map(|(_, element)| element).collect()))
}

struct Sorter<'a> {
    machine: &'a Machine,
    pairs: Vec<(Val, Thunk<Val>)>,
}

impl Sorter<'_> {
    fn less(&self, left: usize, right: usize) -> Result<bool> {
        Ok(operators::compare(self.machine, &self.pairs[left].0, &self.pairs[right].0, 0)?.is_lt())
    }

    fn insert(&mut self, start: usize, end: usize) -> Result<()> {
        for at in start + 1..end {
            let mut place = at;
            while place > start && self.less(place, place - 1)? {
                self.pairs.swap(place, place - 1);
                place -= 1;
            }
        }
        Ok(())
    }

    /// Merges two sorted neighbours in place, as Go's `symMerge` does.
    fn merge(&mut self, start: usize, middle: usize, end: usize) -> Result<()> {
        if middle - start == 1 {
            let (mut low, mut high) = (middle, end);
            while low < high {
                let half = (low + high) / 2;
                if self.less(half, start)? {
                    low = half + 1;
                } else {
                    high = half;
                }
            }
            self.pairs[start..low].rotate_left(1);
            return Ok(());
        }
        if end - middle == 1 {
            let (mut low, mut high) = (start, middle);
            while low < high {
                let half = (low + high) / 2;
                if !self.less(middle, half)? {
                    low = half + 1;
                } else {
                    high = half;
                }
            }
            self.pairs[low..=middle].rotate_right(1);
            return Ok(());
        }
        let half = (start + end) / 2;
        let sum = half + middle;
        let (mut low, mut high) = if middle > half { (sum - end, half) } else { (start, middle) };
        let last = sum - 1;
        while low < high {
            let probe = (low + high) / 2;
            if !self.less(last - probe, probe)? {
                low = probe + 1;
            } else {
                high = probe;
            }
        }
        let stop = sum - low;
        if low < middle && middle < stop {
            self.pairs[low..stop].rotate_left(middle - low);
        }
        if start < low && low < half {
            self.merge(start, low, half)?;
        }
        if half < stop && stop < end {
            self.merge(half, stop, end)?;
        }
        Ok(())
    }
}

fn least(machine: &Machine, given: &Given) -> Result<Val> {
    outermost(machine, given, Ordering::Greater)
}

fn greatest(machine: &Machine, given: &Given) -> Result<Val> {
    outermost(machine, given, Ordering::Less)
}

/// The first element whose key is outermost; `worse` is how the key so far compares to a better one.
fn outermost(machine: &Machine, given: &Given, worse: Ordering) -> Result<Val> {
    let array = given.array(machine, 0)?;
    let function = key_function(machine, given)?;
    let mut best: Option<(Val, Val)> = None;
    for element in array.iter_lazy() {
        let value = evaluated(machine, &element)?;
        let key = key(machine, function, &element)?;
        let better = match &best {
            None => true,
            Some((_, best)) => operators::compare(machine, best, &key, 0)? == worse,
        };
        if better {
            best = Some((value, key));
        }
    }
    match (best, given.maybe(2)) {
        (Some((value, _)), _) => Ok(value),
        (None, Some(value)) => Ok(value.clone()),
        (None, None) => refuse(machine, "Expected at least one element in array. Got none"),
    }
}

/// Where the first element is that equals `wanted`.
fn position(machine: &Machine, array: &ArrValue, wanted: &Val) -> Result<Option<u32>> {
    for (at, element) in array.iter().enumerate() {
        let element = element.map_err(|error| machine.adopt(error))?;
        if operators::equals(machine, &element, wanted, 0)? {
            return Ok(Some(at as u32));
        }
    }
    Ok(None)
}

fn member(machine: &Machine, given: &Given) -> Result<Val> {
    is_member(machine, given.value(0), given.value(1)).map(Val::Bool)
}

/// Whether a string or an array has `wanted` in it.
pub fn is_member(machine: &Machine, within: &Val, wanted: &Val) -> Result<bool> {
    match within {
        Val::Str(text) => match wanted {
            Val::Str(wanted) => Ok(text.clone().into_flat().contains(wanted.clone().into_flat().as_str())),
            other => Err(wrong_type(machine, other, "string")),
        },
        Val::Arr(array) => Ok(position(machine, array, wanted)?.is_some()),
        _ => refuse(machine, "std.member first argument must be an array or a string"),
    }
}

fn contains(machine: &Machine, given: &Given) -> Result<Val> {
    Ok(Val::Bool(position(machine, given.array(machine, 0)?, given.value(1))?.is_some()))
}

fn remove(machine: &Machine, given: &Given) -> Result<Val> {
    let array = given.array(machine, 0)?;
    match position(machine, array, given.value(1))? {
        Some(at) => Ok(array::without(array, at)),
        None => Ok(given.value(0).clone()),
    }
}

fn remove_at(machine: &Machine, given: &Given) -> Result<Val> {
    let array = given.array(machine, 0)?;
    let at = integer_of(machine, given.value(1))?;
    let length = array.len();
    match u32::try_from(at) {
        Ok(at) if at < length => Ok(array::without(array, at)),
        Ok(at) => {
            let range =
                if at > length { format!("[:{at}] with capacity {length}") } else { format!("[{}:{length}]", at + 1) };
            Err(machine.crash(&format!("runtime error: slice bounds out of range {range}")))
        }
        Err(_) => Err(machine.crash(&format!("runtime error: slice bounds out of range [:{at}]"))),
    }
}

fn sum_of(machine: &Machine, array: &ArrValue) -> Result<f64> {
    let mut total = 0.0;
    for element in array.iter_lazy() {
        total += number_of(machine, &evaluated(machine, &element)?)?;
    }
    Ok(total)
}

fn sum(machine: &Machine, given: &Given) -> Result<Val> {
    operators::number(machine, sum_of(machine, given.array(machine, 0)?)?)
}

fn average(machine: &Machine, given: &Given) -> Result<Val> {
    let array = given.array(machine, 0)?;
    if array.is_empty() {
        return refuse(machine, "Cannot calculate average of an empty array.");
    }
    operators::number(machine, sum_of(machine, array)? / f64::from(array.len()))
}
