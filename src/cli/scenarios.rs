//! `scenarios`: the moments Ory calls a hook in.

use clap::{Args, ValueEnum};
use serde_json::json;

use super::{FINE, Problem, print};
use crate::{
    draft::{Place, Placement},
    ory::scenarios,
};

/// What `scenarios` is told.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// Only those of a place. Can be given several times.
    #[arg(long, value_name = "PLACE", value_parser = super::place)]
    pub at: Vec<Place>,
    /// How to list them.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// How scenarios are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A line each.
    #[default]
    Human,
    /// JSON, with their contexts.
    Json,
}

/// Lists them.
pub fn run(options: &Options) -> Result<u8, Problem> {
    let placement = Placement { places: options.at.clone(), ..Placement::default() };
    let meets = |scenario: &&scenarios::Scenario| {
        options.at.is_empty() || placement.reaches(scenario.flow, scenario.moment, scenario.method)
    };
    let chosen: Vec<_> = scenarios::all().iter().filter(meets).collect();
    let text = match options.format {
        Format::Human => {
            let width = chosen.iter().map(|scenario| scenario.id.len()).max().unwrap_or(0);
            chosen.iter().map(|scenario| format!("{:width$}  {}\n", scenario.id, scenario.when)).collect()
        }
        Format::Json => {
            let one = |scenario: &&scenarios::Scenario| {
                json!({
                    "id": scenario.id,
                    "title": scenario.title,
                    "when": scenario.when,
                    "flow": scenario.flow,
                    "moment": scenario.moment,
                    "method": scenario.method,
                    "runs": scenario.runs,
                    "ctx": serde_json::from_str::<serde_json::Value>(scenario.ctx()).unwrap_or_default(),
                })
            };
            let list: Vec<_> = chosen.iter().map(one).collect();
            serde_json::to_string_pretty(&list).unwrap_or_default() + "\n"
        }
    };
    print(&text)?;
    Ok(FINE)
}
