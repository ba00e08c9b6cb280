//! What the load came to, as tables to read.

use std::{fmt::Write as _, time::Duration};

use clap::ValueEnum as _;

use super::{
    alone::Growth,
    life::Act,
    pace::{Size, Spell},
    watch::Watched,
};
use crate::{attack, fault::Engine, report::aligned};

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

/// One thing that was done as often as it went, in some turns.
pub struct Row {
    pub what: String,
    /// It writes the rows that the engine writes alone.
    pub files: bool,
    /// Of one answer.
    pub size: Option<Size>,
    pub turns: Vec<Turn>,
}

/// One of them.
pub struct Turn {
    /// How often it was done.
    pub done: usize,
    pub per_second: f64,
    /// Processor time of server and engine.
    pub each: Duration,
    /// The same at half the rate, whether or not answers come.
    pub half: Option<Spell>,
}

impl Row {
    pub fn new(what: &str, size: Option<Size>) -> Self {
        Self { what: what.to_owned(), files: false, size, turns: Vec::new() }
    }

    /// What stands in the middle of what `tell` says of the turns.
    fn middle(&self, tell: impl FnMut(&Turn) -> f64) -> f64 {
        middle(self.turns.iter().map(tell))
    }

    fn per_second(&self) -> f64 {
        self.middle(|turn| turn.per_second)
    }

    /// How often it was done for each time the other was, both in the same turn.
    fn share(&self, of: &Self) -> f64 {
        middle(self.turns.iter().zip(&of.turns).map(|(one, of)| one.per_second / of.per_second))
    }

    /// `file` and `engine` are what it is compared with.
    fn cells(&self, file: &Self, engine: &Self) -> [String; 10] {
        let percent = |of| format!("{:.0} %", 100.0 * self.share(of));
        let size = |of: fn(&Size) -> usize| self.size.as_ref().map(|size| of(size).to_string());
        let late = |turn: &Turn, permille| {
            turn.half.as_ref().map_or(0.0, |half| half.permille(permille).as_secs_f64())
        };
        let halved = self.turns.iter().all(|turn| turn.half.is_some());
        let tail = |turn: &Turn| late(turn, 990) / late(turn, 500);
        [
            Some(self.what.clone()),
            Some(format!("{:.0}", self.per_second())),
            halved.then(|| percent(file)),
            self.files.then(|| percent(engine)),
            Some(ms(self.middle(|turn| turn.each.as_secs_f64()))),
            size(|size| size.plain),
            size(|size| size.on_the_wire),
            halved.then(|| ms(self.middle(|turn| late(turn, 500)))),
            halved.then(|| ms(self.middle(|turn| late(turn, 990)))),
            halved.then(|| format!("{:.1}", self.middle(tail))),
        ]
        .map(Option::unwrap_or_default)
    }
}

