//! A tree of a text that may be broken: what is missing is [`What::Missing`], what is too much is skipped, and every
//! range is of the text as it is.

use super::tokens::{Token, tokens};
use crate::{diagnostic::Span, engine::syntax::lexer::TokenKind};

/// How deep a tree may nest; what is deeper is left out.
const DEEPEST: usize = 200;

/// An expression.
#[derive(Debug, Clone)]
pub struct Expr {
    /// Its range; empty where it is missing.
    pub span: Span,
    /// What it is.
    pub what: What,
}

/// What an expression is.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "the names are Jsonnet's own")]
pub enum What {
    Missing,
    /// `null`, `true`, `false`, a number.
    Literal,
    Text,
    Name,
    SelfWord,
    Dollar,
    Super,
    Import,
    Array(Vec<Expr>),
    ArrayOf {
        body: Box<Expr>,
        specs: Vec<Spec>,
    },
    Object(Object),
    /// `target.name`; the name is none where it is not written yet.
    Field {
        target: Box<Expr>,
        dot: Span,
        name: Option<Span>,
    },
    /// `target[index]` and slices.
    Bracket {
        target: Box<Expr>,
        parts: Vec<Expr>,
    },
    Call(Call),
    /// `left { … }`
    Extend {
        left: Box<Expr>,
        right: Box<Expr>,
    },
    Binary {
        left: Box<Expr>,
        operator: Span,
        right: Box<Expr>,
    },
    Unary {
        operator: Span,
        operand: Box<Expr>,
    },
    Parens(Box<Expr>),
    If {
        condition: Box<Expr>,
        yes: Box<Expr>,
        no: Option<Box<Expr>>,
    },
    Error(Box<Expr>),
    Assert {
        condition: Box<Expr>,
        message: Option<Box<Expr>>,
        rest: Box<Expr>,
    },
    Local {
        binds: Vec<Bind>,
        body: Box<Expr>,
    },
    Function {
        parameters: Vec<Parameter>,
        body: Box<Expr>,
    },
}

/// A call.
#[derive(Debug, Clone)]
pub struct Call {
    /// What is called.
    pub target: Box<Expr>,
    /// From the opening parenthesis to the closing one, or as far as it goes.
    pub brackets: Span,
    /// Its arguments.
    pub arguments: Vec<Argument>,
    /// Where its commas stand.
    pub commas: Vec<usize>,
}

/// An argument.
#[derive(Debug, Clone)]
pub struct Argument {
    /// Its name, where one is written.
    pub name: Option<Span>,
    /// Its value.
    pub value: Expr,
}

/// `name = value`, `name(parameters) = value`.
#[derive(Debug, Clone)]
pub struct Bind {
    /// The name.
    pub name: Span,
    /// The parameters of a function.
    pub parameters: Option<Vec<Parameter>>,
    /// The value or body.
    pub value: Expr,
}

/// A parameter.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name.
    pub name: Span,
    /// Its default.
    pub default: Option<Expr>,
}

/// An object or an object comprehension.
#[derive(Debug, Clone)]
pub struct Object {
    /// What stands in it.
    pub members: Vec<Member>,
    /// The `for`s of a comprehension.
    pub specs: Vec<Spec>,
}

/// A member of an object.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "the names are Jsonnet's own")]
pub enum Member {
    Local(Bind),
    Assert { condition: Expr, message: Option<Expr> },
    Field(Field),
}

/// A field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// The parameters of a method.
    pub parameters: Option<Vec<Parameter>>,
    /// The colons and what belongs to them; none where they are not written yet.
    pub colons: Option<Span>,
    /// Its value; missing where there are no colons.
    pub value: Expr,
}

/// The name of a field.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Name {
    Word(Span),
    Text(Span),
    Computed(Expr),
}

/// `for variable in array if condition …`.
#[derive(Debug, Clone)]
pub struct Spec {
    /// Its variable; none where it is not written yet.
    pub variable: Option<Span>,
    /// What it goes through.
    pub array: Expr,
    /// Its conditions.
    pub conditions: Vec<Expr>,
}

