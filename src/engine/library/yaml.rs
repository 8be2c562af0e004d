//! `std.parseYaml`: YAML 1.1 as `sigs.k8s.io/yaml` reads it for go-jsonnet, which cuts the text into documents, lets a
//! port of libyaml read the first document of each piece, and turns it into JSON.

mod scanner;

use std::collections::HashMap;

use jrsonnet_evaluator::{Result, Thunk, Val};

use crate::engine::{
    fail::refuse,
    library::{encoding, json, native::Given},
    output::text::{shortest, shortest_single},
    run::{array, machine::Machine, object, operators},
    with_stack,
};
use scanner::{Scanner, Token, YamlKind};

/// What is wrong, in the words of the libraries.
type Read<T> = std::result::Result<T, String>;

/// Reads a text of documents.
pub fn parse(machine: &Machine, given: &Given) -> Result<Val> {
    let text = given.text(machine, 0)?;
    let (pieces, is_stream) = pieces(&text);
    let mut documents = Vec::new();
    for piece in pieces {
        let data = document(&piece).map_err(|words| format!("error converting YAML to JSON: {words}"));
        match data {
            Ok(data) => documents.push(value(machine, data)?),
            Err(words) => return refuse(machine, format!("failed to parse YAML: {words}")),
        }
    }
    if is_stream {
        return Ok(array::of(documents.into_iter().map(Thunk::evaluated).collect()));
    }
    documents.into_iter().next().ok_or_else(|| machine.crash("runtime error: index out of range [0] with length 0"))
}

/// The text between lines of three dashes, and whether there is such a line.
fn pieces(text: &str) -> (Vec<String>, bool) {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let mut is_stream = false;
    for line in text.lines() {
        if line.strip_prefix("---").is_some_and(|after| after.trim_end().is_empty()) {
            is_stream = true;
            if !piece.is_empty() {
                pieces.push(std::mem::take(&mut piece));
                continue;
            }
        }
        piece.push_str(line);
        piece.push('\n');
    }
    if !piece.is_empty() {
        pieces.push(piece);
    }
    (pieces, is_stream)
}

/// A node as it is written.
struct Node {
    tag: String,
    what: What,
}

enum What {
    Scalar {
        value: String,
        /// Without quotes, so that its type is in its form.
        plain: bool,
    },
    Sequence(Vec<usize>),
    Mapping(Vec<(usize, usize)>),
    Alias(String, usize),
    /// Being read.
    Open,
}

/// What a node means.
#[derive(Debug, Clone, PartialEq)]
enum Data {
    Null,
    Bool(bool),
    Integer(i64),
    Unsigned(u64),
    Float(f64),
    Text(String),
    Sequence(Vec<Data>),
    Mapping(Vec<(Data, Data)>),
}

fn value(machine: &Machine, data: Data) -> Result<Val> {
    with_stack(|| {
        Ok(match data {
            Data::Null => Val::Null,
            Data::Bool(value) => Val::Bool(value),
            Data::Integer(number) => operators::number(machine, number as f64)?,
            Data::Unsigned(number) => operators::number(machine, number as f64)?,
            Data::Float(number) => operators::number(machine, number)?,
            Data::Text(text) => Val::string(text),
            Data::Sequence(elements) => {
                let mut values = Vec::new();
                for element in elements {
                    values.push(Thunk::evaluated(value(machine, element)?));
                }
                array::of(values)
            }
            Data::Mapping(fields) => {
                let mut values = Vec::new();
                for (key, field) in fields {
                    // Every key is a text by now.
                    if let Data::Text(key) = key {
                        values.push((key.as_str().into(), value(machine, field)?));
                    }
                }
                Val::Obj(object::plain(values))
            }
        })
    })
}

/// The first document of a piece, fit for JSON.
fn document(piece: &str) -> Read<Data> {
    let mut parser = Parser {
        scanner: Scanner::new(piece)?,
        nodes: Vec::new(),
        anchors: HashMap::new(),
        handles: Vec::new(),
        depth: 0,
    };
    let Some(root) = parser.document()? else { return Ok(Data::Null) };
    let mut reader = Reader { nodes: &parser.nodes, following: Vec::new(), read: 0, through_aliases: 0 };
    jsonable(reader.node(root)?)
}

