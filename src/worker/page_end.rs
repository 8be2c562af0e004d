//! The page's end: starts, feeds and ends workers as the supervisor says. It decides nothing.

mod early;

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::{
    protocol::{FromWorker, RunId, ToWorker, decode, encode},
    supervisor::{Command, Event, Rules, Supervisor, WorkerId},
};
use crate::{
    assist::ask::{Answer, Ask},
    draft::{Draft, Revision},
    report::Report,
};

/// The owner's own name for what it submits; news carries it back.
pub type Tag = u64;

/// What a lane tells its owner.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// A report.
    Report {
        /// What the owner calls it.
        tag: Tag,
        /// The state of the draft that it is about.
        revision: Revision,
        /// What was found.
        report: Box<Report>,
        /// How long it took in the worker, in microseconds.
        micros: u64,
    },
    /// An answer for an editor.
    Answer {
        /// What the owner calls it.
        tag: Tag,
        /// The answer.
        answer: Answer,
    },
    /// The run was ended over its time.
    Stopped {
        /// What the owner calls it.
        tag: Tag,
        /// The state of the draft that it was about.
        revision: Revision,
    },
    /// The run took its worker down; the next one starts in a fresh worker.
    Crashed {
        /// What the owner calls it.
        tag: Tag,
        /// The state of the draft that it was about.
        revision: Revision,
    },
    /// The same, because its calls nested deeper than the browser's stack.
    TooDeep {
        /// What the owner calls it.
        tag: Tag,
        /// The state of the draft that it was about.
        revision: Revision,
    },
    /// No worker can be started.
    Unavailable,
    /// After [`News::Unavailable`], another start is tried.
    TriesAgain,
}

struct Job {
    tag: Tag,
    revision: Revision,
    work: Work,
}

enum Work {
    Report(Box<Draft>),
    Assist { template: String, ctx: String, ask: Ask },
}

enum Arrived {
    Report(Revision, Box<Report>, u64),
    Answer(Answer),
}

type Listener = Rc<dyn Fn(News)>;

/// One queue of reports with its own workers. Cheap to clone; ends its workers when the last clone goes.
#[derive(Clone)]
pub struct Lane {
    inner: Rc<RefCell<Inner>>,
}

struct Inner {
    supervisor: Supervisor<Job>,
    workers: HashMap<WorkerId, Live>,
    in_flight: (Tag, Revision),
    too_deep: bool,
    arrived: Option<Arrived>,
    alarm: Option<Timeout>,
    listener: Listener,
    script: String,
}

struct Live {
    worker: Worker,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(web_sys::Event)>,
}

impl Drop for Live {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl Lane {
    /// A lane whose workers run `script` (a URL relative to the page), telling `listener`.
    pub fn new(script: &str, rules: Rules, listener: impl Fn(News) + 'static) -> Self {
        let inner = Inner {
            supervisor: Supervisor::new(rules),
            workers: HashMap::new(),
            in_flight: (0, Revision(0)),
            too_deep: false,
            arrived: None,
            alarm: None,
            listener: Rc::new(listener),
            script: script.to_owned(),
        };
        Self { inner: Rc::new(RefCell::new(inner)) }
    }

    /// Runs this draft next; one that still waits is dropped.
    pub fn submit(&self, tag: Tag, revision: Revision, draft: Draft) {
        self.take(Event::Submit(Job { tag, revision, work: Work::Report(Box::new(draft)) }));
    }

    /// Asks this next; an ask that still waits is dropped.
    pub fn ask(&self, tag: Tag, template: String, ctx: String, ask: Ask) {
        self.take(Event::Submit(Job { tag, revision: Revision(0), work: Work::Assist { template, ctx, ask } }));
    }

    fn take(&self, event: Event<Job>) {
        let commands = self.inner.borrow_mut().supervisor.step(now(), event);
        for command in commands {
            self.obey(command);
        }
    }

