//! Back again: whatever is pasted or dropped is recognised, and the hooks and templates in it are found.
//!
//! Nothing is fetched, run or replaced here: a text comes in, and what was found goes out with words for people.
//! Keys and secrets are moved out of the templates into fields of their own ([`Secret`]).

pub mod address;
mod body;
mod braces;
mod choice;
mod environment;
mod hooks;
mod markdown;
mod recognise;
mod shell;
mod template;
mod value;
mod words;
mod wrapping;
mod yaml;

use std::cmp::Reverse;

use serde::Serialize;

pub use self::{
    address::Address,
    body::Body,
    choice::{Choice, choices},
    hooks::{FoundAuth, FoundPlace},
};
use self::{
    body::{Named, ReadBody},
    hooks::{Embedded, Harvest, RawHook},
    recognise::Form,
    template::{looks_like_jsonnet, mend},
};
use super::{link, saved, secret::Secret};
use crate::{
    draft::{Adding, Draft},
    percent,
};

/// A configuration in JSON or YAML as a value; of several documents the first. Fails with a sentence for people.
pub fn data(text: &str) -> Result<serde_json::Value, String> {
    /// A configuration has some thousand values.
    const MOST: usize = 500_000;
    if text.len() > LARGEST {
        return Err("This is too long for a configuration.".to_owned());
    }
    let begins = text.trim_start();
    if begins.starts_with(['{', '[']) {
        return serde_json::from_str(text)
            .map_err(|error| format!("This is no JSON: line {}, column {}: {error}.", error.line(), error.column()));
    }
    let mut tree = value::Tree::default();
    let (documents, fault) = yaml::read(&mut tree, text, 1);
    if let Some(fault) = fault {
        return Err(format!("This is no YAML. {}", fault.sentence()));
    }
    let first = documents.first().ok_or("There is nothing in it.")?;
    tree.json(*first, &mut { MOST }).ok_or_else(|| "Its aliases stand for more than can be shown.".to_owned())
}

/// How what is said of a place that Ory does not have begins.
pub const NO_PLACE: &str = "Ory has no place";

/// What is said of secrets that were moved into their fields: how the page keeps them, and nothing odd about a hook.
pub const MOVED: [&str; 3] = [
    "A Mandrill key stood in the template: the placeholder stands there now, and the key goes into its field.",
    "The secret of its `auth` goes into its own field and is not kept in the draft.",
    "A header of it carries a secret: it becomes its `auth`, and the secret goes into its own field.",
];

/// The largest text that is read, in bytes. A configuration has some ten thousand.
pub const LARGEST: usize = 16_000_000;

/// So many texts inside texts are read that hold no hook after all.
const MOST_IN_VAIN: usize = 1_000;

/// How deep texts inside texts are read.
const DEEPEST: usize = 5;

/// What a text was recognised as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// Nothing but white space.
    Empty,
    /// A `web_hook` action, or its `config` alone.
    Action,
    /// A list of hooks.
    Hooks,
    /// Ory's or Kratos' configuration, or a part of it.
    Configuration,
    /// A values file of Helm.
    Helm,
    /// A manifest of Kubernetes.
    Kubernetes,
    /// A file of Docker Compose.
    Compose,
    /// Another YAML or JSON file that holds hooks.
    Data,
    /// A list of JSON-Patch operations.
    Patch,
    /// Terraform's language, HCL.
    Terraform,
    /// A text in Markdown.
    Markdown,
    /// A command of Ory's CLI, with or without the files it reads.
    Command,
    /// Another script, or a file of environment variables.
    Script,
    /// A program or another text that holds hooks.
    Text,
    /// `base64://…`, or base64 alone.
    Base64,
    /// A template.
    Jsonnet,
    /// A context as Ory hands it to a template.
    Context,
    /// A link of this page.
    Link,
    /// The saved state of this page.
    Draft,
    /// An address. Nothing is fetched here.
    Url,
    /// The address of a file on somebody's disk.
    File,
    /// Several files at once.
    Files,
    /// Nothing that is known here.
    Unknown,
}

impl ImportKind {
    /// The kind of a text in which something was found.
    fn known(self) -> Self {
        if self == ImportKind::Unknown { ImportKind::Text } else { self }
    }
}

