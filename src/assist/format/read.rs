//! Tokens to the tree. The text is known to parse, so nothing is explained here: what does not fit ends the reading.

use super::{
    fodder::{self, Fodder},
    tree::{Argument, Bind, Expr, Field, FieldKind, N, Node, Parameter, Parameters, Quotes, Spec, Text},
};
use crate::engine::{
    syntax::lexer::{Token, TokenKind},
    with_stack,
};

/// The tree of a text, and what stands behind it.
pub fn read(text: &str, tokens: Vec<Token>) -> Option<(Node, Fodder)> {
    let mut end = 0;
    let mut gaps = Vec::with_capacity(tokens.len());
    for token in &tokens {
        let at_end = token.kind == TokenKind::EndOfFile;
        gaps.push(fodder::read(text, end, token.span.start, at_end));
        end = token.span.end;
    }
    let mut reader = Reader { tokens, gaps, at: 0 };
    let root = reader.level(16)?;
    let last = reader.take(TokenKind::EndOfFile)?;
    Some((root, last))
}

struct Reader {
    tokens: Vec<Token>,
    gaps: Vec<Fodder>,
    at: usize,
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

impl Reader {
    fn kind(&self) -> TokenKind {
        self.tokens.get(self.at).map_or(TokenKind::EndOfFile, |token| token.kind)
    }

    fn data(&self) -> &str {
        self.tokens.get(self.at).map_or("", |token| &token.data)
    }

    fn is_operator(&self, data: &str) -> bool {
        self.kind() == TokenKind::Operator && self.data() == data
    }

    /// The next token's gap and text.
    fn pop(&mut self) -> (Fodder, String) {
        let gap = self.gaps.get_mut(self.at).map(std::mem::take).unwrap_or_default();
        let data = self.tokens.get_mut(self.at).map(|token| std::mem::take(&mut token.data)).unwrap_or_default();
        self.at += 1;
        (gap, data)
    }

    fn take(&mut self, kind: TokenKind) -> Option<Fodder> {
        (self.kind() == kind).then(|| self.pop().0)
    }

    fn take_operator(&mut self, data: &str) -> Option<Fodder> {
        self.is_operator(data).then(|| self.pop().0)
    }

    fn word(&mut self) -> Option<(Fodder, String)> {
        (self.kind() == TokenKind::Identifier).then(|| self.pop())
    }

    fn expression(&mut self) -> Option<Node> {
        self.level(16)
    }

    fn boxed(&mut self) -> Option<N> {
        self.level(16).map(Box::new)
    }

    fn level(&mut self, level: u8) -> Option<Node> {
        with_stack(|| self.level_inner(level))
    }

    fn level_inner(&mut self, level: u8) -> Option<Node> {
        let kind = self.kind();
        let mut left = match kind {
            TokenKind::Assert => return self.assert(),
            TokenKind::Error => {
                let (fodder, _) = self.pop();
                return Some(Node { fodder, expr: Expr::Error(self.boxed()?) });
            }
            TokenKind::If => return self.conditional(),
            TokenKind::Function => {
                let (fodder, _) = self.pop();
                let parameters = self.parameters()?;
                return Some(Node { fodder, expr: Expr::Function { parameters, body: self.boxed()? } });
            }
            TokenKind::Import | TokenKind::ImportStr | TokenKind::ImportBin => {
                let (fodder, _) = self.pop();
                let word = match kind {
                    TokenKind::Import => "import",
                    TokenKind::ImportStr => "importstr",
                    _ => "importbin",
                };
                return Some(Node { fodder, expr: Expr::Import { word, file: self.boxed()? } });
            }
            TokenKind::Local => return self.local(),
            TokenKind::Operator => {
                let (fodder, operator) = self.pop();
                let operand = Box::new(self.level(4)?);
                Node { fodder, expr: Expr::Unary { operator, operand } }
            }
            _ => self.applied()?,
        };
        loop {
            let own = match self.kind() {
                TokenKind::In => level_of("in"),
                TokenKind::Operator => level_of(self.data()),
                _ => None,
            };
            let Some(own) = own.filter(|own| *own <= level) else { return Some(left) };
            let is_in = self.kind() == TokenKind::In;
            let (gap, operator) = self.pop();
            let operator = if is_in { "in".to_owned() } else { operator };
            let expr = if is_in && self.kind() == TokenKind::Super {
                Expr::InSuper { index: Box::new(left), in_gap: gap, super_gap: self.pop().0 }
            } else {
                Expr::Binary { left: Box::new(left), gap, operator, right: Box::new(self.level(own - 1)?) }
            };
            left = Node { fodder: Fodder::new(), expr };
        }
    }

