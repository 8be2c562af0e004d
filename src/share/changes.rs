//! What a draft was, beside what it is: the texts line by line, and whatever else differs, in words.

use super::lines::differences;
use crate::{
    draft::{Adding, Auth, Draft, SignIn},
    ory::present::Mark,
};

/// So many lines that stay are shown around what changed.
const AROUND: usize = 2;

/// What differs between two drafts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// The template's lines.
    pub template: Vec<Row>,
    /// The context's lines.
    pub ctx: Vec<Row>,
    /// What else differs.
    pub others: Vec<Other>,
}

/// A line of a text's diff, or a stretch that is left out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// A line.
    Line {
        /// What became of it.
        mark: Mark,
        /// The line.
        text: String,
    },
    /// So many lines that stay.
    Skipped(usize),
}

/// Something that is chosen, not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// What.
    pub what: &'static str,
    /// What it was, of several what is gone; empty for nothing.
    pub before: String,
    /// What it is, of several what is new; empty for nothing.
    pub after: String,
}

impl Changes {
    /// What became of `before`.
    pub fn between(before: &Draft, after: &Draft) -> Self {
        Self {
            template: rows(&before.template, &after.template),
            ctx: rows(&before.ctx, &after.ctx),
            others: others(before, after),
        }
    }

    /// Whether there is nothing to be seen.
    pub fn is_empty(&self) -> bool {
        self.template.is_empty() && self.ctx.is_empty() && self.others.is_empty()
    }
}

/// How many lines went, and how many came.
pub fn count(rows: &[Row]) -> (usize, usize) {
    let of = |wanted| rows.iter().filter(|row| matches!(row, Row::Line { mark, .. } if *mark == wanted)).count();
    (of(Mark::Removed), of(Mark::Added))
}

/// The way from one text to another, line by line, with a little of what stays around it; nothing where they are the same.
pub fn rows(before: &str, after: &str) -> Vec<Row> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.split('\n').collect(), after.split('\n').collect());
    let mut all: Vec<(Mark, &str)> = Vec::new();
    let mut at = 0;
    // How many stay, how many of the old go, and what comes instead.
    let hunks = if before == after { Vec::new() } else { differences(&old, &new) };
    for (kept, gone, instead) in &hunks {
        all.extend(old.iter().skip(at).take(*kept).map(|line| (Mark::Same, *line)));
        at += kept;
        all.extend(old.iter().skip(at).take(*gone).map(|line| (Mark::Removed, *line)));
        at += gone;
        all.extend(instead.iter().map(|line| (Mark::Added, line.as_str())));
    }
    if hunks.is_empty() {
        return Vec::new();
    }
    all.extend(old.iter().skip(at).map(|line| (Mark::Same, *line)));
    shortened(&all)
}

fn shortened(all: &[(Mark, &str)]) -> Vec<Row> {
    let mut near = vec![false; all.len()];
    for (at, _) in all.iter().enumerate().filter(|(_, (mark, _))| *mark != Mark::Same) {
        let end = (at + AROUND + 1).min(all.len());
        near[at.saturating_sub(AROUND)..end].fill(true);
    }
    let mut rows = Vec::new();
    for (at, (mark, text)) in all.iter().enumerate() {
        // One line takes no more room than the word that it is left out.
        let alone = at.checked_sub(1).is_none_or(|before| near[before]) && near.get(at + 1).is_none_or(|next| *next);
        if near[at] || alone {
            rows.push(Row::Line { mark: *mark, text: (*text).to_owned() });
        } else if let Some(Row::Skipped(lines)) = rows.last_mut() {
            *lines += 1;
        } else {
            rows.push(Row::Skipped(1));
        }
    }
    rows
}

/// A part of a draft in words.
type Told = fn(&Draft) -> String;

/// The things of one kind in a draft: their names, and what else they are.
type Several = fn(&Draft) -> Vec<(String, String)>;

fn others(before: &Draft, after: &Draft) -> Vec<Other> {
    let told: [(&'static str, Told); 10] = [
        ("Address", |draft| draft.action.url.clone()),
        ("Method", |draft| draft.action.method.clone()),
        ("Response", |draft| response(draft).to_owned()),
        ("Auth", |draft| auth(&draft.action.auth)),
        ("Id", |draft| draft.action.id.clone()),
        ("Analytics event", |draft| if draft.action.emit_analytics_event { "on" } else { "off" }.to_owned()),
        ("Where in the list", |draft| {
            match draft.placement.adding {
                Adding::Last => "last",
                Adding::First => "first",
                Adding::Replace => "instead of all",
            }
            .to_owned()
        }),
        ("Project", |draft| draft.placement.project.clone()),
        ("Workspace", |draft| draft.placement.workspace.clone()),
        ("Sign-in of the CLI", |draft| {
            match draft.placement.sign_in {
                SignIn::Browser => "in a browser",
                SignIn::WorkspaceKey => "workspace key",
                SignIn::ProjectKey => "project key",
            }
            .to_owned()
        }),
    ];
    let mut others: Vec<Other> = told
        .into_iter()
        .map(|(what, of)| Other { what, before: of(before), after: of(after) })
        .filter(|other| other.before != other.after)
        .collect();
    let several: [(&'static str, Several); 4] = [
        ("Headers", |draft| {
            let written = draft.action.headers.iter().map(|header| format!("{}: {}", header.name, header.value));
            written.map(|header| (header, String::new())).collect()
        }),
        ("Places", |draft| draft.placement.places.iter().map(|place| (place.to_string(), String::new())).collect()),
        ("Own scenarios", |draft| draft.own_scenarios.iter().map(|own| (own.name.clone(), own.ctx.clone())).collect()),
        ("Muted checks", |draft| draft.muted.iter().map(|check| (check.clone(), String::new())).collect()),
    ];
    for (what, of) in several {
        let (old, new) = (of(before), of(after));
        let lacking = |some: &[(String, String)], others: &[(String, String)]| {
            let lacks = some.iter().filter(|one| !others.contains(one)).map(|(name, _)| name.as_str());
            lacks.collect::<Vec<_>>().join(", ")
        };
        let other = Other { what, before: lacking(&old, &new), after: lacking(&new, &old) };
        if !(other.before.is_empty() && other.after.is_empty()) {
            others.push(other);
        }
    }
    if before.placement.present != after.placement.present {
        let count = |draft: &Draft| {
            draft.placement.present.as_ref().map_or(String::new(), |lists| format!("{} lists of hooks", lists.len()))
        };
        others.push(Other { what: "What the project has", before: count(before), after: count(after) });
    }
    others
}

fn response(draft: &Draft) -> &'static str {
    match (draft.action.ignore_response, draft.action.parse_response) {
        (true, _) => "not waited for",
        (false, true) => "waited for and read",
        (false, false) => "waited for",
    }
}

fn auth(auth: &Auth) -> String {
    match auth {
        Auth::None => "none".to_owned(),
        Auth::ApiKey { name, prefix, .. } => format!("API key in {name} {prefix}").trim().to_owned(),
        Auth::BasicAuth { .. } => "user and password".to_owned(),
    }
}
