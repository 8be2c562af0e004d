//! YAML, with Helm's templates left in it.

use std::collections::HashMap;

use saphyr_parser_bw::{Event, Parser, ScalarStyle};

use super::value::{Fault, Id, Tree, Value};

/// How deep values may nest.
const DEEPEST: usize = 200;

/// Where Helm's `{{ … }}` are kept while YAML is read: characters nobody types.
const OPEN: char = '\u{F8F0}';
const CLOSE: char = '\u{F8F1}';

/// A container that is being read.
enum Open {
    List(Vec<Id>, usize, usize),
    Map(Vec<(String, Id)>, Option<String>, usize, usize),
}

/// The roots of every document in `text`, and what ended the reading early; what was read until then is kept.
/// Lines count from `base`.
pub(super) fn read(tree: &mut Tree, text: &str, base: usize) -> (Vec<Id>, Option<Fault>) {
    let helm = hide(text);
    let (text, actions) = match &helm {
        Some((text, actions)) => (text.as_str(), actions.as_slice()),
        None => (text, &[][..]),
    };
    let mut reader = Reader { tree, actions, open: Vec::new(), roots: Vec::new(), anchors: HashMap::new() };
    let mut fault = None;
    for event in Parser::new_from_str(text) {
        let (event, span) = match event {
            Ok(event) => event,
            Err(error) => {
                fault = Some(Fault {
                    line: base + error.marker().line().saturating_sub(1),
                    column: error.marker().col() + 1,
                    what: format!("this is not YAML: {}", error.info()),
                });
                break;
            }
        };
        let line = base + span.start.line().saturating_sub(1);
        if let Err(what) = reader.event(event, line) {
            fault = Some(Fault { line, column: span.start.col() + 1, what: what.to_owned() });
            break;
        }
    }
    reader.finish();
    (reader.roots, fault)
}

struct Reader<'a> {
    tree: &'a mut Tree,
    actions: &'a [String],
    open: Vec<Open>,
    roots: Vec<Id>,
    anchors: HashMap<usize, Id>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, line: usize) -> Result<(), &'static str> {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                if style == ScalarStyle::Plain
                    && let Some(Open::Map(_, key @ None, ..)) = self.open.last_mut()
                {
                    *key = Some(shown(&text, self.actions));
                    return Ok(());
                }
                let text = shown(&text, self.actions);
                if let Some(Open::Map(_, key @ None, ..)) = self.open.last_mut() {
                    *key = Some(text);
                    return Ok(());
                }
                let value = if style == ScalarStyle::Plain { plain(text) } else { Value::Text(text) };
                let id = self.tree.add(value, line);
                self.put(id, anchor);
            }
            Event::SequenceStart(anchor, _) => self.start(Open::List(Vec::new(), line, anchor))?,
            Event::MappingStart(anchor, _) => self.start(Open::Map(Vec::new(), None, line, anchor))?,
            Event::SequenceEnd | Event::MappingEnd => self.end(),
            Event::Alias(anchor) => {
                // An alias inside its own anchor has no value yet: nothing is put there, so no circle can come of it.
                let id = self.anchors.get(&anchor).copied();
                let id = id.unwrap_or_else(|| self.tree.add(Value::Null, line));
                self.put(id, 0);
            }
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, open: Open) -> Result<(), &'static str> {
        if self.open.len() >= DEEPEST {
            return Err("values nest deeper than 200 levels here");
        }
        self.open.push(open);
        Ok(())
    }

    fn end(&mut self) {
        let (value, line, anchor) = match self.open.pop() {
            Some(Open::List(items, line, anchor)) => (Value::List(items), line, anchor),
            Some(Open::Map(mut entries, key, line, anchor)) => {
                // A name whose value never came: the text ends here.
                if let Some(key) = key {
                    let nothing = self.tree.add(Value::Null, line);
                    entries.push((key, nothing));
                }
                (Value::Map(entries), line, anchor)
            }
            None => return,
        };
        let id = self.tree.add(value, line);
        self.put(id, anchor);
    }

    fn put(&mut self, id: Id, anchor: usize) {
        if anchor != 0 {
            self.anchors.insert(anchor, id);
        }
        match self.open.last_mut() {
            Some(Open::List(items, ..)) => items.push(id),
            Some(Open::Map(entries, key, ..)) => match key.take() {
                Some(key) => entries.push((key, id)),
                // A list or map as a name: nothing of Ory's has one.
                None => *key = Some(String::new()),
            },
            None => self.roots.push(id),
        }
    }

    fn finish(&mut self) {
        while !self.open.is_empty() {
            self.end();
        }
    }
}

