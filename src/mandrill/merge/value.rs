//! The content of a merge variable: JSON, its fields in the order they were written in.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor},
};

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A number, as JavaScript has it.
    Number(f64),
    /// A string.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// An object; of fields with the same name the last one counts.
    Object(Vec<(String, Value)>),
}

impl Value {
    /// The fields of an object; none for anything else.
    pub fn fields(&self) -> &[(String, Value)] {
        match self {
            Self::Object(fields) => fields,
            _ => &[],
        }
    }

    /// A field of an object, an element of a list by its number, or the `length` of a list or text.
    pub fn part(&self, name: &str) -> Option<Value> {
        match self {
            Self::Object(_) => self.field(name).cloned(),
            Self::List(items) => match name.parse::<usize>() {
                Ok(at) => items.get(at).cloned(),
                Err(_) => (name == "length").then_some(Self::Number(items.len() as f64)),
            },
            Self::Text(text) => (name == "length").then(|| Self::Number(text.encode_utf16().count() as f64)),
            _ => None,
        }
    }

    /// A field of an object.
    pub fn field(&self, name: &str) -> Option<&Value> {
        self.fields().iter().rev().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// The text, of a string.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether a condition holds: not for false, null, "", 0 and [] (source: facts on Mandrill 6.4).
    pub fn holds(&self) -> bool {
        match self {
            Self::Null => false,
            Self::Bool(truth) => *truth,
            Self::Number(number) => *number != 0.0 && !number.is_nan(),
            Self::Text(text) => !text.is_empty(),
            Self::List(items) => !items.is_empty(),
            Self::Object(_) => true,
        }
    }

    /// As it is printed. Lists and objects come out as PHP prints them, by the word `Array`
    /// (source: facts on Mandrill 6.4).
    pub fn printed(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Bool(truth) => truth.to_string(),
            Self::Number(number) => number_as_text(*number),
            Self::Text(text) => text.clone(),
            Self::List(_) | Self::Object(_) => "Array".to_owned(),
        }
    }

    /// As a number, also of a text that is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => number_in(text),
            _ => None,
        }
    }
}

/// The number a text is, blanks around it aside.
pub fn number_in(text: &str) -> Option<f64> {
    let text = text.trim();
    let numeric = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    text.parse().ok().filter(|_| numeric)
}

/// A number as JavaScript writes it: with an exponent from 1e21 on and below 1e-6.
fn number_as_text(number: f64) -> String {
    let size = number.abs();
    if number == 0.0 {
        "0".to_owned()
    } else if (1e-6..1e21).contains(&size) {
        number.to_string()
    } else {
        let text = format!("{number:e}");
        if text.contains("e-") { text } else { text.replace('e', "e+") }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Value;
            fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
                out.write_str("JSON")
            }
            fn visit_unit<E>(self) -> Result<Value, E> {
                Ok(Value::Null)
            }
            fn visit_bool<E>(self, truth: bool) -> Result<Value, E> {
                Ok(Value::Bool(truth))
            }
            fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
                Ok(Value::Number(number as f64))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
                Ok(Value::Number(number as f64))
            }
            fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
                Ok(Value::Number(number))
            }
            fn visit_str<E>(self, text: &str) -> Result<Value, E> {
                Ok(Value::Text(text.to_owned()))
            }
            fn visit_string<E>(self, text: String) -> Result<Value, E> {
                Ok(Value::Text(text))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = from.next_element()? {
                    items.push(item);
                }
                Ok(Value::List(items))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = from.next_entry()? {
                    fields.push(field);
                }
                Ok(Value::Object(fields))
            }
        }
        from.deserialize_any(Any)
    }
}
