//! Scripts of shells, read as far as a pasted command needs: quotes, here-documents, variables and the few commands that
//! only carry text (`cat`, `printf`, `echo`, `base64`, `tr`, `tee`, and PowerShell's). Nothing runs.

use std::collections::HashMap;

use base64::{Engine, engine::general_purpose::STANDARD};

/// The longest word that variables may make, in bytes.
const LONGEST: usize = 4_000_000;

/// How deep substitutions may nest.
const DEEPEST: usize = 40;

/// What PowerShell takes for a single quote (its tokenizer's `IsSingleQuote`).
const SINGLE_QUOTES: [char; 5] = ['\'', '\u{2018}', '\u{2019}', '\u{201a}', '\u{201b}'];

/// Whose quoting rules are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// sh, bash, zsh, dash.
    Posix,
    /// fish: in single quotes `\'` and `\\` are escapes.
    Fish,
    /// PowerShell, either.
    PowerShell,
    /// cmd.exe.
    Cmd,
}

/// A word with its quotes read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub text: String,
    /// 1-based, where it begins.
    pub line: usize,
}

/// A file a script writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct File {
    pub name: String,
    pub text: String,
    /// The line its text begins in.
    pub line: usize,
}

/// What a script does with texts.
#[derive(Debug, Default)]
pub(super) struct Script {
    /// Every simple command's words; assignments stand as `NAME=value`, what it reads as a last word.
    pub commands: Vec<Vec<Word>>,
    /// Every file it writes.
    pub files: Vec<File>,
    /// How many lines end within quotes; many more where a quote is never closed. By the rules of the wrong shell, many do.
    pub quoted_line_ends: usize,
}

/// Which shells a text may be for, the likeliest first. A mark may stand in a text that is only carried.
pub(super) fn dialects(text: &str) -> Vec<Dialect> {
    let has = |marks: &[&str]| marks.iter().any(|mark| text.contains(mark));
    let mut likely = Vec::new();
    if has(&[
        "@'\n",
        "@\"\n",
        "@'\r\n",
        "@\"\r\n",
        "$env:",
        "Set-Content",
        "Get-Content",
        "WriteAllText",
        "Out-File",
        " `\n",
        " `\r\n",
        "$PS",
    ]) {
        likely.push(Dialect::PowerShell);
    }
    if has(&[" ^\n", " ^\r\n", "@echo off", "%ORY_", " ^\""]) {
        likely.push(Dialect::Cmd);
    }
    // POSIX writes a quote in single quotes as `'\''`, fish as `\'`.
    if has(&["set -l", "set -g", "set -x", "fish\n", "string collect"])
        || text.replace("'\\''", "").contains("\\'")
        || doubles_escapes(text)
    {
        likely.push(Dialect::Fish);
    }
    let others = [Dialect::Posix, Dialect::Fish, Dialect::PowerShell].into_iter();
    let others: Vec<Dialect> = others.filter(|dialect| !likely.contains(dialect)).collect();
    likely.extend(others);
    likely
}

/// Whether a text has `printf %b` and every escape of it begins with two backslashes: in single quotes of fish, two are one.
fn doubles_escapes(text: &str) -> bool {
    if !text.contains("printf '%b") {
        return false;
    }
    let mut slashes = 0;
    let mut doubled = false;
    for byte in text.bytes() {
        if matches!(byte, b't' | b'r' | b'0') && slashes > 0 {
            if slashes % 2 == 1 {
                return false;
            }
            doubled = true;
        }
        slashes = if byte == b'\\' { slashes + 1 } else { 0 };
    }
    doubled
}

/// Reads a script whose first line is `base`.
pub(super) fn read(text: &str, base: usize, dialect: Dialect) -> Script {
    let plain;
    let text = if dialect == Dialect::Cmd && text.contains("^\"") {
        plain = without_carets(text);
        plain.as_str()
    } else {
        text
    };
    let mut reader = Reader {
        text,
        at: 0,
        dialect,
        depth: 0,
        variables: HashMap::new(),
        script: Script::default(),
        pending: Vec::new(),
        line: base,
        counted: 0,
    };
    while reader.at < text.len() {
        reader.commands(None);
        // A `)` that nothing opened.
        reader.at += usize::from(reader.at < text.len());
    }
    reader.script
}

