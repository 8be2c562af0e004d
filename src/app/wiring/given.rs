//! What is dropped on the page: Import opens with it, and nothing is replaced yet.

use leptos::prelude::*;

use crate::app::{
    browser::files::{self, Given},
    page::Page,
};

/// Listens to the whole page.
pub fn connect(page: Page) {
    files::on_drop(move |over| page.held_over.set(over), move |given| show(page, given));
}

/// Opens Import with what was given.
fn show(page: Page, given: Given) {
    if given != Given::default() {
        page.given.set(given);
        page.importing.set(true);
    }
}
