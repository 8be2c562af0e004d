//! What a recording evaluation notes on its way. An evaluation that records nothing pays a look at one flag for it.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
};

use jrsonnet_evaluator::{
    IStr, ObjValue, Result, Thunk, Val,
    rustc_hash::{FxBuildHasher, FxHashMap},
};

use crate::{
    diagnostic::{Document, Span},
    engine::{
        failure::Step,
        run::machine::{Machine, Place},
        syntax::tree::{Expr, Node},
        with_stack,
    },
};

/// How many printed values are noted: more than Ory lets out.
const MOST_MADE: usize = 20_000;

/// What an expression gave the first time, and how often it was evaluated.
#[derive(Clone)]
pub struct Seen {
    /// Its value, or the words of its error.
    pub first: std::result::Result<Val, String>,
    /// How often.
    pub times: u32,
}

/// A printed value, in the order of printing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// How many steps lead to it.
    pub depth: usize,
    /// The last of them; none for the whole.
    pub step: Option<Step>,
    /// The expression that made it; none where it is a part of what the value around it was made of.
    pub by: Option<Span>,
}

/// What is to be done beside evaluating.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Nothing: somebody waits for the body.
    Idle,
    /// Note where values are made.
    Origins,
    /// Note that, and what each expression gave.
    Values,
    /// Note nothing more and count: what is evaluated now is evaluated to be looked at.
    LookingBack,
}

/// The notes of one evaluation.
pub struct Recorder {
    mode: Cell<Mode>,
    /// The expression of the template that made the value at hand, while that is known.
    origin: Cell<Option<Span>>,
    through_super: Cell<bool>,
    /// Origins of what is evaluated once and kept, by address: whoever reads a kept value has noted it under the same
    /// address when it was evaluated, so an address that is used again is harmless.
    kept: RefCell<FxHashMap<usize, Option<Span>>>,
    fields: RefCell<FxHashMap<(ObjValue, IStr), Option<Span>>>,
    seen: RefCell<FxHashMap<usize, Seen>>,
    made: RefCell<Vec<Made>>,
    /// Evaluations that may still be made while looking back.
    left: Cell<u32>,
}

impl Recorder {
    /// One that is off.
    pub const fn new() -> Self {
        Self {
            mode: Cell::new(Mode::Idle),
            origin: Cell::new(None),
            through_super: Cell::new(false),
            kept: RefCell::new(HashMap::with_hasher(FxBuildHasher)),
            fields: RefCell::new(HashMap::with_hasher(FxBuildHasher)),
            seen: RefCell::new(HashMap::with_hasher(FxBuildHasher)),
            made: RefCell::new(Vec::new()),
            left: Cell::new(0),
        }
    }

    /// Begins to note origins, and values too if asked for.
    pub fn start(&self, values: bool) {
        self.mode.set(if values { Mode::Values } else { Mode::Origins });
    }

    /// Notes no more values; what is evaluated from now on is for looking only, and ends after so many steps.
    pub fn look_back(&self, steps: u32) {
        self.mode.set(Mode::LookingBack);
        self.left.set(steps);
    }

    /// Forgets everything and is off.
    pub fn reset(&self) {
        if self.mode.replace(Mode::Idle) == Mode::Idle {
            return;
        }
        self.origin.set(None);
        self.through_super.set(false);
        self.kept.take();
        self.fields.take();
        self.seen.take();
        self.made.take();
    }

    /// Whether nothing is to be done.
    #[inline(always)]
    pub fn is_idle(&self) -> bool {
        self.mode.get() == Mode::Idle
    }

    /// Whether anything is noted.
    #[inline(always)]
    pub fn is_on(&self) -> bool {
        matches!(self.mode.get(), Mode::Origins | Mode::Values)
    }

    /// What was printed, and what made it.
    pub fn take_made(&self) -> Vec<Made> {
        self.made.take()
    }

    /// What each expression gave, by the address of its node.
    pub fn take_seen(&self) -> FxHashMap<usize, Seen> {
        self.seen.take()
    }

    /// Says that the value to come has not been made yet.
    pub fn forget_origin(&self) {
        self.origin.set(None);
    }

    /// The value at hand was made there.
    pub fn set_origin(&self, span: Option<Span>) {
        self.origin.set(span);
    }

    /// Notes the origin of a value that is kept at `address`.
    pub fn keep(&self, address: usize) {
        self.kept.borrow_mut().insert(address, self.origin.get());
    }

