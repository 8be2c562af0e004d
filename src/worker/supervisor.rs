//! Who may run when: the latest edit wins, one run is in flight, one over its time is ended with its worker,
//! and a warm spare takes over. A pure state machine; times are milliseconds of any clock that only grows.
//!
//! Most runs end themselves in time; for one that does not, killing is the only way, since a looping worker reads no message.

use super::protocol::RunId;

/// Numbers the workers ever started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WorkerId(pub u64);

/// How a supervisor behaves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rules {
    /// How long one run may take, in milliseconds.
    pub limit_ms: f64,
    /// How long a worker may take to load and listen, in milliseconds.
    pub start_ms: f64,
    /// How large a worker's memory may stay, in bytes; above it the worker is replaced after its answer.
    pub memory: u64,
    /// Keep a second worker ready, so that a restart is not felt.
    pub spare: bool,
    /// How many workers in a row may die before they are ready until the supervisor gives up. So many spares that cannot
    /// start are no reason to give up while a worker lives: it goes on without one.
    pub failed_starts: u32,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event<J> {
    /// There is something new to run; it replaces what waits.
    Submit(J),
    /// A worker listens; or has, in a run, what it was loading.
    Ready(WorkerId),
    /// A worker loads, in the middle of a run, a part of its module that it began without.
    Loading(WorkerId),
    /// A worker answered a run.
    Answered {
        /// Which worker.
        worker: WorkerId,
        /// Which run.
        run: RunId,
        /// How large its memory is now, in bytes.
        memory: u64,
    },
    /// A worker trapped, panicked or could not be loaded.
    Died(WorkerId),
    /// Time has passed.
    Tick,
}

