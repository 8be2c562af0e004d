//! The page: state in [`page`], effects in [`wiring`], views in [`panels`] built from [`parts`].

pub mod browser;
pub mod editor;
pub mod key;
pub mod mail;
pub mod page;
pub mod panels;
pub mod parts;
pub mod wiring;

use leptos::prelude::*;

use page::Page;

/// Takes over the document.
pub fn mount() {
    console_error_panic_hook::set_once();
    mount_to_body(|| {
        let page = Page::open();
        provide_context(page);
        wiring::connect(page);
        view! { <panels::frame::Frame /> }
    });
}
