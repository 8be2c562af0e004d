//! Jsonnet as go-jsonnet 0.21.0 evaluates it: template text and `ctx` in, exact bytes or a located failure out.
//!
//! Knows no Ory, no mail, no browser.

mod context;
mod fail;
pub mod failure;
mod library;
pub mod outline;
mod output;
mod run;
pub mod syntax;
pub mod values;
mod words;

pub use failure::{Failure, Step};
pub use run::machine::Deadline;

/// The outcome of one evaluation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// The exact bytes go-jsonnet prints, trailing newline included, or why it fails.
    pub outcome: Result<String, Failure>,
    /// How many frames deep it went, of the 500 that there are.
    pub deepest: usize,
}

/// Evaluates `template` with the top-level argument `ctx` (JSON text, read as Jsonnet as Ory does).
///
/// Never panics on any input; may not return for an endless template outside of [`until`], so the caller must be able to
/// end it.
pub fn evaluate(template: &str, ctx: &str) -> Evaluation {
    let (outcome, deepest) = run::run(template, ctx);
    Evaluation { outcome: outcome.map_err(|failure| *failure), deepest }
}

/// Runs `inside`, whose evaluations on this thread end themselves when the deadline has passed; says whether it has.
///
/// It is looked for between frames: a single step that takes long, as a function of the library on a huge text, is not
/// interrupted.
pub fn until<T>(deadline: Deadline, inside: impl FnOnce() -> T) -> (T, bool) {
    run::machine::with(|machine| machine.set_deadline(Some(deadline)));
    let done = inside();
    run::machine::with(|machine| machine.set_deadline(None));
    (done, (deadline.clock)() >= deadline.at)
}

/// Why a template cannot be read; none for one that can. Nothing is evaluated.
pub fn fault(template: &str) -> Option<Failure> {
    run::read(template).err().map(|failure| *failure)
}

/// Whether the standard library has a member of this name.
pub fn is_standard(name: &str) -> bool {
    library::has(name)
}

/// Runs `inside` with enough stack for another level of nesting: natively the stack grows as needed, in a browser it is
/// what it is.
#[inline(always)]
pub fn with_stack<T>(inside: impl FnOnce() -> T) -> T {
    #[cfg(not(target_arch = "wasm32"))]
    return jrsonnet_evaluator::ensure_sufficient_stack(inside);
    #[cfg(target_arch = "wasm32")]
    inside()
}
