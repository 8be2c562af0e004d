//! The editor's surface, method by method as `editor/src/index.ts` has it; offsets become UTF-16 here.

use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use crate::{
    diagnostic::{
        self, Edit, Level, Span,
        span::{utf8_offset, utf16_offset},
    },
    state::text::Splice,
};

#[wasm_bindgen(module = "/editor/dist/editor.js")]
extern "C" {
    #[wasm_bindgen(js_name = Editor)]
    type Handle;

    #[wasm_bindgen(constructor, js_class = "Editor")]
    fn new(
        parent: &HtmlElement,
        language: &str,
        label: &str,
        text: &str,
        read_only: bool,
        on_change: &Closure<dyn Fn(String, String)>,
        on_fix: &Closure<dyn Fn(f64)>,
    ) -> Handle;

    #[wasm_bindgen(method)]
    fn text(this: &Handle) -> String;
    #[wasm_bindgen(method, js_name = setText)]
    fn set_text(this: &Handle, text: &str);
    #[wasm_bindgen(method)]
    fn edit(this: &Handle, edits: &str);
    #[wasm_bindgen(method)]
    fn open(this: &Handle, put_away: &str, take_up: &str, text: &str);
    #[wasm_bindgen(method, js_name = setWrap)]
    fn set_wrap(this: &Handle, wrap: bool);
    #[wasm_bindgen(method, js_name = setFindings)]
    fn set_findings(this: &Handle, findings: &str);
    #[wasm_bindgen(method)]
    fn reveal(this: &Handle, from: u32, to: u32);
    #[wasm_bindgen(method)]
    fn point(this: &Handle, from: u32, to: u32);
    #[wasm_bindgen(method)]
    fn mark(this: &Handle, ranges: &str);
    #[wasm_bindgen(method, js_name = setValues)]
    fn set_values(this: &Handle, values: &str);
    #[wasm_bindgen(method)]
    fn pins(this: &Handle) -> String;
    #[wasm_bindgen(method, js_name = setPins)]
    fn set_pins(this: &Handle, pins: &str);
    #[wasm_bindgen(method)]
    fn assist(this: &Handle, on_ask: &Closure<dyn Fn(String, f64, js_sys::Function)>);
    #[wasm_bindgen(method)]
    fn acts(this: &Handle);
    #[wasm_bindgen(method)]
    fn focus(this: &Handle);
    #[wasm_bindgen(method)]
    fn undo(this: &Handle) -> bool;
    #[wasm_bindgen(method)]
    fn redo(this: &Handle) -> bool;
    #[wasm_bindgen(method)]
    fn destroy(this: &Handle);
}

/// What an editor's text is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Jsonnet.
    Jsonnet,
    /// JSON.
    Json,
}

/// How an editor begins.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// Its language.
    pub language: Language,
    /// Its name for screen readers.
    pub label: &'a str,
    /// Its first text.
    pub text: &'a str,
    /// Whether it only shows.
    pub read_only: bool,
}

/// What the editor calls to ask: the kind of question, where, and whom to tell.
type OnAsk = dyn Fn(String, f64, js_sys::Function);

/// A CodeMirror in the page; it is taken away when this is dropped.
pub struct Editor {
    handle: Handle,
    _on_change: Closure<dyn Fn(String, String)>,
    // A float: with link-time optimisation, the shim of an integer argument is merged with that of an event, and
    // wasm-bindgen 0.2.106 then hands numbers to the one and events to the other.
    _on_fix: Closure<dyn Fn(f64)>,
    _on_ask: Option<Closure<OnAsk>>,
}

/// An edit as the editor takes it.
#[derive(Serialize)]
struct Change<'a> {
    from: usize,
    to: usize,
    insert: &'a str,
}

/// What an editor says has changed between two texts, in UTF-8; nothing when it says nothing that can be read.
pub fn splices(old: &str, new: &str, changes: &str) -> Vec<Splice> {
    let ranges: Vec<[usize; 4]> = serde_json::from_str(changes).unwrap_or_default();
    let splice = |[from, to, new_from, new_to]: [usize; 4]| Splice {
        span: Span::new(utf8_offset(old, from), utf8_offset(old, to)),
        len: utf8_offset(new, new_to).saturating_sub(utf8_offset(new, new_from)),
    };
    ranges.into_iter().map(splice).collect()
}

/// A span of a text as the editor takes it.
pub fn in_utf16(text: &str, span: Span) -> serde_json::Value {
    serde_json::json!({"from": utf16_offset(text, span.start), "to": utf16_offset(text, span.end)})
}

/// A finding as the editor shows it.
#[derive(Serialize)]
struct Shown<'a> {
    from: usize,
    to: usize,
    severity: &'static str,
    title: &'a str,
    detail: String,
    fix: Option<usize>,
}

