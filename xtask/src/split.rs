//! Takes what the first body does not need out of the page's and the worker's WebAssembly.
//!
//! Which functions it needs nobody could list by hand, so a release is asked: it is opened in a browser as a first
//! visitor does (`tried.mjs`). Whatever was called until the first body stood there stays; what the page then does of
//! itself becomes a second module, fetched at once behind that body, and the rest a third (`later.js`). Code that is called
//! sooner than expected is fetched at once, so the split decides about time alone. Without a browser the modules stay whole.

mod module;
mod symbols;
mod texts;

use crate::{browser, offline, project, run, worker};
use module::{Parts, When, marked, split};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::Command;
use symbols::Symbols;

const LATER: &str = include_str!("split/later.js");
const MARKS: &str = include_str!("split/marks.js");
/// Where wasm-bindgen's script hands over what its module imports.
const IMPORTS: &str = "    return imports;\n";
/// Where it runs the module, which is linked.
const START: &str = "    wasm.__wbindgen_start();\n";

/// A module with its script, as Trunk leaves them.
pub struct Pair {
    /// The module.
    pub wasm: PathBuf,
    /// What loads it.
    pub script: PathBuf,
    /// What Cargo linked it as, without its ending.
    pub linked: &'static str,
}

/// Splits the modules in `staged` and answers the page that names what has moved.
pub fn run(staged: &Path, html: &str) -> Result<String, String> {
    let page = page_in(staged)?;
    let worker = Pair { wasm: staged.join("worker_bg.wasm"), script: staged.join("worker.js"), linked: "worker" };
    let Some(browser) = browser::chromium() else {
        println!("No Chrome or Chromium is found that could tell what the first body needs: its download stays whole.");
        for pair in [&page, &worker] {
            project::write(&pair.wasm, module::bare(&project::bytes(&pair.wasm)?)?)?;
        }
        return Ok(html.to_owned());
    };
    let [page_when, worker_when] = tried(staged, html, &browser, [&page, &worker])?;
    put(&parts(&worker, &worker_when)?, &worker, &worker, "worker")?;

    let old = stem(&page.script)?;
    let parts = parts(&page, &page_when)?;
    let hash = Sha256::new().chain_update(&old).chain_update(LATER);
    let hash = hash.chain_update(&parts.first).chain_update(&parts.second).chain_update(&parts.later);
    let new = project::renamed(&old, hash);
    let to = Pair { wasm: staged.join(format!("{new}_bg.wasm")), script: staged.join(format!("{new}.js")), ..page };
    put(&parts, &page, &to, &new)?;
    for file in [page.wasm, page.script] {
        std::fs::remove_file(&file).map_err(|why| format!("{} cannot be removed: {why}", file.display()))?;
    }
    Ok(html.replace(&old, &new))
}

/// The page's module: the one whose script is named in index.html by Trunk.
pub fn page_in(staged: &Path) -> Result<Pair, String> {
    let entries = std::fs::read_dir(staged).map_err(|why| format!("{} cannot be read: {why}", staged.display()))?;
    let wasm = entries
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.to_string_lossy().ends_with("_bg.wasm") && !path.ends_with("worker_bg.wasm"))
        .ok_or("Trunk left no module of the page.")?;
    let script = PathBuf::from(wasm.to_string_lossy().replace("_bg.wasm", ".js"));
    Ok(Pair { wasm, script, linked: "ory-actions-playground" })
}

/// A file's name without what its kind adds.
pub fn stem(file: &Path) -> Result<String, String> {
    let name = file.file_stem().ok_or_else(|| format!("{} has no name", file.display()))?;
    Ok(name.to_string_lossy().into_owned())
}

/// wasm-bindgen's script with our own at its end, which sees what the module imports.
fn extended(script: &str, by: &str) -> Result<String, String> {
    if [IMPORTS, START].iter().any(|place| script.matches(place).count() != 1) {
        return Err("wasm-bindgen's script starts its module in another way than xtask/src/split.rs knows.".into());
    }
    Ok(script
        .replace(IMPORTS, "    return withLater(imports);\n")
        .replace(START, &format!("    startsWithLater();\n{START}"))
        + by)
}

