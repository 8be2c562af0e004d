//! How long one evaluation takes: `cargo run --release --example speed TEMPLATE CTX`.

use std::{env, fs, hint::black_box, io, time::Instant};

use playground::engine;

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let (Some(template), Some(ctx)) = (arguments.next(), arguments.next()) else {
        return Err(io::Error::other("usage: speed TEMPLATE CTX"));
    };
    let (template, ctx) = (fs::read_to_string(template)?, fs::read_to_string(ctx)?);
    let runs = 2_000;
    for round in ["cold", "warm"] {
        let start = Instant::now();
        for _ in 0..runs {
            let _ = black_box(engine::evaluate(black_box(&template), black_box(&ctx)));
        }
        println!("{round}: {:.1} µs", start.elapsed().as_secs_f64() * 1e6 / f64::from(runs));
    }
    Ok(())
}
