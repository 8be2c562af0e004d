//! Every scenario at once, as the strip below the result shows it: grouped by flow and method, counted, named.

use crate::{
    diagnostic::{Delivery, Document, Span},
    draft::{ActionDraft, Placement, Revision},
    ory::scenarios::{self, Runs, Scenario},
    report::{Report, Verdict, answer::Answer},
    state::{State, chosen::Chosen},
    worker::survey,
};

/// What came of a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Not known for the present template.
    Unknown,
    /// The body is posted.
    Sends,
    /// The body is posted, and Mandrill takes it, but nobody gets a mail.
    Nobody,
    /// The body is posted, and Mandrill refuses it.
    Refused,
    /// The template cancels it.
    Cancelled,
    /// The hook fails.
    Fails,
    /// It was ended over Ory's time.
    Stopped,
}

impl Mark {
    /// Of an answer.
    pub fn of(answer: Option<&Answer>) -> Self {
        answer.and_then(Answer::report).map_or(Mark::Unknown, |(_, report)| Mark::of_report(report))
    }

    fn of_report(report: &Report) -> Self {
        match report.verdict {
            Verdict::Sends => match report.delivery {
                Some(Delivery::Refused) => Mark::Refused,
                Some(Delivery::Nobody) => Mark::Nobody,
                Some(Delivery::Accepted) | None => Mark::Sends,
            },
            Verdict::Cancelled => Mark::Cancelled,
            Verdict::Fails => Mark::Fails,
            Verdict::Stopped => Mark::Stopped,
        }
    }

    /// Its class in the style sheets, its sign, and its word.
    pub fn face(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Mark::Unknown => ("unknown", "·", "not known yet"),
            Mark::Sends => ("good", "✓", "sends"),
            Mark::Nobody => ("warn", "!", "sends, and nobody gets it"),
            Mark::Refused => ("warn", "!", "sends, and Mandrill refuses it"),
            Mark::Cancelled => ("off", "–", "cancelled"),
            Mark::Fails => ("bad", "✕", "fails"),
            Mark::Stopped => ("bad", "✕", "stopped"),
        }
    }

    /// Whether the hook fails.
    pub fn is_bad(self) -> bool {
        matches!(self, Mark::Fails | Mark::Stopped)
    }
}

/// One scenario in the strip.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Which.
    pub scenario: Chosen,
    /// What came of it.
    pub mark: Mark,
    /// Its name under the heading of its group, which is not said again.
    pub label: String,
    /// Its name and what came of it: `Registration by code: fails at line 12`.
    pub name: String,
    /// Where in the template it goes wrong, and in which revision of that.
    pub place: Option<(Revision, Span)>,
}

/// The scenarios of one method, or of none.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The method's name in the configuration; empty where there is none.
    pub method: &'static str,
    /// Its scenarios.
    pub cells: Vec<Cell>,
}

/// The scenarios of one flow and moment, or the user's own.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// `Registration · after`.
    pub title: String,
    /// Its scenarios, by method.
    pub parts: Vec<Part>,
}

/// How many of the scenarios there are of each mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Those that send.
    pub sends: usize,
    /// Those that send, and no mail comes of it.
    pub lost: usize,
    /// Those that are cancelled.
    pub cancelled: usize,
    /// Those that fail or are stopped.
    pub fails: usize,
    /// Those not known yet.
    pub unknown: usize,
}

impl Counts {
    /// All of them.
    pub fn all(self) -> usize {
        self.sends + self.lost + self.cancelled + self.fails + self.unknown
    }
}

/// Counts what is known.
pub fn count(cells: &[survey::Cell<Chosen, Answer>]) -> Counts {
    let mut counts = Counts::default();
    for cell in cells {
        match Mark::of(cell.answer.as_ref()) {
            Mark::Unknown => counts.unknown += 1,
            Mark::Sends => counts.sends += 1,
            Mark::Nobody | Mark::Refused => counts.lost += 1,
            Mark::Cancelled => counts.cancelled += 1,
            Mark::Fails | Mark::Stopped => counts.fails += 1,
        }
    }
    counts
}

