//! Counters of what may not be done too often. A subject says what and, hashed, who.

use domain::Timestamp;

use crate::{Conn, Result, Sentence, Tx, db::on, error::Doing};

/// Takes so many from the window that began at `window_start`, and says how many were taken from it, these included.
pub async fn take(tx: &mut Tx, subject: &str, window_start: Timestamp, amount: u64) -> Result<u64> {
    let (taken,): (i64,) = on!(tx, |c| {
        sqlx::query_as(
            "INSERT INTO throttle (subject, window_start, taken) VALUES ($1, $2, $3) \
             ON CONFLICT (subject, window_start) DO UPDATE SET taken = throttle.taken + excluded.taken \
             RETURNING taken",
        )
        .bind(subject)
        .bind(window_start.micros())
        .bind(number(amount))
        .fetch_one(c)
        .await
    })
    .doing("counting what may not be done too often")?;
    Ok(taken.unsigned_abs())
}

/// Takes one from the window, of which there are `most`: the next one is [`crate::Error::Stale`], by a check of the row.
pub fn take_up_to(subject: &str, window_start: Timestamp, most: u64) -> Sentence {
    Sentence::new(
        "INSERT INTO throttle (subject, window_start, taken, most) VALUES (?, ?, 1, ?) \
         ON CONFLICT (subject, window_start) DO UPDATE SET taken = throttle.taken + 1, most = excluded.most",
        [subject.into(), window_start.into(), number(most).into()],
    )
}

/// Gives one back to the window, if one was taken from it.
pub async fn give_back(tx: &mut Tx, subject: &str, window_start: Timestamp) -> Result<()> {
    on!(tx, |c| {
        sqlx::query(
            "UPDATE throttle SET taken = taken - 1 WHERE subject = $1 AND window_start = $2 AND taken > 0",
        )
        .bind(subject)
        .bind(window_start.micros())
        .execute(c)
        .await
        .map(drop)
    })
    .doing("giving back what was counted")
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

/// Takes away windows that began before `before`, at most so many, and says how many.
pub async fn sweep(tx: &mut Tx, before: Timestamp, most: u32) -> Result<u64> {
    on!(tx, |c| {
        sqlx::query(
            "DELETE FROM throttle WHERE (subject, window_start) IN \
             (SELECT subject, window_start FROM throttle WHERE window_start < $1 ORDER BY window_start LIMIT $2)",
        )
        .bind(before.micros())
        .bind(i64::from(most))
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("sweeping old counters")
}

fn number(amount: u64) -> i64 {
    i64::try_from(amount).unwrap_or(i64::MAX)
}
