//! JSON, and what people write for it: with comments, commas too many or too few, single quotes; HCL and its blocks; the
//! object literals of programs. One reader, which takes what it can and says what was not JSON.

use super::value::{Fault, Id, Tree, Value};

/// How deep values may nest.
const DEEPEST: usize = 200;

/// Which language is expected: only its strings and blocks differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    /// JSON and its relatives.
    Json,
    /// Terraform's.
    Hcl,
}

/// What was not JSON, each told once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Liberties {
    /// Comments.
    pub comments: bool,
    /// A comma after the last entry, or two in a row.
    pub commas: bool,
    /// A comma that is missing.
    pub missing: bool,
    /// Single quotes or back-ticks.
    pub quotes: bool,
    /// Names without quotes.
    pub names: bool,
    /// A line break inside a text.
    pub breaks: bool,
}

impl Liberties {
    /// What was mended, in words; empty for JSON.
    pub fn words(self) -> Vec<&'static str> {
        [
            (self.comments, "comments were left out"),
            (self.commas, "a comma too many was left out"),
            (self.missing, "a missing comma was added"),
            (self.quotes, "other quotes were taken for double ones"),
            (self.names, "names without quotes were taken"),
            (self.breaks, "line breaks inside a text were taken"),
        ]
        .into_iter()
        .filter_map(|(so, words)| so.then_some(words))
        .collect()
    }
}

/// Reads values from `text`.
pub(super) struct Braces<'a> {
    tree: &'a mut Tree,
    text: &'a str,
    language: Language,
    /// Where the reader is, in bytes.
    pub at: usize,
    /// What was not JSON.
    pub liberties: Liberties,
    depth: usize,
    /// Whether the place of a fault is of no interest: to count it costs a pass over its line.
    pub quiet: bool,
    /// The line of `counted`.
    line: usize,
    counted: usize,
}

/// A reading that went wrong: the fault, and what could be read until there.
type Read = (Id, Option<Fault>);

impl<'a> Braces<'a> {
    /// A reader at the byte `at` of `text`, whose first line is `base`.
    pub fn new(tree: &'a mut Tree, text: &'a str, at: usize, base: usize, language: Language) -> Self {
        Self {
            tree,
            text,
            language,
            at,
            liberties: Liberties::default(),
            depth: 0,
            quiet: false,
            line: base,
            counted: at,
        }
    }

    /// Every value in the text, one after the other, and the fault that ended the reading.
    pub fn all(mut self) -> (Vec<Id>, Option<Fault>, Liberties) {
        let mut roots = Vec::new();
        loop {
            self.skip();
            if self.eat(',') {
                self.liberties.commas = true;
                continue;
            }
            if self.rest().is_empty() {
                return (roots, None, self.liberties);
            }
            if !self.rest().starts_with(['{', '[', '"', '\'']) {
                let fault = self.fault("here is something that belongs to no value");
                return (roots, Some(fault), self.liberties);
            }
            let (id, fault) = self.value();
            roots.push(id);
            if fault.is_some() {
                return (roots, fault, self.liberties);
            }
        }
    }

    /// The body of an HCL file: a map without its braces.
    pub fn body(mut self) -> (Vec<Id>, Option<Fault>) {
        let (id, fault) = self.entries(None);
        (vec![id], fault)
    }

    /// The value at the reader.
    pub fn value(&mut self) -> Read {
        self.skip();
        let line = self.line();
        if self.depth >= DEEPEST {
            let fault = self.fault("values nest deeper than 200 levels here");
            return (self.tree.add(Value::Null, line), Some(fault));
        }
        self.depth += 1;
        let read = self.any(line);
        self.depth -= 1;
        read
    }

    fn any(&mut self, line: usize) -> Read {
        let rest = self.rest();
        if rest.starts_with("@{") || rest.starts_with("@(") {
            self.at += 1;
        }
        let rest = self.rest();
        match rest.chars().next() {
            Some('{') => {
                self.at += 1;
                self.entries(Some('}'))
            }
            Some('[') => {
                self.at += 1;
                self.items(line)
            }
            Some(quote @ ('"' | '\'' | '`')) => {
                self.at += 1;
                let (text, fault) = self.quoted(quote);
                (self.tree.add(Value::Text(text), line), fault)
            }
            Some('<') if self.language == Language::Hcl && rest.starts_with("<<") => {
                let (text, fault) = self.here_document();
                (self.tree.add(Value::Text(text), line), fault)
            }
            Some(_) => self.bare(line),
            None => {
                let fault = self.fault("a value is missing at the end of the text");
                (self.tree.add(Value::Null, line), Some(fault))
            }
        }
    }