fn plain(text: String) -> Value {
    match text.as_str() {
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        // A number stays a text: `url: 1` is no address either way.
        _ => Value::Text(text),
    }
}

/// The text with Helm's actions hidden: a line of nothing else becomes a comment, another action a mark with its number.
/// `None` when there is none.
fn hide(text: &str) -> Option<(String, Vec<String>)> {
    /// No action is longer, in characters.
    const LONGEST: usize = 500;
    if !text.contains("{{") {
        return None;
    }
    let mut hidden = String::with_capacity(text.len());
    let mut actions = Vec::new();
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let alone = trimmed.starts_with("{{")
            && trimmed.ends_with("}}")
            && trimmed.matches("{{").count() == 1
            && is_go(trimmed);
        if alone {
            hidden.push('#');
            hidden.push_str(if line.ends_with('\n') { "\n" } else { "" });
            continue;
        }
        if !line.contains("}}") {
            hidden.push_str(line);
            continue;
        }
        let mut rest = line;
        while let Some((before, after)) = rest.split_once("{{") {
            // An action is short: a long line is not looked through to its end for each.
            let near = after.char_indices().nth(LONGEST).map_or(after, |(end, _)| &after[..end]);
            let action = near.split_once("}}").map(|(action, _)| action).filter(|action| is_go(action));
            hidden.push_str(before);
            let Some(action) = action else {
                hidden.push_str("{{");
                rest = after;
                continue;
            };
            hidden.push(OPEN);
            hidden.push_str(&actions.len().to_string());
            hidden.push(CLOSE);
            actions.push(format!("{{{{{action}}}}}"));
            rest = after.get(action.len() + 2..).unwrap_or_default();
        }
        hidden.push_str(rest);
    }
    Some((hidden, actions))
}

/// Whether what stands between `{{` and `}}` is an action of Go's templates, not a mark that a mail's text may have.
pub(super) fn is_go(action: &str) -> bool {
    let action = action.trim_start_matches('{').trim_end_matches('}').trim_matches('-').trim();
    let word = action.split(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    action.starts_with(['.', '$', '`', '"', '('])
        || action.starts_with("/*")
        || matches!(
            word,
            "if" | "else"
                | "end"
                | "range"
                | "with"
                | "define"
                | "template"
                | "block"
                | "include"
                | "tpl"
                | "toYaml"
                | "toJson"
                | "default"
                | "required"
                | "quote"
                | "printf"
                | "lookup"
                | "b64enc"
                | "fromYaml"
                | "indent"
                | "nindent"
                | "env"
                | "key"
                | "secret"
                | "op"
        ) && (action.contains(char::is_whitespace) || matches!(word, "else" | "end"))
}

/// The text with its actions put back.
fn shown(text: &str, actions: &[String]) -> String {
    if actions.is_empty() || !text.contains(OPEN) {
        return text.to_owned();
    }
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(OPEN) {
        whole.push_str(before);
        let Some((number, after)) = after.split_once(CLOSE) else { break };
        whole.push_str(number.parse().ok().and_then(|at: usize| actions.get(at)).map_or("", String::as_str));
        rest = after;
    }
    whole + rest
}