/// A hook or a template that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its place in Ory's configuration, as far as it is known.
    pub place: Option<FoundPlace>,
    /// Where in what was pasted: a JSON pointer, empty when it is the whole.
    pub pointer: String,
    /// Where in what was pasted: a line, 1-based.
    pub line: usize,
    /// The file of several it was found in.
    pub file: Option<String>,
    /// Where the hook sends to.
    pub url: Option<String>,
    /// The HTTP method.
    pub method: Option<String>,
    /// `response.ignore`.
    pub ignore: Option<bool>,
    /// `response.parse`.
    pub parse: Option<bool>,
    /// `can_interrupt`, which `response.parse` has replaced.
    pub can_interrupt: Option<bool>,
    /// `emit_analytics_event`.
    pub emit_analytics_event: Option<bool>,
    /// `id`.
    pub id: Option<String>,
    /// Headers of its own.
    pub headers: Vec<(String, String)>,
    /// How the receiver knows it.
    pub auth: Option<FoundAuth>,
    /// Where its template is.
    pub body: Body,
    /// Its template, where that could be had, mended and without a key.
    pub template: Option<String>,
    /// The Mandrill key that stood in the template.
    pub key: Option<Secret>,
    /// The other hooks in its list (`session`).
    pub beside: Vec<String>,
    /// What was mended in it or is odd about it, in sentences.
    pub notes: Vec<String>,
    /// Those of the notes without whose mending Ory would refuse the hook, or fail when it runs.
    pub unfit: Vec<String>,
}

/// What a text was and what was found in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// What it was.
    pub kind: ImportKind,
    /// What was found, in the order of the text.
    pub found: Vec<Found>,
    /// A whole draft, from a link or a saved state.
    pub draft: Option<Box<Draft>>,
    /// The address that was pasted, for [`ImportKind::Url`], where it is one that may be fetched.
    pub address: Option<Address>,
    /// A context that was pasted, for [`ImportKind::Context`].
    pub ctx: Option<String>,
    /// The project a command names.
    pub project: Option<String>,
    /// The workspace a command names.
    pub workspace: Option<String>,
    /// How a command or a patch puts hooks into a list.
    pub adding: Option<Adding>,
    /// For people: what was found, what was mended, and what could not be read.
    pub message: String,
}

/// Recognises a text and finds what it holds. Takes well under a second for 5 MB.
pub fn read(text: &str) -> Import {
    files(&[(String::new(), text.to_owned())])
}

/// The same for several files, which may name each other (`file://mail.jsonnet`); each is a name and a text.
pub fn files(files: &[(String, String)]) -> Import {
    let size: usize = files.iter().map(|(_, text)| text.len()).sum();
    if size > LARGEST {
        return nothing(
            ImportKind::Unknown,
            format!("This is {} MB; up to {} MB are read here.", size / 1_000_000, LARGEST / 1_000_000),
        );
    }
    if let [(name, text)] = files
        && let Some(whole) = recognise::whole(name, text)
    {
        return whole;
    }
    let mut kinds = Vec::new();
    let mut harvest = Harvest::default();
    let mut of_file: Vec<(usize, usize)> = Vec::new();
    for (at, (name, text)) in files.iter().enumerate() {
        let reading = Reading { depth: 0, path: Vec::new(), base: 1 };
        let (kind, more) = reading.document(text, name, files.len() > 1);
        of_file.push((at, more.hooks.len()));
        kinds.push(kind);
        harvest.add(more);
    }
    let kind = match kinds[..] {
        [only] => only,
        _ => ImportKind::Files,
    };
    let ctx = match (kind, files) {
        (ImportKind::Context, [(_, text)]) => Some(text.clone()),
        _ => None,
    };
    for at in harvest.place_waiting() {
        let mut before = 0;
        let of = of_file.iter_mut().find(|(_, count)| {
            before += *count;
            at < before
        });
        if let Some((_, count)) = of {
            *count += 1;
        }
    }
    if let Some((_, file)) = harvest.waiting.first()
        && harvest.hooks.is_empty()
        && harvest.files.is_empty()
    {
        let said = format!("Its action is in the file `{file}`, which is not here: drop that file together with this.");
        harvest.faults.insert(0, said);
    }
    let mut found = found(&harvest);
    name_files(&mut found, &of_file, files);
    let message = words::message(kind, &found, &harvest);
    let Harvest { project, workspace, adding, .. } = harvest;
    Import { kind, found, draft: None, address: None, ctx, project, workspace, adding, message }
}

/// An import without a hook.
fn nothing(kind: ImportKind, message: String) -> Import {
    Import {
        kind,
        found: Vec::new(),
        draft: None,
        address: None,
        ctx: None,
        project: None,
        workspace: None,
        adding: None,
        message,
    }
}

/// Says of each hook which of several files it stood in.
fn name_files(found: &mut [Found], of_file: &[(usize, usize)], files: &[(String, String)]) {
    if files.len() < 2 {
        return;
    }
    let mut names = of_file.iter().flat_map(|(at, count)| std::iter::repeat_n(*at, *count));
    for hook in found.iter_mut() {
        hook.file = names.next().and_then(|at| files.get(at)).map(|(name, _)| name.clone());
    }
}

/// One text that is read, alone or inside another.
struct Reading {
    depth: usize,
    path: Vec<String>,
    base: usize,
}

