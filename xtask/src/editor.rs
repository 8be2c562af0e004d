//! Puts the editor's second file beside its first, and names both by their content, as Trunk names everything else.
//!
//! wasm-bindgen copies only what it imports, and names the folder by the crate. A browser or a service worker that kept
//! yesterday's `editor.js` would then run it with today's page, and today's `later.js` would take from it what it has not.

use crate::{project, split};
use sha2::{Digest, Sha256};
use std::path::Path;

const FIRST: &str = "editor/dist/editor.js";
const LATER: &str = "editor/dist/later.js";

/// Moves the editor's files in `staged`, which are made from the bundle in `root`, and answers the page that names their
/// new place. The page's script names it too, so it gets another name with them.
pub fn named_by_content(root: &Path, staged: &Path, html: &str) -> Result<String, String> {
    let snippets = staged.join("snippets");
    let entries =
        std::fs::read_dir(&snippets).map_err(|why| format!("{} cannot be read: {why}", snippets.display()))?;
    let folder = entries
        .flatten()
        .map(|entry| entry.path())
        .find(|folder| folder.join(FIRST).is_file())
        .ok_or("wasm-bindgen left no editor: does the page's Rust still import it?")?;
    let copied = std::fs::copy(root.join(LATER), folder.join(LATER));
    copied.map_err(|why| format!("{LATER} cannot be copied: {why}"))?;

    let mut hash = Sha256::new();
    for file in [FIRST, LATER] {
        hash.update(project::bytes(&folder.join(file))?);
    }
    let old = split::stem(&folder)?;
    let new = project::renamed(&old, hash);
    rename(&folder, &snippets.join(&new))?;

    let page = split::page_in(staged)?;
    let text = project::read(&page.script)?;
    // What the module imports goes on being called by its old name.
    let from = |name: &str| format!("from './snippets/{name}/");
    if !text.contains(&from(&old)) {
        return Err(format!("The page's script does not import the editor {}…'", from(&old)));
    }
    project::write(&page.script, text.replace(&from(&old), &from(&new)))?;
    let old_page = split::stem(&page.script)?;
    let new_page = project::renamed(&old_page, Sha256::new().chain_update(&old_page).chain_update(&new));
    rename(&page.script, &staged.join(format!("{new_page}.js")))?;
    rename(&page.wasm, &staged.join(format!("{new_page}_bg.wasm")))?;
    Ok(html.replace(&old_page, &new_page).replace(&old, &new))
}

fn rename(from: &Path, to: &Path) -> Result<(), String> {
    std::fs::rename(from, to).map_err(|why| format!("{} cannot be moved to {}: {why}", from.display(), to.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a page with these files of the editor becomes: its html, its script, and whether both files are where it says.
    fn page(test: &str, first: &str, later: &str) -> (String, String, bool) {
        let folder = std::env::temp_dir().join(format!("xtask-editor-{test}-{}", std::process::id()));
        let staged = folder.join("dist");
        for (file, text) in [
            ("editor/dist/later.js", later),
            ("dist/snippets/page-0123456789abcdef/editor/dist/editor.js", first),
            ("dist/page-1122334455667788_bg.wasm", "wasm"),
            (
                "dist/page-1122334455667788.js",
                "import { Editor } from './snippets/page-0123456789abcdef/editor/dist/editor.js';\n\
                 imports['./snippets/page-0123456789abcdef/editor/dist/editor.js'] = a;",
            ),
        ] {
            let file = folder.join(file);
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            std::fs::write(file, text).expect("a file");
        }
        let html = "<link href=\"./snippets/page-0123456789abcdef/editor/dist/editor.js\">\
            <script src=\"page-1122334455667788.js\"></script>";
        let html = named_by_content(&folder, &staged, html).expect("an editor");
        let place = |at| html.split('"').nth(at).map(|path| staged.join(path)).expect("a place");
        let script = std::fs::read_to_string(place(3)).expect("a script");
        let there = place(1).is_file() && place(1).with_file_name("later.js").is_file();
        std::fs::remove_dir_all(folder).expect("cleaned up");
        (html, script, there)
    }

    #[test]
    fn both_files_lie_where_page_and_script_say_and_the_module_finds_its_import() {
        let (html, script, there) = page("moves", "one", "two");
        assert!(there, "{html}");
        assert!(!html.contains("0123456789abcdef"), "{html}");
        assert!(script.contains("imports['./snippets/page-0123456789abcdef/editor/dist/editor.js']"), "{script}");
        let place = html.split('"').nth(1).expect("a place");
        assert!(script.contains(&format!("from '{place}'")), "{script}");
    }

    #[test]
    fn another_content_of_either_gets_other_names() {
        let of = |first, later| page("names", first, later).0;
        assert_eq!(of("one", "two"), of("one", "two"));
        for other in [of("another", "two"), of("one", "another")] {
            let (this, that): (Vec<_>, Vec<_>) = (
                of("one", "two").split('"').map(str::to_owned).collect(),
                other.split('"').map(str::to_owned).collect(),
            );
            assert!(this[1] != that[1] && this[3] != that[3], "{this:?} {that:?}");
        }
    }
}
