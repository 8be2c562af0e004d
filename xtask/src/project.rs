//! Where the project lies and what its lock files say.

use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// The folder that holds the project.
pub fn root() -> PathBuf {
    let xtask = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&xtask).parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// The folder where Cargo builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// A text file of the project, or why it cannot be read.
pub fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|why| format!("{} cannot be read: {why}", path.display()))
}

/// All of a file, or why it cannot be read.
pub fn bytes(file: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(file).map_err(|why| format!("{} cannot be read: {why}", file.display()))
}

/// Writes all of a file, or says why it cannot.
pub fn write(file: &Path, bytes: impl AsRef<[u8]>) -> Result<(), String> {
    std::fs::write(file, bytes).map_err(|why| format!("{} cannot be written: {why}", file.display()))
}

/// A hash as it stands in the name of a file: its first eight bytes.
pub fn digits(hash: Sha256) -> String {
    hash.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A name with another hash at its end.
pub fn renamed(name: &str, hash: Sha256) -> String {
    format!("{}-{}", name.rsplit_once('-').map_or(name, |(name, _)| name), digits(hash))
}

/// The version of a crate in Cargo.lock.
pub fn locked_version(name: &str) -> Result<String, String> {
    version_in(&read(&root().join("Cargo.lock"))?, name)
        .ok_or_else(|| format!("Cargo.lock names no version of {name}. Run `cargo update --workspace` and look again."))
}

fn version_in(lock: &str, name: &str) -> Option<String> {
    let wanted = format!("name = \"{name}\"");
    let mut lines = lock.lines().skip_while(|line| *line != wanted);
    lines.next()?;
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"').map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_the_named_crates_own() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.56\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.106\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.106"));
        assert_eq!(version_in(lock, "wasm"), None);
    }
}
