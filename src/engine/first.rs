//! A first evaluation: the evaluator as it comes, without go-jsonnet's places.

use jrsonnet_evaluator::{
    State, error::ErrorKind, manifest::JsonFormat, rustc_hash::FxHashMap, stack::limit_stack_depth, tla::TlaArg,
    trace::PathResolver,
};

use super::{Failure, failure::Kind};
use crate::diagnostic::{Document, Span};

/// Evaluates with the evaluator's own words.
pub fn evaluate(template: &str, ctx: &str) -> Result<String, Failure> {
    let _limit = limit_stack_depth(500);
    let mut state = State::builder();
    state.context_initializer(jrsonnet_stdlib::ContextInitializer::new(PathResolver::FileName));
    let state = state.build();
    let _entered = state.try_enter();
    let outcome = state.evaluate_snippet("template.jsonnet", template).and_then(|value| {
        let context = state.evaluate_snippet("ctx", ctx)?;
        let mut arguments: FxHashMap<_, _> = FxHashMap::default();
        arguments.insert("ctx".into(), TlaArg::Val(context));
        let body = jrsonnet_evaluator::apply_tla(&arguments, value)?;
        let mut text =
            body.manifest(Box::new(JsonFormat::cli(3)) as Box<dyn jrsonnet_evaluator::manifest::ManifestFormat>)?;
        text.push('\n');
        Ok(text)
    });
    outcome.map_err(|error| {
        let span = match error.error() {
            ErrorKind::ImportSyntaxError { error, .. } => Some(error.location.clone()),
            _ => error.trace().0.iter().find_map(|step| step.location.clone()),
        };
        Failure {
            words: format!("RUNTIME ERROR: {}", error.error()),
            kind: Kind::Runtime,
            document: Document::Template,
            span: span.map(|span| Span::new(span.1 as usize, span.2 as usize)),
            path: Vec::new(),
        }
    })
}
