//! A verdict as it is told: clients as a table, features with who leaves them out, in the words of people.

use super::{Client, Data, Support, Used, Verdict};
use crate::diagnostic::{Place, Span};

/// The columns of [`rows`]: where a client runs.
pub const COLUMNS: [&str; 5] = ["Web", "Android", "iOS", "macOS", "Windows"];

/// A row of the table: a family of clients.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its client in each of [`COLUMNS`], by its place in [`Data::clients`].
    pub cells: [Option<usize>; COLUMNS.len()],
}

/// The clients as a table; a family has another row where two of its clients run in the same place.
pub fn rows(clients: &[Client]) -> Vec<Row> {
    let mut rows: Vec<(&str, Row)> = Vec::new();
    for (at, client) in clients.iter().enumerate() {
        let column = COLUMNS.iter().position(|name| client.platform.starts_with(name)).unwrap_or(0);
        let first = rows.iter().position(|(family, _)| *family == client.family);
        match first.and_then(|first| rows.get_mut(first)).map(|(_, row)| &mut row.cells[column]) {
            Some(cell @ None) => *cell = Some(at),
            taken => {
                let name = match taken {
                    Some(_) => format!("{}, {}", client.family, client.place()),
                    None => client.family.clone(),
                };
                let mut cells = [None; COLUMNS.len()];
                cells[column] = Some(at);
                rows.push((&client.family, Row { name, cells }));
            }
        }
    }
    rows.into_iter().map(|(_, row)| row).collect()
}

/// How good a client's share is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Too little of what the html uses was tested in it to tell.
    Unknown,
    /// All, or nearly.
    Good,
    /// Most.
    Fair,
    /// Much is missing.
    Poor,
}

/// A share in whole per cent; only what is all of it is 100, only what is nothing 0.
pub fn percent(share: f32) -> u8 {
    if share <= 0.0 {
        0
    } else if share >= 100.0 {
        100
    } else {
        // Within 1 to 99 by what comes before.
        share.round().clamp(1.0, 99.0) as u8
    }
}

impl Client {
    /// `Outlook on Windows`.
    pub fn name(&self) -> String {
        match self.platform.as_str() {
            "Outlook.com" | "Windows Mail" => self.platform.clone(),
            "Desktop Webmail" | "Mobile Webmail" => format!("{} on the {}", self.family, self.place()),
            platform => format!("{} on {platform}", self.family),
        }
    }

    /// Where it runs, in a word.
    fn place(&self) -> &str {
        match self.platform.as_str() {
            "Desktop Webmail" => "web",
            "Mobile Webmail" => "mobile web",
            platform => platform,
        }
    }
}

/// Several clients in a line, by their families: `Gmail (Android, iOS), Yahoo! Mail (all)`.
pub fn named(data: &Data, clients: &[usize]) -> String {
    let mut families: Vec<(&str, Vec<&str>)> = Vec::new();
    for client in clients.iter().filter_map(|at| data.clients.get(*at)) {
        let platform = client.place();
        match families.iter_mut().find(|(family, _)| *family == client.family) {
            Some((_, platforms)) => platforms.push(platform),
            None => families.push((&client.family, vec![platform])),
        }
    }
    let each = families.iter().map(|(family, platforms)| {
        let all = data.clients.iter().filter(|client| client.family == *family).count();
        match (all, platforms.len()) {
            (1, _) => (*family).to_owned(),
            (all, some) if all == some => format!("{family} (all)"),
            _ => format!("{family} ({})", platforms.join(", ")),
        }
    });
    each.collect::<Vec<_>>().join(", ")
}

impl Verdict {
    /// How well a client shows it.
    pub fn standing(&self, client: usize) -> Standing {
        let known = |used: &&Used| used.support.get(client).is_some_and(|support| *support != Support::Unknown);
        let tested = self.used.iter().filter(known).count();
        match self.clients.get(client).copied().flatten().map(percent) {
            Some(share) if tested * 2 >= self.used.len() => match share {
                90.. => Standing::Good,
                70.. => Standing::Fair,
                _ => Standing::Poor,
            },
            _ => Standing::Unknown,
        }
    }

    /// The clients that show least, worst first: so many at most, none that shows all, and none that was hardly tested.
    pub fn worst(&self, most: usize) -> Vec<(usize, f32)> {
        let mut all: Vec<(usize, f32)> =
            self.clients.iter().enumerate().filter_map(|(at, share)| Some((at, (*share)?))).collect();
        all.retain(|(at, share)| *share < 100.0 && self.standing(*at) != Standing::Unknown);
        all.sort_by(|(_, one), (_, other)| one.total_cmp(other));
        all.truncate(most);
        all
    }

    /// How many features a client leaves out, and how many it shows in part.
    pub fn of_client(&self, client: usize) -> (usize, usize) {
        let count = |wanted| self.used.iter().filter(|used| used.support.get(client).copied() == Some(wanted)).count();
        (count(Support::None), count(Support::Partial))
    }
}

impl Used {
    /// The clients that do this with it, by their places in [`Data::clients`].
    pub fn clients(&self, wanted: Support) -> Vec<usize> {
        let all = self.support.iter().enumerate();
        all.filter(|(_, support)| **support == wanted).map(|(at, _)| at).collect()
    }

    /// Whether a client, or any at all, leaves it out or shows it in part.
    pub fn is_trouble(&self, client: Option<usize>) -> bool {
        let trouble = |support: &Support| matches!(support, Support::None | Support::Partial);
        match client {
            Some(client) => self.support.get(client).is_some_and(trouble),
            None => self.support.iter().any(trouble),
        }
    }
}

/// A place of the html as it is listed: its line, and what stands there, cut.
pub fn shown(html: &str, place: Span) -> (usize, String) {
    const MOST: usize = 80;
    let text = place.of(html);
    let mut line = text.chars().take(MOST).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().nth(MOST).is_some() {
        line.push('…');
    }
    (Place::of(html, place.start.min(html.len())).line, line)
}
