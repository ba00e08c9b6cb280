//! What can go wrong below the desk. The operator reads the chain of causes; people never see these.

use std::sync::Arc;

pub type Result<T> = std::result::Result<T, Error>;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Somebody else changed the row since it was read, or a constraint that repeats the rule said no.
    #[error("the row changed meanwhile")]
    Stale,
    #[error("an impossible row in {table}: {why}")]
    Corrupt { table: &'static str, why: String },
    #[error("the database failed while {doing}")]
    Database {
        doing: &'static str,
        #[source]
        source: sqlx::Error,
    },
    /// It was written together with other changes, and none of them could be kept.
    #[error("the change was not kept")]
    NotKept(#[source] Arc<sqlx::Error>),
    #[error("a migration failed")]
    Migration(#[from] sqlx::migrate::MigrateError),
    #[error("{0}")]
    Unfit(String),
}

impl Error {
    pub fn corrupt(table: &'static str, why: impl std::fmt::Display) -> Self {
        Self::Corrupt { table, why: why.to_string() }
    }
}

/// Says what was being done when the engine failed.
pub(crate) trait Doing<T> {
    fn doing(self, doing: &'static str) -> Result<T>;
}

impl<T> Doing<T> for std::result::Result<T, sqlx::Error> {
    fn doing(self, doing: &'static str) -> Result<T> {
        self.map_err(|source| match &source {
            // Two wrote at once and the constraint kept the bad state out: the loser reads again.
            sqlx::Error::Database(db) if db.is_unique_violation() || db.is_check_violation() => Error::Stale,
            _ => Error::Database { doing, source },
        })
    }
}

/// One row was expected to change.
pub(crate) fn one(rows: u64) -> Result<()> {
    if rows == 1 { Ok(()) } else { Err(Error::Stale) }
}
