//! What the load came to, as tables to read.

use std::{fmt::Write as _, time::Duration};

use super::{
    alone::Growth,
    life::Act,
    pace::{Size, Spell},
    watch::Watched,
};
use crate::{fault::Engine, report::aligned};

/// One engine.
pub struct Town {
    pub engine: Engine,
    pub start: Start,
    pub rows: Vec<Row>,
    pub act: Act,
    pub growth: Growth,
    /// What the engine does without a server, in as many ways as were tried.
    pub alone: Vec<Row>,
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
    pub what: String,
    pub per_second: f64,
    /// Processor time of server and engine.
    pub each: Duration,
    /// It writes the rows that the engine writes alone.
    pub files: bool,
    /// Of one answer.
    pub size: Option<Size>,
    /// The same at half the rate, whether or not answers come.
    pub half: Option<Spell>,
}

impl Row {
    pub fn new(what: &str, per_second: f64, each: Duration) -> Self {
        Self { what: what.to_owned(), per_second, each, files: false, size: None, half: None }
    }

    /// `file` and `engine` are the rates it is compared with.
    fn cells(&self, file: f64, engine: f64) -> [String; 10] {
        let percent = |of: f64| format!("{:.0} %", 100.0 * self.per_second / of);
        let size = |of: fn(&Size) -> usize| self.size.as_ref().map(|size| of(size).to_string());
        let late = |permille: usize| self.half.as_ref().map(|half| half.permille(permille));
        let tail = late(500).zip(late(990)).map(|(most, all)| all.as_secs_f64() / most.as_secs_f64());
        [
            Some(self.what.clone()),
            Some(format!("{:.0}", self.per_second)),
            self.half.is_some().then(|| percent(file)),
            self.files.then(|| percent(engine)),
            Some(ms(self.each)),
            size(|size| size.plain),
            size(|size| size.on_the_wire),
            late(500).map(ms),
            late(990).map(ms),
            tail.map(|tail| format!("{tail:.1}")),
        ]
        .map(Option::unwrap_or_default)
    }
}

const HEADS: [&str; 10] = [
    "what",
    "a second",
    "of the file's",
    "of the engine's",
    "processor time each",
    "bytes",
    "on the wire",
    "at half the rate, p50",
    "p99",
    "p99 / p50",
];

fn ms(length: Duration) -> String {
    format!("{:.2} ms", length.as_secs_f64() * 1000.0)
}

fn mib(bytes: u64) -> String {
    format!("{:.1} MiB", bytes as f64 / f64::from(1 << 20))
}

/// The tables of one engine; the first row is what the others are compared with.
pub fn tables(town: &Town) -> String {
    let file = town.rows.first().map_or(1.0, |row| row.per_second);
    let engine = town.alone.iter().map(|row| row.per_second).fold(0.0, f64::max);
    let mut said = format!("## {}\n\n", town.engine.name());
    let rows = town.rows.iter().chain(&town.alone).map(|row| row.cells(file, engine));
    said += &aligned(HEADS, &rows.collect::<Vec<_>>());
    let rows: Vec<String> = town.growth.0.iter().map(|(table, rows)| format!("{table} {rows:.2}")).collect();
    let Act { pages, forms } = town.act;
    let Start { first_answer, at_rest } = town.start;
    let _ = writeln!(
        said,
        "\nRows that one filed slip adds, counted: {}. One thing done in the story is {pages:.2} pages and {forms:.2} forms. \
         From its start to its first page {}; at rest the server keeps {} in memory.\n",
        rows.join(", "),
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

Browsers without scripts ask a server on loopback, over connections that stay open. Whoever asks shares the machine with the server and
takes about as much of it as the server does: what counts are the shares, of rates in one run, and the processor time. Written by
`cargo xtask bench --write`.

- *a second*: how often it was done when everybody asked again as soon as they had an answer.
- *of the file's*: that rate as a share of the first row's, which is what this machine hands out when nothing has to be worked out.
- *of the engine's*: as a share of the best rate at which the engine alone writes the same rows. They are the rows that the slips of this
  very run have written, every column of them, under keys, numbers and times of their own, into a copy of the database as it was before
  anybody came: durably, by prepared statements, so many slips in a transaction, on one connection and on PostgreSQL also on as many as
  there are clients. What a server reads before it writes, and what PostgreSQL tells other nodes, are no rows and are left out.
- *processor time each*: what one of them took of the cores, server and engine together, counted by Linux in hundredths of a second over
  the whole spell. Of the engine alone: all that the writing process took, which makes up the keys too, and PostgreSQL's processes.
- *bytes*: of the answer as these browsers ask for it, not compressed; the rates and times are of such answers. *on the wire*: of the body
  that a browser is sent which takes gzip and br.
- *at half the rate*: asks are made when they are due, whether or not answers come, and have waited since then. Half of them had their
  answer within *p50*, all but one in a hundred within *p99*; the last column says how many times as long that is.
- The story is the one the crowd of `cargo xtask torture` lives, with as many pages read for each form as in a town. One thing that is done
  in it is a look around, or a form with the pages that lead to it; what that came to stands below the table.
";

/// All of it as a page.
pub fn page(about: &str, towns: &[Town]) -> String {
    let towns: Vec<String> = towns.iter().map(tables).collect();
    format!("{TITLE}\n{about}\n{}", towns.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_what_was_measured_of_it_and_nothing_else() {
        let alone = Row { files: true, ..Row::new("alone", 50.0, Duration::from_micros(1500)) };
        let said = alone.cells(100.0, 200.0).join("|");
        assert_eq!(said, "alone|50||25 %|1.50 ms|||||");
        let size = Some(Size { plain: 9000, on_the_wire: 2000 });
        let page = Row { size, ..Row::new("page", 50.0, Duration::from_millis(2)) };
        assert_eq!(page.cells(100.0, 200.0).join("|"), "page|50|||2.00 ms|9000|2000|||");
    }
}
