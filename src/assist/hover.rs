//! What there is to say of the thing under the pointer: its documentation, and what it is right now.

use super::{
    Text, boundary,
    moments::{self, Moments},
    names::{Binder, Binding},
    place, standard,
    syntax::{self, Expr, Member, Name, What},
    tokens,
    value::{Known, kind, path_in_ctx, shown},
};
use crate::{
    diagnostic::Span,
    engine::{Step, values::sample::Sample},
    mandrill::fields::{self, Needs},
    ory::ctx::shape::known::{self, flow_of},
};

/// How many characters are shown of what something comes from.
const ORIGIN: usize = 80;

/// What there is to say of what stands at `offset`, in Markdown: paragraphs, the value last. None where there is nothing.
pub fn hover(template: &str, ctx: &str, offset: usize) -> Option<String> {
    let offset = boundary(template, offset);
    if is_silent(template, offset) {
        return None;
    }
    let root = syntax::read(template);
    let text = Text::new(template, &root);
    let known = Known::new(&text, ctx, None);
    let mut said: Vec<String> = Vec::new();
    let subject = subject(&text, offset)?;
    match &subject {
        Subject::Std(name, call) => {
            let entry = standard::find(name)?;
            said.push(format!("`{}`", entry.signature()));
            said.push(entry.does.to_owned());
            said.extend(call.and_then(|span| known.sample_at(span)).map(of_value));
        }
        Subject::Library => said.push("`std`, the standard library, as of go-jsonnet 0.21.0.".to_owned()),
        Subject::Path(path, span) => {
            said.extend(of_path(ctx, path));
            said.extend(told(&known, *span));
        }
        Subject::Bound(binding) => {
            said.push(of_binding(&text, binding));
            said.extend(origin(&text, ctx, binding));
            let value = match binding.binder {
                Binder::Local if binding.parameters.is_none() => binding.value.and_then(|value| known.sample(value)),
                Binder::Local => None,
                _ => binding.uses.iter().find_map(|at| known.sample_at(*at)),
            };
            let unasked = binding.value.filter(|_| binding.binder == Binder::Local && binding.parameters.is_none());
            match value {
                Some(value) => said.push(of_value(value)),
                None => said.extend(unasked.and_then(|value| told(&known, value.span))),
            }
        }
        Subject::Field(path, value) => {
            let field = place::field(path);
            said.extend(field.map(of_field));
            let from = text.root.around(value.start).into_iter().find(|expr| expr.span == *value);
            said.extend(from.and_then(|expr| comes_from(&text, expr)));
            let value = told(&known, *value);
            if field.is_none() && value.is_none() {
                return None;
            }
            said.extend(value);
        }
        Subject::Value(span) => said.push(told(&known, *span)?),
    }
    Some(said.join("\n\n"))
}

/// Whether nothing is there but white space, or a comment, which may begin there.
fn is_silent(template: &str, offset: usize) -> bool {
    let before = template[..offset].chars().next_back();
    let after = template[offset..].chars().next();
    if before.is_none_or(char::is_whitespace) && after.is_none_or(char::is_whitespace) {
        return true;
    }
    // The caret may be in the middle of the mark.
    let begins = [offset, offset.saturating_sub(1)].into_iter().any(|at| {
        let rest = template.get(at..).unwrap_or_default();
        let mark = ["//", "/*", "#"].into_iter().find(|mark| rest.starts_with(*mark));
        mark.is_some_and(|mark| at + mark.len() > offset && tokens::comment_at(template, at + mark.len()))
    });
    begins || tokens::comment_at(template, offset)
}

