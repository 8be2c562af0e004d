//! Values as JSON, TOML and YAML texts.

use jrsonnet_evaluator::{IStr, ObjValue, Result, Val, val::ArrValue};

use crate::engine::{
    fail::{refuse, type_name},
    library::{
        fold,
        native::{Function, Given, evaluated},
    },
    output::text,
    run::{
        machine::{Machine, Place},
        object,
    },
    with_stack,
};

pub const FUNCTIONS: &[Function] = &[
    ("manifestJsonEx", &["value", "indent", "newline?", "key_val_sep?"], json),
    ("manifestTomlEx", &["value", "indent"], toml),
    ("manifestYamlDoc", &["value", "indent_array_in_object?", "quote_keys?"], yaml),
];

fn field(machine: &Machine, object: &ObjValue, name: &IStr) -> Result<Val> {
    Ok(object::get(machine, object, name)?.unwrap_or_default())
}

/// The way to a value, as go-jsonnet's words show it.
fn shown(path: &[String]) -> String {
    format!("[{}]", path.join(" "))
}

fn quoted(plain: &str) -> String {
    let mut quoted = String::new();
    text::quoted(plain, &mut quoted);
    quoted
}

/// A string as Go's `encoding/json` quotes it when it leaves HTML alone.
fn quoted_by_go(plain: &str, out: &mut String) {
    out.push('"');
    for c in plain.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..'\u{20}' | '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            _ => out.push(c),
        }
    }
    out.push('"');
}

struct Json<'a> {
    machine: &'a Machine,
    indent: IStr,
    newline: IStr,
    separator: IStr,
    path: Vec<String>,
    out: String,
}

fn json(machine: &Machine, given: &Given) -> Result<Val> {
    let or = |at: usize, default: &str| match given.maybe(at) {
        Some(_) => given.text(machine, at),
        None => Ok(default.into()),
    };
    let (indent, newline, separator) = (given.text(machine, 1)?, or(2, "\n")?, or(3, ": ")?);
    let mut json = Json { machine, indent, newline, separator, path: Vec::new(), out: String::new() };
    json.value(given.value(0))?;
    Ok(Val::string(json.out))
}

impl Json<'_> {
    fn line(&mut self, first: bool, depth: usize) {
        self.out.push_str(if first { "" } else { "," });
        self.out.push_str(&self.newline);
        for _ in 0..depth {
            self.out.push_str(&self.indent);
        }
    }

    fn value(&mut self, value: &Val) -> Result<()> {
        with_stack(|| self.value_here(value))
    }

    fn value_here(&mut self, value: &Val) -> Result<()> {
        let depth = self.path.len() + 1;
        let (bracket, empty) = match value {
            Val::Null => {
                self.out.push_str("null");
                return Ok(());
            }
            Val::Bool(value) => {
                self.out.push_str(if *value { "true" } else { "false" });
                return Ok(());
            }
            Val::Num(number) => {
                self.out.push_str(&number.get().to_string());
                return Ok(());
            }
            Val::Str(text) => {
                quoted_by_go(&text.clone().into_flat(), &mut self.out);
                return Ok(());
            }
            Val::Func(_) => {
                return refuse(self.machine, format!("tried to manifest function at {}", shown(&self.path)));
            }
            Val::Arr(array) => {
                self.out.push('[');
                for (at, element) in array.iter_lazy().enumerate() {
                    self.line(at == 0, depth);
                    let element = evaluated(self.machine, &element)?;
                    self.step(at.to_string(), &element)?;
                }
                (']', array.is_empty())
            }
            Val::Obj(object) => {
                self.out.push('{');
                let names = object.fields();
                for (at, name) in names.iter().enumerate() {
                    self.line(at == 0, depth);
                    let value = field(self.machine, object, name)?;
                    quoted_by_go(name, &mut self.out);
                    self.out.push_str(&self.separator);
                    self.step(name.to_string(), &value)?;
                }
                ('}', names.is_empty())
            }
        };
        if empty {
            self.line(true, 0);
        }
        self.line(true, depth - 1);
        self.out.push(bracket);
        Ok(())
    }

    fn step(&mut self, step: String, value: &Val) -> Result<()> {
        self.path.push(step);
        self.value(value)?;
        self.path.pop();
        Ok(())
    }
}

struct Toml<'a> {
    machine: &'a Machine,
    indent: IStr,
}

/// Where a part of a TOML text stands.
#[derive(Clone, Copy)]
struct At<'a> {
    /// The names of the tables around it.
    path: &'a [String],
    /// The same with the positions in arrays.
    indexed: &'a [String],
}

fn toml(machine: &Machine, given: &Given) -> Result<Val> {
    let toml = Toml { machine, indent: given.text(machine, 1)? };
    match given.value(0) {
        Val::Obj(object) => Ok(Val::string(toml.table(object, At { path: &[], indexed: &[] }, "")?)),
        other => refuse(machine, format!("TOML body must be an object. Got {}", type_name(other))),
    }
}