    fn obey(&self, command: Command<Job>) {
        match command {
            Command::Spawn(id) => self.spawn(id),
            Command::Terminate(id) => {
                self.inner.borrow_mut().workers.remove(&id);
            }
            Command::Send(id, run, job) => self.send(id, run, job),
            Command::WakeIn(ms) => {
                let lane = self.clone();
                // One past the deadline, so that a clock rounded down does not wake us early.
                let alarm = Timeout::new(ms.max(0.0) as u32 + 1, move || lane.take(Event::Tick));
                self.inner.borrow_mut().alarm = Some(alarm);
            }
            Command::Deliver(_) => {
                let arrived = self.inner.borrow_mut().arrived.take();
                let (tag, _) = self.in_flight();
                match arrived {
                    Some(Arrived::Report(revision, report, micros)) => {
                        self.tell(News::Report { tag, revision, report, micros });
                    }
                    Some(Arrived::Answer(answer)) => self.tell(News::Answer { tag, answer }),
                    None => {}
                }
            }
            Command::Stopped(_) => {
                let (tag, revision) = self.in_flight();
                self.tell(News::Stopped { tag, revision });
            }
            Command::Crashed(_) => {
                let too_deep = std::mem::take(&mut self.inner.borrow_mut().too_deep);
                let (tag, revision) = self.in_flight();
                self.tell(if too_deep { News::TooDeep { tag, revision } } else { News::Crashed { tag, revision } });
            }
            Command::GaveUp => self.tell(News::Unavailable),
            Command::TriesAgain => self.tell(News::TriesAgain),
        }
    }

    fn in_flight(&self) -> (Tag, Revision) {
        self.inner.borrow().in_flight
    }

    fn tell(&self, news: News) {
        let listener = self.inner.borrow().listener.clone();
        listener(news);
    }

    fn spawn(&self, id: WorkerId) {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let script = self.inner.borrow().script.clone();
        let started = early::take().or_else(|| Some((Worker::new_with_options(&script, &options).ok()?, Vec::new())));
        let Some((worker, said)) = started else {
            // Told later, so that the supervisor is not entered twice.
            self.later(Event::Died(id));
            return;
        };
        let lane = self.clone();
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                lane.heard(id, &text);
            }
        });
        let lane = self.clone();
        let on_error = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
            let message = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default();
            lane.inner.borrow_mut().too_deep = is_of_the_stack(&message);
            lane.later(Event::Died(id));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        self.inner.borrow_mut().workers.insert(id, Live { worker, _on_message: on_message, _on_error: on_error });
        let lane = self.clone();
        Timeout::new(0, move || said.iter().for_each(|text| lane.heard(id, text))).forget();
    }

    fn heard(&self, id: WorkerId, text: &str) {
        match decode(text) {
            Ok(FromWorker::Ready) => self.take(Event::Ready(id)),
            Ok(FromWorker::Loading) => self.take(Event::Loading(id)),
            Ok(FromWorker::Report { run, revision, report, micros, memory }) => {
                self.inner.borrow_mut().arrived = Some(Arrived::Report(revision, report, micros));
                self.take(Event::Answered { worker: id, run, memory });
            }
            Ok(FromWorker::Assist { run, answer, memory }) => {
                self.inner.borrow_mut().arrived = Some(Arrived::Answer(answer));
                self.take(Event::Answered { worker: id, run, memory });
            }
            // A lane asks for reports alone.
            Ok(FromWorker::Mail { .. }) | Err(_) => self.later(Event::Died(id)),
        }
    }

    /// Ending a worker drops the closure that is running: never do it from inside one.
    fn later(&self, event: Event<Job>) {
        let lane = self.clone();
        Timeout::new(0, move || lane.take(event)).forget();
    }

    fn send(&self, id: WorkerId, run: RunId, Job { tag, revision, work }: Job) {
        self.inner.borrow_mut().in_flight = (tag, revision);
        let text = encode(&match work {
            Work::Report(draft) => ToWorker::Report { run, revision, draft },
            Work::Assist { template, ctx, ask } => ToWorker::Assist { run, template, ctx, ask },
        });
        let sent = self
            .inner
            .borrow()
            .workers
            .get(&id)
            .is_some_and(|live| live.worker.post_message(&JsValue::from_str(&text)).is_ok());
        if !sent {
            self.later(Event::Died(id));
        }
    }
}

fn now() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

/// Whether a browser says that its own stack has ended (Chromium and Safari, Firefox).
fn is_of_the_stack(message: &str) -> bool {
    message.contains("Maximum call stack size exceeded") || message.contains("too much recursion")
}
