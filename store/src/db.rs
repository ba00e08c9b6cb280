//! One database, two engines, one SQL text.
//!
//! SQLite: one file in WAL mode with `synchronous=FULL`, a single writer connection ([`crate::writer`]) and several
//! readers; a transaction that may write begins IMMEDIATE. PostgreSQL: [`Lines`], on which a transaction begins with the first
//! sentence that writes or locks: what is read before it would be read alike within it. A store function takes a [`Conn`] to read and
//! a [`Tx`] to write, and says its sentence once inside [`on!`], which the compiler checks for both engines.

use std::{
    ops::{Deref, DerefMut},
    str::FromStr,
    time::Duration,
};

use log::LevelFilter;
use sqlx::{
    AssertSqlSafe, ConnectOptions as _, PgConnection, Sqlite, SqliteConnection, SqlitePool, Transaction,
    pool::PoolConnection,
    postgres::PgConnectOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{
    Error, Result, Sentence,
    error::Doing,
    lines::{Line, Lines},
    sentence,
    waits::{READING, WRITING},
    writer::{Change, Writer},
};

/// A statement that takes this long or longer is named in the log, unless the operator sets another length.
pub const SLOW: Duration = Duration::from_millis(200);
/// Under which target the log speaks of statements; above `debug` only of slow ones.
pub const STATEMENTS: &str = "sqlx::query";

/// How many sentences a connection keeps prepared: more than are said again and again.
const SENTENCES: usize = 500;

/// How many rows SQLite's thread lays ready before it waits for whoever reads them: a whole page of the longest list.
const ROWS: usize = 128;

/// How much of an index SQLite looks at to know what lies where.
const LOOKED_AT: u32 = 400;

/// The releases that cannot lose committed writes in WAL mode: 3.51.3, and the back-ports of its fix.
const SAFE_SQLITE: (u32, u32, u32) = (3, 51, 3);
const SAFE_BACKPORTS: [(u32, u32, u32); 2] = [(3, 44, 6), (3, 50, 7)];

#[derive(Debug, Clone)]
pub enum Db {
    Sqlite { reader: SqlitePool, writer: Writer },
    Postgres(Lines),
}

/// How many connections a pool holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pool {
    pub name: &'static str,
    pub open: u32,
    /// How many of them nobody uses.
    pub idle: usize,
}

/// A connection to read from.
pub struct Conn(Link);

/// A transaction to write in. Dropped without [`Tx::commit`], nothing of it was ever there.
pub struct Tx(Conn);

enum Link {
    Sqlite(PoolConnection<Sqlite>),
    SqliteTx(Transaction<'static, Sqlite>),
    SqliteChange(Change),
    Postgres(Line),
}

/// The engine's own connection, for the two arms of [`on!`].
pub(crate) enum Engine<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

/// Says one sentence to whichever engine is there; in its own words where they differ.
macro_rules! on {
    ($conn:expr, |$c:ident| $body:expr) => {
        $crate::db::on!($conn, sqlite($c) => $body, postgres($c) => $body)
    };
    ($conn:expr, sqlite($s:ident) => $sqlite:expr, postgres($p:ident) => $postgres:expr) => {{
        let answer = match $conn.engine().await? {
            $crate::db::Engine::Sqlite($s) => $sqlite,
            $crate::db::Engine::Postgres($p) => $postgres,
        };
        $conn.said(&answer);
        answer
    }};
}
pub(crate) use on;

impl Db {
    /// Opens `sqlite:PATH` (made if missing) or `postgres://…`. Does not migrate.
    pub async fn connect(url: &str) -> Result<Self> {
        Self::connect_naming(url, SLOW).await
    }

    /// The same for what is thrown away afterwards, as the data of a test: SQLite does not wait for the disk, so a loss of
    /// power may take anything. How PostgreSQL writes is settled by its own configuration.
    pub async fn connect_without_sync(url: &str) -> Result<Self> {
        Self::open(url, SLOW, SqliteSynchronous::Off).await
    }

    /// The same. A statement that takes `slow` or longer is named in the log: its text, which is a constant, and never
    /// the values bound to it.
    pub async fn connect_naming(url: &str, slow: Duration) -> Result<Self> {
        Self::open(url, slow, SqliteSynchronous::Full).await
    }

