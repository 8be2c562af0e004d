//! Names: where they are bound and where they are used, by Jsonnet's scopes, in a text that may be broken.

use super::{
    syntax::{Bind, Call, Expr, Field, Member, Name, Object, Parameter, Spec, What},
    tokens,
};
use crate::diagnostic::Span;

/// What binds a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binder {
    /// `local name = …`, in an expression or in an object.
    Local,
    /// A parameter.
    Parameter,
    /// `for name in …`.
    Loop,
}

/// A name that is bound.
#[derive(Debug, Clone)]
pub struct Binding<'t> {
    /// The name.
    pub name: &'t str,
    /// Where it is written.
    pub span: Span,
    /// What binds it.
    pub binder: Binder,
    /// Its value, a parameter's default, or what a loop goes through.
    pub value: Option<&'t Expr>,
    /// The parameters, where it is a function.
    pub parameters: Option<&'t [Parameter]>,
    /// Where it can be used.
    pub scopes: Vec<Span>,
    /// Where it is used, in the order of the text.
    pub uses: Vec<Span>,
    /// Whether it is a parameter of the function that the text is.
    pub of_root: bool,
}

/// The names of a text.
#[derive(Debug)]
pub struct Names<'t> {
    text: &'t str,
    /// Every binding, in the order of the text where they nest.
    pub bindings: Vec<Binding<'t>>,
    /// Which binding a use is of; none for `std` and for what nothing binds.
    pub uses: Vec<(Span, Option<usize>)>,
    /// For each `self` and `$`, the object.
    objects: Vec<(Span, &'t Object)>,
}

impl<'t> Names<'t> {
    /// The names of `text`, whose tree is `root`.
    pub fn of(text: &'t str, root: &'t Expr) -> Self {
        let names = Names { text, bindings: Vec::new(), uses: Vec::new(), objects: Vec::new() };
        let mut walk = Walk { names, scope: Vec::new(), objects: Vec::new(), root };
        walk.expr(root);
        let mut names = walk.names;
        names.named_arguments(root);
        for at in 0..names.uses.len() {
            if let (span, Some(binding)) = names.uses[at] {
                names.bindings[binding].uses.push(span);
            }
        }
        for binding in &mut names.bindings {
            binding.uses.sort_by_key(|span| span.start);
        }
        names
    }

