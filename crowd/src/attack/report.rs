//! What the attacks came to, as a section of the page about load.

use std::collections::BTreeMap;

use clap::ValueEnum as _;

use super::{Attack, BOUND, Row};
use crate::{
    fault::Engine,
    report::{aligned, merged},
};

const HEADS: [&str; 14] = [
    "what is tried",
    "engine",
    "a second",
    "sent",
    "taken",
    "refused",
    "order in quiet, p50",
    "p99",
    "meanwhile, p50",
    "p99",
    "p99 / p99",
    "besides",
    "memory",
    "disk",
];

/// A row as it is written.
type Cells = [String; HEADS.len()];

impl Row {
    fn cells(&self) -> Cells {
        let ms = |took: std::time::Duration| format!("{:.1} ms", took.as_secs_f64() * 1000.0);
        let mib = |bytes: u64| format!("{:.1} MiB", bytes as f64 / f64::from(1 << 20));
        let Self { tally, quiet, attacked, needed, .. } = self;
        [
            self.attack.name().to_owned(),
            self.engine.name().to_owned(),
            format!("{:.0}", tally.sent as f64 / self.lasted.as_secs_f64()),
            tally.sent.to_string(),
            tally.taken.to_string(),
            tally.refused.to_string(),
            ms(quiet.median),
            ms(quiet.most),
            ms(attacked.median),
            ms(attacked.most),
            format!("{:.1}", self.ratio()),
            format!("{} {}/{}", self.attack.need().words(), needed.done, needed.tried),
            mib(self.memory),
            mib(self.disk),
        ]
    }
}

/// The rows as a table, with those of a page written before that were not measured again.
pub fn table(rows: &[Row], written: &str) -> String {
    let place = |[attack, engine, ..]: &Cells| {
        let attack = Attack::value_variants().iter().position(|one| one.name() == attack)?;
        Some((attack, Engine::value_variants().iter().position(|one| one.name() == engine)?))
    };
    aligned(HEADS, &merged(rows.iter().map(Row::cells).collect(), written, place))
}

/// What an honest person did not get in these runs.
pub fn remarks(rows: &[Row]) -> String {
    let mut remarks = String::new();
    for row in rows {
        let (engine, attack) = (row.engine.name(), row.attack.name());
        let slow = (row.ratio() > BOUND)
            .then(|| format!("the slowest of a hundred orders takes {:.1} times as long", row.ratio()));
        let mut wrong = BTreeMap::<&str, u32>::new();
        for wrong_once in slow.iter().chain(&row.wrong) {
            *wrong.entry(wrong_once).or_default() += 1;
        }
        for (wrong, times) in wrong.into_iter().take(MOST_REMARKS) {
            let times = if times > 1 { format!(" ({times} times)") } else { String::new() };
            remarks += &format!("- {engine}, {attack}: {wrong}{times}\n");
        }
    }
    remarks
}

const MOST_REMARKS: usize = 10;

const HEAD: &str = "\n## Under attack\n";

const TITLE: &str = "
One machine attacks, and honest residents file ten orders a second through the real forms, each over a new connection: the form is
opened, filled in and sent, and at the end the slip is there. The bound is that the slowest of a hundred orders (*p99*) takes at most five
times as long as in the quiet seconds just before. Written by `cargo xtask bench attack --write`; each row is of the last run that measured
it.

- Each attack meets a server and a database of its own. Attackers have other addresses of the loopback network, or any address at all
  through a proxy that the server trusts, and one thread at a fixed rate (*a second*), because both sides share the cores. The server is
  started with the usual 1,024 open files.
- *taken* is what the server did as it was asked, of connections those that are open at the end; *refused* is what it answered with no. What is
  neither was closed without an answer.
- *besides* is what an honest person wants every two seconds meanwhile, at an address of their own, and how often they got it.
- *memory* is how much more the server had at its peak than just before. *disk* is how much more there is in its files and its database; the
  honest orders are part of it.

What is tried:

- *strangers fill the disk*: orders full of text, each from a new browser that has not signed in; half have 255,000 letters and come from one
  address, half have 30,000 and come from changing ones.
- *a known number is locked out*: a code is asked for and five wrong ones are typed, each time from another address; a minute passes for the
  server in each second. The person who has this number signs out and in again.
- *one IPv6 /64 asks for codes*: each time from another address of it, to another number.
- *5,000 people behind one address*: no attack, and all of them have to be served. They sign in for the first time, one in five files an order;
  eight hours pass for the server meanwhile.
- *slow headers and bodies*: 1,500 connections that send a letter a second, half from one address, half each from their own.
- *idle connections and event streams*: 3,000 from one address. One that the server closes is opened again after five seconds, here and below.
- *unfinished uploads*: 20 tables of 31 MB and 20 pictures of 11 MB by one resident, without their end.
- *picture bombs*: orders with a PNG of 117 KB and 6324 by 6324 pixels, and orders with 60 pictures that are none, by one resident.
- *10,000 orders by one resident*: all in one grid.
";

/// The section with these rows, and with those written before that were not measured again.
pub fn section(about: &str, rows: &[Row], written: &str) -> String {
    let remarks = remarks(rows);
    let table = table(rows, kept(written));
    format!("{HEAD}{TITLE}\n{about}\n{table}{}{remarks}", if remarks.is_empty() { "" } else { "\n" })
}

/// The section of a page written before; nothing if there is none.
pub fn kept(written: &str) -> &str {
    written.find(HEAD).map_or("", |at| &written[at..])
}

/// The page written before, with another section in the place of the old one.
pub fn page(section: &str, written: &str) -> String {
    let before = written.strip_suffix(kept(written)).unwrap_or(written);
    format!("{}\n{section}", before.trim_end())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::attack::{Needed, Took, tally::Tally};

    fn row(attack: Attack, engine: Engine, meanwhile: u64) -> Row {
        let took = |millis| Took { median: Duration::from_millis(1), most: Duration::from_millis(millis) };
        Row {
            attack,
            engine,
            tally: Tally { sent: 20, taken: 5, refused: 15 },
            lasted: Duration::from_secs(2),
            quiet: took(10),
            attacked: took(meanwhile),
            filed: 7,
            needed: Needed::default(),
            memory: 0,
            disk: 0,
            wrong: Vec::new(),
        }
    }

    #[test]
    fn a_row_holds_while_an_order_takes_at_most_five_times_as_long() {
        let row = |meanwhile| row(Attack::Disk, Engine::Sqlite, meanwhile);
        assert!(row(50).holds() && !row(51).holds());
        assert!(!Row { wrong: vec!["an order is not there".to_owned()], ..row(10) }.holds());
    }

    #[test]
    fn the_section_keeps_the_rows_that_were_not_measured_again_and_the_page_the_rest() {
        let first = [row(Attack::Slow, Engine::Sqlite, 10), row(Attack::Disk, Engine::Postgres, 10)];
        let once = page(&section("a", &first, ""), "# Under load\n\n## SQLite\n\nfast\n");
        assert!(once.starts_with("# Under load\n\n## SQLite\n\nfast\n\n## Under attack\n"), "{once}");
        let again = page(&section("b", &[row(Attack::Disk, Engine::Postgres, 30)], &once), &once);
        let ratios: Vec<&str> = kept(&again)
            .lines()
            .filter(|line| line.contains(" MiB |"))
            .map(|line| line.split('|').nth(11).unwrap().trim())
            .collect();
        assert_eq!(ratios, ["3.0", "1.0"], "{again}");
        assert_eq!(again.matches(HEAD).count(), 1);
    }
}