fn toml_key(key: &str) -> String {
    if key.is_empty() {
        "''".to_owned()
    } else if key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) {
        key.to_owned()
    } else {
        quoted(key)
    }
}

fn longer(path: &[String], step: &str) -> Vec<String> {
    path.iter().cloned().chain([step.to_owned()]).collect()
}

impl Toml<'_> {
    fn table(&self, object: &ObjValue, at: At<'_>, indent: &str) -> Result<String> {
        with_stack(|| self.table_here(object, at, indent))
    }

    fn table_here(&self, object: &ObjValue, at: At<'_>, indent: &str) -> Result<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut sections = vec![String::new()];
        for name in object.fields() {
            let value = field(self.machine, object, &name)?;
            let indexed = longer(at.indexed, &name);
            let is_section = match &value {
                Val::Obj(_) => true,
                Val::Arr(array) => self.is_section(array)?,
                _ => false,
            };
            if !is_section {
                let written = format!("{} = {}", toml_key(&name), self.value(&value, &indexed, false)?);
                lines.extend(written.split('\n').map(str::to_owned));
                continue;
            }
            let path = longer(at.path, &name);
            let heading = path.iter().map(|name| toml_key(name)).collect::<Vec<_>>().join(".");
            match &value {
                Val::Obj(table) => {
                    sections.push(self.section(
                        table,
                        &format!("[{heading}]"),
                        At { path: &path, indexed: &indexed },
                        indent,
                    )?);
                }
                Val::Arr(tables) => {
                    let mut parts = Vec::new();
                    for (index, table) in tables.iter_lazy().enumerate() {
                        if let Val::Obj(table) = evaluated(self.machine, &table)? {
                            let indexed = longer(&indexed, &index.to_string());
                            let at = At { path: &path, indexed: &indexed };
                            parts.push(self.section(&table, &format!("[[{heading}]]"), at, indent)?);
                        }
                    }
                    sections.push(parts.join("\n\n"));
                }
                _ => {}
            }
        }
        let mut out = if lines.is_empty() { String::new() } else { indent.to_owned() };
        out.push_str(&lines.join(&format!("\n{indent}")));
        out.push_str(&sections.join("\n\n"));
        Ok(out)
    }

    fn section(&self, table: &ObjValue, heading: &str, at: At<'_>, indent: &str) -> Result<String> {
        let after = if table.is_empty() || table.fields().is_empty() { "" } else { "\n" };
        let body = self.table(table, at, &format!("{indent}{}", self.indent))?;
        Ok(format!("{indent}{heading}{after}{body}"))
    }

    /// An array of tables, and of nothing else.
    fn is_section(&self, array: &ArrValue) -> Result<bool> {
        for element in array.iter_lazy() {
            if !matches!(evaluated(self.machine, &element)?, Val::Obj(_)) {
                return Ok(false);
            }
        }
        Ok(!array.is_empty())
    }

    fn value(&self, value: &Val, path: &[String], inline: bool) -> Result<String> {
        with_stack(|| self.value_here(value, path, inline))
    }

    fn value_here(&self, value: &Val, path: &[String], inline: bool) -> Result<String> {
        Ok(match value {
            Val::Null => return refuse(self.machine, format!("Tried to manifest \"null\" at {}", shown(path))),
            Val::Func(_) => return refuse(self.machine, format!("Tried to manifest function at {}", shown(path))),
            Val::Bool(value) => value.to_string(),
            Val::Num(number) => {
                let mut written = String::new();
                text::number(number.get(), &mut written);
                written
            }
            Val::Str(text) => quoted(&text.clone().into_flat()),
            Val::Arr(array) if array.is_empty() => "[]".to_owned(),
            Val::Arr(array) => {
                let (indent, separator) = if inline { ("", " ") } else { (self.indent.as_str(), "\n") };
                let mut written = format!("[{separator}");
                for (at, element) in array.iter_lazy().enumerate() {
                    let element = evaluated(self.machine, &element)?;
                    if at > 0 {
                        written.push(',');
                        written.push_str(separator);
                    }
                    written.push_str(indent);
                    written.push_str(&self.value(&element, &longer(path, &at.to_string()), true)?);
                }
                written.push_str(separator);
                written.push(']');
                written
            }
            Val::Obj(object) => {
                let mut fields = Vec::new();
                for name in object.fields() {
                    let value = field(self.machine, object, &name)?;
                    let value = self.value(&value, &longer(path, &name), true)?;
                    fields.push(format!("{} = {value}", toml_key(&name)));
                }
                format!("{{ {} }}", fields.join(", "))
            }
        })
    }
}

struct Yaml<'a> {
    machine: &'a Machine,
    indent_arrays: bool,
    quote_keys: bool,
    out: String,
}

fn yaml(machine: &Machine, given: &Given) -> Result<Val> {
    let or = |at: usize, default: bool| given.maybe(at).map_or(Ok(default), |_| given.boolean(machine, at));
    let (indent_arrays, quote_keys) = (or(1, false)?, or(2, true)?);
    let mut yaml = Yaml { machine, indent_arrays, quote_keys, out: String::new() };
    yaml.value(given.value(0), 0)?;
    Ok(Val::string(yaml.out))
}

