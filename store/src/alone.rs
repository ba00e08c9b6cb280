//! One process at a time: for what is begun when a server starts, and must not be begun twice.

use std::{fs::File, path::PathBuf};

use crate::{Db, Error, Result, Tx, db::Engine, error::Doing};

/// Any number that no other program on this database locks.
const LOADING: i64 = 321_012;

/// Held until it is dropped, or the process ends.
#[must_use]
pub struct Alone {
    /// SQLite: a file beside the database.
    _file: Option<File>,
    /// PostgreSQL: a transaction that does nothing but hold the lock.
    _turn: Option<Tx>,
}

/// Waits until no other process holds this.
pub async fn alone(db: &Db) -> Result<Alone> {
    if let Db::Sqlite { writer, .. } = db {
        let database = writer.pool().connect_options().get_filename().to_owned();
        let file = tokio::task::spawn_blocking(move || locked(database)).await;
        let file = file.map_err(|error| Error::Unfit(error.to_string()))?;
        return Ok(Alone { _file: Some(file?), _turn: None });
    }
    let mut turn = db.write().await?;
    if let Engine::Postgres(c) = turn.engine().await? {
        let locked = sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(LOADING).execute(c).await.map(drop);
        turn.said(&locked);
        locked.doing("waiting for another process")?;
    }
    Ok(Alone { _file: None, _turn: Some(turn) })
}

/// SQLite locks its own file in ways that another lock on it would disturb.
fn locked(mut database: PathBuf) -> Result<File> {
    database.add_extension("lock");
    let locked = File::options().create(true).truncate(false).write(true).open(&database);
    locked
        .and_then(|file| file.lock().map(|()| file))
        .map_err(|error| Error::Unfit(format!("{} cannot be locked: {error}", database.display())))
}