    /// Brings back the origin of the value kept at `address`.
    pub fn recall(&self, address: usize) {
        self.origin.set(self.kept.borrow().get(&address).copied().flatten());
    }

    /// Says that the field evaluated next is asked for by `super`, or no longer.
    pub fn through_super(&self, yes: bool) -> bool {
        self.through_super.replace(yes)
    }

    /// Notes the origin of a field that was evaluated just now.
    pub fn keep_field(&self, object: &ObjValue, name: &IStr) {
        self.fields.borrow_mut().insert((object.clone(), name.clone()), self.origin.get());
    }

    /// The origin of a field, which the object may have kept from before.
    pub fn recall_field(&self, object: &ObjValue, name: &IStr) {
        if self.origin.get().is_none() {
            self.origin.set(self.fields.borrow().get(&(object.clone(), name.clone())).copied().flatten());
        }
    }

    /// Says that a function of the library made the value at hand. Those that copy objects take along what is known of
    /// their fields; of everything else the call is the maker.
    #[inline(never)]
    pub fn called(&self, name: &str, arguments: &[Option<Thunk<Val>>], value: &Result<Val>) {
        let copied = match name {
            "prune" | "objectRemoveKey" => 1,
            "mergePatch" => 2,
            _ => 0,
        };
        let mut left = MOST_MADE;
        for argument in arguments.iter().take(copied).flatten() {
            if let (Ok(from), Ok(to)) = (argument.evaluate(), value) {
                self.copied(&from, to, &mut left);
            }
        }
        self.origin.set(None);
    }

    fn copied(&self, from: &Val, to: &Val, left: &mut usize) {
        if *left == 0 {
            return;
        }
        *left -= 1;
        match (from, to) {
            (Val::Arr(from), Val::Arr(to)) if from.len() == to.len() => {
                for (from, to) in from.iter().zip(to.iter()) {
                    let (Ok(from), Ok(to)) = (from, to) else { continue };
                    with_stack(|| self.copied(&from, &to, left));
                }
            }
            (Val::Obj(from), Val::Obj(to)) if !ObjValue::ptr_eq(from, to) => {
                for name in to.fields() {
                    let known = self.fields.borrow().get(&(from.clone(), name.clone())).copied();
                    // What was not evaluated yet is not evaluated for this.
                    let Some(known) = known else { continue };
                    if let (Ok(Some(from)), Ok(Some(to))) = (from.get(name.clone()), to.get(name.clone())) {
                        with_stack(|| self.copied(&from, &to, left));
                    }
                    if known.is_some() {
                        self.fields.borrow_mut().insert((to.clone(), name), known);
                    }
                }
            }
            _ => {}
        }
    }

    /// Notes what is about to be printed.
    pub fn printing(&self, path: &[Step]) {
        let mut made = self.made.borrow_mut();
        if made.len() < MOST_MADE {
            made.push(Made { depth: path.len(), step: path.last().cloned(), by: self.origin.get() });
        }
    }

    /// Notes what `node` gave, and where its value was made.
    #[inline(never)]
    pub fn evaluated(&self, machine: &Machine, node: &Node, place: Place, value: &Result<Val>) {
        if machine.tail_call.borrow().is_some() {
            return;
        }
        let own = match place {
            Place::At(Document::Template, span) => Some(span),
            _ => None,
        };
        let passes_on = matches!(
            node.expr,
            Expr::Var { .. }
                | Expr::Index { .. }
                | Expr::SuperIndex { .. }
                | Expr::If { .. }
                | Expr::Local { .. }
                | Expr::Apply { .. }
        );
        if !passes_on || self.origin.get().is_none() {
            self.origin.set(own);
        }
        if self.mode.get() != Mode::Values || own.is_none() {
            return;
        }
        let mut seen = self.seen.borrow_mut();
        let first = || match value {
            Ok(value) => Ok(value.clone()),
            Err(error) => Err(machine.words(error)),
        };
        seen.entry(std::ptr::from_ref(node).addr())
            .and_modify(|seen| seen.times = seen.times.saturating_add(1))
            .or_insert_with(|| Seen { first: first(), times: 1 });
    }

    /// Counts a step while looking back; says whether there are none left.
    pub fn is_exhausted(&self) -> bool {
        if self.mode.get() != Mode::LookingBack {
            return false;
        }
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        left == 0
    }
}
