//! The template in every scenario: one after the other, and again from the start whenever what they depend on changes.
//! A pure state machine; times are milliseconds of any clock that only grows.
//!
//! What is not known for the present template is unknown: an older answer is never shown as one of this.

/// A pause after a change before the round begins, in milliseconds: somebody may still be typing.
const PAUSE_MS: f64 = 150.0;

/// So many scenarios in a row may end over their time or with their worker; then the round rests until the next change,
/// since a template that never ends would take the limit in each.
pub const ENDS_IN_A_ROW: u32 = 3;

/// One scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell<K, A> {
    /// Which.
    pub key: K,
    /// What came of it; none while that is unknown.
    pub answer: Option<A>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event<K, A> {
    /// Template, action, placement or the list of contexts changed; these are the scenarios now.
    Changed(Vec<K>),
    /// Time has passed.
    Tick,
    /// The answer to a [`Command::Run`].
    Answered {
        /// Which round it belongs to.
        round: u64,
        /// Which cell.
        at: usize,
        /// What came of it.
        answer: A,
        /// Whether it was ended: over its time, or with its worker.
        ended: bool,
    },
}

/// What the owner must do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Command {
    /// Come back with [`Event::Tick`] in so many milliseconds.
    WakeIn(f64),
    /// Run the present template in the scenario of a cell.
    Run {
        /// To be handed back with the answer.
        round: u64,
        /// Which cell.
        at: usize,
    },
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Phase {
    /// Begins at this time.
    Due(f64),
    /// This cell runs.
    Runs(usize),
    /// Nothing to do until the next change.
    Rests,
}

/// The state.
#[derive(Debug, Clone, PartialEq)]
pub struct Survey<K, A> {
    round: u64,
    phase: Phase,
    ends: u32,
    cells: Vec<Cell<K, A>>,
}

impl<K, A> Default for Survey<K, A> {
    fn default() -> Self {
        Self { round: 0, phase: Phase::Rests, ends: 0, cells: Vec::new() }
    }
}

impl<K, A> Survey<K, A> {
    /// Every scenario, and what is known of it.
    pub fn cells(&self) -> &[Cell<K, A>] {
        &self.cells
    }

    /// Whether it stopped half-way because one scenario after the other had to be ended.
    pub fn broke_off(&self) -> bool {
        self.phase == Phase::Rests && self.ends >= ENDS_IN_A_ROW
    }

    /// Takes an event at a time and says what to do.
    pub fn step(&mut self, now: f64, event: Event<K, A>) -> Option<Command> {
        match event {
            Event::Changed(keys) => {
                self.round += 1;
                self.ends = 0;
                self.cells = keys.into_iter().map(|key| Cell { key, answer: None }).collect();
                self.phase = Phase::Due(now + PAUSE_MS);
                Some(Command::WakeIn(PAUSE_MS))
            }
            Event::Tick => match self.phase {
                Phase::Due(at) if now >= at => self.run(0),
                Phase::Due(at) => Some(Command::WakeIn(at - now)),
                Phase::Runs(_) | Phase::Rests => None,
            },
            Event::Answered { round, at, answer, ended } => {
                if round != self.round || self.phase != Phase::Runs(at) {
                    return None;
                }
                self.ends = if ended { self.ends + 1 } else { 0 };
                if let Some(cell) = self.cells.get_mut(at) {
                    cell.answer = Some(answer);
                }
                self.run(at + 1)
            }
        }
    }

    fn run(&mut self, at: usize) -> Option<Command> {
        if at >= self.cells.len() || self.ends >= ENDS_IN_A_ROW {
            self.phase = Phase::Rests;
            return None;
        }
        self.phase = Phase::Runs(at);
        Some(Command::Run { round: self.round, at })
    }
}
