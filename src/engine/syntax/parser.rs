//! Tokens to a tree, with go-jsonnet's rules and its words for what does not fit.

use std::{cell::Cell, collections::HashSet, rc::Rc};

use jrsonnet_evaluator::IStr;

use super::{
    StaticError,
    lexer::{Token, TokenKind},
    tree::{Binary, Expr, Field, Function, Hide, Import, N, Node, Object, Slot, Unary},
};
use crate::{
    diagnostic::Span,
    engine::{
        failure::{FailureKind, Fault},
        with_stack,
    },
};

/// How deep expressions may nest. go-jsonnet has no limit of its own; this keeps the stack whole.
const DEEPEST: usize = if cfg!(target_arch = "wasm32") { 250 } else { 2_000 };

/// What the parser hands on.
pub struct Parsed {
    /// The expression.
    pub root: N,
    /// The first `$` outside of every object.
    pub stray_dollar: Option<Span>,
}

/// An expression and the range it covers as written; the node's own range leaves parentheses out.
struct Piece {
    node: N,
    span: Span,
    literal: Literal,
}

/// Whether a piece is a plain string literal, which `import` asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Literal {
    No,
    Text,
    Block,
}

impl Piece {
    fn new(span: Span, expr: Expr) -> Self {
        Self { node: Node::at(span, expr), span, literal: Literal::No }
    }
}

type Result<T> = std::result::Result<T, StaticError>;

/// Parses a whole text.
pub fn parse(text: &str, name: &str, tokens: Vec<Token>) -> Result<Parsed> {
    let mut parser = Parser { text, name, tokens, at: 0, objects: 0, depth: 0, stray_dollar: None };
    let root = parser.expression()?.node;
    let end = parser.peek();
    if end.kind != TokenKind::EndOfFile {
        return Err(StaticError::new(format!("Did not expect: {}", end.shown()), end.span));
    }
    Ok(Parsed { root, stray_dollar: parser.stray_dollar })
}

struct Parser<'a> {
    text: &'a str,
    name: &'a str,
    tokens: Vec<Token>,
    at: usize,
    /// How many objects enclose what is being read.
    objects: usize,
    depth: usize,
    stray_dollar: Option<Span>,
}

/// A field, local or assert read so far.
struct Members {
    fields: Vec<(Field, FieldKind)>,
    asserts: Vec<N>,
    locals: Vec<(IStr, N)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum FieldKind {
    Literal,
    Computed,
}

fn between(start: Span, end: Span) -> Span {
    Span::new(start.start, end.end)
}

fn binary_operator(data: &str) -> Option<(Operator, u8)> {
    let (operator, level) = match data {
        "*" => (Binary::Multiply, 5),
        "/" => (Binary::Divide, 5),
        "%" => return Some((Operator::Std("mod"), 5)),
        "+" => (Binary::Plus, 6),
        "-" => (Binary::Minus, 6),
        "<<" => (Binary::ShiftLeft, 7),
        ">>" => (Binary::ShiftRight, 7),
        ">" => (Binary::Greater, 8),
        ">=" => (Binary::GreaterOrEqual, 8),
        "<" => (Binary::Less, 8),
        "<=" => (Binary::LessOrEqual, 8),
        "in" => return Some((Operator::In, 8)),
        "==" => (Binary::Equal, 9),
        "!=" => (Binary::NotEqual, 9),
        "&" => (Binary::BitAnd, 10),
        "^" => (Binary::BitXor, 11),
        "|" => (Binary::BitOr, 12),
        "&&" => (Binary::And, 13),
        "||" => (Binary::Or, 14),
        _ => return None,
    };
    Some((Operator::Own(operator), level))
}

#[derive(Clone, Copy)]
enum Operator {
    Own(Binary),
    Std(&'static str),
    In,
}

/// The loosest level of binding: a whole expression.
const WHOLE: u8 = 16;

impl Parser<'_> {
    fn peek(&self) -> &Token {
        &self.tokens[self.at.min(self.tokens.len() - 1)]
    }