/// What cmd.exe hands to a program: outside quotes, of `^` and a sign the sign is left. One that a line goes on by stays.
fn without_carets(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    let mut quoted = false;
    while let Some(sign) = signs.next() {
        let next = signs.peek().filter(|next| !matches!(next, '\n' | '\r'));
        if sign == '^' && !quoted && next.is_some() {
            plain.extend(signs.next());
            continue;
        }
        quoted ^= sign == '"';
        plain.push(sign);
    }
    plain
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    dialect: Dialect,
    depth: usize,
    variables: HashMap<String, String>,
    script: Script,
    /// Here-documents whose text begins at the next line.
    pending: Vec<HereDocument>,
    line: usize,
    counted: usize,
}

struct HereDocument {
    delimiter: String,
    unindent: bool,
    literal: bool,
}

/// A simple command while it is read.
#[derive(Default)]
struct Simple {
    words: Vec<Word>,
    assignments: Vec<Word>,
    /// What it reads, where that is known.
    input: Option<Word>,
    /// The file it writes to.
    into: Option<String>,
    /// Whether what is in that file stays before it.
    appends: bool,
}

impl<'a> Reader<'a> {
    /// Commands up to `end` or the end of the text; what the last one prints, where that is known.
    fn commands(&mut self, end: Option<char>) -> Option<String> {
        let mut printed: Option<String> = None;
        let mut simple = Simple::default();
        loop {
            self.blank();
            let rest = self.rest();
            let Some(sign) = rest.chars().next() else {
                return self.finish(&mut simple).or(printed);
            };
            match sign {
                sign if Some(sign) == end => {
                    return self.finish(&mut simple).or(printed);
                }
                ')' if end.is_none() && self.dialect != Dialect::PowerShell => {
                    self.at += 1;
                    self.finish(&mut simple);
                }
                '\n' => {
                    self.at += 1;
                    self.here_documents(&mut simple);
                    if let output @ Some(_) = self.finish(&mut simple) {
                        printed = output;
                    }
                }
                '#' => {
                    let comment = rest.find('\n').unwrap_or(rest.len());
                    self.at += comment;
                }
                '|' if !rest.starts_with("||") => {
                    self.at += 1;
                    // The text of a here-document stands after this line, and the pipe hands it on.
                    let waiting = (!self.pending.is_empty()).then(|| std::mem::take(&mut simple));
                    let output = match waiting {
                        Some(mut writer) => {
                            let saved = self.at;
                            let end_of_line = saved + self.rest().find('\n')? + 1;
                            self.at = end_of_line;
                            self.here_documents(&mut writer);
                            let after = self.at;
                            let output = self.finish(&mut writer);
                            // The rest of the line first, then what follows the document.
                            let line_end = end_of_line - 1;
                            self.at = saved;
                            let input = output.map(|text| Word { text, line: self.here() });
                            simple.input = input;
                            self.until(line_end, &mut simple);
                            self.at = after;
                            if let output @ Some(_) = self.finish(&mut simple) {
                                printed = output;
                            }
                            continue;
                        }
                        None => self.finish(&mut simple),
                    };
                    let line = self.here();
                    simple.input = output.map(|text| Word { text, line });
                }
                ';' | '&' | '|' => {
                    self.at += 1;
                    if let output @ Some(_) = self.finish(&mut simple) {
                        printed = output;
                    }
                }
                '<' => self.input(&mut simple),
                '>' => {
                    self.at += 1;
                    simple.appends = self.eat(">");
                    if self.rest().starts_with('&') {
                        self.at += 1;
                    }
                    self.blank();
                    simple.into = Some(self.word().text);
                }
                ')' | ',' | '{' | '}' if self.dialect == Dialect::PowerShell => self.at += 1,
                '(' if self.dialect == Dialect::PowerShell && self.depth < DEEPEST => self.one(&mut simple),
                '(' if self.dialect == Dialect::Fish && self.depth < DEEPEST => {
                    let word = self.word();
                    simple.words.push(word);
                }
                '(' => self.at += 1,
                _ => self.one(&mut simple),
            }
        }
    }

