//! What the pages and verbs of every day cost among a thousand slips, a hundred thousand and a million: the ratio is what
//! counts. `cargo xtask bench` runs it on both engines; `--write FILE` keeps what came of it.
//!
//! [`house`] is a town with so many slips, [`deed`] what is done in it, [`report`] the page about it.

#![allow(clippy::unwrap_used, reason = "a measurement fails by panicking")]
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measurement reads the clock and prints a table"
)]

#[path = "../../../store/tests/engines/mod.rs"]
#[allow(dead_code, reason = "it measures what real servers have, which wait for the disk")]
mod database;
mod deed;
mod house;
mod report;

use std::time::{Duration, Instant};

use database::{Database, Engine};
use futures::future::join_all;

use self::{deed::Deed, house::House, report::Row};

/// Among how many slips everything is measured. The last is compared with the first.
const SIZES: [u32; 3] = [1_000, 100_000, 1_000_000];

/// How often each thing is done in each house; the median counts.
const TIMES: usize = 101;

/// What may be asked at most for a thousand times as many.
const BOUND: f64 = 1.5;

/// Houses that differ in nothing but how many slips lie there.
struct Street {
    engine: Engine,
    houses: Vec<(House, Database, tempfile::TempDir)>,
}

impl Street {
    async fn build(engine: Engine, sizes: &[u32]) -> Self {
        let mut houses = Vec::new();
        for size in sizes {
            let begun = Instant::now();
            let dir = tempfile::tempdir().unwrap();
            let database = Database::create(engine, dir.path()).await;
            let house = House::of(&database, dir.path(), *size).await;
            println!(
                "{} with {size} slips stands after {} s",
                report::name(engine),
                begun.elapsed().as_secs()
            );
            houses.push((house, database, dir));
        }
        Self { engine, houses }
    }

    /// The smallest.
    fn first(&self) -> &House {
        &self.houses[0].0
    }

    /// In one house after the other, again and again: whatever else the machine does meanwhile befalls all of them.
    async fn medians(&self, deed: &Deed) -> Vec<Duration> {
        for (house, ..) in &self.houses {
            deed.prepared(house).await;
        }
        let mut took = vec![Vec::with_capacity(TIMES); self.houses.len()];
        for _ in 0..TIMES {
            for ((house, ..), took) in self.houses.iter().zip(&mut took) {
                took.push(deed.done(house).await);
            }
        }
        took.iter_mut().map(|took| median(took)).collect()
    }

    async fn measure(&self) -> Vec<Row> {
        for (house, ..) in &self.houses {
            // The engine does so by itself before long; while a house is built it is still busy with what came before.
            house.ask.desk.db.analyze().await.unwrap();
        }
        let mut rows = Vec::new();
        for (what, deed) in deed::all(self.first()).await {
            let row = Row { engine: self.engine, what, took: self.medians(&deed).await };
            println!("{}", row.line());
            rows.push(row);
        }
        rows
    }

    async fn pull_down(self) {
        for (house, database, _dir) in self.houses {
            house.ask.desk.db.close().await;
            database.remove().await;
        }
    }
}

fn median(took: &mut [Duration]) -> Duration {
    took.sort_unstable();
    took[took.len() / 2]
}

#[tokio::main]
async fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let after = |name: &str| words.iter().position(|word| word == name).and_then(|at| words.get(at + 1));
    let sizes = after("--sizes")
        .map_or(SIZES.to_vec(), |sizes| sizes.split(',').map(|size| size.parse().unwrap()).collect());
    let asked = |engine: &Engine| {
        after("--engine").is_none_or(|name| report::name(*engine).eq_ignore_ascii_case(name))
    };
    let engines: Vec<Engine> = [Engine::Sqlite, Engine::Postgres].into_iter().filter(asked).collect();
    assert!(!engines.is_empty(), "--engine is sqlite or postgresql");
    // They are built side by side, which takes long, and measured one after the other.
    let streets = join_all(engines.into_iter().map(|engine| Street::build(engine, &sizes))).await;
    let mut rows = Vec::new();
    for street in streets {
        rows.extend(street.measure().await);
        street.pull_down().await;
    }
    println!("\n{}", report::table(&sizes, &rows));
    if let Some(file) = after("--write") {
        std::fs::write(file, report::page(&sizes, &rows).await).unwrap();
    }
    if rows.iter().any(|row| row.ratio() > BOUND) {
        println!("More than {BOUND} times as much somewhere.");
        std::process::exit(1);
    }
}