    fn after_peek(&self) -> &Token {
        &self.tokens[(self.at + 1).min(self.tokens.len() - 1)]
    }

    fn pop(&mut self) -> Token {
        let token = self.peek().clone();
        self.at += 1;
        token
    }

    fn is_operator(&self, data: &str) -> bool {
        self.peek().kind == TokenKind::Operator && self.peek().data == data
    }

    fn expect(&mut self, kind: TokenKind) -> Result<Token> {
        let token = self.pop();
        if token.kind == kind { Ok(token) } else { Err(unexpected(kind, &token)) }
    }

    fn expect_operator(&mut self, data: &str) -> Result<Token> {
        let token = self.pop();
        if token.kind == TokenKind::Operator && token.data == data {
            return Ok(token);
        }
        Err(StaticError::new(format!("Expected operator {data} but got {}", token.shown()), token.span))
    }

    /// Takes a comma if there is one.
    fn comma(&mut self) -> bool {
        let is_comma = self.peek().kind == TokenKind::Comma;
        if is_comma {
            self.at += 1;
        }
        is_comma
    }

    fn expression(&mut self) -> Result<Piece> {
        self.level(WHOLE)
    }

    fn level(&mut self, level: u8) -> Result<Piece> {
        if self.depth >= DEEPEST {
            return Err(StaticError::new("expression nested too deeply for this page", self.peek().span));
        }
        self.depth += 1;
        let piece = with_stack(|| self.level_inner(level));
        self.depth -= 1;
        piece
    }

    fn level_inner(&mut self, level: u8) -> Result<Piece> {
        let begin = self.peek().span;
        let mut left = match self.peek().kind {
            TokenKind::Assert => return self.assert(),
            TokenKind::Error => return self.error(),
            TokenKind::If => return self.conditional(),
            TokenKind::Function => return self.function(),
            TokenKind::Import => return self.import(Import::Code),
            TokenKind::ImportStr => return self.import(Import::Text),
            TokenKind::ImportBin => return self.import(Import::Bytes),
            TokenKind::Local => return self.local(),
            TokenKind::Operator => self.unary()?,
            _ => self.applied()?,
        };
        // After `in super` nothing that binds tighter is read, here or further out.
        let mut loosest = 0;
        loop {
            let token = self.peek();
            let data = match token.kind {
                TokenKind::In => "in",
                TokenKind::Operator if token.data == ":" || token.data == "::" => return Ok(left),
                TokenKind::Operator => token.data.as_str(),
                _ => return Ok(left),
            };
            let Some((operator, own)) = binary_operator(data) else {
                return Err(StaticError::new(format!("Not a binary operator: {data}"), token.span)
                    .of(Fault::Operator(data.to_owned())));
            };
            if own > level || own < loosest {
                return Ok(left);
            }
            loosest = own;
            self.at += 1;
            if matches!(operator, Operator::In) && self.peek().kind == TokenKind::Super {
                let span = between(begin, self.pop().span);
                left = Piece::new(span, Expr::InSuper { index: left.node, up: Cell::default() });
                continue;
            }
            let right = self.level(own - 1)?;
            let span = between(begin, right.span);
            left = Piece::new(
                span,
                match operator {
                    Operator::Own(operator) => Expr::Binary(operator, left.node, right.node),
                    Operator::Std(function) => Expr::Std { function, arguments: vec![left.node, right.node] },
                    Operator::In => Expr::Std { function: "objectHasAll", arguments: vec![right.node, left.node] },
                },
            );
        }
    }

