//! What to run to put an action into a project: the forms, in the words of each shell, one file a shell.
//!
//! Whoever calls has put the API key into the template, or has left the placeholder.

pub mod cmd;
pub mod fish;
pub mod patch;
pub mod posix;
pub mod powershell;
pub mod yaml;

use serde_json::Value;

use super::{
    action::{self, Action, secrets::Secrets},
    present::{self, Present},
};
use crate::draft::{ActionDraft, Adding, Place, Placement, SignIn};

/// The template's file.
pub const TEMPLATE_FILE: &str = "mail.jsonnet";

/// The action's file.
pub const ACTION_FILE: &str = "webhook-action.json";

/// The file of operations for `ory patch project --file`.
pub const PATCH_FILE: &str = "patch.json";

/// What is to be put in, and where.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// The template, the key in it.
    pub template: &'a str,
    /// The action around it.
    pub action: &'a ActionDraft,
    /// What proves Ory to the receiver.
    pub secrets: &'a Secrets,
    /// Where it goes.
    pub placement: &'a Placement,
    /// The project's hooks as they are, when the user has shown them.
    pub present: Option<&'a Present>,
}

/// A way to put an action into a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// One command, the template as base64 in it.
    One,
    /// The files of Ory's docs, and a command that reads the action's.
    Files,
    /// The template in a file, which the CLI reads and encodes itself: the action names it as `file://`.
    Embed,
    /// `ory patch project --file`, with the operations in a file.
    Project,
    /// The request the CLI makes, by `curl`.
    Rest,
    /// The piece of `kratos.yml` for a Kratos of one's own.
    Kratos,
}

/// A shell a command is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shell {
    /// bash 3.2 and later, zsh, dash and other POSIX shells.
    Posix,
    /// fish 3.1 and later.
    Fish,
    /// PowerShell 7 and Windows PowerShell 5.
    PowerShell,
    /// cmd.exe, which cannot quote JSON: it gets the files.
    Cmd,
}

/// A file that goes with a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: &'static str,
    /// What is in it, byte for byte.
    pub content: String,
}

/// What can be copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The text to paste. For every shell but cmd.exe it writes the files it needs itself.
    pub text: String,
    /// The files it writes or needs.
    pub files: Vec<File>,
    /// Why it is of another form than was asked for; none when it is as asked.
    pub instead: Option<String>,
}

/// How a shell says things.
trait Words {
    /// A word that stands for exactly this text.
    fn quoted(&self, text: &str) -> String;

    /// A word of `before`, the content of a file, and `after`.
    fn around(&self, before: &str, file: &str, after: &str) -> String;

    /// A word that holds JSON, as an argument of another program.
    fn json(&self, text: &str) -> String;

    /// What writes a file byte for byte; with a newline at its end.
    fn write(&self, file: &File) -> String;

    /// One command of several lines; with a newline at its end.
    fn command(&self, lines: &[String]) -> String;

    /// A word that another program gets as exactly this text.
    fn argument(&self, text: &str) -> String {
        self.quoted(text)
    }

    /// Whether the system takes these arguments, each as the program sees it.
    fn fits(&self, arguments: &[String]) -> bool;

    /// Of what system the limit is, and how long an argument may be there.
    fn limit(&self) -> &'static str;

    /// The request to Ory's API, with the operations in a file.
    fn request(&self, project: &str) -> String;
}

fn words(shell: Shell) -> &'static dyn Words {
    match shell {
        Shell::Posix => &posix::Posix,
        Shell::Fish => &fish::Fish,
        Shell::PowerShell => &powershell::PowerShell,
        Shell::Cmd => &cmd::Cmd,
    }
}

/// What to copy for a form and a shell. What is too long for an argument, and what a shell cannot say, is made with files.
pub fn make(order: Order, form: Form, shell: Shell) -> Made {
    let words = words(shell);
    match form {
        Form::Kratos => Made { text: yaml::piece(order), files: Vec::new(), instead: None },
        Form::Project => project(order, shell, None),
        Form::Rest => {
            let files = vec![patch_file(order)];
            let (write, run) = (written(words, shell, &files), words.request(order.placement.project.trim()));
            Made { text: write + &run, files, instead: None }
        }
        Form::One | Form::Files | Form::Embed if shell == Shell::Cmd => project(
            order,
            shell,
            Some(
                "cmd.exe cannot quote JSON, so the operations are in a file: save patch.json and run this beside it."
                    .to_owned(),
            ),
        ),
        Form::One => {
            let command = one_piece(order, words, &action::inline_body(order.template));
            command.unwrap_or_else(|arguments| embed(order, words, shell, Some(too_long(words, &arguments))))
        }
        Form::Files => files(order, words, shell),
        Form::Embed => embed(order, words, shell, None),
    }
}

/// The action with its template at `body`.
fn action(order: Order, body: &str) -> Action {
    Action::new(order.action, body.to_owned(), order.secrets)
}

/// How the CLI names the template's file, beside which it runs.
const FILE_BODY: &str = "file://./mail.jsonnet";

fn template_file(order: Order) -> File {
    File { name: TEMPLATE_FILE, content: order.template.to_owned() }
}

/// The operations, with paths from the project's root as `ory patch project` and the API want them.
pub fn patch_file(order: Order) -> File {
    let action = action(order, &action::inline_body(order.template));
    File { name: PATCH_FILE, content: patch::operations(order, &action) }
}

/// Every file there is of an order, for keeping.
pub fn all_files(order: Order) -> Vec<File> {
    let action = action(order, &action::inline_body(order.template));
    vec![template_file(order), File { name: ACTION_FILE, content: action.pretty() }, patch_file(order)]
}

