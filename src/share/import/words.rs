//! What is said about what was found.

use super::{Body, Found, ImportKind, hooks::Harvest};

/// How many things of a kind are told one by one.
const MOST: usize = 6;

/// The message: what it is and what is in it, what was mended, what could not be read. One sentence or two a line.
pub(super) fn message(kind: ImportKind, found: &[Found], harvest: &Harvest) -> String {
    let mut lines = vec![heading(kind, found)];
    let mut said: Vec<String> = Vec::new();
    for hook in found {
        for note in &hook.notes {
            // Said once, with the place of the first.
            if !said.iter().any(|other| other == note) {
                said.push(note.clone());
            }
        }
        // Where the reading broke off, nobody knows what would have come.
        let cut = hook.body == Body::Missing && !harvest.faults.is_empty();
        if let Some(words) = elsewhere(hook).filter(|_| !cut)
            && !said.contains(&words)
        {
            said.push(words);
        }
        if said.len() > 4 * MOST {
            said.push("More of the same is shown beside each.".to_owned());
            break;
        }
    }
    lines.extend(said);
    if found.iter().any(|hook| !hook.beside.is_empty()) {
        let mut names: Vec<&str> = found.iter().flat_map(|hook| hook.beside.iter().map(String::as_str)).collect();
        names.sort_unstable();
        names.dedup();
        lines.push(format!("Beside it stands `{}`, which is left where it is.", names.join("`, `")));
    }
    lines.extend(harvest.mended.iter().take(MOST).cloned());
    if harvest.too_many {
        lines.push(match found.len() {
            0 => "There is more in it than can be read here.".to_owned(),
            count => format!("There is more than can be read here; the first {count} are shown."),
        });
    }
    let mut faults = harvest.faults.clone();
    faults.dedup();
    lines.extend(faults.iter().take(MOST).cloned());
    if !faults.is_empty() && !found.is_empty() {
        lines.push("What could be read until there is shown.".to_owned());
    }
    lines.join("\n")
}

fn heading(kind: ImportKind, found: &[Found]) -> String {
    let what = name(kind);
    let templates = found.iter().all(|hook| hook.url.is_none());
    match found {
        [] => match kind {
            ImportKind::Context => "A context as Ory hands it to a template. It can be opened as the context here.".to_owned(),
            ImportKind::Unknown => "Nothing was recognised in it: no hook, no template, no base64. Paste the action, Ory's configuration, a command, or a template.".to_owned(),
            _ => format!("This is {what}, and no web hook is in it."),
        },
        [_] if kind == ImportKind::Jsonnet => "A template.".to_owned(),
        [one] if kind == ImportKind::Base64 && one.url.is_none() => match &one.template {
            Some(_) => "A template in base64.".to_owned(),
            None => "This looks like base64.".to_owned(),
        },
        [one] if templates => format!("This is {what} with a template in it ({}).", place(one)),
        many if templates => format!("This is {what} with {} templates in it ({}).", grouped(many.len()), places(many)),
        [one] if kind == ImportKind::Action => match &one.place {
            Some(_) => format!("A web hook ({}).", place(one)),
            None => "A web hook.".to_owned(),
        },
        [one] => format!("This is {what} with one web hook in it ({}).", place(one)),
        many => format!("This is {what} with {} web hooks in it ({}).", grouped(many.len()), places(many)),
    }
}

/// A number with its thousands apart.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let first = digits.len() % 3;
    let (head, tail) = digits.split_at(first);
    let groups: Vec<&str> = tail.as_bytes().chunks(3).filter_map(|group| std::str::from_utf8(group).ok()).collect();
    let head = (!head.is_empty()).then_some(head);
    head.into_iter().chain(groups).collect::<Vec<_>>().join(",")
}

fn places(found: &[Found]) -> String {
    let mut words: Vec<String> = found.iter().take(MOST).map(place).collect();
    if found.len() > MOST {
        words.push(format!("and {} more", grouped(found.len() - MOST)));
    }
    words.join(", ")
}

fn place(hook: &Found) -> String {
    let file = hook.file.as_ref().filter(|file| !file.is_empty()).map(|file| format!("{file} ")).unwrap_or_default();
    match &hook.place {
        Some(place) => format!("{}, {file}line {}", place.path(), hook.line),
        None => format!("{file}line {}", hook.line),
    }
}

/// Where a template is that is not here.
fn elsewhere(hook: &Found) -> Option<String> {
    match (&hook.body, &hook.template) {
        (Body::File(path), None) => Some(format!(
            "Its template is in the file `{path}`, which is not here. Drop that file together with this one."
        )),
        (Body::Address(url), None) => {
            Some(format!("Its template is at {url}: open that, and paste or drop what it shows."))
        }
        (Body::Missing, None) => {
            Some("It has no `body`, and so no template: Ory fails on that when the hook runs.".to_owned())
        }
        _ => None,
    }
}

/// What a kind is called, with its article.
pub(super) fn name(kind: ImportKind) -> &'static str {
    match kind {
        ImportKind::Empty => "nothing",
        ImportKind::Action => "an action",
        ImportKind::Hooks => "a list of hooks",
        ImportKind::Configuration => "a configuration of Ory's",
        ImportKind::Helm => "a values file of Helm",
        ImportKind::Kubernetes => "a manifest of Kubernetes",
        ImportKind::Compose => "a file of Docker Compose",
        ImportKind::Data => "a file of data",
        ImportKind::Patch => "a JSON-Patch",
        ImportKind::Terraform => "a file of Terraform",
        ImportKind::Markdown => "a text in Markdown",
        ImportKind::Command => "a command of Ory's CLI",
        ImportKind::Script => "a script",
        ImportKind::Text => "a text",
        ImportKind::Base64 => "base64",
        ImportKind::Jsonnet => "a template",
        ImportKind::Context => "a context",
        ImportKind::Link => "a link of this page",
        ImportKind::Draft => "a saved state of this page",
        ImportKind::Url => "an address",
        ImportKind::File => "the address of a file",
        ImportKind::Files => "a set of files",
        ImportKind::Unknown => "nothing known here",
    }
}
