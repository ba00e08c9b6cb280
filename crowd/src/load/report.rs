//! What the load came to, as tables to read.

use std::{fmt::Write as _, time::Duration};

use super::{pace::Spell, watch::Watched};
use crate::{fault::Engine, report::aligned};

/// One engine.
pub struct Town {
    pub engine: Engine,
    pub start: Start,
    pub rows: Vec<Row>,
    pub watched: Vec<Watched>,
}

/// How a server began.
pub struct Start {
    /// From its start until somebody had the first page.
    pub first_answer: Duration,
    /// Bytes in memory, before anybody came.
    pub at_rest: u64,
}

/// One thing that was done as often as it went.
pub struct Row {
    pub what: &'static str,
    pub per_second: f64,
    /// Processor time of server and engine.
    pub each: Duration,
    /// Of one answer, not compressed.
    pub bytes: usize,
    /// The same at half the rate, whether or not answers come.
    pub half: Spell,
}

fn ms(length: Duration) -> String {
    format!("{:.2} ms", length.as_secs_f64() * 1000.0)
}

fn mib(bytes: u64) -> String {
    format!("{:.1} MiB", bytes as f64 / f64::from(1 << 20))
}

/// The tables of one engine; the first row is what the others are compared with.
pub fn tables(town: &Town) -> String {
    let first = town.rows.first().map_or(1.0, |row| row.per_second);
    let cells = |row: &Row| {
        [
            row.what.to_owned(),
            format!("{:.0}", row.per_second),
            format!("{:.0} %", 100.0 * row.per_second / first),
            ms(row.each),
            row.bytes.to_string(),
            ms(row.half.permille(500)),
            ms(row.half.permille(990)),
            format!("{:.1}", row.half.permille(990).as_secs_f64() / row.half.permille(500).as_secs_f64()),
        ]
    };
    let heads = [
        "what",
        "a second",
        "of the file's",
        "processor time each",
        "bytes",
        "at half the rate, p50",
        "p99",
        "p99 / p50",
    ];
    let mut said = format!("## {}\n\n", town.engine.name());
    said += &aligned(heads, &town.rows.iter().map(cells).collect::<Vec<_>>());
    let Start { first_answer, at_rest } = town.start;
    let _ = writeln!(
        said,
        "\nFrom its start to its first page {}; at rest the server keeps {} in memory.\n",
        ms(first_answer),
        mib(at_rest)
    );
    let watched = |row: &Watched| {
        [row.watchers.to_string(), format!("{:.1} KiB", row.memory as f64 / 1024.0), ms(row.all_heard)]
    };
    let heads = ["open pages", "memory each", "all have heard of a step after"];
    said += &aligned(heads, &town.watched.iter().map(watched).collect::<Vec<_>>());
    said
}

const TITLE: &str = "# Under load

Browsers without scripts ask a server on loopback, over connections that stay open, and take about as much of the machine as it does: what
counts is the share of the first row, and the processor time, of server and engine together. At half the rate asks are made when they are due,
whether or not answers come, and have waited since then. Written by `cargo xtask bench --write`.
";

/// All of it as a page.
pub fn page(about: &str, towns: &[Town]) -> String {
    let towns: Vec<String> = towns.iter().map(tables).collect();
    format!("{TITLE}\n{about}\n{}", towns.join("\n"))
}
