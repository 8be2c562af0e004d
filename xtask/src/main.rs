//! The chores of this project, one file a command: `cargo xtask <command>`.

mod assets;
mod browser;
mod build;
mod caniemail;
mod csp;
mod docs;
mod editor;
mod finish;
mod offline;
mod project;
mod run;
mod serve;
mod setup;
mod size;
mod split;
mod test;
mod tidy;
mod tools;
mod totals;
mod worker;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask <command>

  serve   install what is missing, build the page, open it and rebuild on every change
          (--no-open keeps the browser closed; everything else goes to `trunk serve`, such as --port 9000)
  test    install what is missing and run every check and test
  build   leave a release in dist/ that works from any path of any static server
  setup   install what serve and build need (with --test: what the tests need, too)
  size    the size of every file in dist/, plain and as brotli sends it; fails above its budget
  tidy    hold the sources against the house rules of docs/architecture.md
  caniemail FOLDER
          write what mail clients support from the npm package `caniemail`, unpacked in that folder

Called by Trunk while it builds:
  assets  bundle the editor and the style sheets
  finish  add the page of the checks, keep what comes later out of the first download (in a release), name editor and
          worker by their content, and put the hashes of in-line scripts into the page's policy";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = args.split_first().map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
    let outcome = match (command, rest) {
        ("serve", rest) => serve::run(rest),
        ("test", []) => test::run(),
        ("build", []) => build::run(),
        ("setup", []) => setup::run(setup::For::Build),
        ("setup", [flag]) if flag == "--test" => setup::run(setup::For::Test),
        ("size", []) => size::run(),
        ("tidy", []) => tidy::run(),
        ("caniemail", [folder]) => caniemail::run(folder),
        ("assets", []) => assets::run(),
        ("finish", []) => finish::run(),
        ("help" | "--help" | "-h", _) => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
