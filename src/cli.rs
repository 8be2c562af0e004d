//! `ory-actions`, the same report as a native command: for templates that are kept in git.
//!
//! A template may be endless, and a thread cannot be ended: so the evaluations run in child processes of this same binary
//! ([`pool`]), which are ended when one takes longer than [`pool::LIMIT`].

pub mod action;
pub mod check;
pub mod command;
pub mod format;
pub mod open;
pub mod pool;
pub mod render;
pub mod scenarios;
pub mod subject;
pub mod watch;

use std::{
    fmt,
    io::{self, IsTerminal, Write},
    path::Path,
    process::ExitCode,
};

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::draft::Place;

/// Everything was as it should be.
pub const FINE: u8 = 0;

/// Something was found.
pub const FOUND: u8 = 1;

/// The command was used wrongly, or a file could not be read.
pub const WRONG_USE: u8 = 2;

/// Check, render and ship the Jsonnet templates of Ory's web hooks: if it passes here, Ory does the same.
#[derive(Debug, Parser)]
#[command(name = "ory-actions", version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Run templates in every scenario of their place and say what is wrong. Exits with 0 when nothing fails, 1 when
    /// something does, 2 on wrong use.
    Check(check::Options),
    /// Print the body that Ory would send, byte for byte.
    Render(render::Options),
    /// Print the `web_hook` action with the template in it.
    Action(action::Options),
    /// Print what puts the action into a project.
    Command(command::Options),
    /// List the scenarios of a place, or all.
    Scenarios(scenarios::Options),
    /// Print a link that opens the template in the playground.
    Open(open::Options),
    /// Evaluates for the other subcommands; reads jobs, writes reports.
    #[command(name = pool::CHILD, hide = true)]
    Evaluate,
}

/// Which hook of a file is meant, and how it is called.
#[derive(Debug, Clone, Args)]
pub struct Hook {
    /// A place in Ory's configuration, such as `registration/after/password`. For a template: where it stands. For a
    /// configuration: which of its hooks. Can be given several times.
    #[arg(long, value_name = "PLACE", value_parser = place)]
    pub at: Vec<Place>,
    /// Where the hook of a bare template sends to.
    #[arg(long, default_value = crate::mandrill::SEND)]
    pub url: String,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// Whether to use them on standard output.
    pub fn on(self) -> bool {
        match self {
            Color::Auto => {
                io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
            }
            Color::Always => true,
            Color::Never => false,
        }
    }
}

/// Why the command could not be done at all, in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem(pub String);

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A place as it is written; what is wrong in words otherwise.
pub fn place(text: &str) -> Result<Place, String> {
    text.parse().map_err(|_| {
        let all: Vec<String> = Place::all().iter().map(ToString::to_string).collect();
        let near = all.iter().max_by(|a, b| strsim::jaro_winkler(a, text).total_cmp(&strsim::jaro_winkler(b, text)));
        let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        format!("Ory has no such place for hooks{hint}")
    })
}

/// Reads the arguments and does what they say.
pub fn main() -> ExitCode {
    let done = match Cli::parse().task {
        Task::Check(options) => check::run(&options),
        Task::Render(options) => render::run(&options),
        Task::Action(options) => action::run(&options),
        Task::Command(options) => command::run(&options),
        Task::Scenarios(options) => scenarios::run(&options),
        Task::Open(options) => open::run(&options),
        Task::Evaluate => {
            pool::serve();
            Ok(FINE)
        }
    };
    match done {
        Ok(code) => ExitCode::from(code),
        Err(problem) => {
            // Nobody is left to be told when this fails.
            let _ = writeln!(io::stderr(), "error: {problem}");
            ExitCode::from(WRONG_USE)
        }
    }
}

/// Writes to standard output; a reader that has gone away (`| head`) is no error.
pub fn print(text: &str) -> Result<(), Problem> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Problem(format!("cannot write: {error}"))),
        _ => Ok(()),
    }
}

/// A context from a file, as a scenario of that name.
pub fn context(path: &Path) -> Result<subject::Moment, Problem> {
    let text = subject::read(path)?;
    Ok(subject::Moment { name: path.display().to_string(), ctx: text, left_out: 0, in_catalogue: false })
}
