//! What the page opens with: for a first visitor, and from the gallery.

use crate::{
    draft::{ActionDraft, Draft, Flow, Method, Moment, Placement},
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
        action: ActionDraft { url: SEND.to_owned(), method: "POST".to_owned(), ignore_response: false },
        placement: Placement {
            flow: Flow::Registration,
            moment: Moment::After,
            methods: vec![Method::Password],
            project: String::new(),
            workspace: String::new(),
        },
        own_scenarios: Vec::new(),
    }
}

/// The draft an example opens as; project, workspace and the user's own scenarios stay as they are in `before`.
pub fn example(example: &Example, before: &Draft) -> Draft {
    let (ctx, left_out) = ctx_of(example.scenario);
    Draft {
        template: example.template.to_owned(),
        ctx,
        left_out,
        action: ActionDraft { url: example.url.to_owned(), method: "POST".to_owned(), ignore_response: true },
        placement: Placement {
            flow: example.flow,
            moment: Moment::After,
            methods: example.methods.to_vec(),
            project: before.placement.project.clone(),
            workspace: before.placement.workspace.clone(),
        },
        own_scenarios: before.own_scenarios.clone(),
    }
}

/// The context of a scenario, and what it leaves out.
fn ctx_of(id: &str) -> (String, usize) {
    scenarios::find(id).map(|scenario| (scenario.ctx.clone(), scenario.left_out)).unwrap_or_default()
}
