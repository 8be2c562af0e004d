//! What an expression is: by evaluation, or as far as the text says.

use super::{
    Text,
    names::{Binder, literal},
    syntax::{Expr, What},
};
use crate::{
    diagnostic::Span,
    engine::{
        Step,
        syntax::{lexer, parser},
        values::{self, Recording, sample::Sample},
    },
};

/// How many characters of a value are shown in a line.
const SHOWN: usize = 120;

/// The range that an expression has for the engine: without white space and parentheses around it.
pub fn trimmed(source: &str, span: Span) -> Span {
    let mut span = span;
    loop {
        let Some(text) = source.get(span.start..span.end) else { return span };
        let inner = text.trim();
        let start = span.start + (text.len() - text.trim_start().len());
        span = Span::new(start, start + inner.len());
        if inner.len() < 2 || !inner.starts_with('(') || closing(inner) != Some(inner.len() - 1) {
            return span;
        }
        span = Span::new(span.start + 1, span.end - 1);
    }
}

/// Where the bracket closes that a text begins with.
fn closing(text: &str) -> Option<usize> {
    use lexer::TokenKind;
    let mut open = 0usize;
    for token in super::tokens::tokens(text) {
        match token.kind {
            TokenKind::BraceL | TokenKind::BracketL | TokenKind::ParenL => open += 1,
            TokenKind::BraceR | TokenKind::BracketR | TokenKind::ParenR => {
                open = open.saturating_sub(1);
                if open == 0 {
                    return Some(token.span.start);
                }
            }
            _ => {}
        }
    }
    None
}

/// What the expression at `span` gave, whole: JSON on one line, or Ory's words for its error. White space and parentheses
/// around it count as belonging to it; the name of a local or of a field stands for its value.
pub fn value(template: &str, ctx: &str, span: Span) -> Option<Result<String, String>> {
    if span.start > span.end || template.get(span.start..span.end).is_none() {
        return None;
    }
    let meant = trimmed(template, span);
    if let Some(value) = values::value(template, ctx, meant) {
        return Some(value);
    }
    let root = super::syntax::read(template);
    let text = Text::new(template, &root);
    let named = bound(&text, meant)?;
    values::value(template, ctx, trimmed(template, named))
}

/// What a name is bound to, where `span` is the name in its binding.
fn bound(text: &Text<'_>, span: Span) -> Option<Span> {
    use super::syntax::{Member, Name};
    let binding = text.names.bindings.iter().find(|binding| binding.span == span);
    if let Some(binding) = binding {
        return match binding.binder {
            Binder::Local => binding.value.map(|value| value.span),
            // A use has the value; what the binding has is a default.
            Binder::Parameter | Binder::Loop => binding.uses.first().copied(),
        };
    }
    text.root.around(span.start).into_iter().rev().find_map(|expr| match &expr.what {
        What::Object(object) => object.members.iter().find_map(|member| match member {
            Member::Field(field) if field.name_span() == span && !matches!(field.name, Name::Computed(_)) => {
                Some(field.value.span)
            }
            _ => None,
        }),
        What::Field { name: Some(name), .. } if *name == span => Some(expr.span),
        _ => None,
    })
}

/// What there is to know of the expressions of a text at one time.
pub struct Known<'t> {
    source: &'t str,
    recording: Option<Recording>,
}

impl<'t> Known<'t> {
    /// Evaluates the text with notes; where it is half-typed in `hole`, without that part.
    pub fn new(text: &Text<'t>, ctx: &str, hole: Option<Span>) -> Self {
        let parses = |text: &str| lexer::lex(text).and_then(|tokens| parser::parse(text, "", tokens)).is_ok();
        // Blanks, or a value and blanks, keep what follows where it is.
        let without = |filling: &str| {
            let hole = hole?;
            let (before, after) = (text.source.get(..hole.start)?, text.source.get(hole.end..)?);
            let blanks = " ".repeat((hole.end - hole.start).saturating_sub(filling.len()));
            Some([before, filling, &blanks, after].concat()).filter(|text| parses(text))
        };
        let whole = || Some(text.source.to_owned()).filter(|whole| parses(whole));
        let readable = without("").or_else(|| without("0")).or_else(whole);
        Self { source: text.source, recording: readable.map(|readable| values::record(&readable, ctx)) }
    }

    /// What the expression gave.
    pub fn sample(&self, expr: &Expr) -> Option<&Sample> {
        self.sample_at(expr.span)
    }

    /// Whether something ran, and never asked for the expression at a range.
    pub fn never(&self, span: Span) -> bool {
        let span = trimmed(self.source, span);
        let Some(recording) = &self.recording else { return false };
        let ran = || recording.values.iter().any(|value| value.times > 0);
        recording.values.iter().any(|value| value.span == span && value.times == 0) && ran()
    }

