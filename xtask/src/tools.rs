//! The programs a build needs: found, or installed where they do not disturb anything else.

use crate::project;
use crate::run::{answer, long, spoken};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The Trunk this project is built with; any later 0.21 does as well.
const TRUNK: &str = "0.21.14";
/// What speaks WebDriver to Firefox.
const GECKODRIVER: &str = "0.36.0";
const NODE_MAJOR: u32 = 20;
const WASM: &str = "wasm32-unknown-unknown";

/// What a step answers: the words that end its line.
type Said = Result<String, String>;

/// Node.js, new enough.
pub fn node() -> Said {
    let wanted = format!(
        "Node.js {NODE_MAJOR} or newer is needed. {}",
        remedy("brew install node", "https://nodejs.org/en/download has it for every system")
    );
    let version = answer(Command::new("node").arg("--version")).ok_or_else(|| wanted.clone())?;
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    match major {
        Some(major) if major >= NODE_MAJOR => Ok(version),
        _ => Err(format!("{wanted} Here it is {version}.")),
    }
}

/// The standard library for WebAssembly, in the toolchain that rust-toolchain.toml names.
pub fn wasm_target() -> Said {
    let sysroot = answer(Command::new("rustc").args(["--print", "sysroot"]).current_dir(project::root()))
        .ok_or("rustc does not answer. Install Rust with rustup: https://rustup.rs")?;
    if Path::new(&sysroot).join("lib/rustlib").join(WASM).is_dir() {
        return Ok("there".into());
    }
    rustup(&["target", "add", WASM])
}

/// rustfmt and clippy.
pub fn lints() -> Said {
    let there = |name: &str| answer(Command::new("cargo").args([name, "--version"]).current_dir(project::root()));
    if there("fmt").is_some() && there("clippy").is_some() {
        return Ok("there".into());
    }
    rustup(&["component", "add", "rustfmt", "clippy"])
}

fn rustup(args: &[&str]) -> Said {
    let time = long(Command::new("rustup").args(args).current_dir(project::root())).map_err(|why| {
        format!(
            "{why}\nWithout rustup, add it the way your Rust was installed; with it, try: rustup {}",
            args.join(" ")
        )
    })?;
    Ok(format!("added in {}", spoken(time)))
}

/// Trunk, of the 0.21 line.
pub fn trunk() -> Said {
    let fits = |version: &str| {
        let (line, patch) = TRUNK.rsplit_once('.').unwrap_or_default();
        version.strip_prefix(line).and_then(|rest| rest.strip_prefix('.')).is_some_and(
            |rest| matches!((rest.parse::<u32>(), patch.parse::<u32>()), (Ok(there), Ok(least)) if there >= least),
        )
    };
    cargo_tool("trunk", "trunk", TRUNK, fits, "3 minutes")
}

/// wasm-bindgen and its test runner, of exactly the version the page is compiled against.
pub fn wasm_bindgen() -> Said {
    let version = project::locked_version("wasm-bindgen")?;
    cargo_tool("wasm-bindgen-cli", "wasm-bindgen", &version, |there| there == version, "1 minute")
}

/// Firefox's driver, any version of it.
pub fn geckodriver() -> Said {
    cargo_tool("geckodriver", "geckodriver", GECKODRIVER, |_| true, "1 minute")
}

/// The version of wasm-bindgen to install, for the step's title.
pub fn wasm_bindgen_title() -> String {
    format!("wasm-bindgen {}", project::locked_version("wasm-bindgen").unwrap_or_default())
}

/// Trunk's version, for the step's title.
pub fn trunk_title() -> String {
    format!("trunk {TRUNK}")
}

