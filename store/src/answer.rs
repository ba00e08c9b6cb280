//! Answers kept for asks that are repeated: a double tap, a lost reply, the back button. `ask` is what a form and its contents
//! make together, so that other contents are another ask.

use domain::{PersonId, Timestamp};
use uuid::Uuid;

use crate::{Conn, Result, Sentence, Tx, db::on, error::Doing};

/// Lets asks that are the same follow one another: the second waits here until the first has ended, and then finds its
/// answer. SQLite has one writer, so there they do anyway. What says all it writes at its end takes no turn: the second cannot
/// keep its answer.
pub async fn take_turn(tx: &mut Tx, person: PersonId, ask: Uuid) -> Result<()> {
    let lock = (person.0.as_u128() ^ ask.as_u128().rotate_left(64)) as i64;
    on!(
        tx,
        sqlite(_c) => Ok(()),
        postgres(c) => {
            sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(lock).execute(c).await.map(drop)
        }
    )
    .doing("taking turns")
}

/// The answer this person was given to this ask, if it was this verb.
pub async fn find(conn: &mut Conn, person: PersonId, ask: Uuid, verb: &str) -> Result<Option<String>> {
    let row: Option<(String,)> = on!(conn, |c| {
        sqlx::query_as("SELECT reply FROM answer WHERE person = $1 AND ask = $2 AND verb = $3")
            .bind(person.0)
            .bind(ask)
            .bind(verb)
            .fetch_optional(c)
            .await
    })
    .doing("looking for an earlier answer")?;
    Ok(row.map(|(reply,)| reply))
}

/// Keeps an answer. Said a second time for the same ask it is [`crate::Error::Stale`].
pub fn keep(person: PersonId, ask: Uuid, verb: &str, reply: &str, at: Timestamp) -> Sentence {
    Sentence::new(
        "INSERT INTO answer (person, ask, verb, reply, answered_at) VALUES (?, ?, ?, ?, ?)",
        [person.0.into(), ask.into(), verb.into(), reply.into(), at.into()],
    )
}

/// Takes away answers given before `before`, at most so many, and says how many.
pub async fn sweep(tx: &mut Tx, before: Timestamp, most: u32) -> Result<u64> {
    on!(tx, |c| {
        sqlx::query(
            "DELETE FROM answer WHERE (person, ask) IN \
             (SELECT person, ask FROM answer WHERE answered_at < $1 ORDER BY answered_at LIMIT $2)",
        )
        .bind(before.micros())
        .bind(i64::from(most))
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("sweeping old answers")
}
