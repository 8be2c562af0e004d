//! What the page opens with: for a first visitor, and from the gallery.

use crate::{
    draft::{ActionDraft, Draft, Flow, Method, Moment, Place, Placement},
    mandrill::{
        SEND,
        gallery::{DOCS_TEMPLATE, Example},
    },
    ory::scenarios,
};

const FIRST_SCENARIO: &str = "registration_after_password";

/// What a first visitor sees: the Mailchimp template of Ory's docs, after a registration by password.
pub fn first_draft() -> Draft {
    let (ctx, left_out) = ctx_of(FIRST_SCENARIO);
    Draft {
        template: DOCS_TEMPLATE.to_owned(),
        ctx,
        left_out,
        // `response.ignore` is on and `parse` off, as in `ActionDraft::default`: a slow or failing mail must not stop a
        // sign-up whose identity is saved already, and Mandrill answers with a list, which Ory cannot parse.
        action: ActionDraft { url: SEND.to_owned(), ..ActionDraft::default() },
        placement: Placement {
            places: vec![Place::after(Flow::Registration, Method::Password)],
            ..Placement::default()
        },
        own_scenarios: Vec::new(),
        muted: Vec::new(),
        pins: Vec::new(),
    }
}

/// The draft an example opens as; the project and the user's own scenarios stay as they are in `before`.
pub fn example(example: &Example, before: &Draft) -> Draft {
    let (ctx, left_out) = ctx_of(example.scenario);
    let places = match example.methods {
        [] => vec![Place::general(example.flow, Moment::After)],
        methods => methods.iter().map(|method| Place::after(example.flow, *method)).collect(),
    };
    Draft {
        template: example.template.to_owned(),
        ctx,
        left_out,
        action: ActionDraft { url: example.url.to_owned(), ..ActionDraft::default() },
        placement: Placement { places, ..before.placement.clone() },
        own_scenarios: before.own_scenarios.clone(),
        muted: before.muted.clone(),
        pins: Vec::new(),
    }
}

/// The context of a scenario, and what it leaves out.
fn ctx_of(id: &str) -> (String, usize) {
    scenarios::find(id).map(|scenario| (scenario.ctx().to_owned(), scenario.left_out)).unwrap_or_default()
}
