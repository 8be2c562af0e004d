//! `check --watch`: again whenever a file changes.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::mpsc,
    time::Duration,
};

use notify::{RecursiveMode, Watcher};

use super::{Problem, check, print};

/// Several changes within this time are one: editors write a file in steps.
const TOGETHER: Duration = Duration::from_millis(120);

/// Checks, waits for a change, and checks again, until it is ended.
pub fn run(options: &check::Options) -> Result<u8, Problem> {
    if options.files.iter().any(|file| file == Path::new("-")) {
        return Err(Problem("standard input cannot be watched".to_owned()));
    }
    let cannot = |error: notify::Error| Problem(format!("cannot watch: {error}"));
    let (send, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // Reading is what a check does itself.
        if event.is_ok_and(|event| !event.kind.is_access()) {
            let _ = send.send(());
        }
    })
    .map_err(cannot)?;
    // An editor may replace a file by another of its name, so the folders are watched. Templates stand beside.
    let folder = |file: &PathBuf| {
        let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if file.is_dir() { file.clone() } else { parent.to_path_buf() }
    };
    let folders: BTreeSet<PathBuf> = options.files.iter().chain(&options.ctx).map(folder).collect();
    for folder in folders {
        watcher.watch(&folder, RecursiveMode::Recursive).map_err(cannot)?;
    }
    loop {
        // A file that is just being written may be unreadable; that is told, and the next change looks again.
        if let Err(problem) = check::once(options) {
            print(&format!("error: {problem}\n"))?;
        }
        print("\nWatching. Ctrl+C ends it.\n")?;
        if changes.recv().is_err() {
            return Err(Problem("nothing tells of changes any more".to_owned()));
        }
        while changes.recv_timeout(TOGETHER).is_ok() {}
    }
}
