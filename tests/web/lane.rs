//! Workers of a real browser under the supervisor: round trip, time limit, death and restart.
//! The worker here is a stand-in that speaks the protocol; the engine's own is walked through by the journeys.

use std::{cell::RefCell, rc::Rc};

use gloo_timers::future::TimeoutFuture;
use js_sys::Array;
use playground::{
    draft::{Draft, Revision},
    report::{Report, Verdict, build, first_draft},
    worker::{
        page_end::{Lane, News},
        protocol::{FromWorker, RunId, encode},
        supervisor::Rules,
    },
};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Blob, BlobPropertyBag, Url};

const RULES: Rules = Rules { limit_ms: 150.0, start_ms: 5000.0, memory: 1 << 30, spare: true, failed_starts: 2 };

/// A worker that loops or throws when the template says so, and else answers with its own canned report.
fn stand_in() -> String {
    let report = Box::new(Report { body: Some("canned\n".into()), ..build(&first_draft()) });
    let answer = encode(&FromWorker::Report { run: RunId(0), revision: Revision(0), report, micros: 7, memory: 1 });
    let script = format!(
        "const answer = {answer};
         onmessage = ({{ data }}) => {{
           const {{ report: {{ run, revision, draft }} }} = JSON.parse(data);
           if (draft.template === 'loop') for (;;);
           if (draft.template === 'die') throw new Error('as asked');
           Object.assign(answer.report, {{ run, revision }});
           postMessage(JSON.stringify(answer));
         }};
         postMessage(JSON.stringify('ready'));"
    );
    let kind = BlobPropertyBag::new();
    kind.set_type("text/javascript");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&JsValue::from_str(&script)), &kind).unwrap();
    Url::create_object_url_with_blob(&blob).unwrap()
}

struct Heard {
    lane: Lane,
    news: Rc<RefCell<Vec<News>>>,
}

fn lane(script: &str) -> Heard {
    let news = Rc::new(RefCell::new(Vec::new()));
    let heard = news.clone();
    Heard { lane: Lane::new(script, RULES, move |told| heard.borrow_mut().push(told)), news }
}

impl Heard {
    fn submit(&self, tag: u64, template: &str) {
        self.lane.submit(tag, Revision(tag), Draft { template: template.into(), ..first_draft() });
    }

    async fn wait_for(&self, count: usize) -> Vec<News> {
        for _ in 0..300 {
            if self.news.borrow().len() >= count {
                return self.news.borrow().clone();
            }
            TimeoutFuture::new(10).await;
        }
        panic!("{count} news expected, heard {:?}", self.news.borrow());
    }
}

#[wasm_bindgen_test]
async fn a_draft_comes_back_as_a_report_with_its_tag() {
    let heard = lane(&stand_in());
    heard.submit(42, "any");
    let News::Report { tag: 42, revision: Revision(42), report, micros: 7 } = heard.wait_for(1).await.remove(0) else {
        panic!("{:?}", heard.news.borrow())
    };
    assert_eq!((report.verdict, report.body.as_deref()), (Verdict::Sends, Some("canned\n")));
}

#[wasm_bindgen_test]
async fn what_takes_too_long_is_ended_and_the_next_runs_at_once() {
    let heard = lane(&stand_in());
    heard.submit(1, "any");
    heard.wait_for(1).await;
    heard.submit(2, "loop");
    let news = heard.wait_for(2).await;
    assert_eq!(news[1], News::Stopped { tag: 2, revision: Revision(2) });
    heard.submit(3, "any");
    let news = heard.wait_for(3).await;
    assert!(matches!(news[2], News::Report { tag: 3, .. }), "{news:?}");
}

#[wasm_bindgen_test]
async fn of_what_takes_too_long_and_is_overtaken_nothing_is_said() {
    let heard = lane(&stand_in());
    heard.submit(1, "any");
    heard.wait_for(1).await;
    heard.submit(2, "loop");
    heard.submit(3, "any");
    let news = heard.wait_for(2).await;
    assert!(matches!(news[1], News::Report { tag: 3, .. }), "{news:?}");
}

#[wasm_bindgen_test]
async fn a_worker_that_dies_is_followed_by_another() {
    let heard = lane(&stand_in());
    heard.submit(1, "die");
    heard.wait_for(1).await;
    heard.submit(2, "any");
    let news = heard.wait_for(2).await;
    assert_eq!(news[0], News::Crashed { tag: 1, revision: Revision(1) });
    assert!(matches!(news[1], News::Report { tag: 2, .. }), "{news:?}");
}

#[wasm_bindgen_test]
async fn the_latest_edit_wins() {
    let heard = lane(&stand_in());
    for tag in 0..20 {
        heard.submit(tag, "any");
    }
    TimeoutFuture::new(600).await;
    let news = heard.news.borrow().clone();
    assert!(matches!(news.last(), Some(News::Report { tag: 19, .. })), "{news:?}");
    assert!(news.len() <= 2, "those overtaken while waiting are not run: {news:?}");
}

#[wasm_bindgen_test]
async fn without_any_worker_it_says_so_and_keeps_the_job() {
    let heard = lane("./there-is-no-such-worker.js");
    heard.submit(1, "any");
    assert_eq!(heard.wait_for(1).await, [News::Unavailable]);
}
