//! Text to tokens, with go-jsonnet's rules and its words for what is not a token.

use super::StaticError;
use crate::{diagnostic::Span, engine::failure::Fault};

/// The kind of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are Jsonnet's own")]
pub enum TokenKind {
    BraceL,
    BraceR,
    BracketL,
    BracketR,
    Comma,
    Dollar,
    Dot,
    ParenL,
    ParenR,
    Semicolon,
    Identifier,
    Number,
    Operator,
    StringBlock,
    StringDouble,
    StringSingle,
    VerbatimDouble,
    VerbatimSingle,
    Assert,
    Else,
    Error,
    False,
    For,
    Function,
    If,
    Import,
    ImportStr,
    ImportBin,
    In,
    Local,
    Null,
    SelfWord,
    Super,
    TailStrict,
    Then,
    True,
    EndOfFile,
}

impl TokenKind {
    /// How go-jsonnet names it in a message.
    pub fn name(self) -> &'static str {
        match self {
            TokenKind::BraceL => "\"{\"",
            TokenKind::BraceR => "\"}\"",
            TokenKind::BracketL => "\"[\"",
            TokenKind::BracketR => "\"]\"",
            TokenKind::Comma => "\",\"",
            TokenKind::Dollar => "\"$\"",
            TokenKind::Dot => "\".\"",
            TokenKind::ParenL => "\"(\"",
            TokenKind::ParenR => "\")\"",
            TokenKind::Semicolon => "\";\"",
            TokenKind::Identifier => "IDENTIFIER",
            TokenKind::Number => "NUMBER",
            TokenKind::Operator => "OPERATOR",
            TokenKind::StringBlock => "STRING_BLOCK",
            TokenKind::StringDouble => "STRING_DOUBLE",
            TokenKind::StringSingle => "STRING_SINGLE",
            TokenKind::VerbatimDouble => "VERBATIM_STRING_DOUBLE",
            TokenKind::VerbatimSingle => "VERBATIM_STRING_SINGLE",
            TokenKind::Assert => "assert",
            TokenKind::Else => "else",
            TokenKind::Error => "error",
            TokenKind::False => "false",
            TokenKind::For => "for",
            TokenKind::Function => "function",
            TokenKind::If => "if",
            TokenKind::Import => "import",
            TokenKind::ImportStr => "importstr",
            TokenKind::ImportBin => "importbin",
            TokenKind::In => "in",
            TokenKind::Local => "local",
            TokenKind::Null => "null",
            TokenKind::SelfWord => "self",
            TokenKind::Super => "super",
            TokenKind::TailStrict => "tailstrict",
            TokenKind::Then => "then",
            TokenKind::True => "true",
            TokenKind::EndOfFile => "end of file",
        }
    }

    /// Whether it is one of the five string literals.
    pub fn is_string(self) -> bool {
        matches!(
            self,
            TokenKind::StringBlock
                | TokenKind::StringDouble
                | TokenKind::StringSingle
                | TokenKind::VerbatimDouble
                | TokenKind::VerbatimSingle
        )
    }

    /// What a word is: a keyword, or an identifier.
    pub fn of_word(word: &str) -> Self {
        match word {
            "assert" => TokenKind::Assert,
            "else" => TokenKind::Else,
            "error" => TokenKind::Error,
            "false" => TokenKind::False,
            "for" => TokenKind::For,
            "function" => TokenKind::Function,
            "if" => TokenKind::If,
            "import" => TokenKind::Import,
            "importstr" => TokenKind::ImportStr,
            "importbin" => TokenKind::ImportBin,
            "in" => TokenKind::In,
            "local" => TokenKind::Local,
            "null" => TokenKind::Null,
            "self" => TokenKind::SelfWord,
            "super" => TokenKind::Super,
            "tailstrict" => TokenKind::TailStrict,
            "then" => TokenKind::Then,
            "true" => TokenKind::True,
            _ => TokenKind::Identifier,
        }
    }
}

/// One token.
#[derive(Debug, Clone)]
pub struct Token {
    /// Its kind.
    pub kind: TokenKind,
    /// Its text: for strings without the quotes (escapes not yet read), for blocks and verbatim strings the content.
    pub data: String,
    /// Where it stands.
    pub span: Span,
}

impl Token {
    /// How go-jsonnet shows it in a message.
    pub fn shown(&self) -> String {
        if self.data.is_empty() {
            self.kind.name().to_owned()
        } else if matches!(self.kind, TokenKind::Identifier | TokenKind::Number | TokenKind::Operator)
            || self.kind.is_string()
        {
            format!("({}, \"{}\")", self.kind.name(), self.data)
        } else {
            format!("\"{}\"", self.data)
        }
    }
}

