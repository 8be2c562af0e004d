//! Bytes, base64 and digests.

use base64::{Engine, engine::general_purpose::STANDARD};
use jrsonnet_evaluator::{IStr, Result, Thunk, Val};
use sha2::Digest;

use crate::engine::{
    fail::{refuse, type_name},
    library::native::{Function, Given, evaluated, integer_of},
    run::{array, machine::Machine},
};

pub const FUNCTIONS: &[Function] = &[
    ("encodeUTF8", &["str"], encode_utf8),
    ("decodeUTF8", &["arr"], decode_utf8),
    ("base64", &["input"], base64),
    ("base64Decode", &["str"], base64_decode),
    ("base64DecodeBytes", &["str"], base64_decode_bytes),
    ("md5", &["s"], |machine, given| {
        Ok(Val::string(format!("{:x}", md5::compute(given.text(machine, 0)?.as_bytes()))))
    }),
    ("sha1", &["s"], digest::<sha1::Sha1>),
    ("sha256", &["s"], digest::<sha2::Sha256>),
    ("sha512", &["s"], digest::<sha2::Sha512>),
    ("sha3", &["s"], digest::<sha3::Sha3_512>),
];

fn digest<D: Digest>(machine: &Machine, given: &Given) -> Result<Val> {
    let digest = D::digest(given.text(machine, 0)?.as_bytes());
    Ok(Val::string(digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>()))
}

fn bytes(bytes: &[u8]) -> Val {
    array::of(bytes.iter().map(|byte| Thunk::evaluated(Val::num(*byte))).collect())
}

fn encode_utf8(machine: &Machine, given: &Given) -> Result<Val> {
    Ok(bytes(given.text(machine, 0)?.as_bytes()))
}

fn decode_utf8(machine: &Machine, given: &Given) -> Result<Val> {
    let array = given.array(machine, 0)?;
    let mut bytes = Vec::with_capacity(array.len() as usize);
    for element in array.iter_lazy() {
        let byte = integer_of(machine, &evaluated(machine, &element)?)?;
        match u8::try_from(byte) {
            Ok(byte) => bytes.push(byte),
            Err(_) => return refuse(machine, format!("Bytes must be integers in range [0, 255], got {byte}")),
        }
    }
    Ok(Val::string(text_of(&bytes)))
}

/// A text of bytes; each byte that is no part of a character becomes U+FFFD.
pub fn text_of(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| char::REPLACEMENT_CHARACTER));
    }
    text
}

/// A text goes in as UTF-8, and yet may hold no character above U+00FF: go-jsonnet looks at both.
fn base64(machine: &Machine, given: &Given) -> Result<Val> {
    let outside = |got: i64| {
        refuse(
            machine,
            format!("base64 encountered invalid codepoint value in the array (must be 0 <= X <= 255), got {got}"),
        )
    };
    match given.value(0) {
        Val::Str(plain) => {
            let plain = plain.clone().into_flat();
            match plain.chars().find(|character| u32::from(*character) > 255) {
                Some(character) => outside(u32::from(character).into()),
                None => Ok(Val::string(STANDARD.encode(plain.as_bytes()))),
            }
        }
        Val::Arr(array) => {
            let mut bytes = Vec::with_capacity(array.len() as usize);
            for element in array.iter_lazy() {
                let element = evaluated(machine, &element)?;
                let whole = element.as_num().filter(|number| f64::from(*number as i32) == *number);
                let Some(number) = whole else {
                    let got = type_name(&element);
                    return refuse(machine, format!("base64 encountered a non-integer value in the array, got {got}"));
                };
                match u8::try_from(number as i64) {
                    Ok(byte) => bytes.push(byte),
                    Err(_) => return outside(number as i64),
                }
            }
            Ok(Val::string(STANDARD.encode(bytes)))
        }
        other => {
            let got = type_name(other);
            refuse(machine, format!("base64 can only base64 encode strings / arrays of single bytes, got {got}"))
        }
    }
}

fn decoded(machine: &Machine, given: &Given) -> Result<Vec<u8>> {
    let Val::Str(encoded) = given.value(0) else {
        return refuse(machine, format!("base64DecodeBytes requires a string, got {}", type_name(given.value(0))));
    };
    let encoded: IStr = encoded.clone().into_flat();
    let length = encoded.len();
    if !length.is_multiple_of(4) {
        let words = "input string appears not to be a base64 encoded string. Wrong length found";
        return refuse(machine, format!("{words} ({length})"));
    }
    decode(encoded.as_bytes())
        .or_else(|at| refuse(machine, format!("failed to decode: illegal base64 data at input byte {at}")))
}

/// As Go's `StdEncoding` decodes: line breaks are passed over; the error is the byte it complains of.
pub fn decode(encoded: &[u8]) -> std::result::Result<Vec<u8>, usize> {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let mut out = Vec::new();
    let mut at = 0;
    loop {
        let mut group = [0u8; 4];
        let mut have = 0;
        let mut end = false;
        while have < 4 {
            let Some(byte) = encoded.get(at).copied() else {
                if have == 0 {
                    return Ok(out);
                }
                return Err(at - have);
            };
            at += 1;
            if let Some(value) = value(byte) {
                group[have] = value;
                have += 1;
                continue;
            }
            if matches!(byte, b'\n' | b'\r') {
                continue;
            }
            if byte != b'=' || have < 2 {
                return Err(at - 1);
            }
            let skip = |mut at: usize| {
                while matches!(encoded.get(at), Some(b'\n' | b'\r')) {
                    at += 1;
                }
                at
            };
            if have == 2 {
                at = skip(at);
                match encoded.get(at) {
                    None => return Err(encoded.len()),
                    Some(b'=') => at += 1,
                    Some(_) => return Err(at - 1),
                }
            }
            at = skip(at);
            if at < encoded.len() {
                return Err(at);
            }
            end = true;
            break;
        }
        let joined = group.iter().fold(0u32, |joined, value| (joined << 6) | u32::from(*value));
        out.extend_from_slice(&joined.to_be_bytes()[1..have]);
        if end {
            return Ok(out);
        }
    }
}

fn base64_decode(machine: &Machine, given: &Given) -> Result<Val> {
    Ok(Val::string(text_of(&decoded(machine, given)?)))
}

fn base64_decode_bytes(machine: &Machine, given: &Given) -> Result<Val> {
    Ok(bytes(&decoded(machine, given)?))
}