    async fn open(url: &str, slow: Duration, synchronous: SqliteSynchronous) -> Result<Self> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let options = PgConnectOptions::from_str(url)
                .doing("reading the database address")?
                // What is asked for lies in memory or on a disk without arms: by its own measure PostgreSQL would rather read
                // all of a small table than look one row up.
                .options([("random_page_cost", "1.1")])
                .statement_cache_capacity(SENTENCES)
                .log_slow_statements(LevelFilter::Warn, slow);
            return Ok(Self::Postgres(Lines::open(options).await.doing("connecting to PostgreSQL")?));
        }
        if url.starts_with("sqlite:") {
            return Self::open_sqlite(url, slow, synchronous).await;
        }
        Err(Error::Unfit("the database address must begin with sqlite: or postgres://".to_owned()))
    }

    async fn open_sqlite(url: &str, slow: Duration, synchronous: SqliteSynchronous) -> Result<Self> {
        let options = SqliteConnectOptions::from_str(url)
            .doing("reading the database address")?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(synchronous)
            .busy_timeout(Duration::from_secs(5))
            .foreign_keys(true)
            .pragma("temp_store", "memory")
            .statement_cache_capacity(SENTENCES)
            .row_buffer_size(ROWS)
            .optimize_on_close(true, LOOKED_AT)
            .log_slow_statements(LevelFilter::Warn, slow);
        let writer = Writer::open(options.clone()).await?;
        let (version,): (String,) = sqlx::query_as("SELECT sqlite_version()")
            .fetch_one(writer.pool())
            .await
            .doing("asking SQLite for its version")?;
        refuse_unsafe_sqlite(&version)?;
        let reader = SqlitePoolOptions::new()
            .max_connections(8)
            // There is nobody at the other end who could have gone.
            .test_before_acquire(false)
            .connect_with(options.read_only(true))
            .await
            .doing("opening the database file for reading")?;
        Ok(Self::Sqlite { reader, writer })
    }

    /// A connection that only reads.
    pub async fn read(&self) -> Result<Conn> {
        Ok(Conn(match self {
            Self::Sqlite { reader, .. } => {
                Link::Sqlite(READING.until(reader.acquire()).await.doing("taking a reader")?)
            }
            Self::Postgres(lines) => {
                Link::Postgres(READING.until(lines.line()).await.doing("taking a connection")?)
            }
        }))
    }

    /// A connection that only reads, and sees everything as it stood at one instant.
    pub async fn snapshot(&self) -> Result<Conn> {
        Ok(Conn(match self {
            Self::Sqlite { reader, .. } => {
                Link::SqliteTx(READING.until(reader.begin()).await.doing("taking a snapshot")?)
            }
            Self::Postgres(lines) => {
                let mut line = READING.until(lines.line()).await.doing("taking a connection")?;
                let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
                line.begin(Some(begin)).await.doing("taking a snapshot")?;
                Link::Postgres(line)
            }
        }))
    }

    /// A transaction that may read and write.
    pub async fn write(&self) -> Result<Tx> {
        Ok(Tx(Conn(match self {
            Self::Sqlite { writer, .. } => Link::SqliteChange(WRITING.until(writer.begin()).await?),
            Self::Postgres(lines) => {
                Link::Postgres(WRITING.until(lines.line()).await.doing("taking a connection")?)
            }
        })))
    }

    /// Waits until all that was changed so far is durable: whoever was refused for what they saw in a transaction of their
    /// own may have seen what others had not committed yet. PostgreSQL shows such things to nobody.
    pub async fn settled(&self) -> Result<()> {
        match self {
            Self::Sqlite { writer, .. } => writer.settled().await,
            Self::Postgres(_) => Ok(()),
        }
    }

    /// Lets the engine count what lies where, as it does by itself in time: after rows were written in bulk, so that it finds
    /// its ways by them, and PostgreSQL knows which pages everybody sees.
    pub async fn analyze(&self) -> Result<()> {
        match self {
            Self::Sqlite { writer, .. } => {
                let analyze =
                    format!("PRAGMA analysis_limit = {LOOKED_AT}; ANALYZE; PRAGMA analysis_limit = 0");
                sqlx::raw_sql(AssertSqlSafe(analyze)).execute(writer.pool()).await.map(drop)
            }
            Self::Postgres(lines) => {
                let mut line = lines.line().await.doing("taking a connection")?;
                let done = sqlx::query("VACUUM ANALYZE").execute(line.connection()).await.map(drop);
                line.said(&done);
                done
            }
        }
        .doing("counting what lies where")
    }

    /// The connections that are open, pool by pool.
    pub fn pools(&self) -> Vec<Pool> {
        match self {
            Self::Sqlite { reader, writer } => vec![
                Pool { name: "reader", open: reader.size(), idle: reader.num_idle() },
                Pool { name: "writer", open: writer.pool().size(), idle: writer.pool().num_idle() },
            ],
            Self::Postgres(lines) => vec![lines.status()],
        }
    }

    pub fn is_sqlite(&self) -> bool {
        matches!(self, Self::Sqlite { .. })
    }

    pub async fn close(&self) {
        match self {
            Self::Sqlite { reader, writer } => {
                reader.close().await;
                writer.pool().close().await;
            }
            Self::Postgres(lines) => lines.close().await,
        }
    }
}

