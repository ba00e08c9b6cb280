//! What was typed into a form that was not taken: kept for its session, to be shown again with what was wrong.

use domain::Timestamp;
use uuid::Uuid;

use crate::{Conn, Result, Tx, db::on, error::Doing};

/// Keeps a draft; an earlier one of the same form is forgotten.
pub async fn keep(tx: &mut Tx, session: Uuid, form: &str, body: &str, at: Timestamp) -> Result<()> {
    on!(tx, |c| {
        sqlx::query(
            "INSERT INTO draft (session, form, body, saved_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (session, form) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at",
        )
        .bind(session)
        .bind(form)
        .bind(body)
        .bind(at.micros())
        .execute(c)
        .await
        .map(drop)
    })
    .doing("keeping a draft")
}

/// Leaves a session its newest drafts, so many of them.
pub async fn keep_newest(tx: &mut Tx, session: Uuid, most: u64) -> Result<()> {
    on!(tx, |c| {
        sqlx::query(
            "DELETE FROM draft WHERE session = $1 AND form NOT IN \
             (SELECT form FROM draft WHERE session = $1 ORDER BY saved_at DESC, form LIMIT $2)",
        )
        .bind(session)
        .bind(i64::try_from(most).unwrap_or(i64::MAX))
        .execute(c)
        .await
        .map(drop)
    })
    .doing("forgetting the oldest drafts")
}

/// The draft of a form, if there is one.
pub async fn find(conn: &mut Conn, session: Uuid, form: &str) -> Result<Option<String>> {
    let row: Option<(String,)> = on!(conn, |c| {
        sqlx::query_as("SELECT body FROM draft WHERE session = $1 AND form = $2")
            .bind(session)
            .bind(form)
            .fetch_optional(c)
            .await
    })
    .doing("finding a draft")?;
    Ok(row.map(|(body,)| body))
}

/// Forgets the draft of a form: it was taken, or given up.
pub async fn discard(tx: &mut Tx, session: Uuid, form: &str) -> Result<()> {
    on!(tx, |c| {
        sqlx::query("DELETE FROM draft WHERE session = $1 AND form = $2")
            .bind(session)
            .bind(form)
            .execute(c)
            .await
            .map(drop)
    })
    .doing("forgetting a draft")
}

/// Hands all drafts of a session to the one that follows it at sign-in, which has none yet.
pub async fn hand_over(tx: &mut Tx, from: Uuid, to: Uuid) -> Result<()> {
    on!(tx, |c| {
        sqlx::query("UPDATE draft SET session = $2 WHERE session = $1")
            .bind(from)
            .bind(to)
            .execute(c)
            .await
            .map(drop)
    })
    .doing("handing drafts over")
}

/// How many drafts there are, and how many bytes they hold. For tests: it reads all of them.
#[doc(hidden)]
pub async fn weight(conn: &mut Conn) -> Result<(u64, u64)> {
    let (drafts, bytes): (i64, i64) = on!(conn, |c| {
        sqlx::query_as("SELECT COUNT(*), CAST(COALESCE(SUM(LENGTH(body)), 0) AS BIGINT) FROM draft")
            .fetch_one(c)
            .await
    })
    .doing("weighing drafts")?;
    Ok((drafts.unsigned_abs(), bytes.unsigned_abs()))
}

/// Takes away drafts kept before `before`, at most so many, and says how many.
pub async fn sweep(tx: &mut Tx, before: Timestamp, most: u32) -> Result<u64> {
    on!(tx, |c| {
        sqlx::query(
            "DELETE FROM draft WHERE (session, form) IN \
             (SELECT session, form FROM draft WHERE saved_at < $1 ORDER BY saved_at LIMIT $2)",
        )
        .bind(before.micros())
        .bind(i64::from(most))
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("sweeping old drafts")
}
