//! What is to be told after the commit. Written with the change; live updates are sent from it.

use domain::Timestamp;
use uuid::Uuid;

use crate::{Conn, Result, Sentence, Tx, db::on, error::Doing};

/// Adds a line for this topic.
pub fn put(id: Uuid, topic: &str, at: Timestamp) -> Sentence {
    Sentence::new(
        "INSERT INTO outbox (id, topic, body, at) VALUES (?, ?, '', ?)",
        [id.into(), topic.into(), at.into()],
    )
}

/// So many topics go into one message; PostgreSQL takes up to 8000 bytes.
const IN_ONE: usize = 100;

/// Wakes all nodes for these topics, which were committed before: PostgreSQL lets transactions that notify commit one
/// after another, each with a sync of its own. A SQLite file has one node.
pub async fn wake(conn: &mut Conn, topics: &[String]) -> Result<()> {
    let messages: Vec<String> = topics.chunks(IN_ONE).map(|topics| topics.join(" ")).collect();
    on!(
        conn,
        sqlite(_c) => Ok(()),
        postgres(c) => {
            sqlx::query("SELECT pg_notify('sandan', message) FROM unnest($1) AS message")
                .bind(messages)
                .execute(c)
                .await
                .map(drop)
        }
    )
    .doing("waking the other nodes")
}

/// Takes away what was told before `before`.
pub async fn sweep(tx: &mut Tx, before: Timestamp, most: u32) -> Result<u64> {
    on!(tx, |c| {
        sqlx::query(
            "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE at < $1 ORDER BY at LIMIT $2)",
        )
        .bind(before.micros())
        .bind(i64::from(most))
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