    fn unary(&mut self) -> Result<Piece> {
        let token = self.pop();
        let operator = match token.data.as_str() {
            "!" => Unary::Not,
            "~" => Unary::BitNot,
            "+" => Unary::Plus,
            "-" => Unary::Minus,
            data => {
                return Err(StaticError::new(format!("Not a unary operator: {data}"), token.span)
                    .of(Fault::Operator(data.to_owned())));
            }
        };
        let operand = self.level(4)?;
        Ok(Piece::new(between(token.span, operand.span), Expr::Unary(operator, operand.node)))
    }

    fn assert(&mut self) -> Result<Piece> {
        let begin = self.pop().span;
        let condition = self.expression()?.node;
        let message = if self.is_operator(":") {
            self.at += 1;
            self.expression()?.node
        } else {
            Node::made(Expr::Text("Assertion failed".into()))
        };
        self.expect(TokenKind::Semicolon)?;
        let rest = self.expression()?;
        let span = between(begin, rest.span);
        let no = Node::at(span, Expr::Error(message));
        let node = Node::made(Expr::If { condition, yes: rest.node, no });
        Ok(Piece { node, span, literal: Literal::No })
    }

    fn error(&mut self) -> Result<Piece> {
        let begin = self.pop().span;
        let message = self.expression()?;
        Ok(Piece::new(between(begin, message.span), Expr::Error(message.node)))
    }

    fn conditional(&mut self) -> Result<Piece> {
        let begin = self.pop().span;
        let condition = self.expression()?.node;
        self.expect(TokenKind::Then)?;
        let yes = self.expression()?;
        let mut span = between(begin, yes.span);
        let no = if self.peek().kind == TokenKind::Else {
            self.at += 1;
            let no = self.expression()?;
            span = between(begin, no.span);
            no.node
        } else {
            Node::made(Expr::Null)
        };
        Ok(Piece::new(span, Expr::If { condition, yes: yes.node, no }))
    }

    fn function(&mut self) -> Result<Piece> {
        let begin = self.pop().span;
        let open = self.pop();
        if open.kind != TokenKind::ParenL {
            return Err(StaticError::new(format!("Expected ( but got {}", open.shown()), open.span));
        }
        let parameters = self.parameters("function parameter")?;
        let body = self.expression()?;
        Ok(Piece::new(between(begin, body.span), Expr::Function(Function::new(parameters, body.node))))
    }

    /// Parameters after the opening parenthesis, and the closing one.
    fn parameters(&mut self, what: &str) -> Result<Vec<(IStr, Option<N>)>> {
        let mut parameters = Vec::new();
        let mut got_comma = true;
        loop {
            let next = self.peek();
            if next.kind == TokenKind::ParenR {
                self.at += 1;
                return Ok(parameters);
            }
            if !got_comma {
                return Err(before_next(what, next));
            }
            let name = self.pop();
            if name.kind != TokenKind::Identifier {
                let mut error = unexpected(TokenKind::Identifier, &name);
                error.words.push_str(" while parsing parameter");
                return Err(error);
            }
            let default = if self.is_operator("=") {
                self.at += 1;
                Some(self.expression()?.node)
            } else {
                None
            };
            parameters.push((name.data.as_str().into(), default));
            got_comma = self.comma();
        }
    }

    fn import(&mut self, which: Import) -> Result<Piece> {
        let begin = self.pop().span;
        let path = self.expression()?;
        match (&path.node.expr, path.literal) {
            (_, Literal::Block) => Err(StaticError::new("Block string literals not allowed in imports", path.span)),
            (Expr::Text(text), Literal::Text) => {
                Ok(Piece::new(between(begin, path.span), Expr::Import(which, text.clone())))
            }
            _ => Err(StaticError::new("Computed imports are not allowed", path.span)),
        }
    }

