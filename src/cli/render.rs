//! `render`: the body, exactly.

use std::path::PathBuf;

use clap::Args;

use super::{
    Color, FINE, FOUND, Hook, Problem, check::Checked, context, format, pool, print, subject, subject::Moment,
};
use crate::{ory::scenarios, report::Verdict};

/// What `render` is told.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// A template, or a configuration with a hook in it.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    #[allow(missing_docs, reason = "clap would print it as help")]
    pub hook: Hook,
    /// The scenario to render it in; `ory-actions scenarios` lists them.
    #[arg(long, value_name = "ID", conflicts_with = "ctx", required_unless_present = "ctx")]
    pub scenario: Option<String>,
    /// The context to render it in.
    #[arg(long, value_name = "FILE")]
    pub ctx: Option<PathBuf>,
    /// When to use colours for what is wrong.
    #[arg(long, value_enum, default_value_t)]
    pub color: Color,
}

/// Prints the body, or what keeps Ory from sending one, on standard error.
pub fn run(options: &Options) -> Result<u8, Problem> {
    let subject = subject::only(&options.file, &options.hook)?;
    let moment = match (&options.scenario, &options.ctx) {
        (Some(id), _) => scenario(id)?,
        (None, Some(path)) => context(path)?,
        (None, None) => return Err(Problem("--scenario or --ctx is needed".to_owned())),
    };
    let work = [(subject, vec![moment])];
    let reports = pool::run(&work, &|_| {})?;
    let [(subject, moments)] = work;
    let Some(report) = reports.into_iter().flatten().next() else {
        return Err(Problem("nothing came of it".to_owned()));
    };
    if let Some(body) = &report.body {
        print(body)?;
        return Ok(FINE);
    }
    if report.verdict == Verdict::Cancelled {
        eprintln!("Cancelled: the template said so, and Ory sends nothing.");
        return Ok(FINE);
    }
    let checked = Checked::new(subject, moments, vec![report]);
    eprint!("{}", format::human::write(&[checked], None, options.color.on()));
    Ok(FOUND)
}

/// The scenario of that id; an unknown one names those that are like it.
pub fn scenario(id: &str) -> Result<Moment, Problem> {
    if let Some(found) = scenarios::find(id) {
        return Ok(Moment::of(found));
    }
    let near = scenarios::all()
        .iter()
        .map(|scenario| scenario.id)
        .max_by(|a, b| strsim::jaro_winkler(a, id).total_cmp(&strsim::jaro_winkler(b, id)));
    let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    Err(Problem(format!("there is no scenario `{id}`{hint} `ory-actions scenarios` lists them")))
}
