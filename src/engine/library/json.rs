//! `std.parseJson`: JSON as Go's `encoding/json` reads it, and complains of it.

use jrsonnet_evaluator::{Result, Thunk, Val};

use crate::engine::{
    fail::refuse,
    library::native::Given,
    run::{array, machine::Machine, object, operators},
    with_stack,
};

/// How deep values may nest: Go's own limit, which a browser's stack has not.
pub const DEEPEST: usize = if cfg!(target_arch = "wasm32") { 1_000 } else { 10_000 };

pub fn parse(machine: &Machine, given: &Given) -> Result<Val> {
    let text = given.text(machine, 0)?;
    let mut reader = Reader { machine, text: &text, at: 0, range: None };
    let value = reader.whole().and_then(|value| reader.range.take().map_or(Ok(value), Err));
    value.or_else(|words| refuse(machine, format!("failed to parse JSON: {words}")))
}

type Read<T> = std::result::Result<T, String>;

struct Reader<'a> {
    machine: &'a Machine,
    text: &'a str,
    at: usize,
    /// The first number that is too large: told only if nothing else is wrong.
    range: Option<String>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// What is wrong with the next byte; the end of the text reads as a space.
    fn wrong<T>(&self, context: &str) -> Read<T> {
        Err(format!("invalid character {} {context}", quoted(self.peek().unwrap_or(b' '))))
    }

    /// The next byte after white space, which must be there.
    fn next(&mut self) -> Read<u8> {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
        self.peek().ok_or_else(|| "unexpected end of JSON input".to_owned())
    }

    fn whole(&mut self) -> Read<Val> {
        self.next()?;
        let value = self.value(0)?;
        match self.next() {
            Ok(_) => self.wrong("after top-level value"),
            Err(_) => Ok(value),
        }
    }

    fn value(&mut self, depth: usize) -> Read<Val> {
        with_stack(|| match self.next()? {
            b'{' => self.object(depth + 1),
            b'[' => self.array(depth + 1),
            b'"' => self.string().map(Val::string),
            b'-' | b'0'..=b'9' => self.number(),
            b't' => self.word("true", Val::Bool(true)),
            b'f' => self.word("false", Val::Bool(false)),
            b'n' => self.word("null", Val::Null),
            _ => self.wrong("looking for beginning of value"),
        })
    }

    fn word(&mut self, word: &str, value: Val) -> Read<Val> {
        for expected in word.bytes() {
            if self.peek() != Some(expected) {
                return self.wrong(&format!("in literal {word} (expecting '{}')", char::from(expected)));
            }
            self.at += 1;
        }
        Ok(value)
    }

    fn digits(&mut self, context: &str) -> Read<()> {
        if !matches!(self.peek(), Some(b'0'..=b'9')) {
            return self.wrong(context);
        }
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        Ok(())
    }

    fn number(&mut self) -> Read<Val> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits("in numeric literal")?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits("after decimal point in numeric literal")?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits("in exponent of numeric literal")?;
        }
        let written = &self.text[start..self.at];
        match operators::number(self.machine, written.parse().unwrap_or(f64::INFINITY)) {
            Ok(number) => Ok(number),
            Err(_) => {
                let words = format!("json: cannot unmarshal number {written} into Go value of type float64");
                self.range.get_or_insert(words);
                Ok(Val::Null)
            }
        }
    }

    fn string(&mut self) -> Read<String> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = &self.text[self.at..];
            let plain = rest.find(|c| c == '"' || c == '\\' || c < ' ').unwrap_or(rest.len());
            out.push_str(&rest[..plain]);
            self.at += plain;
            match self.peek() {
                None => return Err("unexpected end of JSON input".to_owned()),
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => {
                    self.at += 1;
                    let c = self.escape()?;
                    out.push(c);
                }
                Some(_) => return self.wrong("in string literal"),
            }
        }
    }

    fn escape(&mut self) -> Read<char> {
        let c = match self.peek() {
            Some(c @ (b'"' | b'\\' | b'/')) => char::from(c),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let unit = self.unit()?;
                if !(0xd800..0xdc00).contains(&unit) || !self.text[self.at..].starts_with("\\u") {
                    return Ok(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                // The second half of a pair, or something of its own.
                let before = self.at;
                self.at += 1;
                let low = self.unit()?;
                if (0xdc00..0xe000).contains(&low) {
                    let pair = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                    return Ok(char::from_u32(pair).unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                self.at = before;
                return Ok(char::REPLACEMENT_CHARACTER);
            }
            _ => return self.wrong("in string escape code"),
        };
        self.at += 1;
        Ok(c)
    }

    /// `uXXXX`
    fn unit(&mut self) -> Read<u32> {
        self.at += 1;
        let mut unit = 0;
        for _ in 0..4 {
            match self.peek().and_then(|byte| char::from(byte).to_digit(16)) {
                Some(digit) => unit = unit * 16 + digit,
                None => return self.wrong("in \\u hexadecimal character escape"),
            }
            self.at += 1;
        }
        Ok(unit)
    }

    fn nested(&self, depth: usize) -> Read<()> {
        if depth > DEEPEST { self.wrong("exceeded max depth") } else { Ok(()) }
    }

    fn array(&mut self, depth: usize) -> Read<Val> {
        self.nested(depth)?;
        self.at += 1;
        let mut elements = Vec::new();
        if self.next()? == b']' {
            self.at += 1;
            return Ok(array::of(elements));
        }
        loop {
            elements.push(Thunk::evaluated(self.value(depth)?));
            match self.next()? {
                b',' => self.at += 1,
                b']' => {
                    self.at += 1;
                    return Ok(array::of(elements));
                }
                _ => return self.wrong("after array element"),
            }
        }
    }

    fn object(&mut self, depth: usize) -> Read<Val> {
        self.nested(depth)?;
        self.at += 1;
        let mut fields = Vec::new();
        if self.next()? == b'}' {
            self.at += 1;
            return Ok(Val::Obj(object::plain(fields)));
        }
        loop {
            if self.next()? != b'"' {
                return self.wrong("looking for beginning of object key string");
            }
            let name = self.string()?;
            if self.next()? != b':' {
                return self.wrong("after object key");
            }
            self.at += 1;
            fields.push((name.into(), self.value(depth)?));
            match self.next()? {
                b',' => self.at += 1,
                b'}' => {
                    self.at += 1;
                    return Ok(Val::Obj(object::plain(fields)));
                }
                _ => return self.wrong("after object key:value pair"),
            }
        }
    }
}

/// A byte as Go's error names it.
fn quoted(byte: u8) -> String {
    match byte {
        b'\'' => "'\\''".to_owned(),
        b'"' => "'\"'".to_owned(),
        b'\\' => "'\\\\'".to_owned(),
        7 => "'\\a'".to_owned(),
        8 => "'\\b'".to_owned(),
        9 => "'\\t'".to_owned(),
        10 => "'\\n'".to_owned(),
        11 => "'\\v'".to_owned(),
        12 => "'\\f'".to_owned(),
        13 => "'\\r'".to_owned(),
        0..32 | 127 => format!("'\\x{byte:02x}'"),
        128..=160 | 173 => format!("'\\u00{byte:02x}'"),
        _ => format!("'{}'", char::from(byte)),
    }
}
