//! Several drafts, kept beside the one that is worked on: those somebody gave a name, and those the page put aside by
//! itself, before another took their place and every so often.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::saved;
use crate::draft::Draft;

/// The version written today; a reader refuses newer ones.
pub const VERSION: u32 = 1;

/// So many drafts without a name are kept; the oldest goes first.
pub const MOST_UNNAMED: usize = 30;

/// So much time lies between two that are put aside only because time has passed, in milliseconds.
pub const EVERY_MS: f64 = 600_000.0;

/// A draft on the shelf.
#[derive(Debug, Clone, PartialEq)]
pub struct Shelved {
    /// The user's name for it; none when the page put it aside.
    pub name: Option<String>,
    /// Why it was put aside, in a few words; empty for a named one.
    pub why: String,
    /// When, in milliseconds since 1970.
    pub at: f64,
    /// The draft.
    pub draft: Draft,
}

/// All of them, the latest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shelf {
    /// The drafts.
    pub drafts: Vec<Shelved>,
    /// Those that a newer page wrote, which this one cannot read: they are written back as they are.
    newer: Vec<Entry>,
}

/// Why a shelf cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// It is none of ours, or was cut off.
    Damaged,
    /// A newer page wrote it, of this version.
    Newer(u32),
}

#[derive(Serialize, Deserialize)]
struct Written {
    version: u32,
    drafts: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Entry {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    why: String,
    at: f64,
    /// As [`saved`] writes it, so that older ones can be read for as long as it can.
    saved: Value,
}

/// How long ago something was, in milliseconds since 1970 both, as one says it.
pub fn ago(at: f64, now: f64) -> String {
    let minutes = ((now - at) / 60_000.0).max(0.0) as u64;
    let (count, unit) = match minutes {
        0 => return "just now".to_owned(),
        1..60 => (minutes, "minute"),
        60..1440 => (minutes / 60, "hour"),
        _ => (minutes / 1440, "day"),
    };
    format!("{count} {unit}{} ago", if count == 1 { "" } else { "s" })
}

impl Shelf {
    /// Reads what [`Shelf::write`] wrote; one in it that is damaged is left out, and one of a newer page is not
    /// shown.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        let value: Value = serde_json::from_str(text).map_err(|_| Unreadable::Damaged)?;
        let version = value.get("version").and_then(Value::as_u64).ok_or(Unreadable::Damaged)?;
        if version > VERSION.into() {
            return Err(Unreadable::Newer(u32::try_from(version).unwrap_or(u32::MAX)));
        }
        let written: Written = serde_json::from_value(value).map_err(|_| Unreadable::Damaged)?;
        let mut shelf = Self::default();
        for entry in written.drafts {
            match saved::read(&entry.saved.to_string()) {
                Ok(draft) => shelf.drafts.push(Shelved { name: entry.name, why: entry.why, at: entry.at, draft }),
                Err(saved::Unreadable::Newer(_)) => shelf.newer.push(entry),
                Err(saved::Unreadable::Damaged(_)) => {}
            }
        }
        Ok(shelf)
    }

    /// A shelf with one draft.
    pub fn of(one: Shelved) -> Self {
        Self { drafts: vec![one], newer: Vec::new() }
    }

    /// The shelf as text: what the browser keeps, and what is exported as one file. No key is in it: a draft has no field
    /// for one.
    pub fn write(&self) -> String {
        let entry = |one: &Shelved| Entry {
            name: one.name.clone(),
            why: one.why.clone(),
            at: one.at,
            // What was written is JSON.
            saved: serde_json::from_str(&saved::write(&one.draft)).unwrap_or_default(),
        };
        let drafts = self.drafts.iter().map(entry).chain(self.newer.iter().cloned()).collect();
        let written = Written { version: VERSION, drafts };
        // Plain data with string keys: serialising cannot fail.
        serde_json::to_string(&written).unwrap_or_default()
    }

    /// Keeps a draft under a name, in the place of the one that had it.
    pub fn keep(&mut self, name: &str, draft: Draft, at: f64) {
        let name = match name.trim() {
            "" => "Draft",
            name => name,
        };
        self.drafts.retain(|one| one.name.as_deref() != Some(name));
        self.drafts.insert(0, Shelved { name: Some(name.to_owned()), why: String::new(), at, draft });
    }

    /// Puts a draft aside; nothing happens where the same is there already. Answers whether something did.
    pub fn put_aside(&mut self, why: &str, draft: Draft, at: f64) -> bool {
        if self.drafts.iter().any(|one| one.draft == draft) {
            return false;
        }
        self.drafts.insert(0, Shelved { name: None, why: why.to_owned(), at, draft });
        let mut unnamed = 0;
        self.drafts.retain(|one| {
            unnamed += usize::from(one.name.is_none());
            one.name.is_some() || unnamed <= MOST_UNNAMED
        });
        true
    }

    /// Whether so much time has passed that a draft is put aside for it.
    pub fn is_due(&self, at: f64) -> bool {
        self.drafts.iter().all(|one| one.name.is_some() || at - one.at >= EVERY_MS)
    }

    /// Takes a draft away and gives it back.
    pub fn remove(&mut self, at: usize) -> Option<Shelved> {
        (at < self.drafts.len()).then(|| self.drafts.remove(at))
    }

    /// Makes room: the oldest without a name goes. Answers whether there was one.
    pub fn make_room(&mut self) -> bool {
        let oldest = self.drafts.iter().rposition(|one| one.name.is_none());
        oldest.and_then(|at| self.remove(at)).is_some()
    }

    /// Adds the drafts of another shelf that are not here; one whose name is taken by another draft is told apart by a
    /// number. Answers how many came.
    pub fn add(&mut self, other: Shelf) -> usize {
        let mut added = 0;
        for entry in other.newer {
            if !self.newer.contains(&entry) {
                self.newer.push(entry);
            }
        }
        for mut one in other.drafts {
            if self.drafts.iter().any(|here| here.draft == one.draft && here.name == one.name) {
                continue;
            }
            if let Some(name) = &one.name {
                let taken = |name: &str| self.drafts.iter().any(|here| here.name.as_deref() == Some(name));
                let free = std::iter::once(name.clone()).chain((2..).map(|number| format!("{name} {number}")));
                one.name = free.into_iter().find(|name| !taken(name));
            }
            self.drafts.push(one);
            added += 1;
        }
        self.drafts.sort_by(|one, other| other.at.total_cmp(&one.at));
        added
    }
}
