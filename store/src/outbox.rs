//! What is to be told after the commit. Written with the change; live updates are sent from it.

use domain::Timestamp;
use uuid::Uuid;

use crate::{Conn, Result, Tx, db::on, error::Doing};

/// Adds a line to be told. On PostgreSQL the other nodes are woken when the transaction commits.
pub async fn put(tx: &mut Tx, id: Uuid, topic: &str, body: &str, at: Timestamp) -> Result<()> {
    on!(tx, |c| {
        sqlx::query("INSERT INTO outbox (id, topic, body, at) VALUES ($1, $2, $3, $4)")
            .bind(id)
            .bind(topic)
            .bind(body)
            .bind(at.micros())
            .execute(c)
            .await
            .map(drop)
    })
    .doing("writing to the outbox")?;
    if let crate::db::Engine::Postgres(c) = tx.engine() {
        sqlx::query("SELECT pg_notify('sandan', $1)")
            .bind(topic)
            .execute(c)
            .await
            .doing("waking the other nodes")?;
    }
    Ok(())
}

/// Takes away what was told before `before`.
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    on!(tx, |c| {
        sqlx::query("DELETE FROM outbox WHERE at < $1")
            .bind(before.micros())
            .execute(c)
            .await
            .map(|done| done.rows_affected())
    })
    .doing("sweeping the outbox")
}

/// The topics written after `after`, oldest first.
pub async fn since(conn: &mut Conn, after: Timestamp, most: u32) -> Result<Vec<(String, Timestamp)>> {
    let rows: Vec<(String, i64)> = on!(conn, |c| {
        sqlx::query_as("SELECT topic, at FROM outbox WHERE at > $1 ORDER BY at LIMIT $2")
            .bind(after.micros())
            .bind(i64::from(most))
            .fetch_all(c)
            .await
    })
    .doing("reading the outbox")?;
    Ok(rows.into_iter().map(|(topic, at)| (topic, Timestamp::from_micros(at))).collect())
}