/// Reads a text as far as it goes.
pub fn read(text: &str) -> Expr {
    let mut parser = Parser { text, tokens: tokens(text), at: 0, depth: 0 };
    let mut root = parser.expression();
    // What follows is too much; the tree that holds more of the text is the one that was meant.
    while parser.peek().kind != TokenKind::EndOfFile {
        let before = parser.at;
        let next = parser.expression();
        if parser.at == before {
            parser.at += 1;
        } else if matches!(root.what, What::Missing) {
            root = next;
        } else {
            let span = Span::new(root.span.start, next.span.end);
            let operator = Span::new(root.span.end, root.span.end);
            root = Expr { span, what: What::Binary { left: Box::new(root), operator, right: Box::new(next) } };
        }
    }
    root
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

fn level_of(operator: &str) -> Option<u8> {
    Some(match operator {
        "*" | "/" | "%" => 5,
        "+" | "-" => 6,
        "<<" | ">>" => 7,
        "<" | "<=" | ">" | ">=" | "in" => 8,
        "==" | "!=" => 9,
        "&" => 10,
        "^" => 11,
        "|" => 12,
        "&&" => 13,
        "||" => 14,
        _ => return None,
    })
}

impl Parser<'_> {
    fn peek(&self) -> Token {
        self.tokens[self.at.min(self.tokens.len() - 1)]
    }

    fn after(&self, steps: usize) -> Token {
        self.tokens[(self.at + steps).min(self.tokens.len() - 1)]
    }

    fn pop(&mut self) -> Token {
        let token = self.peek();
        if token.kind != TokenKind::EndOfFile {
            self.at += 1;
        }
        token
    }

    fn take(&mut self, kind: TokenKind) -> Option<Span> {
        (self.peek().kind == kind).then(|| self.pop().span)
    }

    fn data(&self, token: Token) -> &str {
        token.span.of(self.text)
    }

    fn operator(&self) -> Option<&str> {
        let next = self.peek();
        (next.kind == TokenKind::Operator).then(|| self.data(next))
    }

    fn take_operator(&mut self, data: &str) -> Option<Span> {
        (self.operator() == Some(data)).then(|| self.pop().span)
    }

    /// The end of what was read last.
    fn end(&self) -> usize {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(0, |token| token.span.end)
    }

    fn missing(&self) -> Expr {
        let at = self.end();
        Expr { span: Span::new(at, at), what: What::Missing }
    }

    fn since(&self, start: usize, what: What) -> Expr {
        Expr { span: Span::new(start, self.end().max(start)), what }
    }

    fn expression(&mut self) -> Expr {
        self.level(16)
    }

    fn boxed(&mut self) -> Box<Expr> {
        Box::new(self.expression())
    }

    fn level(&mut self, level: u8) -> Expr {
        if self.depth >= DEEPEST {
            let start = self.peek().span.start;
            self.skip();
            return self.since(start, What::Missing);
        }
        self.depth += 1;
        let read = self.level_inner(level);
        self.depth -= 1;
        read
    }

    /// Skips a token, or everything between a pair of brackets.
    fn skip(&mut self) {
        let mut open = 0usize;
        loop {
            match self.pop().kind {
                TokenKind::BraceL | TokenKind::BracketL | TokenKind::ParenL => open += 1,
                TokenKind::BraceR | TokenKind::BracketR | TokenKind::ParenR => open = open.saturating_sub(1),
                TokenKind::EndOfFile => return,
                _ => {}
            }
            if open == 0 {
                return;
            }
        }
    }

    fn level_inner(&mut self, level: u8) -> Expr {
        let start = self.peek().span.start;
        let mut left = match self.peek().kind {
            TokenKind::Assert => return self.assert(),
            TokenKind::Error => {
                self.pop();
                let message = self.boxed();
                return self.since(start, What::Error(message));
            }
            TokenKind::If => return self.conditional(),
            TokenKind::Function => return self.function(),
            TokenKind::Import | TokenKind::ImportStr | TokenKind::ImportBin => {
                self.pop();
                self.expression();
                return self.since(start, What::Import);
            }
            TokenKind::Local => return self.local(),
            TokenKind::Operator => match self.operator() {
                Some("!" | "-" | "+" | "~") => {
                    let operator = self.pop().span;
                    let operand = Box::new(self.level(4));
                    self.since(start, What::Unary { operator, operand })
                }
                _ => self.missing(),
            },
            _ => self.applied(),
        };
        loop {
            let next = self.peek();
            let own = match next.kind {
                TokenKind::In => level_of("in"),
                TokenKind::Operator => level_of(self.data(next)),
                _ => None,
            };
            let Some(own) = own.filter(|own| *own <= level) else { return left };
            let operator = self.pop().span;
            let right = if next.kind == TokenKind::In
                && self.peek().kind == TokenKind::Super
                && self.after(1).kind != TokenKind::Dot
            {
                let span = self.pop().span;
                Expr { span, what: What::Super }
            } else {
                self.level(own - 1)
            };
            let span = Span::new(left.span.start, right.span.end.max(operator.end));
            left = Expr { span, what: What::Binary { left: Box::new(left), operator, right: Box::new(right) } };
        }
    }

    fn assert(&mut self) -> Expr {
        let start = self.pop().span.start;
        let condition = self.boxed();
        let message = self.take_operator(":").map(|_| self.boxed());
        self.take(TokenKind::Semicolon);
        let rest = self.boxed();
        self.since(start, What::Assert { condition, message, rest })
    }

    fn conditional(&mut self) -> Expr {
        let start = self.pop().span.start;
        let condition = self.boxed();
        let yes = if self.take(TokenKind::Then).is_some() { self.boxed() } else { Box::new(self.missing()) };
        let no = self.take(TokenKind::Else).map(|_| self.boxed());
        self.since(start, What::If { condition, yes, no })
    }

    fn function(&mut self) -> Expr {
        let start = self.pop().span.start;
        let parameters = self.parameters().unwrap_or_default();
        let body = self.boxed();
        self.since(start, What::Function { parameters, body })
    }

    fn parameters(&mut self) -> Option<Vec<Parameter>> {
        self.take(TokenKind::ParenL)?;
        let mut parameters = Vec::new();
        loop {
            match self.peek().kind {
                TokenKind::Identifier => {
                    let name = self.pop().span;
                    let default = self.take_operator("=").map(|_| self.expression());
                    parameters.push(Parameter { name, default });
                }
                TokenKind::Comma => {
                    self.pop();
                }
                TokenKind::ParenR => {
                    self.pop();
                    return Some(parameters);
                }
                _ => return Some(parameters),
            }
        }
    }

    fn local(&mut self) -> Expr {
        let start = self.pop().span.start;
        let mut binds = Vec::new();
        while self.peek().kind == TokenKind::Identifier {
            binds.push(self.bind());
            if self.take(TokenKind::Comma).is_none() {
                break;
            }
        }
        self.take(TokenKind::Semicolon);
        let body = self.boxed();
        self.since(start, What::Local { binds, body })
    }

    fn bind(&mut self) -> Bind {
        let name = self.pop().span;
        let parameters = self.parameters();
        let value = match self.take_operator("=") {
            Some(_) => self.expression(),
            None => self.missing(),
        };
        Bind { name, parameters, value }
    }

    fn applied(&mut self) -> Expr {
        let start = self.peek().span.start;
        let mut left = self.terminal();
        if matches!(left.what, What::Missing) {
            return left;
        }
        loop {
            match self.peek().kind {
                TokenKind::Dot => {
                    let dot = self.pop().span;
                    let name = self.name_after(dot);
                    left = self.since(start, What::Field { target: Box::new(left), dot, name });
                }
                TokenKind::BracketL => {
                    self.pop();
                    let mut parts = Vec::new();
                    loop {
                        match self.peek().kind {
                            TokenKind::BracketR => {
                                self.pop();
                                break;
                            }
                            TokenKind::Operator if matches!(self.operator(), Some(":" | "::")) => {
                                self.pop();
                            }
                            _ => {
                                let part = self.expression();
                                if matches!(part.what, What::Missing) {
                                    break;
                                }
                                parts.push(part);
                            }
                        }
                    }
                    left = self.since(start, What::Bracket { target: Box::new(left), parts });
                }
                TokenKind::ParenL => left = self.call(start, left),
                TokenKind::BraceL => {
                    let right = Box::new(self.object());
                    left = self.since(start, What::Extend { left: Box::new(left), right });
                }
                _ => return left,
            }
        }
    }

    /// The name after a dot. A word on another line that is the name of a field there is not it.
    fn name_after(&mut self, dot: Span) -> Option<Span> {
        let next = self.peek();
        let is_word = next.kind == TokenKind::Identifier
            || (next.span.start == dot.end
                && TokenKind::of_word(self.data(next)) == next.kind
                && next.kind != TokenKind::Operator);
        let word = self.data(next);
        if !is_word || !word.starts_with(super::tokens::is_word) || word.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let same_line = !Span::new(dot.end, next.span.start).of(self.text).contains('\n');
        let following = self.after(1);
        let begins_field = matches!(self.data(following), ":" | "::" | ":::" | "+:" | "+::" | "+:::" | "=");
        if !same_line && (begins_field || next.kind != TokenKind::Identifier) {
            return None;
        }
        Some(self.pop().span)
    }

    fn call(&mut self, start: usize, target: Expr) -> Expr {
        let open = self.pop().span.start;
        let mut call = Call {
            target: Box::new(target),
            brackets: Span::new(open, open + 1),
            arguments: Vec::new(),
            commas: Vec::new(),
        };
        loop {
            let next = self.peek();
            match next.kind {
                TokenKind::ParenR => {
                    self.pop();
                    break;
                }
                TokenKind::Comma => {
                    call.commas.push(next.span.start);
                    self.pop();
                }
                _ => {
                    let named = next.kind == TokenKind::Identifier && self.data(self.after(1)) == "=";
                    let name = named.then(|| {
                        self.at += 2;
                        next.span
                    });
                    let before = self.at;
                    let value = self.expression();
                    let nothing = name.is_none() && self.at == before;
                    if !nothing {
                        call.arguments.push(Argument { name, value });
                    }
                    if nothing || !matches!(self.peek().kind, TokenKind::Comma | TokenKind::ParenR) {
                        break;
                    }
                }
            }
        }
        call.brackets.end = self.end().max(open + 1);
        self.take(TokenKind::TailStrict);
        self.since(start, What::Call(call))
    }

    fn terminal(&mut self) -> Expr {
        let next = self.peek();
        let what = match next.kind {
            TokenKind::BraceL => return self.object(),
            TokenKind::BracketL => return self.array(),
            TokenKind::ParenL => {
                self.pop();
                let inner = self.boxed();
                self.take(TokenKind::ParenR);
                return self.since(next.span.start, What::Parens(inner));
            }
            TokenKind::Number | TokenKind::Null | TokenKind::True | TokenKind::False => What::Literal,
            TokenKind::Identifier => What::Name,
            TokenKind::Dollar => What::Dollar,
            TokenKind::SelfWord => What::SelfWord,
            TokenKind::Super => What::Super,
            kind if kind.is_string() => What::Text,
            _ => return self.missing(),
        };
        self.pop();
        Expr { span: next.span, what }
    }

    fn array(&mut self) -> Expr {
        let start = self.pop().span.start;
        let mut elements = Vec::new();
        loop {
            match self.peek().kind {
                TokenKind::BracketR => {
                    self.pop();
                    break;
                }
                TokenKind::Comma => {
                    self.pop();
                }
                TokenKind::For => {
                    let specs = self.specs();
                    self.take(TokenKind::BracketR);
                    let body = Box::new(elements.pop().unwrap_or_else(|| self.missing()));
                    return self.since(start, What::ArrayOf { body, specs });
                }
                _ => {
                    let before = self.at;
                    elements.push(self.expression());
                    if self.at == before {
                        break;
                    }
                }
            }
        }
        self.since(start, What::Array(elements))
    }

    fn specs(&mut self) -> Vec<Spec> {
        let mut specs = Vec::new();
        while self.take(TokenKind::For).is_some() {
            let variable = self.take(TokenKind::Identifier);
            let array = if self.take(TokenKind::In).is_some() { self.expression() } else { self.missing() };
            let mut conditions = Vec::new();
            while self.take(TokenKind::If).is_some() {
                conditions.push(self.expression());
            }
            specs.push(Spec { variable, array, conditions });
        }
        specs
    }

    fn object(&mut self) -> Expr {
        let start = self.pop().span.start;
        let mut object = Object { members: Vec::new(), specs: Vec::new() };
        loop {
            let next = self.peek();
            match next.kind {
                TokenKind::BraceR => {
                    self.pop();
                    break;
                }
                TokenKind::Comma => {
                    self.pop();
                }
                TokenKind::For => object.specs.extend(self.specs()),
                TokenKind::Local => {
                    self.pop();
                    if self.peek().kind == TokenKind::Identifier {
                        let bind = self.bind();
                        object.members.push(Member::Local(bind));
                    }
                }
                TokenKind::Assert => {
                    self.pop();
                    let condition = self.expression();
                    let message = self.take_operator(":").map(|_| self.expression());
                    object.members.push(Member::Assert { condition, message });
                }
                // The end of what is around the object: its brace is missing.
                TokenKind::BracketR | TokenKind::ParenR | TokenKind::Semicolon | TokenKind::EndOfFile => break,
                _ => {
                    let before = self.at;
                    let field = self.field();
                    object.members.extend(field.map(Member::Field));
                    if self.at == before {
                        self.pop();
                    }
                }
            }
        }
        self.since(start, What::Object(object))
    }

    fn field(&mut self) -> Option<Field> {
        let next = self.peek();
        let name = match next.kind {
            TokenKind::BracketL => {
                self.pop();
                let name = self.expression();
                self.take(TokenKind::BracketR);
                Name::Computed(name)
            }
            kind if kind.is_string() => Name::Text(self.pop().span),
            TokenKind::Identifier => Name::Word(self.pop().span),
            // A keyword as a half-typed name.
            kind if TokenKind::of_word(self.data(next)) == kind
                && self.data(next).starts_with(super::tokens::is_word) =>
            {
                Name::Word(self.pop().span)
            }
            _ => return None,
        };
        let parameters = self.parameters();
        let is_colons = |data: &str| matches!(data, ":" | "::" | ":::" | "+:" | "+::" | "+:::");
        let colons = self.operator().is_some_and(is_colons).then(|| self.pop().span);
        let value = match colons {
            // A name of a field, not a value: the value is missing.
            Some(colons) if !self.begins_field(colons) => self.expression(),
            _ => self.missing(),
        };
        Some(Field { name, parameters, colons, value })
    }

    /// Whether the next token begins a field on another line, after colons without a value.
    fn begins_field(&self, colons: Span) -> bool {
        let (next, following) = (self.peek(), self.after(1));
        let other_line = Span::new(colons.end, next.span.start).of(self.text).contains('\n');
        let is_name = next.kind == TokenKind::Identifier || next.kind.is_string();
        other_line && is_name && matches!(self.data(following), ":" | "::" | ":::" | "+:")
    }
}

