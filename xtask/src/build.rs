//! `cargo xtask build`: leaves a release in dist/.

use crate::run::spoken;
use crate::{assets, project, run, setup, size, tools};
use std::process::Command;
use std::time::Instant;

/// Installs what is missing, builds, and says how large it came out.
pub fn run() -> Result<(), String> {
    let begun = Instant::now();
    let mut steps = setup::ready(setup::For::Build, 1)?;
    steps.begin("release build");
    println!();
    assets::editor()?;
    run::shown(&mut modules())?;
    run::shown(&mut trunk(&["build", "--release"]))?;
    println!("dist/ is ready after {}: any static server can host it under any path.\n", spoken(begun.elapsed()));
    size::run()
}

/// The two modules of a release, for Trunk to find: it would ask Cargo for one after the other, each of which is linked by one
/// processor; asked for together they are made beside each other.
pub fn modules() -> Command {
    let mut modules = Command::new("cargo");
    modules
        .args(["build", "--release", "--target", "wasm32-unknown-unknown"])
        .args(["--bin", "ory-actions-playground", "--bin", "worker"])
        .current_dir(project::root());
    modules
}

/// Trunk with every tool on its PATH, so that it fetches none of its own.
pub fn trunk(args: &[&str]) -> Command {
    // Looked up in the PATH given here, not in ours: it may have been installed a moment ago.
    let mut command = Command::new(tools::on_path("trunk").unwrap_or_else(|| "trunk".into()));
    command.args(args).env("PATH", tools::path()).env("TRUNK_SKIP_VERSION_CHECK", "true").current_dir(project::root());
    // Trunk takes only `true` and `false` here and refuses the usual `1`.
    command.env_remove("NO_COLOR");
    command
}