impl Conn {
    #[allow(clippy::unused_async, reason = "as a transaction's, which may have to begin")]
    pub(crate) async fn engine(&mut self) -> Result<Engine<'_>> {
        Ok(match &mut self.0 {
            Link::Sqlite(c) => Engine::Sqlite(c),
            Link::SqliteTx(c) => Engine::Sqlite(c),
            Link::SqliteChange(change) => Engine::Sqlite(change.connection()),
            Link::Postgres(line) => Engine::Postgres(line.connection()),
        })
    }

    /// What was said to the engine last has ended so.
    pub(crate) fn said<T>(&mut self, answer: &std::result::Result<T, sqlx::Error>) {
        if let Link::Postgres(line) = &mut self.0 {
            line.said(answer);
        }
    }
}

impl Tx {
    /// The engine, within the transaction.
    pub(crate) async fn engine(&mut self) -> Result<Engine<'_>> {
        if let Link::Postgres(line) = &mut self.0.0
            && !line.in_transaction()
        {
            // Apart, because every sentence that writes holds room for it.
            Box::pin(line.begin(None)).await.doing("beginning to write")?;
        }
        self.0.engine().await
    }

    /// Says these last sentences and makes everything said in this transaction true, durably. Without anything written before
    /// them, the sentences are a transaction of their own.
    pub async fn commit_with(mut self, last: &[Sentence]) -> Result<()> {
        match &self.0.0 {
            Link::Postgres(line) if !line.in_transaction() && last.len() <= sentence::AT_ONCE => {
                sentence::say_at_once(&mut self.0, last).await
            }
            _ => {
                sentence::say(&mut self, last).await?;
                self.commit().await
            }
        }
    }

    /// Makes everything said in this transaction true, durably.
    pub async fn commit(self) -> Result<()> {
        match self.0.0 {
            Link::SqliteTx(tx) => tx.commit().await.doing("committing"),
            Link::SqliteChange(change) => change.commit().await,
            Link::Postgres(mut line) if line.in_transaction() => line.commit().await.doing("committing"),
            Link::Sqlite(_) | Link::Postgres(_) => Ok(()),
        }
    }
}

impl Deref for Tx {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.0
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.0
    }
}

/// The newest migration in the database; `None` when there is none, or no table of them.
pub(crate) async fn newest_migration(conn: &mut Conn) -> Result<Option<i64>> {
    let newest: std::result::Result<(Option<i64>,), sqlx::Error> =
        on!(conn, |c| sqlx::query_as("SELECT MAX(version) FROM _sqlx_migrations WHERE success")
            .fetch_one(c)
            .await);
    match newest {
        Ok((version,)) => Ok(version),
        Err(sqlx::Error::Database(_)) => Ok(None),
        Err(error) => Err(error).doing("reading the migrations"),
    }
}

fn refuse_unsafe_sqlite(version: &str) -> Result<()> {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    let (major, minor, patch) =
        (parts.next().unwrap_or(0), parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    let backport = SAFE_BACKPORTS.iter().any(|&(a, b, c)| (major, minor) == (a, b) && patch >= c);
    if (major, minor, patch) >= SAFE_SQLITE || backport {
        Ok(())
    } else {
        Err(Error::Unfit(format!(
            "SQLite {version} can lose committed writes in WAL mode; this program needs 3.51.3, 3.50.7 or 3.44.6"
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::refuse_unsafe_sqlite;

    #[test]
    fn a_sqlite_that_loses_writes_is_refused() {
        for (version, taken) in [
            ("3.51.3", true),
            ("3.52.0", true),
            ("3.50.7", true),
            ("3.44.6", true),
            ("3.46.0", false),
            ("3.51.2", false),
        ] {
            assert_eq!(refuse_unsafe_sqlite(version).is_ok(), taken, "{version}");
        }
    }
}