    fn items(&mut self, line: usize) -> Read {
        let mut items = Vec::new();
        // HCL's `[for x in y : value]`: the value is what counts.
        self.skip();
        if self.language == Language::Hcl && self.rest().starts_with("for ") {
            let end = self.rest().find([':', '\n']).unwrap_or(self.rest().len());
            self.at += (end + 1).min(self.rest().len());
        }
        let mut after_value = false;
        let fault = loop {
            self.skip();
            if self.eat(']') {
                break None;
            }
            if self.eat(',') || self.eat(';') {
                self.liberties.commas |= !after_value;
                after_value = false;
                continue;
            }
            if self.rest().is_empty() {
                break Some(self.fault("a list is not closed: `]` is missing"));
            }
            if self.rest().starts_with('}') {
                break Some(self.fault("here is `}` where the list needs its `]`"));
            }
            self.liberties.missing |= after_value;
            let (id, fault) = self.value();
            items.push(id);
            if fault.is_some() {
                break fault;
            }
            after_value = true;
        };
        (self.tree.add(Value::List(items), line), fault)
    }

    fn entries(&mut self, end: Option<char>) -> Read {
        let line = self.line();
        let mut entries = Vec::new();
        let mut after_value = false;
        let mut comma_last = false;
        let fault = loop {
            self.skip();
            match end {
                Some(end) if self.eat(end) => {
                    self.liberties.commas |= comma_last;
                    break None;
                }
                Some(_) if self.rest().is_empty() => {
                    break Some(self.fault("an object is not closed: `}` is missing"));
                }
                None if self.rest().is_empty() => break None,
                _ => {}
            }
            if self.eat(',') || self.eat(';') {
                self.liberties.commas |= !after_value;
                comma_last = true;
                after_value = false;
                continue;
            }
            self.liberties.missing |= after_value;
            comma_last = false;
            let (name, fault) = self.name();
            if fault.is_some() {
                break fault;
            }
            let (name, labels) = name;
            self.skip();
            let mut labels = labels;
            while self.language == Language::Hcl && self.rest().starts_with('"') {
                self.at += 1;
                labels.push(self.quoted('"').0);
                self.skip();
            }
            let separated = ["=>", ":", "="].into_iter().any(|sign| self.eat_word(sign));
            if !separated && !self.rest().starts_with('{') {
                break Some(self.fault(&format!("after the name `{}` a `:` is missing", shortened(&name))));
            }
            let (mut id, fault) = self.value();
            for label in labels.into_iter().rev() {
                let line = self.tree.node(id).line;
                id = self.tree.add(Value::Map(vec![(label, id)]), line);
            }
            // Half a text says something else than the whole.
            if fault.is_none() || !matches!(self.tree.node(id).value, Value::Text(_) | Value::Plain(_)) {
                entries.push((name, id));
            }
            if fault.is_some() {
                break fault;
            }
            after_value = true;
        };
        (self.tree.add(Value::Map(entries), line), fault)
    }