    /// Words up to a byte, for the rest of a line whose here-document has been read.
    fn until(&mut self, end: usize, simple: &mut Simple) {
        while self.at < end {
            self.blank();
            let before = self.at;
            match self.rest().chars().next() {
                None | Some('\n') => return,
                Some('>') => {
                    self.at += 1;
                    simple.appends = self.eat(">");
                    self.blank();
                    simple.into = Some(self.word().text);
                }
                Some('|') => {
                    self.at += 1;
                    let output = self.finish(simple);
                    let line = self.here();
                    simple.input = output.map(|text| Word { text, line });
                }
                Some(_) => self.one(simple),
            }
            if self.at == before {
                self.at += self.rest().chars().next().map_or(1, char::len_utf8);
            }
        }
    }

    /// One word, as an assignment where it is one.
    fn one(&mut self, simple: &mut Simple) {
        let before = self.at;
        let word = self.word();
        if self.at == before {
            self.at += self.rest().chars().next().map_or(1, char::len_utf8);
            return;
        }
        let raw = self.text.get(before..self.at).unwrap_or_default();
        if self.dialect == Dialect::PowerShell {
            // `$name = value`, `'a' + 'b'`.
            if raw.starts_with('$') && simple.words.is_empty() {
                self.blank();
                if self.rest().starts_with('=') {
                    self.at += 1;
                    simple.assignments.push(Word { text: raw.trim_start_matches('$').to_owned(), line: word.line });
                    return;
                }
            }
            if let [.., left, plus] = simple.words.as_mut_slice()
                && plus.text == "+"
            {
                left.text.push_str(&word.text);
                simple.words.pop();
                return;
            }
        } else if (simple.words.is_empty() || simple.words.first().is_some_and(|word| word.text == "export"))
            && let Some((name, value)) = word.text.split_once('=').filter(|(name, _)| is_name(name))
        {
            self.variables.insert(name.to_owned(), value.to_owned());
            simple.assignments.push(word);
            return;
        }
        simple.words.push(word);
    }

    /// Ends a simple command: what it prints, where that is known. Its words, assignments and files are noted.
    fn finish(&mut self, simple: &mut Simple) -> Option<String> {
        let Simple { words, assignments, input, into, appends } = std::mem::take(simple);
        if words.is_empty() && assignments.is_empty() && input.is_none() {
            return None;
        }
        if self.dialect == Dialect::PowerShell
            && let Some(name) = assignments.first()
        {
            // Of an expression such as `$x -replace '"', '\"'` the value alone counts.
            let value = self.prints(&words, input.as_ref()).or_else(|| words.first().map(|word| word.text.clone()));
            let value = value.unwrap_or_default();
            self.script.commands.push(vec![Word { text: format!("{}={value}", name.text), line: name.line }]);
            self.variables.insert(name.text.clone(), value);
            return None;
        }
        let first = words.first().map(|word| word.text.as_str()).unwrap_or_default();
        if self.dialect == Dialect::Fish && first == "set" {
            let mut rest = words.iter().skip(1).skip_while(|word| word.text.starts_with('-'));
            if let Some(name) = rest.next() {
                let value = rest.map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
                self.variables.insert(name.text.clone(), value);
            }
        }
        let output = self.prints(&words, input.as_ref());
        let line = input.as_ref().or_else(|| words.get(1)).or_else(|| words.first()).map_or(1, |word| word.line);
        self.writes(&words, input.as_ref());
        if let (Some(name), Some(text)) = (&into, &output)
            && name != "/dev/null"
        {
            let before = self.script.files.iter().find(|file| appends && &file.name == name);
            let (before, line) = before.map_or((String::new(), line), |file| (file.text.clone(), file.line));
            self.keep(name, before + text, line);
        }
        // What is only written into a file is no command's argument.
        let carried = into.is_some() && output.is_some();
        let mut noted = assignments;
        noted.extend(words.into_iter().take(if carried { 1 } else { usize::MAX }));
        // What is carried on is noted where it arrives.
        if output.is_none()
            && let Some(input) = input
        {
            noted.push(input);
        }
        self.script.commands.push(noted);
        if into.is_some() { None } else { output }
    }

    fn keep(&mut self, name: &str, text: String, line: usize) {
        self.script.files.retain(|file| file.name != name);
        self.script.files.push(File { name: name.to_owned(), text, line });
    }

