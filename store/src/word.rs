//! Words that may not stand in public text.

use domain::{PersonId, Timestamp};

use crate::{
    Conn, Result, Tx,
    db::on,
    error::{Doing, one},
};

/// All of them, in order.
pub async fn list(conn: &mut Conn) -> Result<Vec<String>> {
    let rows: Vec<(String,)> =
        on!(conn, |c| { sqlx::query_as("SELECT word FROM hidden_word ORDER BY word").fetch_all(c).await })
            .doing("listing hidden words")?;
    Ok(rows.into_iter().map(|(word,)| word).collect())
}

/// Adds a word. `false`: it stood there already.
pub async fn add(tx: &mut Tx, word: &str, by: Option<PersonId>, at: Timestamp) -> Result<bool> {
    let rows = on!(tx, |c| {
        sqlx::query(
            "INSERT INTO hidden_word (word, added_by, added_at) VALUES ($1, $2, $3) ON CONFLICT (word) DO NOTHING",
        )
        .bind(word)
        .bind(by.map(|person| person.0))
        .bind(at.micros())
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("adding a hidden word")?;
    Ok(rows == 1)
}

/// Takes a word off the list.
pub async fn remove(tx: &mut Tx, word: &str) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query("DELETE FROM hidden_word WHERE word = $1")
            .bind(word)
            .execute(c)
            .await
            .map(|done| done.rows_affected())
    })
    .doing("removing a hidden word")?;
    one(rows)
}