impl Editor {
    /// Puts an editor into `parent`. `on_change` is told what a person does to the text, not what the page does: the whole
    /// text, and the changes for [`splices`]; `on_fix` is given the position, in the list of [`Editor::set_findings`], of the finding to be mended.
    pub fn mount(
        parent: &HtmlElement,
        options: Options,
        on_change: impl Fn(String, String) + 'static,
        on_fix: impl Fn(usize) + 'static,
    ) -> Self {
        let on_change = Closure::new(on_change);
        let on_fix = Closure::new(move |at: f64| on_fix(at as usize));
        let language = match options.language {
            Language::Jsonnet => "jsonnet",
            Language::Json => "json",
        };
        let handle = Handle::new(parent, language, options.label, options.text, options.read_only, &on_change, &on_fix);
        Self { handle, _on_change: on_change, _on_fix: on_fix, _on_ask: None }
    }

    /// The whole text.
    pub fn text(&self) -> String {
        self.handle.text()
    }

    /// Puts another text in place as one step that can be undone; the cursor stays where it can.
    pub fn set_text(&self, text: &str) {
        self.handle.set_text(text);
    }

    /// Makes edits of `text`, which must be what the editor shows, as one step that can be undone. They are in reading
    /// order and apart.
    pub fn edit(&self, text: &str, edits: &[Edit]) {
        let changes: Vec<Change> = edits
            .iter()
            .map(|edit| Change {
                from: utf16_offset(text, edit.span.start),
                to: utf16_offset(text, edit.span.end),
                insert: &edit.text,
            })
            .collect();
        // Plain data: serialising cannot fail.
        self.handle.edit(&serde_json::to_string(&changes).unwrap_or_else(|_| "[]".to_owned()));
    }

    /// Shows another text with a history of its own; the present one is put away under a name.
    pub fn open(&self, put_away: &str, take_up: &str, text: &str) {
        self.handle.open(put_away, take_up, text);
    }

    /// Breaks long lines at the edge, or lets them run on.
    pub fn set_wrap(&self, wrap: bool) {
        self.handle.set_wrap(wrap);
    }

    /// Shows these findings instead of the last; those without a span are left out.
    pub fn set_findings(&self, text: &str, findings: &[diagnostic::Finding]) {
        let shown: Vec<Shown> =
            findings.iter().enumerate().filter_map(|(at, finding)| show(text, at, finding)).collect();
        // Plain data: serialising cannot fail.
        self.handle.set_findings(&serde_json::to_string(&shown).unwrap_or_else(|_| "[]".to_owned()));
    }

    /// Selects a span of `text`, which must be what the editor shows, and brings it into view.
    pub fn reveal(&self, text: &str, span: Span) {
        self.handle.reveal(utf16_offset(text, span.start) as u32, utf16_offset(text, span.end) as u32);
    }

    /// Selects a span of `text`, which must be what the editor shows, and brings it into view without taking the keyboard.
    pub fn point(&self, text: &str, span: Span) {
        self.handle.point(utf16_offset(text, span.start) as u32, utf16_offset(text, span.end) as u32);
    }

    /// Marks ranges, given as JSON of [`in_utf16`], instead of those that were marked.
    pub fn mark(&self, ranges: &str) {
        self.handle.mark(ranges);
    }

    /// Shows values beside lines, given as JSON (`editor/src/values.ts`), instead of those that were shown.
    pub fn set_values(&self, values: &str) {
        self.handle.set_values(values);
    }

    /// What is pinned in it, as JSON: each with its number and its range in UTF-16.
    pub fn pins(&self) -> String {
        self.handle.pins()
    }

    /// Pins these stretches of `text`, which must be what the editor shows, and no others.
    pub fn set_pins(&self, text: &str, pins: &[(usize, usize)]) {
        let pins: serde_json::Value = pins.iter().map(|(start, end)| in_utf16(text, Span::new(*start, *end))).collect();
        self.handle.set_pins(&pins.to_string());
    }

    /// Lets the editor ask while somebody types and points: what is asked, at which UTF-16 offset, and what to call with
    /// the answer. A read-only editor says where it was clicked.
    pub fn assist(&mut self, on_ask: impl Fn(String, usize, js_sys::Function) + 'static) {
        let on_ask = Closure::new(move |kind, at: f64, reply| on_ask(kind, at as usize, reply));
        self.handle.assist(&on_ask);
        self._on_ask = Some(on_ask);
    }

    /// Shows what can be done at the caret.
    pub fn acts(&self) {
        self.handle.acts();
    }

    /// Gives it the keyboard.
    pub fn focus(&self) {
        self.handle.focus();
    }

    /// Takes the last change back; false when there is none.
    pub fn undo(&self) -> bool {
        self.handle.undo()
    }

    /// Makes the change again that was taken back; false when there is none.
    pub fn redo(&self) -> bool {
        self.handle.redo()
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        self.handle.destroy();
    }
}

fn show<'a>(text: &str, at: usize, finding: &'a diagnostic::Finding) -> Option<Shown<'a>> {
    let span = finding.span?;
    Some(Shown {
        from: utf16_offset(text, span.start),
        to: utf16_offset(text, span.end),
        severity: match finding.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "info",
        },
        title: &finding.what,
        detail: format!("{} {}", finding.why, finding.remedy).trim().to_owned(),
        fix: finding.can_be_mended().then_some(at),
    })
}
