//! What becomes of the value of an expression, as far as the text tells: what a default in its place has to be.

use std::rc::Rc;

use super::Outline;
use crate::diagnostic::Span;
use crate::engine::syntax::tree::{Binary, Expr, N};

/// What an expression's value is used as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Use {
    /// A part of a text, or what is compared with one.
    Text,
    /// A condition.
    Condition,
    /// A list.
    List,
    /// An object.
    Object,
    /// A number.
    Number,
    /// The whole value of a field; its name, where it has a literal one.
    Field(Option<String>),
    /// Something the text does not tell.
    Other,
}

impl Use {
    /// What can stand in where such a value is missing, as one would write it; none where the use alone does not tell.
    pub fn stand_in(&self) -> Option<&'static str> {
        match self {
            Self::Text => Some("\"\""),
            Self::Condition => Some("false"),
            Self::List => Some("[]"),
            Self::Object => Some("{}"),
            Self::Number | Self::Field(_) | Self::Other => None,
        }
    }
}

/// Accesses one behind the other, from the first one on that may fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// From the beginning to the end of the last access.
    pub whole: Span,
    /// The names that follow the first access.
    pub names: Vec<String>,
    /// Whether an element, a computed field or a call is among what follows.
    pub mixed: bool,
}

/// A `std.get` that gives null where the field is absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NullGet {
    /// The call.
    pub call: Span,
    /// The `null` in it; none where the default is left out.
    pub null: Option<Span>,
    /// The field that is asked for, as one would write it; none where it does not begin at `ctx`.
    pub path: Option<String>,
}

/// Functions of `std` whose first argument is a text.
const OF_TEXT: [&str; 30] = [
    "asciiLower",
    "asciiUpper",
    "toString",
    "length",
    "substr",
    "startsWith",
    "endsWith",
    "split",
    "splitLimit",
    "splitLimitR",
    "strReplace",
    "trim",
    "lstripChars",
    "rstripChars",
    "stripChars",
    "stringChars",
    "isEmpty",
    "escapeStringJson",
    "escapeStringXML",
    "escapeStringBash",
    "escapeStringDollars",
    "escapeStringPython",
    "parseJson",
    "parseYaml",
    "base64",
    "md5",
    "sha256",
    "equalsIgnoreCase",
    "findSubstr",
    "encodeUTF8",
];

/// Functions whose first argument is an object.
const OF_OBJECT: [&str; 10] = [
    "get",
    "objectHas",
    "objectHasAll",
    "objectFields",
    "objectFieldsAll",
    "objectValues",
    "objectValuesAll",
    "objectKeysValues",
    "mapWithKey",
    "objectRemoveKey",
];

/// Functions whose second argument is a list.
const THEN_LIST: [&str; 8] = ["map", "filter", "join", "flatMap", "mapWithIndex", "foldl", "foldr", "deepJoin"];

/// How many names are followed to where they are used.
const FOLLOWED: usize = 6;

impl Outline {
    /// What the expression at `span` is used as.
    pub fn use_of(&self, span: Span) -> Use {
        self.place_of(span).map_or(Use::Other, |at| self.used(at, FOLLOWED))
    }

    /// The accesses that go on from the one at `span`.
    pub fn chain_from(&self, span: Span) -> Option<Chain> {
        let mut at = self.place_of(span)?;
        let mut chain = Chain { whole: span, names: Vec::new(), mixed: false };
        while let Some(above) = self.nodes()[at].parent {
            let (node, below) = (&self.nodes()[above].node, &self.nodes()[at].node);
            match &node.expr {
                Expr::Index { target, index } if Rc::ptr_eq(target, below) => match &index.expr {
                    Expr::Text(name) => chain.names.push(name.to_string()),
                    _ => chain.mixed = true,
                },
                Expr::Apply { target, .. } if Rc::ptr_eq(target, below) => chain.mixed = true,
                _ => break,
            }
            chain.whole = node.span?;
            at = above;
        }
        Some(chain)
    }

