//! `check`: templates in every scenario of their place.

use std::{
    io::{self, IsTerminal, Write},
    path::PathBuf,
    sync::Mutex,
    time::{Duration, Instant},
};

use clap::{Args, ValueEnum};

use super::{
    Color, FINE, FOUND, Hook, Problem, context, format, pool, print,
    subject::{self, Held, Moment, Subject},
    watch,
};
use crate::{
    diagnostic::{Delivery, Document, Finding, Level},
    report::{Report, Verdict},
};

/// What `check` is told.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// Templates, configurations (kratos.yml, an identity configuration, Helm values, …) whose hooks are checked where they
    /// stand, folders of templates, or `-` for standard input.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    #[allow(missing_docs, reason = "clap would print it as help")]
    pub hook: Hook,
    /// A context to run them in, instead of the scenarios. Can be given several times.
    #[arg(long, value_name = "FILE")]
    pub ctx: Vec<PathBuf>,
    /// How to say it.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// What else is to fail: `warnings`, or `notes` as well.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub deny: Option<Deny>,
    /// Do it again whenever a file changes.
    #[arg(long)]
    pub watch: bool,
    /// When to use colours.
    #[arg(long, value_enum, default_value_t)]
    pub color: Color,
}

/// How findings are said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// As rustc does.
    #[default]
    Human,
    /// One JSON document.
    Json,
    /// JUnit's XML: a suite a template, a case a scenario.
    Junit,
    /// SARIF 2.1.0, which GitHub shows beside the code.
    Sarif,
}

/// What fails beside errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// Warnings.
    Warnings,
    /// Warnings and notes.
    Notes,
}

/// Ory refuses the configuration.
const REFUSED: &str = "placement/refused";

/// Something was mended in the hook, or is odd about it.
pub const MENDED: &str = "import/mended";

/// Everything that was found about a subject.
#[derive(Debug)]
pub struct Checked {
    /// What was checked.
    pub subject: Subject,
    /// The moments it was run in.
    pub moments: Vec<Moment>,
    /// A report for each moment.
    pub reports: Vec<Report>,
    /// Every finding once, with the moments it was made in, as positions; the worst first.
    pub findings: Vec<(Finding, Vec<usize>)>,
}

impl Checked {
    /// Puts the findings of all moments together.
    pub fn new(subject: Subject, moments: Vec<Moment>, reports: Vec<Report>) -> Self {
        let mut findings: Vec<(Finding, Vec<usize>)> = Vec::new();
        for (at, report) in reports.iter().enumerate() {
            for finding in &report.findings {
                let of_catalogue = moments.get(at).is_some_and(|moment| moment.in_catalogue);
                // The action of a bare template was made up here, and the catalogue's contexts are Ory's own.
                let about_nothing = (finding.document == Document::Action && !subject.has_action)
                    || (finding.document == Document::Ctx && of_catalogue && finding.level != Level::Error);
                if about_nothing {
                    continue;
                }
                let same = |(other, _): &&mut (Finding, Vec<usize>)| {
                    (&other.id, other.document, other.span, &other.what)
                        == (&finding.id, finding.document, finding.span, &finding.what)
                };
                match findings.iter_mut().find(same) {
                    Some((_, moments)) if moments.last() != Some(&at) => moments.push(at),
                    Some(_) => {}
                    None => findings.push((finding.clone(), vec![at])),
                }
            }
        }
        let everywhere: Vec<usize> = (0..moments.len()).collect();
        let of_file = |id: &str, level: Level, what: &String, why: &str| Finding {
            id: id.to_owned(),
            level,
            document: Document::Action,
            what: what.clone(),
            why: why.to_owned(),
            remedy: String::new(),
            span: None,
            ory: None,
            path: None,
            fix: Vec::new(),
            delivery: Delivery::default(),
            muted: false,
            takes_key: None,
            settings: Vec::new(),
        };
        if !subject.refusals.is_empty() {
            // The same of this hook's action, in fewer words.
            findings.retain(|(finding, _)| finding.id != REFUSED);
        }
        let why = "Ory holds every configuration against its schema and refuses the whole of it.";
        let refused = subject.refusals.iter().map(|what| of_file(REFUSED, Level::Error, what, why));
        let mended = subject.notes.iter().map(|what| {
            if subject.unfit.contains(what) {
                of_file(MENDED, Level::Error, what, "As it stands, Ory refuses it or fails when the hook runs.")
            } else {
                of_file(MENDED, Level::Warning, what, "")
            }
        });
        findings.extend(refused.chain(mended).map(|finding| (finding, everywhere.clone())));
        findings.sort_by_key(|(finding, _)| finding.level);
        Self { subject, moments, reports, findings }
    }

