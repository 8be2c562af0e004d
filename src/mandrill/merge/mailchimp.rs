//! Mailchimp's merge tags (source: facts on Mandrill 6.3).

use super::{Fault, Field, Merged, NoteKind, Notes, Value, Variables, date, value::number_in, words};
use crate::diagnostic::Span;

/// Merges one text.
///
/// # Errors
///
/// The first tag that cannot be merged: an `IF` that is not closed, or a part of one that stands alone.
pub fn merge(text: &str, field: Field, variables: &Variables) -> Result<Merged, Fault> {
    let mut run = Run { field, variables, out: String::new(), notes: Notes::default(), open: Vec::new() };
    let mut at = 0;
    while let Some((span, content)) = next_tag(text, at) {
        run.literal(text.get(at..span.start).unwrap_or_default());
        run.tag(span, content)?;
        at = span.end;
    }
    run.literal(text.get(at..).unwrap_or_default());
    if let Some(open) = run.open.last() {
        return Err(Fault::new(open.span, "This IF has no `*|END:IF|*`."));
    }
    Ok(run.notes.into_merged(run.out))
}

/// The next tag from a place on, with what stands between its marks; whatever only looks like one is passed over.
fn next_tag(text: &str, mut from: usize) -> Option<(Span, &str)> {
    loop {
        let start = from + text.get(from..)?.find("*|")?;
        let inside = start + 2;
        let end = inside + text.get(inside..)?.find("|*")?;
        let content = text.get(inside..end)?;
        if is_tag(content) {
            return Some((Span::new(start, end + 2), content));
        }
        from = inside;
    }
}

fn is_tag(content: &str) -> bool {
    let (word, rest) = content.split_once(':').map_or((content, None), |(word, rest)| (word, Some(rest)));
    let named = word.starts_with(|first: char| first.is_ascii_alphanumeric())
        && word.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    named && !content.contains('\n') && !rest.is_some_and(|rest| rest.contains("*|"))
}

/// One `IF` and where its reader stands.
struct Open {
    span: Span,
    /// Whether what it stands in is printed at all.
    outer: bool,
    /// Whether one of its branches has been taken.
    taken: bool,
    /// Whether the branch being read is printed.
    now: bool,
    /// Whether its `ELSE` has come.
    last: bool,
}

struct Run<'a> {
    field: Field,
    variables: &'a Variables,
    out: String,
    notes: Notes,
    open: Vec<Open>,
}