    /// What the expression at a range gave.
    pub fn sample_at(&self, span: Span) -> Option<&Sample> {
        let span = trimmed(self.source, span);
        self.recording.as_ref()?.values.iter().find(|value| value.span == span)?.gave.as_ref()
    }
}

/// The path into `ctx` that an expression reads, as far as the text says: through locals, parentheses, `std.get`,
/// `std.filter` and loops.
pub fn path_in_ctx<'t>(text: &Text<'t>, expr: &'t Expr) -> Option<Vec<Step>> {
    let mut steps = path_backwards(text, expr, 0)?;
    steps.reverse();
    Some(steps)
}

/// The steps of the path, last first.
fn path_backwards<'t>(text: &Text<'t>, expr: &'t Expr, depth: usize) -> Option<Vec<Step>> {
    if depth > 30 {
        return None;
    }
    let extended = |target: &'t Expr, step: Step| {
        let mut steps = path_backwards(text, target, depth + 1)?;
        steps.insert(0, step);
        Some(steps)
    };
    match &expr.what {
        What::Parens(inner) => path_backwards(text, inner, depth + 1),
        What::Field { target, name: Some(name), .. } => extended(target, Step::Field(name.of(text.source).to_owned())),
        What::Bracket { target, parts } => {
            let part = parts.first()?;
            let written = part.span.of(text.source);
            match part.what {
                What::Text => extended(target, Step::Field(literal(written).to_owned())),
                What::Literal => extended(target, Step::Element(written.parse().ok()?)),
                _ => None,
            }
        }
        What::Call(call) => {
            let What::Field { target, name: Some(name), .. } = &call.target.what else { return None };
            if target.span.of(text.source) != "std" {
                return None;
            }
            match (name.of(text.source), call.arguments.as_slice()) {
                ("get", [of, field, ..]) if matches!(field.value.what, What::Text) => {
                    extended(&of.value, Step::Field(literal(field.value.span.of(text.source)).to_owned()))
                }
                ("filter", [_, array, ..]) => path_backwards(text, &array.value, depth + 1),
                _ => None,
            }
        }
        What::Name => {
            let binding = text.names.binding_of(expr)?;
            match binding.binder {
                Binder::Parameter if binding.name == "ctx" => Some(Vec::new()),
                Binder::Local if binding.parameters.is_none() => path_backwards(text, binding.value?, depth + 1),
                Binder::Loop => extended(binding.value?, Step::Element(0)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// A value in a line, shortened.
pub fn shown(sample: &Sample) -> String {
    shortened(sample, SHOWN)
}

/// A value in a line of at most so many characters (and never more than hover shows).
pub fn shortened(sample: &Sample, most: usize) -> String {
    let mut line = String::new();
    write(sample, &mut line);
    match line.char_indices().nth(most.min(SHOWN)) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

/// What kind of value it is, in a word.
pub fn kind(sample: &Sample) -> &'static str {
    match sample {
        Sample::Null => "null",
        Sample::Bool(_) => "boolean",
        Sample::Number(_) => "number",
        Sample::Text { .. } => "string",
        Sample::Array { .. } => "array",
        Sample::Object { .. } => "object",
        Sample::Function { .. } => "function",
        Sample::Error(_) => "error",
        Sample::Cut => "not shown",
    }
}

fn write(sample: &Sample, line: &mut String) {
    if line.chars().count() > SHOWN {
        return;
    }
    match sample {
        Sample::Null => line.push_str("null"),
        Sample::Bool(value) => line.push_str(if *value { "true" } else { "false" }),
        Sample::Number(number) => line.push_str(&number.to_string()),
        Sample::Text { beginning, length } => {
            line.push_str(&serde_json::Value::from(beginning.as_str()).to_string());
            if beginning.chars().count() < *length {
                line.push('…');
            }
        }
        Sample::Array { first, length } => {
            line.push('[');
            for (at, element) in first.iter().enumerate() {
                line.push_str(if at > 0 { ", " } else { "" });
                write(element, line);
            }
            line.push_str(if first.len() < *length { ", …]" } else { "]" });
        }
        Sample::Object { fields, more } => {
            line.push('{');
            let visible = fields.iter().filter(|field| !field.hidden);
            for (at, field) in visible.enumerate() {
                line.push_str(if at > 0 { ", " } else { "" });
                line.push_str(&format!("{}: ", field.name));
                write(&field.value, line);
            }
            line.push_str(if *more > 0 { ", …}" } else { "}" });
        }
        Sample::Function { parameters } => line.push_str(&format!("function({})", parameters.join(", "))),
        Sample::Error(words) => line.push_str(words),
        Sample::Cut => line.push('…'),
    }
}
