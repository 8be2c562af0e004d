//! What is checked: the templates in files, each with its hook and the moments in which Ory calls it.

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
};

use serde_json::Value;

use super::{Hook, Problem};
use crate::{
    draft::{ActionDraft, Draft, Flow, Method, Moment as When, Place, Placement, PresentList},
    mandrill::key::PLACEHOLDER,
    ory::{
        action::{schema, secrets::Secrets},
        present::Present,
        scenarios,
    },
    share::import::{self, Body, Choice, Import},
};

/// A template where it stands.
#[derive(Debug, Clone)]
pub struct Subject {
    /// The file.
    pub file: String,
    /// The line of its hook in that file, where the template is not the whole file; 1-based.
    pub line: Option<usize>,
    /// The file the template itself is in, where the hook names one that was found.
    pub template_file: Option<String>,
    /// The template.
    pub template: String,
    /// Its action.
    pub action: ActionDraft,
    /// Whether the action was in the file, and not made up here.
    pub has_action: bool,
    /// Where it stands.
    pub placement: Placement,
    /// The secrets of its action.
    pub secrets: Secrets,
    /// What was mended or is odd about it, in sentences.
    pub notes: Vec<String>,
    /// Those of the notes without whose mending Ory would fail.
    pub unfit: Vec<String>,
    /// The other lists of methods in the configuration it stands in, where that is whole.
    pub others: Option<Vec<PresentList>>,
    /// Why Ory refuses the configuration it stands in, in sentences.
    pub refusals: Vec<String>,
}

/// What a file holds.
#[derive(Debug, Default)]
pub struct Held {
    /// What can be checked.
    pub subjects: Vec<Subject>,
    /// The hooks whose template cannot be had.
    pub problems: Vec<Problem>,
}

/// A moment in which Ory calls the hook: a scenario of the catalogue, or a context from a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// The scenario's id, or the file.
    pub name: String,
    /// The context.
    pub ctx: String,
    /// See [`Draft::left_out`].
    pub left_out: usize,
    /// Whether it is a scenario of the catalogue.
    pub in_catalogue: bool,
}

impl Subject {
    /// What it is called: the file and, inside one, the line and the places.
    pub fn title(&self) -> String {
        match self.line {
            Some(line) => format!("{}:{line} ({})", self.file, self.places().join(", ")),
            None => self.file.clone(),
        }
    }

    /// Its places as words.
    pub fn places(&self) -> Vec<String> {
        self.placement.in_order().iter().map(ToString::to_string).collect()
    }

    /// The moments its places meet.
    pub fn moments(&self) -> Vec<Moment> {
        scenarios::fitting(&self.placement, &self.action).into_iter().map(Moment::of).collect()
    }

    /// The draft in a moment.
    pub fn draft(&self, moment: &Moment) -> Draft {
        Draft {
            template: self.template.clone(),
            ctx: moment.ctx.clone(),
            left_out: moment.left_out,
            action: self.action.clone(),
            placement: self.placement.clone(),
            own_scenarios: Vec::new(),
            muted: Vec::new(),
            pins: Vec::new(),
        }
    }
}

impl Moment {
    /// A scenario of the catalogue.
    pub fn of(scenario: &scenarios::Scenario) -> Self {
        Self {
            name: scenario.id.to_owned(),
            ctx: scenario.ctx().to_owned(),
            left_out: scenario.left_out,
            in_catalogue: true,
        }
    }
}

/// A file's text; `-` is standard input.
pub fn read(path: &Path) -> Result<String, Problem> {
    let bytes = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(path)
    };
    let bytes = bytes.map_err(|error| Problem(format!("cannot read {}: {error}", path.display())))?;
    String::from_utf8(bytes).map_err(|_| Problem(format!("{} is no text in UTF-8", path.display())))
}

/// Every file that is meant: a folder means the templates below it.
pub fn files(path: &Path) -> Result<Vec<PathBuf>, Problem> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    folder(path, &mut files, 0)?;
    if files.is_empty() {
        return Err(Problem(format!("no .jsonnet file is below {}", path.display())));
    }
    Ok(files)
}