struct Parser {
    scanner: Scanner,
    nodes: Vec<Node>,
    anchors: HashMap<String, usize>,
    handles: Vec<(String, String)>,
    depth: usize,
}

impl Parser {
    fn peek(&mut self) -> Read<&YamlKind> {
        self.scanner.peek().map(|token| &token.kind)
    }

    fn next(&mut self) -> Read<Token> {
        self.scanner.next()
    }

    /// Takes the next token if it is `kind`.
    fn take(&mut self, kind: &YamlKind) -> Read<bool> {
        let is_it = self.peek()? == kind;
        if is_it {
            self.next()?;
        }
        Ok(is_it)
    }

    fn wrong<T>(&mut self, problem: &str) -> Read<T> {
        match self.scanner.peek()?.line {
            0 => Err(format!("yaml: {problem}")),
            line => Err(format!("yaml: line {line}: {problem}")),
        }
    }

    fn document(&mut self) -> Read<Option<usize>> {
        let mut explicit = false;
        let mut has_version = false;
        loop {
            match self.peek()?.clone() {
                YamlKind::Version(fits) => {
                    if has_version {
                        return self.wrong("found duplicate %YAML directive");
                    }
                    if !fits {
                        return self.wrong("found incompatible YAML document");
                    }
                    has_version = true;
                }
                YamlKind::TagDirective(handle, prefix) => {
                    if self.handles.iter().any(|(known, _)| *known == handle) {
                        return self.wrong("found duplicate %TAG directive");
                    }
                    self.handles.push((handle, prefix));
                }
                _ => break,
            }
            explicit = true;
            self.next()?;
        }
        for (handle, prefix) in [("!", "!"), ("!!", "tag:yaml.org,2002:")] {
            if !self.handles.iter().any(|(known, _)| known == handle) {
                self.handles.push((handle.to_owned(), prefix.to_owned()));
            }
        }
        if self.take(&YamlKind::DocumentStart)? {
            if let YamlKind::Version(_)
            | YamlKind::TagDirective(..)
            | YamlKind::DocumentStart
            | YamlKind::DocumentEnd
            | YamlKind::End = self.peek()?
            {
                return self.empty().map(Some);
            }
        } else if explicit {
            return self.wrong("did not find expected <document start>");
        } else if *self.peek()? == YamlKind::End {
            return Ok(None);
        }
        let root = self.node(true, false)?;
        // Whatever follows ends the document, if only it is a token.
        self.peek()?;
        Ok(Some(root))
    }

    fn add(&mut self, tag: String, what: What) -> usize {
        self.nodes.push(Node { tag, what });
        self.nodes.len() - 1
    }

    fn empty(&mut self) -> Read<usize> {
        Ok(self.add(String::new(), What::Scalar { value: String::new(), plain: true }))
    }

    fn node(&mut self, block: bool, indentless: bool) -> Read<usize> {
        self.depth += 1;
        if self.depth > json::DEEPEST {
            return self.wrong(&format!("exceeded max depth of {}", json::DEEPEST));
        }
        let node = with_stack(|| self.node_here(block, indentless));
        self.depth -= 1;
        node
    }

