//! Which expression made which part of the body, and what each expression gave.
//!
//! Both come from an evaluation of their own, run when somebody asks: the one that a keystroke waits for pays nothing but
//! a look at a flag. A check that has found something in the body asks `facts.made_by(path)`, which records once a report
//! and only then; anybody else asks [`provenance`].

pub(in crate::engine) mod recorder;
pub mod sample;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::{
    diagnostic::Span,
    engine::{
        Evaluation,
        failure::Step,
        output::manifest,
        run::{self, Body, machine::Machine},
        syntax::tree::{N, Tree},
        values::{
            recorder::{Made, Seen},
            sample::{Sample, Sampler},
        },
    },
};

/// How many values a recording shows, parts of values counted too.
const SHOWN: usize = 20_000;
/// How many of these one expression may have.
const SHOWN_EACH: usize = 200;
/// How many expressions are evaluated to show what the template itself never asked for.
const LOOKING_BACK: u32 = 50_000;

/// Which expression made which part of the body.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Provenance {
    made: Vec<Made>,
}

/// Evaluates `template` with `ctx` and follows each printed value to the innermost expression that made it: through
/// locals, parameters, functions, fields, merged objects, branches and comprehensions. What an operator or a function of
/// the library made, the whole operation or call made; what comes from `ctx`, the expression that read it.
///
/// Takes about twice an evaluation. Where that fails, what was printed before is known.
pub fn provenance(template: &str, ctx: &str) -> Provenance {
    let (_, _, made): (Body, _, _) = run::recorded(template, ctx, false, |machine, _| machine.recorder.take_made());
    Provenance { made: made.unwrap_or_default() }
}

/// What an expression gave.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Valued {
    /// The expression.
    pub span: Span,
    /// How often it was evaluated; 0 when the template never asked for it.
    pub times: u32,
    /// What it gave the first time; none when it never did.
    pub gave: Option<Sample>,
}

/// An evaluation with notes.
#[derive(Debug, Clone, PartialEq)]
pub struct Recording {
    /// Its outcome, the same as without notes.
    pub evaluation: Evaluation,
    /// Which expression made which part of the body.
    pub provenance: Provenance,
    /// What each expression gave, in the order of their beginnings, the outer before the inner. Empty for a template that
    /// does not parse.
    pub values: Vec<Valued>,
}

/// Evaluates `template` with `ctx` and notes everything there is to note, within bounds of memory and time.
///
/// Like an evaluation, it may not return for an endless template.
pub fn record(template: &str, ctx: &str) -> Recording {
    let (outcome, deepest, noted) = run::recorded(template, ctx, true, |machine, tree| {
        let seen = machine.recorder.take_seen();
        let made = machine.recorder.take_made();
        machine.recorder.look_back(LOOKING_BACK);
        (Provenance { made }, valued(machine, tree, &seen))
    });
    let (provenance, values) = noted.unwrap_or_default();
    Recording { evaluation: Evaluation { outcome: outcome.map_err(|failure| *failure), deepest }, provenance, values }
}

fn valued<State: std::hash::BuildHasher>(
    machine: &Machine,
    tree: &Tree,
    seen: &HashMap<usize, Seen, State>,
) -> Vec<Valued> {
    let mut sampler = Sampler::new(machine, SHOWN);
    let mut values: Vec<Valued> = Vec::new();
    for (span, node) in expressions(tree) {
        let seen = seen.get(&std::rc::Rc::as_ptr(&node).addr());
        machine.unwind();
        let gave = seen.map(|seen| match &seen.first {
            Ok(value) => sampler.at_most(SHOWN_EACH, value),
            Err(words) => Sample::Error(words.clone()),
        });
        values.push(Valued { span, times: seen.map_or(0, |seen| seen.times), gave });
    }
    values
}

/// Every expression that has a range of its own, the outer before the inner. Where the desugaring made several of one
/// range, the outermost stands for it.
fn expressions(tree: &Tree) -> Vec<(Span, N)> {
    let mut found: Vec<(Span, N)> = Vec::new();
    let mut open = vec![tree.root.clone()];
    while let Some(node) = open.pop() {
        if let Some(span) = node.span {
            found.push((span, node.clone()));
        }
        let first = open.len();
        node.each_child(|child| open.push(child.clone()));
        open[first..].reverse();
    }
    found.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    found.dedup_by_key(|(span, _)| *span);
    found
}

