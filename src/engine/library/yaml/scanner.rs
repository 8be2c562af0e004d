//! From characters to tokens, as libyaml's scanner does it: a token may be put in before others once `:` shows that
//! these are a key.

use std::collections::VecDeque;

use super::Read;

/// What a token is.
#[derive(Debug, Clone, PartialEq)]
pub enum YamlKind {
    End,
    DocumentStart,
    DocumentEnd,
    /// `%YAML`, and whether it is 1.1.
    Version(bool),
    TagDirective(String, String),
    BlockSequenceStart,
    BlockMappingStart,
    BlockEnd,
    FlowSequenceStart,
    FlowSequenceEnd,
    FlowMappingStart,
    FlowMappingEnd,
    BlockEntry,
    FlowEntry,
    Key,
    Value,
    Alias(String),
    Anchor(String),
    Tag(String, String),
    Scalar {
        value: String,
        plain: bool,
    },
}

/// A token and the line it begins in, from 0.
#[derive(Debug, Clone)]
pub struct Token {
    pub kind: YamlKind,
    pub line: usize,
}

/// Where a key without `?` may begin.
#[derive(Clone, Copy)]
struct SimpleKey {
    possible: bool,
    required: bool,
    token: usize,
    mark: Mark,
}

#[derive(Clone, Copy, Default)]
struct Mark {
    index: usize,
    line: usize,
    column: i64,
}

pub struct Scanner {
    text: Vec<char>,
    mark: Mark,
    tokens: VecDeque<Token>,
    /// How many tokens have been handed out.
    taken: usize,
    indent: i64,
    indents: Vec<i64>,
    /// One for each flow collection that is open, and one for the block.
    keys: Vec<SimpleKey>,
    key_allowed: bool,
    ended: bool,
}

/// The end of the text.
const END: char = '\0';

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t')
}

