//! `open`: a link that opens the template in the playground.

use std::path::PathBuf;

use clap::Args;

use super::{FINE, Hook, Problem, context, print, render, subject};
use crate::share::link::{self, Params};

/// What `open` is told.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// A template, or a configuration with a hook in it.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    #[allow(missing_docs, reason = "clap would print it as help")]
    pub hook: Hook,
    /// The scenario it opens with; the first of its place without one.
    #[arg(long, value_name = "ID", conflicts_with = "ctx")]
    pub scenario: Option<String>,
    /// The context it opens with.
    #[arg(long, value_name = "FILE")]
    pub ctx: Option<PathBuf>,
    /// Where the page is.
    #[arg(long, value_name = "ADDRESS", env = "ORY_ACTIONS_PAGE", default_value = "http://127.0.0.1:8080/")]
    pub page: String,
}

/// Prints the link. A key is never in it; what else looks like a secret is told.
pub fn run(options: &Options) -> Result<u8, Problem> {
    let subject = subject::only(&options.file, &options.hook)?;
    let moment = match (&options.scenario, &options.ctx) {
        (Some(id), _) => Some(render::scenario(id)?),
        (None, Some(path)) => Some(context(path)?),
        (None, None) => subject.moments().into_iter().next(),
    };
    let moment = moment.ok_or_else(|| Problem("no scenario meets this place".to_owned()))?;
    let draft = subject.draft(&moment);
    for leak in link::secrets(&draft) {
        eprintln!("warning: {} is in the link: {}", leak.what, leak.at);
    }
    print(&(link::address(&options.page, &Params::default(), &draft) + "\n"))?;
    Ok(FINE)
}