impl Reading {
    /// Recognises a document and brings home what it holds.
    fn document(&self, text: &str, name: &str, among_others: bool) -> (ImportKind, Harvest) {
        /// What is larger was hardly copied by hand.
        const LARGEST_BY_HAND: usize = 500_000;
        let (kind, harvest) = self.as_it_stands(text, name, among_others);
        let has_hook = |harvest: &Harvest| harvest.hooks.iter().any(|hook| hook.url.is_some());
        let done = self.depth > 0 || has_hook(&harvest) || !value::worth_reading(text) || text.len() > LARGEST_BY_HAND;
        if done || matches!(kind, ImportKind::Jsonnet | ImportKind::Base64) {
            return (kind, harvest);
        }
        for (plain, said) in wrapping::respelled(text) {
            let (kind, mut again) = self.as_it_stands(&plain, name, among_others);
            if has_hook(&again) {
                again.mended.insert(0, said.to_owned());
                return (kind, again);
            }
        }
        (kind, harvest)
    }

    /// The same, of a text that is spelled as it should be.
    fn as_it_stands(&self, text: &str, name: &str, among_others: bool) -> (ImportKind, Harvest) {
        if self.depth < 2
            && !value::is_template_file(name)
            && let Some((plain, said)) = wrapping::unwrapped(text)
        {
            let inner = Reading { depth: self.depth + 2, path: self.path.clone(), base: self.base };
            let (kind, mut harvest) = inner.document(&plain, name, among_others);
            if !harvest.hooks.is_empty() || !harvest.files.is_empty() {
                harvest.mended.insert(0, said.to_owned());
                return (kind, harvest);
            }
        }
        let form = recognise::form(text, name);
        // A large text without any of these words holds nothing, and to read it would take long.
        let words = ["web_hook", "web-hook", "url", ".jsonnet", "SELFSERVICE", "function", "base64"];
        if text.len() > LARGEST / 16
            && !matches!(form, Form::Jsonnet | Form::Base64)
            && !words.iter().any(|word| text.contains(word))
        {
            return (ImportKind::Unknown, Harvest::default());
        }
        let (mut kind, mut harvest) = match form {
            Form::Jsonnet => (ImportKind::Jsonnet, self.one_template(text, name, among_others)),
            Form::Base64 => (ImportKind::Base64, self.base64(text)),
            Form::Braces => self.braces(text),
            Form::Hcl => self.hcl(text),
            Form::Markdown => (ImportKind::Markdown, self.markdown(text)),
            Form::Script => self.script(text),
            Form::Yaml => self.yaml(text),
            Form::Other => (ImportKind::Unknown, Harvest::default()),
        };
        let embedded = std::mem::take(&mut harvest.embedded);
        let (mut budget, mut vain) = (LARGEST, 0);
        for Embedded { text, path, line } in embedded {
            if self.depth >= DEEPEST
                || budget < text.len()
                || harvest.hooks.len() >= hooks::MOST
                || vain >= MOST_IN_VAIN
            {
                harvest.too_many = true;
                break;
            }
            budget -= text.len();
            let inner = Reading { depth: self.depth + 1, path, base: line };
            let before = harvest.hooks.len();
            harvest.add(inner.embedded(&text));
            vain += usize::from(harvest.hooks.len() == before);
        }
        if harvest.hooks.is_empty() && text.contains("_HOOKS_0_") {
            for (path, hook, line) in environment::lists(text, self.base) {
                let inner = Reading { depth: self.depth + 1, path, base: line };
                harvest.add(inner.braces(&hook.to_string()).1);
            }
            if kind == ImportKind::Unknown && !harvest.hooks.is_empty() {
                return (ImportKind::Script, harvest);
            }
        }
        // A file of another kind may hold a command or a variable: a Makefile, a Dockerfile, a file for Docker's `--env-file`.
        if harvest.hooks.is_empty() && matches!(form, Form::Yaml | Form::Other | Form::Script) && self.depth == 0 {
            let script = if form != Form::Script && (recognise::is_command(text) || text.contains(environment::PREFIX))
            {
                self.script(text).1
            } else {
                Harvest::default()
            };
            let placed = |harvest: &Harvest| harvest.hooks.iter().any(|hook| hook.place.is_some());
            let lines = if placed(&script) { script } else { self.variables(text) };
            if placed(&lines) {
                return (ImportKind::Script, lines);
            }
        }
        // What no reader took may still hold the object of a hook somewhere: a program, prose, a broken file.
        if harvest.hooks.is_empty() && value::worth_reading(text) && form != Form::Jsonnet {
            let fragments = self.fragments(text);
            if !fragments.hooks.is_empty() {
                // What the whole is not need not be said where its parts are whole.
                if kind == ImportKind::Unknown && self.depth == 0 {
                    harvest.faults.clear();
                }
                harvest.add(fragments);
                kind = if kind == ImportKind::Unknown { ImportKind::Text } else { kind };
            }
        }
        // A program may hold a template beside its hook.
        let lacks = harvest.hooks.iter().all(|hook| hook.body.as_deref().is_none_or(body::is_expression));
        if lacks && harvest.files.is_empty() && !matches!(form, Form::Jsonnet | Form::Base64) && self.depth < DEEPEST {
            harvest.files.extend(wrapping::literals(text, self.base));
            if !harvest.files.is_empty() {
                return (if kind == ImportKind::Script { ImportKind::Text } else { kind.known() }, harvest);
            }
        }
        kind = if harvest.hooks.is_empty() { kind } else { kind.known() };
        if self.depth == 0 && harvest.hooks.is_empty() && harvest.files.is_empty() {
            if kind == ImportKind::Unknown
                && let Some(said) = template::foreign(text)
            {
                harvest.faults = vec![said];
            } else if harvest.faults.is_empty() {
                harvest.faults.extend(self.unreadable(text));
            }
        }
        if kind == ImportKind::Unknown && harvest.hooks.is_empty() && harvest.files.is_empty() {
            harvest.add(self.loose_base64(text));
            if !harvest.hooks.is_empty() {
                if self.depth == 0 {
                    harvest.faults.clear();
                }
                return (ImportKind::Text, harvest);
            }
        }
        (kind, harvest)
    }

