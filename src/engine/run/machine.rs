//! What one evaluation keeps in mind: the frames go-jsonnet would have, the place being evaluated, and what failed.
//!
//! go-jsonnet counts a frame for each thunk, call, field and manifested value, and allows 500 of them. Its error
//! messages list the place each frame was entered from; the innermost of these is where an error is shown.

use std::cell::{Cell, RefCell};

use jrsonnet_evaluator::{Error, ObjValue, Result, StackTraceElement, error::ErrorKind};

use crate::diagnostic::{Document, Span};
use crate::engine::{
    failure::{FailureKind, Step},
    run::{closure::TailCall, object::Objects},
    values::recorder::Recorder,
    words,
};

/// go-jsonnet's limit of frames, which Ory leaves as it is.
pub const FRAMES: usize = 500;

/// How many evaluations may nest where frames are trimmed and do not count, before the stack itself ends.
const NESTED: usize = if cfg!(target_arch = "wasm32") { 600 } else { 50_000 };

/// go-jsonnet's words for too many frames.
pub const TOO_MANY_FRAMES: &str = "max stack frames exceeded.";

/// What is said of an evaluation that its deadline ends.
const OUT_OF_TIME: &str = "out of time";

/// Where an evaluation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Code that go-jsonnet knows no place of: its own desugaring, the standard library, a note such as
    /// `During manifestation`.
    Nowhere,
    /// No place at all: an error was lost on the way, and go-jsonnet crashes if it is asked for a new frame here.
    Lost,
    /// A range of a text.
    At(Document, Span),
}

/// A frame: where it was entered from, and whether a tail call may replace it.
#[derive(Debug, Clone, Copy)]
struct Frame {
    from: Place,
    trimmable: bool,
}

/// A failure as it was when it happened.
#[derive(Debug, Clone)]
pub struct Record {
    /// Words after `RUNTIME ERROR: `.
    pub words: String,
    /// What kind.
    pub kind: FailureKind,
    /// The places of the trace, innermost first.
    pub trace: Vec<(Document, Span)>,
    /// Where in the output.
    pub path: Vec<Step>,
    /// What stands before the words.
    pub sort: Sort,
}

/// How go-jsonnet came to give up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// An error of the text itself, which has no trace.
    Static,
    /// An error of the program.
    Runtime,
    /// go-jsonnet itself fell over: no trace either, and nothing of Jsonnet can keep it.
    Crash,
}

impl Sort {
    /// What go-jsonnet puts before the words.
    pub fn before_words(self) -> &'static str {
        match self {
            Sort::Static => "",
            Sort::Runtime => "RUNTIME ERROR: ",
            Sort::Crash => "INTERNAL ERROR: (CRASH) ",
        }
    }
}

/// When evaluations end themselves: by a clock of milliseconds since any fixed moment.
#[derive(Debug, Clone, Copy)]
pub struct Deadline {
    /// The clock.
    pub clock: fn() -> f64,
    /// What it shows then.
    pub at: f64,
}

/// After so many frames the clock is looked at again.
const FRAMES_BETWEEN_LOOKS: u32 = 250;

/// The state of one evaluation.
pub struct Machine {
    frames: RefCell<Vec<Frame>>,
    current: Cell<Place>,
    nested: Cell<usize>,
    /// How deep evaluations have nested since this was set to 0.
    pub deepest: Cell<usize>,
    records: RefCell<Vec<Record>>,
    /// Where in the output the printing stands.
    pub path: RefCell<Vec<Step>>,
    /// A tail call waiting for the frame it replaces.
    pub tail_call: RefCell<Option<TailCall>>,
    /// The standard library.
    pub std: RefCell<Option<ObjValue>>,
    /// What the objects' own code needs.
    pub objects: Objects,
    /// What a recording evaluation notes.
    pub recorder: Recorder,
    /// When to end; survives a reset.
    deadline: Cell<Option<Deadline>>,
    /// Frames until the clock is looked at; 0 once the deadline has passed, so that whatever is still tried ends at once.
    until_look: Cell<u32>,
}

thread_local! {
    static MACHINE: Machine = const {
        Machine {
            frames: RefCell::new(Vec::new()),
            current: Cell::new(Place::Nowhere),
            nested: Cell::new(0),
            deepest: Cell::new(0),
            records: RefCell::new(Vec::new()),
            path: RefCell::new(Vec::new()),
            tail_call: RefCell::new(None),
            std: RefCell::new(None),
            objects: Objects::new(),
            recorder: Recorder::new(),
            deadline: Cell::new(None),
            until_look: Cell::new(FRAMES_BETWEEN_LOOKS),
        }
    };
}

