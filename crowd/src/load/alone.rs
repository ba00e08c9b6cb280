//! The engine alone: what it does in a second for the very rows that filed slips have written, when nobody asks over HTTP
//! and no rule is looked up. They go into a copy of the house's database as it was before anybody came, through the
//! driver and the settings the product has, and as many at a time as are best for the engine.

mod filing;
mod line;

use std::{
    collections::BTreeMap,
    mem,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant, UNIX_EPOCH},
};

use anyhow::{Context as _, Result, ensure};
use domain::{RequestNumber, Timestamp};
use rand::{SeedableRng as _, rngs::StdRng};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};
use store::{Db, backup::Table};
use tokio::task::JoinSet;

use self::{
    filing::{Filing, count},
    line::Line,
};
use super::{Row, SPELL, Turn, process::Processes};
use crate::fault::{Engine, Ground};

/// So many slips become durable together.
const BATCHES: [usize; 5] = [1, 4, 16, 64, 256];

/// A database and what is in it.
pub struct Base {
    db: Db,
    url: String,
    tables: Vec<Table>,
    /// How many rows each table had.
    had: BTreeMap<String, i64>,
    since: i64,
}

/// How many rows each slip that was filed has added to each table, the slip's own among them.
#[derive(Debug, Clone, PartialEq)]
pub struct Growth(pub BTreeMap<String, f64>);

/// Copies the house's database. Nobody may have it open yet.
pub async fn copy(ground: &Ground) -> Result<String> {
    let url = ground.house.url();
    if ground.postgres.is_some() {
        let house = |name: &str| url.rsplit_once('/').map(|(server, _)| format!("{server}/{name}"));
        let mut line = PgConnection::connect(&house("template1").context("no database is named")?).await?;
        sqlx::query("CREATE DATABASE alone TEMPLATE postgres").execute(&mut line).await?;
        line.close().await?;
        return house("alone").context("no database is named");
    }
    let file = ground.house.dir().join("alone.db");
    let mut line = SqliteConnection::connect(url).await?;
    let vacuum = AssertSqlSafe(format!("VACUUM INTO '{}'", file.display()));
    sqlx::query(vacuum).execute(&mut line).await?;
    line.close().await?;
    Ok(format!("sqlite:{}", file.display()))
}

impl Base {
    /// Counts what is there, before slips are filed.
    pub async fn count(url: &str) -> Result<Self> {
        let db = Db::connect(url).await?;
        let tables = store::backup::tables(&mut db.read().await?).await?;
        let since = i64::try_from(UNIX_EPOCH.elapsed()?.as_micros())?;
        let mut base = Self { db, url: url.to_owned(), tables, had: BTreeMap::new(), since };
        base.had = base.counts().await?;
        Ok(base)
    }

    async fn line(&self) -> Result<Line> {
        Line::open(&self.db, &self.url).await
    }

    async fn counts(&self) -> Result<BTreeMap<String, i64>> {
        self.line().await?.counts(&self.tables).await
    }

    /// What has come since.
    async fn growth(&self) -> Result<Growth> {
        let has = self.counts().await?;
        let grown = |table: &str| (has[table] - self.had[table]) as f64;
        let slips = grown("request");
        ensure!(slips > 0.0, "no slip was filed");
        let grown = has.keys().map(|table| (table.clone(), grown(table) / slips));
        Ok(Growth(grown.filter(|(_, rows)| *rows != 0.0).collect()))
    }

    /// The slips that were filed since, and what they have added.
    pub async fn filings(self) -> Result<(Vec<Filing>, Growth)> {
        let growth = self.growth().await?;
        let filings = Filing::all(&mut self.line().await?, &self.tables, self.since).await?;
        self.db.close().await;
        Ok((filings, growth))
    }
}

/// Writes the same rows into the copy, over and over: on one connection, and where several can write, on as many as there
/// were clients.
pub struct Alone {
    processes: Processes,
    base: Base,
    pile: Arc<Pile>,
    writers: Vec<Writers>,
}

/// So many at once, and what came of each number of slips in a transaction.
struct Writers {
    /// A connection that ends takes with it what is known of its processor time, so they last.
    lines: Vec<Line>,
    batches: Vec<(usize, Row)>,
}

impl Alone {
    pub async fn open(
        ground: &Ground,
        engine: Engine,
        copy: &str,
        filings: Vec<Filing>,
        clients: u64,
    ) -> Result<Self> {
        let base = Base::count(copy).await?;
        let mut writers = Vec::new();
        for count in if engine == Engine::Sqlite { vec![1] } else { vec![1, clients] } {
            let mut lines = Vec::new();
            for _ in 0..count {
                lines.push(base.line().await?);
            }
            let by = if count == 1 { String::new() } else { format!(" by {count} at once") };
            let what = |batch| format!("the engine alone, the same rows, {batch} in a transaction{by}");
            let row = |batch| Row { files: true, ..Row::new(&what(batch), None) };
            writers.push(Writers { lines, batches: BATCHES.map(|batch| (batch, row(batch))).into() });
        }
        let pile = Arc::new(Pile { filings, next: AtomicU64::new(0) });
        Ok(Self { processes: Processes::own(ground)?, base, pile, writers })
    }