    fn node_here(&mut self, block: bool, indentless: bool) -> Read<usize> {
        if let YamlKind::Alias(name) = self.peek()? {
            let name = name.clone();
            self.next()?;
            return match self.anchors.get(&name).copied() {
                Some(node) => Ok(self.add(String::new(), What::Alias(name, node))),
                None => Err(format!("yaml: unknown anchor '{name}' referenced")),
            };
        }
        let (mut anchor, mut tag) = (None, None);
        loop {
            match self.peek()?.clone() {
                YamlKind::Anchor(name) if anchor.is_none() => anchor = Some(name),
                YamlKind::Tag(handle, suffix) if tag.is_none() => tag = Some((handle, suffix)),
                _ => break,
            }
            self.next()?;
        }
        let tagged = tag.is_some() || anchor.is_some();
        let tag = match tag {
            None => String::new(),
            Some((handle, suffix)) if handle.is_empty() => suffix,
            Some((handle, suffix)) => match self.handles.iter().find(|(known, _)| *known == handle) {
                Some((_, prefix)) => format!("{prefix}{suffix}"),
                None => return self.wrong("found undefined tag handle"),
            },
        };
        let kind = self.peek()?.clone();
        let node = self.add(tag.clone(), What::Open);
        if let Some(anchor) = anchor {
            self.anchors.insert(anchor, node);
        }
        let what = match kind {
            YamlKind::BlockEntry if indentless => self.indentless_sequence()?,
            YamlKind::Scalar { value, plain } => {
                self.next()?;
                What::Scalar { value, plain: tag.is_empty() && plain || tag == "!" }
            }
            YamlKind::FlowSequenceStart => self.flow_sequence()?,
            YamlKind::FlowMappingStart => self.flow_mapping()?,
            YamlKind::BlockSequenceStart if block => self.block_sequence()?,
            YamlKind::BlockMappingStart if block => self.block_mapping()?,
            _ if tagged => What::Scalar { value: String::new(), plain: tag.is_empty() },
            _ => return self.wrong("did not find expected node content"),
        };
        self.nodes[node].what = what;
        Ok(node)
    }

    fn block_sequence(&mut self) -> Read<What> {
        self.next()?;
        let mut elements = Vec::new();
        loop {
            if self.take(&YamlKind::BlockEntry)? {
                elements.push(match self.peek()? {
                    YamlKind::BlockEntry | YamlKind::BlockEnd => self.empty()?,
                    _ => self.node(true, false)?,
                });
            } else if self.take(&YamlKind::BlockEnd)? {
                return Ok(What::Sequence(elements));
            } else {
                return self.wrong("did not find expected '-' indicator");
            }
        }
    }

    fn indentless_sequence(&mut self) -> Read<What> {
        let mut elements = Vec::new();
        while self.take(&YamlKind::BlockEntry)? {
            elements.push(match self.peek()? {
                YamlKind::BlockEntry | YamlKind::Key | YamlKind::Value | YamlKind::BlockEnd => self.empty()?,
                _ => self.node(true, false)?,
            });
        }
        Ok(What::Sequence(elements))
    }

    /// What stands after `?` or `:` in a block.
    fn block_part(&mut self) -> Read<usize> {
        match self.peek()? {
            YamlKind::Key | YamlKind::Value | YamlKind::BlockEnd => self.empty(),
            _ => self.node(true, true),
        }
    }

    fn block_mapping(&mut self) -> Read<What> {
        self.next()?;
        let mut fields = Vec::new();
        loop {
            if self.take(&YamlKind::Key)? {
                let key = self.block_part()?;
                let field = if self.take(&YamlKind::Value)? { self.block_part()? } else { self.empty()? };
                fields.push((key, field));
            } else if self.take(&YamlKind::BlockEnd)? {
                return Ok(What::Mapping(fields));
            } else {
                return self.wrong("did not find expected key");
            }
        }
    }

    fn flow_sequence(&mut self) -> Read<What> {
        self.next()?;
        let mut elements = Vec::new();
        loop {
            if self.take(&YamlKind::FlowSequenceEnd)? {
                return Ok(What::Sequence(elements));
            }
            if !elements.is_empty() {
                if !self.take(&YamlKind::FlowEntry)? {
                    return self.wrong("did not find expected ',' or ']'");
                }
                if self.take(&YamlKind::FlowSequenceEnd)? {
                    return Ok(What::Sequence(elements));
                }
            }
            if !self.take(&YamlKind::Key)? {
                elements.push(self.node(false, false)?);
                continue;
            }
            // A mapping of one field without braces.
            let key = match self.peek()? {
                YamlKind::Value | YamlKind::FlowEntry | YamlKind::FlowSequenceEnd => {
                    // libyaml takes the token for the key's own.
                    self.next()?;
                    self.empty()?
                }
                _ => self.node(false, false)?,
            };
            let field = match self.take(&YamlKind::Value)? {
                true if !matches!(self.peek()?, YamlKind::FlowEntry | YamlKind::FlowSequenceEnd) => {
                    self.node(false, false)?
                }
                _ => self.empty()?,
            };
            elements.push(self.add(String::new(), What::Mapping(vec![(key, field)])));
        }
    }

