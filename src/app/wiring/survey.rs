//! Runs the survey: its machine says what and when, a worker of its own does it, so that the live result never waits.

use std::{cell::RefCell, rc::Rc, time::Duration};

use leptos::prelude::*;

use super::{answer, now, rules, worker};
use crate::{
    app::page::Page,
    draft::Draft,
    ory::scenarios,
    report::{Verdict, answer::Answer},
    state::{State, chosen::Chosen},
    worker::{
        page_end::{Lane, News, Tag},
        survey::{Command, Event, Survey},
    },
};

/// Tags hold the round above this, and the cell below it.
const CELLS: Tag = 1 << 16;

type Machine = Survey<Chosen, Answer>;

#[derive(Clone)]
struct Runner {
    page: Page,
    machine: Rc<RefCell<Machine>>,
    // None until the first round: the live result must not share its start.
    lane: Rc<RefCell<Option<Lane>>>,
}

/// Starts again whenever something changes that the answers depend on. The context is not among those.
pub fn connect(page: Page) {
    let runner = Runner { page, machine: Rc::default(), lane: Rc::default() };
    let depends = Memo::new(move |_| {
        (page.template.get(), page.action.get(), page.placement.get(), page.own.get(), page.survey_all.get())
    });
    let changed = runner.clone();
    Effect::new(move || {
        let _ = depends.get();
        let keys = page.look(|state| keys(state, page.survey_all.get_untracked()));
        changed.take(Event::Changed(keys));
    });
    // The first result and what is needed for it must not share the line either.
    Effect::new(move || {
        if page.whole.get() {
            runner.take(Event::Tick);
        }
    });
}

impl Runner {
    fn take(&self, event: Event<Chosen, Answer>) {
        let command = self.machine.borrow_mut().step(now(), event);
        {
            let machine = self.machine.borrow();
            self.page.survey.set(machine.cells().to_vec());
            self.page.survey_broke_off.set(machine.broke_off());
        }
        match command {
            Some(Command::WakeIn(ms)) => {
                let runner = self.clone();
                // One past it, so that a clock rounded down does not wake us early.
                let tick = move || {
                    if runner.page.whole.get_untracked() {
                        runner.take(Event::Tick);
                    }
                };
                set_timeout(tick, Duration::from_millis(ms.max(0.0) as u64 + 1));
            }
            Some(Command::Run { round, at }) => self.run(round, at),
            None => {}
        }
    }

    fn run(&self, round: u64, at: usize) {
        let Some(scenario) = self.machine.borrow().cells().get(at).map(|cell| cell.key) else { return };
        let job = self.page.look(|state| {
            let (ctx, left_out) = state.context_of(scenario)?;
            let draft = Draft { ctx: ctx.to_owned(), left_out, own_scenarios: Vec::new(), ..state.owned().draft() };
            Some((state.revision(), draft))
        });
        let Some((revision, draft)) = job else { return };
        let lane = self.lane.borrow_mut().get_or_insert_with(|| self.start()).clone();
        lane.submit(round * CELLS + at as Tag, revision, draft);
    }

    fn start(&self) -> Lane {
        let runner = self.clone();
        Lane::new(&worker(), rules(false), move |news| {
            let ended = match &news {
                News::Report { report, .. } => report.verdict == Verdict::Stopped,
                news => matches!(news, News::Stopped { .. } | News::Crashed { .. }),
            };
            if let Some((tag, answer)) = answer(news) {
                let (round, at) = (tag / CELLS, (tag % CELLS) as usize);
                runner.take(Event::Answered { round, at, answer, ended });
            }
        })
    }
}

/// The scenarios to run.
pub(super) fn keys(state: &State, all: bool) -> Vec<Chosen> {
    let owned = state.owned();
    let fitting =
        if all { scenarios::all().iter().collect() } else { scenarios::fitting(&owned.placement, &owned.action) };
    let catalogue = fitting.into_iter().map(|scenario| Chosen::Catalogue(scenario.id));
    catalogue.chain(owned.own.iter().map(|(id, _)| Chosen::Own(*id))).collect()
}
