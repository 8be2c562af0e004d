//! What an expression gives in other scenarios, in a line.

use super::values::Gave;

/// How many characters of a value are shown.
const SHOWN: usize = 30;
/// So few scenarios of a kind are named; more are counted.
const NAMED: usize = 2;
/// How many other values are shown.
const VALUES: usize = 2;

/// What it gave in a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct There {
    /// The scenario's name.
    pub title: String,
    /// What it gave, whole.
    pub gave: Gave,
}

/// In Markdown: `In 11 other scenarios: the same in 8 · absent in 2 (Login by code; …) · "Bob" in 1 (…)`. None where there are no
/// others, or where it gave nothing that could be compared. `all` is how many others there are; fewer of them may have been
/// looked at, and then that is said.
pub fn words(now: &Gave, there: &[There], all: usize) -> Option<String> {
    if *now == Gave::Never || all == 0 {
        return None;
    }
    let scenarios = |count: usize| if count == 1 { "scenario" } else { "scenarios" };
    let looked = there.len();
    if looked == 0 {
        return Some(format!("Not looked at in {all} other {}: that would take too long.", scenarios(all)));
    }
    let some = if looked < all { format!("{looked} of ") } else { String::new() };
    let head = format!("{some}{all} other {}", scenarios(all));
    let (same, different): (Vec<&There>, Vec<&There>) = there.iter().partition(|there| there.gave == *now);
    let rest = if looked < all { " The others were not looked at: that would take too long." } else { "" };
    if different.is_empty() {
        return Some(format!("The same in {head}.{rest}"));
    }
    let mut parts: Vec<String> = Vec::new();
    if !same.is_empty() {
        parts.push(format!("the same in {}", same.len()));
    }
    let absent = |gave: &Gave| matches!(gave, Gave::Fails(words) if words.contains("Field does not exist"));
    let fails = |gave: &Gave| matches!(gave, Gave::Fails(_)) && !absent(gave);
    let of =
        |kind: &dyn Fn(&Gave) -> bool| different.iter().filter(|it| kind(&it.gave)).copied().collect::<Vec<&There>>();
    for (word, found) in
        [("absent", of(&absent)), ("fails", of(&fails)), ("not asked for", of(&|gave| *gave == Gave::Never))]
    {
        if !found.is_empty() {
            parts.push(format!("{word} in {}", named(&found)));
        }
    }
    let mut values: Vec<(&str, Vec<&There>)> = Vec::new();
    for it in &different {
        let Gave::Value(value) = &it.gave else { continue };
        match values.iter_mut().find(|(known, _)| known == value) {
            Some((_, found)) => found.push(it),
            None => values.push((value, vec![it])),
        }
    }
    // The most frequent first; of those, in the order of the scenarios.
    values.sort_by_key(|(_, found)| std::cmp::Reverse(found.len()));
    for (value, found) in values.iter().take(VALUES) {
        parts.push(format!("`{}` in {}", cut(value), named(found)));
    }
    let more: usize = values.iter().skip(VALUES).map(|(_, found)| found.len()).sum();
    if more > 0 {
        parts.push(format!("other values in {more}"));
    }
    Some(format!("In {head}: {}.{rest}", parts.join(" · ")))
}

/// `2 (Login by code; Login by passkey)`.
fn named(found: &[&There]) -> String {
    if found.len() > NAMED {
        return found.len().to_string();
    }
    let titles: Vec<&str> = found.iter().map(|it| it.title.as_str()).collect();
    // Titles have commas of their own.
    format!("{} ({})", found.len(), titles.join("; "))
}

/// A value, shortened, as code.
fn cut(value: &str) -> String {
    let value = value.replace('`', "'");
    match value.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &value[..at]),
        None => value,
    }
}
