//! One evaluation from text to bytes.

pub mod array;
pub mod body;
pub mod closure;
pub mod evaluate;
pub mod machine;
pub mod object;
pub mod operators;
pub mod release;
pub mod scope;

use jrsonnet_evaluator::{Result, Thunk, Val, stack::limit_stack_depth};
use jrsonnet_gcmodule::collect_thread_cycles;

use crate::diagnostic::{Document, Span};
use crate::engine::{
    context,
    failure::Failure,
    library,
    output::manifest,
    run::{
        closure::Arguments,
        machine::{Machine, Place, Sort},
        scope::Scope,
    },
    syntax::{self, tree::Tree},
};

/// The evaluator's own limit of frames, set out of the way: go-jsonnet's are counted by the machine.
const EVALUATOR_FRAMES: usize = 100_000;

/// What the template is called where a message repeats its own place. Ory puts the template's address there.
const TEMPLATE: &str = "template.jsonnet";

/// The body, or why there is none.
pub type Body = std::result::Result<String, Box<Failure>>;

/// Evaluates `template` with `ctx`; says how many frames deep it went, too.
pub fn run(template: &str, ctx: &str) -> (Body, usize) {
    let tree = match read(template) {
        Ok(tree) => tree,
        Err(failure) => return (Err(failure), 0),
    };
    let outcome = machine::with(|machine| {
        machine.reset();
        machine.deepest.set(0);
        let outcome = evaluated(machine, &tree, ctx);
        machine.reset();
        (outcome, machine.deepest.get())
    });
    collect_thread_cycles();
    outcome
}

/// The same with notes taken, of values too if asked for; `look` gets the machine and the tree when it is over, unless
/// the template does not parse.
pub fn recorded<T>(
    template: &str,
    ctx: &str,
    values: bool,
    look: impl FnOnce(&Machine, &Tree) -> T,
) -> (Body, usize, Option<T>) {
    let tree = match read(template) {
        Ok(tree) => tree,
        Err(failure) => return (Err(failure), 0, None),
    };
    let recorded = machine::with(|machine| {
        machine.reset();
        machine.deepest.set(0);
        machine.recorder.start(values);
        let outcome = evaluated(machine, &tree, ctx);
        let deepest = machine.deepest.get();
        let seen = look(machine, &tree);
        machine.reset();
        (outcome, deepest, Some(seen))
    });
    collect_thread_cycles();
    recorded
}

/// Reads a template.
pub fn read(template: &str) -> std::result::Result<Tree, Box<Failure>> {
    syntax::read(template, TEMPLATE).map_err(|error| {
        Box::new(Failure {
            words: error.words,
            kind: error.kind,
            document: Document::Template,
            span: Some(error.span),
            path: Vec::new(),
            trace: vec![(Document::Template, error.span)],
        })
    })
}

fn evaluated(machine: &Machine, tree: &Tree, ctx: &str) -> Body {
    let _limit = limit_stack_depth(EVALUATOR_FRAMES);
    body(machine, tree, ctx).map_err(|error| Box::new(failure(machine, &error)))
}

fn body(machine: &Machine, tree: &Tree, ctx: &str) -> Result<String> {
    let std = library::std(TEMPLATE);
    *machine.std.borrow_mut() = Some(std.clone());
    let std = Thunk::evaluated(Val::Obj(std));
    let scope = Scope::root(Some(Document::Template), vec![std.clone()]);
    let mut value = crate::engine::run::evaluate::in_frame(machine, &tree.root, &scope, false)?;
    machine.set_place(Place::Nowhere);
    // Anything but a function leaves the argument alone.
    if let Val::Func(function) = &value {
        let named = vec![("ctx".into(), context::argument(ctx, std))];
        let arguments = Arguments { positional: Vec::new(), named, tailstrict: false };
        value = closure::call(machine, function, arguments)?;
    }
    machine.set_place(Place::Nowhere);
    manifest::body(machine, &value)
}

fn failure(machine: &Machine, error: &jrsonnet_evaluator::Error) -> Failure {
    let record = match machine.find(error) {
        Some(record) => record,
        None => {
            let (words, kind) = crate::engine::words::of(error.error());
            machine::Record { words, kind, trace: Vec::new(), path: Vec::new(), sort: Sort::Runtime }
        }
    };
    let (document, span): (Document, Option<Span>) = match record.trace.first() {
        Some((document, span)) => (*document, Some(*span)),
        None => (Document::Template, None),
    };
    let words = format!("{}{}", record.sort.before_words(), record.words);
    Failure { words, kind: record.kind, document, span, path: record.path, trace: record.trace }
}
