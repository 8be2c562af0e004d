//! A character of a value, followed to the place of the template that wrote it: through concatenation, formats, joined
//! lists, locals, branches, functions and fields, to the word of a literal, as far as what was noted tells.

use std::collections::HashMap;

use super::{
    Text,
    names::{Binder, literal},
    syntax::{Argument, Call, Expr, Member, What},
    value::trimmed,
};
use crate::{
    diagnostic::Span,
    engine::values::{Recording, Valued, sample::Sample},
};

/// More steps than any template needs.
const DEEPEST: usize = 60;

/// Where the character number `at` of what the expression at `made` gave is written: the word of a literal, or else the
/// innermost expression that it can be followed to.
pub fn written<'t>(text: &Text<'t>, recording: &Recording, made: Span, at: usize) -> Span {
    let notes = recording.values.iter().map(|value| (value.span, value)).collect();
    let root: &'t Expr = text.root;
    let expr = root.around(made.start).into_iter().find(|expr| trimmed(text.source, expr.span) == made);
    expr.map_or(made, |expr| Follow { text, notes }.on(expr, at, DEEPEST))
}

struct Follow<'a, 't> {
    text: &'a Text<'t>,
    notes: HashMap<Span, &'a Valued>,
}

impl<'t> Follow<'_, 't> {
    fn note(&self, expr: &Expr) -> Option<&Valued> {
        self.notes.get(&trimmed(self.text.source, expr.span)).copied()
    }

    /// How often it was evaluated; what was only once gave what was noted.
    fn times(&self, expr: &Expr) -> u32 {
        self.note(expr).map_or(0, |note| note.times)
    }

    /// What it gave as a text: how many characters, and the beginning.
    fn words(&self, expr: &Expr) -> Option<(usize, String)> {
        match self.note(expr)?.gave.as_ref()? {
            Sample::Text { beginning, length } => Some((*length, beginning.clone())),
            Sample::Number(number) => Some(number.to_string()).map(|text| (text.chars().count(), text)),
            Sample::Bool(value) => Some(value.to_string()).map(|text| (text.chars().count(), text)),
            Sample::Null => Some((4, "null".to_owned())),
            _ => None,
        }
    }

    fn on(&self, expr: &'t Expr, at: usize, left: usize) -> Span {
        self.inner(expr, at, left).unwrap_or_else(|| trimmed(self.text.source, expr.span))
    }

    /// None where it goes no further than the expression.
    fn inner(&self, expr: &'t Expr, at: usize, left: usize) -> Option<Span> {
        let left = left.checked_sub(1)?;
        match &expr.what {
            What::Parens(inner) => Some(self.on(inner, at, left)),
            What::Local { body, .. } => Some(self.on(body, at, left)),
            What::Assert { rest, .. } => Some(self.on(rest, at, left)),
            What::If { yes, no, .. } => {
                let no = no.as_deref()?;
                match (self.times(yes) > 0, self.times(no) > 0) {
                    (true, false) => Some(self.on(yes, at, left)),
                    (false, true) => Some(self.on(no, at, left)),
                    _ => None,
                }
            }
            What::Text => self.literal(expr, at),
            What::Binary { left: one, operator, right } => match operator.of(self.text.source) {
                "+" if self.times(expr) < 2 => {
                    let (length, _) = self.words(one)?;
                    let (next, at) = if at < length { (one, at) } else { (right, at - length) };
                    self.words(next)?;
                    Some(self.on(next, at, left))
                }
                "%" if self.times(expr) < 2 => self.format(expr, one, right, at, left),
                _ => None,
            },
            What::Name => {
                let binding = self.text.names.binding_of(expr)?;
                match binding.binder {
                    Binder::Local if binding.parameters.is_none() => Some(self.on(binding.value?, at, left)),
                    Binder::Parameter => Some(self.on(self.argument(binding.span)?, at, left)),
                    _ => None,
                }
            }
            What::Field { target, name: Some(name), .. } => {
                let field = self.text.names.field_of(target, name.of(self.text.source))?;
                (self.times(&field.value) == 1).then(|| self.on(&field.value, at, left))
            }
            What::Call(call) => self.call(expr, call, at, left),
            _ => None,
        }
    }

    fn call(&self, expr: &'t Expr, call: &'t Call, at: usize, left: usize) -> Option<Span> {
        let name = call.target.span.of(self.text.source);
        let argument = |at: usize| call.arguments.get(at).filter(|it| it.name.is_none()).map(|it| &it.value);
        if self.times(expr) > 1 {
            return None;
        }
        match name {
            "std.join" => self.join(argument(0)?, argument(1)?, at, left),
            "std.format" => self.format(expr, argument(0)?, argument(1)?, at, left),
            // Character by character.
            "std.toString" | "std.asciiUpper" | "std.asciiLower" => {
                let of = argument(0)?;
                self.words(of).map(|_| self.on(of, at, left))
            }
            _ => {
                let (_, body) = self.text.names.function_of(call)?;
                body.filter(|body| self.times(body) == 1).map(|body| self.on(body, at, left))
            }
        }
    }

    /// What is given for the parameter that is bound there, where its function is called at one place.
    fn argument(&self, parameter: Span) -> Option<&'t Expr> {
        let mut found = None;
        let mut open: Vec<&'t Expr> = vec![self.text.root];
        while let Some(expr) = open.pop() {
            if let What::Call(call) = &expr.what
                && let Some((parameters, _)) = self.text.names.function_of(call)
                && let Some(place) = parameters.iter().position(|other| other.name == parameter)
            {
                let name = parameter.of(self.text.source);
                let is_it = |(at, argument): &(usize, &Argument)| match argument.name {
                    Some(written) => written.of(self.text.source) == name,
                    None => *at == place,
                };
                let (_, argument) = call.arguments.iter().enumerate().find(is_it)?;
                if found.replace(&argument.value).is_some() || self.times(&argument.value) > 1 {
                    return None;
                }
            }
            expr.each_child(&mut |child| open.push(child));
        }
        found
    }

    fn join(&self, separator: &'t Expr, list: &'t Expr, mut at: usize, left: usize) -> Option<Span> {
        let (between, _) = self.words(separator)?;
        match &self.resolved(list).what {
            What::Array(elements) => {
                for (number, element) in elements.iter().enumerate() {
                    if number > 0 {
                        if at < between {
                            return Some(self.on(separator, at, left));
                        }
                        at -= between;
                    }
                    let (length, _) = self.words(element)?;
                    if at < length {
                        return Some(self.on(element, at, left));
                    }
                    at -= length;
                }
                None
            }
            // Which of them is not known; what makes each is.
            What::ArrayOf { body, .. } => Some(match self.times(body) {
                1 => self.on(body, at, left),
                _ => trimmed(self.text.source, body.span),
            }),
            _ => None,
        }
    }

    /// What a name stands for, as long as it is a local's.
    fn resolved(&self, expr: &'t Expr) -> &'t Expr {
        let mut expr = expr;
        for _ in 0..DEEPEST {
            expr = match &expr.what {
                What::Parens(inner) => inner,
                What::Name => match self.text.names.binding_of(expr) {
                    Some(binding) if binding.binder == Binder::Local && binding.parameters.is_none() => {
                        match binding.value {
                            Some(value) => value,
                            None => return expr,
                        }
                    }
                    _ => return expr,
                },
                _ => return expr,
            };
        }
        expr
    }

    fn format(&self, whole: &'t Expr, format: &'t Expr, values: &'t Expr, at: usize, left: usize) -> Option<Span> {
        let (length, pattern) = self.words(format)?;
        let (_, result) = self.words(whole)?;
        let result: Vec<char> = result.chars().collect();
        if pattern.chars().count() < length {
            return None;
        }
        let pieces = pieces(&pattern);
        let values = self.resolved(values);
        let (mut here, mut next) = (0, 0);
        for (number, piece) in pieces.iter().enumerate() {
            let value = match piece {
                Piece::Words { from, text } => {
                    let length = text.chars().count();
                    if at < here + length {
                        return Some(self.on(format, from + (at - here), left));
                    }
                    here += length;
                    continue;
                }
                Piece::Value { name: Some(name) } => match &values.what {
                    What::Object(object) => object.members.iter().find_map(|member| match member {
                        Member::Field(field) if field.word(self.text.source) == Some(name.as_str()) => {
                            Some(&field.value)
                        }
                        _ => None,
                    })?,
                    _ => return None,
                },
                Piece::Value { name: None } => {
                    next += 1;
                    match &values.what {
                        What::Array(elements) => elements.get(next - 1)?,
                        _ => values,
                    }
                }
            };
            // As long as it goes up to the words that follow.
            let length = match pieces.get(number + 1) {
                Some(Piece::Words { text, .. }) => {
                    let text: Vec<char> = text.chars().collect();
                    let skipped = self.words(value).map_or(0, |(length, _)| length);
                    let from = (here + skipped).min(result.len());
                    let found = result.get(from..)?.windows(text.len()).position(|window| window == text);
                    found.map(|found| skipped + found).or(self.words(value).map(|(length, _)| length))?
                }
                Some(Piece::Value { .. }) => self.words(value)?.0,
                None => usize::MAX - here,
            };
            if at < here + length {
                return Some(match self.words(value) {
                    Some((own, _)) if at - here < own => self.on(value, at - here, left),
                    _ => trimmed(self.text.source, value.span),
                });
            }
            here += length;
        }
        None
    }

    /// The word around a character of a literal.
    fn literal(&self, expr: &Expr, at: usize) -> Option<Span> {
        let source = expr.span.of(self.text.source);
        let letters = letters(source)?;
        let is_word =
            |at: usize| letters.get(at).is_some_and(|(letter, _)| !letter.is_whitespace() && !"<>".contains(*letter));
        if !is_word(at) {
            let (_, place) = letters.get(at)?;
            return Some(Span::new(expr.span.start + place.start, expr.span.start + place.end));
        }
        let first = (0..=at).rev().take_while(|at| is_word(*at)).last()?;
        let last = (at..letters.len()).take_while(|at| is_word(*at)).last()?;
        Some(Span::new(expr.span.start + letters[first].1.start, expr.span.start + letters[last].1.end))
    }
}

