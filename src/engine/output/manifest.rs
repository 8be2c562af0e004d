//! Values to JSON, entering the frames go-jsonnet enters on the way.

use jrsonnet_evaluator::{Result, Val};

use crate::engine::{
    failure::{FailureKind, Step},
    output::text,
    run::{
        machine::{Machine, Place},
        object,
    },
};

/// How the JSON is laid out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// Three spaces a level: the body.
    Body,
    /// One line: a value inside a string.
    Line,
}

/// The body of a web hook, trailing newline included.
pub fn body(machine: &Machine, value: &Val) -> Result<String> {
    let mut writer = Writer { machine, layout: Layout::Body, out: String::new(), indent: 0 };
    writer.value(value)?;
    writer.out.push('\n');
    Ok(writer.out)
}

/// A value on one line.
#[inline(never)]
pub fn one_line(machine: &Machine, value: &Val) -> Result<String> {
    let outer = machine.place();
    let mut writer = Writer { machine, layout: Layout::Line, out: String::new(), indent: 0 };
    writer.value(value)?;
    machine.set_place(outer);
    Ok(writer.out)
}

struct Writer<'a> {
    machine: &'a Machine,
    layout: Layout,
    out: String,
    indent: usize,
}

impl Writer<'_> {
    fn value(&mut self, value: &Val) -> Result<()> {
        if self.layout == Layout::Body && self.machine.recorder.is_on() {
            self.machine.recorder.printing(&self.machine.path.borrow());
        }
        let outer = self.machine.place();
        if outer == Place::Lost {
            return Err(self.machine.crash("manifesting JSON with empty traceElement"));
        }
        let frame = self.machine.enter(false)?;
        match value {
            Val::Null => self.out.push_str("null"),
            Val::Bool(value) => self.out.push_str(if *value { "true" } else { "false" }),
            Val::Num(number) => text::number(number.get(), &mut self.out),
            Val::Str(text) => text::quoted(&text.clone().into_flat(), &mut self.out),
            Val::Func(_) => {
                return Err(self
                    .machine
                    .fail("couldn't manifest function as JSON".to_owned(), FailureKind::FunctionInOutput));
            }
            Val::Arr(array) => self.array(array)?,
            Val::Obj(object) => self.object(object)?,
        }
        self.machine.leave(frame, outer);
        Ok(())
    }

    fn array(&mut self, array: &jrsonnet_evaluator::val::ArrValue) -> Result<()> {
        if array.is_empty() {
            self.out.push_str("[ ]");
            return Ok(());
        }
        self.open('[');
        for (index, element) in array.iter_lazy().enumerate() {
            self.separate(index);
            self.step(Step::Element(index));
            let value = element.evaluate().map_err(|error| self.machine.adopt(error))?;
            self.value(&value)?;
            self.step_back();
        }
        self.close(']');
        Ok(())
    }

    fn object(&mut self, object: &jrsonnet_evaluator::ObjValue) -> Result<()> {
        self.machine.set_place(Place::Nowhere);
        object.run_assertions().map_err(|error| self.machine.adopt(error))?;
        let fields = object.fields();
        if fields.is_empty() {
            self.out.push_str("{ }");
            return Ok(());
        }
        self.open('{');
        for (index, field) in fields.into_iter().enumerate() {
            self.separate(index);
            self.step(Step::Field(field.to_string()));
            text::quoted(&field, &mut self.out);
            self.out.push_str(": ");
            let value = object::get(self.machine, object, &field)?;
            self.value(&value.unwrap_or_default())?;
            self.step_back();
        }
        self.close('}');
        Ok(())
    }

    fn step(&self, step: Step) {
        self.machine.set_place(Place::Nowhere);
        if self.layout == Layout::Body {
            self.machine.recorder.forget_origin();
            self.machine.path.borrow_mut().push(step);
        }
    }

    fn step_back(&self) {
        if self.layout == Layout::Body {
            self.machine.path.borrow_mut().pop();
        }
    }

    fn open(&mut self, bracket: char) {
        self.out.push(bracket);
        self.indent += 1;
    }

    fn separate(&mut self, index: usize) {
        match self.layout {
            Layout::Body => {
                self.out.push_str(if index == 0 { "\n" } else { ",\n" });
                self.pad();
            }
            Layout::Line if index > 0 => self.out.push_str(", "),
            Layout::Line => {}
        }
    }

    fn close(&mut self, bracket: char) {
        self.indent -= 1;
        if self.layout == Layout::Body {
            self.out.push('\n');
            self.pad();
        }
        self.out.push(bracket);
    }

    fn pad(&mut self) {
        for _ in 0..self.indent {
            self.out.push_str("   ");
        }
    }
}