/// Takes a module apart.
fn parts(pair: &Pair, when: &[When]) -> Result<Parts, String> {
    let linked = project::target().join("wasm32-unknown-unknown/release").join(pair.linked).with_extension("wasm");
    let symbols = if linked.is_file() { Symbols::of(&project::bytes(&linked)?)? } else { None };
    split(&project::bytes(&pair.wasm)?, when, symbols.as_ref()).map_err(|why| unknown(&pair.wasm, &why))
}

/// Writes the parts of a module, and the script that knows of them.
fn put(parts: &Parts, from: &Pair, to: &Pair, name: &str) -> Result<(), String> {
    let [second, later] = ["second", "later"].map(|part| format!("{name}_{part}.wasm"));
    let added = LATER.replace("SECOND", &second).replace("LATER", &later);
    let text = extended(&project::read(&from.script)?, &added)?;
    project::write(&to.wasm, &parts.first)?;
    project::write(&to.wasm.with_file_name(second), &parts.second)?;
    project::write(&to.wasm.with_file_name(later), &parts.later)?;
    project::write(&to.script, text)
}

fn unknown(wasm: &Path, why: &str) -> String {
    format!("{} cannot be split: {why}", wasm.display())
}

/// When a first visit calls the functions of each module.
fn tried(staged: &Path, html: &str, browser: &Path, pairs: [&Pair; 2]) -> Result<[Vec<When>; 2], String> {
    let folder = project::target().join("first-visit");
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(|why| format!("{} cannot be cleared: {why}", folder.display()))?;
    }
    copy(staged, &folder)?;
    project::write(&folder.join("worker_loader.js"), worker::LOADER)?;
    project::write(&folder.join("index.html"), offline::named(html))?;
    let mut counts = Vec::new();
    for pair in pairs {
        let wasm = project::bytes(&pair.wasm)?;
        let count = module::count(&wasm).map_err(|why| unknown(&pair.wasm, &why))?;
        let script = extended(&project::read(&pair.script)?, &MARKS.replace("COUNT", &count.to_string()))?;
        let name = |path: &Path| path.file_name().map(|name| folder.join(name)).unwrap_or_default();
        project::write(&name(&pair.wasm), marked(&wasm).map_err(|why| unknown(&pair.wasm, &why))?)?;
        project::write(&name(&pair.script), script)?;
        counts.push(count);
    }
    let mut command = Command::new("node");
    command.arg(project::root().join("xtask/src/split/tried.mjs")).arg(&folder).arg(browser);
    let output = command.output().map_err(|why| format!("node does not start: {why}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{said}\n`{}` failed; what it said stands above.", run::line(&command)));
    }
    let said = String::from_utf8_lossy(&output.stdout);
    let mut lines = said.lines();
    let mut next = |count: usize| {
        let mut found = vec![When::Later; count];
        let mut kept = [0, 0];
        for (at, when) in [When::Second, When::First].into_iter().enumerate() {
            for number in lines.next().unwrap_or_default().split(' ').filter_map(|number| number.parse::<usize>().ok())
            {
                if let Some(found) = found.get_mut(number) {
                    *found = when;
                    kept[at] += 1;
                }
            }
        }
        println!("Of {count} functions a first visit calls {} for the first body, and {} then.", kept[1], kept[0]);
        found
    };
    let [page, worker] = [counts[0], counts[1]].map(&mut next);
    Ok([page, worker])
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    std::fs::create_dir_all(to).map_err(|why| format!("{} cannot be made: {why}", to.display()))?;
    let entries = std::fs::read_dir(from).map_err(|why| format!("{} cannot be read: {why}", from.display()))?;
    for entry in entries.flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            std::fs::copy(&path, &target).map_err(|why| format!("{} cannot be copied: {why}", path.display()))?;
        }
    }
    Ok(())
}