    /// The whole of `left || "text"` and its text, when the expression at `span` is its left side.
    pub fn or_text(&self, span: Span) -> Option<(Span, Span)> {
        let at = self.place_of(span)?;
        let above = &self.nodes()[self.nodes()[at].parent?].node;
        match &above.expr {
            Expr::Binary(Binary::Or, left, right) if Rc::ptr_eq(left, &self.nodes()[at].node) => {
                matches!(right.expr, Expr::Text(_)).then_some((above.span?, right.span?))
            }
            _ => None,
        }
    }

    /// The operands of `left || right` at `span`.
    pub fn or_at(&self, span: Span) -> Option<(Span, Span)> {
        match &self.expression(span)?.expr {
            Expr::Binary(Binary::Or, left, right) => Some((left.span?, right.span?)),
            _ => None,
        }
    }

    /// The condition of the `if` at `span`.
    pub fn condition_of(&self, span: Span) -> Option<Span> {
        match &self.expression(span)?.expr {
            Expr::If { condition, .. } => condition.span,
            _ => None,
        }
    }

    /// `target.name` or `target["name"]` at `span`: where the target stands, and the name.
    pub fn access_at(&self, span: Span) -> Option<(Span, String)> {
        match &self.expression(span)?.expr {
            Expr::Index { target, index } => match &index.expr {
                Expr::Text(name) => Some((target.span?, name.to_string())),
                _ => None,
            },
            _ => None,
        }
    }

    /// Where the target of the call stands whose function is the expression at `span`, and where its arguments do.
    pub fn call_of(&self, span: Span) -> Option<(Span, Vec<Span>)> {
        let at = self.place_of(span)?;
        let above = &self.nodes()[self.nodes()[at].parent?].node;
        match &above.expr {
            Expr::Apply { target, positional, named, .. } if Rc::ptr_eq(target, &self.nodes()[at].node) => {
                let arguments: Option<Vec<Span>> = positional.iter().map(|argument| argument.span).collect();
                (named.is_empty()).then_some((above.span?, arguments?))
            }
            _ => None,
        }
    }

    /// The path of constant accesses at `span`, when it begins at `ctx`; a `std.get` counts as an access.
    pub fn path_of(&self, span: Span) -> Option<String> {
        got_path(&self.expression(span)?)
    }

    /// Every `std.get` with null for its default among what the expression at `span` works on, or behind a name there;
    /// the expression itself counts, too.
    pub fn null_gets_at(&self, span: Span) -> Vec<NullGet> {
        let Some(node) = self.expression(span) else { return Vec::new() };
        let mut operands = vec![node.clone()];
        if null_get(&node).is_none() {
            operands.clear();
        }
        node.each_child(|child| operands.push(child.clone()));
        let mut found = Vec::new();
        for operand in operands {
            let behind = match &operand.expr {
                Expr::Var { name, .. } => self.bound(name, span),
                _ => Some(operand),
            };
            found.extend(behind.and_then(|node| null_get(&node)));
        }
        found
    }

    /// What the name is bound to by the nearest `local` around `span`.
    pub(super) fn bound(&self, name: &str, span: Span) -> Option<N> {
        let mut at = self.place_of(span);
        while let Some(here) = at {
            let node = &self.nodes()[here].node;
            let binds = match &node.expr {
                Expr::Local { binds, .. } => binds.as_slice(),
                Expr::Object(object) => object.locals.as_slice(),
                Expr::Function(function) if function.parameters.iter().any(|known| known.name.as_str() == name) => {
                    return None;
                }
                _ => &[],
            };
            if let Some((_, value)) = binds.iter().find(|(known, _)| known.as_str() == name) {
                return Some(value.clone());
            }
            at = self.nodes()[here].parent;
        }
        None
    }

    fn used(&self, at: usize, left: usize) -> Use {
        let mut at = at;
        // A part of a sum is not all there is of a field.
        let mut part = false;
        loop {
            match self.used_right_here(at, left) {
                Ok(Use::Field(_)) if part => return Use::Other,
                Ok(used) => return used,
                Err((above, of_sum)) => {
                    at = above;
                    part |= of_sum;
                }
            }
        }
    }