    fn local(&mut self) -> Result<Piece> {
        let begin = self.pop().span;
        let mut binds: Vec<(IStr, N)> = Vec::new();
        loop {
            let name = self.expect(TokenKind::Identifier)?;
            let bind = self.bind(&name, &binds)?;
            binds.push(bind);
            let delimiter = self.pop();
            match delimiter.kind {
                TokenKind::Semicolon => break,
                TokenKind::Comma => {}
                _ => {
                    let words = format!("Expected , or ; but got {}", delimiter.shown());
                    return Err(StaticError::new(words, delimiter.span).of(Fault::Semicolon));
                }
            }
        }
        let body = self.expression()?;
        Ok(Piece::new(between(begin, body.span), Expr::Local { binds, body: body.node }))
    }

    /// `name = value` or `name(parameters) = value` after the name.
    fn bind(&mut self, name: &Token, others: &[(IStr, N)]) -> Result<(IStr, N)> {
        if others.iter().any(|(other, _)| other.as_str() == name.data) {
            return Err(StaticError::new(format!("Duplicate local var: {}", name.data), name.span));
        }
        let parameters = if self.peek().kind == TokenKind::ParenL {
            self.at += 1;
            Some(self.parameters("function parameter")?)
        } else {
            None
        };
        self.expect_operator("=")?;
        let body = self.expression()?;
        let node = match parameters {
            Some(parameters) => {
                Node::at(between(name.span, body.span), Expr::Function(Function::new(parameters, body.node)))
            }
            None => body.node,
        };
        Ok((name.data.as_str().into(), node))
    }

    /// An operand with everything applied to it: indexes, slices, calls, objects that extend it.
    fn applied(&mut self) -> Result<Piece> {
        let begin = self.peek().span;
        let mut left = self.terminal()?;
        loop {
            match self.peek().kind {
                TokenKind::BracketL => {
                    self.at += 1;
                    left = self.bracket(begin, left)?;
                }
                TokenKind::Dot => {
                    self.at += 1;
                    let name = self.expect(TokenKind::Identifier)?;
                    let index = Node::made(Expr::Text(name.data.as_str().into()));
                    left = Piece::new(between(begin, name.span), Expr::Index { target: left.node, index });
                }
                TokenKind::ParenL => {
                    self.at += 1;
                    left = self.call(begin, left)?;
                }
                TokenKind::BraceL => {
                    let open = self.pop();
                    let right = self.object(&open)?;
                    let span = between(begin, right.span);
                    left = Piece::new(span, Expr::Binary(Binary::Plus, left.node, right.node));
                }
                _ => return Ok(left),
            }
        }
    }

    fn bracket(&mut self, begin: Span, target: Piece) -> Result<Piece> {
        let mut parts: [Option<N>; 3] = [None, None, None];
        let mut colons = 0;
        let mut ready = true;
        let mut end = begin;
        while colons < 3 {
            let next = self.peek();
            // The text alone decides, so that the string ":" counts as a colon too (measured).
            if next.kind == TokenKind::BracketR {
                end = self.pop().span;
                break;
            } else if next.data == ":" || next.data == "::" {
                colons += next.data.len();
                end = self.pop().span;
                ready = true;
            } else if ready {
                parts[colons] = Some(self.expression()?.node);
                ready = false;
            } else {
                return Err(unexpected(TokenKind::BracketR, next));
            }
        }
        if colons > 2 {
            return Err(StaticError::new("Invalid slice: too many colons", end));
        }
        if colons == 0 && ready {
            return Err(StaticError::new("ast.Index requires an expression", end));
        }
        let span = between(begin, end);
        let [first, second, third] = parts;
        if colons > 0 {
            let or_null = |part: Option<N>| part.unwrap_or_else(|| Node::made(Expr::Null));
            let arguments = vec![target.node, or_null(first), or_null(second), or_null(third)];
            return Ok(Piece::new(span, Expr::Std { function: "slice", arguments }));
        }
        let index = first.unwrap_or_else(|| Node::made(Expr::Null));
        Ok(Piece::new(span, Expr::Index { target: target.node, index }))
    }

