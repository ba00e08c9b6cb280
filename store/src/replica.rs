//! Which servers keep a copy of the database, and how far behind they are: PostgreSQL's streaming replication, as its
//! `pg_stat_replication` tells it. How far, only a member of `pg_monitor` may know. SQLite's copies are made by others.

use sqlx::FromRow;

use crate::{Conn, Result, db::on, error::Doing};

#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct Replica {
    /// What it calls itself, and where it is.
    pub name: String,
    /// Nothing is acknowledged before it has it.
    pub synchronous: bool,
    /// Bytes of the log that nobody who reads there can see yet.
    pub behind: Option<i64>,
    /// Seconds from a commit until it can be read there; nothing while nothing happens.
    pub lag: Option<f64>,
}

/// Those that are connected now.
pub async fn connected(conn: &mut Conn) -> Result<Vec<Replica>> {
    on!(
        conn,
        sqlite(_c) => Ok(Vec::new()),
        postgres(c) => {
            sqlx::query_as(
                "SELECT application_name || '@' || COALESCE(host(client_addr), 'local') AS name, \
                 COALESCE(bool_or(sync_state IN ('sync', 'quorum')), FALSE) AS synchronous, \
                 CAST(MAX(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)) AS BIGINT) AS behind, \
                 CAST(EXTRACT(EPOCH FROM MAX(replay_lag)) AS DOUBLE PRECISION) AS lag \
                 FROM pg_stat_replication WHERE state = 'streaming' GROUP BY 1 ORDER BY 1",
            )
            .fetch_all(c)
            .await
        }
    )
    .doing("asking for the replicas")
}