    fn assert(&mut self) -> Option<Node> {
        let (fodder, _) = self.pop();
        let condition = self.boxed()?;
        let message = match self.take_operator(":") {
            Some(colon) => Some((colon, self.boxed()?)),
            None => None,
        };
        let semicolon = self.take(TokenKind::Semicolon)?;
        Some(Node { fodder, expr: Expr::Assert { condition, message, semicolon, rest: self.boxed()? } })
    }

    fn conditional(&mut self) -> Option<Node> {
        let (fodder, _) = self.pop();
        let condition = self.boxed()?;
        let then = self.take(TokenKind::Then)?;
        let yes = self.boxed()?;
        let no = match self.take(TokenKind::Else) {
            Some(gap) => Some((gap, self.boxed()?)),
            None => None,
        };
        Some(Node { fodder, expr: Expr::If { condition, then, yes, no } })
    }

    fn local(&mut self) -> Option<Node> {
        let (fodder, _) = self.pop();
        let mut binds = Vec::new();
        loop {
            let (gap, name) = self.word()?;
            let parameters = if self.kind() == TokenKind::ParenL { Some(self.parameters()?) } else { None };
            let equals = self.take_operator("=")?;
            let body = self.expression()?;
            let is_last = self.kind() == TokenKind::Semicolon;
            if !is_last && self.kind() != TokenKind::Comma {
                return None;
            }
            let close = self.pop().0;
            binds.push(Bind { gap, name, parameters, equals, body, close });
            if is_last {
                return Some(Node { fodder, expr: Expr::Local { binds, body: self.boxed()? } });
            }
        }
    }

    /// Parameters with their parentheses.
    fn parameters(&mut self) -> Option<Parameters> {
        let left = self.take(TokenKind::ParenL)?;
        let mut parameters = Parameters { left, ..Parameters::default() };
        loop {
            if let Some(right) = self.take(TokenKind::ParenR) {
                parameters.right = right;
                return Some(parameters);
            }
            let (gap, name) = self.word()?;
            let default = match self.take_operator("=") {
                Some(equals) => Some((equals, self.expression()?)),
                None => None,
            };
            let comma = self.take(TokenKind::Comma);
            parameters.trailing = comma.is_some();
            parameters.list.push(Parameter { gap, name, default, comma: comma.unwrap_or_default() });
        }
    }

    fn applied(&mut self) -> Option<Node> {
        let mut left = self.terminal()?;
        loop {
            let expr = match self.kind() {
                TokenKind::Dot => {
                    let (dot, _) = self.pop();
                    let (gap, name) = self.word()?;
                    Expr::Name { target: Box::new(left), dot, gap, name }
                }
                TokenKind::BracketL => self.bracket(Box::new(left))?,
                TokenKind::ParenL => self.call(Box::new(left))?,
                TokenKind::BraceL => {
                    let right = Box::new(self.object()?);
                    Expr::Brace { left: Box::new(left), right }
                }
                _ => return Some(left),
            };
            left = Node { fodder: Fodder::new(), expr };
        }
    }