fn is_break(c: char) -> bool {
    matches!(c, '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_blank_or_end(c: char) -> bool {
    is_blank(c) || is_break(c) || c == END
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
}

impl Scanner {
    pub fn new(text: &str) -> Read<Self> {
        let allowed = |c: char| {
            matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}')
                || c >= '\u{10000}'
        };
        if !text.chars().all(allowed) {
            return Err("yaml: control characters are not allowed".to_owned());
        }
        let key = SimpleKey { possible: false, required: false, token: 0, mark: Mark::default() };
        Ok(Self {
            text: text.strip_prefix('\u{feff}').unwrap_or(text).chars().collect(),
            mark: Mark::default(),
            tokens: VecDeque::new(),
            taken: 0,
            indent: -1,
            indents: Vec::new(),
            keys: vec![key],
            key_allowed: true,
            ended: false,
        })
    }

    pub fn peek(&mut self) -> Read<&Token> {
        self.fill()?;
        self.tokens.front().ok_or_else(|| "yaml: unknown problem parsing YAML content".to_owned())
    }

    pub fn next(&mut self) -> Read<Token> {
        self.fill()?;
        self.taken += 1;
        self.tokens.pop_front().ok_or_else(|| "yaml: unknown problem parsing YAML content".to_owned())
    }

    /// Sees to it that the next token is there, and will not be preceded by another.
    fn fill(&mut self) -> Read<()> {
        loop {
            if !self.tokens.is_empty() {
                let head = self.keys.iter().position(|key| key.possible && key.token == self.taken);
                match head {
                    Some(at) if self.is_valid(at)? => {}
                    _ => return Ok(()),
                }
            }
            if self.ended {
                return Ok(());
            }
            self.fetch()?;
        }
    }

    fn look(&self, ahead: usize) -> char {
        self.text.get(self.mark.index + ahead).copied().unwrap_or(END)
    }

    fn here(&self) -> char {
        self.look(0)
    }

    fn skip(&mut self) {
        self.mark.index += 1;
        self.mark.column += 1;
    }

    fn read(&mut self, into: &mut String) {
        into.push(self.here());
        self.skip();
    }

    fn skip_line(&mut self) {
        self.mark.index += if self.here() == '\r' && self.look(1) == '\n' { 2 } else { 1 };
        self.mark.column = 0;
        self.mark.line += 1;
    }

    fn read_line(&mut self, into: &mut String) {
        match self.here() {
            c @ ('\u{2028}' | '\u{2029}') => into.push(c),
            c if is_break(c) => into.push('\n'),
            _ => return,
        }
        self.skip_line();
    }

    fn wrong<T>(&self, problem: &str) -> Read<T> {
        match self.mark.line {
            0 => Err(format!("yaml: {problem}")),
            line => Err(format!("yaml: line {}: {problem}", line + 1)),
        }
    }

    fn is_flow(&self) -> bool {
        self.keys.len() > 1
    }

    fn put(&mut self, kind: YamlKind, line: usize) {
        self.tokens.push_back(Token { kind, line });
    }

    /// Puts a token of so many characters.
    fn put_indicator(&mut self, kind: YamlKind, length: usize) {
        self.put(kind, self.mark.line);
        for _ in 0..length {
            self.skip();
        }
    }

    /// Whether the key that may begin somewhere may still become one.
    fn is_valid(&mut self, at: usize) -> Read<bool> {
        let mark = self.mark;
        let Some(key) = self.keys.get_mut(at) else { return Ok(false) };
        if !key.possible {
            return Ok(false);
        }
        if key.mark.line < mark.line || key.mark.index + 1024 < mark.index {
            if key.required {
                return self.wrong("could not find expected ':'");
            }
            key.possible = false;
            return Ok(false);
        }
        Ok(true)
    }

    fn save_key(&mut self) -> Read<()> {
        if !self.key_allowed {
            return Ok(());
        }
        let required = !self.is_flow() && self.indent == self.mark.column;
        self.remove_key()?;
        let token = self.taken + self.tokens.len();
        if let Some(key) = self.keys.last_mut() {
            *key = SimpleKey { possible: true, required, token, mark: self.mark };
        }
        Ok(())
    }

    fn remove_key(&mut self) -> Read<()> {
        match self.keys.last_mut() {
            Some(key) if key.possible && key.required => self.wrong("could not find expected ':'"),
            Some(key) => {
                key.possible = false;
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Opens a block collection at a column, its token put before the one of this number.
    fn roll(&mut self, column: i64, before: Option<usize>, kind: YamlKind, line: usize) -> Read<()> {
        if self.is_flow() || self.indent >= column {
            return Ok(());
        }
        self.indents.push(self.indent);
        self.indent = column;
        if self.indents.len() > 10_000 {
            return self.wrong("exceeded max depth of 10000");
        }
        let token = Token { kind, line };
        match before {
            Some(number) => self.tokens.insert(number.saturating_sub(self.taken).min(self.tokens.len()), token),
            None => self.tokens.push_back(token),
        }
        Ok(())
    }

    /// Closes the block collections that stand further right than a column.
    fn unroll(&mut self, column: i64) {
        if self.is_flow() {
            return;
        }
        while self.indent > column {
            self.put(YamlKind::BlockEnd, self.mark.line);
            self.indent = self.indents.pop().unwrap_or(-1);
        }
    }

    /// Whether three characters of one kind and an end stand at the beginning of a line.
    fn is_document_indicator(&self, c: char) -> bool {
        self.mark.column == 0 && (0..3).all(|at| self.look(at) == c) && is_blank_or_end(self.look(3))
    }

    fn fetch(&mut self) -> Read<()> {
        self.skip_to_token();
        self.unroll(self.mark.column);
        let (c, next) = (self.here(), self.look(1));
        let flow = self.is_flow();
        if c == END {
            if self.mark.column != 0 {
                self.mark.column = 0;
                self.mark.line += 1;
            }
            self.unroll(-1);
            self.remove_key()?;
            self.key_allowed = false;
            self.put(YamlKind::End, self.mark.line);
            self.ended = true;
            return Ok(());
        }
        let document = if self.mark.column == 0 && c == '%' {
            Some(None)
        } else if self.is_document_indicator('-') {
            Some(Some(YamlKind::DocumentStart))
        } else if self.is_document_indicator('.') {
            Some(Some(YamlKind::DocumentEnd))
        } else {
            None
        };
        if let Some(kind) = document {
            self.unroll(-1);
            self.remove_key()?;
            self.key_allowed = false;
            match kind {
                Some(kind) => self.put_indicator(kind, 3),
                None => self.directive()?,
            }
            return Ok(());
        }
        match c {
            '[' | '{' => {
                self.save_key()?;
                let token = self.taken + self.tokens.len();
                self.keys.push(SimpleKey { possible: false, required: false, token, mark: self.mark });
                if self.keys.len() > 10_001 {
                    return self.wrong("exceeded max depth of 10000");
                }
                self.key_allowed = true;
                self.put_indicator(if c == '[' { YamlKind::FlowSequenceStart } else { YamlKind::FlowMappingStart }, 1);
            }
            ']' | '}' => {
                self.remove_key()?;
                if flow {
                    self.keys.pop();
                }
                self.key_allowed = false;
                self.put_indicator(if c == ']' { YamlKind::FlowSequenceEnd } else { YamlKind::FlowMappingEnd }, 1);
            }
            ',' => {
                self.remove_key()?;
                self.key_allowed = true;
                self.put_indicator(YamlKind::FlowEntry, 1);
            }
            '-' if is_blank_or_end(next) => {
                if !flow {
                    if !self.key_allowed {
                        return self.wrong("block sequence entries are not allowed in this context");
                    }
                    self.roll(self.mark.column, None, YamlKind::BlockSequenceStart, self.mark.line)?;
                }
                self.remove_key()?;
                self.key_allowed = true;
                self.put_indicator(YamlKind::BlockEntry, 1);
            }
            '?' if flow || is_blank_or_end(next) => {
                if !flow {
                    if !self.key_allowed {
                        return self.wrong("mapping keys are not allowed in this context");
                    }
                    self.roll(self.mark.column, None, YamlKind::BlockMappingStart, self.mark.line)?;
                }
                self.remove_key()?;
                self.key_allowed = !flow;
                self.put_indicator(YamlKind::Key, 1);
            }
            ':' if flow || is_blank_or_end(next) => self.value()?,
            '*' | '&' => {
                self.save_key()?;
                self.key_allowed = false;
                self.anchor(c == '*')?;
            }
            '!' => {
                self.save_key()?;
                self.key_allowed = false;
                self.tag()?;
            }
            '|' | '>' if !flow => {
                self.remove_key()?;
                self.key_allowed = true;
                self.block_scalar(c == '|')?;
            }
            '\'' | '"' => {
                self.save_key()?;
                self.key_allowed = false;
                self.quoted(c)?;
            }
            _ => {
                let special = "-?:,[]{}#&*!|>'\"%@`".contains(c) || is_blank_or_end(c);
                let plain = !special
                    || (c == '-' && !is_blank(next))
                    || (!flow && matches!(c, '?' | ':') && !is_blank_or_end(next));
                if !plain {
                    return self.wrong("found character that cannot start any token");
                }
                self.save_key()?;
                self.key_allowed = false;
                self.plain()?;
            }
        }
        Ok(())
    }

    fn value(&mut self) -> Read<()> {
        let last = self.keys.len() - 1;
        if self.is_valid(last)? {
            let key = self.keys[last];
            let at = key.token.saturating_sub(self.taken).min(self.tokens.len());
            self.tokens.insert(at, Token { kind: YamlKind::Key, line: key.mark.line });
            self.roll(key.mark.column, Some(key.token), YamlKind::BlockMappingStart, key.mark.line)?;
            self.keys[last].possible = false;
            self.key_allowed = false;
        } else {
            if !self.is_flow() {
                if !self.key_allowed {
                    return self.wrong("mapping values are not allowed in this context");
                }
                self.roll(self.mark.column, None, YamlKind::BlockMappingStart, self.mark.line)?;
            }
            self.key_allowed = !self.is_flow();
        }
        self.put_indicator(YamlKind::Value, 1);
        Ok(())
    }

    fn skip_to_token(&mut self) {
        loop {
            if self.mark.column == 0 && self.here() == '\u{feff}' {
                self.skip();
            }
            while self.here() == ' ' || (self.here() == '\t' && (self.is_flow() || !self.key_allowed)) {
                self.skip();
            }
            if self.here() == '#' {
                self.skip_comment();
            }
            if !is_break(self.here()) {
                return;
            }
            self.skip_line();
            if !self.is_flow() {
                self.key_allowed = true;
            }
        }
    }

    fn skip_comment(&mut self) {
        while !is_break(self.here()) && self.here() != END {
            self.skip();
        }
    }

    fn skip_blanks(&mut self) {
        while is_blank(self.here()) {
            self.skip();
        }
    }

    fn words(&mut self) -> String {
        let mut word = String::new();
        while is_word(self.here()) {
            self.read(&mut word);
        }
        word
    }

    fn directive(&mut self) -> Read<()> {
        let line = self.mark.line;
        self.skip();
        let name = self.words();
        if name.is_empty() {
            return self.wrong("could not find expected directive name");
        }
        if !is_blank_or_end(self.here()) {
            return self.wrong("found unexpected non-alphabetical character");
        }
        let kind = match name.as_str() {
            "YAML" => {
                self.skip_blanks();
                let major = self.version_number()?;
                if self.here() != '.' {
                    return self.wrong("did not find expected digit or '.' character");
                }
                self.skip();
                let minor = self.version_number()?;
                YamlKind::Version((major, minor) == (1, 1))
            }
            "TAG" => {
                self.skip_blanks();
                let handle = self.tag_handle(true)?;
                if !is_blank(self.here()) {
                    return self.wrong("did not find expected whitespace");
                }
                self.skip_blanks();
                let prefix = self.tag_uri("")?;
                if !is_blank_or_end(self.here()) {
                    return self.wrong("did not find expected whitespace or line break");
                }
                YamlKind::TagDirective(handle, prefix)
            }
            _ => return self.wrong("found unknown directive name"),
        };
        self.skip_blanks();
        if self.here() == '#' {
            self.skip_comment();
        }
        if !is_break(self.here()) && self.here() != END {
            return self.wrong("did not find expected comment or line break");
        }
        if is_break(self.here()) {
            self.skip_line();
        }
        self.put(kind, line);
        Ok(())
    }

    fn version_number(&mut self) -> Read<u32> {
        let mut number = None;
        let mut length = 0;
        while let Some(digit) = self.here().to_digit(10) {
            length += 1;
            if length > 2 {
                return self.wrong("found extremely long version number");
            }
            number = Some(number.unwrap_or(0) * 10 + digit);
            self.skip();
        }
        match number {
            Some(number) => Ok(number),
            None => self.wrong("did not find expected version number"),
        }
    }

    fn anchor(&mut self, is_alias: bool) -> Read<()> {
        let line = self.mark.line;
        self.skip();
        let name = self.words();
        let c = self.here();
        if name.is_empty() || !(is_blank_or_end(c) || "?:,]}%@`".contains(c)) {
            return self.wrong("did not find expected alphabetic or numeric character");
        }
        self.put(if is_alias { YamlKind::Alias(name) } else { YamlKind::Anchor(name) }, line);
        Ok(())
    }

    fn tag(&mut self) -> Read<()> {
        let line = self.mark.line;
        let (handle, suffix) = if self.look(1) == '<' {
            self.skip();
            self.skip();
            let suffix = self.tag_uri("")?;
            if self.here() != '>' {
                return self.wrong("did not find the expected '>'");
            }
            self.skip();
            (String::new(), suffix)
        } else {
            let handle = self.tag_handle(false)?;
            if handle.len() > 1 && handle.ends_with('!') {
                let suffix = self.tag_uri("")?;
                (handle, suffix)
            } else {
                let suffix = self.tag_uri(&handle)?;
                if suffix.is_empty() { (String::new(), "!".to_owned()) } else { ("!".to_owned(), suffix) }
            }
        };
        if !is_blank_or_end(self.here()) {
            return self.wrong("did not find expected whitespace or line break");
        }
        self.put(YamlKind::Tag(handle, suffix), line);
        Ok(())
    }

    fn tag_handle(&mut self, directive: bool) -> Read<String> {
        if self.here() != '!' {
            return self.wrong("did not find expected '!'");
        }
        let mut handle = String::new();
        self.read(&mut handle);
        handle.push_str(&self.words());
        if self.here() == '!' {
            self.read(&mut handle);
        } else if directive && handle != "!" {
            return self.wrong("did not find expected '!'");
        }
        Ok(handle)
    }

    fn tag_uri(&mut self, head: &str) -> Read<String> {
        let mut uri: Vec<u8> = head.bytes().skip(1).collect();
        let mut some = !head.is_empty();
        loop {
            let c = self.here();
            if !(is_word(c) || ";/?:@&=+$,.!~*'()[]%".contains(c)) || c == END {
                break;
            }
            some = true;
            if c != '%' {
                uri.push(c as u8);
                self.skip();
                continue;
            }
            let digits = (self.look(1).to_digit(16), self.look(2).to_digit(16));
            let (Some(high), Some(low)) = digits else { return self.wrong("did not find URI escaped octet") };
            uri.push((high * 16 + low) as u8);
            for _ in 0..3 {
                self.skip();
            }
        }
        if !some {
            return self.wrong("did not find expected tag URI");
        }
        Ok(String::from_utf8_lossy(&uri).into_owned())
    }

    fn block_scalar(&mut self, literal: bool) -> Read<()> {
        let line = self.mark.line;
        self.skip();
        let (mut chomp, mut increment) = (None, None);
        for _ in 0..2 {
            match self.here() {
                c @ ('+' | '-') if chomp.is_none() => chomp = Some(c),
                '0' if increment.is_none() => return self.wrong("found an indentation indicator equal to 0"),
                c if increment.is_none() && c.is_ascii_digit() => increment = c.to_digit(10).map(i64::from),
                _ => break,
            }
            self.skip();
        }
        self.skip_blanks();
        if self.here() == '#' {
            self.skip_comment();
        }
        if !is_break(self.here()) && self.here() != END {
            return self.wrong("did not find expected comment or line break");
        }
        if is_break(self.here()) {
            self.skip_line();
        }
        let mut indent = increment.map_or(0, |increment| self.indent.max(0) + increment);
        let (mut value, mut leading, mut trailing) = (String::new(), String::new(), String::new());
        self.block_breaks(&mut indent, &mut trailing)?;
        let mut after_blank = false;
        while self.mark.column == indent && self.here() != END {
            let blank = is_blank(self.here());
            if !literal && !after_blank && !blank && leading.starts_with('\n') {
                if trailing.is_empty() {
                    value.push(' ');
                }
            } else {
                value.push_str(&leading);
            }
            leading.clear();
            value.push_str(&trailing);
            trailing.clear();
            after_blank = blank;
            while !is_break(self.here()) && self.here() != END {
                self.read(&mut value);
            }
            self.read_line(&mut leading);
            self.block_breaks(&mut indent, &mut trailing)?;
        }
        if chomp != Some('-') {
            value.push_str(&leading);
        }
        if chomp == Some('+') {
            value.push_str(&trailing);
        }
        self.put(YamlKind::Scalar { value, plain: false }, line);
        Ok(())
    }

    /// Empty lines and indentation; finds out how deep the block stands unless that is known.
    fn block_breaks(&mut self, indent: &mut i64, breaks: &mut String) -> Read<()> {
        let mut deepest = 0;
        loop {
            while (*indent == 0 || self.mark.column < *indent) && self.here() == ' ' {
                self.skip();
            }
            deepest = deepest.max(self.mark.column);
            if (*indent == 0 || self.mark.column < *indent) && self.here() == '\t' {
                return self.wrong("found a tab character where an indentation space is expected");
            }
            if !is_break(self.here()) {
                break;
            }
            self.read_line(breaks);
        }
        if *indent == 0 {
            *indent = deepest.max(self.indent + 1).max(1);
        }
        Ok(())
    }

    /// Folds the line breaks between two words, or keeps the blanks.
    fn fold(value: &mut String, leading: &mut String, trailing: &mut String) {
        if leading.starts_with('\n') {
            if trailing.is_empty() {
                value.push(' ');
            }
        } else {
            value.push_str(leading);
        }
        value.push_str(trailing);
        leading.clear();
        trailing.clear();
    }

    fn quoted(&mut self, quote: char) -> Read<()> {
        let line = self.mark.line;
        self.skip();
        let (mut value, mut leading, mut trailing) = (String::new(), String::new(), String::new());
        loop {
            if self.is_document_indicator('-') || self.is_document_indicator('.') {
                return self.wrong("found unexpected document indicator");
            }
            if self.here() == END {
                return self.wrong("found unexpected end of stream");
            }
            let mut broken = false;
            while !is_blank_or_end(self.here()) {
                let c = self.here();
                if c == quote {
                    if quote == '"' || self.look(1) != '\'' {
                        break;
                    }
                    value.push('\'');
                    self.skip();
                    self.skip();
                } else if quote == '"' && c == '\\' && is_break(self.look(1)) {
                    self.skip();
                    self.skip_line();
                    broken = true;
                    break;
                } else if quote == '"' && c == '\\' {
                    let c = self.escape()?;
                    value.push(c);
                } else {
                    self.read(&mut value);
                }
            }
            if self.here() == quote {
                break;
            }
            let mut blanks = String::new();
            while is_blank(self.here()) || is_break(self.here()) {
                if is_blank(self.here()) {
                    if broken {
                        self.skip();
                    } else {
                        self.read(&mut blanks);
                    }
                } else if broken {
                    self.read_line(&mut trailing);
                } else {
                    blanks.clear();
                    self.read_line(&mut leading);
                    broken = true;
                }
            }
            if broken {
                Self::fold(&mut value, &mut leading, &mut trailing);
            } else {
                value.push_str(&blanks);
            }
        }
        self.skip();
        self.put(YamlKind::Scalar { value, plain: false }, line);
        Ok(())
    }

    fn escape(&mut self) -> Read<char> {
        let (c, length) = match self.look(1) {
            '0' => ('\0', 0),
            'a' => ('\u{7}', 0),
            'b' => ('\u{8}', 0),
            't' | '\t' => ('\t', 0),
            'n' => ('\n', 0),
            'v' => ('\u{b}', 0),
            'f' => ('\u{c}', 0),
            'r' => ('\r', 0),
            'e' => ('\u{1b}', 0),
            c @ (' ' | '"' | '\'' | '\\') => (c, 0),
            'N' => ('\u{85}', 0),
            '_' => ('\u{a0}', 0),
            'L' => ('\u{2028}', 0),
            'P' => ('\u{2029}', 0),
            'x' => (END, 2),
            'u' => (END, 4),
            'U' => (END, 8),
            _ => return self.wrong("found unknown escape character"),
        };
        self.skip();
        self.skip();
        if length == 0 {
            return Ok(c);
        }
        let mut code: u32 = 0;
        for at in 0..length {
            match self.look(at).to_digit(16) {
                Some(digit) => code = code.wrapping_mul(16).wrapping_add(digit),
                None => return self.wrong("did not find expected hexdecimal number"),
            }
        }
        let Some(c) = char::from_u32(code) else { return self.wrong("found invalid Unicode character escape code") };
        for _ in 0..length {
            self.skip();
        }
        Ok(c)
    }

    fn plain(&mut self) -> Read<()> {
        let line = self.mark.line;
        let indent = self.indent + 1;
        let flow = self.is_flow();
        let (mut value, mut leading, mut trailing) = (String::new(), String::new(), String::new());
        let mut blanks = String::new();
        let mut broken = false;
        loop {
            if self.is_document_indicator('-') || self.is_document_indicator('.') || self.here() == '#' {
                break;
            }
            while !is_blank_or_end(self.here()) {
                let c = self.here();
                if (c == ':' && is_blank_or_end(self.look(1))) || (flow && ",?[]{}".contains(c)) {
                    break;
                }
                if broken {
                    Self::fold(&mut value, &mut leading, &mut trailing);
                    broken = false;
                    blanks.clear();
                } else {
                    value.push_str(&blanks);
                    blanks.clear();
                }
                self.read(&mut value);
            }
            if !is_blank(self.here()) && !is_break(self.here()) {
                break;
            }
            while is_blank(self.here()) || is_break(self.here()) {
                if is_blank(self.here()) {
                    if broken && self.mark.column < indent && self.here() == '\t' {
                        return self.wrong("found a tab character that violates indentation");
                    }
                    if broken {
                        self.skip();
                    } else {
                        self.read(&mut blanks);
                    }
                } else if broken {
                    self.read_line(&mut trailing);
                } else {
                    blanks.clear();
                    self.read_line(&mut leading);
                    broken = true;
                }
            }
            if !flow && self.mark.column < indent {
                break;
            }
        }
        self.put(YamlKind::Scalar { value, plain: true }, line);
        if broken {
            self.key_allowed = true;
        }
        Ok(())
    }
}