    fn flow_mapping(&mut self) -> Read<What> {
        self.next()?;
        let mut fields = Vec::new();
        loop {
            if self.take(&YamlKind::FlowMappingEnd)? {
                return Ok(What::Mapping(fields));
            }
            if !fields.is_empty() {
                if !self.take(&YamlKind::FlowEntry)? {
                    return self.wrong("did not find expected ',' or '}'");
                }
                if self.take(&YamlKind::FlowMappingEnd)? {
                    return Ok(What::Mapping(fields));
                }
            }
            if !self.take(&YamlKind::Key)? {
                let key = self.node(false, false)?;
                fields.push((key, self.empty()?));
                continue;
            }
            let key = match self.peek()? {
                YamlKind::Value | YamlKind::FlowEntry | YamlKind::FlowMappingEnd => self.empty()?,
                _ => self.node(false, false)?,
            };
            let field = match self.take(&YamlKind::Value)? {
                true if !matches!(self.peek()?, YamlKind::FlowEntry | YamlKind::FlowMappingEnd) => {
                    self.node(false, false)?
                }
                _ => self.empty()?,
            };
            fields.push((key, field));
        }
    }
}

struct Reader<'a> {
    nodes: &'a [Node],
    /// The aliases being followed.
    following: Vec<usize>,
    read: usize,
    through_aliases: usize,
}

impl Reader<'_> {
    fn node(&mut self, at: usize) -> Read<Data> {
        with_stack(|| self.node_here(at))
    }

    fn node_here(&mut self, at: usize) -> Read<Data> {
        self.read += 1;
        self.through_aliases += usize::from(!self.following.is_empty());
        if self.through_aliases > 100 && self.read > 1000 && self.through_aliases as f64 / self.read as f64 > 0.99 {
            return Err("yaml: document contains excessive aliasing".to_owned());
        }
        let nodes = self.nodes;
        let Some(node) = nodes.get(at) else { return Ok(Data::Null) };
        match &node.what {
            What::Alias(name, to) => {
                if self.following.contains(&at) {
                    return Err(format!("yaml: anchor '{name}' value contains itself"));
                }
                self.following.push(at);
                let data = self.node(*to);
                self.following.pop();
                data
            }
            What::Scalar { value, plain } => scalar(&node.tag, value, *plain),
            What::Sequence(elements) => {
                elements.iter().map(|element| self.node(*element)).collect::<Read<_>>().map(Data::Sequence)
            }
            What::Mapping(fields) => {
                let mut read = Vec::new();
                self.mapping(fields, &mut read)?;
                Ok(Data::Mapping(read))
            }
            What::Open => Ok(Data::Null),
        }
    }

    fn mapping(&mut self, fields: &[(usize, usize)], read: &mut Vec<(Data, Data)>) -> Read<()> {
        for (key, field) in fields {
            if self.is_merge(*key) {
                self.merge(*field, read)?;
                continue;
            }
            let key = self.node(*key)?;
            if let Data::Mapping(_) | Data::Sequence(_) = key {
                return Err(format!("yaml: invalid map key: {}", in_go(&key, true)));
            }
            let field = self.node(*field)?;
            match read.iter_mut().find(|(known, _)| *known == key) {
                Some((_, known)) => *known = field,
                None => read.push((key, field)),
            }
        }
        Ok(())
    }

    fn is_merge(&self, at: usize) -> bool {
        self.nodes.get(at).is_some_and(|node| match &node.what {
            What::Scalar { value, plain } => value == "<<" && (*plain || node.tag == "tag:yaml.org,2002:merge"),
            _ => false,
        })
    }

    /// `<<`: the fields of another mapping, or of several, the first of which counts most.
    fn merge(&mut self, at: usize, read: &mut Vec<(Data, Data)>) -> Read<()> {
        let nodes = self.nodes;
        match nodes.get(at).map(|node| &node.what) {
            Some(What::Mapping(fields)) => self.mapping(fields, read),
            Some(What::Alias(..)) => self.merge_one(at, read),
            Some(What::Sequence(elements)) => {
                elements.iter().rev().try_for_each(|element| self.merge_one(*element, read))
            }
            _ => Err(WANTS_A_MAPPING.to_owned()),
        }
    }

    fn merge_one(&mut self, at: usize, read: &mut Vec<(Data, Data)>) -> Read<()> {
        let nodes = self.nodes;
        match nodes.get(at).map(|node| &node.what) {
            Some(What::Mapping(fields)) => self.mapping(fields, read),
            Some(What::Alias(name, _)) if self.following.contains(&at) => {
                Err(format!("yaml: anchor '{name}' value contains itself"))
            }
            Some(What::Alias(_, to)) => {
                let Some(What::Mapping(fields)) = nodes.get(*to).map(|node| &node.what) else {
                    return Err(WANTS_A_MAPPING.to_owned());
                };
                self.following.push(at);
                let merged = with_stack(|| self.mapping(fields, read));
                self.following.pop();
                merged
            }
            _ => Err(WANTS_A_MAPPING.to_owned()),
        }
    }
}