/// What the expression at `span` gave the first time, whole: as JSON on one line, hidden fields left out, or Ory's words
/// for the error, of the expression or of a part of its value. None if there is no such expression, if the template
/// never asked for it, or if it gave a function, which has no JSON.
pub fn value(template: &str, ctx: &str, span: Span) -> Option<Result<String, String>> {
    let (_, _, value): (Body, _, _) = run::recorded(template, ctx, true, |machine, tree| {
        let mut seen = machine.recorder.take_seen();
        machine.recorder.look_back(LOOKING_BACK);
        machine.unwind();
        let (_, node) = expressions(tree).into_iter().find(|(found, _)| *found == span)?;
        match seen.remove(&std::rc::Rc::as_ptr(&node).addr())?.first {
            Ok(jrsonnet_evaluator::Val::Func(_)) => None,
            Ok(value) => Some(manifest::one_line(machine, &value).map_err(|error| machine.words(&error))),
            Err(words) => Some(Err(words)),
        }
    });
    value.flatten()
}

impl Provenance {
    /// The expression of the template that made the value at `path` of the body; none if there is no such value.
    /// A part of a value that was made as a whole (by `ctx`, by the library) was made by what made the whole.
    pub fn made_by(&self, path: &[Step]) -> Option<Span> {
        let (span, found) = self.follow(path);
        span.filter(|_| found)
    }

    /// The same, or where there is no such value, what made the nearest one around the place where it would be.
    pub fn nearest(&self, path: &[Step]) -> Option<Span> {
        self.follow(path).0
    }

    /// The values that `span` made, as paths into the body.
    pub fn made_from(&self, span: Span) -> Vec<Vec<Step>> {
        let mut path: Vec<Step> = Vec::new();
        let mut found = Vec::new();
        for made in &self.made {
            path.truncate(made.depth.saturating_sub(1));
            path.extend(made.step.clone());
            if made.by == Some(span) {
                found.push(path.clone());
            }
        }
        found
    }

    fn follow(&self, path: &[Step]) -> (Option<Span>, bool) {
        let mut span = None;
        let mut reached = 0;
        for (at, made) in self.made.iter().enumerate() {
            let expected = if at == 0 { 0 } else { reached + 1 };
            if made.depth < expected {
                break;
            }
            if made.depth > expected || (made.depth > 0 && path.get(made.depth - 1) != made.step.as_ref()) {
                continue;
            }
            reached = made.depth;
            span = made.by.or(span);
            if reached == path.len() {
                return (span, true);
            }
        }
        (span, false)
    }
}

/// The steps of a path as one writes it: `message.to[0].email`, `message.headers["Reply-To"]`; none if it is no path.
/// The whole body is the empty text.
pub fn steps(path: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        if let Some(inside) = rest.strip_prefix('[') {
            let (step, after) = bracketed(inside)?;
            steps.push(step);
            rest = after;
            continue;
        }
        let name = match rest.strip_prefix('.') {
            Some(name) if !steps.is_empty() => name,
            None if steps.is_empty() => rest,
            _ => return None,
        };
        let end = name.find(['.', '[']).unwrap_or(name.len());
        if end == 0 {
            return None;
        }
        steps.push(Step::Field(name[..end].to_owned()));
        rest = &name[end..];
    }
    Some(steps)
}

/// A path as one writes it, which [`steps`] reads; behind `root`, which may be empty.
pub fn path(root: &str, steps: &[Step]) -> String {
    steps.iter().fold(root.to_owned(), |text, step| match step {
        Step::Field(name) if text.is_empty() => name.clone(),
        Step::Field(name) => format!("{text}.{name}"),
        Step::Element(at) => format!("{text}[{at}]"),
    })
}

/// A step after its opening bracket, and what follows the closing one.
fn bracketed(inside: &str) -> Option<(Step, &str)> {
    if let Some(quote) = inside.chars().next().filter(|first| matches!(first, '"' | '\'')) {
        let closing = format!("{quote}]");
        let (name, after) = inside[1..].split_once(closing.as_str())?;
        return Some((Step::Field(name.to_owned()), after));
    }
    let (number, after) = inside.split_once(']')?;
    Some((Step::Element(number.parse().ok()?), after))
}