/// What the page end must do, in this order.
#[derive(Debug, Clone, PartialEq)]
pub enum Command<J> {
    /// Start a worker under this number.
    Spawn(WorkerId),
    /// End a worker.
    Terminate(WorkerId),
    /// Hand a job to a worker.
    Send(WorkerId, RunId, J),
    /// Come back with [`Event::Tick`] in so many milliseconds.
    WakeIn(f64),
    /// The answer that just came is the one to show. One that is no longer the latest, because something newer waits, is
    /// dropped in silence, and so is its end by the limit or with its worker.
    Deliver(RunId),
    /// A run was ended over its time.
    Stopped(RunId),
    /// A run took its worker down.
    Crashed(RunId),
    /// No worker can be started; the next [`Event::Submit`] tries once more.
    GaveUp,
    /// It had given up, and tries again.
    TriesAgain,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Phase {
    Starting { deadline: f64 },
    Idle,
    Busy { run: RunId, deadline: f64 },
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Slot {
    id: WorkerId,
    phase: Phase,
}

/// The state: at most two workers, at most one job waiting.
#[derive(Debug, Clone, PartialEq)]
pub struct Supervisor<J> {
    rules: Rules,
    active: Option<Slot>,
    spare: Option<Slot>,
    waiting: Option<J>,
    next_worker: u64,
    next_run: u64,
    failed_starts: u32,
    failed_spares: u32,
}

impl<J> Supervisor<J> {
    /// A supervisor that has started nothing yet.
    pub fn new(rules: Rules) -> Self {
        Self {
            rules,
            active: None,
            spare: None,
            waiting: None,
            next_worker: 0,
            next_run: 0,
            failed_starts: 0,
            failed_spares: 0,
        }
    }

    /// Whether it has given up starting workers.
    pub fn gave_up(&self) -> bool {
        self.failed_starts >= self.rules.failed_starts
    }

    /// Whether a run is in flight or waits.
    pub fn busy(&self) -> bool {
        self.waiting.is_some() || matches!(self.active, Some(Slot { phase: Phase::Busy { .. }, .. }))
    }

    /// Takes an event at a time and says what to do.
    pub fn step(&mut self, now: f64, event: Event<J>) -> Vec<Command<J>> {
        let mut commands = Vec::new();
        match event {
            Event::Submit(job) => {
                self.waiting = Some(job);
                if self.gave_up() {
                    self.failed_starts = self.rules.failed_starts.saturating_sub(1);
                    commands.push(Command::TriesAgain);
                }
            }
            Event::Ready(id) => {
                for slot in [&mut self.active, &mut self.spare].into_iter().flatten().filter(|slot| slot.id == id) {
                    match &mut slot.phase {
                        Phase::Starting { .. } => {
                            slot.phase = Phase::Idle;
                            self.failed_starts = 0;
                            self.failed_spares = 0;
                        }
                        // The line was slow, not the template.
                        Phase::Busy { deadline, .. } => *deadline = now + self.rules.limit_ms,
                        Phase::Idle => {}
                    }
                }
            }
            Event::Loading(id) => {
                if let Some(Slot { phase: Phase::Busy { deadline, .. }, .. }) =
                    self.active.as_mut().filter(|slot| slot.id == id)
                {
                    *deadline = now + self.rules.start_ms;
                }
            }
            Event::Answered { worker, run, memory } => self.answered(now, worker, run, memory, &mut commands),
            Event::Died(id) => self.died(id, &mut commands),
            Event::Tick => self.end_overdue(now, &mut commands),
        }
        self.fill(now, &mut commands);
        self.dispatch(now, &mut commands);
        if let Some(deadline) = self.next_deadline() {
            commands.push(Command::WakeIn((deadline - now).max(0.0)));
        }
        commands
    }

    fn answered(&mut self, now: f64, id: WorkerId, run: RunId, memory: u64, commands: &mut Vec<Command<J>>) {
        let Some(slot) = self.active.as_mut().filter(|slot| slot.id == id) else { return };
        let Phase::Busy { run: current, deadline } = slot.phase else { return };
        if current != run {
            return;
        }
        slot.phase = Phase::Idle;
        if self.waiting.is_none() {
            // An answer that arrives late is over the limit, even when the page was too busy to look at the clock.
            commands.push(if now >= deadline { Command::Stopped(run) } else { Command::Deliver(run) });
        }
        if memory > self.rules.memory {
            self.active = None;
            commands.push(Command::Terminate(id));
        }
    }

    fn died(&mut self, id: WorkerId, commands: &mut Vec<Command<J>>) {
        let slot = match (self.active, self.spare) {
            (Some(slot), _) if slot.id == id => self.active.take(),
            (_, Some(slot)) if slot.id == id => self.spare.take(),
            _ => None,
        };
        let Some(slot) = slot else { return };
        commands.push(Command::Terminate(id));
        let another_lives = self.active.is_some_and(|slot| !matches!(slot.phase, Phase::Starting { .. }));
        match slot.phase {
            Phase::Busy { .. } if self.waiting.is_some() => {}
            Phase::Busy { run, .. } => commands.push(Command::Crashed(run)),
            Phase::Starting { .. } if another_lives => self.failed_spares += 1,
            Phase::Starting { .. } => {
                self.failed_starts += 1;
                if self.gave_up() {
                    commands.push(Command::GaveUp);
                }
            }
            Phase::Idle => {}
        }
    }

    fn end_overdue(&mut self, now: f64, commands: &mut Vec<Command<J>>) {
        for slot in [self.active, self.spare].into_iter().flatten() {
            match slot.phase {
                Phase::Busy { run, deadline } if now >= deadline => {
                    self.active = None;
                    commands.push(Command::Terminate(slot.id));
                    if self.waiting.is_none() {
                        commands.push(Command::Stopped(run));
                    }
                }
                Phase::Starting { deadline } if now >= deadline => self.died(slot.id, commands),
                _ => {}
            }
        }
    }

    fn next_deadline(&self) -> Option<f64> {
        [self.active, self.spare]
            .into_iter()
            .flatten()
            .filter_map(|slot| match slot.phase {
                Phase::Starting { deadline } | Phase::Busy { deadline, .. } => Some(deadline),
                Phase::Idle => None,
            })
            .min_by(f64::total_cmp)
    }

    fn fill(&mut self, now: f64, commands: &mut Vec<Command<J>>) {
        if self.active.is_none() {
            self.active = self.spare.take();
        }
        if self.gave_up() {
            return;
        }
        if self.active.is_none() {
            self.active = Some(self.spawn(now, commands));
        }
        // The spare waits until a first run is over: the first result must not share the line or the processor with its start.
        let has_run = self.active.is_some_and(|slot| match slot.phase {
            Phase::Starting { .. } => false,
            Phase::Idle => self.next_run > 0,
            Phase::Busy { run, .. } => run.0 > 0,
        });
        let spares = self.rules.spare && self.failed_spares < self.rules.failed_starts;
        if spares && self.spare.is_none() && has_run {
            self.spare = Some(self.spawn(now, commands));
        }
    }

    fn spawn(&mut self, now: f64, commands: &mut Vec<Command<J>>) -> Slot {
        let id = WorkerId(self.next_worker);
        self.next_worker += 1;
        commands.push(Command::Spawn(id));
        Slot { id, phase: Phase::Starting { deadline: now + self.rules.start_ms } }
    }

    fn dispatch(&mut self, now: f64, commands: &mut Vec<Command<J>>) {
        let Some(slot) = self.active.as_mut().filter(|slot| slot.phase == Phase::Idle) else { return };
        let Some(job) = self.waiting.take() else { return };
        let run = RunId(self.next_run);
        self.next_run += 1;
        slot.phase = Phase::Busy { run, deadline: now + self.rules.limit_ms };
        commands.push(Command::Send(slot.id, run, job));
    }
}