impl Yaml<'_> {
    fn line(&mut self, indent: usize) {
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n("  ", indent));
    }

    fn value(&mut self, value: &Val, indent: usize) -> Result<()> {
        with_stack(|| self.value_here(value, indent))
    }

    fn value_here(&mut self, value: &Val, indent: usize) -> Result<()> {
        match value {
            Val::Null => self.out.push_str("null"),
            Val::Bool(value) => self.out.push_str(if *value { "true" } else { "false" }),
            Val::Num(number) => self.out.push_str(&number.get().to_string()),
            Val::Str(text) => self.text(&text.clone().into_flat(), indent),
            // go-jsonnet writes nothing, and says nothing.
            Val::Func(_) => {}
            Val::Arr(array) => self.array(array, indent)?,
            Val::Obj(object) => self.object(object, indent)?,
        }
        Ok(())
    }

    fn text(&mut self, plain: &str, indent: usize) {
        match plain.strip_suffix('\n') {
            Some(block) => {
                self.out.push('|');
                for line in block.split('\n') {
                    self.line(indent + 1);
                    self.out.push_str(line);
                }
            }
            None => text::quoted(plain, &mut self.out),
        }
    }

    fn array(&mut self, array: &ArrValue, indent: usize) -> Result<()> {
        if array.is_empty() {
            self.out.push_str("[]");
        }
        for (at, element) in array.iter_lazy().enumerate() {
            if at > 0 {
                self.line(indent);
            }
            let element = evaluated(self.machine, &element)?;
            self.out.push('-');
            match &element {
                Val::Arr(inner) if !inner.is_empty() => self.line(indent + 1),
                _ => self.out.push(' '),
            }
            let deeper = usize::from(matches!(element, Val::Arr(_) | Val::Obj(_)));
            self.value(&element, indent + deeper)?;
        }
        Ok(())
    }

    fn object(&mut self, object: &ObjValue, indent: usize) -> Result<()> {
        let names = object.fields();
        if names.is_empty() {
            self.out.push_str("{}");
        }
        for (at, name) in names.iter().enumerate() {
            let value = field(self.machine, object, name)?;
            if at > 0 {
                self.line(indent);
            }
            if self.quote_keys || !is_bare(name) {
                text::quoted(name, &mut self.out);
            } else {
                self.out.push_str(name);
            }
            self.out.push(':');
            let mut inner = indent;
            match &value {
                Val::Arr(array) if !array.is_empty() => {
                    inner += usize::from(self.indent_arrays);
                    self.line(inner);
                }
                Val::Obj(object) if !object.fields().is_empty() => {
                    inner += 1;
                    self.line(inner);
                }
                _ => self.out.push(' '),
            }
            // go-jsonnet loses an error that comes from here: what is written so far stands.
            if let Err(error) = self.value(&value, inner) {
                if self.machine.has_crashed(&error) {
                    return Err(error);
                }
                self.machine.set_place(Place::Lost);
            }
        }
        Ok(())
    }
}

/// Whether go-jsonnet writes a key without quotes when it is asked to.
fn is_bare(key: &str) -> bool {
    const RESERVED: [&str; 16] = [
        "true", "false", "yes", "no", "on", "off", "y", "n", ".nan", "-.inf", "+.inf", ".inf", "null", "-", "---", "''",
    ];
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'/' | b'.');
    if key.is_empty() || !key.bytes().all(plain) {
        return false;
    }
    let folds = |word: &&str| word.chars().map(fold::folded).eq(key.chars().map(fold::folded));
    if RESERVED.iter().any(folds) {
        return false;
    }
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<_> = key.split('-').collect();
    if parts.len() == 3 && parts.iter().all(|part| is_digits(part)) {
        return false;
    }
    let unsigned = key.strip_prefix(['-', '+']).unwrap_or(key);
    let digits = |prefix: &str, is_digit: fn(u8) -> bool| {
        unsigned.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty() && rest.bytes().all(is_digit))
    };
    if digits("0b", |byte| matches!(byte, b'0' | b'1' | b'_')) {
        return false;
    }
    // Anywhere within the key, as go-jsonnet's pattern has no anchors.
    let is_hex = |byte: u8| byte.is_ascii_hexdigit() || byte == b'_';
    if key.match_indices("0x").any(|(at, _)| key.as_bytes().get(at + 2).copied().is_some_and(is_hex)) {
        return false;
    }
    !is_float(unsigned)
}

/// Whether Go's `strconv.ParseFloat` takes a text of the characters a bare key may have, its sign taken off.
fn is_float(text: &str) -> bool {
    if ["inf", "infinity", "nan"].iter().any(|word| text.eq_ignore_ascii_case(word)) {
        return true;
    }
    // Too large a number is an error to Go.
    text.starts_with(|c: char| c.is_ascii_digit() || c == '.') && text.parse::<f64>().is_ok_and(f64::is_finite)
}
