//! How the draft is kept between visits. Two tabs share one place: neither overwrites the other without a word.

use crate::draft::Draft;

/// How it stands with what the browser keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keeping {
    /// This tab's draft is kept for the next visit.
    Here,
    /// The browser keeps nothing: forbidden, or full.
    Nowhere,
    /// Another tab has kept a draft of its own, this one. Until somebody chooses, this tab's is kept for this tab alone.
    Contested(Box<Draft>),
    /// A newer version of the page has kept something there. It stays untouched; this tab's draft is kept for this tab
    /// alone.
    Newer,
}

/// What was found when the page was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Nothing.
    Nothing,
    /// A draft.
    Draft(Box<Draft>),
    /// Something that cannot be read.
    Damaged,
    /// A newer version's.
    Newer,
    /// The browser keeps nothing for this page.
    Forbidden,
}

/// What the page opens with: the draft, how it will be kept, and what there is to say.
pub fn opening(in_tab: Found, shared: Found, first: Draft) -> (Draft, Keeping, Option<&'static str>) {
    let fallback = |in_tab: Found| match in_tab {
        Found::Draft(draft) => Some(*draft),
        _ => None,
    };
    match (in_tab, shared) {
        (Found::Draft(mine), Found::Draft(other)) if mine != other => (*mine, Keeping::Contested(other), None),
        (_, Found::Draft(draft)) => (*draft, Keeping::Here, None),
        (in_tab, Found::Nothing) => (fallback(in_tab).unwrap_or(first), Keeping::Here, None),
        (in_tab, Found::Damaged) => (
            fallback(in_tab).unwrap_or(first),
            Keeping::Here,
            Some("What was kept here was damaged and could not be read; it is put aside, and this is a fresh start."),
        ),
        (in_tab, Found::Newer) => (fallback(in_tab).unwrap_or(first), Keeping::Newer, None),
        (in_tab, Found::Forbidden) => (
            fallback(in_tab).unwrap_or(first),
            Keeping::Nowhere,
            Some("This browser keeps nothing for this page: your work lasts until you close it."),
        ),
    }
}
