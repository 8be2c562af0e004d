//! The tree that runs: Jsonnet with its sugar taken out the way go-jsonnet takes it out, so that each node has the
//! range go-jsonnet reports for it, or none where go-jsonnet has none.

use std::{cell::Cell, rc::Rc};

use jrsonnet_evaluator::{
    IStr,
    function::{FunctionSignature, ParamDefault, ParamName, ParamParse},
    rustc_hash::FxHashMap,
};

use crate::diagnostic::Span;

/// A shared node.
pub type N = Rc<Node>;

/// One expression.
#[derive(Debug)]
pub struct Node {
    /// Its range as go-jsonnet reports it; none for what the desugaring made up.
    pub span: Option<Span>,
    /// What it is.
    pub expr: Expr,
}

/// A text, read and resolved.
#[derive(Debug)]
pub struct Tree {
    /// Its expression.
    pub root: N,
}

/// Where a variable lives: how many scopes up, and which slot there.
#[derive(Debug, Clone, Copy, Default)]
pub struct Slot {
    /// Scopes to go up.
    pub up: u32,
    /// Index in that scope.
    pub index: u32,
}

/// The binary operators that are operations of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Binary {
    Multiply,
    Divide,
    Plus,
    Minus,
    ShiftLeft,
    ShiftRight,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
    BitAnd,
    BitXor,
    BitOr,
    And,
    Or,
}

/// The unary operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Unary {
    Not,
    BitNot,
    Plus,
    Minus,
}

/// Which import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Import {
    Code,
    Text,
    Bytes,
}

/// What an expression is.
#[derive(Debug)]
#[allow(missing_docs, reason = "the names are Jsonnet's own")]
pub enum Expr {
    Null,
    Bool(bool),
    Number(f64),
    /// A number too large for a double: an error when it runs.
    Overflow,
    Text(IStr),
    /// `self`; the cell holds how many scopes up the object's scope is.
    SelfObject(Cell<u32>),
    Var {
        name: IStr,
        slot: Cell<Slot>,
    },
    Array(Vec<N>),
    Binary(Binary, N, N),
    Unary(Unary, N),
    If {
        condition: N,
        yes: N,
        no: N,
    },
    Error(N),
    Index {
        target: N,
        index: N,
    },
    SuperIndex {
        index: N,
        up: Cell<u32>,
    },
    InSuper {
        index: N,
        up: Cell<u32>,
    },
    Object(Rc<Object>),
    Local {
        binds: Vec<(IStr, N)>,
        body: N,
    },
    Function(Rc<Function>),
    Apply {
        target: N,
        positional: Vec<N>,
        named: Vec<(IStr, N)>,
        tailstrict: bool,
    },
    /// A call of a function of the standard library that an operator stands for: `%`, `in`, a slice.
    Std {
        function: &'static str,
        arguments: Vec<N>,
    },
    /// One `for` of a comprehension: `body` gives an array for each element of `array`.
    FlatMap {
        variable: IStr,
        array: N,
        body: N,
    },
    /// An object comprehension: the objects of `parts`, each of one field, put together.
    Merge {
        parts: N,
    },
    Import(Import, IStr),
}

/// An object.
#[derive(Debug)]
#[allow(missing_docs, reason = "the names are Jsonnet's own")]
pub struct Object {
    pub fields: Vec<Field>,
    pub asserts: Vec<N>,
    /// Its `local`s; the last one is `$` where the object is the outermost.
    pub locals: Vec<(IStr, N)>,
    /// Its fields' names, unless some have to be evaluated.
    pub names: Option<Names>,
}

impl Object {
    /// An object of these.
    pub fn new(fields: Vec<Field>, asserts: Vec<N>, locals: Vec<(IStr, N)>) -> Self {
        let mut names = Names::default();
        let literal = fields.iter().enumerate().all(|(index, field)| match &field.name.expr {
            Expr::Text(name) => names.add(name.clone(), index),
            _ => false,
        });
        Self { fields, asserts, locals, names: literal.then_some(names) }
    }
}

/// The names of an object's fields, and which field each is.
#[derive(Debug, Default)]
pub struct Names {
    list: Vec<(IStr, usize)>,
    /// Only where there are so many that going through the list takes longer.
    map: FxHashMap<IStr, usize>,
}

/// How many names are looked through one by one.
const FEW: usize = 12;

impl Names {
    /// Adds a name; says no if it is there already.
    pub fn add(&mut self, name: IStr, field: usize) -> bool {
        if self.find(&name).is_some() {
            return false;
        }
        self.list.push((name.clone(), field));
        if self.list.len() == FEW + 1 {
            self.map = self.list.iter().cloned().collect();
        } else if self.list.len() > FEW {
            self.map.insert(name, field);
        }
        true
    }

    /// Which field has this name.
    pub fn find(&self, name: &IStr) -> Option<usize> {
        if self.list.len() > FEW {
            return self.map.get(name).copied();
        }
        self.list.iter().find(|(known, _)| known == name).map(|(_, field)| *field)
    }

    /// The names in the order written, each with its field.
    pub fn iter(&self) -> impl Iterator<Item = (&IStr, usize)> {
        self.list.iter().map(|(name, field)| (name, *field))
    }
}