/// What the pointer is on.
enum Subject<'s, 't> {
    /// A name of the standard library, and the call of it.
    Std(&'t str, Option<Span>),
    /// `std` itself.
    Library,
    /// A part of the context, and the expression that reads it.
    Path(Vec<Step>, Span),
    /// A name that the template binds.
    Bound(&'s Binding<'t>),
    /// The name of a field: its path in the body, and its value.
    Field(Vec<Step>, Span),
    /// Any other expression.
    Value(Span),
}

fn subject<'s, 't>(text: &'s Text<'t>, offset: usize) -> Option<Subject<'s, 't>> {
    let touches = |span: Span| span.start <= offset && offset <= span.end;
    if let Some(binding) = text.names.at(offset) {
        let is_use = binding.uses.iter().any(|span| touches(*span));
        if binding.of_root && binding.name == "ctx" {
            let span = binding.uses.iter().find(|span| touches(**span)).copied();
            return Some(match span.or(binding.uses.first().copied()).filter(|_| is_use) {
                Some(span) => Subject::Path(Vec::new(), span),
                None => Subject::Bound(binding),
            });
        }
        return Some(Subject::Bound(binding));
    }
    let around = text.root.around(offset);
    let (expr, outer) = (*around.last()?, around.iter().rev().nth(1));
    match &expr.what {
        What::Name if expr.span.of(text.source) == "std" => Some(Subject::Library),
        What::Field { target, name: Some(name), .. } if touches(*name) => {
            if target.span.of(text.source) == "std" && text.names.binding_of(target).is_none() {
                let call =
                    outer.filter(|outer| matches!(&outer.what, What::Call(call) if call.target.span == expr.span));
                return Some(Subject::Std(name.of(text.source), call.map(|call| call.span)));
            }
            Some(match path_in_ctx(text, expr) {
                Some(path) => Subject::Path(path, expr.span),
                None => Subject::Value(expr.span),
            })
        }
        What::Object(object) => {
            let named = object.members.iter().find_map(|member| match member {
                Member::Field(field) if !matches!(field.name, Name::Computed(_)) => {
                    field.word(text.source).filter(|_| touches(field.name_span())).map(|name| (name, field.value.span))
                }
                _ => None,
            });
            let Some((name, value)) = named else { return Some(Subject::Value(expr.span)) };
            let mut path = place::of_object(text, object).unwrap_or_default();
            path.push(Step::Field(name.to_owned()));
            Some(Subject::Field(path, value))
        }
        // Its words stand for all that follows.
        What::Missing | What::Local { .. } | What::Assert { .. } => None,
        What::Literal | What::Text => in_brackets(text, offset, expr),
        _ => Some(Subject::Value(expr.span)),
    }
}

/// The name in `ctx["name"]` and in `std.get(ctx, "name")`; any other literal says what it is by itself.
fn in_brackets<'s, 't>(text: &'s Text<'t>, offset: usize, literal: &Expr) -> Option<Subject<'s, 't>> {
    let around = text.root.around(offset);
    let outer = around.iter().rev().nth(1)?;
    match &outer.what {
        What::Call(call) if call.arguments.get(1).is_some_and(|argument| argument.value.span == literal.span) => {
            path_in_ctx(text, outer).map(|path| Subject::Path(path, outer.span))
        }
        What::Bracket { parts, .. } if parts.first().is_some_and(|part| part.span == literal.span) => {
            Some(match path_in_ctx(text, outer) {
                Some(path) => Subject::Path(path, outer.span),
                None => Subject::Value(outer.span),
            })
        }
        _ => None,
    }
}

fn of_binding(text: &Text<'_>, binding: &Binding<'_>) -> String {
    let parameters = binding.parameters.map(|parameters| {
        parameters.iter().map(|parameter| parameter.name.of(text.source)).collect::<Vec<_>>().join(", ")
    });
    let uses = match binding.uses.len() {
        0 => "never used".to_owned(),
        1 => "used once".to_owned(),
        count => format!("used {count} times"),
    };
    match (binding.binder, parameters) {
        (_, Some(parameters)) => format!("`local {}({parameters})`, a function, {uses}", binding.name),
        (Binder::Local, None) => format!("`local {}`, {uses}", binding.name),
        (Binder::Parameter, None) if binding.of_root && binding.name == "ctx" => {
            format!("`ctx`, what Ory hands to the template, {uses}")
        }
        (Binder::Parameter, None) => format!("`{}`, a parameter, {uses}", binding.name),
        (Binder::Loop, None) => format!("`{}`, the variable of a loop, {uses}", binding.name),
    }
}

/// Where the value of a name comes from: what is sent at the path of the context that it reads, or else how it is made.
fn origin<'t>(text: &Text<'t>, ctx: &str, binding: &Binding<'t>) -> Vec<String> {
    let Some(value) = binding.value.filter(|_| binding.parameters.is_none()) else { return Vec::new() };
    if binding.binder == Binder::Loop {
        return vec![format!("Each of {}.", written(text, value))];
    }
    let Some(path) = path_in_ctx(text, value) else {
        return comes_from(text, value).into_iter().collect();
    };
    let mut said = of_path(ctx, &path);
    if let Some(first) = said.first_mut() {
        *first = format!("From `{}`.", path_words(&path));
    }
    said
}

/// How the value of an expression is made, where its text does not say what it gives.
fn comes_from<'t>(text: &Text<'t>, expr: &'t Expr) -> Option<String> {
    match &expr.what {
        What::Literal | What::Text | What::Object(_) | What::Array(_) | What::Missing | What::Function { .. } => None,
        _ => Some(format!("From {}.", written(text, expr))),
    }
}

/// An expression as code in a line: the path of the context that it reads, or its own text.
fn written<'t>(text: &Text<'t>, expr: &'t Expr) -> String {
    let words = match path_in_ctx(text, expr) {
        Some(path) => path_words(&path),
        None => shortened(expr.span.of(text.source).split_whitespace().collect::<Vec<_>>().join(" ")),
    };
    format!("`{}`", words.replace('`', "'"))
}

/// A path of the context as one writes it.
fn path_words(path: &[Step]) -> String {
    path.iter().fold("ctx".to_owned(), |text, step| match step {
        Step::Field(name) if tokens::is_name(name) => format!("{text}.{name}"),
        Step::Field(name) => format!("{text}[{}]", serde_json::Value::from(name.as_str())),
        Step::Element(at) => format!("{text}[{at}]"),
    })
}

