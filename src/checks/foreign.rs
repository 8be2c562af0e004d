//! What people write who know JavaScript, Python or another language, where Jsonnet has something else: found in a template
//! that does not parse, by the tokens around the place where the reading ended.

use crate::{
    checks::Facts,
    diagnostic::{Edit, Span, applied},
    engine::{
        self,
        failure::{FailureKind, Fault},
        syntax::{
            lexer::TokenKind,
            tokens::{Token, is_name, tokens},
            write::{got, quoted},
        },
    },
};

/// Something of another language, and what Jsonnet has instead.
#[derive(Debug, Clone)]
pub struct Foreign {
    /// Where it stands.
    pub span: Span,
    /// What it is, in one sentence.
    pub what: String,
    /// What to write.
    pub remedy: String,
    /// Edits that write it, where that can be done.
    pub fix: Vec<Edit>,
}

/// A template that does not parse, around the place where the reading ended.
struct Code<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    /// The token at that place, or the first one behind it.
    at: usize,
    /// The place.
    offset: usize,
}

/// Finds it. A fix is offered only when the text can be read farther with it.
pub fn recognise(facts: Facts) -> Option<Foreign> {
    let failure = facts.failure()?;
    let span = facts.failed_at()?;
    let text = facts.draft.template.as_str();
    let tokens = tokens(text);
    let at = tokens.iter().position(|token| token.span.end > span.start).unwrap_or(tokens.len() - 1);
    let code = Code { text, tokens, at, offset: span.start };
    let mut found = match &failure.kind {
        FailureKind::Syntax(Fault::Character(character)) => code.character(*character),
        FailureKind::Syntax(fault) => code.words().or_else(|| match fault {
            Fault::Operator(operator) => code.operator(operator),
            _ => code.operator(code.word(code.at)),
        }),
        FailureKind::UnknownVariable { name, .. } => code.unknown(name),
        _ => None,
    }?;
    if !reads_farther(text, &found.fix) {
        found.fix.clear();
    }
    Some(found)
}

/// Whether the edits are some, and what cannot be read after them begins nearer to the end than before.
pub fn reads_farther(text: &str, edits: &[Edit]) -> bool {
    let left = |text: &str| match engine::fault(text) {
        Some(fault) if matches!(fault.kind, FailureKind::Syntax(_)) => {
            fault.span.map_or(text.len(), |span| text.len().saturating_sub(span.start))
        }
        _ => 0,
    };
    let (now, then) = (left(text), left(&applied(text, edits)));
    !edits.is_empty() && (then == 0 || then < now)
}

fn foreign(span: Span, what: impl Into<String>, remedy: impl Into<String>, fix: Vec<Edit>) -> Option<Foreign> {
    Some(Foreign { span, what: what.into(), remedy: remedy.into(), fix })
}

