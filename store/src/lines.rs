//! PostgreSQL's lines: connections that are used again and again.
//!
//! The driver's own pool asks after every use whether a line still stands, and that is as dear as most of what is asked.
//! Here a line is asked only when there is doubt: when nobody used it for a while, when what was said last has failed, and
//! when whoever used it went away in the middle. Then it is also cleared of what was begun.

use std::{io::ErrorKind, num::NonZero, time::Duration};

use deadpool::{
    Runtime,
    managed::{Manager, Metrics, Object, Pool, PoolError, QueueMode, RecycleError, RecycleResult, Timeouts},
};
use sqlx::{
    ConnectOptions as _, Connection as _, PgConnection, SqlSafeStr as _,
    postgres::{PgConnectOptions, PgTransactionManager},
};
use sqlx_core::transaction::TransactionManager as _;
use tokio::{
    runtime::Handle,
    time::{sleep, timeout},
};

use crate::db;

type Answer<T> = std::result::Result<T, sqlx::Error>;

/// The most lines a process opens for each core it may use: an engine of that size does no more at once, and whoever waits
/// for a line costs less than a line that is opened for a moment.
const EACH_CORE: usize = 4;
/// The most of all: unless told otherwise, an engine takes a hundred, and there may be other nodes.
const MOST: usize = 32;
/// Whoever waits longer for a line is told that it cannot be done now.
const PATIENCE: Duration = Duration::from_secs(5);
/// A line that is not clear by then is closed.
const SOON: Duration = Duration::from_secs(1);
/// How soon it is tried again to open a line.
const AGAIN: Duration = Duration::from_millis(100);
/// Whoever took a line so short a time ago has seen that it stands.
const FRESH: Duration = Duration::from_secs(1);
/// An old line is given up for a new one: the engine's side of it only grows.
const OLD: Duration = Duration::from_secs(30 * 60);

/// All lines to one database.
#[derive(Debug, Clone)]
pub struct Lines(Pool<Exchange>);

/// Makes lines, and looks whether one can be used again.
#[derive(Debug)]
struct Exchange(PgConnectOptions);

/// A line, for as long as somebody has it.
pub struct Line {
    /// Gone once it was given back.
    held: Option<Object<Exchange>>,
    /// Something is being said, or could not be said.
    doubtful: bool,
    transaction: Transaction,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Transaction {
    None,
    /// Nobody has heard yet whether it began.
    Asked,
    Open,
}

/// How many lines this process may open.
fn most() -> usize {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    cores.saturating_mul(EACH_CORE).min(MOST)
}

impl Lines {
    pub(crate) async fn open(options: PgConnectOptions) -> Answer<Self> {
        let patience = Timeouts { wait: Some(PATIENCE), create: Some(PATIENCE), recycle: Some(SOON) };
        let pool = Pool::builder(Exchange(options))
            .max_size(most())
            .timeouts(patience)
            .runtime(Runtime::Tokio1)
            // The one that knows most sentences.
            .queue_mode(QueueMode::Lifo)
            .build()
            .map_err(|error| sqlx::Error::Configuration(error.into()))?;
        let lines = Self(pool);
        lines.line().await?;
        Ok(lines)
    }

    pub async fn line(&self) -> Answer<Line> {
        // Apart, because everything that reads or writes holds room for it.
        match Box::pin(timeout(PATIENCE, self.0.get())).await {
            Ok(Ok(held)) => Ok(Line { held: Some(held), doubtful: false, transaction: Transaction::None }),
            Ok(Err(PoolError::Backend(error))) => Err(error),
            Ok(Err(PoolError::Closed)) => Err(sqlx::Error::PoolClosed),
            Ok(Err(PoolError::Timeout(_) | PoolError::NoRuntimeSpecified | PoolError::PostCreateHook(_)))
            | Err(_) => Err(sqlx::Error::PoolTimedOut),
        }
    }

    /// How a line of one's own is opened.
    pub(crate) fn options(&self) -> PgConnectOptions {
        self.0.manager().0.clone()
    }

    pub(crate) fn status(&self) -> db::Pool {
        let status = self.0.status();
        let open = u32::try_from(status.size).unwrap_or(u32::MAX);
        db::Pool { name: "postgresql", open, idle: status.available }
    }

    /// Closes every line nobody has, and lets nobody have one again.
    pub(crate) async fn close(&self) {
        let idle = self.0.retain(|_, _| false).removed;
        self.0.close();
        for line in idle {
            // The engine has gone, then.
            let _ = line.close().await;
        }
    }
}

impl Manager for Exchange {
    type Type = PgConnection;
    type Error = sqlx::Error;

    /// Tries again while the engine is starting, or has too many lines: whoever waits gives up in time.
    async fn create(&self) -> Answer<PgConnection> {
        loop {
            match self.0.connect().await {
                Err(sqlx::Error::Io(error)) if error.kind() == ErrorKind::ConnectionRefused => {}
                Err(sqlx::Error::Database(error)) if error.is_transient_in_connect_phase() => {}
                connected => return connected,
            }
            sleep(AGAIN).await;
        }
    }

    async fn recycle(&self, line: &mut PgConnection, metrics: &Metrics) -> RecycleResult<sqlx::Error> {
        if metrics.age() > OLD {
            return Err(RecycleError::message("an old line"));
        }
        if metrics.last_used() > FRESH {
            line.ping().await?;
        }
        Ok(())
    }
}

impl Line {
    /// To say something. It is in doubt whether it could be said until [`Line::said`].
    pub fn connection(&mut self) -> &mut PgConnection {
        self.doubtful = true;
        self.held.as_mut().expect("a line is held until it is dropped")
    }

    pub(crate) fn said<T>(&mut self, answer: &Answer<T>) {
        self.doubtful = answer.is_err();
    }

    pub(crate) async fn begin(&mut self, sentence: Option<&'static str>) -> Answer<()> {
        self.transaction = Transaction::Asked;
        let begun =
            PgTransactionManager::begin(self.connection(), sentence.map(|sentence| sentence.into_sql_str()))
                .await;
        self.said(&begun);
        if begun.is_ok() {
            self.transaction = Transaction::Open;
        }
        begun
    }

    pub(crate) fn in_transaction(&self) -> bool {
        self.transaction == Transaction::Open
    }

    pub(crate) async fn commit(&mut self) -> Answer<()> {
        let committed = PgTransactionManager::commit(self.connection()).await;
        self.said(&committed);
        if committed.is_ok() {
            self.transaction = Transaction::None;
        }
        committed
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if !self.doubtful && self.transaction == Transaction::None {
            return;
        }
        let Some(line) = self.held.take() else { return };
        // A transaction of which nobody has heard whether it began the driver does not count, and would not take back.
        match Handle::try_current() {
            Ok(runtime) if self.transaction != Transaction::Asked => drop(runtime.spawn(clear(line))),
            _ => drop(Object::take(line)),
        }
    }
}

/// Gives a line back once it is clear; one that cannot be cleared is closed.
async fn clear(mut line: Object<Exchange>) {
    let cleared = async {
        PgTransactionManager::rollback(&mut line).await?;
        line.ping().await
    };
    if !matches!(timeout(SOON, cleared).await, Ok(Ok(()))) {
        drop(Object::take(line));
    }
}