impl Run<'_> {
    fn printing(&self) -> bool {
        self.open.last().is_none_or(|open| open.now)
    }

    fn literal(&mut self, text: &str) {
        if self.printing() {
            self.out.push_str(text);
        }
    }

    fn tag(&mut self, span: Span, content: &str) -> Result<(), Fault> {
        let (word, rest) = content.split_once(':').map_or((content, None), |(word, rest)| (word, Some(rest)));
        match (word.to_ascii_uppercase().as_str(), rest) {
            ("IF", Some(test)) => self.begin(span, test, false),
            ("IFNOT", Some(test)) => self.begin(span, test, true),
            ("ELSEIF", Some(test)) => {
                let holds = self.holds(span, test);
                self.branch(span, "ELSEIF", holds, false)?;
            }
            ("ELSE", Some(_)) => self.branch(span, "ELSE", true, true)?,
            ("END", Some(what)) if what.eq_ignore_ascii_case("IF") => {
                self.open.pop().ok_or_else(|| Fault::new(span, "This END:IF closes no IF."))?;
            }
            _ if !self.printing() => {}
            ("HTML", Some(name)) => {
                let value = self.value(span, name);
                self.out.push_str(&value);
            }
            ("UPPER", Some(name)) => self.print(span, name, |text| text.to_uppercase()),
            ("LOWER", Some(name)) => self.print(span, name, |text| text.to_lowercase()),
            ("TITLE", Some(name)) => self.print(span, name, words::title),
            ("DATE", Some(format)) => self.out.push_str(&date::printed(format, self.variables.now)),
            ("UNSUB", Some(target)) => {
                self.notes.unsettled(span, "Mandrill puts a link of its own here that leads to this address.");
                self.out.push_str(target);
            }
            ("CURRENT_YEAR", None) if self.variables.get("CURRENT_YEAR").is_none() => {
                self.out.push_str(&date::printed("Y", self.variables.now));
            }
            (_, None) => self.print(span, content, str::to_owned),
            (other, Some(_)) => {
                self.notes
                    .unsettled(span, format!("Whether Mandrill knows `{other}:` is not known; it stays as typed."));
                self.out.push_str(&format!("*|{content}|*"));
            }
        }
        if self.out.len() > super::LONGEST {
            return Err(Fault::new(span, "The merged text grows beyond 10 MB, more than Mandrill takes."));
        }
        Ok(())
    }

    fn begin(&mut self, span: Span, test: &str, not: bool) {
        let outer = self.printing();
        let now = self.holds(span, test) != not;
        self.open.push(Open { span, outer, taken: now, now: outer && now, last: false });
    }

    fn branch(&mut self, span: Span, word: &str, holds: bool, last: bool) -> Result<(), Fault> {
        let open = self.open.last_mut().ok_or_else(|| Fault::new(span, format!("This {word} stands in no IF.")))?;
        if open.last {
            return Err(Fault::new(span, format!("This {word} comes after the ELSE of its IF.")));
        }
        open.now = open.outer && !open.taken && holds;
        open.taken |= holds;
        open.last = last;
        Ok(())
    }

    /// `NAME`, `NAME=value`, `NAME!=value`; `<`, `>`, `<=`, `>=` compare numbers, and texts when one is none.
    fn holds(&mut self, span: Span, test: &str) -> bool {
        let Some(at) = test.find(['=', '!', '<', '>']) else {
            let value = self.variables.get(test.trim());
            if value.and_then(Value::text) == Some("0") {
                self.notes.unsettled(span, "Whether Mandrill takes the text `0` for false is not known.");
            }
            return value.is_some_and(Value::holds);
        };
        let (name, rest) = test.split_at(at);
        let operator = ["!=", "<=", ">=", "==", "=", "<", ">"].into_iter().find(|sign| rest.starts_with(sign));
        let Some(operator) = operator else { return false };
        let value = self.variables.get(name.trim());
        let left = value.map(Value::printed).unwrap_or_default();
        let right = rest.get(operator.len()..).unwrap_or_default().trim();
        let order = match (number_in(&left), number_in(right)) {
            (Some(left), Some(right)) => left.partial_cmp(&right),
            _ => Some(left.as_str().cmp(right)),
        };
        match operator {
            "=" | "==" => value.is_some() && left == right,
            "!=" => left != right,
            // Without a value there is nothing to compare.
            _ if left.is_empty() => false,
            "<" => order.is_some_and(|order| order.is_lt()),
            ">" => order.is_some_and(|order| order.is_gt()),
            "<=" => order.is_some_and(|order| order.is_le()),
            _ => order.is_some_and(|order| order.is_ge()),
        }
    }

    fn value(&mut self, span: Span, name: &str) -> String {
        let Some(value) = self.variables.get(name.trim()) else {
            self.notes.add(span, NoteKind::Empty, format!("`{name}` is not set, so nothing is printed."));
            return String::new();
        };
        if matches!(value, Value::Bool(_) | Value::List(_) | Value::Object(_)) {
            self.notes.unsettled(span, format!("How Mandrill prints `{name}`, which is no text, is not known."));
        }
        value.printed()
    }

    fn print(&mut self, span: Span, name: &str, change: impl Fn(&str) -> String) {
        let text = change(&self.value(span, name));
        let escaped = words::escaped(&text);
        if self.field == Field::Plain || escaped == text {
            self.out.push_str(&text);
        } else {
            let words =
                format!("Whether Mandrill escapes `{name}` is not known; `*|HTML:{name}|*` prints it as it is.");
            self.notes.unsettled(span, words);
            self.out.push_str(&escaped);
        }
    }
}
