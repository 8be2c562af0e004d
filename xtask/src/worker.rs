//! Names the worker by its content, as Trunk names everything else.
//!
//! Trunk leaves a worker under fixed names. A browser that kept yesterday's `worker.js` would then run it with today's
//! WebAssembly, and the page would speak to an engine of another version. So its three files move into a folder named
//! by a hash, and the page finds them through `<meta name="worker">`.

use crate::project;
use sha2::{Digest, Sha256};
use std::path::Path;

const FILES: [&str; 3] = ["worker_loader.js", "worker.js", "worker_bg.wasm"];
/// What a release has beside them (`split`).
const LATER: [&str; 2] = ["worker_second.wasm", "worker_later.wasm"];

/// Trunk's own loader asks for the WebAssembly only once the script has come; this one asks for both at once. The worker
/// that index.html starts for the first body waits with it until it is told to go, so that the page's own files go first,
/// and fetches what it does not need behind its answer; every other one begins with what comes behind it, too. The rest
/// leaves the line to all that for so many milliseconds.
pub const LOADER: &str = "\
const first = self.name === 'first';
const told = () => new Promise((go) => addEventListener('message', go, { once: true }));
const asked = () => fetch(new URL('worker_bg.wasm', import.meta.url));
const bytes = first ? told().then(asked) : asked();
const { default: init } = await import('./worker.js');
if (first) bytes.then(told).then(() => setTimeout(() => globalThis.loadSecond?.()));
else await globalThis.loadSecond?.();
await init({ module_or_path: bytes });
setTimeout(() => globalThis.loadRest?.(), 2500);
";
const FIXED: &str = "<meta name=\"worker\" content=\"./worker_loader.js\">";

/// Moves the worker's files in `staged` and answers the page that names their new place.
pub fn named_by_content(staged: &Path, html: &str) -> Result<String, String> {
    project::write(&staged.join("worker_loader.js"), LOADER)?;
    let mut hash = Sha256::new();
    let files: Vec<&str> =
        FILES.into_iter().chain(LATER.into_iter().filter(|file| staged.join(file).is_file())).collect();
    for name in &files {
        let bytes = project::bytes(&staged.join(name))?;
        if *name == "worker.js" && String::from_utf8_lossy(&bytes).contains("./snippets/") {
            return Err(
                "The worker imports scripts of the page, such as the editor: it should load the engine alone.".into()
            );
        }
        hash.update(bytes);
    }
    let folder = project::renamed("worker", hash);
    let moved = std::fs::create_dir_all(staged.join(&folder)).and_then(|()| {
        files.iter().try_for_each(|file| std::fs::rename(staged.join(file), staged.join(&folder).join(file)))
    });
    moved.map_err(|why| format!("the worker cannot be moved to {folder}/: {why}"))?;
    if !html.contains(FIXED) {
        return Err(format!("index.html must tell the page where its worker is: {FIXED}"));
    }
    Ok(html.replace(FIXED, &FIXED.replace("./", &format!("./{folder}/"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with a worker of this script.
    fn staged(test: &str, script: &str) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("xtask-{test}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        for (name, text) in FILES.into_iter().zip(["import './worker.js'", script, "wasm"]) {
            std::fs::write(folder.join(name), text).expect("a file");
        }
        folder
    }

    #[test]
    fn another_content_gets_another_name_and_the_page_follows() {
        let pages: Vec<String> = ["one", "two", "one"]
            .into_iter()
            .map(|script| {
                let folder = staged("moves", script);
                let page = named_by_content(&folder, FIXED).expect("a worker");
                let place = page.split('"').nth(3).expect("a place").to_owned();
                assert!(folder.join(&place).is_file(), "{place}");
                assert!(!folder.join("worker.js").exists());
                std::fs::remove_dir_all(folder).expect("cleaned up");
                place
            })
            .collect();
        assert_ne!(pages[0], pages[1]);
        assert_eq!(pages[0], pages[2]);
    }

    #[test]
    fn a_worker_that_drags_the_page_along_is_refused() {
        let folder = staged("refuses", "import { edit } from './snippets/page/editor.js';");
        let refused = named_by_content(&folder, FIXED);
        std::fs::remove_dir_all(folder).expect("cleaned up");
        assert!(refused.expect_err("must be refused").contains("the engine alone"));
    }
}
