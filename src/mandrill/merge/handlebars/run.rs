//! The printer: [`Program`] and variables to text.

use super::{Block, Call, Expression, Node, Path, Program};
use crate::mandrill::merge::{Fault, Field, LONGEST, NoteKind, Notes, Value, Variables, date, words};

/// More rounds than any mail needs: loops in loops end here, also where they print nothing.
const MOST_ROUNDS: usize = 1_000_000;

/// Prints a whole text.
pub(super) fn program(
    program: &Program,
    field: Field,
    variables: &Variables,
    notes: &mut Notes,
) -> Result<String, Fault> {
    let mut run = Run {
        field,
        variables,
        notes,
        out: String::new(),
        contexts: vec![variables.root().clone()],
        loops: Vec::new(),
        named: Vec::new(),
        rounds: 0,
    };
    run.program(program)?;
    Ok(run.out)
}

/// What `@index` and its like are in one round.
struct Round {
    key: Value,
    index: usize,
    first: bool,
    last: bool,
}

struct Run<'a> {
    field: Field,
    variables: &'a Variables,
    notes: &'a mut Notes,
    out: String,
    /// What `this` is, the innermost last.
    contexts: Vec<Value>,
    loops: Vec<Round>,
    /// `as |name|`.
    named: Vec<(String, Value)>,
    /// How many rounds its loops have run.
    rounds: usize,
}

