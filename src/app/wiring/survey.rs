//! The template against every scenario: one after the other in a worker of its own, so that the live result never waits.

use std::{cell::RefCell, rc::Rc, time::Duration};

use leptos::prelude::*;

use super::{rules, worker};
use crate::{
    app::page::{Answer, Cell, Chosen, Page},
    draft::Draft,
    ory::scenarios,
    report::too_deep,
    worker::page_end::{Lane, News, Tag},
};

/// A pause in typing after which the scenarios are run again.
const RUN_AFTER: Duration = Duration::from_millis(150);

/// Tags hold the round above this, and the cell below it.
const CELLS: Tag = 1 << 16;

/// One pass over the cells.
struct Round {
    number: Tag,
    draft: Option<Draft>,
}

/// Runs the survey whenever something it depends on changes. The context is not among those.
pub fn connect(page: Page) {
    let round = Rc::new(RefCell::new(Round { number: 0, draft: None }));
    let lane = Rc::new(RefCell::new(None::<Lane>));
    let depends = Memo::new(move |_| {
        (page.template.get(), page.action.get(), page.placement.get(), page.own.get(), page.survey_all.get())
    });
    let pending = StoredValue::new_local(None::<TimeoutHandle>);
    Effect::new(move || {
        let _ = depends.get();
        let (round, lane) = (round.clone(), lane.clone());
        pending.update_value(|pending| {
            if let Some(pending) = pending.take() {
                pending.clear();
            }
            *pending = set_timeout_with_handle(move || start(page, &round, &lane), RUN_AFTER).ok();
        });
    });
}

type Shared<T> = Rc<RefCell<T>>;

fn start(page: Page, round: &Shared<Round>, lane: &Shared<Option<Lane>>) {
    let draft = page.draft.get_untracked();
    let cells = cells(page, &draft);
    {
        let mut round = round.borrow_mut();
        round.number += 1;
        round.draft = Some(draft);
    }
    page.survey.set(cells);
    let lane = lane
        .borrow_mut()
        .get_or_insert_with(|| {
            let rules = rules(false);
            let (round, lane) = (round.clone(), lane.clone());
            Lane::new(&worker(), rules, move |news| {
                let (tag, answer) = match news {
                    News::Report(tag, report, micros) => (tag, Answer::Report(report, micros)),
                    News::Stopped(tag) => (tag, Answer::Stopped),
                    News::Crashed(tag) => (tag, Answer::Crashed),
                    News::TooDeep(tag) => (tag, Answer::Report(Box::new(too_deep()), 0)),
                    News::Unavailable => return,
                };
                // An answer to an older round is not shown.
                if tag / CELLS == round.borrow().number {
                    let at = (tag % CELLS) as usize;
                    page.survey.update(|cells| {
                        if let Some(cell) = cells.get_mut(at) {
                            cell.answer = Some(answer);
                        }
                    });
                    if let Some(lane) = lane.borrow().as_ref() {
                        next(page, &round, lane, at + 1);
                    }
                }
            })
        })
        .clone();
    next(page, round, &lane, 0);
}

fn next(page: Page, round: &Shared<Round>, lane: &Lane, at: usize) {
    // A template that never ends would take the limit in every scenario: the live result says it once.
    if page.answer.with_untracked(|answer| matches!(answer, Answer::Stopped | Answer::Crashed)) {
        return;
    }
    let Some(scenario) = page.survey.with_untracked(|cells| cells.get(at).map(|cell| cell.scenario)) else { return };
    let round = round.borrow();
    let (Some(draft), Some((ctx, left_out))) = (&round.draft, page.ctx_of(scenario)) else { return };
    lane.submit(round.number * CELLS + at as Tag, Draft { ctx, left_out, own_scenarios: Vec::new(), ..draft.clone() });
}

/// The scenarios to run; what was known of each stays until it is known anew, so that nothing flashes.
fn cells(page: Page, draft: &Draft) -> Vec<Cell> {
    let known = page.survey.get_untracked();
    let fitting = if page.survey_all.get_untracked() {
        scenarios::all().iter().collect()
    } else {
        scenarios::fitting(&draft.placement, draft.action.ignore_response)
    };
    let catalogue = fitting.into_iter().map(|scenario| (Chosen::Catalogue(scenario.id), scenario.title.to_owned()));
    let own = draft.own_scenarios.iter().enumerate().map(|(at, own)| (Chosen::Own(at), own.name.clone()));
    catalogue
        .chain(own)
        .map(|(scenario, title)| {
            let answer = known.iter().find(|cell| cell.scenario == scenario).and_then(|cell| cell.answer.clone());
            Cell { scenario, title, answer }
        })
        .collect()
}
