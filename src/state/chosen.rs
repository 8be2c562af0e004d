//! Where the context comes from.

use super::own::{Numbered, OwnId};
use crate::ory::scenarios;

/// Where the context comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Chosen {
    /// A scenario of the catalogue, by its id; it may have been edited since.
    Catalogue(&'static str),
    /// One of the user's own.
    Own(OwnId),
    /// Neither.
    Free,
}

impl Chosen {
    /// Where a text comes from, as far as can be told from it.
    pub fn of(ctx: &str, own: &[Numbered]) -> Self {
        let among_own = || own.iter().find(|(_, scenario)| scenario.ctx == ctx).map(|(id, _)| Chosen::Own(*id));
        let in_catalogue = scenarios::of_ctx(ctx);
        in_catalogue.map(|scenario| Chosen::Catalogue(scenario.id)).or_else(among_own).unwrap_or(Chosen::Free)
    }

    /// As text, for lists and for the editor's histories; [`Chosen::named`] reads it.
    pub fn name(self) -> String {
        match self {
            Chosen::Catalogue(id) => id.to_owned(),
            Chosen::Own(OwnId(id)) => format!("own:{id}"),
            Chosen::Free => String::new(),
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        match name.strip_prefix("own:") {
            Some(id) => id.parse().ok().map(|id| Chosen::Own(OwnId(id))),
            None => scenarios::find(name).map(|scenario| Chosen::Catalogue(scenario.id)),
        }
    }
}