/// A field of an object.
#[derive(Debug)]
#[allow(missing_docs, reason = "the names are Jsonnet's own")]
pub struct Field {
    pub name: N,
    pub body: N,
    pub hide: Hide,
    /// `+:`
    pub plus: bool,
}

/// How a field is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hide {
    /// `:`, as the object it extends has it.
    Inherit,
    /// `::`
    Hidden,
    /// `:::`
    Visible,
}

/// A function.
#[derive(Debug)]
pub struct Function {
    /// Parameter names and defaults, as written; a name may stand twice.
    pub parameters: Vec<Parameter>,
    /// How many slots its scope has: parameters of one name share theirs.
    pub slots: usize,
    /// Its body.
    pub body: N,
    /// The parameters as the evaluator wants them for calls from the standard library.
    pub signature: FunctionSignature,
}

/// A parameter.
#[derive(Debug)]
pub struct Parameter {
    /// Its name.
    pub name: IStr,
    /// The slot of its name.
    pub slot: usize,
    /// Its default.
    pub default: Option<N>,
}

impl Node {
    /// A node with a range.
    pub fn at(span: Span, expr: Expr) -> N {
        Rc::new(Self { span: Some(span), expr })
    }

    /// A node made up by the desugaring.
    pub fn made(expr: Expr) -> N {
        Rc::new(Self { span: None, expr })
    }
}

impl Node {
    /// Hands out every expression right below this one, names of fields where they are computed.
    pub fn each_child(&self, mut add: impl FnMut(&N)) {
        match &self.expr {
            Expr::Array(items) | Expr::Std { arguments: items, .. } => items.iter().for_each(add),
            Expr::Binary(_, left, right) => [left, right].into_iter().for_each(add),
            Expr::Unary(_, inner) | Expr::Error(inner) | Expr::Merge { parts: inner } => add(inner),
            Expr::If { condition, yes, no } => [condition, yes, no].into_iter().for_each(add),
            Expr::Index { target, index } => [target, index].into_iter().for_each(add),
            Expr::SuperIndex { index, .. } | Expr::InSuper { index, .. } => add(index),
            Expr::Object(object) => {
                for field in &object.fields {
                    if !matches!(field.name.expr, Expr::Text(_)) {
                        add(&field.name);
                    }
                    add(&field.body);
                }
                object.asserts.iter().chain(object.locals.iter().map(|(_, local)| local)).for_each(add);
            }
            Expr::Local { binds, body } => binds.iter().map(|(_, bind)| bind).chain([body]).for_each(add),
            Expr::Function(function) => {
                let defaults = function.parameters.iter().filter_map(|parameter| parameter.default.as_ref());
                defaults.chain([&function.body]).for_each(add);
            }
            Expr::Apply { target, positional, named, .. } => {
                [target].into_iter().chain(positional).chain(named.iter().map(|(_, value)| value)).for_each(add);
            }
            Expr::FlatMap { array, body, .. } => [array, body].into_iter().for_each(add),
            Expr::Null
            | Expr::Bool(_)
            | Expr::Number(_)
            | Expr::Overflow
            | Expr::Text(_)
            | Expr::SelfObject(_)
            | Expr::Var { .. }
            | Expr::Import(..) => {}
        }
    }
}

impl Drop for Node {
    /// Takes long chains (`a + b + …`, `a.b.c…`, `if … else if …`) apart one by one: dropped as they nest, they would
    /// need a stack as deep as they are long.
    fn drop(&mut self) {
        let mut next = self.take_link();
        while let Some(node) = next {
            next = Rc::into_inner(node).and_then(|mut node| node.take_link());
        }
    }
}

impl Node {
    /// The next node of a chain, out of this one.
    fn take_link(&mut self) -> Option<N> {
        let link = match &mut self.expr {
            Expr::Binary(_, link, _)
            | Expr::Unary(_, link)
            | Expr::If { no: link, .. }
            | Expr::Index { target: link, .. }
            | Expr::Apply { target: link, .. }
            | Expr::Local { body: link, .. } => link,
            _ => return None,
        };
        if matches!(link.expr, Expr::Null | Expr::Var { .. } | Expr::Text(_) | Expr::Number(_)) {
            return None;
        }
        Some(std::mem::replace(link, Node::made(Expr::Null)))
    }
}

impl Function {
    /// A function of parameters and body.
    pub fn new(parameters: Vec<(IStr, Option<N>)>, body: N) -> Rc<Self> {
        let signature = FunctionSignature::new(
            parameters
                .iter()
                .map(|(name, default)| {
                    ParamParse::new(ParamName::Named(name.clone()), ParamDefault::exists(default.is_some()))
                })
                .collect(),
        );
        let mut names: Vec<IStr> = Vec::new();
        let parameters = parameters
            .into_iter()
            .map(|(name, default)| {
                let slot = names.iter().position(|known| *known == name).unwrap_or_else(|| {
                    names.push(name.clone());
                    names.len() - 1
                });
                Parameter { name, slot, default }
            })
            .collect();
        Rc::new(Self { parameters, slots: names.len(), body, signature })
    }
}