    /// The binding of the name at `offset`, of which that is the binding or a use.
    pub fn at(&self, offset: usize) -> Option<&Binding<'t>> {
        let touches = |span: Span| span.start <= offset && offset <= span.end;
        let bound = self.bindings.iter().find(|binding| touches(binding.span));
        bound.or_else(|| {
            let (_, binding) = self.uses.iter().find(|(span, _)| touches(*span))?;
            binding.and_then(|binding| self.bindings.get(binding))
        })
    }

    /// What can be used at `offset`, innermost first.
    pub fn visible(&self, offset: usize) -> Vec<&Binding<'t>> {
        let holds = |scope: &Span| scope.start <= offset && offset <= scope.end;
        let mut found: Vec<(usize, usize, &Binding<'t>)> = Vec::new();
        for (order, binding) in self.bindings.iter().enumerate() {
            if let Some(scope) = binding.scopes.iter().find(|scope| holds(scope)) {
                found.push((scope.end - scope.start, usize::MAX - order, binding));
            }
        }
        found.sort_by_key(|(size, order, _)| (*size, *order));
        let mut seen = Vec::new();
        found.retain(|(_, _, binding)| {
            !seen.contains(&binding.name) && {
                seen.push(binding.name);
                true
            }
        });
        found.into_iter().map(|(_, _, binding)| binding).collect()
    }

    /// The binding that a use is of.
    pub fn binding_of(&self, name: &Expr) -> Option<&Binding<'t>> {
        let (_, binding) = self.uses.iter().find(|(span, _)| *span == name.span)?;
        binding.and_then(|binding| self.bindings.get(binding))
    }

    /// The objects that an expression is made of, as far as the text says, the one that wins first.
    pub fn objects_of(&self, expr: &'t Expr) -> Vec<&'t Object> {
        let mut found = Vec::new();
        self.collect_objects(expr, 0, &mut found);
        found
    }

    fn collect_objects(&self, expr: &'t Expr, depth: usize, found: &mut Vec<&'t Object>) {
        if depth > 20 {
            return;
        }
        match &expr.what {
            What::Object(object) => found.push(object),
            What::Parens(inner) => self.collect_objects(inner, depth + 1, found),
            What::Extend { left, right } => {
                self.collect_objects(right, depth + 1, found);
                self.collect_objects(left, depth + 1, found);
            }
            What::Binary { left, operator, right } if operator.of(self.text) == "+" => {
                self.collect_objects(right, depth + 1, found);
                self.collect_objects(left, depth + 1, found);
            }
            What::If { yes, no, .. } => {
                self.collect_objects(yes, depth + 1, found);
                no.iter().for_each(|no| self.collect_objects(no, depth + 1, found));
            }
            What::Local { body, .. } => self.collect_objects(body, depth + 1, found),
            What::Assert { rest, .. } => self.collect_objects(rest, depth + 1, found),
            What::SelfWord | What::Dollar => {
                found.extend(self.objects.iter().filter(|(span, _)| *span == expr.span).map(|(_, object)| *object));
            }
            What::Name => {
                if let Some(value) = self.value_of(expr) {
                    self.collect_objects(value, depth + 1, found);
                }
            }
            What::Call(call) => {
                if let Some(body) = self.function_of(call).and_then(|(_, body)| body) {
                    self.collect_objects(body, depth + 1, found);
                }
            }
            What::Field { target, name: Some(name), .. } => {
                if let Some(field) = self.field_of(target, name.of(self.text)) {
                    self.collect_objects(&field.value, depth + 1, found);
                }
            }
            What::Bracket { target, parts } => match parts.first() {
                Some(part) if matches!(part.what, What::Text) => {
                    if let Some(field) = self.field_of(target, literal(part.span.of(self.text))) {
                        self.collect_objects(&field.value, depth + 1, found);
                    }
                }
                Some(part) if matches!(part.what, What::Literal) => {
                    if let Some(element) = self.elements_of(target).first() {
                        self.collect_objects(element, depth + 1, found);
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }

    /// The value that a name has as written: that of a local that is no function. The variable of a loop over a written
    /// array has its first element.
    fn value_of(&self, name: &Expr) -> Option<&'t Expr> {
        let binding = self.binding_of(name)?;
        match binding.binder {
            Binder::Local if binding.parameters.is_none() => binding.value,
            Binder::Loop => self.elements_of(binding.value?).first().copied(),
            _ => None,
        }
    }

    fn elements_of(&self, expr: &'t Expr) -> Vec<&'t Expr> {
        match &expr.what {
            What::Array(elements) => elements.iter().collect(),
            What::ArrayOf { body, .. } => vec![body],
            What::Parens(inner) => self.elements_of(inner),
            What::Name => match self.binding_of(expr) {
                Some(Binding { binder: Binder::Local, parameters: None, value: Some(value), .. })
                    if !std::ptr::eq(*value, expr) && value.span.start != expr.span.start =>
                {
                    match &value.what {
                        What::Array(elements) => elements.iter().collect(),
                        What::ArrayOf { body, .. } => vec![body],
                        _ => Vec::new(),
                    }
                }
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// A field of what an expression is, as far as the text says.
    pub fn field_of(&self, target: &'t Expr, name: &str) -> Option<&'t Field> {
        self.objects_of(target).into_iter().find_map(|object| {
            object.members.iter().find_map(|member| match member {
                Member::Field(field) if field.word(self.text) == Some(name) => Some(field),
                _ => None,
            })
        })
    }

    /// The parameters and, for a function that is written as one, the body of what a call calls.
    pub fn function_of(&self, call: &'t Call) -> Option<(&'t [Parameter], Option<&'t Expr>)> {
        self.function(&call.target)
    }

    fn function(&self, target: &'t Expr) -> Option<(&'t [Parameter], Option<&'t Expr>)> {
        match &target.what {
            What::Parens(inner) => self.function(inner),
            What::Function { parameters, body } => Some((parameters, Some(body))),
            What::Name => {
                let binding = self.binding_of(target)?;
                if let Some(parameters) = binding.parameters {
                    return Some((parameters, binding.value));
                }
                match (&binding.binder, binding.value.map(|value| &value.what)) {
                    (Binder::Local, Some(What::Function { parameters, body })) => Some((parameters, Some(body))),
                    _ => None,
                }
            }
            What::Field { target, name: Some(name), .. } => {
                let field = self.field_of(target, name.of(self.text))?;
                match (&field.parameters, &field.value.what) {
                    (Some(parameters), _) => Some((parameters, Some(&field.value))),
                    (None, What::Function { parameters, body }) => Some((parameters, Some(body))),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Named arguments are uses of the parameters they name.
    fn named_arguments(&mut self, root: &'t Expr) {
        let mut calls: Vec<&'t Call> = Vec::new();
        let mut open = vec![root];
        while let Some(expr) = open.pop() {
            if let What::Call(call) = &expr.what {
                calls.push(call);
            }
            expr.each_child(&mut |child| open.push(child));
        }
        for call in calls {
            for (name, argument) in call.arguments.iter().filter_map(|argument| Some((argument.name?, argument))) {
                let parameter = self.function_of(call).and_then(|(parameters, _)| {
                    parameters.iter().find(|parameter| parameter.name.of(self.text) == name.of(self.text))
                });
                let bound =
                    parameter.and_then(|found| self.bindings.iter().position(|binding| binding.span == found.name));
                let _ = argument;
                self.uses.push((name, bound));
            }
        }
    }
}

impl Field {
    /// Its name, where the text says it.
    pub fn word<'t>(&self, text: &'t str) -> Option<&'t str> {
        match &self.name {
            Name::Word(span) => Some(span.of(text)),
            Name::Text(span) => Some(literal(span.of(text))),
            Name::Computed(name) if matches!(name.what, What::Text) => Some(literal(name.span.of(text))),
            Name::Computed(_) => None,
        }
    }

    /// Where its name is written, quotes included.
    pub fn name_span(&self) -> Span {
        match &self.name {
            Name::Word(span) | Name::Text(span) => *span,
            Name::Computed(name) => name.span,
        }
    }
}

/// What a string literal says, escapes left as they are.
pub fn literal(text: &str) -> &str {
    let text = text.strip_prefix('@').unwrap_or(text);
    let Some(quote) = text.chars().next().filter(|quote| matches!(quote, '"' | '\'')) else { return text };
    let inside = &text[1..];
    inside.strip_suffix(quote).unwrap_or(inside)
}

struct Walk<'t> {
    names: Names<'t>,
    /// The bindings that are in scope, innermost last.
    scope: Vec<usize>,
    /// The objects around, innermost last.
    objects: Vec<&'t Object>,
    root: &'t Expr,
}

impl<'t> Walk<'t> {
    fn bind(&mut self, span: Span, binder: Binder, value: Option<&'t Expr>, scopes: Vec<Span>) -> usize {
        let name = span.of(self.names.text);
        let binding = Binding { name, span, binder, value, parameters: None, scopes, uses: Vec::new(), of_root: false };
        self.names.bindings.push(binding);
        self.scope.push(self.names.bindings.len() - 1);
        self.names.bindings.len() - 1
    }

    fn parameters(&mut self, parameters: &'t [Parameter], body: &'t Expr, of_root: bool) {
        let start = parameters.first().map_or(body.span.start, |parameter| parameter.name.start);
        for parameter in parameters {
            let scope = Span::new(start, self.end_of(body));
            let bound = self.bind(parameter.name, Binder::Parameter, parameter.default.as_ref(), vec![scope]);
            self.names.bindings[bound].of_root = of_root;
        }
        parameters.iter().filter_map(|parameter| parameter.default.as_ref()).for_each(|default| self.expr(default));
    }

    /// The end of an expression; where it is missing, everything that follows may become it.
    fn end_of(&self, expr: &Expr) -> usize {
        if matches!(expr.what, What::Missing) { self.names.text.len() } else { expr.span.end }
    }

    fn binds(&mut self, binds: impl Iterator<Item = &'t Bind> + Clone, scope: Span) {
        for bind in binds.clone() {
            let bound = self.bind(bind.name, Binder::Local, Some(&bind.value), vec![scope]);
            self.names.bindings[bound].parameters = bind.parameters.as_deref();
        }
        for bind in binds {
            let mark = self.scope.len();
            self.parameters(bind.parameters.as_deref().unwrap_or_default(), &bind.value, false);
            self.expr(&bind.value);
            self.scope.truncate(mark);
        }
    }

    /// The scopes of `for`s; `inside` is where their variables can be used beside.
    fn specs(&mut self, specs: &'t [Spec], inside: &[Span]) {
        let end = specs
            .last()
            .map_or(0, |spec| spec.conditions.last().map_or(spec.array.span.end, |condition| condition.span.end));
        for spec in specs {
            self.expr(&spec.array);
            if let Some(variable) = spec.variable {
                let mut scopes = inside.to_vec();
                scopes.push(Span::new(spec.array.span.end.min(end), end));
                self.bind(variable, Binder::Loop, Some(&spec.array), scopes);
            }
            spec.conditions.iter().for_each(|condition| self.expr(condition));
        }
    }

    fn object(&mut self, object: &'t Object, span: Span) {
        let outer = self.scope.len();
        self.specs(&object.specs, &[span]);
        for member in &object.members {
            if let Member::Field(Field { name: Name::Computed(name), .. }) = member {
                self.expr(name);
            }
        }
        self.objects.push(object);
        let binds = object.members.iter().filter_map(|member| match member {
            Member::Local(bind) => Some(bind),
            _ => None,
        });
        self.binds(binds, span);
        for member in &object.members {
            let mark = self.scope.len();
            match member {
                Member::Local(_) => {}
                Member::Assert { condition, message } => {
                    self.expr(condition);
                    message.iter().for_each(|message| self.expr(message));
                }
                Member::Field(field) => {
                    self.parameters(field.parameters.as_deref().unwrap_or_default(), &field.value, false);
                    self.expr(&field.value);
                }
            }
            self.scope.truncate(mark);
        }
        self.objects.pop();
        self.scope.truncate(outer);
    }

    fn expr(&mut self, expr: &'t Expr) {
        let mark = self.scope.len();
        match &expr.what {
            What::Name => {
                let name = expr.span.of(self.names.text);
                let bound = self.scope.iter().rev().find(|at| self.names.bindings[**at].name == name);
                self.names.uses.push((expr.span, bound.copied()));
            }
            What::SelfWord => self.names.objects.extend(self.objects.last().map(|object| (expr.span, *object))),
            What::Dollar => self.names.objects.extend(self.objects.first().map(|object| (expr.span, *object))),
            What::Object(object) => self.object(object, expr.span),
            What::ArrayOf { body, specs } => {
                self.specs(specs, &[body.span]);
                self.expr(body);
            }
            What::Local { binds, body } => {
                let start = binds.first().map_or(expr.span.start, |bind| bind.name.start);
                self.binds(binds.iter(), Span::new(start, self.end_of(body).max(expr.span.end)));
                self.expr(body);
            }
            What::Function { parameters, body } => {
                self.parameters(parameters, body, self.is_root(expr));
                self.expr(body);
            }
            _ => expr.each_child(&mut |child| self.expr(child)),
        }
        self.scope.truncate(mark);
    }

    /// Whether an expression is the function that the text gives: the root, or what locals around it lead to.
    fn is_root(&self, expr: &Expr) -> bool {
        let mut here = self.root;
        loop {
            match &here.what {
                _ if std::ptr::eq(here, expr) => return true,
                What::Local { body, .. } => here = body,
                What::Assert { rest, .. } => here = rest,
                What::Parens(inner) => here = inner,
                _ => return false,
            }
        }
    }
}

/// Whether renaming to `name` is possible at all: a word that is no keyword.
pub fn can_be(name: &str) -> bool {
    tokens::is_name(name)
}
