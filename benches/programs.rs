//! Programs that cost something, each beside go-jsonnet's time: `cargo bench --bench programs [PART OF A NAME]`.
//! Without `pip install gojsonnet==0.21.0` it prints ours alone. `benches/browser.mjs` times them in the worker.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use playground::engine;

const CTX: &str = r#"{"flow": {"id": "x"}}"#;

fn main() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches");
    let wanted = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).unwrap_or_default();
    let text = fs::read_to_string(here.join("programs.json")).expect("the programs are there");
    let programs: BTreeMap<String, String> = serde_json::from_str(&text).expect("names and programs");
    let go = go(&here, &wanted);
    println!("{:<24}{:>12}{:>14}{:>8}", "program", "ours", "go-jsonnet", "of it");
    for (name, program) in programs.iter().filter(|(name, _)| name.contains(&wanted)) {
        let ours = best(program);
        let (theirs, part) = go
            .get(name)
            .map_or_else(Default::default, |theirs| (format!("{theirs:.2} ms"), format!("{:.2}", ours / theirs)));
        println!("{name:<24}{:>12}{theirs:>14}{part:>8}", format!("{ours:.2} ms"));
    }
}

/// The least that a program takes, in milliseconds: of nine runs, or of as many as fit into two seconds.
fn best(program: &str) -> f64 {
    let begun = Instant::now();
    let mut times = Vec::new();
    while times.is_empty() || times.len() < 9 && begun.elapsed() < Duration::from_secs(2) {
        let start = Instant::now();
        let _ = std::hint::black_box(engine::evaluate(program, CTX));
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    times.into_iter().fold(f64::INFINITY, f64::min)
}

fn go(here: &Path, wanted: &str) -> BTreeMap<String, f64> {
    let said = Command::new("python3").arg(here.join("go_jsonnet.py")).args(["--programs", wanted]).output();
    said.ok().and_then(|said| serde_json::from_slice(&said.stdout).ok()).unwrap_or_default()
}