/// The groups in the order people meet them, the user's own last.
pub fn groups(state: &State, cells: &[survey::Cell<Chosen, Answer>]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for cell in cells {
        let known = match cell.key {
            Chosen::Catalogue(id) => scenarios::find(id),
            Chosen::Own(_) | Chosen::Free => None,
        };
        let title = known.map_or_else(|| "Your own".to_owned(), Scenario::group);
        let method = known.and_then(|scenario| scenario.method).map_or("", |method| method.name());
        let cell = of(state.title_of(cell.key), known, cell);
        let at = groups.iter().position(|group| group.title == title).unwrap_or_else(|| {
            groups.push(Group { title, parts: Vec::new() });
            groups.len() - 1
        });
        let Some(group) = groups.get_mut(at) else { continue };
        match group.parts.iter_mut().find(|part| part.method == method) {
            Some(part) => part.cells.push(cell),
            None => group.parts.push(Part { method, cells: vec![cell] }),
        }
    }
    groups
}

fn of(title: &str, known: Option<&Scenario>, cell: &survey::Cell<Chosen, Answer>) -> Cell {
    let mark = Mark::of(cell.answer.as_ref());
    let told = cell.answer.as_ref().and_then(Answer::report);
    let trouble = told.and_then(|(_, report)| report.trouble.as_ref());
    let line = trouble.and_then(|trouble| trouble.place).map(|place| format!(" at line {}", place.line));
    let place = told.zip(trouble).and_then(|((revision, _), trouble)| {
        (trouble.document == Document::Template).then_some((revision, trouble.span?))
    });
    let (_, _, word) = mark.face();
    Cell {
        scenario: cell.key,
        mark,
        label: label(title, known),
        name: format!("{title}: {word}{}", line.unwrap_or_default()),
        place,
    }
}

/// A title without what its group's heading says already.
fn label(title: &str, known: Option<&Scenario>) -> String {
    let said = known.map(|scenario| scenario.group());
    let first = said.as_deref().and_then(|group| group.split(' ').next()).unwrap_or_default();
    let rest = match title.strip_prefix(first) {
        Some(rest) if !first.is_empty() => rest.trim_start_matches([',', ' ']),
        _ => title,
    };
    if rest.is_empty() { title.to_owned() } else { rest.to_owned() }
}

/// A context that the hook never gets where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misplaced {
    /// Why, for people.
    pub words: String,
    /// A scenario of the catalogue that it does get: its id and title.
    pub instead: Option<(&'static str, &'static str)>,
}

/// Whether the chosen scenario can come at the hook's places at all.
pub fn misplaced(chosen: Chosen, placement: &Placement, action: &ActionDraft) -> Option<Misplaced> {
    let Chosen::Catalogue(id) = chosen else { return None };
    let scenario = scenarios::find(id)?;
    let fitting = scenarios::fitting(placement, action);
    if fitting.iter().any(|fits| fits.id == id) {
        return None;
    }
    let same_moment = |other: &&Scenario| (other.flow, other.moment) == (scenario.flow, scenario.moment);
    let words = if !fitting.iter().any(&same_moment) {
        format!(
            "This context comes {} {}; the hook does not stand there.",
            scenario.moment.name(),
            scenario.flow.name()
        )
    } else if scenario.runs == Runs::Parse {
        "Ory hands out this context only to a hook that parses the response, which this one does not.".to_owned()
    } else if action.parse_response {
        "A hook that parses the response runs earlier, and gets the context from before anything is saved.".to_owned()
    } else if scenario.runs == Runs::Beside {
        "This context comes only to a hook that runs beside the flow.".to_owned()
    } else {
        let method = scenario.method.map_or("", |method| method.name());
        format!("This context comes after {method}; the hook does not stand there.")
    };
    let nearest = fitting.iter().find(|other| same_moment(other)).or(fitting.first());
    Some(Misplaced { words, instead: nearest.map(|scenario| (scenario.id, scenario.title.as_str())) })
}
