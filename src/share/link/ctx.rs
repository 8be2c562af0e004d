//! A context as what it differs in from a scenario of the catalogue.

use serde::{Deserialize, Serialize};

use crate::{
    ory::{limits::minified, scenarios},
    share::lines::differences,
};

/// A context, kept short. Untagged: a text is the whole context, an object builds on a scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Kept {
    /// The whole text.
    Whole(String),
    /// A scenario's context with other lines.
    Scenario {
        /// Its id.
        s: String,
        /// How its text is laid out.
        #[serde(default, skip_serializing_if = "Layout::is_two")]
        y: Layout,
        /// The sum of the scenario's text, where lines differ: it may change in a later page.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        h: Option<u32>,
        /// Other lines: how many are kept, how many are left out then, what stands there instead.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        d: Vec<(usize, usize, Vec<String>)>,
    },
}

/// How JSON is laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Layout {
    /// Two blanks a level, a line break at the end: as the catalogue has it.
    #[default]
    #[serde(rename = "2")]
    Two,
    /// The same without the line break at the end.
    #[serde(rename = "2-")]
    TwoOpen,
    /// As go-jsonnet writes it: three blanks, `{ }`.
    #[serde(rename = "3")]
    Three,
    /// In one line.
    #[serde(rename = "0")]
    Short,
    /// The same with a line break at the end.
    #[serde(rename = "0n")]
    ShortLine,
}

impl Layout {
    const ALL: [Layout; 5] = [Layout::Two, Layout::TwoOpen, Layout::Three, Layout::Short, Layout::ShortLine];

    fn is_two(&self) -> bool {
        *self == Layout::Two
    }

    /// Minified JSON, laid out.
    fn apply(self, short: &str) -> String {
        match self {
            Layout::Two => laid_out(short, "  ", "") + "\n",
            Layout::TwoOpen => laid_out(short, "  ", ""),
            Layout::Three => laid_out(short, "   ", " ") + "\n",
            Layout::Short => short.to_owned(),
            Layout::ShortLine => format!("{short}\n"),
        }
    }
}

impl Kept {
    /// The shortest way to keep a context.
    pub fn of(ctx: &str) -> Self {
        let whole = || Kept::Whole(ctx.to_owned());
        if ctx.len() > 200_000 {
            return whole();
        }
        let short = minified(ctx);
        let Some(y) = Layout::ALL.into_iter().find(|layout| layout.apply(&short) == ctx) else { return whole() };
        let lines = laid_out(&short, "", "");
        let lines: Vec<&str> = lines.split('\n').collect();
        let mut best: Option<(usize, &str, String)> = None;
        for scenario in scenarios::all() {
            let base_short = minified(scenario.ctx());
            if base_short == short {
                return Kept::Scenario { s: scenario.id.to_owned(), y, h: None, d: Vec::new() };
            }
            let base = laid_out(&base_short, "", "");
            let base_lines: Vec<&str> = base.split('\n').collect();
            let rough = rough_cost(&base_lines, &lines);
            if best.as_ref().is_none_or(|(cost, ..)| rough < *cost) {
                best = Some((rough, scenario.id, base));
            }
        }
        match best {
            Some((cost, id, base)) if cost < ctx.len() * 3 / 4 => {
                let base_lines: Vec<&str> = base.split('\n').collect();
                Kept::Scenario { s: id.to_owned(), y, h: Some(sum(&base)), d: differences(&base_lines, &lines) }
            }
            _ => whole(),
        }
    }

    /// The context again. Where it cannot be had as it was, what can be had, and why, in a sentence.
    pub fn text(self, notes: &mut Vec<String>) -> String {
        let (s, y, h, d) = match self {
            Kept::Whole(text) => return text,
            Kept::Scenario { s, y, h, d } => (s, y, h, d),
        };
        let Some(scenario) = scenarios::find(&s) else {
            notes.push(format!(
                "Its context built on the scenario `{s}`, which this page does not have; it is empty now."
            ));
            return "{}
"
            .to_owned();
        };
        let short = minified(scenario.ctx());
        if d.is_empty() {
            return y.apply(&short);
        }
        let base = laid_out(&short, "", "");
        if h != Some(sum(&base)) {
            notes.push(format!("Its context was an edit of the scenario `{s}`, which has changed since; the scenario is shown as it is now."));
            return y.apply(&short);
        }
        let mut from = base.split('\n');
        let mut lines: Vec<String> = Vec::new();
        for (kept, left_out, instead) in d {
            lines.extend(from.by_ref().take(kept).map(str::to_owned));
            from.by_ref().take(left_out).for_each(drop);
            lines.extend(instead);
        }
        lines.extend(from.map(str::to_owned));
        y.apply(&minified(&lines.join("\n")))
    }
}

/// FNV-1a, 32 bits: to notice a scenario that has changed, not to withstand anybody.
fn sum(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// How many bytes stand in lines that the other text does not have: quick, and good enough to choose by.
fn rough_cost(base: &[&str], lines: &[&str]) -> usize {
    let known: std::collections::HashSet<&&str> = base.iter().collect();
    let fresh: usize = lines.iter().filter(|line| !known.contains(line)).map(|line| line.len() + 4).sum();
    let mine: std::collections::HashSet<&&str> = lines.iter().collect();
    fresh + base.iter().filter(|line| !mine.contains(line)).count()
}

/// Minified JSON over lines: `indent` a level, `empty` inside `{}` and `[]`.
fn laid_out(short: &str, indent: &str, empty: &str) -> String {
    let mut text = String::with_capacity(short.len() * 2);
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    let mut signs = short.chars().peekable();
    let line = |text: &mut String, depth: usize| {
        text.push('\n');
        text.extend(std::iter::repeat_n(indent, depth));
    };
    while let Some(sign) = signs.next() {
        if in_string {
            text.push(sign);
            in_string = escaped || sign != '"';
            escaped = !escaped && sign == '\\';
            continue;
        }
        match sign {
            '"' => {
                in_string = true;
                text.push(sign);
            }
            '{' | '[' => {
                text.push(sign);
                if let Some(end) = signs.next_if(|next| matches!((sign, next), ('{', '}') | ('[', ']'))) {
                    text.push_str(empty);
                    text.push(end);
                } else {
                    depth += 1;
                    line(&mut text, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line(&mut text, depth);
                text.push(sign);
            }
            ',' => {
                text.push(sign);
                line(&mut text, depth);
            }
            ':' => {
                text.push(sign);
                if !indent.is_empty() {
                    text.push(' ');
                }
            }
            _ => text.push(sign),
        }
    }
    text
}