/// Hands out the machine of this thread.
pub fn with<T>(use_it: impl FnOnce(&Machine) -> T) -> T {
    MACHINE.with(use_it)
}

impl Machine {
    /// Forgets the last evaluation. Nothing that the evaluator's garbage collection knows may stay: at the end of a
    /// thread this machine outlives it.
    pub fn reset(&self) {
        self.std.borrow_mut().take();
        self.frames.borrow_mut().clear();
        self.records.borrow_mut().clear();
        self.path.borrow_mut().clear();
        self.tail_call.borrow_mut().take();
        self.std.borrow_mut().take();
        self.objects.reset();
        self.recorder.reset();
        self.current.set(Place::Nowhere);
        self.nested.set(0);
    }

    /// Sets when evaluations end themselves from now on; none for never.
    pub fn set_deadline(&self, deadline: Option<Deadline>) {
        self.deadline.set(deadline);
        self.until_look.set(FRAMES_BETWEEN_LOOKS);
    }

    #[inline(never)]
    fn look_at_clock(&self) -> Result<()> {
        match self.deadline.get() {
            Some(Deadline { clock, at }) if clock() >= at => {
                self.until_look.set(0);
                Err(self.fail(OUT_OF_TIME.to_owned(), FailureKind::OutOfTime))
            }
            _ => {
                self.until_look.set(FRAMES_BETWEEN_LOOKS);
                Ok(())
            }
        }
    }

    /// Where the evaluation stands.
    pub fn place(&self) -> Place {
        self.current.get()
    }

    /// Moves to another place.
    pub fn set_place(&self, place: Place) {
        self.current.set(place);
    }

    /// Brings back who made the value that `keeper` keeps, if notes are taken.
    #[inline(always)]
    pub fn recall<T>(&self, keeper: &T) {
        if self.recorder.is_on() {
            self.recorder.recall(std::ptr::from_ref(keeper).addr());
        }
    }

    /// Notes who made the value that `keeper` keeps from now on, if notes are taken.
    #[inline(always)]
    pub fn keep<T>(&self, keeper: &T) {
        if self.recorder.is_on() {
            self.recorder.keep(std::ptr::from_ref(keeper).addr());
        }
    }

    /// Leaves every frame, to look at a value after the evaluation.
    pub fn unwind(&self) {
        self.frames.borrow_mut().clear();
        self.tail_call.borrow_mut().take();
        self.path.borrow_mut().clear();
        self.current.set(Place::Nowhere);
        self.nested.set(0);
    }

    /// Ory's words for an error.
    pub fn words(&self, error: &Error) -> String {
        match self.find(error) {
            Some(record) => format!("{}{}", record.sort.before_words(), record.words),
            None => format!("{}{}", Sort::Runtime.before_words(), words::of(error.error()).0),
        }
    }

    /// Enters a frame from the current place; the number identifies it for [`Machine::leave`].
    pub fn enter(&self, trimmable: bool) -> Result<usize> {
        match self.until_look.get() {
            0 => self.look_at_clock()?,
            frames => self.until_look.set(frames - 1),
        }
        let mut frames = self.frames.borrow_mut();
        if frames.len() >= FRAMES || self.nested.get() >= NESTED {
            drop(frames);
            return Err(self.fail(TOO_MANY_FRAMES.to_owned(), FailureKind::Stack));
        }
        if self.current.get() == Place::Lost {
            drop(frames);
            return Err(self.crash("Saving empty traceElement on stack"));
        }
        self.nested.set(self.nested.get() + 1);
        frames.push(Frame { from: self.current.get(), trimmable });
        self.deepest.set(self.deepest.get().max(frames.len()).max(self.nested.get()));
        Ok(frames.len())
    }

    /// Leaves a frame for the place it was entered from, unless a tail call has replaced it.
    pub fn leave(&self, frame: usize, outer: Place) {
        self.nested.set(self.nested.get().saturating_sub(1));
        let mut frames = self.frames.borrow_mut();
        if frames.len() == frame {
            frames.pop();
        }
        // Frames of a lost error stay, and so does this one.
        self.current.set(if frames.len() > frame { Place::Lost } else { outer });
    }