    fn call(&mut self, begin: Span, target: Piece) -> Result<Piece> {
        let mut positional = Vec::new();
        let mut named = Vec::new();
        let mut got_comma = true;
        let end = loop {
            let next = self.peek();
            if next.kind == TokenKind::ParenR {
                break self.pop().span;
            }
            if !got_comma {
                return Err(before_next("function argument", next));
            }
            let at = next.span;
            let after = self.after_peek();
            let is_named = next.kind == TokenKind::Identifier && after.kind == TokenKind::Operator && after.data == "=";
            let name: Option<IStr> = is_named.then(|| next.data.as_str().into());
            if is_named {
                self.at += 2;
            }
            let argument = self.expression()?.node;
            got_comma = self.comma();
            match name {
                Some(name) => named.push((name, argument)),
                None if !named.is_empty() => {
                    return Err(StaticError::new("Positional argument after a named argument is not allowed", at));
                }
                None => positional.push(argument),
            }
        };
        let tailstrict = self.peek().kind == TokenKind::TailStrict;
        if tailstrict {
            self.at += 1;
        }
        Ok(Piece::new(between(begin, end), Expr::Apply { target: target.node, positional, named, tailstrict }))
    }

    fn terminal(&mut self) -> Result<Piece> {
        let token = self.pop();
        let expr = match token.kind {
            TokenKind::EndOfFile => return Err(StaticError::new("Unexpected end of file", token.span)),
            TokenKind::BraceL => return self.object(&token),
            TokenKind::BracketL => return self.array(&token),
            TokenKind::ParenL => {
                let inner = self.expression()?;
                let close = self.expect(TokenKind::ParenR)?;
                return Ok(Piece { node: inner.node, span: between(token.span, close.span), literal: Literal::No });
            }
            TokenKind::Number => match token.data.parse::<f64>() {
                Ok(number) if number.is_finite() => Expr::Number(number),
                _ => Expr::Overflow,
            },
            kind if kind.is_string() => {
                let text = self.string(&token)?;
                let literal = if kind == TokenKind::StringBlock { Literal::Block } else { Literal::Text };
                return Ok(Piece { literal, ..Piece::new(token.span, Expr::Text(text)) });
            }
            TokenKind::False => Expr::Bool(false),
            TokenKind::True => Expr::Bool(true),
            TokenKind::Null => Expr::Null,
            TokenKind::Dollar => {
                if self.objects == 0 && self.stray_dollar.is_none() {
                    self.stray_dollar = Some(token.span);
                }
                Expr::Var { name: "$".into(), slot: Cell::new(Slot::default()) }
            }
            TokenKind::Identifier => Expr::Var { name: token.data.as_str().into(), slot: Cell::new(Slot::default()) },
            TokenKind::SelfWord => Expr::SelfObject(Cell::default()),
            TokenKind::Super => {
                let next = self.pop();
                let index = match next.kind {
                    TokenKind::Dot => Node::made(Expr::Text(self.expect(TokenKind::Identifier)?.data.as_str().into())),
                    TokenKind::BracketL => {
                        let index = self.expression()?.node;
                        self.expect(TokenKind::BracketR)?;
                        index
                    }
                    _ => return Err(StaticError::new("Expected . or [ after super", token.span)),
                };
                Expr::SuperIndex { index, up: Cell::default() }
            }
            _ => {
                let words = format!("Unexpected: {} while parsing terminal", token.shown());
                return Err(StaticError::new(words, token.span));
            }
        };
        Ok(Piece::new(token.span, expr))
    }

    fn string(&self, token: &Token) -> Result<IStr> {
        if !matches!(token.kind, TokenKind::StringDouble | TokenKind::StringSingle) || !token.data.contains('\\') {
            return Ok(token.data.as_str().into());
        }
        unescape(&token.data).map(|text| text.as_str().into()).map_err(|words| {
            // go-jsonnet wraps the message in another that repeats the place.
            let place = super::shown_place(self.text, self.name, token.span);
            StaticError::new(format!("{place} {words}"), token.span)
        })
    }

