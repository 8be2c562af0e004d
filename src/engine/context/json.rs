//! A context that is plain JSON, straight to values: the same as reading it as Jsonnet, only faster. Whatever is not
//! plain (a repeated key, a number too large, anything beyond JSON) is left to the Jsonnet reader.

use std::{fmt, ops::ControlFlow};

use jrsonnet_evaluator::{
    EnumFields, EnumFieldsHandler, FieldVisibility, GetFor, HasFieldIncludeHidden, IStr, NumValue, ObjValue,
    ObjectCore, Result, SupThis, Thunk, Val, Visibility,
    ordering::{FieldIndex, SuperDepth},
    rustc_hash::FxHashMap,
};
use jrsonnet_gcmodule::Trace;

use crate::engine::{
    run::{array, machine},
    syntax,
};

/// How deep plain JSON may nest here.
const DEEPEST: usize = 100;

/// The value of a plain JSON text.
pub fn read(text: &str) -> Option<Val> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(0)?;
    reader.skip_space();
    (reader.at == text.len()).then_some(value)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    /// Takes `byte` if it comes next.
    fn take(&mut self, byte: u8) -> bool {
        let next = self.peek() == Some(byte);
        self.at += usize::from(next);
        next
    }

    fn value(&mut self, depth: usize) -> Option<Val> {
        if depth > DEEPEST {
            return None;
        }
        self.skip_space();
        match self.peek()? {
            b'{' => self.object(depth),
            b'[' => self.array(depth),
            b'"' => self.string().map(Val::string),
            b'-' | b'0'..=b'9' => self.number(),
            _ => self.word(),
        }
    }

    fn word(&mut self) -> Option<Val> {
        let length = self.text[self.at..].bytes().take_while(u8::is_ascii_lowercase).count();
        let value = match &self.text[self.at..self.at + length] {
            "null" => Val::Null,
            "true" => Val::Bool(true),
            "false" => Val::Bool(false),
            _ => return None,
        };
        self.at += length;
        Some(value)
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        self.at - start
    }

    fn number(&mut self) -> Option<Val> {
        let start = self.at;
        self.take(b'-');
        if !self.take(b'0') && self.digits() == 0 {
            return None;
        }
        if self.take(b'.') && self.digits() == 0 {
            return None;
        }
        if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'+') || self.take(b'-');
            if self.digits() == 0 {
                return None;
            }
        }
        if matches!(self.peek(), Some(b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'.')) {
            return None;
        }
        self.text[start..self.at].parse().ok().and_then(NumValue::new).map(Val::Num)
    }

    fn string(&mut self) -> Option<IStr> {
        let start = self.at + 1;
        let mut at = start;
        let mut escaped = false;
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(at)? {
                b'"' => break,
                b'\\' => {
                    escaped = true;
                    at += 2;
                }
                _ => at += 1,
            }
        }
        self.at = at + 1;
        let raw = self.text.get(start..at)?;
        if escaped { syntax::parser::unescape(raw).ok().map(|text| text.as_str().into()) } else { Some(raw.into()) }
    }

    fn array(&mut self, depth: usize) -> Option<Val> {
        self.at += 1;
        let mut elements = Vec::new();
        self.skip_space();
        if self.take(b']') {
            return Some(array::of(elements));
        }
        loop {
            elements.push(Thunk::evaluated(self.value(depth + 1)?));
            self.skip_space();
            if self.take(b']') {
                return Some(array::of(elements));
            }
            if !self.take(b',') {
                return None;
            }
        }
    }

    #[allow(clippy::mutable_key_type, reason = "an interned string does not change")]
    fn object(&mut self, depth: usize) -> Option<Val> {
        self.at += 1;
        let mut fields = FxHashMap::default();
        self.skip_space();
        if !self.take(b'}') {
            loop {
                self.skip_space();
                if self.peek() != Some(b'"') {
                    return None;
                }
                let name = self.string()?;
                self.skip_space();
                if !self.take(b':') || fields.insert(name, self.value(depth + 1)?).is_some() {
                    return None;
                }
                self.skip_space();
                if self.take(b'}') {
                    break;
                }
                if !self.take(b',') {
                    return None;
                }
            }
        }
        let mut builder = ObjValue::builder();
        builder.extend_with_core(Fields(fields));
        Some(Val::Obj(builder.build()))
    }
}

/// The fields of a JSON object.
#[derive(Trace)]
struct Fields(FxHashMap<IStr, Val>);

impl fmt::Debug for Fields {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("object")
    }
}

impl ObjectCore for Fields {
    fn enum_fields_core(&self, depth: &mut SuperDepth, handler: &mut EnumFieldsHandler<'_>) -> bool {
        self.0.keys().all(|name| {
            let field = EnumFields::Normal(Visibility::Normal);
            handler(*depth, FieldIndex::default(), name.clone(), field) == ControlFlow::Continue(())
        })
    }

    fn has_field_include_hidden_core(&self, name: IStr) -> HasFieldIncludeHidden {
        if self.0.contains_key(&name) { HasFieldIncludeHidden::Exists } else { HasFieldIncludeHidden::NotFound }
    }

    fn get_for_core(&self, name: IStr, _: SupThis, omit_only: bool) -> Result<GetFor> {
        match self.0.get(&name) {
            Some(value) if !omit_only => {
                // In go-jsonnet the first look at a field takes a frame.
                machine::with(machine::Machine::touch)?;
                Ok(GetFor::Final(value.clone()))
            }
            _ => Ok(GetFor::NotFound),
        }
    }

    fn field_visibility_core(&self, name: IStr) -> FieldVisibility {
        match self.0.get(&name) {
            Some(_) => FieldVisibility::Found(Visibility::Normal),
            None => FieldVisibility::NotFound,
        }
    }

    fn run_assertions_core(&self, _: SupThis) -> Result<()> {
        Ok(())
    }
}