    fn bracket(&mut self, target: N) -> Option<Expr> {
        let (left, _) = self.pop();
        let mut parts: [Option<N>; 3] = [None, None, None];
        let mut gaps: [Fodder; 3] = Default::default();
        let mut colons = 0;
        loop {
            // As the parser: the text alone makes a colon.
            match self.data() {
                _ if self.kind() == TokenKind::BracketR => break,
                ":" | "::" if colons < 2 => {
                    let (gap, data) = self.pop();
                    gaps[colons] = gap;
                    colons += data.len();
                }
                _ => *parts.get_mut(colons)? = Some(self.boxed()?),
            }
        }
        let (right, _) = self.pop();
        let [begin, end, step] = parts;
        let [end_colon, step_colon, _] = gaps;
        Some(match colons {
            0 => Expr::Index { target, left, index: begin?, right },
            _ => Expr::Slice { target, left, begin, end_colon, end, step_colon, step, right },
        })
    }

    fn call(&mut self, target: N) -> Option<Expr> {
        let (left, _) = self.pop();
        let mut arguments = Vec::new();
        let mut trailing = false;
        let right = loop {
            if let Some(right) = self.take(TokenKind::ParenR) {
                break right;
            }
            let is_named = self.kind() == TokenKind::Identifier
                && self
                    .tokens
                    .get(self.at + 1)
                    .is_some_and(|next| next.kind == TokenKind::Operator && next.data == "=");
            let name = is_named.then(|| {
                let name = self.pop();
                // What stands before the equals sign is dropped there too.
                self.pop();
                name
            });
            let value = self.expression()?;
            let comma = self.take(TokenKind::Comma);
            trailing = comma.is_some();
            arguments.push(Argument { name, value, comma: comma.unwrap_or_default() });
        };
        let tailstrict = self.take(TokenKind::TailStrict);
        Some(Expr::Apply { target, left, arguments, trailing, right, tailstrict })
    }

    fn terminal(&mut self) -> Option<Node> {
        let kind = self.kind();
        match kind {
            TokenKind::BraceL => return self.object(),
            TokenKind::BracketL => return self.array(),
            TokenKind::Super => return self.in_super(),
            TokenKind::ParenL => {
                let (fodder, _) = self.pop();
                let inner = self.boxed()?;
                let close = self.take(TokenKind::ParenR)?;
                return Some(Node { fodder, expr: Expr::Parens { inner, close } });
            }
            _ => {}
        }
        let (fodder, data) = self.pop();
        let expr = match kind {
            TokenKind::Number => Expr::Word(data),
            TokenKind::True => Expr::Word("true".to_owned()),
            TokenKind::False => Expr::Word("false".to_owned()),
            TokenKind::Null => Expr::Word("null".to_owned()),
            TokenKind::SelfWord => Expr::Word("self".to_owned()),
            TokenKind::Dollar => Expr::Dollar,
            TokenKind::Identifier => Expr::Var(data),
            kind => Expr::Text(Text { quotes: quotes(kind)?, value: data, indent: (0, 0) }),
        };
        Some(Node { fodder, expr })
    }

    fn in_super(&mut self) -> Option<Node> {
        let (fodder, _) = self.pop();
        let expr = if self.kind() == TokenKind::Dot {
            let (dot, _) = self.pop();
            let (gap, name) = self.word()?;
            Expr::SuperName { dot, gap, name }
        } else {
            let left = self.take(TokenKind::BracketL)?;
            let index = self.boxed()?;
            Expr::SuperIndex { left, index, right: self.take(TokenKind::BracketR)? }
        };
        Some(Node { fodder, expr })
    }

    fn array(&mut self) -> Option<Node> {
        let (fodder, _) = self.pop();
        let mut elements: Vec<(Node, Fodder)> = Vec::new();
        let mut trailing = false;
        loop {
            if let Some(close) = self.take(TokenKind::BracketR) {
                return Some(Node { fodder, expr: Expr::Array { elements, trailing, close } });
            }
            if self.kind() == TokenKind::For {
                let (body, comma) = elements.pop()?;
                let specs = self.specs()?;
                let close = self.take(TokenKind::BracketR)?;
                return Some(Node {
                    fodder,
                    expr: Expr::ArrayOf { body: Box::new(body), comma, trailing, specs, close },
                });
            }
            let element = self.expression()?;
            let comma = self.take(TokenKind::Comma);
            trailing = comma.is_some();
            elements.push((element, comma.unwrap_or_default()));
        }
    }