/// A part of a format.
enum Piece {
    /// Text as it is, and at which of the format's characters it begins.
    Words { from: usize, text: String },
    /// A value, by its name or in its turn.
    Value { name: Option<String> },
}

/// The parts of a format, as `%` and `std.format` read it.
fn pieces(pattern: &str) -> Vec<Piece> {
    let letters: Vec<char> = pattern.chars().collect();
    let mut found = Vec::new();
    let (mut at, mut from, mut text) = (0, 0, String::new());
    let end = |from: usize, text: &mut String, found: &mut Vec<Piece>| {
        if !text.is_empty() {
            found.push(Piece::Words { from, text: std::mem::take(text) });
        }
    };
    while let Some(letter) = letters.get(at) {
        if *letter != '%' {
            if text.is_empty() {
                from = at;
            }
            text.push(*letter);
            at += 1;
            continue;
        }
        if letters.get(at + 1) == Some(&'%') {
            // Of two characters there is one left.
            end(from, &mut text, &mut found);
            found.push(Piece::Words { from: at, text: "%".to_owned() });
            at += 2;
            continue;
        }
        end(from, &mut text, &mut found);
        at += 1;
        let mut name = None;
        if letters.get(at) == Some(&'(') {
            let close =
                letters[at..].iter().position(|letter| *letter == ')').map_or(letters.len(), |close| at + close);
            name = Some(letters[at + 1..close].iter().collect());
            at = close + 1;
        }
        while letters.get(at).is_some_and(|letter| "#0- +.123456789*hlL".contains(*letter)) {
            at += 1;
        }
        at += 1;
        found.push(Piece::Value { name });
    }
    end(from, &mut text, &mut found);
    found
}