    /// A text inside a value: an argument of a command, a file in a ConfigMap.
    fn embedded(&self, text: &str) -> Harvest {
        // `/selfservice/…/hooks/-={…}`, as an argument in a list.
        if let Some((path, value)) = patch_argument(text) {
            // `…/hooks/0/config={…}`: the parts of a hook, one by one.
            if let Some(path) = path.strip_suffix("/config").filter(|_| value.contains("\"url\"")) {
                let hook = format!("{{\"hook\":\"web_hook\",\"config\":{value}}}");
                return self.embedded(&format!("{path}={hook}"));
            }
            let reading = Reading { depth: self.depth, path: segments(path), base: self.base };
            let mut harvest = reading.argument(value);
            harvest.adding = harvest.adding.or(hooks::adding(&reading.path));
            if harvest.hooks.is_empty() && names_a_file(value) {
                let file =
                    value.split(|c: char| c.is_whitespace() || "()<\"'".contains(c)).find(|word| word.contains('.'));
                harvest.waiting.push((reading.path, file.unwrap_or(value).to_owned()));
            }
            return harvest;
        }
        if let Some((name, value)) = text.split_once('=')
            && let Some(place) = hooks::environment(name.trim())
        {
            let reading = Reading { depth: self.depth, path: place, base: self.base };
            return reading.argument(value);
        }
        self.document(text, "", true).1
    }

    /// The variables of a file that knows no quotes, each to the end of its line.
    fn variables(&self, text: &str) -> Harvest {
        let mut harvest = Harvest::default();
        for (at, line) in text.lines().enumerate() {
            let Some((name, value)) = line.split_once('=') else { continue };
            let name = name.split_whitespace().last().unwrap_or_default();
            if let Some(path) = hooks::environment(name).filter(|_| value::worth_reading(value)) {
                let reading = Reading { depth: self.depth + 1, path, base: self.base + at };
                harvest.add(reading.argument(value));
            }
        }
        harvest
    }

    /// A value of a patch. Windows' programs see `\"` as `"`.
    fn argument(&self, value: &str) -> Harvest {
        let harvest = self.document(value, "", true).1;
        if !harvest.faults.is_empty() && value.contains("\\\"") {
            let again = self.document(&windows_argument(value), "", true).1;
            if again.faults.is_empty() {
                return again;
            }
        }
        harvest
    }

    fn one_template(&self, text: &str, name: &str, among_others: bool) -> Harvest {
        let name = (!name.is_empty()).then(|| name.to_owned());
        let file = Named { name, text: text.to_owned(), line: self.base };
        if among_others {
            return Harvest { files: vec![file], ..Harvest::default() };
        }
        Harvest {
            hooks: vec![RawHook { body: None, line: self.base, ..RawHook::default() }],
            files: vec![Named { name: None, ..file }],
            ..Harvest::default()
        }
    }

    fn base64(&self, text: &str) -> Harvest {
        let payload = text.trim().trim_matches(['"', '\'', ',']);
        let payload = payload.strip_prefix("base64://").unwrap_or(payload);
        let payload =
            payload.strip_prefix("data:").and_then(|rest| Some(rest.split_once(";base64,")?.1)).unwrap_or(payload);
        match body::decoded(payload) {
            // A whole configuration or action may have been encoded.
            Ok((inner, mended)) if !looks_like_jsonnet(&inner) && value::worth_reading(&inner) => {
                let mut harvest = Reading { depth: self.depth + 1, path: self.path.clone(), base: self.base }
                    .document(&inner, "", true)
                    .1;
                harvest.mended.extend(mended);
                harvest
            }
            _ => {
                let body = Some(format!("base64://{payload}"));
                Harvest { hooks: vec![RawHook { body, line: self.base, ..RawHook::default() }], ..Harvest::default() }
            }
        }
    }