const WANTS_A_MAPPING: &str = "yaml: map merge requires map or sequence of maps as the value";

fn scalar(tag: &str, value: &str, plain: bool) -> Read<Data> {
    let text = || Ok(Data::Text(value.to_owned()));
    let short = tag.strip_prefix("tag:yaml.org,2002:").unwrap_or("");
    match (tag, short) {
        ("", _) if !plain => return text(),
        (_, "str") => return text(),
        (_, "binary") => {
            let bytes = encoding::decode(value.as_bytes());
            let bytes = bytes.map_err(|_| "yaml: !!binary value contains invalid base64 data".to_owned())?;
            return Ok(Data::Text(encoding::text_of(&bytes)));
        }
        ("", _) | (_, "bool" | "int" | "float" | "null" | "timestamp") => {}
        _ => return text(),
    }
    let data = resolved(value);
    let own = match &data {
        Data::Null => "null",
        Data::Bool(_) => "bool",
        Data::Integer(_) | Data::Unsigned(_) => "int",
        Data::Float(_) => "float",
        _ if value == "<<" => "merge",
        _ => "str",
    };
    match (short, &data) {
        ("", _) => Ok(data),
        ("float", Data::Integer(number)) => Ok(Data::Float(*number as f64)),
        ("timestamp", Data::Text(_)) => Ok(data),
        _ if short == own => Ok(data),
        _ => Err(format!("yaml: cannot decode !!{own} `{value}` as a !!{short}")),
    }
}

/// The meaning of a scalar by its form.
fn resolved(text: &str) -> Data {
    let is = |words: &[&str]| words.contains(&text);
    if is(&["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"]) {
        return Data::Bool(true);
    }
    if is(&["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"]) {
        return Data::Bool(false);
    }
    if is(&["", "~", "null", "Null", "NULL"]) {
        return Data::Null;
    }
    if is(&[".nan", ".NaN", ".NAN"]) {
        return Data::Float(f64::NAN);
    }
    let (sign, rest) = match text.as_bytes().first() {
        Some(b'-') => (-1.0, &text[1..]),
        Some(b'+') => (1.0, &text[1..]),
        _ => (1.0, text),
    };
    if [".inf", ".Inf", ".INF"].contains(&rest) {
        return Data::Float(sign * f64::INFINITY);
    }
    let finite = |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite()).map(Data::Float);
    let number = match text.as_bytes().first() {
        Some(b'.') if text.as_bytes().get(1).copied().is_some_and(|byte| byte.is_ascii_digit()) => finite(text),
        Some(b'0'..=b'9' | b'+' | b'-') => {
            let plain = text.replace('_', "");
            integer(&plain).or_else(|| if is_float(&plain) { finite(&plain) } else { None })
        }
        _ => None,
    };
    number.unwrap_or_else(|| Data::Text(text.to_owned()))
}

