//! What torture came to, as a table to read.

use std::{fmt::Write as _, fs, time::Duration};

use crate::{
    fault::{Engine, Fault},
    ledger::Sums,
};

/// One fault on one engine.
#[derive(Debug, Clone)]
pub struct Row {
    pub engine: Engine,
    pub fault: Fault,
    pub rounds: u32,
    pub sums: Sums,
    pub violations: Vec<String>,
    pub took: Duration,
    /// Why it could not be tried here.
    pub untried: Option<String>,
}

impl Row {
    pub fn new(engine: Engine, fault: Fault) -> Self {
        let (sums, violations, took) = (Sums::default(), Vec::new(), Duration::ZERO);
        Self { engine, fault, rounds: 0, sums, violations, took, untried: None }
    }

    pub fn untried(engine: Engine, fault: Fault, why: String) -> Self {
        Self { untried: Some(why), ..Self::new(engine, fault) }
    }

    fn cells(&self) -> [String; 10] {
        let Sums { pages, acknowledged, refused, unknown, repeats } = self.sums;
        let rounds = if self.untried.is_some() { "not tried".to_owned() } else { self.rounds.to_string() };
        [
            self.engine.name().to_owned(),
            self.fault.name().to_owned(),
            rounds,
            pages.to_string(),
            acknowledged.to_string(),
            refused.to_string(),
            unknown.to_string(),
            repeats.to_string(),
            self.violations.len().to_string(),
            format!("{} s", self.took.as_secs()),
        ]
    }
}

const HEADS: [&str; 10] = [
    "engine",
    "fault",
    "rounds",
    "pages read",
    "acknowledged",
    "refused",
    "outcome unknown",
    "sent again",
    "violations",
    "took",
];

/// The rows as a table.
pub fn table(rows: &[Row]) -> String {
    aligned(HEADS, &rows.iter().map(Row::cells).collect::<Vec<_>>())
}

/// A table, its columns aligned, as Markdown reads it.
pub fn aligned<const N: usize>(heads: [&str; N], rows: &[[String; N]]) -> String {
    let width = |column: usize| {
        rows.iter().map(|row| row[column].chars().count()).fold(heads[column].len(), usize::max)
    };
    let widths: [usize; N] = std::array::from_fn(width);
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let cells = cells.zip(&widths).map(|(cell, width)| format!(" {cell:<width$} |"));
        format!("|{}\n", cells.collect::<String>())
    };
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    let mut table = line(&mut heads.into_iter()) + &line(&mut rule.iter().map(String::as_str));
    for row in rows {
        table += &line(&mut row.iter().map(String::as_str));
    }
    table
}

/// What the rows leave to say: what was found wrong, and what could not be tried.
pub fn remarks(rows: &[Row]) -> String {
    let mut said = String::new();
    for row in rows {
        let (engine, fault) = (row.engine.name(), row.fault.name());
        if let Some(why) = &row.untried {
            let _ = writeln!(said, "- {engine}, {fault}: not tried here, because {why}");
        }
        for violation in row.violations.iter().take(20) {
            let _ = writeln!(said, "- {engine}, {fault}: {violation}");
        }
    }
    said
}

/// This machine, as far as it matters.
pub fn machine() -> String {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let field = |text: &str, name: &str| {
        let line = text.lines().find(|line| line.starts_with(name))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let model = field(&read("/proc/cpuinfo"), "model name").unwrap_or_else(|| "of unknown make".to_owned());
    let memory = field(&read("/proc/meminfo"), "MemTotal")
        .and_then(|kib| kib.split(' ').next()?.parse::<u64>().ok())
        .map_or_else(String::new, |kib| format!(", {} GiB of memory", kib.div_ceil(1024 * 1024)));
    let kernel = read("/proc/sys/kernel/osrelease");
    format!("{cores} cores, {model}{memory}, Linux {}", kernel.trim())
}