    /// The same, or the place above that tells, and whether the way there is that of a sum.
    fn used_right_here(&self, at: usize, left: usize) -> Result<Use, (usize, bool)> {
        let Some(above) = self.nodes()[at].parent else { return Ok(Use::Field(None)) };
        let (node, parent) = (&self.nodes()[at].node, &self.nodes()[above].node);
        let is = |other: &N| Rc::ptr_eq(other, node);
        Ok(match &parent.expr {
            Expr::Binary(operator, one, two) => {
                let other = if is(one) { two } else { one };
                match operator {
                    Binary::Plus => kind_of(other).ok_or((above, true))?,
                    Binary::And | Binary::Or => Use::Condition,
                    Binary::Equal | Binary::NotEqual => kind_of(other).unwrap_or(Use::Text),
                    Binary::Less | Binary::LessOrEqual | Binary::Greater | Binary::GreaterOrEqual => {
                        kind_of(other).unwrap_or(Use::Number)
                    }
                    _ => Use::Number,
                }
            }
            Expr::Unary(..) => Use::Condition,
            Expr::If { condition, .. } if is(condition) => Use::Condition,
            Expr::If { .. } => return Err((above, false)),
            Expr::Error(_) => Use::Text,
            Expr::Std { function: "mod", arguments } => placed_in(arguments.first(), 0),
            Expr::Std { function: "objectHasAll", arguments } if arguments.first().is_some_and(is) => Use::Object,
            Expr::Array(items) => match self.used(above, left) {
                Use::Text | Use::Number if self.is_format(above) => {
                    let format = self.nodes()[above].parent.map(|format| self.nodes()[format].node.clone());
                    let at = items.iter().position(is).unwrap_or(0);
                    match format.as_ref().map(|format| &format.expr) {
                        Some(Expr::Std { arguments, .. }) => placed_in(arguments.first(), at),
                        _ => Use::Text,
                    }
                }
                Use::Text => Use::Text,
                _ => Use::Field(None),
            },
            Expr::FlatMap { array, .. } if is(array) => Use::List,
            Expr::Index { target, .. } if is(target) => Use::Object,
            Expr::Local { body, .. } if is(body) => return Err((above, false)),
            Expr::Local { binds, body } => {
                let name = binds.iter().find(|(_, value)| is(value)).map(|(name, _)| name.as_str());
                name.map_or(Use::Other, |name| self.used_by_name(name, body, left))
            }
            Expr::Object(object) => {
                if let Some((name, _)) = object.locals.iter().find(|(_, value)| is(value)) {
                    return Ok(self.used_by_name(name, parent, left));
                }
                let field = object.fields.iter().find(|field| is(&field.body));
                Use::Field(field.and_then(|field| match &field.name.expr {
                    Expr::Text(name) => Some(name.to_string()),
                    _ => None,
                }))
            }
            Expr::Apply { target, positional, .. } => {
                let Some(position) = positional.iter().position(is) else { return Ok(Use::Other) };
                match &target.expr {
                    Expr::Index { target: library, index } => match (&library.expr, &index.expr) {
                        (Expr::Var { name, .. }, Expr::Text(function)) if name.as_str() == "std" => {
                            taken_by(function, position)
                        }
                        _ => Use::Other,
                    },
                    Expr::Var { name, .. } if left > 0 => {
                        let bound = parent.span.and_then(|span| self.bound(name, span));
                        match bound.as_ref().map(|bound| &bound.expr) {
                            Some(Expr::Function(function)) => match function.parameters.get(position) {
                                Some(parameter) => self.used_by_name(&parameter.name, &function.body, left),
                                None => Use::Other,
                            },
                            _ => Use::Other,
                        }
                    }
                    _ => Use::Other,
                }
            }
            _ => Use::Other,
        })
    }

    /// Whether the node is the values of a format.
    fn is_format(&self, at: usize) -> bool {
        let above = self.nodes()[at].parent.map(|above| &self.nodes()[above].node.expr);
        matches!(above, Some(Expr::Std { function: "mod", .. }))
    }

