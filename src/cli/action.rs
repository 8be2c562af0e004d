//! `action`: the `web_hook` with the template in it.

use std::path::PathBuf;

use clap::Args;

use super::{FINE, Hook, Problem, print, subject};
use crate::share::artefacts::{Artefact, Leaving};

/// What `action` is told.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// A template, or a configuration with a hook in it.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    #[allow(missing_docs, reason = "clap would print it as help")]
    pub hook: Hook,
    #[command(flatten)]
    #[allow(missing_docs, reason = "clap would print it as help")]
    pub key: Key,
    /// Let the flow wait for the receiver, instead of running beside it.
    #[arg(long)]
    pub wait: bool,
}

/// Where the Mandrill key comes from.
#[derive(Debug, Clone, Args)]
pub struct Key {
    /// The variable of the environment that holds the Mandrill key; without one the placeholder stays.
    #[arg(long, value_name = "VARIABLE")]
    pub key_from: Option<String>,
}

impl Key {
    /// The key; fails when the variable is not there.
    pub fn get(&self) -> Result<Option<String>, Problem> {
        let Some(name) = &self.key_from else { return Ok(None) };
        match std::env::var(name) {
            Ok(key) if !key.trim().is_empty() => Ok(Some(key.trim().to_owned())),
            _ => Err(Problem(format!("the variable {name} holds no key"))),
        }
    }
}

/// Prints the action.
pub fn run(options: &Options) -> Result<u8, Problem> {
    let mut subject = subject::only(&options.file, &options.hook)?;
    if options.wait {
        subject.action.ignore_response = false;
    }
    let key = options.key.get()?;
    let draft =
        subject.draft(&subject::Moment { name: String::new(), ctx: String::new(), left_out: 0, in_catalogue: false });
    let leaving =
        Leaving { draft: &draft, key: key.as_deref(), secrets: &subject.secrets, present: None, warning: None };
    print(&leaving.make(Artefact::Action).text)?;
    Ok(FINE)
}