/// All tokens of `text`, ending with one for the end of the file.
pub fn lex(text: &str) -> Result<Vec<Token>, StaticError> {
    let mut lexer = Lexer { text, at: 0, start: 0, tokens: Vec::new() };
    while let Some(next) = lexer.skip_space() {
        lexer.start = lexer.at;
        match next {
            '{' => lexer.single(TokenKind::BraceL),
            '}' => lexer.single(TokenKind::BraceR),
            '[' => lexer.single(TokenKind::BracketL),
            ']' => lexer.single(TokenKind::BracketR),
            ',' => lexer.single(TokenKind::Comma),
            '.' => lexer.single(TokenKind::Dot),
            '(' => lexer.single(TokenKind::ParenL),
            ')' => lexer.single(TokenKind::ParenR),
            ';' => lexer.single(TokenKind::Semicolon),
            '0'..='9' => lexer.number()?,
            '"' => lexer.string('"', TokenKind::StringDouble)?,
            '\'' => lexer.string('\'', TokenKind::StringSingle)?,
            '@' => lexer.verbatim()?,
            'a'..='z' | 'A'..='Z' | '_' => lexer.word(),
            '#' => lexer.skip_line(),
            next if is_symbol(next) => lexer.symbol()?,
            next => {
                let words = format!("Could not lex the character {}", quoted_rune(next));
                return Err(lexer.error_here(words).of(Fault::Character(next)));
            }
        }
    }
    lexer.start = text.len();
    lexer.emit(TokenKind::EndOfFile, String::new());
    Ok(lexer.tokens)
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    start: usize,
    tokens: Vec<Token>,
}