    /// What a name is used as below `inside`: what is more than text first.
    fn used_by_name(&self, name: &str, inside: &N, left: usize) -> Use {
        if left == 0 {
            return Use::Other;
        }
        let mut uses = Vec::new();
        let mut open = vec![inside.clone()];
        while let Some(node) = open.pop() {
            if matches!(&node.expr, Expr::Var { name: known, .. } if known.as_str() == name)
                && let Some(at) = self.nodes().iter().position(|placed| Rc::ptr_eq(&placed.node, &node))
            {
                uses.push(self.used(at, left - 1));
            }
            node.each_child(|child| open.push(child.clone()));
        }
        let weight = |used: &Use| match used {
            Use::Other => 0,
            Use::Text => 1,
            Use::Field(_) => 2,
            Use::Condition | Use::List | Use::Object | Use::Number => 3,
        };
        uses.into_iter().max_by_key(weight).unwrap_or(Use::Other)
    }
}

/// What the place of a format takes that is the value's of this number.
fn placed_in(format: Option<&N>, at: usize) -> Use {
    let Some(Expr::Text(text)) = format.map(|format| &format.expr) else { return Use::Text };
    let mut places = text.split('%').skip(1);
    let mut seen = 0;
    while let Some(place) = places.next() {
        if place.is_empty() {
            // `%%`
            places.next();
            continue;
        }
        if place.starts_with('(') {
            return Use::Object;
        }
        let kind = place.chars().find(|c| c.is_ascii_alphabetic()).unwrap_or('s');
        if seen == at {
            return if kind == 's' { Use::Text } else { Use::Number };
        }
        seen += 1;
    }
    Use::Text
}

fn taken_by(function: &str, position: usize) -> Use {
    match position {
        0 if OF_TEXT.contains(&function) => Use::Text,
        0 if OF_OBJECT.contains(&function) => Use::Object,
        1 if function == "format" => Use::Text,
        1 if THEN_LIST.contains(&function) => Use::List,
        _ => Use::Other,
    }
}

/// What an operand is by itself.
fn kind_of(node: &N) -> Option<Use> {
    let mut open = vec![node.clone()];
    while let Some(node) = open.pop() {
        match &node.expr {
            Expr::Text(_) => return Some(Use::Text),
            Expr::Std { function: "mod", .. } => return Some(Use::Text),
            Expr::Number(_) => return Some(Use::Number),
            Expr::Bool(_) => return Some(Use::Condition),
            Expr::Array(_) | Expr::FlatMap { .. } => return Some(Use::List),
            Expr::Object(_) => return Some(Use::Object),
            Expr::Binary(Binary::Plus, left, right) => open.extend([left.clone(), right.clone()]),
            Expr::If { yes, .. } => open.push(yes.clone()),
            _ => {}
        }
    }
    None
}

/// `std.get(…)` as its object and the name of the field.
pub(super) fn get(node: &N) -> Option<(&N, &str)> {
    let Expr::Apply { target, positional, .. } = &node.expr else { return None };
    let Expr::Index { target: library, index } = &target.expr else { return None };
    let is_get = matches!((&library.expr, &index.expr), (Expr::Var { name, .. }, Expr::Text(function)) if name.as_str() == "std" && function.as_str() == "get");
    match (is_get, positional.as_slice()) {
        (true, [object, name, ..]) => match &name.expr {
            Expr::Text(name) => Some((object, name.as_str())),
            _ => None,
        },
        _ => None,
    }
}

fn null_get(node: &N) -> Option<NullGet> {
    get(node)?;
    let Expr::Apply { positional, named, .. } = &node.expr else { return None };
    let default =
        positional.get(2).or_else(|| named.iter().find(|(name, _)| name.as_str() == "default").map(|it| &it.1));
    let null = match default {
        Some(default) if matches!(default.expr, Expr::Null) => Some(default.span?),
        Some(_) => return None,
        None if named.is_empty() => None,
        None => return None,
    };
    Some(NullGet { call: node.span?, null, path: got_path(node) })
}

/// `ctx.a.b`, however it is read.
pub(super) fn got_path(node: &N) -> Option<String> {
    let mut names = Vec::new();
    let mut node = node;
    loop {
        match &node.expr {
            Expr::Var { name, .. } if name.as_str() == "ctx" => break,
            Expr::Index { target, index } => match &index.expr {
                Expr::Text(name) => {
                    names.push(name.to_string());
                    node = target;
                }
                _ => return None,
            },
            _ => {
                let (object, name) = get(node)?;
                names.push(name.to_owned());
                node = object;
            }
        }
    }
    names.push("ctx".to_owned());
    names.reverse();
    Some(names.join("."))
}