impl Expr {
    /// Hands out every expression right below this one.
    pub fn each_child<'a>(&'a self, add: &mut dyn FnMut(&'a Expr)) {
        match &self.what {
            What::Missing
            | What::Literal
            | What::Text
            | What::Name
            | What::SelfWord
            | What::Dollar
            | What::Super
            | What::Import => {}
            What::Array(elements) => elements.iter().for_each(add),
            What::ArrayOf { body, specs } => {
                add(body);
                each_of_specs(specs, add);
            }
            What::Object(object) => {
                for member in &object.members {
                    match member {
                        Member::Local(bind) => each_of_bind(bind, add),
                        Member::Assert { condition, message } => {
                            add(condition);
                            message.iter().for_each(&mut *add);
                        }
                        Member::Field(field) => {
                            if let Name::Computed(name) = &field.name {
                                add(name);
                            }
                            each_of_parameters(field.parameters.as_deref(), add);
                            add(&field.value);
                        }
                    }
                }
                each_of_specs(&object.specs, add);
            }
            What::Field { target, .. } => add(target),
            What::Bracket { target, parts } => {
                add(target);
                parts.iter().for_each(add);
            }
            What::Call(call) => {
                add(&call.target);
                call.arguments.iter().for_each(|argument| add(&argument.value));
            }
            What::Extend { left, right } | What::Binary { left, right, .. } => {
                add(left);
                add(right);
            }
            What::Unary { operand, .. } => add(operand),
            What::Parens(inner) | What::Error(inner) => add(inner),
            What::If { condition, yes, no } => {
                add(condition);
                add(yes);
                no.iter().for_each(|no| add(no));
            }
            What::Assert { condition, message, rest } => {
                add(condition);
                message.iter().for_each(|message| add(message));
                add(rest);
            }
            What::Local { binds, body } => {
                binds.iter().for_each(|bind| each_of_bind(bind, add));
                add(body);
            }
            What::Function { parameters, body } => {
                each_of_parameters(Some(parameters), add);
                add(body);
            }
        }
    }