    fn specs(&mut self) -> Option<Vec<Spec>> {
        let mut specs = Vec::new();
        while let Some(for_gap) = self.take(TokenKind::For) {
            let (name_gap, name) = self.word()?;
            let in_gap = self.take(TokenKind::In)?;
            let array = self.expression()?;
            let mut conditions = Vec::new();
            while let Some(gap) = self.take(TokenKind::If) {
                conditions.push((gap, self.expression()?));
            }
            specs.push(Spec { for_gap, name_gap, name, in_gap, array, conditions });
        }
        Some(specs)
    }

    fn object(&mut self) -> Option<Node> {
        let (fodder, _) = self.pop();
        let mut fields = Vec::new();
        let mut trailing = false;
        let mut specs = Vec::new();
        loop {
            if let Some(close) = self.take(TokenKind::BraceR) {
                return Some(Node { fodder, expr: Expr::Object { fields, trailing, specs, close } });
            }
            if self.kind() == TokenKind::For {
                specs = self.specs()?;
                continue;
            }
            let mut field = self.field()?;
            let comma = self.take(TokenKind::Comma);
            trailing = comma.is_some();
            field.comma = comma.unwrap_or_default();
            fields.push(field);
        }
    }

    fn field(&mut self) -> Option<Field> {
        let comma = Fodder::new();
        let kind = match self.kind() {
            TokenKind::Local => {
                let (gap, _) = self.pop();
                let (name_gap, name) = self.word()?;
                let parameters = if self.kind() == TokenKind::ParenL { Some(self.parameters()?) } else { None };
                let operator = self.take_operator("=")?;
                let kind = FieldKind::Local { gap, name_gap, name };
                let value = self.expression()?;
                return Some(Field { kind, parameters, operator, colons: String::new(), value, comma });
            }
            TokenKind::Assert => {
                let (gap, _) = self.pop();
                let value = self.expression()?;
                let (operator, message) = match self.take_operator(":") {
                    Some(colon) => (colon, Some(self.expression()?)),
                    None => (Fodder::new(), None),
                };
                let kind = FieldKind::Assert { gap, message };
                return Some(Field { kind, parameters: None, operator, colons: String::new(), value, comma });
            }
            TokenKind::Identifier => {
                let (gap, name) = self.pop();
                FieldKind::Name { gap, name }
            }
            TokenKind::BracketL => {
                let (gap, _) = self.pop();
                let name = self.expression()?;
                FieldKind::Computed { gap, name, close: self.take(TokenKind::BracketR)? }
            }
            kind => {
                let quotes = quotes(kind)?;
                let (fodder, value) = self.pop();
                FieldKind::Text(Node { fodder, expr: Expr::Text(Text { quotes, value, indent: (0, 0) }) })
            }
        };
        let parameters = if self.kind() == TokenKind::ParenL { Some(self.parameters()?) } else { None };
        if self.kind() != TokenKind::Operator {
            return None;
        }
        let (operator, colons) = self.pop();
        Some(Field { kind, parameters, operator, colons, value: self.expression()?, comma })
    }
}

fn quotes(kind: TokenKind) -> Option<Quotes> {
    Some(match kind {
        TokenKind::StringDouble => Quotes::Double,
        TokenKind::StringSingle => Quotes::Single,
        TokenKind::StringBlock => Quotes::Block,
        TokenKind::VerbatimDouble => Quotes::VerbatimDouble,
        TokenKind::VerbatimSingle => Quotes::VerbatimSingle,
        _ => return None,
    })
}
