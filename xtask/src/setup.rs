//! `cargo xtask setup`: installs what is missing, and says what is there.

use crate::run::Steps;
use crate::{browser, project, tools};

/// What the machine is to be ready for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// Building and serving the page.
    Build,
    /// Running every test as well.
    Test,
}

/// Installs what is missing and says how to call Trunk by hand.
pub fn run(goal: For) -> Result<(), String> {
    ready(goal, 0)?;
    let folders: Vec<String> = tools::folders().iter().map(|folder| folder.display().to_string()).collect();
    println!("\nEverything is there. To call trunk yourself:\n  export PATH=\"{}:$PATH\"", folders.join(":"));
    Ok(())
}

/// Makes the machine ready, as the first of a longer list of steps.
pub fn ready(goal: For, more: usize) -> Result<Steps, String> {
    let editor = project::root().join("editor");
    let testing = goal == For::Test;
    let mut steps = Steps::of(6 + if testing { 5 } else { 0 } + more);
    steps.step("Node.js", tools::node)?;
    steps.step("WebAssembly target", tools::wasm_target)?;
    steps.step(&tools::trunk_title(), tools::trunk)?;
    steps.step(&tools::wasm_bindgen_title(), tools::wasm_bindgen)?;
    steps.step("wasm-opt and other npm tools", || tools::npm(&project::root()))?;
    steps.step("the editor's npm packages", || tools::npm(&editor))?;
    if testing {
        steps.step("rustfmt and clippy", tools::lints)?;
        steps.step("a browser with its driver", browser::ready)?;
        steps.step("Firefox with its driver", || Ok(browser::firefox_ready()))?;
        steps.step("WebKit with its driver", || Ok(browser::webkit_ready()))?;
        steps.step("bash, dash, zsh, fish and openssl", programs)?;
    }
    Ok(steps)
}

/// The shells in which copied commands are tried, and what makes a certificate for the server that an address is fetched from.
fn programs() -> Result<String, String> {
    let wanted = ["bash", "dash", "zsh", "fish", "openssl"];
    let missing: Vec<&str> = wanted.into_iter().filter(|program| !tools::has(program)).collect();
    if missing.is_empty() { Ok("there".into()) } else { tools::apt(&missing) }
}