    fn braces(&self, text: &str) -> (ImportKind, Harvest) {
        let mut tree = value::Tree::default();
        let (roots, fault, liberties) =
            braces::Braces::new(&mut tree, text, 0, self.base, braces::Language::Json).all();
        let mut harvest = Harvest::default();
        let mut kind = ImportKind::Unknown;
        for root in &roots {
            harvest.walk(&tree, *root, &mut self.path.clone());
            if kind == ImportKind::Unknown {
                kind = recognise::kind_of(&tree, *root);
                kind = if kind == ImportKind::Helm { ImportKind::Data } else { kind };
            }
            // A whole text in quotes.
            if let value::Value::Text(inner) = &tree.node(*root).value
                && looks_like_jsonnet(inner)
            {
                harvest.add(self.one_template(inner, "", self.depth > 0));
                harvest.mended.push("It was written as a text of JSON; its quotes and escapes were undone.".to_owned());
                kind = ImportKind::Jsonnet;
            }
        }
        if let Some(fault) = fault {
            harvest.faults.push(format!("This is not JSON. {}", fault.sentence()));
        } else if !liberties.words().is_empty() && kind != ImportKind::Unknown {
            harvest.mended.push(format!("It was not JSON as Ory reads it: {}.", liberties.words().join(", ")));
        }
        (kind, harvest)
    }

    fn hcl(&self, text: &str) -> (ImportKind, Harvest) {
        let mut tree = value::Tree::default();
        let (roots, fault) = braces::Braces::new(&mut tree, text, 0, self.base, braces::Language::Hcl).body();
        let mut harvest = Harvest::default();
        for root in roots {
            recognise::locals(&tree, root, &mut harvest.files);
            harvest.walk(&tree, root, &mut self.path.clone());
        }
        // `name = {` is a line of other languages, too.
        let blocks = ["resource \"", "module \"", "variable \"", "locals {", "data \"", "provider \""];
        if fault.is_some() && !blocks.iter().any(|block| text.contains(block)) {
            harvest.faults.extend(fault.map(|fault| format!("It cannot be read to its end. {}", fault.sentence())));
            return (ImportKind::Text, harvest);
        }
        harvest.faults.extend(fault.map(|fault| format!("This is not HCL. {}", fault.sentence())));
        (ImportKind::Terraform, harvest)
    }

    fn yaml(&self, text: &str) -> (ImportKind, Harvest) {
        let mut tree = value::Tree::default();
        let (roots, fault) = yaml::read(&mut tree, text.trim_start_matches('\u{feff}'), self.base);
        let mut harvest = Harvest::default();
        let mut kind = ImportKind::Unknown;
        for root in &roots {
            harvest.walk(&tree, *root, &mut self.path.clone());
            recognise::secrets(&tree, *root, &mut harvest);
            if kind == ImportKind::Unknown {
                kind = recognise::kind_of(&tree, *root);
            }
        }
        harvest.faults.extend(fault.map(|fault| fault.sentence()));
        (kind, harvest)
    }

    fn markdown(&self, text: &str) -> Harvest {
        let mut harvest = Harvest::default();
        for block in markdown::blocks(text, self.base) {
            if block.open {
                harvest.faults.push(format!(
                    "Line {}: the block is not closed; it was read to the end.",
                    block.line.saturating_sub(1)
                ));
            }
            let name = block.title().unwrap_or_default();
            let is_template = matches!(block.language(), "jsonnet" | "libsonnet")
                || looks_like_jsonnet(&block.text) && !value::worth_reading(&block.text);
            if is_template {
                let name = Some(name).filter(|name| !name.is_empty()).map(str::to_owned);
                harvest.files.push(Named { name, text: block.text, line: block.line });
            } else if value::worth_reading(&block.text)
                || block.text.contains("base64://")
                || block.text.contains("ory_action")
                || recognise::is_command(&block.text)
            {
                let reading = Reading { depth: self.depth + 1, path: self.path.clone(), base: block.line };
                let (_, more) = reading.document(&block.text, name, true);
                harvest.add(more);
            } else if block.text.contains(".jsonnet") && block.text.contains("<<") {
                // A script that writes the template for another block.
                for dialect in shell::dialects(&block.text).into_iter().take(1) {
                    let script = shell::read(&block.text, block.line, dialect);
                    harvest
                        .files
                        .extend(script.files.into_iter().filter(|file| value::is_template_file(&file.name)).map(named));
                }
            }
        }
        harvest
    }