/// The one in the middle.
fn middle(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_unstable_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or_default()
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

fn ms(seconds: f64) -> String {
    format!("{:.2} ms", seconds * 1000.0)
}

fn mib(bytes: u64) -> String {
    format!("{:.1} MiB", bytes as f64 / f64::from(1 << 20))
}

/// The tables of one engine. What its rows are compared with is the first of them, and the best of the engine alone.
pub fn tables(town: &Town) -> String {
    let file = &town.rows[0];
    let best = town.alone.iter().max_by(|one, other| one.per_second().total_cmp(&other.per_second()));
    let rows = town.rows.iter().chain(&town.alone).map(|row| row.cells(file, best.unwrap_or(row)));
    let mut said = String::new();
    said += &aligned(HEADS, &rows.collect::<Vec<_>>());
    let rows: Vec<String> = town.growth.0.iter().map(|(table, rows)| format!("{table} {rows:.2}")).collect();
    let Act { pages, forms } = town.act;
    let Start { first_answer, at_rest } = town.start;
    let _ = writeln!(
        said,
        "\nRows that one filed slip adds, counted: {}. One thing done in the story is {pages:.2} pages and {forms:.2} forms. \
         From its start to its first page {}; at rest the server keeps {} in memory.\n",
        rows.join(", "),
        ms(first_answer.as_secs_f64()),
        mib(at_rest)
    );
    let watched = |row: &Watched| {
        [
            row.watchers.to_string(),
            format!("{:.1} KiB", row.memory as f64 / 1024.0),
            ms(row.all_heard.as_secs_f64()),
        ]
    };
    let heads = ["open pages", "memory each", "all have heard of a step after"];
    said += &aligned(heads, &town.watched.iter().map(watched).collect::<Vec<_>>());
    said
}

const TITLE: &str = "# Under load

Browsers without scripts ask a server on loopback, over connections that stay open. Whoever asks shares the machine with the server and
takes about as much of it as the server does: what counts are the shares, of rates in one run, and the processor time. Written by
`cargo xtask bench --write`; each part is of the last run that measured its engine.

Everything is done in three turns: all pages, and again, and again; then filing and the engine alone, and again, and again; then the
story. What stands here is the turn in the middle, each column for itself, and a share is taken of two rates in the same turn: what others do
to the machine in one minute counts for little.

- *a second*: how often it was done when everybody asked again as soon as they had an answer.
- *of the file's*: that rate as a share of the first row's of the same turn, which is what this machine hands out when nothing has to be worked out.
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

/// The tables of these engines as a page, with those of a page written before of engines that were not measured again, and
/// what it says of attacks: each part of a page says of what run it is.
pub fn page(about: &str, measured: &[(Engine, String)], written: &str) -> String {
    let part = |&engine: &Engine| {
        let head = format!("## {}\n", engine.name());
        let now = measured.iter().find(|(one, _)| *one == engine);
        if let Some((_, tables)) = now {
            return Some(format!("{head}\n{about}\n{tables}"));
        }
        let before = &written[written.find(&head)?..];
        Some(before.split("\n## ").next().unwrap_or(before).trim_end().to_owned() + "\n")
    };
    let parts: Vec<String> = Engine::value_variants().iter().filter_map(part).collect();
    let attacks = attack::kept(written).trim_end();
    let attacks = if attacks.is_empty() { String::new() } else { attacks.to_owned() + "\n" };
    format!("{TITLE}\n{}{attacks}", parts.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(what: &str, size: Option<Size>, rates: &[f64]) -> Row {
        let each = Duration::from_micros(1500);
        let turn = |&per_second: &f64| Turn { done: 1, per_second, each, half: None };
        Row { turns: rates.iter().map(turn).collect(), ..Row::new(what, size) }
    }

    #[test]
    fn a_row_says_what_was_measured_of_it_and_nothing_else() {
        let (file, engine) = (row("file", None, &[100.0]), row("engine", None, &[200.0]));
        let alone = Row { files: true, ..row("alone", None, &[50.0]) };
        assert_eq!(alone.cells(&file, &engine).join("|"), "alone|50||25 %|1.50 ms|||||");
        let page = row("page", Some(Size { plain: 9000, on_the_wire: 2000 }), &[50.0]);
        assert_eq!(page.cells(&file, &engine).join("|"), "page|50|||1.50 ms|9000|2000|||");
    }

    #[test]
    fn a_minute_in_which_the_machine_did_little_counts_for_little() {
        let file = row("file", None, &[100.0, 50.0, 100.0]);
        let page = row("page", None, &[70.0, 35.0, 10.0]);
        assert!((page.share(&file) - 0.7).abs() < 1e-9);
        assert!((page.per_second() - 35.0).abs() < 1e-9);
    }

    #[test]
    fn a_page_keeps_the_engine_that_was_not_measured_again() {
        let of = |engine, tables: &str| [(engine, format!("{tables}\n"))];
        let both = page("a", &[of(Engine::Sqlite, "one"), of(Engine::Postgres, "two")].concat(), "");
        assert_eq!(page("b", &[], &both), both);
        let mended = page("b", &of(Engine::Sqlite, "three"), &both);
        assert!(mended.contains("## SQLite\n\nb\nthree\n\n## PostgreSQL\n\na\ntwo\n"), "{mended}");
        let mended = page("b", &of(Engine::Postgres, "three"), &both);
        assert!(mended.contains("## SQLite\n\na\none\n\n## PostgreSQL\n\nb\nthree\n"), "{mended}");
    }

    #[test]
    fn a_page_keeps_what_it_says_of_attacks() {
        let before = page("a", &[(Engine::Sqlite, "one\n".to_owned())], "") + "\n## Under attack\n\nfour\n";
        assert_eq!(page("b", &[], &before), before);
    }
}
