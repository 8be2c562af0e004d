//! The reader: text to [`Program`].

use super::{Block, Call, Expression, Node, Path, Program, Strip, Text, compare};
use crate::{
    diagnostic::Span,
    mandrill::merge::{Fault, Notes, Value, value::number_in},
};

/// Blocks in blocks; deeper ones would end on the browser's stack.
const DEEPEST: usize = 100;

/// Reads a text.
pub(super) fn program(text: &str, notes: &mut Notes) -> Result<Program, Fault> {
    let tokens = tokens(text, notes)?;
    let mut builder = Builder { tokens: tokens.into_iter().peekable(), depth: 0 };
    let program = builder.program()?;
    match builder.tokens.next() {
        None => Ok(program),
        Some(Token::Close { name, span, .. }) => {
            Err(Fault::new(span, format!("`{}` closes a block that is not open.", name.written)))
        }
        Some(Token::Else { span, .. }) => Err(Fault::new(span, "This else stands in no block.")),
        Some(_) => Ok(program),
    }
}

enum Token {
    Text(String),
    Comment(Strip),
    Print { call: Call, raw: bool, strip: Strip },
    Open { call: Call, names: Vec<String>, inverted: bool, strip: Strip },
    Close { name: Path, strip: Strip, span: Span },
    Else { chain: Option<(Call, Vec<String>)>, strip: Strip, span: Span },
}

fn tokens(text: &str, notes: &mut Notes) -> Result<Vec<Token>, Fault> {
    let mut tokens = Vec::new();
    let push = |tokens: &mut Vec<Token>, text: &str| {
        if !text.is_empty() {
            tokens.push(Token::Text(text.to_owned()));
        }
    };
    let mut reader = Reader { text, at: 0 };
    while let Some(ahead) = reader.rest().find("{{") {
        let before = reader.rest().get(..ahead).unwrap_or_default();
        let start = reader.at + ahead;
        if let Some(plain) = before.strip_suffix("\\\\") {
            push(&mut tokens, plain);
            push(&mut tokens, "\\");
        } else if let Some(plain) = before.strip_suffix('\\') {
            // The braces stand for themselves, up to the next ones.
            push(&mut tokens, plain);
            let rest = text.get(start..).unwrap_or_default();
            let next = rest.get(2..).and_then(|rest| rest.find("{{")).map_or(rest.len(), |next| next + 2);
            let kept = rest.get(..next).unwrap_or_default();
            let slashes = if next == rest.len() { 0 } else { kept.len() - kept.trim_end_matches('\\').len() };
            let kept = kept.get(..kept.len() - slashes.min(2)).unwrap_or_default();
            push(&mut tokens, kept);
            reader.at = start + kept.len();
            continue;
        } else {
            push(&mut tokens, before);
        }
        reader.at = start;
        tokens.push(reader.tag(notes)?);
    }
    push(&mut tokens, reader.rest());
    Ok(tokens)
}