impl Lexer<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn emit(&mut self, kind: TokenKind, data: String) {
        self.tokens.push(Token { kind, data, span: Span::new(self.start, self.at) });
    }

    fn emit_text(&mut self, kind: TokenKind) {
        let data = self.text[self.start..self.at].to_owned();
        self.emit(kind, data);
    }

    fn single(&mut self, kind: TokenKind) {
        self.at += 1;
        self.emit_text(kind);
    }

    fn error_at(&self, at: usize, words: impl Into<String>) -> StaticError {
        StaticError::new(words, Span::new(at, at))
    }

    fn error_here(&self, words: impl Into<String>) -> StaticError {
        self.error_at(self.at, words)
    }

    fn skip_space(&mut self) -> Option<char> {
        while let Some(next) = self.peek() {
            if !matches!(next, ' ' | '\t' | '\r' | '\n') {
                return Some(next);
            }
            self.at += 1;
        }
        None
    }

    fn skip_line(&mut self) {
        while self.peek().is_some_and(|next| next != '\n') {
            self.next();
        }
    }

    fn word(&mut self) {
        while self.peek().is_some_and(|next| next.is_ascii_alphanumeric() || next == '_') {
            self.at += 1;
        }
        self.emit_text(TokenKind::of_word(&self.text[self.start..self.at]));
    }

    fn digits(&mut self) {
        while self.peek().is_some_and(|next| next.is_ascii_digit()) {
            self.at += 1;
        }
    }

    fn number(&mut self) -> Result<(), StaticError> {
        // After a leading zero no further digit belongs to the number.
        if self.next() != Some('0') {
            self.digits();
        }
        if self.peek() == Some('.') {
            self.at += 1;
            self.need_digit("decimal point")?;
        }
        if matches!(self.peek(), Some('e' | 'E')) {
            self.at += 1;
            if matches!(self.peek(), Some('+' | '-')) {
                self.at += 1;
                self.need_digit("exponent sign")?;
            } else {
                self.need_digit("'E'")?;
            }
        }
        self.emit_text(TokenKind::Number);
        Ok(())
    }

    fn need_digit(&mut self, after: &str) -> Result<(), StaticError> {
        if !self.peek().is_some_and(|next| next.is_ascii_digit()) {
            let found = self.peek().map_or("'\\ufffd'".to_owned(), quoted_rune);
            return Err(self.error_here(format!("Couldn't lex number, junk after {after}: {found}")));
        }
        self.digits();
        Ok(())
    }

    fn string(&mut self, quote: char, kind: TokenKind) -> Result<(), StaticError> {
        self.at += 1;
        loop {
            match self.next() {
                None => return Err(self.error_at(self.start, "Unterminated String").of(Fault::Endless)),
                Some(next) if next == quote => {
                    let data = self.text[self.start + 1..self.at - 1].to_owned();
                    self.emit(kind, data);
                    return Ok(());
                }
                Some('\\') => {
                    self.next();
                }
                Some(_) => {}
            }
        }
    }

    fn verbatim(&mut self) -> Result<(), StaticError> {
        self.at += 1;
        let quote = self.next();
        let kind = match quote {
            Some('"') => TokenKind::VerbatimDouble,
            Some('\'') => TokenKind::VerbatimSingle,
            other => {
                // The character is shown as its number.
                let code = other.map_or(-1, |other| i64::from(u32::from(other)));
                return Err(self.error_at(self.start, format!("Couldn't lex verbatim string, junk after '@': {code}")));
            }
        };
        let mut data = String::new();
        loop {
            match self.next() {
                None => return Err(self.error_at(self.start, "Unterminated String").of(Fault::Endless)),
                next if next == quote => {
                    if self.peek() != quote {
                        self.emit(kind, data);
                        return Ok(());
                    }
                    self.next();
                    data.extend(quote);
                }
                Some(next) => data.push(next),
            }
        }
    }

    fn symbol(&mut self) -> Result<(), StaticError> {
        if self.rest().starts_with("//") {
            self.skip_line();
            return Ok(());
        }
        if self.rest().starts_with("/*") {
            return match self.text[self.at + 2..].find("*/") {
                Some(length) => {
                    self.at += 2 + length + 2;
                    Ok(())
                }
                None => Err(self.error_at(self.start, "Multi-line comment has no terminating */")),
            };
        }
        if self.rest().starts_with("|||") {
            return self.text_block();
        }
        self.at += 1;
        // A slash or two bars end an operator, wherever they stand but at its beginning (measured: `42*/1`, `a<||b`).
        let bytes = self.text.as_bytes();
        while let Some(&next) = bytes.get(self.at) {
            let two_bars = next == b'|' && bytes.get(self.at + 1) == Some(&b'|');
            if !is_symbol(char::from(next)) || next == b'/' || two_bars {
                break;
            }
            self.at += 1;
        }
        // An operator that ends with one of these is wound back to its first character, whatever stands between
        // (measured: `1 ==-1` is refused at the lone `=`).
        if self.text[..self.at].ends_with(['+', '-', '~', '!', '$']) {
            self.at = self.start + 1;
        }
        let kind = if &self.text[self.start..self.at] == "$" { TokenKind::Dollar } else { TokenKind::Operator };
        self.emit_text(kind);
        Ok(())
    }

    fn text_block(&mut self) -> Result<(), StaticError> {
        self.at += 3;
        let chomp = self.peek() == Some('-');
        if chomp {
            self.at += 1;
        }
        loop {
            match self.next() {
                Some(' ' | '\t' | '\r') => {}
                Some('\n') => break,
                _ => return Err(self.error_at(self.start, "Text block requires new line after |||.")),
            }
        }
        let mut content = String::new();
        self.blank_lines(&mut content);
        let indent_length = self.rest().len() - self.rest().trim_start_matches([' ', '\t']).len();
        if indent_length == 0 {
            return Err(self.error_at(self.start, "Text block's first line must start with whitespace"));
        }
        let indent = self.rest()[..indent_length].to_owned();
        // The first line's indent is skipped whole; each further line must begin with it.
        loop {
            self.at += indent.len();
            let Some(length) = self.rest().find('\n') else {
                return Err(self.error_at(self.start, "Unexpected EOF"));
            };
            content.push_str(&self.rest()[..=length]);
            self.at += length + 1;
            self.blank_lines(&mut content);
            if self.rest().starts_with(&indent) {
                continue;
            }
            while matches!(self.peek(), Some(' ' | '\t')) {
                self.at += 1;
            }
            if !self.rest().starts_with("|||") {
                return Err(self.error_at(self.start, "Text block not terminated with |||"));
            }
            self.at += 3;
            if chomp {
                content.pop();
            }
            self.emit(TokenKind::StringBlock, content);
            return Ok(());
        }
    }

    fn blank_lines(&mut self, content: &mut String) {
        while self.peek() == Some('\n') {
            self.at += 1;
            content.push('\n');
        }
    }
}

fn is_symbol(c: char) -> bool {
    matches!(c, '!' | '$' | ':' | '~' | '+' | '-' | '&' | '|' | '^' | '=' | '<' | '>' | '*' | '/' | '%')
}

/// A character as Go's `strconv.QuoteRuneToASCII` shows it.
fn quoted_rune(c: char) -> String {
    match c {
        '\u{7}' => "'\\a'".to_owned(),
        '\u{8}' => "'\\b'".to_owned(),
        '\u{c}' => "'\\f'".to_owned(),
        '\n' => "'\\n'".to_owned(),
        '\r' => "'\\r'".to_owned(),
        '\t' => "'\\t'".to_owned(),
        '\u{b}' => "'\\v'".to_owned(),
        '\\' => "'\\\\'".to_owned(),
        '\'' => "'\\''".to_owned(),
        ' '..='~' => format!("'{c}'"),
        c if u32::from(c) < 0x80 => format!("'\\x{:02x}'", u32::from(c)),
        c if u32::from(c) < 0x1_0000 => format!("'\\u{:04x}'", u32::from(c)),
        c => format!("'\\U{:08x}'", u32::from(c)),
    }
}