impl Run<'_> {
    fn program(&mut self, program: &Program) -> Result<(), Fault> {
        for node in &program.body {
            match node {
                Node::Text(text) => self.out.push_str(&text.value),
                Node::Comment(_) => {}
                Node::Print { call, raw, .. } => self.print(call, *raw)?,
                Node::Block(block) => self.block(block)?,
            }
        }
        Ok(())
    }

    fn print(&mut self, call: &Call, raw: bool) -> Result<(), Fault> {
        let value = self.call(call)?;
        let text = match &value {
            None => {
                let Expression::Path(path) = &call.name else { return Ok(()) };
                let words = format!("`{}` is not set, so nothing is printed.", path.written);
                self.notes.add(call.span, NoteKind::Empty, words);
                return Ok(());
            }
            Some(value) => value.printed(),
        };
        let text = if raw { text } else { self.escaped(call, text) };
        self.out.push_str(&text);
        if self.out.len() > LONGEST {
            return Err(Fault::new(call.span, "The merged text grows beyond 10 MB, more than Mandrill takes."));
        }
        Ok(())
    }

    /// As Handlebars.js escapes.
    fn escaped(&mut self, call: &Call, text: String) -> String {
        if !text.contains(['&', '<', '>', '"', '\'', '`', '=']) {
            return text;
        }
        if self.field == Field::Plain {
            let words =
                "Whether Mandrill escapes here, outside of html, is not known; three braces print a value as it is.";
            self.notes.unsettled(call.span, words);
        } else if text.contains(['\'', '`', '=']) {
            self.notes.unsettled(call.span, "How Mandrill writes ' ` and = of a value in html is not known.");
        }
        words::escaped(&text).replace('\'', "&#x27;").replace('`', "&#x60;").replace('=', "&#x3D;")
    }

    /// What a tag stands for: a helper's answer, or a field.
    fn call(&mut self, call: &Call) -> Result<Option<Value>, Fault> {
        let path = match &call.name {
            Expression::Path(path) => path,
            // `{{"a b"}}` is the field of that name.
            Expression::Literal(literal) if call.params.is_empty() => {
                return Ok(self.here().part(&literal.printed()));
            }
            Expression::Call(inner) => return self.call(inner),
            Expression::Literal(_) | Expression::Compare(_) => {
                return Err(Fault::new(call.span, "A tag begins with a name."));
            }
        };
        match path.simple() {
            Some(name) if super::HELPERS.contains(&name) && self.named(name).is_none() => {
                if call.params.is_empty() && self.here().part(name).is_some() {
                    let words = format!(
                        "`{name}` is a helper of Mandrill's, so the field is not printed; `{{{{this.{name}}}}}` prints it."
                    );
                    self.notes.add(call.span, NoteKind::Empty, words);
                }
                let text = match call.params.first() {
                    Some(param) => self.value(param)?.unwrap_or(Value::Null).printed(),
                    None => String::new(),
                };
                Ok(Some(Value::Text(self.helper(name, &text, call))))
            }
            Some("lookup") if !call.params.is_empty() => {
                self.notes.unsettled(call.span, "Whether Mandrill knows `lookup` is not known.");
                let of = call.params.first().map(|param| self.value(param)).transpose()?.flatten();
                let part = call.params.get(1).map(|param| self.value(param)).transpose()?.flatten();
                Ok(of.zip(part).and_then(|(of, part)| of.part(&part.printed())))
            }
            Some(name @ ("if" | "unless" | "each" | "with")) => {
                Err(Fault::new(call.span, format!("`{name}` begins a block: `{{{{#{name} …}}}}`.")))
            }
            _ if !call.params.is_empty() || !call.hash.is_empty() => {
                let what = format!(
                    "Mandrill has no helper `{}`; it has {} and the blocks if, unless, each, with.",
                    path.written,
                    super::HELPERS.join(", ")
                );
                Err(Fault::new(call.span, what))
            }
            _ => Ok(self.look_up(path)),
        }
    }

    fn helper(&mut self, name: &str, text: &str, call: &Call) -> String {
        match name {
            "upper" => text.to_uppercase(),
            "lower" => text.to_lowercase(),
            "title" => words::title(text),
            "url" => crate::percent::encoded(text),
            "striptags" => words::without_tags(text),
            "date" => date::printed(if call.params.is_empty() { "d/m/Y" } else { text }, self.variables.now),
            _ => {
                self.notes.unsettled(call.span, "Mandrill puts a link of its own here that leads to this address.");
                text.to_owned()
            }
        }
    }

    fn value(&mut self, expression: &Expression) -> Result<Option<Value>, Fault> {
        match expression {
            Expression::Path(path) => Ok(self.look_up(path)),
            Expression::Literal(value) => Ok(Some(value.clone())),
            Expression::Call(call) => self.call(call),
            Expression::Compare(test) => Ok(Some(Value::Bool(test.holds(&mut |path| self.look_up(path))))),
        }
    }

    fn here(&self) -> &Value {
        self.contexts.last().unwrap_or(&Value::Null)
    }

    fn named(&self, name: &str) -> Option<&Value> {
        self.named.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// What a path stands for; nothing when it leads nowhere or to null.
    fn look_up(&mut self, path: &Path) -> Option<Value> {
        let mut parts = path.parts.iter();
        let mut value = if path.data {
            self.data(path, parts.next()?)?
        } else {
            if path.up > 0 {
                self.notes.unsettled(path.span, "Whether Mandrill knows `../` is not known.");
            }
            let level = self.contexts.len().checked_sub(path.up + 1)?;
            match parts.clone().next().filter(|_| !path.scoped).and_then(|name| self.named(name)) {
                Some(named) => {
                    parts.next();
                    named.clone()
                }
                None if level == 0 => match parts.next() {
                    Some(name) => self.variables.get(name)?.clone(),
                    None => self.variables.root().clone(),
                },
                None => {
                    let context = self.contexts.get(level)?;
                    match parts.next() {
                        Some(name) => context.part(name)?,
                        None => context.clone(),
                    }
                }
            }
        };
        for name in parts {
            value = value.part(name)?;
        }
        Some(value).filter(|value| *value != Value::Null)
    }

    fn data(&mut self, path: &Path, name: &str) -> Option<Value> {
        if name == "root" {
            self.notes.unsettled(path.span, "Whether Mandrill knows `@root` is not known.");
            return Some(self.variables.root().clone());
        }
        let round = self.loops.len().checked_sub(path.up + 1).and_then(|at| self.loops.get(at))?;
        let value = match name {
            "index" => return Some(Value::Number(round.index as f64)),
            "key" => round.key.clone(),
            "first" => Value::Bool(round.first),
            "last" => Value::Bool(round.last),
            _ => return None,
        };
        self.notes.unsettled(path.span, format!("Whether Mandrill knows `@{name}` is not known."));
        Some(value)
    }

    fn block(&mut self, block: &Block) -> Result<(), Fault> {
        let Expression::Path(path) = &block.call.name else { return Ok(()) };
        let params = &block.call.params;
        match path.simple().filter(|name| self.named(name).is_none()) {
            Some(name @ ("if" | "unless")) => {
                let [test] = params.as_slice() else {
                    return Err(Fault::new(block.call.span, format!("`{name}` takes exactly one condition.")));
                };
                let value = self.value(test)?;
                let zero = block.call.hash.iter().any(|(key, _)| key == "includeZero");
                let holds = value.is_some_and(|value| value.holds() || (zero && value == Value::Number(0.0)));
                self.part(if holds == (name == "if") { &block.program } else { &block.inverse })
            }
            Some("each") => {
                let Some(list) = params.first() else {
                    return Err(Fault::new(block.call.span, "`each` takes a list."));
                };
                let value = self.value(list)?;
                self.each(block, value)
            }
            Some("with") => {
                let [what] = params.as_slice() else {
                    return Err(Fault::new(block.call.span, "`with` takes exactly one value."));
                };
                match self.value(what)?.filter(|value| value.holds() || *value == Value::Number(0.0)) {
                    Some(value) => self.within(&block.program, value),
                    None => self.part(&block.inverse),
                }
            }
            Some(name) if super::HELPERS.contains(&name) => self.print(&block.call, false),
            _ if !params.is_empty() || !block.call.hash.is_empty() => {
                let what = format!("Mandrill has no block `{}` that takes values.", path.written);
                Err(Fault::new(block.call.span, what))
            }
            // `{{#items}}`: an each over a list, a with for anything else.
            _ => match self.look_up(path) {
                None | Some(Value::Bool(false)) => self.part(&block.inverse),
                Some(Value::Bool(true)) => self.part(&block.program),
                Some(list @ Value::List(_)) => self.each(block, Some(list)),
                Some(value) => self.within(&block.program, value),
            },
        }
    }

    fn part(&mut self, part: &Option<Program>) -> Result<(), Fault> {
        part.as_ref().map_or(Ok(()), |part| self.program(part))
    }

    /// A part with another `this`, and its block parameters.
    fn within(&mut self, part: &Option<Program>, value: Value) -> Result<(), Fault> {
        let Some(program) = part else { return Ok(()) };
        let depth = self.named.len();
        if let Some(name) = program.names.first() {
            self.named.push((name.clone(), value.clone()));
        }
        // Handlebars.js counts a level for `../` only where `this` changes.
        let deeper = *self.here() != value;
        if deeper {
            self.contexts.push(value);
        }
        let result = self.program(program);
        if deeper {
            self.contexts.pop();
        }
        self.named.truncate(depth);
        result
    }

    fn each(&mut self, block: &Block, list: Option<Value>) -> Result<(), Fault> {
        let items: Vec<(Value, Value)> = match list {
            Some(Value::List(items)) => {
                items.into_iter().enumerate().map(|(at, item)| (Value::Number(at as f64), item)).collect()
            }
            Some(Value::Object(fields)) => fields.into_iter().map(|(key, item)| (Value::Text(key), item)).collect(),
            _ => Vec::new(),
        };
        if items.is_empty() {
            return self.part(&block.inverse);
        }
        let count = items.len();
        self.rounds += count;
        if self.rounds > MOST_ROUNDS {
            return Err(Fault::new(block.call.span, "Its loops run more than a million rounds."));
        }
        for (index, (key, item)) in items.into_iter().enumerate() {
            let depth = self.named.len();
            if let Some(name) = block.program.as_ref().and_then(|program| program.names.get(1)) {
                self.named.push((name.clone(), key.clone()));
            }
            self.loops.push(Round { key, index, first: index == 0, last: index + 1 == count });
            let result = self.within(&block.program, item);
            self.loops.pop();
            self.named.truncate(depth);
            result?;
        }
        Ok(())
    }
}