/// Walks a text.
pub(super) struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn since(&self, start: usize) -> Span {
        Span::new(start, self.at)
    }

    /// Passes a text, if it stands here.
    pub(super) fn take(&mut self, text: &str) -> bool {
        let here = self.rest().starts_with(text);
        if here {
            self.at += text.len();
        }
        here
    }

    pub(super) fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Up to a mark and past it.
    fn until(&mut self, mark: &str) -> Option<&'a str> {
        let rest = self.rest();
        let end = rest.find(mark)?;
        self.at += end + mark.len();
        rest.get(..end)
    }

    /// The tag that begins here.
    fn tag(&mut self, notes: &mut Notes) -> Result<Token, Fault> {
        let start = self.at;
        if self.rest().starts_with("{{{{") {
            return Err(Fault::new(Span::new(start, start + 4), "Raw blocks in four braces cannot be merged here."));
        }
        self.at += 2;
        let open = self.take("~");
        if self.take("!") {
            return self.comment(start, open);
        }
        let raw = self.take("{");
        let mark = self.peek().filter(|mark| !raw && "#/^>&*".contains(*mark));
        self.at += mark.map_or(0, char::len_utf8);
        let refused = match (mark, self.peek()) {
            (Some('>'), _) | (Some('#'), Some('>')) => Some("A message can bring no partials to Mandrill."),
            (Some('*'), _) | (Some('#'), Some('*')) => Some("Mandrill's Handlebars has no decorators."),
            _ => None,
        };
        if let Some(what) = refused {
            return Err(Fault::new(self.whole(start), what));
        }
        self.blanks();
        let token = match mark {
            Some('#') => {
                let (call, names, close) = self.call(start, notes)?;
                let strip = Strip { open, close };
                Token::Open { call, names, inverted: false, strip }
            }
            Some('/') => {
                let name = self.path(&[])?;
                self.blanks();
                let close = self.end(start, "}}")?;
                Token::Close { name, strip: Strip { open, close }, span: self.since(start) }
            }
            Some('^') => match self.try_end() {
                Some(close) => Token::Else { chain: None, strip: Strip { open, close }, span: self.since(start) },
                None => {
                    let (call, names, close) = self.call(start, notes)?;
                    Token::Open { call, names, inverted: true, strip: Strip { open, close } }
                }
            },
            None if !raw && self.at_else() => {
                self.at += "else".len();
                let joined = self.rest().starts_with("if");
                self.blanks();
                match self.try_end() {
                    Some(close) => Token::Else { chain: None, strip: Strip { open, close }, span: self.since(start) },
                    None => {
                        let (call, names, close) = self.call(start, notes)?;
                        if joined && call.params.is_empty() {
                            return Err(Fault::new(self.since(start), "`elseif` takes a condition."));
                        }
                        if !joined {
                            let words =
                                "Mandrill's docs have `elseif`; whether it knows `else` with a block is not known.";
                            notes.unsettled(self.since(start), words);
                        }
                        let strip = Strip { open, close };
                        Token::Else { chain: Some((call, names)), strip, span: self.since(start) }
                    }
                }
            }
            _ => {
                let call = self.name_and_params(start, notes)?;
                let close = self.end(start, if raw { "}}}" } else { "}}" })?;
                let span = self.since(start);
                let raw = raw || mark == Some('&');
                Token::Print { call: Call { span, ..call }, raw, strip: Strip { open, close } }
            }
        };
        let strip = token.strip();
        if strip.open || strip.close {
            notes.unsettled(self.since(start), "Whether Mandrill knows `~` is not known.");
        }
        Ok(token)
    }

    /// A comment, behind its `!`.
    fn comment(&mut self, start: usize, open: bool) -> Result<Token, Fault> {
        let text = if self.rest().starts_with("--") {
            let plain = self.rest().find("--}}");
            let stripping = self.rest().find("--~}}");
            let mark = match (plain, stripping) {
                (Some(plain), Some(stripping)) if stripping < plain => "--~}}",
                (None, Some(_)) => "--~}}",
                _ => "--}}",
            };
            self.until(mark).map(|_| mark == "--~}}")
        } else {
            self.until("}}").map(|text| text.ends_with('~'))
        };
        match text {
            Some(close) => Ok(Token::Comment(Strip { open, close })),
            None => Err(Fault::new(Span::new(start, self.text.len()), "This comment is not closed.")),
        }
    }

    /// Whether `else`, alone or with a block, stands here.
    fn at_else(&self) -> bool {
        let Some(rest) = self.rest().strip_prefix("else") else { return false };
        rest.starts_with(|next: char| next.is_whitespace() || "~}".contains(next))
            || rest
                .strip_prefix("if")
                .is_some_and(|rest| rest.starts_with(|next: char| next.is_whitespace() || "`~}".contains(next)))
    }

    /// The tag that begins here, as far as it can be seen.
    fn whole(&self, start: usize) -> Span {
        let end = self.rest().find("}}").map_or(self.text.len(), |end| self.at + end + 2);
        Span::new(start, end)
    }

    /// The end of a tag, if it stands here, and whether it strips.
    fn try_end(&mut self) -> Option<bool> {
        if self.take("~}}") {
            return Some(true);
        }
        (!self.rest().starts_with("}}}") && self.take("}}")).then_some(false)
    }

    fn end(&mut self, start: usize, mark: &str) -> Result<bool, Fault> {
        let braces = self.rest().len() - self.rest().trim_start_matches('}').len();
        let strips = self.take(if mark == "}}}" { "}~}}" } else { "~}}" });
        if strips || (braces == mark.len() && self.take(mark)) {
            return Ok(strips);
        }
        let what = match self.peek() {
            Some('}') => format!("`{mark}` ends this tag, not {braces} braces."),
            None => format!("This tag is not closed by `{mark}`."),
            Some(found) => format!("`{found}` cannot stand here; `{mark}` ends the tag."),
        };
        Err(Fault::new(self.whole(start), what))
    }

    /// A block's head up to its end.
    fn call(&mut self, start: usize, notes: &mut Notes) -> Result<(Call, Vec<String>, bool), Fault> {
        let call = self.name_and_params(start, notes)?;
        let mut names = Vec::new();
        if self.rest().strip_prefix("as").is_some_and(|rest| rest.trim_start().starts_with('|')) {
            notes.unsettled(self.whole(start), "Whether Mandrill knows block parameters (`as |x|`) is not known.");
            self.until("|");
            let listed = self.until("|").ok_or_else(|| Fault::new(self.whole(start), "`as |…|` is not closed."))?;
            names = listed.split_whitespace().map(str::to_owned).collect();
            self.blanks();
        }
        let close = self.end(start, "}}")?;
        let span = self.since(start);
        Ok((Call { span, ..call }, names, close))
    }

    /// `name a "b" c=d`, up to whatever ends it.
    fn name_and_params(&mut self, start: usize, notes: &mut Notes) -> Result<Call, Fault> {
        let name = self.expression(start, notes)?;
        let mut call = Call { name, params: Vec::new(), hash: Vec::new(), span: self.since(start) };
        loop {
            self.blanks();
            let rest = self.rest();
            let ends = rest.is_empty() || rest.starts_with(['}', '~', ')', '|']);
            let names = rest.strip_prefix("as").is_some_and(|rest| rest.trim_start().starts_with('|'));
            if ends || names {
                call.span = self.since(start);
                return Ok(call);
            }
            match self.hash_key() {
                Some(key) => {
                    let value = self.expression(start, notes)?;
                    call.hash.push((key, value));
                }
                None if !call.hash.is_empty() => {
                    return Err(Fault::new(self.whole(start), "A value without a name cannot follow a named one."));
                }
                None => {
                    let value = self.expression(start, notes)?;
                    call.params.push(value);
                }
            }
        }
    }

    /// `key=`, passed when it stands here.
    fn hash_key(&mut self) -> Option<String> {
        let rest = self.rest();
        let length = rest.find(|letter: char| !part_of_name(letter)).unwrap_or(rest.len());
        let after = rest.get(length..)?.trim_start();
        let after = after.strip_prefix('=').filter(|_| length > 0)?;
        self.at += rest.len() - after.trim_start().len();
        rest.get(..length).map(str::to_owned)
    }

    fn expression(&mut self, start: usize, notes: &mut Notes) -> Result<Expression, Fault> {
        let here = self.at;
        match self.peek() {
            Some('`') => {
                self.at += 1;
                compare::read(self, here, notes).map(Expression::Compare)
            }
            Some('(') => {
                self.at += 1;
                self.blanks();
                notes.unsettled(self.whole(start), "Whether Mandrill knows helpers in helpers (`(…)`) is not known.");
                let call = self.name_and_params(here, notes)?;
                match self.take(")") {
                    true => Ok(Expression::Call(Box::new(call))),
                    false => Err(Fault::new(self.whole(start), "`(` is not closed.")),
                }
            }
            Some(quote @ ('"' | '\'')) => self.quoted(quote).map(|text| Expression::Literal(Value::Text(text))),
            None => Err(Fault::new(Span::new(start, self.at), "This tag is not closed by `}}`.")),
            Some(_) => match self.number_or_word() {
                Some(value) => Ok(Expression::Literal(value)),
                None => {
                    self.path(&[]).map(Expression::Path).map_err(|fault| Fault { span: self.whole(start), ..fault })
                }
            },
        }
    }

    /// A text in quotes; a backslash keeps the quote.
    pub(super) fn quoted(&mut self, quote: char) -> Result<String, Fault> {
        let start = self.at;
        self.at += quote.len_utf8();
        let mut text = String::new();
        while let Some(letter) = self.peek() {
            self.at += letter.len_utf8();
            match letter {
                '\\' if self.peek() == Some(quote) => {
                    self.at += quote.len_utf8();
                    text.push(quote);
                }
                letter if letter == quote => return Ok(text),
                letter => text.push(letter),
            }
        }
        Err(Fault::new(Span::new(start, self.text.len()), format!("This text has no closing {quote}.")))
    }

    /// A number, `true`, `false`, `null` or `undefined`, if one stands here.
    pub(super) fn number_or_word(&mut self) -> Option<Value> {
        let rest = self.rest();
        let length = rest.find(|letter: char| !(part_of_name(letter) || ".-".contains(letter))).unwrap_or(rest.len());
        let word = rest.get(..length)?;
        let value = match word {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "null" | "undefined" => Value::Null,
            _ => {
                let digits = word.strip_prefix('-').unwrap_or(word);
                let shaped = digits.starts_with(|first: char| first.is_ascii_digit())
                    && !digits.ends_with('.')
                    && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
                Value::Number(number_in(word).filter(|_| shaped)?)
            }
        };
        self.at += length;
        Some(value)
    }

    /// `a.b`, `../a`, `this.a`, `@index`, `a.[b c]`.
    pub(super) fn path(&mut self, ends: &[char]) -> Result<Path, Fault> {
        let start = self.at;
        let data = self.take("@");
        let mut path = Path {
            written: String::new(),
            data,
            up: 0,
            scoped: false,
            parts: Vec::new(),
            span: Span::new(start, start),
        };
        loop {
            if self.take("..") {
                path.up += 1;
                path.scoped = true;
            } else if self.take(".") {
                path.scoped = true;
            } else if self.take("[") {
                let inside = self.until("]").ok_or_else(|| Fault::new(self.whole(start), "`[` is not closed."))?;
                path.parts.push(inside.to_owned());
            } else {
                let rest = self.rest();
                let length =
                    rest.find(|letter: char| !part_of_name(letter) || ends.contains(&letter)).unwrap_or(rest.len());
                let word = rest.get(..length).unwrap_or_default();
                if word.is_empty() {
                    let what = match self.peek() {
                        None => "This tag is not closed by `}}`.".to_owned(),
                        Some('`') => "Back-ticks stand around the whole comparison.".to_owned(),
                        Some(letter) => format!("`{letter}` stands where a name is wanted."),
                    };
                    return Err(Fault::new(self.whole(start), what));
                }

                self.at += length;
                let literal = word.bytes().all(|byte| byte.is_ascii_digit())
                    || matches!(word, "true" | "false" | "null" | "undefined");
                if literal && !path.parts.is_empty() && self.rest().starts_with(['}', '~', ')', ' ', '\n', '\t', '\r'])
                {
                    let what = format!("At the end of a path `{word}` needs brackets: `[{word}]`.");
                    return Err(Fault::new(self.whole(start), what));
                }
                if word == "this" && path.parts.is_empty() && !data {
                    path.scoped = true;
                } else {
                    path.parts.push(word.to_owned());
                }
            }
            let separated = self.rest().starts_with(['.', '/']) && !self.rest().starts_with("..");
            // A dot at the end is the context itself, as in `../.`.
            if !separated || !(self.take("/") || self.take(".")) {
                break;
            }
        }
        path.written = self.text.get(start..self.at).unwrap_or_default().to_owned();
        path.span = self.since(start);
        Ok(path)
    }
}