    /// In every way once.
    pub async fn turn(&mut self) -> Result<()> {
        for Writers { lines, batches } in &mut self.writers {
            for (batch, row) in batches {
                let before = self.processes.busy()?;
                let (spell, kept) = spell(mem::take(lines), &self.pile, *batch).await?;
                *lines = kept;
                let each = (self.processes.busy()? - before).div_f64(spell.written.max(1) as f64);
                row.turns.push(Turn { done: spell.written, per_second: spell.per_second, each, half: None });
            }
        }
        Ok(())
    }

    /// What came of it, if the rows were those that filed slips have added.
    pub async fn rows(self, filed: &Growth) -> Result<Vec<Row>> {
        let Self { base, writers, .. } = self;
        // Their connections are given back with it, and one of them may be all that SQLite has.
        let rows = writers.into_iter().flat_map(|writers| writers.batches).map(|(_, row)| row).collect();
        base.growth().await?.must_be(filed)?;
        Ok(rows)
    }
}

/// Filings that are written again and again, each time as those of other slips.
struct Pile {
    filings: Vec<Filing>,
    next: AtomicU64,
}

/// How many slips were written.
#[derive(Default)]
struct Spell {
    written: usize,
    per_second: f64,
}

async fn spell(lines: Vec<Line>, pile: &Arc<Pile>, batch: usize) -> Result<(Spell, Vec<Line>)> {
    let mut all = JoinSet::new();
    for mut line in lines {
        let pile = Arc::clone(pile);
        all.spawn(async move {
            let (begun, mut dice) = (Instant::now(), StdRng::from_os_rng());
            let mut written = 0;
            while begun.elapsed() < SPELL {
                pile.write(&mut line, batch, &mut dice).await?;
                written += batch;
            }
            anyhow::Ok((written, begun.elapsed(), line))
        });
    }
    let (mut spell, mut lines) = (Spell::default(), Vec::new());
    while let Some(done) = all.join_next().await {
        let (written, lasted, line) = done??;
        spell.written += written;
        // Each to its own end: the last transaction of one is long over when that of another is.
        spell.per_second += written as f64 / lasted.as_secs_f64();
        lines.push(line);
    }
    Ok((spell, lines))
}

impl Pile {
    /// So many in one transaction.
    async fn write(&self, line: &mut Line, batch: usize, dice: &mut StdRng) -> Result<()> {
        line.say("BEGIN").await?;
        let mut editions = Vec::new();
        for _ in 0..batch {
            let turn = self.next.fetch_add(1, Relaxed);
            let filing = &self.filings[usize::try_from(turn)? % self.filings.len()];
            let at = tomorrow()?;
            filing.write(line, RequestNumber::new(at, scattered(turn)), at, dice).await?;
            editions.extend(&filing.editions);
        }
        // What others wait for comes last, and in one order.
        editions.sort_unstable();
        for relation in editions {
            count(line, relation).await?;
        }
        line.say("COMMIT").await
    }
}

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Real slips have numbers of today.
fn tomorrow() -> Result<Timestamp> {
    Ok(Timestamp::from_micros(i64::try_from((UNIX_EPOCH.elapsed()? + DAY).as_micros())?))
}

/// As if by chance, and never the same within ten million turns.
fn scattered(turn: u64) -> u64 {
    turn.wrapping_mul(7_654_321)
}

impl Growth {
    /// The same rows, but for what happened beside: a session, a timer.
    fn must_be(&self, filed: &Self) -> Result<()> {
        for table in self.0.keys().chain(filed.0.keys()) {
            let of = |growth: &Self| growth.0.get(table).copied().unwrap_or_default();
            let (alone, filed) = (of(self), of(filed));
            ensure!(
                (alone - filed).abs() <= BESIDE,
                "a filed slip adds {filed:.3} rows to {table}, and the engine alone was given {alone:.3}"
            );
        }
        Ok(())
    }
}

/// So much of a row may be somebody else's, or chance: not every slip is told to as many.
const BESIDE: f64 = 0.05;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_slips_of_a_day_have_one_number() {
        let at = Timestamp::from_micros(0);
        let numbers: BTreeSet<_> = (0..100_000).map(|turn| RequestNumber::new(at, scattered(turn))).collect();
        assert_eq!(numbers.len(), 100_000);
    }

    #[test]
    fn an_engine_that_was_given_fewer_rows_is_no_measure() {
        let growth =
            |rows: &[(&str, f64)]| Growth(rows.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect());
        let filed = growth(&[("request", 1.0), ("outbox", 2.0), ("session", 0.001)]);
        assert!(growth(&[("request", 1.0), ("outbox", 2.0)]).must_be(&filed).is_ok());
        assert!(growth(&[("request", 1.0), ("outbox", 1.0)]).must_be(&filed).is_err());
        assert!(growth(&[("request", 1.0)]).must_be(&filed).is_err());
    }
}