    /// The expressions around `offset`, outermost first; one that is missing counts where it would be.
    pub fn around(&self, offset: usize) -> Vec<&Expr> {
        let mut found = vec![self];
        let mut here = self;
        loop {
            let mut inner: Option<&Expr> = None;
            here.each_child(&mut |child| {
                let holds = child.span.start <= offset && offset <= child.span.end;
                // Of two that touch, the one that begins here.
                if holds
                    && inner.is_none_or(|other| other.span.end <= child.span.start || child.span.end > other.span.end)
                {
                    inner = Some(child);
                }
            });
            match inner {
                Some(next) => {
                    found.push(next);
                    here = next;
                }
                None => return found,
            }
        }
    }
}

fn each_of_bind<'a>(bind: &'a Bind, add: &mut dyn FnMut(&'a Expr)) {
    each_of_parameters(bind.parameters.as_deref(), add);
    add(&bind.value);
}

fn each_of_parameters<'a>(parameters: Option<&'a [Parameter]>, add: &mut dyn FnMut(&'a Expr)) {
    parameters.into_iter().flatten().filter_map(|parameter| parameter.default.as_ref()).for_each(add);
}

fn each_of_specs<'a>(specs: &'a [Spec], add: &mut dyn FnMut(&'a Expr)) {
    for spec in specs {
        add(&spec.array);
        spec.conditions.iter().for_each(&mut *add);
    }
}