/// A whole number as Go reads it with base 0: `0x`, `0o`, `0b` and a leading `0` say the base.
fn integer(text: &str) -> Option<Data> {
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let (base, digits) = match digits.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, &digits[2..]),
        [b'0', b'o' | b'O', ..] => (8, &digits[2..]),
        [b'0', b'b' | b'B', ..] => (2, &digits[2..]),
        [b'0', _, ..] => (8, &digits[1..]),
        _ => (10, digits),
    };
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(base)) {
        return None;
    }
    let size = u64::from_str_radix(digits, base).ok()?;
    match (negative, i64::try_from(size)) {
        (false, Ok(number)) => Some(Data::Integer(number)),
        (true, Ok(number)) => Some(Data::Integer(-number)),
        (true, Err(_)) if size == 1 << 63 => Some(Data::Integer(i64::MIN)),
        // Go reads it without a sign then, and no text with a sign.
        (false, Err(_)) if !text.starts_with('+') => Some(Data::Unsigned(size)),
        _ => None,
    }
}

/// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
fn is_float(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
        Some(at) => (&unsigned[..at], Some(&unsigned[at + 1..])),
        None => (unsigned, None),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent = exponent.map(|exponent| exponent.strip_prefix(['-', '+']).unwrap_or(exponent));
    digits(whole)
        && digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && exponent.is_none_or(|exponent| !exponent.is_empty() && digits(exponent))
}

/// With texts for keys, and without numbers that JSON has not.
fn jsonable(data: Data) -> Read<Data> {
    with_stack(|| match data {
        Data::Float(number) if !number.is_finite() => {
            let shown = in_go(&data, true);
            Err(format!("json: unsupported value: {shown}"))
        }
        Data::Sequence(elements) => elements.into_iter().map(jsonable).collect::<Read<_>>().map(Data::Sequence),
        Data::Mapping(fields) => {
            let mut texts = Vec::new();
            for (key, field) in fields {
                let text = match &key {
                    Data::Text(text) => text.clone(),
                    Data::Integer(number) => number.to_string(),
                    Data::Bool(value) => value.to_string(),
                    Data::Float(number) if number.is_nan() => ".nan".to_owned(),
                    Data::Float(number) if number.is_infinite() => {
                        if *number > 0.0 {
                            ".inf".to_owned()
                        } else {
                            "-.inf".to_owned()
                        }
                    }
                    Data::Float(number) => shortest_single(*number as f32),
                    _ => {
                        let kind = if key == Data::Null { "%!s(<nil>)" } else { "uint64" };
                        let (key, field) = (in_go(&key, true), in_go(&field, true));
                        return Err(format!("unsupported map key of type: {kind}, key: {key}, value: {field}"));
                    }
                };
                texts.push((Data::Text(text), jsonable(field)?));
            }
            Ok(Data::Mapping(texts))
        }
        other => Ok(other),
    })
}

/// A value as Go's `%#v` shows it.
fn in_go(data: &Data, alone: bool) -> String {
    match data {
        Data::Null if alone => "<nil>".to_owned(),
        Data::Null => "interface {}(nil)".to_owned(),
        Data::Bool(value) => value.to_string(),
        Data::Integer(number) => number.to_string(),
        Data::Unsigned(number) => format!("{number:#x}"),
        Data::Float(number) if number.is_nan() => "NaN".to_owned(),
        Data::Float(number) if number.is_infinite() => if *number > 0.0 { "+Inf" } else { "-Inf" }.to_owned(),
        Data::Float(number) => shortest(*number),
        Data::Text(text) => format!("{text:?}"),
        Data::Sequence(elements) => {
            let elements: Vec<_> = elements.iter().map(|element| in_go(element, false)).collect();
            format!("[]interface {{}}{{{}}}", elements.join(", "))
        }
        Data::Mapping(fields) => {
            let mut fields: Vec<_> =
                fields.iter().map(|(key, field)| format!("{}:{}", in_go(key, false), in_go(field, false))).collect();
            fields.sort();
            format!("map[interface {{}}]interface {{}}{{{}}}", fields.join(", "))
        }
    }
}