    fn script(&self, text: &str) -> (ImportKind, Harvest) {
        let kind = if recognise::is_command(text) { ImportKind::Command } else { ImportKind::Script };
        let mut best: Option<(_, Harvest)> = None;
        // A script within a script is read in a way or two: ways multiply with the depth.
        let ways = match self.depth {
            0 if text.len() < LARGEST / 16 => usize::MAX,
            0 | 1 => 2,
            _ => 1,
        };
        for dialect in shell::dialects(text).into_iter().take(ways) {
            let (harvest, quoted_line_ends) = self.dialect(text, dialect);
            // By the rules of another shell quotes end elsewhere, and more or less is found than there is.
            let placed = harvest.hooks.iter().filter(|hook| hook.place.is_some()).count();
            let odd = |body: &String| body.contains("$(") || body.contains('\n');
            let whole = !harvest.hooks.iter().any(|hook| hook.body.as_ref().is_some_and(odd));
            let faults = harvest.faults.len();
            let found = (placed > 0, !harvest.hooks.is_empty());
            let sense = (found, Reverse(quoted_line_ends), Reverse(faults), whole, placed, harvest.files.len());
            let clean = faults == 0 && quoted_line_ends == 0 && placed > 0 && placed == harvest.hooks.len();
            if best.as_ref().is_none_or(|(before, _)| sense > *before) {
                best = Some((sense, harvest));
            }
            if clean && (self.depth > 0 || text.len() > LARGEST / 100) {
                break;
            }
        }
        let best = best.map(|(_, harvest)| harvest);
        (kind, best.unwrap_or_default())
    }

    /// What a script holds by the rules of a shell, and how many of its lines end within quotes then.
    fn dialect(&self, text: &str, dialect: shell::Dialect) -> (Harvest, usize) {
        const API: &str = "api.console.ory.com/projects/";
        let mut vain = 0;
        let asks_api = text.contains(API);
        let script = shell::read(text, self.base, dialect);
        let loops = loops(&script.commands);
        let mut harvest = Harvest::default();
        for words in &script.commands {
            for (at, word) in words.iter().enumerate() {
                let next = words.get(at + 1).map(|word| word.text.clone());
                let value = |flag: &str| {
                    word.text.strip_prefix(flag).and_then(|rest| rest.strip_prefix('=')).map(str::to_owned)
                };
                if word.text == "--project" || word.text.starts_with("--project=") {
                    harvest.project = harvest.project.take().or(value("--project")).or(next);
                } else if word.text == "--workspace" || word.text.starts_with("--workspace=") {
                    harvest.workspace = harvest.workspace.take().or(value("--workspace")).or(next);
                } else if asks_api && let Some((_, project)) = word.text.split_once(API) {
                    let variable = project.contains(['$', '{']) || project.starts_with("%ORY_");
                    let named = (!variable).then(|| percent::decoded(project.trim_end_matches('/')));
                    harvest.project = harvest.project.take().or(named);
                } else {
                    let argument =
                        ["--add=", "--replace=", "--set-json="].iter().find_map(|flag| word.text.strip_prefix(flag));
                    let argument = argument.unwrap_or(&word.text);
                    // A line of a file that `printf` writes is no document.
                    let whole = argument.contains('{') || argument.contains('\n');
                    if whole && value::worth_reading(argument)
                        || patch_argument(argument).is_some_and(|(path, _)| path.ends_with("/config"))
                        || patch_argument(argument).is_some_and(|(_, value)| names_a_file(value))
                    {
                        let reading = Reading { depth: self.depth + 1, path: self.path.clone(), base: word.line };
                        let before = harvest.hooks.len();
                        if reading.depth <= DEEPEST && vain < MOST_IN_VAIN {
                            for argument in unrolled(argument, &loops) {
                                harvest.add(reading.embedded(&argument));
                            }
                        }
                        vain += usize::from(harvest.hooks.len() == before);
                    }
                }
            }
            if let ["ory", "patch" | "update", "project", id, ..] =
                words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>()[..]
                && !id.starts_with('-')
            {
                harvest.project = harvest.project.take().or(Some(id.to_owned()));
            }
        }
        harvest.too_many |= vain > MOST_IN_VAIN;
        let seen = harvest.hooks.len();
        for file in script.files {
            if value::is_template_file(&file.name)
                || (looks_like_jsonnet(&file.text) && !value::worth_reading(&file.text))
            {
                harvest.files.push(named(file));
            } else if seen == 0 && value::worth_reading(&file.text) && self.depth < DEEPEST {
                let reading = Reading { depth: self.depth + 1, path: self.path.clone(), base: file.line };
                harvest.add(reading.document(&file.text, &file.name, true).1);
            }
        }
        (harvest, script.quoted_line_ends)
    }

