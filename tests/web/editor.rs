//! The editor through its Rust surface, in a real browser.

use std::{cell::RefCell, rc::Rc};

use playground::{
    app::editor::{Editor, Language, Options},
    diagnostic::{Delivery, Document, Edit, Finding, Level, Span},
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, window};

// What is imported is copied beside the first piece, which fetches it; a page's is by `cargo xtask finish`.
#[wasm_bindgen(module = "/editor/dist/later.js")]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = openActs)]
    static LATER: JsValue;
}

#[wasm_bindgen(module = "/editor/dist/editor.js")]
extern "C" {
    #[wasm_bindgen(js_name = fetchRest)]
    async fn fetch_rest();
}

struct Mounted {
    parent: HtmlElement,
    editor: Editor,
    typed: Rc<RefCell<Vec<String>>>,
}

fn mount(text: &str) -> Mounted {
    let document = window().unwrap().document().unwrap();
    let parent: HtmlElement = document.create_element("div").unwrap().dyn_into().unwrap();
    document.body().unwrap().append_child(&parent).unwrap();
    let typed = Rc::new(RefCell::new(Vec::new()));
    let heard = typed.clone();
    let options = Options { language: Language::Jsonnet, label: "Template", text, read_only: false };
    let editor = Editor::mount(&parent, options, move |text, _| heard.borrow_mut().push(text), |_| ());
    Mounted { parent, editor, typed }
}

fn finding(span: Option<Span>) -> Finding {
    Finding {
        id: "template/fails".into(),
        level: Level::Error,
        document: Document::Template,
        span,
        what: "What.".into(),
        why: "Why.".into(),
        remedy: "Do.".into(),
        ory: None,
        path: None,
        fix: Vec::new(),
        delivery: Delivery::Accepted,
        muted: false,
        takes_key: None,
        settings: Vec::new(),
    }
}

fn underlined(parent: &HtmlElement) -> Vec<String> {
    let marks = parent.query_selector_all(".cm-lintRange-error").unwrap();
    (0..marks.length()).filter_map(|at| marks.item(at)?.text_content()).collect()
}

#[wasm_bindgen_test]
fn it_shows_its_text_under_its_name() {
    let mounted = mount("{ a: '🦀' }\n");
    assert_eq!(mounted.editor.text(), "{ a: '🦀' }\n");
    let content = mounted.parent.query_selector(".cm-content").unwrap().unwrap();
    assert_eq!(content.get_attribute("aria-label").as_deref(), Some("Template"));
    assert_eq!(content.get_attribute("role").as_deref(), Some("textbox"));
}

#[wasm_bindgen_test]
fn a_text_put_in_by_the_page_is_not_echoed_and_can_be_undone() {
    let mounted = mount("one\ntwo\nthree");
    mounted.editor.set_text("one\n2\nthree");
    mounted.editor.set_text("four");
    assert_eq!(mounted.editor.text(), "four");
    assert!(mounted.typed.borrow().is_empty(), "{:?}", mounted.typed.borrow());
    assert!(mounted.editor.undo());
    assert_eq!(mounted.editor.text(), "one\n2\nthree");
    // Undo and redo are the user's doing, and are told.
    assert_eq!(mounted.typed.borrow().last().map(String::as_str), Some("one\n2\nthree"));
    assert!(mounted.editor.redo());
    assert_eq!(mounted.editor.text(), "four");
    assert_eq!(mounted.typed.borrow().last().map(String::as_str), Some("four"));
}

#[wasm_bindgen_test]
async fn findings_stand_where_they_belong_whatever_stands_before() {
    let text = "'🦀é' + oops";
    let mounted = mount(text);
    let at = text.find("oops").unwrap();
    mounted.editor.set_findings(text, &[finding(Some(Span::new(at, at + 4))), finding(None)]);
    // What was said before the rest of the editor has come is shown once it has.
    LATER.with(|later| assert!(later.is_function()));
    fetch_rest().await;
    assert_eq!(underlined(&mounted.parent), ["oops"]);
    mounted.editor.set_findings(text, &[]);
    assert!(underlined(&mounted.parent).is_empty());
}

#[wasm_bindgen_test]
fn findings_outside_the_text_do_no_harm() {
    let mounted = mount("a");
    mounted.editor.set_findings("a longer text than it shows", &[finding(Some(Span::new(5, 9)))]);
    mounted.editor.set_findings("a", &[finding(Some(Span::new(1, 1)))]);
    assert_eq!(mounted.editor.text(), "a");
}

#[wasm_bindgen_test]
fn a_place_is_selected_when_it_is_revealed() {
    let text = "'🦀' + oops";
    let mounted = mount(text);
    let at = text.find("oops").unwrap();
    mounted.editor.reveal(text, Span::new(at, at + 4));
    let selected = window().unwrap().get_selection().unwrap().unwrap().to_string();
    assert_eq!(selected, "oops");
}

#[wasm_bindgen_test]
fn it_goes_away_when_it_is_dropped() {
    let Mounted { parent, editor, .. } = mount("a");
    drop(editor);
    assert!(parent.query_selector(".cm-editor").unwrap().is_none());
}

#[wasm_bindgen_test]
fn an_edit_by_span_and_the_editor_agree() {
    let text = "a: '🦀', b: oops";
    let mounted = mount(text);
    let at = text.find("oops").unwrap();
    let edit = Edit { document: Document::Template, span: Span::new(at, at + 4), text: "1".into() };
    mounted.editor.set_text(&edit.apply(text));
    assert_eq!(mounted.editor.text(), "a: '🦀', b: 1");
}