/// Takes the program from PATH when its version fits, else a ready-made one by `cargo binstall`, else builds it without
/// optimisation: the tools are quick enough so, and compile in half the time.
fn cargo_tool(package: &str, program: &str, version: &str, fits: impl Fn(&str) -> bool, long_time: &str) -> Said {
    let found = answer(Command::new(program).arg("--version").env("PATH", path()));
    if let Some(there) = found.as_deref().and_then(|said| said.split_whitespace().nth(1))
        && fits(there)
    {
        return Ok(format!("there{}", if there == version { String::new() } else { format!(" ({there})") }));
    }
    let into = tool_home(package, version);
    let wanted = format!("{package}@{version}");
    if answer(Command::new("cargo").args(["binstall", "-V"])).is_some() {
        let ready = Command::new("cargo")
            .args(["binstall", "--no-confirm", "--disable-strategies", "compile", "--root"])
            .arg(&into)
            .arg(&wanted)
            .output();
        if ready.is_ok_and(|output| output.status.success()) {
            return Ok(format!("fetched ready-made into {}", into.display()));
        }
    }
    print!("building it, about {long_time} on two cores … ");
    let _ = std::io::Write::flush(&mut std::io::stdout());
    let time = long(
        Command::new("cargo")
            .args(["install", "--debug", "--locked", "--root"])
            .arg(&into)
            .arg(&wanted)
            .env("CARGO_PROFILE_DEV_DEBUG", "0"),
    )
    .map_err(|why| format!("{why}\nTo try it by hand: cargo install --locked {wanted}"))?;
    Ok(format!("built in {}", spoken(time)))
}

/// Packages of a package-lock.json, installed again only when the lock has changed.
pub fn npm(folder: &Path) -> Said {
    let lock = project::read(&folder.join("package-lock.json"))?;
    let stamp = folder.join("node_modules/.lock-installed");
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok("there".into());
    }
    let time = long(npm_command().args(["ci", "--no-audit", "--no-fund"]).current_dir(folder))?;
    std::fs::write(&stamp, lock).map_err(|why| format!("{} cannot be written: {why}", stamp.display()))?;
    Ok(format!("installed in {}", spoken(time)))
}

/// `npm`, as this system spells it.
pub fn npm_command() -> Command {
    Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// A Debian package, when this is Debian and we may install.
pub fn apt(packages: &[&str]) -> Result<String, String> {
    let by_hand = format!("sudo apt-get install {}", packages.join(" "));
    if !has("apt-get") {
        return Err(format!("Not found, and there is no apt-get to install: {}.", packages.join(", ")));
    }
    let root = answer(Command::new("id").arg("-u")).as_deref() == Some("0");
    let sudo = !root && answer(Command::new("sudo").args(["-n", "true"])).is_some();
    if !root && !sudo {
        return Err(format!("Missing, and installing needs your password. Run: {by_hand}"));
    }
    let apt_get = |args: &[&str]| {
        let mut command = if sudo { Command::new("sudo") } else { Command::new("env") };
        long(
            command
                .args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"])
                .args(args),
        )
    };
    let update = apt_get(&["update"]).map_err(|why| format!("{why}\nTo try it by hand: {by_hand}"))?;
    let install = apt_get(&[&["install", "-y", "--no-install-recommends"], packages].concat())
        .map_err(|why| format!("{why}\nTo try it by hand: {by_hand}"))?;
    Ok(format!("installed by apt in {}", spoken(update + install)))
}

/// What to do about a missing program, in this system's own command.
pub fn remedy(mac: &str, elsewhere: &str) -> String {
    if cfg!(target_os = "macos") { format!("Run: {mac}") } else { elsewhere.to_owned() }
}

/// Is there a program of this name on PATH?
pub fn has(program: &str) -> bool {
    on_path(program).is_some()
}

/// The program of this name on PATH.
pub fn on_path(program: &str) -> Option<PathBuf> {
    std::env::split_paths(&path()).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// PATH with this project's tools in front.
pub fn path() -> OsString {
    let known = std::env::var_os("PATH").unwrap_or_default();
    let folders = folders().into_iter().chain(std::env::split_paths(&known));
    std::env::join_paths(folders).unwrap_or_else(|_| known.clone())
}

/// Where this project's tools lie: those installed for it, then wasm-opt and its kind from npm.
pub fn folders() -> Vec<PathBuf> {
    let mut folders = vec![tool_home("trunk", TRUNK).join("bin")];
    if let Ok(version) = project::locked_version("wasm-bindgen") {
        folders.push(tool_home("wasm-bindgen-cli", &version).join("bin"));
    }
    folders.push(tool_home("geckodriver", GECKODRIVER).join("bin"));
    folders.push(project::root().join("node_modules/.bin"));
    folders
}

/// Tools live beside Cargo's own, one folder a version: shared by every clone, replacing nobody else's.
fn tool_home(package: &str, version: &str) -> PathBuf {
    let cargo_home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".cargo")))
        .unwrap_or_else(project::target);
    cargo_home.join("playground-tools").join(format!("{package}-{version}"))
}