    fn array(&mut self, open: &Token) -> Result<Piece> {
        if self.peek().kind == TokenKind::BracketR {
            return Ok(Piece::new(between(open.span, self.pop().span), Expr::Array(Vec::new())));
        }
        let first = self.expression()?.node;
        let mut got_comma = self.comma();
        if self.peek().kind == TokenKind::For {
            let (specs, end) = self.for_specs(TokenKind::BracketR)?;
            let span = between(open.span, end);
            let inside = Node::made(Expr::Array(vec![first]));
            let node = flat_maps(specs, inside, span);
            return Ok(Piece { node, span, literal: Literal::No });
        }
        let mut elements = vec![first];
        loop {
            let next = self.peek();
            if next.kind == TokenKind::BracketR {
                return Ok(Piece::new(between(open.span, self.pop().span), Expr::Array(elements)));
            }
            if !got_comma {
                return Err(StaticError::new("Expected a comma before next array element", next.span).of(Fault::Comma));
            }
            elements.push(self.expression()?.node);
            got_comma = self.comma();
        }
    }

    /// `for x in array if condition …` up to the closing token, and where that stands.
    fn for_specs(&mut self, end: TokenKind) -> Result<(Vec<ForSpec>, Span)> {
        self.at += 1;
        let mut specs = Vec::new();
        loop {
            let variable = self.expect(TokenKind::Identifier)?.data.as_str().into();
            self.expect(TokenKind::In)?;
            let array = self.expression()?.node;
            let mut condition: Option<N> = None;
            let mut next = self.pop();
            while next.kind == TokenKind::If {
                let more = self.expression()?.node;
                condition = Some(match condition {
                    Some(condition) => Node::made(Expr::Binary(Binary::And, condition, more)),
                    None => more,
                });
                next = self.pop();
            }
            specs.push(ForSpec { variable, array, condition });
            if next.kind == end {
                return Ok((specs, next.span));
            }
            if next.kind != TokenKind::For {
                let words = format!("Expected for, if or {} after for clause, got: {}", end.name(), next.shown());
                return Err(StaticError::new(words, next.span));
            }
        }
    }

    /// An object or an object comprehension after its opening brace.
    fn object(&mut self, open: &Token) -> Result<Piece> {
        let mut members = Members { fields: Vec::new(), asserts: Vec::new(), locals: Vec::new() };
        let mut literal_names: HashSet<String> = HashSet::new();
        let mut got_comma = false;
        let mut first = true;
        let mut next = self.pop();
        loop {
            if next.kind == TokenKind::BraceR {
                let span = between(open.span, next.span);
                let object = self.finish(members);
                return Ok(Piece::new(span, Expr::Object(Rc::new(object))));
            }
            if next.kind == TokenKind::For {
                return self.object_comprehension(open, &next, members);
            }
            if !got_comma && !first {
                return Err(StaticError::new("Expected a comma before next field", next.span).of(Fault::Comma));
            }
            match next.kind {
                TokenKind::Local => {
                    let name = self.expect(TokenKind::Identifier)?;
                    self.objects += 1;
                    let bind = self.bind(&name, &members.locals);
                    self.objects -= 1;
                    members.locals.push(bind?);
                }
                TokenKind::Assert => {
                    self.objects += 1;
                    let assert = self.object_assert(&next);
                    self.objects -= 1;
                    members.asserts.push(assert?);
                }
                kind if kind == TokenKind::BracketL || kind == TokenKind::Identifier || kind.is_string() => {
                    let field = self.field(&next, &mut literal_names)?;
                    members.fields.push(field);
                }
                _ => {
                    let words = format!("Unexpected: {} while parsing field definition", next.shown());
                    return Err(StaticError::new(words, next.span));
                }
            }
            next = self.pop();
            got_comma = next.kind == TokenKind::Comma;
            if got_comma {
                next = self.pop();
            }
            first = false;
        }
    }

