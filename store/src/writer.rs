//! SQLite's one writer. Changes take turns in the order they come, and those that queue behind one another become durable
//! together, by one sync for all of them.
//!
//! Whoever finds no transaction begins one, leads it, and ends it as soon as everybody who queued meanwhile has had their
//! turn within it, each in a savepoint of their own. Nobody hears that their change is there before that transaction is
//! committed; if it cannot be, everybody in it hears so.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::Duration,
};

use sqlx::{
    Connection as _, Sqlite, SqliteConnection, SqlitePool, Transaction, query, raw_sql,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};
use tokio::{
    runtime::Handle,
    sync::{Mutex, OwnedMutexGuard, watch},
    time::timeout,
};

use crate::{Error, Result, error::Doing, histogram::Histogram};

type Turn = OwnedMutexGuard<Option<Group>>;
/// What became of a group; `None` while it is open.
type Fate = Option<std::result::Result<(), Arc<sqlx::Error>>>;

/// Whoever waits longer for a turn is told that it cannot be done now.
const PATIENCE: Duration = Duration::from_secs(30);

/// How much of the file SQLite's writer keeps at hand, in KiB and negative as it wants it: a change touches a leaf of every
/// index, and those of a million slips do not fit into the two megabytes it keeps by itself.
const WRITER_KEEPS: &str = "-65536";

/// How many changes of this process became durable together, group by group.
pub static GROUPS: Histogram<7> = Histogram::new([1, 2, 4, 8, 16, 32, 64]);

#[derive(Debug, Clone)]
pub struct Writer {
    /// One connection, and nobody's while a group is open.
    pool: SqlitePool,
    turn: Arc<Mutex<Option<Group>>>,
    /// The last one who tried has given up, so it is asked whether the connection can still write.
    doubtful: Arc<AtomicBool>,
}

/// An open transaction and those whose changes are in it.
#[derive(Debug)]
struct Group {
    transaction: Transaction<'static, Sqlite>,
    changes: u64,
    fate: watch::Sender<Fate>,
}

/// One change, while it has its turn. Dropped, nothing of it was ever there.
pub(crate) struct Change {
    writer: Writer,
    /// Gone when the change has ended.
    turn: Option<Turn>,
    part: Part,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// It began the transaction.
    Leads,
    /// It is within a savepoint of somebody else's.
    Joins,
    /// It has said nothing yet.
    Silent,
}

impl Writer {
    pub(crate) async fn open(options: SqliteConnectOptions) -> Result<Self> {
        let doubtful = Arc::<AtomicBool>::default();
        let doubts = Arc::clone(&doubtful);
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(PATIENCE)
            .before_acquire(move |connection, _| {
                let doubtful = doubts.swap(false, Relaxed);
                // After a disk was full or away the engine has rolled back, and the driver still counts a transaction.
                Box::pin(async move {
                    Ok(!connection.is_in_transaction() && (!doubtful || can_write(connection).await))
                })
            })
            .connect_with(options.pragma("cache_size", WRITER_KEEPS))
            .await
            .doing("opening the database file")?;
        Ok(Self { pool, turn: Arc::default(), doubtful })
    }

    /// The connection itself, for what is no change of anybody's.
    pub fn pool(&self) -> &SqlitePool {
        &self.pool
    }

    pub(crate) async fn begin(&self) -> Result<Change> {
        let writer = self.clone();
        let mut turn = self.turn().await.doing("waiting to write")?;
        if turn.is_some() {
            let mut change = Change { writer, turn: Some(turn), part: Part::Silent };
            query("SAVEPOINT change").execute(change.connection()).await.doing("joining those who write")?;
            change.part = Part::Joins;
            return Ok(change);
        }
        let begun = self.pool.begin_with("BEGIN IMMEDIATE").await;
        self.doubtful.store(begun.is_err(), Relaxed);
        let transaction = begun.doing("beginning to write")?;
        *turn = Some(Group { transaction, changes: 0, fate: watch::Sender::new(None) });
        Ok(Change { writer, turn: Some(turn), part: Part::Leads })
    }

