//! Files that somebody chose or dropped, as texts (`editor/src/files.ts`).

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{Event, HtmlInputElement};

#[wasm_bindgen(module = "/editor/dist/editor.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn chosen(files: &web_sys::FileList) -> Result<JsValue, JsValue>;
    fn dropped(over: &Closure<dyn Fn(bool)>, take: &Closure<dyn Fn(Array, Array)>);
}

/// What was given to be imported.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    /// Names and texts.
    pub texts: Vec<(String, String)>,
    /// What was not read, with its reason.
    pub skipped: Vec<String>,
    /// The host it was fetched from.
    pub from: Option<String>,
}

/// The files chosen in a field.
pub async fn of(event: &Event) -> Given {
    let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(files) = field.and_then(|field| field.files()) else { return Given::default() };
    match chosen(&files).await {
        Ok(both) => {
            let both = Array::from(&both);
            given(&Array::from(&both.get(0)), &Array::from(&both.get(1)))
        }
        Err(_) => Given::default(),
    }
}

/// Listens, as long as the page is there, to files dragged over it and dropped on it.
pub fn on_drop(over: impl Fn(bool) + 'static, take: impl Fn(Given) + 'static) {
    let over = Closure::<dyn Fn(bool)>::new(over);
    let take = Closure::<dyn Fn(Array, Array)>::new(move |texts: Array, skipped: Array| take(given(&texts, &skipped)));
    dropped(&over, &take);
    over.forget();
    take.forget();
}

/// Names and texts come by turns.
fn given(texts: &Array, skipped: &Array) -> Given {
    let strings = |array: &Array| array.iter().filter_map(|value| value.as_string()).collect::<Vec<_>>();
    let texts =
        strings(texts).chunks_exact(2).filter_map(|pair| Some((pair.first()?.clone(), pair.get(1)?.clone()))).collect();
    Given { texts, skipped: strings(skipped), from: None }
}
