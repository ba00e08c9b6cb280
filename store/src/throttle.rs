//! Counters of what may not be done too often. A subject says what and, hashed, who.

use domain::Timestamp;

use crate::{Conn, Result, Tx, db::on, error::Doing};

/// Takes one from the window that began at `window_start`, and says how many were taken from it, this one included.
pub async fn take(tx: &mut Tx, subject: &str, window_start: Timestamp) -> Result<u64> {
    let (taken,): (i64,) = on!(tx, |c| {
        sqlx::query_as(
            "INSERT INTO throttle (subject, window_start, taken) VALUES ($1, $2, 1) \
             ON CONFLICT (subject, window_start) DO UPDATE SET taken = throttle.taken + 1 RETURNING taken",
        )
        .bind(subject)
        .bind(window_start.micros())
        .fetch_one(c)
        .await
    })
    .doing("counting what may not be done too often")?;
    Ok(taken.unsigned_abs())
}

/// How many were taken from the window that began at `window_start`.
pub async fn taken(conn: &mut Conn, subject: &str, window_start: Timestamp) -> Result<u64> {
    let row: Option<(i64,)> = on!(conn, |c| {
        sqlx::query_as("SELECT taken FROM throttle WHERE subject = $1 AND window_start = $2")
            .bind(subject)
            .bind(window_start.micros())
            .fetch_optional(c)
            .await
    })
    .doing("reading what was done too often")?;
    Ok(row.map_or(0, |(taken,)| taken.unsigned_abs()))
}

/// Takes away windows that began before `before`.
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    on!(tx, |c| {
        sqlx::query("DELETE FROM throttle WHERE window_start < $1")
            .bind(before.micros())
            .execute(c)
            .await
            .map(|done| done.rows_affected())
    })
    .doing("sweeping old counters")
}