    /// Waits until all that was changed so far, by anybody, is durable: whoever looked from within a change of their own
    /// may have seen what was not yet.
    pub(crate) async fn settled(&self) -> Result<()> {
        let group = self.turn().await.doing("waiting to write")?.as_ref().map(|group| group.fate.subscribe());
        match group {
            Some(fate) => told(fate).await,
            None => Ok(()),
        }
    }

    async fn turn(&self) -> std::result::Result<Turn, sqlx::Error> {
        let turn = Arc::clone(&self.turn).lock_owned();
        timeout(PATIENCE, turn).await.map_err(|_| sqlx::Error::PoolTimedOut)
    }

    /// Ends a change, and its group if it is the leader's and nobody else is to come.
    async fn end(self, mut turn: Turn, part: Part, kept: bool) {
        if part == Part::Leads && !kept {
            // Nobody else has joined yet.
            self.doubtful.store(true, Relaxed);
            *turn = None;
            return;
        }
        let Some(group) = turn.as_mut() else { return };
        if let Err(error) = group.end(part, kept).await {
            // The engine has taken the whole transaction back.
            self.doubtful.store(true, Relaxed);
            if let Some(group) = turn.take() {
                tell(&group.fate, Err(error));
            }
        } else if part == Part::Leads {
            let fate = group.fate.subscribe();
            drop(turn);
            // Turns are given in the order they are asked for.
            let mut turn = Arc::clone(&self.turn).lock_owned().await;
            if fate.borrow().is_none()
                && let Some(group) = turn.take()
            {
                self.doubtful.store(!group.commit().await, Relaxed);
            }
        }
    }
}

/// A file that must not be written for a while is opened to be read without a word, stays so, and may even let whoever wants
/// to write begin; a sentence that writes finds out.
async fn can_write(connection: &mut SqliteConnection) -> bool {
    raw_sql("BEGIN IMMEDIATE; PRAGMA user_version = 1; ROLLBACK").execute(connection).await.is_ok()
}

impl Group {
    /// Ends one change. An error means that the engine has taken back all of them.
    async fn end(&mut self, part: Part, kept: bool) -> std::result::Result<(), sqlx::Error> {
        let sentences: &[&str] = match (part, kept) {
            (Part::Silent | Part::Leads, _) => &[],
            (Part::Joins, true) => &["RELEASE change"],
            (Part::Joins, false) => &["ROLLBACK TO change", "RELEASE change"],
        };
        for sentence in sentences {
            query(*sentence).execute(&mut *self.transaction).await?;
        }
        self.changes += u64::from(kept);
        Ok(())
    }

    /// Says whether it could be.
    async fn commit(self) -> bool {
        let committed = self.transaction.commit().await;
        let can_be = committed.is_ok();
        if can_be {
            GROUPS.note(self.changes);
        }
        tell(&self.fate, committed);
        can_be
    }
}

fn tell(fate: &watch::Sender<Fate>, became: std::result::Result<(), sqlx::Error>) {
    // Nobody may be left to hear.
    let _ = fate.send(Some(became.map_err(Arc::new)));
}

/// What became of a group, once it is known.
async fn told(mut fate: watch::Receiver<Fate>) -> Result<()> {
    let fate = fate.wait_for(Option::is_some).await.map_err(|_| sqlx::Error::WorkerCrashed);
    match fate.doing("committing")?.as_ref() {
        Some(Err(error)) => Err(Error::NotKept(Arc::clone(error))),
        Some(Ok(())) | None => Ok(()),
    }
}

impl Change {
    pub(crate) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.group().transaction
    }

    /// Returns once the change is durable.
    pub(crate) async fn commit(mut self) -> Result<()> {
        let fate = self.group().fate.subscribe();
        self.end(true);
        told(fate).await
    }

    fn group(&mut self) -> &mut Group {
        let group = self.turn.as_mut().and_then(|turn| turn.as_mut());
        group.expect("a change is within a group until it has ended")
    }

    /// Goes on by itself: whoever gives up waiting leaves nothing half done.
    fn end(&mut self, kept: bool) {
        if let (Some(turn), Ok(runtime)) = (self.turn.take(), Handle::try_current()) {
            runtime.spawn(self.writer.clone().end(turn, self.part, kept));
        }
    }
}

impl Drop for Change {
    fn drop(&mut self) {
        self.end(false);
    }
}
