//! The tree with everything that stands between its tokens (go-jsonnet `ast/ast.go`).

use super::fodder::Fodder;

/// An expression and what stands before it; of one that begins with another expression, that one has it.
#[derive(Debug, Clone)]
pub struct Node {
    pub fodder: Fodder,
    pub expr: Expr,
}

pub type N = Box<Node>;

#[derive(Debug, Clone)]
pub enum Expr {
    /// `null`, `true`, `false`, `self`, a number.
    Word(String),
    Dollar,
    Var(String),
    Text(Text),
    Apply {
        target: N,
        left: Fodder,
        arguments: Vec<Argument>,
        trailing: bool,
        right: Fodder,
        tailstrict: Option<Fodder>,
    },
    Brace {
        left: N,
        right: N,
    },
    Array {
        elements: Vec<(Node, Fodder)>,
        trailing: bool,
        close: Fodder,
    },
    ArrayOf {
        body: N,
        comma: Fodder,
        trailing: bool,
        specs: Vec<Spec>,
        close: Fodder,
    },
    Assert {
        condition: N,
        message: Option<(Fodder, N)>,
        semicolon: Fodder,
        rest: N,
    },
    Binary {
        left: N,
        gap: Fodder,
        operator: String,
        right: N,
    },
    If {
        condition: N,
        then: Fodder,
        yes: N,
        no: Option<(Fodder, N)>,
    },
    Error(N),
    Function {
        parameters: Parameters,
        body: N,
    },
    Import {
        word: &'static str,
        file: N,
    },
    /// `target.name`
    Name {
        target: N,
        dot: Fodder,
        gap: Fodder,
        name: String,
    },
    /// `target[index]`
    Index {
        target: N,
        left: Fodder,
        index: N,
        right: Fodder,
    },
    Slice {
        target: N,
        left: Fodder,
        begin: Option<N>,
        end_colon: Fodder,
        end: Option<N>,
        step_colon: Fodder,
        step: Option<N>,
        right: Fodder,
    },
    InSuper {
        index: N,
        in_gap: Fodder,
        super_gap: Fodder,
    },
    /// `super.name`
    SuperName {
        dot: Fodder,
        gap: Fodder,
        name: String,
    },
    /// `super[index]`
    SuperIndex {
        left: Fodder,
        index: N,
        right: Fodder,
    },
    Local {
        binds: Vec<Bind>,
        body: N,
    },
    Object {
        fields: Vec<Field>,
        trailing: bool,
        /// The `for`s of a comprehension.
        specs: Vec<Spec>,
        close: Fodder,
    },
    Parens {
        inner: N,
        close: Fodder,
    },
    Unary {
        operator: String,
        operand: N,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quotes {
    Double,
    Single,
    Block,
    VerbatimDouble,
    VerbatimSingle,
}

#[derive(Debug, Clone)]
pub struct Text {
    pub quotes: Quotes,
    /// Escapes as written, for plain quotes; what it means for the others.
    pub value: String,
    /// The indent of a block's lines and of its end.
    pub indent: (usize, usize),
}

#[derive(Debug, Clone)]
pub struct Argument {
    pub name: Option<(Fodder, String)>,
    pub value: Node,
    pub comma: Fodder,
}

#[derive(Debug, Clone, Default)]
pub struct Parameters {
    pub left: Fodder,
    pub list: Vec<Parameter>,
    pub trailing: bool,
    pub right: Fodder,
}

#[derive(Debug, Clone)]
pub struct Parameter {
    pub gap: Fodder,
    pub name: String,
    pub default: Option<(Fodder, Node)>,
    pub comma: Fodder,
}

#[derive(Debug, Clone)]
pub struct Bind {
    pub gap: Fodder,
    pub name: String,
    pub parameters: Option<Parameters>,
    pub equals: Fodder,
    pub body: Node,
    pub close: Fodder,
}

#[derive(Debug, Clone)]
pub struct Spec {
    pub for_gap: Fodder,
    pub name_gap: Fodder,
    pub name: String,
    pub in_gap: Fodder,
    pub array: Node,
    pub conditions: Vec<(Fodder, Node)>,
}

#[derive(Debug, Clone)]
pub struct Field {
    pub kind: FieldKind,
    pub parameters: Option<Parameters>,
    /// Before the colons, the equals sign of a local, or the colon of an assert's message.
    pub operator: Fodder,
    /// `:`, `+::` and so on.
    pub colons: String,
    pub value: Node,
    pub comma: Fodder,
}

#[derive(Debug, Clone)]
pub enum FieldKind {
    /// `local name`
    Local {
        gap: Fodder,
        name_gap: Fodder,
        name: String,
    },
    Name {
        gap: Fodder,
        name: String,
    },
    Text(Node),
    Computed {
        gap: Fodder,
        name: Node,
        close: Fodder,
    },
    Assert {
        gap: Fodder,
        message: Option<Node>,
    },
}

impl Field {
    /// What stands before the field.
    pub fn open(&self) -> &Fodder {
        match &self.kind {
            FieldKind::Local { gap, .. }
            | FieldKind::Name { gap, .. }
            | FieldKind::Computed { gap, .. }
            | FieldKind::Assert { gap, .. } => gap,
            FieldKind::Text(name) => &name.fodder,
        }
    }

    /// The same, to change it.
    pub fn open_mut(&mut self) -> &mut Fodder {
        match &mut self.kind {
            FieldKind::Local { gap, .. }
            | FieldKind::Name { gap, .. }
            | FieldKind::Computed { gap, .. }
            | FieldKind::Assert { gap, .. } => gap,
            FieldKind::Text(name) => &mut name.fodder,
        }
    }
}

impl Node {
    /// The expression that this one begins with.
    fn first(&self) -> Option<&Node> {
        match &self.expr {
            Expr::Apply { target: first, .. }
            | Expr::Brace { left: first, .. }
            | Expr::Binary { left: first, .. }
            | Expr::Name { target: first, .. }
            | Expr::Index { target: first, .. }
            | Expr::InSuper { index: first, .. }
            | Expr::Slice { target: first, .. } => Some(first),
            _ => None,
        }
    }

    /// Whether it begins with another expression.
    pub fn begins_with_another(&self) -> bool {
        self.first().is_some()
    }

    /// The innermost expression at its beginning.
    pub fn leftmost(&self) -> &Node {
        let mut node = self;
        while let Some(first) = node.first() {
            node = first;
        }
        node
    }

    /// What stands before it.
    pub fn open(&self) -> &Fodder {
        &self.leftmost().fodder
    }

    /// The same, to change it.
    pub fn open_mut(&mut self) -> &mut Fodder {
        match &mut self.expr {
            Expr::Apply { target: first, .. }
            | Expr::Brace { left: first, .. }
            | Expr::Binary { left: first, .. }
            | Expr::Name { target: first, .. }
            | Expr::Index { target: first, .. }
            | Expr::InSuper { index: first, .. }
            | Expr::Slice { target: first, .. } => first.open_mut(),
            _ => &mut self.fodder,
        }
    }
}
