//! The hooks a project has now, read from its configuration, and what a command makes of them.

use std::{collections::BTreeMap, fmt};

use serde_json::{Map, Value};

use super::action::{Action, receivers, schema::selfservice, secrets::Secrets};
use crate::draft::{ActionDraft, Adding, Place, PresentHook, PresentList};

/// Every list of hooks of a configuration, whole. It may hold secrets: it cannot be serialised, and prints as dots.
#[derive(Clone, Default, PartialEq)]
pub struct Present {
    lists: BTreeMap<Place, Vec<Value>>,
}

impl Present {
    /// The lists in an identity configuration (`ory get identity-config`, `kratos.yml`), or in a whole project (`ory get
    /// project`); none when it holds no `selfservice`.
    pub fn of(config: &Value) -> Option<Self> {
        let flows = selfservice(config)?.get("flows");
        let hooks = |place: &Place| {
            let list = flows?.pointer(place.location().strip_prefix("/selfservice/flows")?)?.as_array()?;
            Some((*place, list.clone()))
        };
        Some(Self { lists: Place::all().iter().filter_map(hooks).filter(|(_, list)| !list.is_empty()).collect() })
    }

    /// The hooks at a place.
    pub fn hooks(&self, place: Place) -> &[Value] {
        self.lists.get(&place).map_or(&[], Vec::as_slice)
    }

    /// The same with dots for what may be secret, to be shown: proofs and headers, the template, which may hold a key, and of an
    /// address all but the host.
    #[must_use]
    pub fn masked(&self) -> Self {
        // Stars: the commands spell what is not ASCII.
        const STARS: &str = "******";
        let mut masked = self.clone();
        for config in masked.lists.values_mut().flatten().filter_map(|hook| hook.pointer_mut("/config")) {
            if let Some(Value::String(url)) = config.pointer_mut("/url") {
                *url = format!("https://{}/{STARS}", receivers::host(url).unwrap_or_default());
            }
            if let Some(body) = config.pointer_mut("/body") {
                *body = format!("base64://{STARS}").into();
            }
            for at in ["/auth/config", "/headers"] {
                for secret in
                    config.pointer_mut(at).and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut)
                {
                    *secret = STARS.into();
                }
            }
        }
        masked
    }

    /// The same without anything secret.
    pub fn summary(&self) -> Vec<PresentList> {
        let list = |(place, hooks): (&Place, &Vec<Value>)| PresentList {
            place: *place,
            hooks: hooks.iter().map(summary).collect(),
        };
        self.lists.iter().map(list).collect()
    }
}

impl fmt::Debug for Present {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} lists of hooks ••••••", self.lists.len())
    }
}

/// A hook without its secrets: of an address only the host, since the rest may hold a token.
pub fn summary(hook: &Value) -> PresentHook {
    let text = |at: &str| hook.pointer(at).and_then(Value::as_str).unwrap_or_default();
    let on = |at: &str| hook.pointer(at) == Some(&Value::Bool(true));
    let (id, url) = (text("/config/id"), text("/config/url"));
    PresentHook {
        hook: text("/hook").to_owned(),
        host: receivers::host(url).unwrap_or_default(),
        ignore: on("/config/response/ignore"),
        parse: on("/config/response/parse") || on("/config/can_interrupt"),
        mark: if url.is_empty() { 0 } else { fnv(if id.is_empty() { url } else { id }) },
    }
}

/// FNV-1a, 32 bits.
fn fnv(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

impl PresentHook {
    /// The hook an action becomes.
    pub fn of(action: &ActionDraft) -> Self {
        let body = String::new();
        summary(&serde_json::to_value(Action::new(action, body, &Secrets::default())).unwrap_or_default())
    }

    /// The hook in a line: its name, where it calls and how.
    pub fn words(&self) -> String {
        if self.hook != "web_hook" {
            return self.hook.clone();
        }
        let how = match (self.ignore, self.parse) {
            (true, _) => "beside the flow",
            (false, true) => "parses the answer",
            (false, false) => "the flow waits",
        };
        let host = if self.host.is_empty() { "an address that is not whole" } else { &self.host };
        format!("web_hook → {host}, {how}")
    }
}

/// The list as it will be once `ours` is in it. `Replace` puts it in the place of an earlier one of its own: the one hook
/// with the same id, or the one that calls the same address; without such a one it goes to the end.
pub fn after<T: Clone>(hooks: &[T], ours: T, adding: Adding, summary: impl Fn(&T) -> PresentHook) -> Vec<T> {
    let mut list = hooks.to_vec();
    match adding {
        Adding::Last => list.push(ours),
        Adding::First => list.insert(0, ours),
        Adding::Replace => {
            let mark = summary(&ours).mark;
            let earlier: Vec<usize> =
                (0..list.len()).filter(|at| mark != 0 && summary(&list[*at]).mark == mark).collect();
            match earlier[..] {
                [at] => list[at] = ours,
                _ => list.push(ours),
            }
        }
    }
    list
}

/// What becomes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It stays.
    Same,
    /// It is new.
    Added,
    /// It goes.
    Removed,
}

/// A line of a diff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What becomes of it.
    pub mark: Mark,
    /// The hook in words.
    pub text: String,
}

/// The way from one list of hooks to another, line by line: the longest common part stays.
pub fn diff(before: &[PresentHook], after: &[PresentHook]) -> Vec<Line> {
    // common[i][j]: how many lines `before[i..]` and `after[j..]` can keep.
    let mut common = vec![vec![0_usize; after.len() + 1]; before.len() + 1];
    for (i, old) in before.iter().enumerate().rev() {
        for (j, new) in after.iter().enumerate().rev() {
            common[i][j] = if old == new { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut lines = Vec::new();
    loop {
        let (mark, hook) = match (before.get(i), after.get(j)) {
            (None, None) => return lines,
            (Some(old), Some(new)) if old == new => (Mark::Same, old),
            (Some(old), None) => (Mark::Removed, old),
            (None, Some(new)) => (Mark::Added, new),
            (Some(old), Some(_)) if common[i + 1][j] >= common[i][j + 1] => (Mark::Removed, old),
            (Some(_), Some(new)) => (Mark::Added, new),
        };
        i += usize::from(mark != Mark::Added);
        j += usize::from(mark != Mark::Removed);
        lines.push(Line { mark, text: hook.words() });
    }
}

/// The most hooks a list is drawn with; a diff of more would take longer than a blink.
pub const MOST_DRAWN: usize = 200;

/// What a command makes of one list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The list.
    pub place: Place,
    /// What is there, as far as it is known.
    pub before: Vec<PresentHook>,
    /// What will be.
    pub after: Vec<PresentHook>,
}

impl Change {
    /// The way between the two; only the beginnings of lists that are absurdly long.
    pub fn lines(&self) -> Vec<Line> {
        diff(&self.before[..self.before.len().min(MOST_DRAWN)], &self.after[..self.after.len().min(MOST_DRAWN)])
    }
}
