//! The library from outside, natively: a file a subject.

#![allow(missing_docs, reason = "tests say what they hold in their names")]

mod action;
mod acts;
mod assist;
mod assist_everywhere;
mod checks;
mod cli;
mod clients;
mod commands;
mod conformance;
mod ctx;
mod deadline;
mod endpoint;
mod errors;
mod fetch;
mod findings;
mod fixes;
mod fuzz;
mod gallery;
mod growth;
mod import;
mod limits;
mod line_values;
mod link;
mod lints;
mod mail;
mod mail_checks;
mod merge;
mod outcome;
mod placement;
mod refactor;
mod reply;
mod request;
mod round_trip;
mod saved;
mod scenarios;
mod shelf;
mod state;
mod strip;
mod supervisor;
mod survey;
mod values;
