//! The service worker that keeps the page's files: registered once the page works, asked to take over when the user says
//! so, and never before.

use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState, window};

/// A version of the page that is kept and waits to take over.
#[derive(Clone)]
pub struct Update {
    waiting: ServiceWorker,
    container: ServiceWorkerContainer,
}

impl Update {
    /// Lets the version take over, and loads the page again as soon as it has.
    pub fn take(&self) {
        let reload = Closure::once_into_js(|| {
            // A page that cannot load itself stays what it is.
            let _ = window().map(|window| window.location().reload());
        });
        self.container.set_oncontrollerchange(Some(reload.unchecked_ref()));
        // A worker that is gone has been replaced by a newer one, which is told of in its turn.
        let _ = self.waiting.post_message(&JsValue::from_str("take over"));
    }
}

/// Keeps the page for later and calls `on_update` whenever a newer version waits. Without a service worker in this build,
/// or where the browser allows none, the page works as long as there is a network, and nothing is said.
pub async fn keep(on_update: impl Fn(Update) + 'static) {
    let Some((script, container)) = here() else { return };
    // Refused where the page is not served securely or storage is off.
    let Ok(registration) = JsFuture::from(container.register(&script)).await else { return };
    let Ok(registration) = registration.dyn_into::<ServiceWorkerRegistration>() else { return };
    let ready: Rc<dyn Fn(ServiceWorker)> = Rc::new({
        let container = container.clone();
        move |waiting| {
            // The first version of all replaces nothing.
            if container.controller().is_some() {
                on_update(Update { waiting, container: container.clone() });
            }
        }
    });
    if let Some(waiting) = registration.waiting() {
        ready(waiting);
    }
    let found = {
        let registration = registration.clone();
        Closure::<dyn Fn()>::new(move || {
            if let Some(installing) = registration.installing() {
                when_installed(installing, ready.clone());
            }
        })
    };
    registration.set_onupdatefound(Some(found.as_ref().unchecked_ref()));
    found.forget();
}

fn here() -> Option<(String, ServiceWorkerContainer)> {
    let window = window()?;
    let meta = window.document()?.query_selector("meta[name=offline]").ok()??;
    let script = meta.get_attribute("content").filter(|script| !script.is_empty())?;
    // Without a secure context the browser has no such property.
    let navigator = window.navigator();
    let has = js_sys::Reflect::has(&navigator, &JsValue::from_str("serviceWorker")).unwrap_or(false);
    has.then(|| (script, navigator.service_worker()))
}

fn when_installed(installing: ServiceWorker, ready: Rc<dyn Fn(ServiceWorker)>) {
    let changed = {
        let worker = installing.clone();
        Closure::<dyn Fn()>::new(move || {
            if worker.state() == ServiceWorkerState::Installed {
                ready(worker.clone());
            }
        })
    };
    installing.set_onstatechange(Some(changed.as_ref().unchecked_ref()));
    // It lives as long as the worker it listens to: one an update.
    changed.forget();
}