/// What may stand in a name (source: `ID` in Handlebars.js' lexer).
fn part_of_name(letter: char) -> bool {
    !letter.is_whitespace() && !"!\"#%&'()*+,./;<=>@[\\]^`{|}~".contains(letter)
}

impl Token {
    fn strip(&self) -> Strip {
        match self {
            Self::Text(_) => Strip::default(),
            Self::Comment(strip)
            | Self::Print { strip, .. }
            | Self::Open { strip, .. }
            | Self::Close { strip, .. }
            | Self::Else { strip, .. } => *strip,
        }
    }
}

/// Puts tokens into each other.
struct Builder {
    tokens: std::iter::Peekable<std::vec::IntoIter<Token>>,
    depth: usize,
}

/// Says what ends the block of an `else if`.
fn end_chain(inverse: &mut Program, close: Strip) {
    if let Some(Node::Block(chained)) = inverse.body.first_mut().filter(|_| inverse.chained) {
        chained.close = close;
    }
}

/// What comes after the first part of a block.
struct Rest {
    inverse: Program,
    between: Strip,
}

impl Builder {
    fn program(&mut self) -> Result<Program, Fault> {
        let mut program = Program::default();
        while let Some(token) = self.tokens.next_if(|token| !matches!(token, Token::Close { .. } | Token::Else { .. }))
        {
            program.body.push(match token {
                Token::Text(text) => Node::Text(Text {
                    value: text.clone(),
                    original: text,
                    left_stripped: false,
                    right_stripped: false,
                }),
                Token::Comment(strip) => Node::Comment(strip),
                Token::Print { call, raw, strip } => Node::Print { call, raw, strip },
                Token::Open { call, names, inverted, strip } => {
                    Node::Block(Box::new(self.block(call, names, inverted, strip)?))
                }
                // `next_if` let no other through.
                Token::Close { .. } | Token::Else { .. } => continue,
            });
        }
        Ok(program)
    }