/// The characters of a literal, each with its place in the literal's own text. None of one that does not read.
fn letters(source: &str) -> Option<Vec<(char, Span)>> {
    if let Some(rest) = source.strip_prefix("|||") {
        return block(source, rest);
    }
    let verbatim = source.starts_with('@');
    let begin = if verbatim { 2 } else { 1 };
    let quote = source.chars().nth(begin - 1)?;
    let inner = literal_end(source, begin)?;
    let mut found = Vec::new();
    let mut rest = source[begin..inner].char_indices().peekable();
    while let Some((at, letter)) = rest.next() {
        let start = begin + at;
        let mut value = letter;
        if verbatim && letter == quote {
            rest.next();
        } else if !verbatim && letter == '\\' {
            let (_, escape) = rest.next()?;
            value = match escape {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                'b' => '\u{8}',
                'f' => '\u{c}',
                'u' => {
                    let digits: String = (0..4).filter_map(|_| rest.next().map(|(_, digit)| digit)).collect();
                    let unit = u32::from_str_radix(&digits, 16).ok()?;
                    if (0xDC00..0xE000).contains(&unit) {
                        // The second half of a pair, of which the first stands for both.
                        let end = rest.peek().map_or(inner, |(at, _)| begin + at);
                        if let Some((_, span)) = found.last_mut() {
                            let span: &mut Span = span;
                            span.end = end;
                        }
                        continue;
                    }
                    char::from_u32(unit).unwrap_or('\u{FFFD}')
                }
                other => other,
            };
        }
        let end = rest.peek().map_or(inner, |(at, _)| begin + at);
        found.push((value, Span::new(start, end)));
    }
    Some(found)
}

fn literal_end(source: &str, begin: usize) -> Option<usize> {
    let end = begin + literal(source).len();
    (end <= source.len() && source.is_char_boundary(end)).then_some(end)
}

/// The lines of a text block, without their indentation.
fn block(source: &str, rest: &str) -> Option<Vec<(char, Span)>> {
    let cut = rest.starts_with('-');
    let mut at = source.find('\n')? + 1;
    let line = source.get(at..)?.lines().find(|line| !line.trim().is_empty())?;
    let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
    let mut found: Vec<(char, Span)> = Vec::new();
    for line in source.get(at..)?.split_inclusive('\n') {
        let text = line.trim_end_matches(['\n', '\r']);
        let Some(own) = line.strip_prefix(indent).or_else(|| text.is_empty().then_some(line)) else { break };
        let start = at + (line.len() - own.len());
        found.extend(
            own.char_indices()
                .map(|(here, letter)| (letter, Span::new(start + here, start + here + letter.len_utf8()))),
        );
        at += line.len();
    }
    if cut && found.last().is_some_and(|(letter, _)| *letter == '\n') {
        found.pop();
    }
    Some(found)
}
