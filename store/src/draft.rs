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

/// Takes away drafts kept before `before`.
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    on!(tx, |c| {
        sqlx::query("DELETE FROM draft WHERE saved_at < $1")
            .bind(before.micros())
            .execute(c)
            .await
            .map(|done| done.rows_affected())
    })
    .doing("sweeping old drafts")
}