    fn block(&mut self, call: Call, names: Vec<String>, inverted: bool, open: Strip) -> Result<Block, Fault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Fault::new(call.span, format!("Blocks stand in each other more than {DEEPEST} deep.")));
        }
        let written = match &call.name {
            Expression::Path(path) => path.written.clone(),
            _ => return Err(Fault::new(call.span, "A block begins with a name.")),
        };
        let mut program = Program { names, ..self.program()? };
        let mut rest = self.otherwise()?;
        let close = match self.tokens.next() {
            Some(Token::Close { name, .. }) if name.written != written => {
                let what =
                    format!("`{}` closes the block `{written}`; it is closed by `{{{{/{written}}}}}`.", name.written);
                return Err(Fault::new(name.span, what));
            }
            Some(Token::Close { strip, .. }) => strip,
            Some(Token::Else { span, .. }) => {
                return Err(Fault::new(span, "This else comes after the last else of its block."));
            }
            _ => {
                return Err(Fault::new(call.span, format!("This block is not closed by `{{{{/{written}}}}}`.")));
            }
        };
        self.depth -= 1;
        if let Some(Rest { inverse, .. }) = &mut rest {
            end_chain(inverse, close);
        }
        let (mut inverse, between) = rest.map_or((None, Strip::default()), |rest| (Some(rest.inverse), rest.between));
        let mut first = Some(std::mem::take(&mut program));
        if inverted {
            std::mem::swap(&mut first, &mut inverse);
        }
        Ok(Block { call, program: first, inverse, open, between, close })
    }

    /// `else …`, if it comes next.
    fn otherwise(&mut self) -> Result<Option<Rest>, Fault> {
        let Some(Token::Else { chain, strip, span }) = self.tokens.next_if(|token| matches!(token, Token::Else { .. }))
        else {
            return Ok(None);
        };
        let Some((call, names)) = chain else {
            return Ok(Some(Rest { inverse: self.program()?, between: strip }));
        };
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Fault::new(span, format!("Blocks stand in each other more than {DEEPEST} deep.")));
        }
        let program = Program { names, ..self.program()? };
        let mut rest = self.otherwise()?;
        self.depth -= 1;
        if let Some(Rest { inverse, between }) = &mut rest {
            end_chain(inverse, *between);
        }
        let (inverse, between) = rest.map_or((None, Strip::default()), |rest| (Some(rest.inverse), rest.between));
        // Its own end is that of the block around it, set there; until then, what follows ends it.
        let block = Block { call, program: Some(program), inverse, open: strip, between, close: between };
        let inverse = Program { body: vec![Node::Block(Box::new(block))], chained: true, names: Vec::new() };
        Ok(Some(Rest { inverse, between: strip }))
    }
}