    /// The files a command of PowerShell or `tee` writes.
    fn writes(&mut self, words: &[Word], input: Option<&Word>) {
        let Some(first) = words.first() else { return };
        let values: Vec<&Word> = words.iter().skip(1).filter(|word| !word.text.starts_with('-')).collect();
        let name = first.text.as_str();
        if name == "tee" {
            if let (Some(file), Some(input)) = (values.first(), input) {
                self.keep(&file.text, input.text.clone(), input.line);
            }
        } else if matches!(name.to_ascii_lowercase().as_str(), "set-content" | "out-file" | "add-content") {
            let after = |flag: &str| {
                let at = words.iter().position(|word| word.text.eq_ignore_ascii_case(flag))?;
                words.get(at + 1)
            };
            let encodings = ["utf8", "utf8NoBOM", "ascii"];
            let plain: Vec<&Word> = values
                .into_iter()
                .filter(|word| !encodings.iter().any(|name| word.text.eq_ignore_ascii_case(name)))
                .collect();
            let file = after("-Path").or_else(|| after("-FilePath")).or_else(|| after("-LiteralPath"));
            let file = file.or_else(|| plain.first().copied());
            let text = after("-Value").or(input).or_else(|| plain.get(1).copied());
            if let (Some(file), Some(text)) = (file, text) {
                self.keep(&file.text, text.text.clone(), text.line);
            }
        }
    }