    /// The objects around every `web_hook` in a text of any kind.
    fn fragments(&self, text: &str) -> Harvest {
        let mut harvest = Harvest::default();
        let mut tree = value::Tree::default();
        // How many bytes may be read in vain: a broken text makes every beginning one.
        let mut budget = LARGEST / 2;
        let (mut done, mut line, mut counted) = (0, self.base, 0);
        for (at, _) in text.match_indices("web_hook") {
            if at < done {
                continue;
            }
            let begins = text[done..at].rmatch_indices(['{', '[']).take(12).map(|(begin, _)| done + begin);
            let mut best: Option<(usize, usize, value::Id)> = None;
            for begin in begins {
                if text.len() > counted && begin >= counted {
                    line += text.as_bytes()[counted..begin].iter().filter(|&&byte| byte == b'\n').count();
                    counted = begin;
                }
                let behind = text.as_bytes().get(begin..counted).unwrap_or_default();
                let line = line - behind.iter().filter(|&&byte| byte == b'\n').count();
                let mut reader = braces::Braces::new(&mut tree, text, begin, line, braces::Language::Json);
                reader.quiet = true;
                let (id, fault) = reader.value();
                let end = reader.at;
                budget = budget.saturating_sub(end.saturating_sub(begin));
                if fault.is_none() && end > at {
                    best = Some((begin, end, id));
                } else if best.is_some() || budget == 0 {
                    break;
                }
            }
            match best {
                Some((_, end, id)) => {
                    harvest.walk(&tree, id, &mut self.path.clone());
                    done = end;
                }
                // What stands before was of no use; the next word looks back to here at most.
                None => done = at,
            }
            if budget == 0 {
                harvest.too_many = true;
                break;
            }
        }
        harvest
    }

    /// Why the first `web_hook` of a text was read by nobody, with its place.
    fn unreadable(&self, text: &str) -> Option<String> {
        let at = ["web_hook", "web-hook"].iter().filter_map(|word| text.find(word)).min()?;
        let line_of = |at: usize| self.base + text.get(..at).unwrap_or_default().matches('\n').count();
        let around = text.get(..at).and_then(|before| before.rfind('{'));
        let why = around.and_then(|begin| {
            let mut tree = value::Tree::default();
            let mut reader = braces::Braces::new(&mut tree, text, begin, line_of(begin), braces::Language::Json);
            reader.value().1.map(|fault| fault.sentence())
        });
        let said = format!("`web_hook` stands in line {}, and no hook can be read around it.", line_of(at));
        Some(why.map_or(said.clone(), |why| format!("{said} {why}")))
    }

    /// Every `base64://…` in a text that is nothing else, such as Ory's own error.
    fn loose_base64(&self, text: &str) -> Harvest {
        const SCHEME: &str = "base64://";
        let mut harvest = Harvest::default();
        for (at, _) in text.match_indices(SCHEME).take(100) {
            let rest = &text[at..];
            let payload = &rest[SCHEME.len()..];
            let end = payload.find(|c: char| !c.is_ascii_alphanumeric() && !"+/=-_%\\{}".contains(c));
            let end = SCHEME.len() + end.unwrap_or(payload.len());
            let line = self.base + text[..at].matches('\n').count();
            harvest.hooks.push(RawHook { body: Some(rest[..end].to_owned()), line, ..RawHook::default() });
        }
        harvest
    }
}

fn named(file: shell::File) -> Named {
    Named { name: Some(file.name), text: file.text, line: file.line }
}

/// `/path/…=value`, an argument of Ory's patch commands; or `kratos.config.selfservice.…=value`, one of Helm's `--set-json`,
/// and yq's `.selfservice.… += value`.
fn patch_argument(text: &str) -> Option<(&str, &str)> {
    let (path, value) = text.split_once('=')?;
    let path = path.trim_end_matches([' ', '+']);
    let is_path = path.starts_with('/') || path.contains("selfservice.flows.");
    (is_path && !path.contains(char::is_whitespace)).then_some((path, value))
}

/// The loops of a script, `for NAME in A B …`: each name with its values.
fn loops(commands: &[Vec<shell::Word>]) -> Vec<(&str, Vec<&str>)> {
    /// There are not so many methods.
    const MOST: usize = 16;
    let of = |words: &'_ Vec<shell::Word>| -> Option<(usize, usize)> {
        let at = words.iter().position(|word| word.text == "for")?;
        (at < 2 && words.get(at + 2)?.text == "in").then_some((at + 1, at + 3))
    };
    commands
        .iter()
        .filter_map(|words| {
            let (name, values) = of(words)?;
            let values = words.iter().skip(values).take(MOST).map(|word| word.text.as_str());
            Some((words.get(name)?.text.as_str(), values.collect()))
        })
        .take(MOST)
        .collect()
}

