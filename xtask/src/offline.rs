//! Tells the service worker which files to keep, and the page that there is one.
//!
//! Only a release has one: while Trunk serves, kept files would hide what was just changed.

use crate::project;
use sha2::{Digest, Sha256};
use std::path::Path;

const SCRIPT: &str = "sw.js";
/// What is asked for when somebody wants it, and not kept before; `sw.js` names it too.
const ON_DEMAND: &str = "caniemail.json";
/// A sandboxed document, which no service worker is asked for.
const SANDBOXED: &str = "fetch.html";
const NONE: &str = "<meta name=\"offline\" content=\"\">";

/// The page that names the service worker.
pub fn named(html: &str) -> String {
    html.replace(NONE, &NONE.replace("\"\"", &format!("\"./{SCRIPT}\"")))
}

/// Fills in `sw.js` in `staged` and answers the page that names it; call it when every other file is final.
pub fn kept(staged: &Path, html: &str) -> Result<String, String> {
    if !html.contains(NONE) {
        return Err(format!("index.html must have a place to name the service worker: {NONE}"));
    }
    let html = named(html);
    let mut files = Vec::new();
    walk(staged, "", &mut files)?;
    files.retain(|file| file != SCRIPT && file != "index.html");
    files.sort();
    let mut hash = Sha256::new();
    hash.update(&html);
    for file in &files {
        hash.update(file);
        hash.update(project::bytes(&staged.join(file))?);
    }
    files.retain(|file| file != ON_DEMAND && file != SANDBOXED);
    let version = project::digits(hash);
    // The page stands under the folder's own address.
    let list = std::iter::once("\"./\"".to_owned()).chain(files.iter().map(|file| format!("\"./{file}\"")));
    let list = list.collect::<Vec<_>>().join(", ");
    let script = staged.join(SCRIPT);
    let text = String::from_utf8(project::bytes(&script)?).map_err(|_| format!("{SCRIPT} is no text"))?;
    let filled = text.replace("\"VERSION\"", &format!("\"{version}\"")).replace("\"FILES\"", &list);
    if filled.matches(&version).count() != 1 || !filled.contains("[\"./\"") {
        return Err(format!("{SCRIPT} must have a VERSION and FILES to be filled in."));
    }
    project::write(&script, filled)?;
    Ok(html)
}

/// The files below a folder, with `/` between the parts of their paths.
fn walk(folder: &Path, path: &str, files: &mut Vec<String>) -> Result<(), String> {
    let entries = std::fs::read_dir(folder).map_err(|why| format!("{} cannot be read: {why}", folder.display()))?;
    for entry in entries.flatten() {
        let name = format!("{path}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            walk(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.push(name);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<html><meta name=\"offline\" content=\"\"></html>";

    fn version_of(test: &str, content: &str) -> (String, String) {
        let folder = std::env::temp_dir().join(format!("xtask-offline-{test}-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("part")).expect("a folder");
        std::fs::write(folder.join("part/a.js"), content).expect("a file");
        std::fs::write(folder.join("sw.js"), "const V = \"VERSION\"; const F = [\"FILES\"];").expect("a file");
        let page = kept(&folder, PAGE).expect("filled in");
        let script = std::fs::read_to_string(folder.join("sw.js")).expect("the script");
        std::fs::remove_dir_all(folder).expect("cleaned up");
        (page, script)
    }

    #[test]
    fn the_script_lists_every_file_and_the_page_names_it() {
        let (page, script) = version_of("lists", "one");
        assert!(page.contains("content=\"./sw.js\""), "{page}");
        assert!(script.contains("[\"./\", \"./part/a.js\"]"), "{script}");
    }

    #[test]
    fn another_content_is_another_version() {
        let version = |content| version_of("versions", content).1;
        assert_ne!(version("one"), version("another"));
        assert_eq!(version("one"), version("one"));
    }
}