/// One `--add` or `--replace`: what comes before the action and after it.
struct Flag {
    name: &'static str,
    before: String,
    after: &'static str,
}

/// The flags of an order, one a place.
fn flags(order: Order, action: &Action) -> Vec<Flag> {
    let flag = |place: Place| match order.placement.adding {
        Adding::Last => Flag { name: "--add", before: format!("{}/-=", place.location()), after: "" },
        Adding::First => Flag { name: "--add", before: format!("{}/0=", place.location()), after: "" },
        Adding::Replace => {
            let others = others(order, place, action)
                .iter()
                .map(|hook| action::ascii(&hook.to_string()) + ",")
                .collect::<String>();
            Flag { name: "--replace", before: format!("{}=[{others}", place.location()), after: "]" }
        }
    };
    order.placement.in_order().into_iter().map(flag).collect()
}

/// What stays in a list that is replaced, before the action; it goes last.
fn others(order: Order, place: Place, action: &Action) -> Vec<Value> {
    let ours = serde_json::to_value(action).unwrap_or_default();
    let hooks = order.present.map_or(&[][..], |present| present.hooks(place));
    let mut list = present::after(hooks, ours.clone(), Adding::Replace, present::summary);
    list.retain(|hook| *hook != ours);
    list
}

/// The flags that say which project is meant; those the CLI refuses beside an API key are left out.
fn target(placement: &Placement) -> Vec<(&'static str, &str)> {
    let project = (placement.sign_in != SignIn::ProjectKey).then_some(("--project", placement.project.trim()));
    let workspace = (placement.sign_in == SignIn::Browser).then_some(("--workspace", placement.workspace.trim()));
    project.into_iter().chain(workspace).filter(|(_, value)| !value.is_empty()).collect()
}

/// `ory patch identity-config`, each flag's value by `value`.
fn patch_config(order: Order, words: &dyn Words, flags: &[Flag], value: impl Fn(&Flag) -> String) -> String {
    let mut lines = vec!["ory patch identity-config".to_owned()];
    lines.extend(target(order.placement).iter().map(|(flag, value)| format!("{flag} {}", words.argument(value))));
    lines.extend(flags.iter().map(|flag| format!("{} {}", flag.name, value(flag))));
    lines.push("--format yaml".to_owned());
    words.command(&lines)
}

/// Fails with its arguments when they are too long.
fn one_piece(order: Order, words: &dyn Words, body: &str) -> Result<Made, Vec<String>> {
    let action = action(order, body);
    let flags = flags(order, &action);
    let whole = |flag: &Flag| format!("{}{}{}", flag.before, action.ascii(), flag.after);
    let arguments: Vec<String> = flags.iter().map(whole).collect();
    if !words.fits(&arguments) {
        return Err(arguments);
    }
    let text = patch_config(order, words, &flags, |flag| words.json(&whole(flag)));
    Ok(Made { text, files: Vec::new(), instead: None })
}

fn files(order: Order, words: &dyn Words, shell: Shell) -> Made {
    let action = action(order, &action::inline_body(order.template));
    let flags = flags(order, &action);
    let content = action.pretty();
    let arguments: Vec<String> = flags.iter().map(|flag| format!("{}{content}{}", flag.before, flag.after)).collect();
    if !words.fits(&arguments) {
        return embed(order, words, shell, Some(too_long(words, &arguments)));
    }
    let files = vec![template_file(order), File { name: ACTION_FILE, content }];
    let command = patch_config(order, words, &flags, |flag| words.around(&flag.before, ACTION_FILE, flag.after));
    Made { text: written(words, shell, &files) + &command, files, instead: None }
}

fn embed(order: Order, words: &dyn Words, shell: Shell, instead: Option<String>) -> Made {
    match one_piece(order, words, FILE_BODY) {
        Ok(made) => {
            let files = vec![template_file(order)];
            Made { text: written(words, shell, &files) + &made.text, files, instead }
        }
        // What is there already can be too long as well.
        Err(arguments) => project(order, shell, Some(too_long(words, &arguments))),
    }
}

fn project(order: Order, shell: Shell, instead: Option<String>) -> Made {
    let words = words(shell);
    let files = vec![patch_file(order)];
    let mut lines = vec!["ory patch project".to_owned()];
    for (flag, value) in target(order.placement) {
        let value = words.argument(value);
        // The project is an argument here; without one the CLI takes that of its environment.
        lines.push(if flag == "--project" { value } else { format!("{flag} {value}") });
    }
    lines.push(format!("--file {PATCH_FILE}"));
    lines.push("--format yaml".to_owned());
    Made { text: written(words, shell, &files) + &words.command(&lines), files, instead }
}

/// What writes the files; cmd.exe cannot, so there they are saved beside.
fn written(words: &dyn Words, shell: Shell, files: &[File]) -> String {
    if shell == Shell::Cmd { String::new() } else { files.iter().map(|file| words.write(file)).collect() }
}

fn too_long(words: &dyn Words, arguments: &[String]) -> String {
    let longest = arguments.iter().map(String::len).max().unwrap_or(0);
    format!("One argument would have {longest} bytes; {}. So the template is in a file.", words.limit())
}

/// Whether POSIX systems take these arguments. macOS takes 1 MiB of them all (`ARG_MAX`), the environment included, for
/// which some is left.
fn fits_posix(arguments: &[String]) -> bool {
    const ALL: usize = 900_000;
    arguments.iter().all(|argument| argument.len() <= posix::LONGEST_ARGUMENT)
        && arguments.iter().map(String::len).sum::<usize>() <= ALL
}
