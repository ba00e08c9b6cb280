//! What torture came to, as a table to read.

use std::{collections::BTreeMap, fmt::Write as _, fs, time::Duration};

use clap::ValueEnum as _;

use crate::{
    fault::{Engine, Fault},
    ledger::Sums,
};

/// One fault on one engine.
#[derive(Debug, Clone)]
pub struct Row {
    pub engine: Engine,
    pub fault: Fault,
    pub seed: u64,
    pub rounds: u32,
    pub sums: Sums,
    pub violations: Vec<String>,
    pub took: Duration,
    /// Why it could not be tried here.
    pub untried: Option<String>,
}

/// A row as it is written.
pub type Cells = [String; HEADS.len()];

impl Row {
    pub fn new(engine: Engine, fault: Fault, seed: u64) -> Self {
        let (sums, violations, took) = (Sums::default(), Vec::new(), Duration::ZERO);
        Self { engine, fault, seed, rounds: 0, sums, violations, took, untried: None }
    }

    pub fn untried(engine: Engine, fault: Fault, seed: u64, why: String) -> Self {
        Self { untried: Some(why), ..Self::new(engine, fault, seed) }
    }

    pub fn cells(&self) -> Cells {
        let Sums { pages, acknowledged, refused, unknown, repeats } = self.sums;
        let rounds = if self.untried.is_some() { "not tried".to_owned() } else { self.rounds.to_string() };
        [
            self.fault.name().to_owned(),
            self.engine.name().to_owned(),
            rounds,
            pages.to_string(),
            acknowledged.to_string(),
            refused.to_string(),
            unknown.to_string(),
            repeats.to_string(),
            self.violations.len().to_string(),
            format!("{} s", self.took.as_secs()),
            self.seed.to_string(),
        ]
    }
}

const HEADS: [&str; 11] = [
    "fault",
    "engine",
    "rounds",
    "pages read",
    "acknowledged",
    "refused",
    "outcome unknown",
    "sent again",
    "violations",
    "took",
    "seed",
];

/// The rows as a table.
pub fn table(rows: &[Cells]) -> String {
    aligned(HEADS, rows)
}

/// These rows and those of a page written before that were not tried again, in the order of the faults: each row of a page is of the
/// last run that tried it.
pub fn together(rows: Vec<Cells>, written: &str) -> Vec<Cells> {
    let place = |[fault, engine, ..]: &Cells| {
        let faults = Fault::value_variants().iter().map(|fault| fault.name());
        let fault = faults.chain([CONTROL]).position(|name| name == fault)?;
        Some((fault, Engine::value_variants().iter().position(|one| one.name() == engine)?))
    };
    merged(rows, written, place)
}

/// These rows and those of a table written before that are not among them, in the order that `place` gives; what has no place is left
/// out.
pub fn merged<const N: usize, P: Ord>(
    rows: Vec<[String; N]>,
    written: &str,
    place: impl Fn(&[String; N]) -> Option<P>,
) -> Vec<[String; N]> {
    let lines = written.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let before = lines.filter_map(|line| {
        let cells: Vec<String> = line.split(" | ").map(|cell| cell.trim().to_owned()).collect();
        <[String; N]>::try_from(cells).ok()
    });
    let all: BTreeMap<P, _> = before.chain(rows).filter_map(|row| Some((place(&row)?, row))).collect();
    all.into_values().collect()
}

/// The same loss of power under SQLite alone, where it must be found.
pub const CONTROL: &str = "power lost, at synchronous=NORMAL";

/// How many of as many acknowledged rows were lost there.
pub fn control(rows: u32, lost: u32) -> Cells {
    let nothing = String::new;
    [
        CONTROL.to_owned(),
        Engine::Sqlite.name().to_owned(),
        "1".to_owned(),
        nothing(),
        rows.to_string(),
        nothing(),
        nothing(),
        nothing(),
        lost.to_string(),
        nothing(),
        nothing(),
    ]
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_keeps_the_rows_that_were_not_tried_again() {
        let row = |fault, engine, rounds| Row { rounds, ..Row::new(engine, fault, 7) }.cells();
        let before =
            [row(Fault::Kill, Engine::Postgres, 1), row(Fault::Cut, Engine::Sqlite, 1), control(9, 9)];
        let now = vec![row(Fault::Clock, Engine::Sqlite, 2), row(Fault::Cut, Engine::Sqlite, 2)];
        let page = table(&together(now, &table(&before)));
        let rounds: Vec<&str> =
            page.lines().skip(2).map(|line| line.split('|').nth(3).unwrap().trim()).collect();
        assert_eq!(rounds, ["1", "2", "2", "1"], "{page}");
        assert_eq!(table(&together(Vec::new(), &page)), page);
    }
}