    fn finish(&self, members: Members) -> Object {
        let Members { fields, asserts, mut locals } = members;
        if self.objects == 0 {
            locals.push(("$".into(), Node::made(Expr::SelfObject(Cell::default()))));
        }
        Object::new(fields.into_iter().map(|(field, _)| field).collect(), asserts, locals)
    }

    fn object_comprehension(&mut self, open: &Token, next: &Token, members: Members) -> Result<Piece> {
        let refuse = |words: &str| Err(StaticError::new(words, next.span));
        if !members.asserts.is_empty() {
            return refuse("Object comprehension cannot have asserts");
        }
        let [(field, kind)] = &members.fields[..] else {
            return refuse("Object comprehension can only have one field");
        };
        if field.hide != Hide::Inherit {
            return refuse("Object comprehensions cannot have hidden fields");
        }
        if *kind != FieldKind::Computed {
            return refuse("Object comprehensions can only have [e] fields");
        }
        self.at -= 1;
        let (specs, end) = self.for_specs(TokenKind::BraceR)?;
        let span = between(open.span, end);
        let object = self.finish(members);
        let inside = Node::made(Expr::Array(vec![Node::at(span, Expr::Object(Rc::new(object)))]));
        Ok(Piece::new(span, Expr::Merge { parts: flat_maps(specs, inside, span) }))
    }

    fn object_assert(&mut self, begin: &Token) -> Result<N> {
        let condition = self.expression()?;
        let mut span = between(begin.span, condition.span);
        let message = if self.is_operator(":") {
            self.at += 1;
            let message = self.expression()?;
            span = between(begin.span, message.span);
            message.node
        } else {
            Node::made(Expr::Text("Object assertion failed.".into()))
        };
        let no = Node::at(span, Expr::Error(message));
        let yes = Node::made(Expr::Bool(true));
        Ok(Node::at(span, Expr::If { condition: condition.node, yes, no }))
    }

    fn field(&mut self, next: &Token, literal_names: &mut HashSet<String>) -> Result<(Field, FieldKind)> {
        let (name, kind) = match next.kind {
            TokenKind::Identifier => (Node::made(Expr::Text(next.data.as_str().into())), FieldKind::Literal),
            TokenKind::BracketL => {
                let name = self.expression()?.node;
                self.expect(TokenKind::BracketR)?;
                (name, FieldKind::Computed)
            }
            _ => (Node::at(next.span, Expr::Text(self.string(next)?)), FieldKind::Literal),
        };
        self.objects += 1;
        let field = self.field_value(next, name, kind, literal_names);
        self.objects -= 1;
        Ok((field?, kind))
    }

    fn field_value(
        &mut self,
        next: &Token,
        name: N,
        kind: FieldKind,
        literal_names: &mut HashSet<String>,
    ) -> Result<Field> {
        let parameters = if self.peek().kind == TokenKind::ParenL {
            self.at += 1;
            Some(self.parameters("method parameter")?)
        } else {
            None
        };
        let (plus, hide) = self.assignment()?;
        if plus && parameters.is_some() {
            let words = format!("Cannot use +: syntax sugar in a method: {}", next.data);
            return Err(StaticError::new(words, next.span));
        }
        if kind == FieldKind::Literal && !literal_names.insert(next.data.clone()) {
            let kind = FailureKind::DuplicateField { field: next.data.clone() };
            let words = format!("Duplicate field: {}", next.data);
            return Err(StaticError { words, span: next.span, kind });
        }
        let body = self.expression()?.node;
        let body = match parameters {
            Some(parameters) => Node::made(Expr::Function(Function::new(parameters, body))),
            None => body,
        };
        Ok(Field { name, body, hide, plus })
    }

