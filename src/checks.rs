//! Every finding the page can show about a draft, one file a check.
//!
//! A check's id is its path below `src/checks`, its words stand beside its code, and its examples are its tests:
//! [`all`] is held against the folder, and every example against its check, in `tests/native/checks.rs`.

pub mod template;

use crate::{
    diagnostic::{Finding, Level},
    draft::Draft,
    engine::Evaluation,
};

/// What a check may look at.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// What the user wrote and chose.
    pub draft: &'a Draft,
    /// What the engine made of it.
    pub evaluation: &'a Evaluation,
}

/// A template in a scenario, by the scenario's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// The template.
    pub template: &'static str,
    /// The scenario whose `ctx` it gets.
    pub scenario: &'static str,
}

/// One rule, with its words and its examples.
#[derive(Debug, Clone, Copy)]
pub struct Check {
    /// Its name: the path of its file (`template/missing-field`).
    pub id: &'static str,
    /// How much it weighs.
    pub level: Level,
    /// What it finds, in one sentence.
    pub finds: &'static str,
    /// Where the fact behind it comes from.
    pub source: &'static str,
    /// Drafts in which it has exactly one finding.
    pub fires: &'static [Example],
    /// Drafts in which it has none.
    pub silent: &'static [Example],
    /// Finds it.
    pub run: fn(Facts) -> Vec<Finding>,
}

/// Every check, in reading order.
pub fn all() -> Vec<&'static Check> {
    template::CHECKS.to_vec()
}

/// Everything there is to find, errors first, then in the order of the checks.
pub fn run(facts: Facts) -> Vec<Finding> {
    let mut findings: Vec<Finding> = all().into_iter().flat_map(|check| (check.run)(facts)).collect();
    findings.sort_by_key(|finding| finding.level);
    findings
}