    /// Whether it is to fail.
    pub fn fails(&self, deny: Option<Deny>) -> bool {
        let least = match deny {
            None => Level::Error,
            Some(Deny::Warnings) => Level::Warning,
            Some(Deny::Notes) => Level::Note,
        };
        self.reports.iter().any(|report| matches!(report.verdict, Verdict::Fails | Verdict::Stopped))
            || self.findings.iter().any(|(finding, _)| finding.level <= least)
    }
}

/// Checks, once or again and again.
pub fn run(options: &Options) -> Result<u8, Problem> {
    if options.watch {
        return watch::run(options);
    }
    once(options)
}

/// Checks once and prints it.
pub fn once(options: &Options) -> Result<u8, Problem> {
    let contexts: Vec<Moment> = options.ctx.iter().map(|path| context(path)).collect::<Result<_, _>>()?;
    let mut work = Vec::new();
    let mut problems = Vec::new();
    let held = options.files.iter().flat_map(|path| match subject::files(path) {
        Ok(files) => files.iter().map(|file| subject::held(file, &options.hook)).collect(),
        Err(problem) => vec![Err(problem)],
    });
    for held in held {
        // What cannot be read keeps nobody from what can.
        let held = held.unwrap_or_else(|problem| Held { problems: vec![problem], ..Held::default() });
        problems.extend(held.problems);
        for mut subject in held.subjects {
            subject.placement.present = subject.others.take();
            let moments = if contexts.is_empty() { subject.moments() } else { contexts.clone() };
            work.push((subject, moments));
        }
    }
    let unread = problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\nerror: ");
    if work.is_empty() && !problems.is_empty() {
        return Err(Problem(unread));
    }
    let progress = Progress::new(work.len());
    let reports = pool::run(&work, &|done| progress.show(done));
    progress.clear();
    let checked: Vec<Checked> = work
        .into_iter()
        .zip(reports?)
        .map(|((subject, moments), reports)| Checked::new(subject, moments, reports))
        .collect();
    print(&match options.format {
        Format::Human => format::human::write(&checked, options.deny, options.color.on()),
        Format::Json => format::json::write(&checked, options.deny),
        Format::Junit => format::junit::write(&checked, options.deny),
        Format::Sarif => format::sarif::write(&checked),
    })?;
    if !problems.is_empty() {
        return Err(Problem(unread));
    }
    Ok(if checked.iter().any(|checked| checked.fails(options.deny)) { FOUND } else { FINE })
}

/// How far it is, on a terminal and when it takes long.
struct Progress {
    all: usize,
    since: Instant,
    shown: Mutex<Option<Instant>>,
    on: bool,
}

impl Progress {
    fn new(all: usize) -> Self {
        let on = io::stderr().is_terminal() && all > 1;
        Self { all, since: Instant::now(), shown: Mutex::new(None), on }
    }

    fn show(&self, done: usize) {
        if !self.on || self.since.elapsed() < Duration::from_millis(500) {
            return;
        }
        let Ok(mut shown) = self.shown.lock() else { return };
        if shown.is_some_and(|shown| shown.elapsed() < Duration::from_millis(100)) {
            return;
        }
        *shown = Some(Instant::now());
        // Nobody misses a line of progress.
        let _ = write!(io::stderr(), "\rchecking {done} of {} templates", self.all);
    }

    fn clear(&self) {
        if self.shown.lock().is_ok_and(|shown| shown.is_some()) {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}