/// An argument for each round of the loop whose variable stands in its path.
fn unrolled(argument: &str, loops: &[(&str, Vec<&str>)]) -> Vec<String> {
    if let Some((path, value)) = patch_argument(argument) {
        for (name, values) in loops {
            for variable in [format!("${{{name}}}"), format!("${name}")] {
                if path.contains(&variable) && !values.is_empty() {
                    let round = |with: &&str| format!("{}={value}", path.replace(&variable, with));
                    return values.iter().map(round).collect();
                }
            }
        }
    }
    vec![argument.to_owned()]
}

/// Whether a value is what a command reads from a file: `$(cat webhook-action.json)`, and fish's `(cat … | string collect)`.
fn names_a_file(value: &str) -> bool {
    value.starts_with("$(") || value.starts_with("(cat ")
}

fn segments(path: &str) -> Vec<String> {
    path.split('/').filter(|name| !name.is_empty()).map(|name| name.replace("~1", "/").replace("~0", "~")).collect()
}

/// An argument as a program on Windows sees it: of backslashes before a quote every second one is left.
fn windows_argument(text: &str) -> String {
    let mut seen = String::with_capacity(text.len());
    let mut slashes = 0;
    for sign in text.chars() {
        match sign {
            '\\' => slashes += 1,
            '"' => {
                seen.extend(std::iter::repeat_n('\\', slashes / 2));
                seen.push('"');
                slashes = 0;
            }
            sign => {
                seen.extend(std::iter::repeat_n('\\', slashes));
                seen.push(sign);
                slashes = 0;
            }
        }
    }
    seen
}

/// What was brought home, with its templates.
fn found(harvest: &Harvest) -> Vec<Found> {
    let mut found: Vec<Found> = harvest.hooks.iter().map(|hook| one(hook, &harvest.files)).collect();
    if found.is_empty() {
        found = harvest
            .files
            .iter()
            .map(|file| {
                let hook = RawHook { line: file.line, ..RawHook::default() };
                let only = Named { name: None, ..file.clone() };
                Found { file: file.name.clone(), ..one(&hook, &[only]) }
            })
            .collect();
    }
    if !harvest.faults.is_empty() {
        // What the end of a broken text cut off.
        found.retain(|hook| hook.url.is_some() || hook.template.is_some() || hook.body != Body::Missing);
    }
    // An anchor of YAML or a variable of a shell is seen where it is made and where it is used.
    let placed: Vec<(Option<String>, Option<String>)> = found
        .iter()
        .filter(|hook| hook.place.is_some())
        .map(|hook| (hook.url.clone(), hook.template.clone()))
        .collect();
    if !placed.is_empty() && placed.len() < found.len() {
        let placed: std::collections::HashSet<_> = placed.into_iter().collect();
        found.retain(|hook| hook.place.is_some() || !placed.contains(&(hook.url.clone(), hook.template.clone())));
    }
    found
}

fn one(hook: &RawHook, files: &[Named]) -> Found {
    let ReadBody { body, template, notes } = body::read(hook.body.as_deref(), files);
    let mut all = hook.notes.clone();
    all.extend(notes.into_iter().filter(|note| !(hook.encodes && note == body::BARE)));
    let mut unfit: Vec<String> = all.iter().filter(|note| !note.starts_with(body::PLACEHOLDER)).cloned().collect();
    let mut key = None;
    let template = template.map(|template| {
        let mended = mend(template);
        unfit.extend(mended.notes.iter().take(mended.mended).cloned());
        all.extend(mended.notes);
        key = mended.key;
        mended.template
    });
    if let Some(place) = hook.place.as_ref().filter(|place| !place.is_legal()) {
        all.push(format!("{NO_PLACE} `{}` for hooks.", place.path()));
    }
    if hook.auth.is_some() {
        all.push(MOVED[1].to_owned());
    }
    if hook.auth.is_none() && hook.headers.iter().any(|(name, _)| choice::carries_secret(name)) {
        all.push(MOVED[2].to_owned());
    }
    let body = if hook.body.is_none() && template.is_some() { Body::Inline } else { body };
    Found {
        place: hook.place.clone(),
        pointer: hook.path.iter().map(|name| format!("/{}", name.replace('~', "~0").replace('/', "~1"))).collect(),
        line: hook.line,
        file: None,
        url: hook.url.clone(),
        method: hook.method.clone(),
        ignore: hook.ignore,
        parse: hook.parse,
        can_interrupt: hook.can_interrupt,
        emit_analytics_event: hook.emit_analytics_event,
        id: hook.id.clone(),
        headers: hook.headers.clone(),
        auth: hook.auth.clone(),
        body,
        template,
        key,
        beside: hook.beside.clone(),
        notes: all,
        unfit,
    }
}