    fn name(&mut self) -> ((String, Vec<String>), Option<Fault>) {
        match self.rest().chars().next() {
            Some(quote @ ('"' | '\'')) => {
                self.at += 1;
                let (name, fault) = self.quoted(quote);
                ((name, Vec::new()), fault)
            }
            _ => {
                let rest = self.rest();
                let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '$' | '/' | '(' | ')');
                let end = rest.find(|c: char| !fits(c)).unwrap_or(rest.len());
                if end == 0 {
                    let sign = rest.chars().next().unwrap_or(' ');
                    return (
                        (String::new(), Vec::new()),
                        Some(self.fault(&format!("here is `{sign}` where a name should be"))),
                    );
                }
                let name = rest[..end].to_owned();
                self.at += end;
                self.liberties.names = true;
                ((name, Vec::new()), None)
            }
        }
    }

    /// A text up to its closing quote, which is eaten.
    fn quoted(&mut self, quote: char) -> (String, Option<Fault>) {
        let opened = self.at - 1;
        self.liberties.quotes |= quote != '"';
        let mut text = String::new();
        loop {
            let rest = self.rest();
            let plain = rest.find([quote, '\\', '\n', '$', '%']).unwrap_or(rest.len());
            text.push_str(&rest[..plain]);
            self.at += plain;
            let Some(sign) = self.rest().chars().next() else {
                self.at = opened;
                let fault = self.fault("a text is not closed: its quote is missing");
                self.at = self.text.len();
                return (text, Some(fault));
            };
            self.at += sign.len_utf8();
            match sign {
                '\\' => self.escape(quote, &mut text),
                '$' | '%' if self.language == Language::Hcl && self.rest().starts_with('{') => {
                    // `$${` stands for itself; `${…}` is kept as it is, quotes and all.
                    if text.ends_with(sign) {
                        continue;
                    }
                    let from = self.at - 1;
                    self.at += self.interpolation();
                    text.push_str(&self.text[from..self.at]);
                }
                sign if sign == quote => return (text, None),
                sign => {
                    self.liberties.breaks |= sign == '\n' && quote != '`';
                    text.push(sign);
                }
            }
        }
    }

    /// How long `{…}` is, quoted texts and braces in it counted.
    fn interpolation(&self) -> usize {
        let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
        for (at, sign) in self.rest().char_indices() {
            match sign {
                _ if escaped => escaped = false,
                '\\' if quoted => escaped = true,
                '"' => quoted = !quoted,
                '{' if !quoted => depth += 1,
                '}' if !quoted => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return at + 1;
                    }
                }
                // A `${` inside quotes that are inside `${…}`: its quotes are its own.
                '\n' => return at,
                _ => {}
            }
        }
        self.rest().len()
    }

    fn escape(&mut self, quote: char, text: &mut String) {
        let Some(sign) = self.rest().chars().next() else { return };
        self.at += sign.len_utf8();
        match sign {
            'n' => text.push('\n'),
            't' => text.push('\t'),
            'r' => text.push('\r'),
            'b' => text.push('\u{8}'),
            'f' => text.push('\u{c}'),
            'u' => {
                let unit =
                    |at: usize| self.text.get(at..at + 4).and_then(|digits| u16::from_str_radix(digits, 16).ok());
                let Some(first) = unit(self.at) else {
                    text.push_str("\\u");
                    return;
                };
                let second =
                    (self.text.get(self.at + 4..self.at + 6) == Some("\\u")).then(|| unit(self.at + 6)).flatten();
                let pair = second.and_then(|second| String::from_utf16(&[first, second]).ok());
                match (String::from_utf16(&[first]), pair) {
                    (Ok(one), _) => {
                        text.push_str(&one);
                        self.at += 4;
                    }
                    (Err(_), Some(two)) => {
                        text.push_str(&two);
                        self.at += 10;
                    }
                    (Err(_), None) => {
                        text.push('\u{FFFD}');
                        self.at += 4;
                    }
                }
            }
            '"' | '\\' | '/' => text.push(sign),
            '\'' | '`' if quote == sign => text.push(sign),
            '\n' => {}
            _ => {
                text.push('\\');
                text.push(sign);
            }
        }
    }

    /// `<<EOT … EOT`, with `<<-` unindented as HCL does.
    fn here_document(&mut self) -> (String, Option<Fault>) {
        let rest = self.rest();
        let head = rest.split('\n').next().unwrap_or_default();
        let (unindent, word) = match head.strip_prefix("<<-") {
            Some(word) => (true, word.trim()),
            None => (false, head.trim_start_matches('<').trim()),
        };
        let fault = self.fault(&format!("a here-document is not closed: `{}` is missing", shortened(word)));
        self.at += (head.len() + 1).min(rest.len());
        let mut lines = Vec::new();
        loop {
            let rest = self.rest();
            if rest.is_empty() {
                return (lines.concat(), Some(fault));
            }
            let line = rest.split_inclusive('\n').next().unwrap_or_default();
            self.at += line.len();
            if line.trim() == word {
                // The end of its last line is the separator of what follows.
                self.at -= usize::from(line.ends_with('\n'));
                break;
            }
            lines.push(line);
        }
        if unindent {
            let blank = |line: &&&str| !line.trim().is_empty();
            let indent = lines.iter().filter(blank).map(|line| line.len() - line.trim_start_matches([' ', '\t']).len());
            let indent = indent.min().unwrap_or(0);
            lines = lines.into_iter().map(|line| line.get(indent..).unwrap_or("\n")).collect();
        }
        (lines.concat(), None)
    }

    /// A word without quotes: a truth value, a number, a call such as `jsonencode({…})`, or any other expression.
    fn bare(&mut self, line: usize) -> Read {
        for call in ["jsonencode(", "yamlencode(", "tostring(", "JSON.stringify(", "json.dumps("] {
            if self.eat_word(call) {
                let (id, fault) = self.value();
                if fault.is_none() {
                    let rest = self.rest();
                    self.at += rest.find(')').map_or(rest.len(), |end| end + 1);
                }
                return (id, fault);
            }
        }
        let rest = self.rest();
        let (mut depth, mut quote) = (0_usize, None);
        let mut end = rest.len();
        for (at, sign) in rest.char_indices() {
            match (quote, sign) {
                (Some(open), sign) if sign == open => quote = None,
                (Some(_), _) => {}
                (None, '"' | '\'') => quote = Some(sign),
                (None, '(' | '[' | '{') => depth += 1,
                (None, ')' | ']' | '}') if depth > 0 => depth -= 1,
                (None, ']' | '}' | ')' | ',' | ';' | '\n') if depth == 0 => {
                    end = at;
                    break;
                }
                (None, '#') if depth == 0 => {
                    end = at;
                    break;
                }
                _ => {}
            }
        }
        let word = rest[..end].trim().to_owned();
        if word.is_empty() {
            let fault = self.fault("a value is missing here");
            return (self.tree.add(Value::Null, line), Some(fault));
        }
        self.at += end;
        let value = match word.as_str() {
            "true" | "True" | "$true" => Value::Bool(true),
            "false" | "False" | "$false" => Value::Bool(false),
            "null" | "None" | "$null" => Value::Null,
            _ => Value::Plain(word),
        };
        (self.tree.add(value, line), None)
    }

    /// Leaves out white space and comments.
    fn skip(&mut self) {
        loop {
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').len();
            let rest = self.rest();
            if rest.starts_with("//") || rest.starts_with('#') {
                self.liberties.comments = true;
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if rest.starts_with("/*") {
                self.liberties.comments = true;
                self.at += rest.find("*/").map_or(rest.len(), |end| end + 2);
            } else {
                return;
            }
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn eat(&mut self, sign: char) -> bool {
        let there = self.rest().starts_with(sign);
        self.at += if there { sign.len_utf8() } else { 0 };
        there
    }

    fn eat_word(&mut self, word: &str) -> bool {
        let there = self.rest().starts_with(word);
        self.at += if there { word.len() } else { 0 };
        there
    }

    /// The line of the reader; it only ever goes forward, so counting costs a single pass.
    fn line(&mut self) -> usize {
        let at = self.at.min(self.text.len());
        if at > self.counted {
            self.line += self.text.as_bytes()[self.counted..at].iter().filter(|&&byte| byte == b'\n').count();
            self.counted = at;
        }
        self.line
    }

    fn fault(&mut self, what: &str) -> Fault {
        if self.quiet {
            return Fault { line: 0, column: 0, what: String::new() };
        }
        let at = self.at.min(self.text.len());
        let before = &self.text[..at];
        let behind = self.text.get(at..self.counted).map_or(0, |text| text.matches('\n').count());
        let line = self.line() - behind;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        Fault { line, column: before[start..].chars().count() + 1, what: what.to_owned() }
    }
}

/// The beginning of a word that may be long.
fn shortened(word: &str) -> String {
    match word.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &word[..end]),
        None => word.to_owned(),
    }
}
