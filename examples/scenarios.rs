//! Prints the catalogue of scenarios as JSON lines: `{id, flow, moment, method, title, when, ctx}`.

use playground::{
    draft::{Flow, Method, Moment},
    ory::scenarios,
};
use serde::Serialize;
use serde_json::value::RawValue;

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    flow: Flow,
    moment: Moment,
    method: Option<Method>,
    title: &'a str,
    when: &'a str,
    ctx: Box<RawValue>,
}

fn main() -> serde_json::Result<()> {
    for scenario in scenarios::all() {
        let line = Line {
            id: scenario.id,
            flow: scenario.flow,
            moment: scenario.moment,
            method: scenario.method,
            title: &scenario.title,
            when: &scenario.when,
            ctx: RawValue::from_string(playground::ory::limits::minified(scenario.ctx()))?,
        };
        println!("{}", serde_json::to_string(&line)?);
    }
    Ok(())
}
