//! How near a draft is to what Ory's worker takes.

mod input;
mod output;

use super::{Check, Facts};
use crate::{
    diagnostic::{Delivery, Document, Finding, Level},
    ory::limits::{LimitName, Standing},
};

/// In reading order.
pub const CHECKS: &[&Check] = &[&input::CHECK, &output::CHECK];

/// What there is to say of one limit: a failure over it, a warning near it.
fn finding(check: &Check, facts: Facts, name: LimitName, whole: &str, why: &str, remedy: &str) -> Vec<Finding> {
    let Some(limit) = facts.limits.iter().find(|limit| limit.name == name) else { return Vec::new() };
    let percent = limit.used * 100 / limit.most;
    let (level, what) = match limit.standing() {
        Standing::Fine => return Vec::new(),
        Standing::Near => (Level::Warning, format!("This is {percent} % of {whole}.")),
        Standing::Over => {
            (Level::Error, format!("This is too large for {whole}: {} of {} bytes.", limit.used, limit.most))
        }
    };
    vec![Finding {
        id: check.id.to_owned(),
        level,
        document: Document::Template,
        span: None,
        what,
        why: why.to_owned(),
        remedy: remedy.to_owned(),
        ory: (level == Level::Error).then(|| limit.words().to_owned()),
        path: None,
        fix: Vec::new(),
        delivery: Delivery::Accepted,
        muted: false,
        takes_key: None,
        settings: Vec::new(),
    }]
}
