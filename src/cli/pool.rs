//! Evaluations in child processes, one a core, that can be ended: a template may never come to an end, use up all memory or
//! the stack, and none of that may take the others with it.

use std::{
    collections::VecDeque,
    env,
    io::{self, BufRead, BufReader, Write},
    num::NonZero,
    process::{Child, ChildStdin, Command, Stdio},
    sync::{Mutex, PoisonError, mpsc},
    thread,
    time::Duration,
};

use serde::{Deserialize, Serialize};

use super::{
    Problem,
    subject::{Moment, Subject},
};
use crate::{
    draft::{ActionDraft, Draft, Placement},
    ory::scenarios,
    report::{Report, build, ended},
};

/// The name of the subcommand a child is started with.
pub const CHILD: &str = "__evaluate";

/// How long one evaluation may take. Ory gives a second; a runner of a pipeline is busy, and gets another.
pub const LIMIT: Duration = Duration::from_secs(2);

/// How long a child may take to start.
const STARTS: Duration = Duration::from_secs(20);

/// A template with its moments, as it is sent to a child.
#[derive(Serialize, Deserialize)]
struct Job {
    template: String,
    action: ActionDraft,
    placement: Placement,
    moments: Vec<Asked>,
}

/// A scenario by its id, or a context.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Asked {
    Scenario { id: String },
    Context { ctx: String },
}

/// What came of a subject: a report for each of its moments, in their order.
pub type Reports = Vec<Report>;

/// Evaluates subjects in their moments, and calls `done` after each subject with how many are done.
pub fn run(work: &[(Subject, Vec<Moment>)], done: &(dyn Fn(usize) + Sync)) -> Result<Vec<Reports>, Problem> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get).min(work.len().max(1));
    let queue: Mutex<VecDeque<usize>> = Mutex::new((0..work.len()).collect());
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    let finished = Mutex::new(0);
    let lane = || -> Result<Vec<(usize, Reports)>, Problem> {
        let mut child: Option<Runner> = None;
        let mut reports = Vec::new();
        while let Some(at) = next() {
            let Some((subject, moments)) = work.get(at) else { continue };
            reports.push((at, one(&mut child, subject, moments)?));
            let mut finished = finished.lock().unwrap_or_else(PoisonError::into_inner);
            *finished += 1;
            done(*finished);
        }
        Ok(reports)
    };
    let mut all: Vec<(usize, Reports)> = thread::scope(|scope| {
        let lanes: Vec<_> = (0..cores).map(|_| scope.spawn(lane)).collect();
        let gone = || Err(Problem("a thread of this command ended early".to_owned()));
        lanes.into_iter().map(|lane| lane.join().unwrap_or_else(|_| gone())).collect::<Result<Vec<_>, _>>()
    })?
    .into_iter()
    .flatten()
    .collect();
    all.sort_by_key(|(at, _)| *at);
    Ok(all.into_iter().map(|(_, reports)| reports).collect())
}

/// One subject in all its moments. The first moment that does not end stands for those after it.
fn one(child: &mut Option<Runner>, subject: &Subject, moments: &[Moment]) -> Result<Reports, Problem> {
    let mut reports = Vec::with_capacity(moments.len());
    let asked = |moment: &Moment| {
        if moment.in_catalogue {
            Asked::Scenario { id: moment.name.clone() }
        } else {
            Asked::Context { ctx: moment.ctx.clone() }
        }
    };
    let mut crashes = 0;
    while reports.len() < moments.len() {
        let running = match child {
            Some(running) => running,
            None => child.insert(Runner::start()?),
        };
        let job = Job {
            template: subject.template.clone(),
            action: subject.action.clone(),
            placement: subject.placement.clone(),
            moments: moments.iter().skip(reports.len()).map(asked).collect(),
        };
        let sent = serde_json::to_string(&job).is_ok_and(|line| running.send(&line));
        let mut lost = !sent;
        while !lost && reports.len() < moments.len() {
            match running.answer(LIMIT) {
                Answer::Report(report) => reports.push(*report),
                Answer::Late => {
                    // What never ends in one moment is not waited for in the others.
                    reports.resize_with(moments.len(), ended::stopped);
                    lost = true;
                }
                Answer::Gone => {
                    reports.push(ended::crashed());
                    crashes += 1;
                    if crashes > 2 {
                        reports.resize_with(moments.len(), ended::crashed);
                    }
                    lost = true;
                }
            }
        }
        if lost {
            *child = None;
        }
    }
    Ok(reports)
}

/// What a child says.
enum Answer {
    Report(Box<Report>),
    Late,
    Gone,
}

/// A child that evaluates.
struct Runner {
    child: Child,
    input: ChildStdin,
    lines: mpsc::Receiver<String>,
}

impl Runner {
    fn start() -> Result<Self, Problem> {
        let cannot = |error: io::Error| Problem(format!("cannot start a process to evaluate in: {error}"));
        let mut child = Command::new(env::current_exe().map_err(cannot)?)
            .arg(CHILD)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(cannot)?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Problem("a process to evaluate in has no pipes".to_owned()));
        };
        let (send, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    break;
                }
            }
        });
        let runner = Self { child, input, lines };
        // Its first line says that it is there: starting is not evaluating.
        match runner.lines.recv_timeout(STARTS) {
            Ok(_) => Ok(runner),
            Err(_) => Err(Problem("a process to evaluate in did not start".to_owned())),
        }
    }

    fn send(&mut self, line: &str) -> bool {
        writeln!(self.input, "{line}").and_then(|()| self.input.flush()).is_ok()
    }

    fn answer(&self, limit: Duration) -> Answer {
        match self.lines.recv_timeout(limit) {
            Ok(line) => serde_json::from_str(&line).map_or(Answer::Gone, |report| Answer::Report(Box::new(report))),
            Err(mpsc::RecvTimeoutError::Timeout) => Answer::Late,
            Err(mpsc::RecvTimeoutError::Disconnected) => Answer::Gone,
        }
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        // A child that is gone already is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The child's part: a job a line in, a report a line out for each of its moments.
pub fn serve() {
    let mut out = io::stdout().lock();
    if writeln!(out, "ready").and_then(|()| out.flush()).is_err() {
        return;
    }
    for line in io::stdin().lock().lines().map_while(Result::ok) {
        let Ok(job) = serde_json::from_str::<Job>(&line) else { return };
        for asked in job.moments {
            let (ctx, left_out) = match asked {
                Asked::Scenario { id } => match scenarios::find(&id) {
                    Some(scenario) => (scenario.ctx().to_owned(), scenario.left_out),
                    None => return,
                },
                Asked::Context { ctx } => (ctx, 0),
            };
            let draft = Draft {
                template: job.template.clone(),
                ctx,
                left_out,
                action: job.action.clone(),
                placement: job.placement.clone(),
                own_scenarios: Vec::new(),
                muted: Vec::new(),
                pins: Vec::new(),
            };
            let said = serde_json::to_string(&build(&draft)).map_err(io::Error::other);
            // The one that asked has gone.
            if said.and_then(|said| writeln!(out, "{said}")).and_then(|()| out.flush()).is_err() {
                return;
            }
        }
    }
}
