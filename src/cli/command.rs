//! `command`: what the page copies.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{FINE, Hook, Problem, action::Key, print, subject};
use crate::{
    draft::Adding,
    ory::commands,
    share::artefacts::{Artefact, Leaving},
};

/// What `command` is told.
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
    /// The form.
    #[arg(long, value_enum, default_value_t)]
    pub form: Form,
    /// The shell it is for.
    #[arg(long, value_enum, default_value_t)]
    pub shell: Shell,
    /// The Ory project.
    #[arg(long, default_value = "")]
    pub project: String,
    /// The Ory workspace.
    #[arg(long, default_value = "")]
    pub workspace: String,
    /// Put the action in the place of the whole list, so that the command can be run twice.
    #[arg(long)]
    pub replace: bool,
    /// Let the flow wait for the receiver, instead of running beside it.
    #[arg(long)]
    pub wait: bool,
    /// Write the files that go with it into this folder.
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
}

/// A way to put an action into a project.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// One command, the template as base64 in it.
    #[default]
    One,
    /// With the files of Ory's docs.
    Files,
    /// The template in a file that Ory's CLI encodes.
    Embed,
    /// `ory patch project --file`.
    Project,
    /// The request, by curl.
    Rest,
    /// The piece of kratos.yml.
    Kratos,
}

/// A shell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    /// bash, zsh, dash.
    #[default]
    Posix,
    /// fish.
    Fish,
    /// PowerShell 7 and Windows PowerShell 5.
    Powershell,
    /// cmd.exe.
    Cmd,
}

/// Prints the command.
pub fn run(options: &Options) -> Result<u8, Problem> {
    let mut subject = subject::only(&options.file, &options.hook)?;
    subject.placement.project.clone_from(&options.project);
    subject.placement.workspace.clone_from(&options.workspace);
    if options.replace {
        subject.placement.adding = Adding::Replace;
    }
    if options.wait {
        subject.action.ignore_response = false;
    }
    let key = options.key.get()?;
    let draft =
        subject.draft(&subject::Moment { name: String::new(), ctx: String::new(), left_out: 0, in_catalogue: false });
    let leaving =
        Leaving { draft: &draft, key: key.as_deref(), secrets: &subject.secrets, present: None, warning: None };
    let form = match options.form {
        Form::One => commands::Form::One,
        Form::Files => commands::Form::Files,
        Form::Embed => commands::Form::Embed,
        Form::Project => commands::Form::Project,
        Form::Rest => commands::Form::Rest,
        Form::Kratos => commands::Form::Kratos,
    };
    let shell = match options.shell {
        Shell::Posix => commands::Shell::Posix,
        Shell::Fish => commands::Shell::Fish,
        Shell::Powershell => commands::Shell::PowerShell,
        Shell::Cmd => commands::Shell::Cmd,
    };
    let made = leaving.make(Artefact::Command(form, shell));
    if let Some(folder) = &options.out {
        for file in &made.files {
            let path = folder.join(file.name);
            std::fs::write(&path, &file.content)
                .map_err(|error| Problem(format!("cannot write {}: {error}", path.display())))?;
        }
    }
    if let Some(instead) = &made.instead {
        eprintln!("{instead}");
    }
    print(&made.text)?;
    Ok(FINE)
}