/// What the context is, for the hook that this one is of.
fn of_ctx(ctx: &str) -> Vec<String> {
    let mut said = vec!["`ctx`, what Ory hands to the template (Kratos `selfservice/hook/web_hook.go`).".to_owned()];
    if let Some(flow) = flow_of(ctx) {
        let after = serde_json::from_str::<serde_json::Value>(ctx).is_ok_and(|ctx| ctx.get("identity").is_some());
        let keys: Vec<String> = known::keys(Some(flow), &[])
            .iter()
            .filter(|key| after || !key.may_lack)
            .map(|key| format!("`{}`", key.name))
            .collect();
        let moment = if after { "after" } else { "before" };
        said.push(format!("A hook {moment} {} gets {}.", flow.name(), keys.join(", ")));
    }
    said
}

/// What Ory sends at a path of the context.
fn of_path(ctx: &str, path: &[Step]) -> Vec<String> {
    let Some((last, around)) = path.split_last() else { return of_ctx(ctx) };
    let mut said = vec![format!("`{}`", path_words(path))];
    let Step::Field(name) = last else { return said };
    let steps = moments::steps(around);
    if let Some(key) = known::keys(flow_of(ctx), &steps).into_iter().find(|key| key.name == name) {
        let null = if key.null { " It may be `null`." } else { "" };
        let what = if name == "traits" { "what your own identity schema says" } else { key.words };
        let mut line = format!("{}, of {}. {}{null}", capital(what), key.of, key.presence);
        if !key.one_of.is_empty() {
            let listed: Vec<String> = key.one_of.iter().map(|value| format!("`{value}`")).collect();
            line.push_str(&format!(" One of {}.", listed.join(", ")));
        }
        line.push_str(&format!(" Source: Kratos `{}`.", key.source));
        said.push(line);
    } else if let Some((why, remedy)) = known::never(flow_of(ctx), &steps, name) {
        said.push(format!("Ory never sends it. {why} {remedy}"));
    } else if steps.ends_with(&["traits"]) {
        said.push("A trait: your own identity schema says what there is.".to_owned());
    } else if steps == ["request_headers"] {
        said.push(
            "A header of the request, as a list of texts. Only headers on Ory's allow list are there.".to_owned(),
        );
    }
    let met = Moments::like(ctx);
    said.extend(met.standing(around, name).words().map(|words| capital(&words) + "."));
    let here = serde_json::from_str(ctx).ok();
    if here.as_ref().and_then(|ctx| moments::at(ctx, path)).is_none() {
        said.extend(met.example(path).map(|value| format!("For example `{}`.", example(value))));
    }
    said
}

/// What Mandrill makes of a field.
fn of_field(field: &'static fields::Field) -> String {
    let mut text = format!("`{}`: {}. {}", field.name, field.kind.words(), field.what);
    match field.needs {
        Needs::Required => text.push_str(" Mandrill refuses the mail without it."),
        Needs::InEffect => text.push_str(" Without it nobody gets the mail."),
        Needs::Optional => {}
    }
    if !field.one_of.is_empty() {
        let listed: Vec<String> = field.one_of.iter().map(|value| format!("`{value}`")).collect();
        text.push_str(&format!(" One of {}.", listed.join(", ")));
    }
    if !field.limits.is_empty() {
        text.push_str(&format!(" Limits: {}.", field.limits));
    }
    text
}

/// What the expression at a range gave, or that nobody asked for it.
fn told(known: &Known<'_>, span: Span) -> Option<String> {
    match known.sample_at(span) {
        Some(sample) => Some(of_value(sample)),
        None => known.never(span).then(|| "Not asked for in this scenario.".to_owned()),
    }
}

fn of_value(sample: &Sample) -> String {
    match sample {
        Sample::Error(words) => format!("Fails: {words}"),
        sample => format!("Now: `{}` ({})", shown(sample).replace('`', "'"), kind(sample)),
    }
}

fn example(value: &serde_json::Value) -> String {
    shortened(value.to_string().replace('`', "'"))
}

fn shortened(line: String) -> String {
    match line.char_indices().nth(ORIGIN) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The path of the body that the name of a field at `offset` stands for.
pub fn body_path(text: &Text<'_>, offset: usize) -> Option<String> {
    match subject(text, offset)? {
        Subject::Field(path, _) => Some(place::path_words(&path)),
        _ => None,
    }
}

/// The expression whose value is told of what stands at an offset; none where nothing there has one.
pub fn expression(text: &Text<'_>, offset: usize) -> Option<Span> {
    let offset = boundary(text.source, offset);
    if is_silent(text.source, offset) {
        return None;
    }
    match subject(text, offset)? {
        Subject::Std(_, call) => call,
        Subject::Library => None,
        Subject::Path(_, span) | Subject::Field(_, span) | Subject::Value(span) => Some(span),
        Subject::Bound(binding) => {
            let touches = |span: &&Span| span.start <= offset && offset <= span.end;
            let used = binding.uses.iter().find(touches).copied();
            match binding.binder {
                _ if binding.parameters.is_some() => None,
                Binder::Local => used.or(binding.value.map(|value| value.span)),
                Binder::Parameter | Binder::Loop => used.or(binding.uses.first().copied()),
            }
        }
    }
}
