//! The user's own scenarios: names that are unique, numbers that stay the same whatever is renamed or deleted.

use crate::draft::OwnScenario;

/// Which of the user's own scenarios; never given twice while the page is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OwnId(pub u64);

/// One of the user's own scenarios under its number.
pub type Numbered = (OwnId, OwnScenario);

/// `name`, with a number when that is taken by another than `but`.
pub fn unique(name: &str, own: &[Numbered], but: Option<OwnId>) -> String {
    let taken = |name: &str| own.iter().any(|(id, scenario)| Some(*id) != but && scenario.name == name);
    if !taken(name) {
        return name.to_owned();
    }
    (2..).map(|number: u64| format!("{name} {number}")).find(|name| !taken(name)).unwrap_or_default()
}

/// What changes of a scenario are called.
pub fn mine(title: &str, own: &[Numbered]) -> String {
    let base = title.split(", mine").next().unwrap_or(title);
    unique(&format!("{base}, mine"), own, None)
}