    /// `:`, `::`, `:::`, each with or without `+`.
    fn assignment(&mut self) -> Result<(bool, Hide)> {
        let token = self.expect(TokenKind::Operator)?;
        let (plus, colons) = match token.data.strip_prefix('+') {
            Some(colons) => (true, colons),
            None => (false, token.data.as_str()),
        };
        let hide = match colons {
            ":" => Hide::Inherit,
            "::" => Hide::Hidden,
            ":::" => Hide::Visible,
            _ => {
                let words = format!("Expected one of :, ::, :::, +:, +::, +:::, got: {}", token.data);
                return Err(StaticError::new(words, token.span));
            }
        };
        Ok((plus, hide))
    }
}

/// One `for … in … if …`.
struct ForSpec {
    variable: IStr,
    array: N,
    condition: Option<N>,
}

fn flat_maps(specs: Vec<ForSpec>, inside: N, span: Span) -> N {
    specs.into_iter().rev().fold(inside, |inside, spec| {
        let body = match spec.condition {
            Some(condition) => Node::made(Expr::If { condition, yes: inside, no: Node::made(Expr::Array(Vec::new())) }),
            None => inside,
        };
        Node::at(span, Expr::FlatMap { variable: spec.variable, array: spec.array, body })
    })
}

fn unexpected(expected: TokenKind, token: &Token) -> StaticError {
    StaticError::new(format!("Expected token {} but got {}", expected.name(), token.shown()), token.span)
}

fn before_next(what: &str, token: &Token) -> StaticError {
    StaticError::new(format!("Expected a comma before next {what}, got {}", token.shown()), token.span).of(Fault::Comma)
}

/// Reads the escapes of a string literal; the error is go-jsonnet's words.
pub fn unescape(data: &str) -> std::result::Result<String, String> {
    let mut text = String::with_capacity(data.len());
    let mut rest = data;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(escape) = rest.chars().next() else {
            return Err("Truncated escape sequence in string literal.".to_owned());
        };
        rest = &rest[escape.len_utf8()..];
        match escape {
            '"' | '\'' | '\\' | '/' => text.push(escape),
            'b' => text.push('\u{8}'),
            'f' => text.push('\u{c}'),
            'n' => text.push('\n'),
            'r' => text.push('\r'),
            't' => text.push('\t'),
            'u' => {
                if rest.len() < 4 {
                    return Err("Truncated unicode escape sequence in string literal.".to_owned());
                }
                // The message shows the beginning of the whole literal, not of the escape (as measured).
                let shown = || String::from_utf8_lossy(&data.as_bytes()[..4.min(data.len())]).into_owned();
                let Some(high) = hex(rest) else {
                    return Err(format!("Unicode escape sequence was malformed: {}", shown()));
                };
                rest = &rest[4..];
                if !(0xd800..0xe000).contains(&high) {
                    text.push(char::from_u32(high).unwrap_or('\u{fffd}'));
                    continue;
                }
                if rest.len() < 6 {
                    return Err("Truncated unicode surrogate pair escape sequence in string literal.".to_owned());
                }
                let Some(after) = rest.strip_prefix("\\u") else {
                    return Err(
                        "Unicode surrogate pair escape sequence missing low surrogate in string literal.".to_owned()
                    );
                };
                let Some(low) = hex(after) else {
                    return Err(format!("Unicode low surrogate escape sequence was malformed: {}", shown()));
                };
                rest = &after[4..];
                let pair = (0xd800..0xdc00).contains(&high) && (0xdc00..0xe000).contains(&low);
                let code = if pair { 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00) } else { 0xfffd };
                text.push(char::from_u32(code).unwrap_or('\u{fffd}'));
            }
            other => return Err(format!("Unknown escape sequence in string literal: \\{other}")),
        }
    }
    text.push_str(rest);
    Ok(text)
}

/// The number of the first four bytes as hexadecimal digits.
fn hex(text: &str) -> Option<u32> {
    let digits = text.get(..4)?;
    digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
}