impl Code<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    fn span(&self, at: usize) -> Span {
        self.tokens.get(at).map_or(Span::new(self.text.len(), self.text.len()), |token| token.span)
    }

    fn kind(&self, at: usize) -> TokenKind {
        self.tokens.get(at).map_or(TokenKind::EndOfFile, |token| token.kind)
    }

    /// The token before `at`.
    fn before(&self, at: usize) -> Option<usize> {
        at.checked_sub(1)
    }

    /// The opening bracket that the closing one at `at` belongs to.
    fn opening(&self, at: usize) -> Option<usize> {
        let mut depth = 0usize;
        for here in (0..=at).rev() {
            match self.kind(here) {
                TokenKind::ParenR | TokenKind::BracketR | TokenKind::BraceR => depth += 1,
                TokenKind::ParenL | TokenKind::BracketL | TokenKind::BraceL => {
                    depth = depth.checked_sub(1)?;
                    if depth == 0 {
                        return Some(here);
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// The closing bracket that the opening one at `at` belongs to.
    fn closing(&self, at: usize) -> Option<usize> {
        let mut depth = 0usize;
        for here in at..self.tokens.len() {
            match self.kind(here) {
                TokenKind::ParenL | TokenKind::BracketL | TokenKind::BraceL => depth += 1,
                TokenKind::ParenR | TokenKind::BracketR | TokenKind::BraceR => {
                    depth = depth.checked_sub(1)?;
                    if depth == 0 {
                        return Some(here);
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// The bracket that is open at `at`.
    fn around(&self, at: usize) -> Option<usize> {
        let mut here = at;
        loop {
            here = self.before(here)?;
            match self.kind(here) {
                TokenKind::ParenR | TokenKind::BracketR | TokenKind::BraceR => here = self.opening(here)?,
                TokenKind::ParenL | TokenKind::BracketL | TokenKind::BraceL => return Some(here),
                _ => {}
            }
        }
    }

    /// Where the expression begins that ends before the token `at`.
    fn expression_before(&self, at: usize) -> Option<usize> {
        let mut start = None;
        let mut here = at;
        while let Some(before) = self.before(here) {
            here = before;
            match self.kind(here) {
                TokenKind::ParenR | TokenKind::BracketR | TokenKind::BraceR => here = self.opening(here)?,
                TokenKind::ParenL
                | TokenKind::BracketL
                | TokenKind::BraceL
                | TokenKind::Comma
                | TokenKind::Semicolon => break,
                TokenKind::Then
                | TokenKind::Else
                | TokenKind::If
                | TokenKind::In
                | TokenKind::Error
                | TokenKind::Local
                | TokenKind::Assert => break,
                TokenKind::Operator if matches!(self.word(here), ":" | "::" | ":::" | "=" | "=>" | "+:") => break,
                // The head of a function is no part of its body.
                TokenKind::Function => {
                    let open = here + 1;
                    let close = self.closing(open).filter(|_| self.kind(open) == TokenKind::ParenL)?;
                    return Some(close + 1).filter(|start| *start < at);
                }
                _ => {}
            }
            start = Some(here);
        }
        start
    }

    /// The first token behind the expression that begins at `at`.
    fn behind_expression(&self, at: usize) -> usize {
        let mut here = at;
        while here < self.tokens.len() {
            match self.kind(here) {
                TokenKind::ParenL | TokenKind::BracketL | TokenKind::BraceL => match self.closing(here) {
                    Some(close) => here = close,
                    None => return self.tokens.len() - 1,
                },
                TokenKind::ParenR
                | TokenKind::BracketR
                | TokenKind::BraceR
                | TokenKind::Comma
                | TokenKind::Semicolon
                | TokenKind::EndOfFile => break,
                TokenKind::Then | TokenKind::Else => break,
                _ => {}
            }
            here += 1;
        }
        here
    }

    /// From the first to before the second token, without the blanks behind it.
    fn between(&self, from: usize, to: usize) -> Span {
        let end = to.checked_sub(1).map_or(self.span(from).start, |last| self.span(last).end);
        Span::new(self.span(from).start, end.max(self.span(from).start))
    }

    fn character(&self, character: char) -> Option<Foreign> {
        let rest = self.text.get(self.offset..)?;
        match character {
            '?' if rest.starts_with("??") || rest.starts_with("?.") => self.optional(rest),
            '?' => self.ternary(),
            '`' => self.template_literal(rest),
            '“' | '”' | '„' | '‘' | '’' | '«' | '»' => self.typographic(rest),
            '\u{a0}' | '\u{2007}' | '\u{202f}' | '\u{200b}' | '\u{feff}' => {
                let span = Span::new(self.offset, self.offset + character.len_utf8());
                let what = "A blank stands here that is none to Jsonnet.";
                foreign(
                    span,
                    what,
                    "Write a plain blank; text from web pages often brings such.",
                    vec![Edit::template(span, " ")],
                )
            }
            _ => None,
        }
    }

    /// `a?.b`, `a.b ?? "c"`
    fn optional(&self, rest: &str) -> Option<Foreign> {
        let span = Span::new(self.offset, self.offset + 2);
        let (what, remedy) = if rest.starts_with("??") {
            ("Jsonnet has no `??`.", "Write `std.get(object, \"field\", default)`.")
        } else {
            ("Jsonnet has no `?.`.", "Write `std.get(object, \"field\", {})`, and go on from there.")
        };
        let fix = self.optional_chain().map(|edit| vec![edit]).unwrap_or_default();
        let remedy = fix.first().map_or(remedy.to_owned(), |edit| format!("Write `{}`.", edit.text));
        foreign(span, what, remedy, fix)
    }

    fn optional_chain(&self) -> Option<Edit> {
        // The chain begins at a name, or at whatever stands in parentheses.
        let last = self.tokens.iter().rposition(|token| token.span.end <= self.offset)?;
        let mut first = last;
        loop {
            match self.kind(first) {
                TokenKind::ParenR => {
                    first = self.opening(first)?;
                    // The function that is called.
                    while let Some(before) = self.before(first) {
                        if !matches!(self.kind(before), TokenKind::Identifier | TokenKind::Dot) {
                            break;
                        }
                        first = before;
                    }
                    break;
                }
                TokenKind::Identifier => match self.before(first) {
                    Some(dot) if self.kind(dot) == TokenKind::Dot => first = self.before(dot)?,
                    _ => break,
                },
                _ => return None,
            }
        }
        // What a call gives is where it begins; else the name.
        let mut at = match self.kind(last) {
            TokenKind::ParenR => last + 1,
            _ => first + 1,
        };
        let base = self.between(first, at).of(self.text).to_owned();
        let mut steps: Vec<(&str, bool)> = Vec::new();
        while self.kind(at) == TokenKind::Dot && self.kind(at + 1) == TokenKind::Identifier {
            let gap = Span::new(self.span(at - 1).end, self.span(at).start).of(self.text);
            steps.push((self.word(at + 1), gap.contains('?')));
            at += 2;
        }
        let gap = Span::new(self.span(at - 1).end, self.span(at).start).of(self.text);
        if self.kind(at) == TokenKind::ParenL || (self.kind(at) == TokenKind::BracketL && gap.trim().is_empty()) {
            return None;
        }
        let (default, end) = match gap.trim() {
            "??" => {
                let behind = self.behind_expression(at);
                let default = self.between(at, behind);
                (Some(default.of(self.text)), default.end)
            }
            "" => (None, self.span(at - 1).end),
            _ => return None,
        };
        let whole = Span::new(self.span(first).start, end);
        if steps.is_empty() {
            let default = default?;
            return Some(Edit::template(whole, format!("(if {base} == null then {default} else {base})")));
        }
        // A field is guarded when something asks whether it is there, and so is whatever follows.
        let asked = |at: usize| {
            steps.get(at).is_some_and(|step| step.1)
                || steps.get(at + 1).is_some_and(|next| next.1)
                || (at + 1 == steps.len() && default.is_some())
        };
        let guarded = (0..steps.len()).find(|at| asked(*at))?;
        let plain: String = steps[..guarded].iter().map(|step| format!(".{}", step.0)).collect();
        let names: Vec<&str> = steps[guarded..].iter().map(|step| step.0).collect();
        Some(Edit::template(whole, got(&format!("{base}{plain}"), &names, default.unwrap_or("\"\""))))
    }

    /// `a ? b : c`
    fn ternary(&self) -> Option<Foreign> {
        let span = Span::new(self.offset, self.offset + 1);
        let mut fix = Vec::new();
        if let Some(start) = self.expression_before(self.at)
            && let Some(colon) = self.colon_of_ternary()
        {
            let condition = self.span(start).start;
            let no_blank = |at: usize| !self.text[..at].ends_with([' ', '\n', '\t']);
            let then = if no_blank(self.offset) { " then" } else { "then" };
            let then = if self.text[span.end..].starts_with([' ', '\n', '\t']) { then } else { &format!("{then} ") };
            let colon = self.span(colon);
            let otherwise = if no_blank(colon.start) { " else" } else { "else" };
            let otherwise = if self.text[colon.end..].starts_with([' ', '\n', '\t']) {
                otherwise
            } else {
                &format!("{otherwise} ")
            };
            fix = vec![
                Edit::template(Span::new(condition, condition), "if "),
                Edit::template(span, then),
                Edit::template(colon, otherwise),
            ];
        }
        foreign(span, "Jsonnet has no `a ? b : c`.", "Write `if a then b else c`.", fix)
    }

    fn colon_of_ternary(&self) -> Option<usize> {
        let mut open = 1usize;
        let mut here = self.at;
        while here < self.tokens.len() {
            let gap_start = self.before(here).map_or(0, |before| self.span(before).end).max(self.offset + 1);
            let gap = self.text.get(gap_start..self.span(here).start).unwrap_or_default();
            open += gap.matches('?').count();
            match self.kind(here) {
                TokenKind::ParenL | TokenKind::BracketL | TokenKind::BraceL => here = self.closing(here)?,
                TokenKind::ParenR
                | TokenKind::BracketR
                | TokenKind::BraceR
                | TokenKind::Comma
                | TokenKind::Semicolon => return None,
                TokenKind::Operator if self.word(here) == ":" => {
                    open -= 1;
                    if open == 0 {
                        return Some(here);
                    }
                }
                _ => {}
            }
            here += 1;
        }
        None
    }

    /// `` `Hello ${name}` ``
    fn template_literal(&self, rest: &str) -> Option<Foreign> {
        let inner = rest.get(1..)?;
        let end = inner.find('`');
        let span = Span::new(self.offset, self.offset + 1);
        let fix = end.and_then(|end| {
            let whole = Span::new(self.offset, self.offset + 1 + end + 1);
            Some(vec![Edit::template(whole, joined(inner.get(..end)?, "${")?)])
        });
        let what = "Jsonnet has no text in back-ticks.";
        let remedy = "Put it in quotes, and join it with `+`; for several lines there is `|||`.";
        foreign(span, what, remedy, fix.unwrap_or_default())
    }

    /// `“Hello”`
    fn typographic(&self, rest: &str) -> Option<Foreign> {
        const QUOTES: [char; 7] = ['“', '”', '„', '‘', '’', '«', '»'];
        let first = rest.chars().next()?;
        let line = rest.lines().next()?;
        let end = line.char_indices().skip(1).find(|(_, c)| QUOTES.contains(c));
        let span = Span::new(self.offset, self.offset + first.len_utf8());
        let plain = if matches!(first, '‘' | '’') { "'" } else { "\"" };
        let fix = end.map(|(at, last)| {
            let start = self.offset + at;
            vec![Edit::template(span, plain), Edit::template(Span::new(start, start + last.len_utf8()), plain)]
        });
        let what = "A text begins here with a typographic quote.";
        foreign(span, what, "Write plain quotes; word processors and web pages turn them.", fix.unwrap_or_default())
    }

    /// Operators of other languages.
    fn operator(&self, operator: &str) -> Option<Foreign> {
        let span = self.span(self.at);
        let instead = |text: &str| vec![Edit::template(span, text)];
        let of = |remedy: &str, fix| foreign(span, format!("Jsonnet has no `{operator}`."), remedy, fix);
        let before = self.before(self.at)?;
        let in_field =
            matches!(self.kind(before), TokenKind::Identifier | TokenKind::StringDouble | TokenKind::StringSingle)
                && self.before(before).is_some_and(|at| matches!(self.kind(at), TokenKind::BraceL | TokenKind::Comma));
        let in_object = self.around(self.at).is_some_and(|open| self.kind(open) == TokenKind::BraceL);
        match operator {
            "===" => of("Write `==`, which compares types as well.", instead("==")),
            "!==" | "<>" => of("Write `!=`.", instead("!=")),
            "=>" | "=" | ":=" if in_field && in_object => {
                let what = format!("A field and its value are separated by a colon, not by `{operator}`.");
                let tight = self.text[..span.start].ends_with(' ');
                let colon = if tight { Span::new(self.span(before).end, span.end) } else { span };
                foreign(span, what, "Write `name: value`.", vec![Edit::template(colon, ":")])
            }
            "=>" | "->" => {
                let (first, parameters) = match self.kind(before) {
                    TokenKind::ParenR => {
                        let open = self.opening(before)?;
                        (open, self.between(open, self.at).of(self.text).to_owned())
                    }
                    _ => (before, format!("({})", self.word(before))),
                };
                let head = Span::new(self.span(first).start, span.end);
                let fix = vec![Edit::template(head, format!("function{parameters}"))];
                of("Write `function(x) …`; its value is the expression behind it.", fix)
            }
            "=" => {
                let what = "`=` compares nothing in Jsonnet.";
                foreign(span, what, "Write `==` to compare; `local name = …;` to bind a name.", instead("=="))
            }
            ":=" => of("Write `local name = …;`.", instead("=")),
            "&&=" | "||=" | "+=" | "-=" | "*=" | "/=" | "??=" => {
                of("Nothing is assigned in Jsonnet: bind another name with `local name = …;`.", Vec::new())
            }
            "**" => of("Write `std.pow(a, b)`.", Vec::new()),
            ":" if self.kind(before) == TokenKind::Else => foreign(
                span,
                "Behind `else` stands no colon.",
                "Write `if a then b else c`.",
                vec![Edit::template(span, "")],
            ),
            "++" | "--" => {
                of("Nothing is counted up in Jsonnet: use `std.range`, `std.foldl` or a comprehension.", Vec::new())
            }
            _ => None,
        }
    }

    /// Words of other languages at the place, or right before it.
    fn words(&self) -> Option<Foreign> {
        let here = self.span(self.at);
        let before = self.before(self.at);
        let word = self.word(self.at);
        let last = before.map_or("", |at| self.word(at));
        if word == ";" {
            return self.semicolon();
        }
        if word == "," && self.kind(self.at + 1) == TokenKind::EndOfFile && self.around(self.at).is_none() {
            return foreign(here, "Nothing follows this comma.", "Leave it out.", vec![Edit::template(here, "")]);
        }
        if let (Some(at), "let" | "const" | "var", TokenKind::Identifier) = (before, last, self.kind(self.at)) {
            if let Some(found) = self.around(at).and_then(|open| self.return_in(open)) {
                return self.block(found);
            }
            let what = format!("Jsonnet has no `{last}`.");
            return foreign(
                self.span(at),
                what,
                "Write `local name = …;`.",
                vec![Edit::template(self.span(at), "local")],
            );
        }
        if last == "function" && self.kind(self.at) == TokenKind::Identifier {
            let what = "A function has no name of its own in Jsonnet.";
            return foreign(here, what, format!("Write `local {word}(…) = …;`."), Vec::new());
        }
        if last == "return" {
            return self.block(before?);
        }
        if word == "return" {
            return self.block(self.at);
        }
        if let (Some(at), "export") = (before, last) {
            let next = if word == "default" { self.at + 1 } else { self.at };
            let export = Span::new(self.span(at).start, self.span(next).start);
            let what = "Nothing is exported in Jsonnet: the template is one expression.";
            return foreign(self.span(at), what, "Leave it out.", vec![Edit::template(export, "")]);
        }
        let in_object = self.around(self.at).is_some_and(|open| self.kind(open) == TokenKind::BraceL);
        if in_object && matches!(word, "if" | "for" | "error" | "function") && matches!(last, "{" | "," | ";" | "}") {
            let what = format!("A field has a name, and `{word}` is none.");
            let remedy = "Where braces are, fields are. A choice is an expression: `if a then { … } else { … }`.";
            return foreign(here, what, remedy, Vec::new());
        }
        if let (Some(at), "throw") = (before, last) {
            let remedy = "Write `error \"…\"`; one that begins with `cancel` lets the flow go on.";
            return foreign(
                self.span(at),
                "Jsonnet has no `throw`.",
                remedy,
                vec![Edit::template(self.span(at), "error")],
            );
        }
        // `(a, b) => …` is refused at its first comma.
        if let Some(open) = self.around(self.at).filter(|open| word == "," && self.kind(*open) == TokenKind::ParenL)
            && let Some(close) = self.closing(open).filter(|close| self.word(close + 1) == "=>")
        {
            let head = self.between(open, close + 2);
            let parameters = self.between(open, close + 1).of(self.text);
            let fix = vec![Edit::template(head, format!("function{parameters}"))];
            return foreign(
                head,
                "Jsonnet has no `=>`.",
                "Write `function(x) …`; its value is the expression behind it.",
                fix,
            );
        }
        let instead = |with: &str| {
            let (what, remedy) = (format!("Jsonnet has no `{word}`."), format!("Write `{with}`."));
            foreign(here, what, remedy, vec![Edit::template(here, with)])
        };
        let is_not = self.word(self.at + 1) == "not";
        match word {
            "and" => return instead("&&"),
            "or" => return instead("||"),
            "is" if is_not => {
                let both = Span::new(here.start, self.span(self.at + 1).end);
                return foreign(both, "Jsonnet has no `is not`.", "Write `!=`.", vec![Edit::template(both, "!=")]);
            }
            "is" => return instead("=="),
            "elif" | "elseif" | "elsif" => return instead("else if"),
            "instanceof" | "typeof" => {
                return foreign(
                    here,
                    format!("Jsonnet has no `{word}`."),
                    "Write `std.type(value) == \"string\"`.",
                    Vec::new(),
                );
            }
            _ => {}
        }
        if let (Some(at), "not") = (before, last) {
            let span = self.span(at);
            let what = "Jsonnet has no `not`.";
            let mut end = self.at;
            while !matches!(self.word(end), "and" | "or" | "&&" | "||" | "") && end < self.behind_expression(self.at) {
                end += 1;
            }
            let operand = self.between(self.at, end);
            let simple = operand.of(self.text).chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'));
            let text = match simple {
                true => format!("!{}", operand.of(self.text)),
                false => format!("!({})", operand.of(self.text)),
            };
            let fix = vec![Edit::template(Span::new(span.start, operand.end), text)];
            return foreign(span, what, "Write `!`, and parentheses around what it is about.", fix);
        }
        if let (Some(at), TokenKind::StringDouble | TokenKind::StringSingle) = (before, self.kind(self.at)) {
            if last == "f" && self.span(at).end == here.start {
                let inner = here.of(self.text).trim_matches(['"', '\'']);
                let whole = Span::new(self.span(at).start, here.end);
                let fix = joined(inner, "{").map(|text| vec![Edit::template(whole, text)]).unwrap_or_default();
                return foreign(
                    whole,
                    "Jsonnet puts no values into a text by itself.",
                    "Join it with `+`, or write `\"%s\" % value`.",
                    fix,
                );
            }
            if last == "." {
                let dot = self.span(at);
                return foreign(dot, "A point does not join texts.", "Write `+`.", vec![Edit::template(dot, "+")]);
            }
        }
        if let Some(at) = before.filter(|_| word == ":" && matches!(last, "else")) {
            let colon = Span::new(self.span(at).end, here.end);
            return foreign(
                here,
                "Behind `else` stands no colon.",
                "Write `if a then b else c`.",
                vec![Edit::template(colon, "")],
            );
        }
        self.without_then()
    }

    /// `if (a) { … }`, `if a: …`
    fn without_then(&self) -> Option<Foreign> {
        let mut here = self.at;
        let start = loop {
            here = self.before(here)?;
            match self.kind(here) {
                TokenKind::ParenR | TokenKind::BracketR | TokenKind::BraceR => here = self.opening(here)?,
                TokenKind::ParenL
                | TokenKind::BracketL
                | TokenKind::BraceL
                | TokenKind::Comma
                | TokenKind::Semicolon => return None,
                TokenKind::Then | TokenKind::Else => return None,
                TokenKind::If => break here,
                _ => {}
            }
        };
        let fix = if self.word(self.at) == ":" {
            vec![Edit::template(Span::new(self.span(self.at - 1).end, self.span(self.at).end), " then")]
        } else {
            let open = start + 1;
            let close = self.closing(open).filter(|close| self.kind(open) == TokenKind::ParenL && *close < self.at)?;
            let end = self.span(close).end;
            vec![Edit::template(Span::new(end, end), " then")]
        };
        foreign(self.span(start), "This `if` has no `then`.", "Write `if a then b else c`.", fix)
    }

    /// `;` where nothing ends.
    fn semicolon(&self) -> Option<Foreign> {
        let open = self.around(self.at);
        if let Some(found) = open.and_then(|open| self.return_in(open)) {
            return self.block(found);
        }
        if open.is_some() || self.kind(self.at + 1) != TokenKind::EndOfFile {
            return None;
        }
        let span = self.span(self.at);
        foreign(
            span,
            "Nothing ends with a semicolon here.",
            "Leave it out: it ends `local` and `assert` only.",
            vec![Edit::template(span, "")],
        )
    }

    /// The `return` right within the brace at `open`.
    fn return_in(&self, open: usize) -> Option<usize> {
        let close = self.closing(open).filter(|_| self.kind(open) == TokenKind::BraceL)?;
        (open..close).find(|at| self.word(*at) == "return" && self.around(*at) == Some(open))
    }

    /// `{ const a = 1; return b; }`: a body of statements, whose `return` is the token at `at`.
    fn block(&self, at: usize) -> Option<Foreign> {
        let span = self.span(at);
        let what = "Jsonnet has no `return`.";
        let remedy = "A function's value is the expression behind its head: `function(ctx) local a = …; { … }`.";
        let alone = |at: usize| Edit::template(Span::new(self.span(at).start, self.span(at + 1).start), "");
        let Some(open) = self.around(at).filter(|open| self.kind(*open) == TokenKind::BraceL) else {
            return foreign(span, what, remedy, vec![alone(at)]);
        };
        let Some(close) = self.closing(open) else { return foreign(span, what, remedy, Vec::new()) };
        let mut fix = vec![Edit::template(Span::new(self.span(open).start, self.span(open + 1).start), "")];
        let mut here = open + 1;
        while here < at {
            match self.word(here) {
                "let" | "const" | "var" => fix.push(Edit::template(self.span(here), "local")),
                "local" => {}
                _ => return foreign(span, what, remedy, Vec::new()),
            }
            let end = self.behind_expression(here);
            if self.word(end) != ";" {
                return foreign(span, what, remedy, Vec::new());
            }
            here = end + 1;
        }
        fix.push(alone(at));
        let end = self.behind_expression(at + 1);
        let last = if self.word(end) == ";" { end + 1 } else { end };
        if last != close {
            return foreign(span, what, remedy, Vec::new());
        }
        fix.push(Edit::template(Span::new(self.span(end - 1).end, self.span(close).end), ""));
        foreign(span, what, remedy, fix)
    }

    /// Names that other languages define.
    fn unknown(&self, name: &str) -> Option<Foreign> {
        let span = self.span(self.at);
        if self.word(self.at) != name {
            return None;
        }
        let named =
            |what: &str, remedy: &str, with: &str| foreign(span, what, remedy, vec![Edit::template(span, with)]);
        let called = |with: &str| {
            let call = self.kind(self.at + 1) == TokenKind::ParenL;
            let fix = if call { vec![Edit::template(span, with)] } else { Vec::new() };
            foreign(span, format!("Jsonnet has no `{name}`."), format!("Write `{with}(…)`."), fix)
        };
        match name {
            "True" | "TRUE" => named("Truth is written in small letters.", "Write `true`.", "true"),
            "False" | "FALSE" => named("Falsehood is written in small letters.", "Write `false`.", "false"),
            "None" | "nil" | "NULL" | "Null" | "undefined" => {
                let what = format!("Jsonnet has no `{name}`.");
                let remedy = "Write `null`. A field that is absent is not null: ask `\"field\" in object`.";
                foreign(span, what, remedy, vec![Edit::template(span, "null")])
            }
            "this" => named("Jsonnet has no `this`.", "Write `self`.", "self"),
            "return" => self.block(self.at),
            "not" => self.words(),
            "String" | "str" => called("std.toString"),
            "len" | "strlen" | "count" => called("std.length"),
            "parseInt" | "int" | "Number" => called("std.parseInt"),
            "parseFloat" | "float" => called("std.parseJson"),
            "JSON" | "Object" | "Math" | "Array" => self.object_of_javascript(name),
            "typeof" => foreign(span, "Jsonnet has no `typeof`.", "Write `std.type(value)`.", Vec::new()),
            "console" | "print" => foreign(
                span,
                format!("Jsonnet has no `{name}`."),
                "`std.trace(text, value)` exists, but Ory shows it nowhere.",
                Vec::new(),
            ),
            "Date" | "now" => {
                let remedy = "There is no clock in Jsonnet: `ctx.flow.issued_at` is the time the flow began.";
                foreign(span, format!("Jsonnet has no `{name}`."), remedy, Vec::new())
            }
            _ => None,
        }
    }

    /// `JSON.stringify`, `Object.keys`, `Math.floor`
    fn object_of_javascript(&self, name: &str) -> Option<Foreign> {
        let function = self.word(self.at + 2);
        let with = match (name, function) {
            ("JSON", "stringify") => "std.manifestJsonMinified",
            ("JSON", "parse") => "std.parseJson",
            ("Object", "keys") => "std.objectFields",
            ("Object", "values") => "std.objectValues",
            ("Math", "floor") => "std.floor",
            ("Math", "ceil") => "std.ceil",
            ("Math", "round") => "std.round",
            ("Math", "abs") => "std.abs",
            ("Math", "max") => "std.max",
            ("Math", "min") => "std.min",
            ("Array", "isArray") => "std.isArray",
            _ => "",
        };
        let span = Span::new(self.span(self.at).start, self.span(self.at + 2).end);
        let what = format!("Jsonnet has no `{name}`.");
        match with {
            "" => foreign(self.span(self.at), what, "Look for it in `std`.", Vec::new()),
            with => foreign(span, what, format!("Write `{with}(…)`."), vec![Edit::template(span, with)]),
        }
    }
}

/// A text with values in it, as pieces joined with `+`; `open` is what opens a value, `}` closes it.
pub fn joined(inner: &str, open: &str) -> Option<String> {
    let mut pieces = Vec::new();
    let mut rest = inner;
    while let Some(at) = rest.find(open) {
        let (text, value) = (&rest[..at], &rest[at + open.len()..]);
        let mut depth = 0usize;
        let end = value.char_indices().find_map(|(at, c)| match c {
            '{' => {
                depth += 1;
                None
            }
            '}' if depth == 0 => Some(at),
            '}' => {
                depth -= 1;
                None
            }
            _ => None,
        })?;
        if !text.is_empty() || pieces.is_empty() {
            pieces.push(literal(text));
        }
        let inside = value[..end].trim();
        let simple = inside.split('.').all(is_name);
        pieces.push(if simple { inside.to_owned() } else { format!("({inside})") });
        rest = &value[end + 1..];
    }
    if !rest.is_empty() || pieces.is_empty() {
        pieces.push(literal(rest));
    }
    Some(pieces.join(" + "))
}

/// A piece of a text in double quotes; its escapes stay what they are.
fn literal(text: &str) -> String {
    let plain = text.replace("\\`", "`").replace("\\$", "$");
    if plain.contains('\\') {
        let escaped = plain.replace("\\'", "'").replace("\\\"", "\"").replace('"', "\\\"").replace('\n', "\\n");
        return format!("\"{}\"", escaped.replace('\r', ""));
    }
    quoted(&plain)
}
