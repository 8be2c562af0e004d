//! What something may be compared with: the values that Ory sends there, and the types that `std.type` gives.

use super::{Candidate, Here};
use crate::{
    assist::{
        moments::{self, Moments},
        syntax::{Expr, What},
        value::path_in_ctx,
    },
    diagnostic::Span,
    engine::{Step, syntax::lexer::TokenKind},
    ory::ctx::shape::known::{self, flow_of},
};

/// So many values are listed where Ory lists none.
const MOST: usize = 12;
/// A longer text is no value that one compares with.
const LONGEST: usize = 40;
/// What `std.type` gives.
const TYPES: [&str; 7] = ["string", "object", "array", "number", "boolean", "null", "function"];

/// Behind `==` or `!=`: in quotes.
pub fn candidates(here: &Here<'_>) -> Vec<Candidate> {
    let Some(operator) = here.before.last().filter(|last| last.kind == TokenKind::Operator) else { return Vec::new() };
    let Some(with) = sides(here, |side| side.2 == operator.span).map(|(left, ..)| left) else { return Vec::new() };
    let quoted = |(value, detail): (String, &'static str)| Candidate::new(format!("'{value}'"), detail, here.from);
    values(here, with).into_iter().map(quoted).collect()
}

/// Inside the string at `string`; `start` is behind its quote.
pub fn in_string(here: &Here<'_>, string: Span, start: usize) -> Vec<Candidate> {
    let Some((left, right, _)) = sides(here, |(left, right, _)| left.span == string || right.span == string) else {
        return Vec::new();
    };
    let other = if left.span == string { right } else { left };
    values(here, other).into_iter().map(|(value, detail)| Candidate::new(value, detail, start)).collect()
}

type Sides<'t> = (&'t Expr, &'t Expr, Span);

/// The two sides and the operator of the comparison that is wanted.
fn sides<'t>(here: &Here<'t>, wanted: impl Fn(&Sides<'t>) -> bool) -> Option<Sides<'t>> {
    let mut open: Vec<&'t Expr> = vec![here.text.root];
    while let Some(expr) = open.pop() {
        if let What::Binary { left, operator, right } = &expr.what
            && matches!(operator.of(here.text.source), "==" | "!=")
        {
            let sides: Sides<'t> = (left, right, *operator);
            if wanted(&sides) {
                return Some(sides);
            }
        }
        expr.each_child(&mut |child| open.push(child));
    }
    None
}

fn values<'t>(here: &Here<'t>, of: &'t Expr) -> Vec<(String, &'static str)> {
    if let What::Call(call) = &of.what
        && call.target.span.of(here.text.source) == "std.type"
    {
        return TYPES.iter().map(|name| ((*name).to_owned(), "a type that `std.type` gives")).collect();
    }
    let Some(path) = path_in_ctx(here.text, of) else { return Vec::new() };
    let Some((Step::Field(name), around)) = path.split_last() else { return Vec::new() };
    let steps = moments::steps(around);
    let shape = known::keys(flow_of(here.ctx), &steps);
    let listed = shape.iter().find(|key| key.name == name).map_or(&[][..], |key| key.one_of);
    if !listed.is_empty() {
        return listed.iter().map(|value| ((*value).to_owned(), "one of those that Ory sends")).collect();
    }
    let seen = Moments::like(here.ctx).texts(&path, serde_json::from_str(here.ctx).ok().as_ref());
    let short =
        seen.into_iter().filter(|value| value.chars().count() <= LONGEST && !value.contains(['\'', '\\', '\n']));
    short.take(MOST).map(|value| (value, "sent in some scenario")).collect()
}