fn folder(path: &Path, files: &mut Vec<PathBuf>, depth: usize) -> Result<(), Problem> {
    let entries = fs::read_dir(path).map_err(|error| Problem(format!("cannot read {}: {error}", path.display())))?;
    let mut entries: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    entries.sort();
    for entry in entries {
        let hidden = entry.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        // A link to a folder may lead back here.
        if entry.is_dir() && !entry.is_symlink() && !hidden && depth < 32 {
            folder(&entry, files, depth + 1)?;
        } else if entry.extension().is_some_and(|end| end == "jsonnet") {
            files.push(entry);
        }
    }
    Ok(())
}

/// What is in a file. Fails when it cannot be read, or holds no hook and no template.
pub fn held(path: &Path, hook: &Hook) -> Result<Held, Problem> {
    let text = read(path)?;
    let file = path.display().to_string();
    let is_template = path.extension().is_some_and(|end| end == "jsonnet" || end == "libsonnet");
    if is_template {
        return Ok(Held { subjects: vec![bare(file, text, hook)], ..Held::default() });
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut all = vec![(name, text.clone())];
    let mut read = import::files(&all);
    if read.kind == import::ImportKind::Jsonnet {
        return Ok(Held { subjects: vec![bare(file, text, hook)], ..Held::default() });
    }
    // Templates that hooks name as files are looked for beside the configuration.
    for body in read.found.iter().map(|found| &found.body) {
        if let Body::File(named) = body
            && let Some(text) = beside(path, named)
        {
            all.push((named.clone(), text));
        }
    }
    if all.len() > 1 {
        read = import::files(&all);
    }
    let choices = import::choices(&read);
    let mut held = Held::default();
    for choice in choices {
        if !hook.at.is_empty()
            && !choice.places.is_empty()
            && !choice.places.iter().any(|place| hook.at.contains(place))
        {
            continue;
        }
        match of_choice(&file, &read, choice, hook) {
            Ok(subject) => held.subjects.extend(subject),
            Err(problem) => held.problems.push(problem),
        }
    }
    if held.subjects.is_empty() && held.problems.is_empty() {
        let places: Vec<String> = hook.at.iter().map(ToString::to_string).collect();
        return Err(Problem(match (read.found.is_empty(), places.is_empty()) {
            (false, false) => format!("{file} has no hook at {}", places.join(", ")),
            _ => format!("{file}: {}", read.message.replace('\n', "\n  ")),
        }));
    }
    if read.kind == import::ImportKind::Configuration
        && let Ok(config) = import::data(&text)
    {
        refused(&config, &hook.at, &mut held.subjects);
        if let Some(present) = Present::of(&config).map(|present| present.summary()) {
            for subject in &mut held.subjects {
                let own = &subject.placement.places;
                let others = present.iter().filter(|list| list.place.method.is_some() && !own.contains(&list.place));
                subject.others = Some(others.cloned().collect());
            }
        }
    }
    Ok(held)
}

/// Tells each subject why Ory refuses its list of hooks; the first one what else is refused.
fn refused(config: &Value, at: &[Place], subjects: &mut [Subject]) {
    for (location, refusal) in schema::refusals_of(config) {
        let place = Place::at(&location);
        if !at.is_empty() && !place.is_some_and(|place| at.contains(&place)) {
            continue;
        }
        // A hook at a place that Ory does not have is known by what Import says of it.
        let path = location.trim_start_matches("/selfservice/flows/").trim_end_matches("/hooks");
        let nowhere = format!("{} `{path}`", import::NO_PLACE);
        let mine = |subject: &Subject| match place {
            Some(place) => subject.placement.places.contains(&place),
            None => subject.notes.iter().any(|note| note.starts_with(&nowhere)),
        };
        let at = subjects.iter().position(mine).unwrap_or(0);
        if let Some(subject) = subjects.get_mut(at) {
            subject.notes.retain(|note| place.is_some() || !note.starts_with(&nowhere));
            let at = format!("{location}{}", refusal.at);
            subject.refusals.push(if place.is_some() { format!("`{at}`: {}", refusal.what) } else { refusal.what });
        }
    }
}

/// A template alone: it stands where `--at` says.
fn bare(file: String, template: String, hook: &Hook) -> Subject {
    let default = Place { flow: Flow::Registration, moment: When::After, method: Some(Method::Password) };
    let places = if hook.at.is_empty() { vec![default] } else { hook.at.clone() };
    Subject {
        file,
        line: None,
        template_file: None,
        template,
        action: ActionDraft { url: hook.url.clone(), ..ActionDraft::default() },
        has_action: false,
        placement: Placement { places, ..Placement::default() },
        secrets: Secrets::default(),
        notes: Vec::new(),
        unfit: Vec::new(),
        others: None,
        refusals: Vec::new(),
    }
}

fn of_choice(file: &str, read: &Import, choice: Choice, hook: &Hook) -> Result<Option<Subject>, Problem> {
    let Some(found) = choice.items.first().and_then(|at| read.found.get(*at)) else { return Ok(None) };
    let Some(template) = choice.template else {
        let place = found.place.as_ref().map(|place| format!(" ({})", place.path())).unwrap_or_default();
        let why = match &found.body {
            Body::File(path) => format!("its template is in `{path}`, which is not beside it"),
            Body::Address(url) => format!("its template is at {url}, and nothing is fetched here"),
            Body::Missing => "it has no `body`".to_owned(),
            _ => found.notes.join(" "),
        };
        return Err(Problem(format!("{file}:{}{place}: {why}", found.line)));
    };
    // A key that stands in the template is a finding of its own, in its place.
    let template = match &choice.key {
        Some(key) => template.replace(PLACEHOLDER, key.expose()),
        None => template,
    };
    let notes = found.notes.iter().filter(|note| !import::MOVED.contains(&note.as_str())).cloned().collect();
    let has_action = choice.action.is_some();
    let template_file = match &found.body {
        Body::FileHere(path) => Some(path.clone()),
        _ => None,
    };
    let places = if choice.places.is_empty() {
        bare(String::new(), String::new(), hook).placement.places
    } else {
        choice.places
    };
    Ok(Some(Subject {
        file: file.to_owned(),
        line: Some(found.line),
        template_file,
        template,
        action: choice.action.unwrap_or_else(|| ActionDraft { url: hook.url.clone(), ..ActionDraft::default() }),
        has_action,
        placement: Placement { places, ..Placement::default() },
        secrets: choice.secrets,
        notes,
        unfit: found.unfit.clone(),
        others: None,
        refusals: Vec::new(),
    }))
}

/// The text of a file named in a configuration: by its path from there, or by its name beside it. Kratos' paths are those of
/// a container as a rule, so the name is what can be found.
fn beside(configuration: &Path, named: &str) -> Option<String> {
    let folder = configuration.parent()?;
    let relative = named.trim_start_matches("./");
    let name = Path::new(named).file_name()?;
    let candidates = [folder.join(relative), folder.join(name)];
    candidates.iter().find_map(|path| fs::read_to_string(path).ok())
}

/// The one subject of a file; fails when there are several to choose from.
pub fn only(path: &Path, hook: &Hook) -> Result<Subject, Problem> {
    let Held { mut subjects, problems } = held(path, hook)?;
    if let Some(problem) = problems.into_iter().next() {
        return Err(problem);
    }
    match (subjects.pop(), subjects.is_empty()) {
        (Some(only), true) => Ok(only),
        (Some(last), false) => {
            subjects.push(last);
            let titles: Vec<String> = subjects.iter().map(|subject| format!("  {}", subject.title())).collect();
            Err(Problem(format!("{} has several hooks; choose one with --at:\n{}", path.display(), titles.join("\n"))))
        }
        (None, _) => Err(Problem(format!("{} has no hook", path.display()))),
    }
}
