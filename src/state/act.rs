//! What can be taken back. An act is undone alone: the parts it did not change stay as they are now.

use super::{chosen::Chosen, own::Numbered};
use crate::draft::{ActionDraft, Draft, Placement};

/// So many acts can be taken back, the last first.
pub const REMEMBERED: usize = 20;

/// Which act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ActId(pub u64);

/// All that an act can change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owned {
    /// See [`Draft::template`].
    pub template: String,
    /// See [`Draft::ctx`].
    pub ctx: String,
    /// See [`Draft::left_out`].
    pub left_out: usize,
    /// See [`Draft::action`].
    pub action: ActionDraft,
    /// See [`Draft::placement`].
    pub placement: Placement,
    /// The user's own scenarios.
    pub own: Vec<Numbered>,
    /// Where the context comes from.
    pub chosen: Chosen,
    /// See [`Draft::muted`].
    pub muted: Vec<String>,
    /// See [`Draft::pins`].
    pub pins: Vec<(usize, usize)>,
}

impl Owned {
    /// The same as it is saved and shared.
    pub fn draft(&self) -> Draft {
        Draft {
            template: self.template.clone(),
            ctx: self.ctx.clone(),
            left_out: self.left_out,
            action: self.action.clone(),
            placement: self.placement.clone(),
            own_scenarios: self.own.iter().map(|(_, scenario)| scenario.clone()).collect(),
            muted: self.muted.clone(),
            pins: self.pins.clone(),
        }
    }
}

/// Something that was done at once, by one click.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Its number.
    pub id: ActId,
    /// As it was before.
    pub before: Box<Owned>,
    /// As the act left it.
    pub after: Box<Owned>,
    /// Whether it changed what is in the fields of keys.
    pub secrets: bool,
}

/// A part with an act taken back: as it was, unless the act did not change it or it was changed again since.
pub fn without<T: PartialEq + Clone>(before: &T, after: &T, now: &T) -> T {
    if before != after && now == after { before.clone() } else { now.clone() }
}