    /// Runs `inside` within `count` frames, the outermost entered from the current place.
    pub fn within<T>(&self, count: usize, inside: impl FnOnce() -> Result<T>) -> Result<T> {
        let outer = self.place();
        let mut frames = Vec::with_capacity(count);
        for _ in 0..count {
            frames.push(self.enter(false)?);
            self.set_place(Place::Nowhere);
        }
        let value = inside()?;
        for frame in frames.into_iter().rev() {
            self.leave(frame, outer);
        }
        Ok(value)
    }

    /// Counts a frame as left that a tail call has replaced.
    pub fn left(&self) {
        self.nested.set(self.nested.get().saturating_sub(1));
    }

    /// How many frames are left.
    pub fn room(&self) -> usize {
        FRAMES.saturating_sub(self.frames.borrow().len())
    }

    /// Drops the innermost frame if a tail call may replace it; says whether it did.
    pub fn trim(&self) -> bool {
        let mut frames = self.frames.borrow_mut();
        let trimmable = frames.last().is_some_and(|frame| frame.trimmable);
        if trimmable {
            frames.pop();
        }
        trimmable
    }

    /// Fails if one more frame does not fit, for values that are ready and take theirs only for a moment.
    pub fn touch(&self) -> Result<()> {
        let outer = self.place();
        let frame = self.enter(false)?;
        self.leave(frame, outer);
        Ok(())
    }

    /// An error at the current place.
    pub fn fail(&self, words: String, kind: FailureKind) -> Error {
        let error = Error::new(ErrorKind::RuntimeError(words.as_str().into()));
        let trace = self.trace();
        self.record(error, words, kind, trace, Sort::Runtime)
    }

    /// The error of go-jsonnet falling over.
    pub fn crash(&self, words: &str) -> Error {
        let error = Error::new(ErrorKind::RuntimeError(words.into()));
        self.record(error, words.to_owned(), FailureKind::Crash, Vec::new(), Sort::Crash)
    }

    /// Whether go-jsonnet fell over.
    pub fn has_crashed(&self, error: &Error) -> bool {
        self.find(error).is_some_and(|record| record.sort == Sort::Crash)
    }

    /// An error of the evaluator's or the library's own, given the current place unless it has one.
    pub fn adopt(&self, error: Error) -> Error {
        if self.find(&error).is_some() {
            return error;
        }
        let (words, kind) = words::of(error.error());
        let trace = self.trace();
        self.record(error, words, kind, trace, Sort::Runtime)
    }

    /// An error of a text that was only read now.
    pub fn fail_statically(
        &self,
        error: Error,
        words: String,
        kind: FailureKind,
        document: Document,
        span: Span,
    ) -> Error {
        self.record(error, words, kind, vec![(document, span)], Sort::Static)
    }

    fn record(
        &self,
        mut error: Error,
        words: String,
        kind: FailureKind,
        trace: Vec<(Document, Span)>,
        sort: Sort,
    ) -> Error {
        let mut records = self.records.borrow_mut();
        // The number ties the error to its record: an error may be swallowed on the way, and another one end the run.
        error.trace_mut().0.push(StackTraceElement { location: None, desc: format!("#{}", records.len()) });
        records.push(Record { words, kind, trace, path: self.path.borrow().clone(), sort });
        error
    }

    /// What is known of an error.
    pub fn find(&self, error: &Error) -> Option<Record> {
        let number = error.trace().0.iter().find_map(|step| step.desc.strip_prefix('#')?.parse::<usize>().ok())?;
        self.records.borrow().get(number).cloned()
    }

    fn trace(&self) -> Vec<(Document, Span)> {
        let frames = self.frames.borrow();
        let places = frames.iter().map(|frame| frame.from).chain([self.current.get()]);
        located(places)
    }
}

/// How many lines of its trace go-jsonnet prints from either end; it leaves out the middle.
const PRINTED: usize = 10;

/// The places that a trace shows, innermost first.
fn located(places: impl Iterator<Item = Place>) -> Vec<(Document, Span)> {
    let places: Vec<_> = places.filter(|place| *place != Place::Lost).collect();
    let innermost = places.len().saturating_sub(PRINTED);
    places
        .into_iter()
        .enumerate()
        .rev()
        .filter_map(|(at, place)| match place {
            Place::At(document, span) if at < PRINTED || at >= innermost => Some((document, span)),
            _ => None,
        })
        .collect()
}
