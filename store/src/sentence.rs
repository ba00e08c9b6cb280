//! Sentences that write and whose answer nobody waits for, said to the engine in one go: the way there and back costs more
//! than what most of them have it do.

use std::borrow::Cow;

use domain::Timestamp;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::{
    Conn, Result, Tx,
    db::{Engine, on},
    error::Doing,
};

/// So many are said at once: an engine takes only so many values.
pub(crate) const AT_ONCE: usize = 64;

/// One of them. None may read or change what another one said with it has written, because PostgreSQL takes them in any
/// order; it may refer to a row that stands before it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a sentence has to be said"]
pub struct Sentence {
    /// A `?` for each value.
    text: Cow<'static, str>,
    values: Vec<Value>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Number(Option<i64>),
    Id(Option<Uuid>),
    Text(Option<String>),
    Truth(bool),
}

impl Sentence {
    pub(crate) fn new(text: impl Into<Cow<'static, str>>, values: impl Into<Vec<Value>>) -> Self {
        let (text, values) = (text.into(), values.into());
        debug_assert_eq!(text.matches('?').count(), values.len(), "{text}");
        Self { text, values }
    }
}

/// Says them.
pub async fn say(tx: &mut Tx, sentences: &[Sentence]) -> Result<()> {
    for some in sentences.chunks(AT_ONCE) {
        tx.engine().await?;
        say_at_once(tx, some).await?;
    }
    Ok(())
}

/// Says some of them, at most [`AT_ONCE`], without beginning a transaction for them.
pub(crate) async fn say_at_once(conn: &mut Conn, some: &[Sentence]) -> Result<()> {
    if some.is_empty() {
        return Ok(());
    }
    let text = match conn.engine().await? {
        Engine::Sqlite(_) => one_after_the_other(some),
        Engine::Postgres(_) => as_one(some),
    };
    on!(conn, |c| {
        let mut query = sqlx::query(AssertSqlSafe(text));
        for value in some.iter().flat_map(|sentence| &sentence.values) {
            query = match value {
                Value::Number(number) => query.bind(number),
                Value::Id(id) => query.bind(id),
                Value::Text(text) => query.bind(text),
                Value::Truth(truth) => query.bind(truth),
            };
        }
        query.execute(c).await.map(drop)
    })
    .doing("writing down what was changed")
}

/// What SQLite takes.
fn one_after_the_other(sentences: &[Sentence]) -> String {
    numbered(sentences).join("; ")
}

/// What PostgreSQL takes, which prepares one sentence at a time.
fn as_one(sentences: &[Sentence]) -> String {
    let parts = numbered(sentences).into_iter().enumerate();
    let parts: Vec<String> = parts.map(|(part, text)| format!("part_{part} AS ({text})")).collect();
    format!("WITH {} SELECT 1", parts.join(", "))
}

/// Each with its places numbered as its values come: `$1`, `$2`, …
fn numbered(sentences: &[Sentence]) -> Vec<String> {
    let mut place = 0;
    let number = |sentence: &Sentence| {
        let mut parts = sentence.text.split('?');
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            place += 1;
            text.push_str(&format!("${place}"));
            text.push_str(part);
        }
        text
    };
    sentences.iter().map(number).collect()
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(Some(number))
    }
}

impl From<Option<i64>> for Value {
    fn from(number: Option<i64>) -> Self {
        Self::Number(number)
    }
}

impl From<Timestamp> for Value {
    fn from(at: Timestamp) -> Self {
        Self::Number(Some(at.micros()))
    }
}

impl From<Option<Timestamp>> for Value {
    fn from(at: Option<Timestamp>) -> Self {
        Self::Number(at.map(Timestamp::micros))
    }
}

impl From<Uuid> for Value {
    fn from(id: Uuid) -> Self {
        Self::Id(Some(id))
    }
}

impl From<Option<Uuid>> for Value {
    fn from(id: Option<Uuid>) -> Self {
        Self::Id(id)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }
}

impl From<Option<&str>> for Value {
    fn from(text: Option<&str>) -> Self {
        Self::Text(text.map(str::to_owned))
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Truth(truth)
    }
}

impl From<&Option<String>> for Value {
    fn from(text: &Option<String>) -> Self {
        Self::Text(text.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::{Sentence, as_one, one_after_the_other};

    #[test]
    fn values_are_numbered_through_all_sentences() {
        let all = [
            Sentence::new("INSERT INTO a VALUES (?, ?)", [1.into(), "two".into()]),
            Sentence::new("DELETE FROM b WHERE c = ?", [3.into()]),
        ];
        assert_eq!(one_after_the_other(&all), "INSERT INTO a VALUES ($1, $2); DELETE FROM b WHERE c = $3");
        assert_eq!(
            as_one(&all),
            "WITH part_0 AS (INSERT INTO a VALUES ($1, $2)), part_1 AS (DELETE FROM b WHERE c = $3) SELECT 1"
        );
    }
}