    /// What a command prints, where it only carries text.
    fn prints(&self, words: &[Word], input: Option<&Word>) -> Option<String> {
        let Some((first, rest)) = words.split_first() else { return input.map(|input| input.text.clone()) };
        let values = || rest.iter().filter(|word| !word.text.starts_with('-') || word.text == "-");
        let read = |name: &str| self.script.files.iter().find(|file| file.name == name).map(|file| file.text.clone());
        // No command has so long a name.
        if first.text.len() > 64 {
            return None;
        }
        let first = first.text.to_ascii_lowercase();
        match first.as_str() {
            "cat" | "type" | "get-content" | "gc" => match values().next() {
                Some(name) if name.text != "-" => values()
                    .filter(|word| !word.text.eq_ignore_ascii_case("utf8"))
                    .map(|word| read(&word.text))
                    .collect(),
                _ => input.map(|input| input.text.clone()),
            },
            "echo" => Some(rest.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ") + "\n"),
            "printf" => match rest {
                [format, value] if format.text == "%s" => Some(value.text.clone()),
                [format, value] if format.text == "%b" => Some(spelled_out(&value.text)),
                [format, lines @ ..] if format.text == "%s\\n" => {
                    Some(lines.iter().map(|line| line.text.clone() + "\n").collect())
                }
                [format, lines @ ..] if format.text == "%b\\n" => {
                    Some(lines.iter().map(|line| spelled_out(&line.text) + "\n").collect())
                }
                [text] if !text.text.contains(['%', '\\']) => Some(text.text.clone()),
                _ => None,
            },
            "base64" => {
                let text = match values().find(|word| !word.text.chars().all(|c| c.is_ascii_digit())) {
                    Some(name) => read(&name.text)?,
                    None => input?.text.clone(),
                };
                let decodes = rest.iter().any(|word| matches!(word.text.as_str(), "-d" | "-D" | "--decode"));
                if decodes {
                    let bytes = STANDARD.decode(text.trim()).ok()?;
                    return String::from_utf8(bytes).ok();
                }
                Some(STANDARD.encode(text))
            }
            "tr" if rest.iter().any(|word| word.text == "-d") => {
                Some(input?.text.chars().filter(|c| !matches!(c, '\n' | '\r')).collect())
            }
            "string" if rest.first().is_some_and(|word| word.text == "collect") => {
                input.map(|input| input.text.clone())
            }
            _ => None,
        }
    }

    /// `<`, `<<` and `<<<`.
    fn input(&mut self, simple: &mut Simple) {
        let line = self.here();
        if self.eat("<<<") {
            self.blank();
            simple.input = Some(self.word());
        } else if self.eat("<<") {
            let unindent = self.eat("-");
            self.blank();
            let rest = self.rest();
            let literal = rest.starts_with(['\'', '"', '\\']);
            let rest = rest.trim_start_matches('\\');
            self.at = self.text.len() - rest.len();
            let delimiter = match rest.chars().next().filter(|c| matches!(c, '\'' | '"')) {
                Some(quote) => rest[1..].split(quote).next().unwrap_or_default(),
                None => rest
                    .split(|c: char| c.is_whitespace() || matches!(c, ';' | '|' | '>' | '<' | ')' | '&'))
                    .next()
                    .unwrap_or_default(),
            };
            let quoted = usize::from(rest.starts_with(['\'', '"']));
            self.at += delimiter.len() + 2 * quoted;
            self.at = self.at.min(self.text.len());
            self.pending.push(HereDocument { delimiter: delimiter.to_owned(), unindent, literal });
        } else {
            self.at += 1;
            self.blank();
            let name = self.word().text;
            let file = self.script.files.iter().find(|file| file.name == name);
            simple.input = file.map(|file| Word { text: file.text.clone(), line });
        }
    }

    /// The texts of the here-documents announced in the line that has just ended.
    fn here_documents(&mut self, simple: &mut Simple) {
        for HereDocument { delimiter, unindent, literal } in std::mem::take(&mut self.pending) {
            let line = self.here();
            let mut text = String::new();
            while self.at < self.text.len() {
                let rest = self.rest();
                let full = rest.split_inclusive('\n').next().unwrap_or_default();
                let shown = if unindent { full.trim_start_matches('\t') } else { full };
                // A paste from a page or a YAML file is often indented as a whole.
                let bare = shown.trim_end_matches(['\n', '\r']);
                if bare == delimiter || (bare.trim() == delimiter && !delimiter.is_empty()) {
                    self.at += full.len();
                    break;
                }
                // The end of `$(cat <<X … X)` on the delimiter's own line.
                if bare.strip_prefix(delimiter.as_str()).is_some_and(|rest| rest.starts_with(')'))
                    && !delimiter.is_empty()
                {
                    self.at += full.len() - shown.len() + delimiter.len();
                    break;
                }
                text.push_str(shown);
                self.at += full.len();
            }
            if !literal {
                text = self.expanded(&text);
            }
            simple.input = Some(Word { text, line });
        }
    }

    /// A here-document without quotes around its delimiter: known variables and files are put in.
    fn expanded(&mut self, text: &str) -> String {
        if !text.contains(['$', '\\', '`']) || self.depth >= DEEPEST {
            return text.to_owned();
        }
        let variables = self.variables.clone();
        let mut inner = Reader {
            text,
            at: 0,
            dialect: self.dialect,
            depth: self.depth + 1,
            variables,
            script: Script { files: self.script.files.clone(), ..Script::default() },
            pending: Vec::new(),
            line: 1,
            counted: 0,
        };
        let mut whole = String::new();
        while inner.at < text.len() {
            inner.double_quoted(&mut whole, None);
        }
        whole
    }

    /// The word at the reader, its quotes read and what is known put in.
    fn word(&mut self) -> Word {
        let line = self.here();
        let mut text = String::new();
        loop {
            let rest = self.rest();
            let Some(sign) = rest.chars().next() else { break };
            let powershell = self.dialect == Dialect::PowerShell;
            match sign {
                ' ' | '\t' | '\n' | '\r' | ';' | '|' | '&' | '<' | '>' | ')' => break,
                '(' if self.dialect == Dialect::Fish => {
                    self.at += 1;
                    self.substitution(&mut text, "(");
                }
                '@' if powershell && self.here_string(&mut text) => {}
                '@' if powershell && rest.starts_with("@(") => self.at += 1,
                '(' if powershell && self.depth < DEEPEST => text = self.call(&text),
                '(' => break,
                ',' | '{' | '}' if powershell => break,
                '\'' if self.dialect != Dialect::Cmd => {
                    self.at += 1;
                    self.single_quoted(&mut text);
                }
                quote if powershell && SINGLE_QUOTES.contains(&quote) => {
                    self.at += quote.len_utf8();
                    self.single_quoted(&mut text);
                }
                '"' => {
                    self.at += 1;
                    self.double_quoted(&mut text, Some('"'));
                }
                '$' => self.dollar(&mut text),
                '`' if powershell => self.escaped(&mut text),
                '`' if self.dialect != Dialect::Cmd => {
                    self.at += 1;
                    let end = self.rest().find('`').unwrap_or(self.rest().len());
                    text.push_str(&self.text[self.at - 1..(self.at + end + 1).min(self.text.len())]);
                    self.at = (self.at + end + 1).min(self.text.len());
                }
                '\\' if !powershell && self.dialect != Dialect::Cmd => self.escaped(&mut text),
                '^' if self.dialect == Dialect::Cmd => self.escaped(&mut text),
                _ => {
                    text.push(sign);
                    self.at += sign.len_utf8();
                }
            }
        }
        if self.dialect == Dialect::PowerShell
            && let Some(sign) =
                text.strip_prefix("[char]").and_then(|number| number.parse().ok()).and_then(char::from_u32)
        {
            text = sign.to_string();
        }
        Word { text, line }
    }

    /// PowerShell's `(…)` after a word: a call whose value is known, or the value of what stands in it.
    fn call(&mut self, callee: &str) -> String {
        let line = self.here();
        self.at += 1;
        self.depth += 1;
        let items = self.group();
        self.depth -= 1;
        let first = items.first().map(String::as_str).unwrap_or_default();
        let mut value = if callee.ends_with("WriteAllText") {
            if let [file, text, ..] = items.as_slice() {
                self.keep(file, text.clone(), line + 1);
            }
            callee.to_owned()
        } else if callee.ends_with("ReadAllText") {
            let file = self.script.files.iter().find(|file| file.name == first);
            file.map_or_else(|| format!("$({callee} {first})"), |file| file.text.clone())
        } else if callee.is_empty() {
            let words: Vec<Word> = items.iter().map(|text| Word { text: text.clone(), line }).collect();
            let is_function = first.contains('-') && first.chars().all(|c| c.is_ascii_alphabetic() || c == '-');
            match (self.prints(&words, None), items.as_slice()) {
                (Some(printed), _) => printed,
                // A function of the script: its argument is what counts.
                (None, [_, argument]) if is_function => argument.clone(),
                _ => items.join("\n"),
            }
        } else {
            callee.to_owned()
        };
        for suffix in [".Trim()", ".TrimEnd()"] {
            if self.eat(suffix) {
                value = value.trim().to_owned();
            }
        }
        value
    }

    /// The values up to `)`, with `+` and `-join` done.
    fn group(&mut self) -> Vec<String> {
        let mut items: Vec<String> = Vec::new();
        let mut plus = false;
        loop {
            self.blank();
            match self.rest().chars().next() {
                None => return items,
                Some(')') => {
                    self.at += 1;
                    return items;
                }
                Some('\n' | ',' | ';' | '|' | '{' | '}' | '<' | '>' | '&') => {
                    self.at += 1;
                    continue;
                }
                Some('(' | '@') if self.depth < DEEPEST && self.rest().trim_start_matches('@').starts_with('(') => {
                    self.at += usize::from(self.rest().starts_with('@'));
                    let list = self.rest().starts_with('(') && items.is_empty() && !plus;
                    if list {
                        self.at += 1;
                        self.depth += 1;
                        items = self.group();
                        self.depth -= 1;
                        continue;
                    }
                }
                Some(_) => {}
            }
            let before = self.at;
            let word = self.word().text;
            if self.at == before {
                self.at += self.rest().chars().next().map_or(1, char::len_utf8);
                continue;
            }
            match word.as_str() {
                "+" => plus = true,
                "-join" => {
                    self.blank();
                    let separator = self.word().text;
                    items = vec![items.join(&separator)];
                }
                _ if plus => {
                    plus = false;
                    match items.last_mut() {
                        Some(last) => last.push_str(&word),
                        None => items.push(word),
                    }
                }
                _ => items.push(word),
            }
        }
    }

    /// An escape outside quotes: its sign, or nothing where a line ends.
    fn escaped(&mut self, text: &mut String) {
        self.at += 1;
        if self.eat("\r\n") || self.eat("\n") {
            return;
        }
        if let Some(sign) = self.rest().chars().next() {
            self.at += sign.len_utf8();
            text.push(sign);
        }
    }

    fn single_quoted(&mut self, text: &mut String) {
        let quotes = if self.dialect == Dialect::PowerShell { &SINGLE_QUOTES[..] } else { &SINGLE_QUOTES[..1] };
        loop {
            let rest = self.rest();
            let plain = rest.find(|sign| sign == '\\' || quotes.contains(&sign)).unwrap_or(rest.len());
            self.quotes(&rest[..plain], text);
            let Some(sign) = self.rest().chars().next() else { return self.unclosed() };
            self.at += sign.len_utf8();
            let next = self.rest().chars().next();
            match (self.dialect, sign, next) {
                (Dialect::Fish, '\\', Some(next @ ('\'' | '\\'))) => {
                    text.push(next);
                    self.at += 1;
                }
                (_, '\\', _) => text.push(sign),
                (Dialect::PowerShell, _, Some(next)) if quotes.contains(&next) => {
                    text.push(next);
                    self.at += next.len_utf8();
                }
                _ => return,
            }
        }
    }

    /// Takes what stands in quotes as it is.
    fn quotes(&mut self, plain: &str, text: &mut String) {
        text.push_str(plain);
        self.at += plain.len();
        self.script.quoted_line_ends += plain.bytes().filter(|&byte| byte == b'\n').count();
    }

    /// The text has ended within quotes.
    fn unclosed(&mut self) {
        self.script.quoted_line_ends += 1_000;
    }

    /// Up to `end`, or to the end of the text without one.
    fn double_quoted(&mut self, text: &mut String, end: Option<char>) {
        loop {
            let rest = self.rest();
            let plain = rest.find(['"', '\\', '$', '`', '%']).unwrap_or(rest.len());
            self.quotes(&rest[..plain], text);
            let Some(sign) = self.rest().chars().next() else {
                if end.is_some() {
                    self.unclosed();
                }
                return;
            };
            let next = self.rest().chars().nth(1);
            match (self.dialect, sign, next) {
                (Dialect::PowerShell, '"', Some('"')) if end.is_some() => {
                    text.push('"');
                    self.at += 2;
                }
                (_, '"', _) if end.is_some() => {
                    self.at += 1;
                    return;
                }
                (Dialect::PowerShell, '`', Some(next)) => {
                    text.push(match next {
                        'n' => '\n',
                        't' => '\t',
                        'r' => '\r',
                        next => next,
                    });
                    self.at += 1 + next.len_utf8();
                }
                (Dialect::Posix | Dialect::Fish, '\\', Some(next @ ('"' | '\\' | '$' | '`'))) => {
                    // Without quotes around it, `"` needs no escape and keeps its backslash.
                    if next == '"' && end.is_none() {
                        text.push('\\');
                    }
                    text.push(next);
                    self.at += 2;
                }
                (Dialect::Posix | Dialect::Fish, '\\', Some('\n')) => self.at += 2,
                (Dialect::Cmd, '\\', _) => {
                    // As the programs take them apart: backslashes before a quote count double.
                    let slashes = self.rest().len() - self.rest().trim_start_matches('\\').len();
                    let before_quote = self.rest().get(slashes..).is_some_and(|rest| rest.starts_with('"'));
                    let kept = if before_quote { slashes / 2 } else { slashes };
                    text.push_str(&"\\".repeat(kept));
                    self.at += slashes;
                    if before_quote && slashes % 2 == 1 {
                        text.push('"');
                        self.at += 1;
                    }
                }
                (Dialect::Posix | Dialect::Fish | Dialect::PowerShell, '$', _) => self.dollar(text),
                _ => {
                    text.push(sign);
                    self.at += sign.len_utf8();
                }
            }
        }
    }

    /// `@'`, line, text, line, `'@`; whether there was one.
    fn here_string(&mut self, text: &mut String) -> bool {
        let rest = self.rest();
        let Some(quote) = rest[1..].chars().next().filter(|c| matches!(c, '\'' | '"')) else { return false };
        let head = &rest[2..];
        let Some(body) = head.strip_prefix("\r\n").or_else(|| head.strip_prefix('\n')) else { return false };
        let begin = self.text.len() - body.len();
        let mut at = begin;
        for line in body.split_inclusive('\n') {
            if line.trim_start().starts_with(quote) && line.trim_start()[1..].starts_with('@') {
                let end = body.get(..at - begin).unwrap_or_default();
                let end = end.strip_suffix('\n').unwrap_or(end);
                let inside = end.strip_suffix('\r').unwrap_or(end);
                text.push_str(&if quote == '"' { self.expanded(inside) } else { inside.to_owned() });
                self.at = at + (line.len() - line.trim_start().len()) + 2;
                return true;
            }
            at += line.len();
        }
        text.push_str(body);
        self.at = self.text.len();
        true
    }

    /// `$(…)`, `${NAME}`, `$NAME`, `$'…'`: what is known is put in, the rest stays as written.
    fn dollar(&mut self, text: &mut String) {
        let rest = &self.rest()[1..];
        let begin = self.at;
        if rest.starts_with('(') && !rest.starts_with("((") {
            self.at += 2;
            self.substitution(text, "$(");
            return;
        }
        if rest.starts_with('\'') && self.dialect == Dialect::Posix {
            self.at += 2;
            self.ansi_quoted(text);
            return;
        }
        let (name, length) = match rest.strip_prefix('{') {
            Some(inside) => {
                let end = inside.find('}').unwrap_or(inside.len());
                (&inside[..end], (end + 3).min(rest.len() + 1))
            }
            None => {
                let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
                (&rest[..end], end + 1)
            }
        };
        self.at = (begin + length).min(self.text.len());
        match self.variables.get(name) {
            Some(value) if value.len() + text.len() < LONGEST => text.push_str(value),
            _ => text.push_str(&self.text[begin..self.at]),
        }
    }

    /// What follows the `(`, up to its `)`: put in where what it prints is known.
    fn substitution(&mut self, text: &mut String, opening: &str) {
        let begin = self.at;
        if self.depth >= DEEPEST {
            text.push_str(opening);
            return;
        }
        self.depth += 1;
        let pending = std::mem::take(&mut self.pending);
        let printed = self.commands(Some(')'));
        self.pending = pending;
        self.depth -= 1;
        let end = self.at;
        self.at = (self.at + 1).min(self.text.len());
        match printed {
            Some(printed) if printed.len() + text.len() < LONGEST => {
                text.push_str(printed.trim_end_matches(['\n', '\r']))
            }
            _ => {
                text.push_str(opening);
                text.push_str(self.text.get(begin..end).unwrap_or_default());
                text.push(')');
            }
        }
    }

    /// bash's `$'…'`.
    fn ansi_quoted(&mut self, text: &mut String) {
        loop {
            let rest = self.rest();
            let plain = rest.find(['\'', '\\']).unwrap_or(rest.len());
            text.push_str(&rest[..plain]);
            self.at += plain;
            if !self.eat("\\") {
                self.at = (self.at + 1).min(self.text.len());
                return;
            }
            let Some(sign) = self.rest().chars().next() else { return };
            self.at += sign.len_utf8();
            match sign {
                'n' => text.push('\n'),
                't' => text.push('\t'),
                'r' => text.push('\r'),
                '\\' | '\'' | '"' => text.push(sign),
                sign => {
                    text.push('\\');
                    text.push(sign);
                }
            }
        }
    }

    /// Leaves out blanks and continued lines.
    fn blank(&mut self) {
        loop {
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\u{feff}', '\u{a0}']).len();
            let continued = match self.dialect {
                Dialect::Posix | Dialect::Fish => ["\\\n", "\\\r\n"],
                Dialect::PowerShell => ["`\n", "`\r\n"],
                Dialect::Cmd => ["^\n", "^\r\n"],
            };
            // A blank after the sign breaks the line in a shell; here it is meant to go on.
            let sign = continued[0].chars().next().unwrap_or('\\');
            let rest = self.rest();
            let Some(after) = rest.strip_prefix(sign) else { return };
            let trimmed = after.trim_start_matches([' ', '\t', '\r']);
            if !trimmed.starts_with('\n') {
                return;
            }
            self.at += rest.len() - trimmed.len() + 1;
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn eat(&mut self, word: &str) -> bool {
        let there = self.rest().starts_with(word);
        self.at += if there { word.len() } else { 0 };
        there
    }

    /// The line of the reader; counting costs a single pass.
    fn here(&mut self) -> usize {
        let at = self.at.min(self.text.len());
        if at > self.counted {
            self.line += self.text.as_bytes()[self.counted..at].iter().filter(|&&byte| byte == b'\n').count();
            self.counted = at;
        }
        self.line
    }
}

/// What `printf %b` makes of `\\`, `\t`, `\r`, `\n` and `\0ooo`.
fn spelled_out(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match (sign, signs.peek()) {
            ('\\', Some('0')) => {
                signs.next();
                let mut number = 0;
                for _ in 0..3 {
                    let Some(digit) = signs.peek().and_then(|sign| sign.to_digit(8)) else { break };
                    number = number * 8 + digit;
                    signs.next();
                }
                plain.extend(char::from_u32(number));
            }
            ('\\', Some(&next @ ('\\' | 't' | 'r' | 'n'))) => {
                signs.next();
                plain.push(match next {
                    't' => '\t',
                    'r' => '\r',
                    'n' => '\n',
                    other => other,
                });
            }
            _ => plain.push(sign),
        }
    }
    plain
}

fn is_name(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && letters.all(|c| c.is_ascii_alphanumeric() || c == '_')
}
