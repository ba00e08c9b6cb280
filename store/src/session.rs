//! Sessions: a browser, and who is signed in there. The key is a hash of the cookie; the cookie itself is kept nowhere.

use domain::{Area, PersonId, Post, PostId, Timestamp, inbox::Unread};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Conn, Error, Result, Tx,
    db::on,
    edition::{self, Editions, editions},
    error::{Doing, one},
    post::post,
};

/// What a request needs to know of the session it came with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    pub token_hash: Uuid,
    pub person: Option<PersonId>,
    /// The post acted in, provided it is still held.
    pub acting: Option<(PostId, Post)>,
    pub seen_at: Timestamp,
}

/// One of a person's sessions, as they see it in their list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub token_hash: Uuid,
    /// What the browser says it is.
    pub agent: String,
    pub began_at: Timestamp,
    pub seen_at: Timestamp,
}

/// A session that begins now.
#[derive(Debug, Clone, Copy)]
pub struct Beginning<'a> {
    pub token_hash: Uuid,
    pub person: Option<PersonId>,
    pub acting: Option<PostId>,
    pub agent: &'a str,
    pub at: Timestamp,
    pub ends_at: Timestamp,
}

/// Begins a session.
pub async fn begin(tx: &mut Tx, session: &Beginning<'_>) -> Result<()> {
    on!(tx, |c| {
        sqlx::query(
            "INSERT INTO session (token_hash, person, acting_post, agent, began_at, seen_at, ends_at) \
             VALUES ($1, $2, $3, $4, $5, $5, $6)",
        )
        .bind(session.token_hash)
        .bind(session.person.map(|person| person.0))
        .bind(session.acting.map(|post| post.0))
        .bind(session.agent)
        .bind(session.at.micros())
        .bind(session.ends_at.micros())
        .execute(c)
        .await
        .map(drop)
    })
    .doing("beginning a session")
}

#[derive(FromRow)]
struct Row {
    token_hash: Uuid,
    person: Option<Uuid>,
    seen_at: i64,
    post: Option<Uuid>,
    role: Option<String>,
    area: Option<i64>,
    unit: Option<Uuid>,
}

impl TryFrom<Row> for Session {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let acting = match (row.post, row.role, row.area) {
            (None, None, None) => None,
            (Some(id), Some(role), Some(area)) => Some((PostId(id), post(&role, area, row.unit)?)),
            _ => return Err(Error::corrupt("session", "half a post")),
        };
        Ok(Self {
            token_hash: row.token_hash,
            person: row.person.map(PersonId),
            acting,
            seen_at: Timestamp::from_micros(row.seen_at),
        })
    }
}

macro_rules! with_post {
    ($columns:expr, $from:literal, $rest:literal) => {
        concat!(
            "SELECT session.token_hash, session.person, session.seen_at, post.id AS post, post.role, post.area, \
             post.unit",
            $columns,
            " FROM ",
            $from,
            " LEFT JOIN post ON post.id = session.acting_post AND post.person = session.person \
             AND post.held_until IS NULL ",
            $rest
        )
    };
}

#[derive(FromRow)]
struct FoundRow {
    #[sqlx(flatten)]
    session: Row,
    #[sqlx(flatten)]
    editions: Editions,
}

/// Finds a session that has not ended, its person, and the post acted in, with what is kept in memory. Said on every
/// request.
pub async fn find(conn: &mut Conn, token_hash: Uuid, at: Timestamp) -> Result<Option<(Session, Editions)>> {
    let row: Option<FoundRow> = on!(conn, |c| {
        sqlx::query_as(with_post!(
            concat!(", ", editions!()),
            "session",
            "WHERE session.token_hash = $1 AND session.ends_at > $2"
        ))
        .bind(token_hash)
        .bind(at.micros())
        .fetch_optional(c)
        .await
    })
    .doing("finding a session")?;
    row.map(|row| Ok((row.session.try_into()?, row.editions))).transpose()
}

/// Somebody who comes with a session to the page of a grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrival {
    pub session: Session,
    pub unread: Unread,
    /// As [`edition::of_grid`] counts it.
    pub edition: i64,
}

#[derive(FromRow)]
struct ArrivalRow {
    #[sqlx(flatten)]
    session: Row,
    needs: i64,
    follows: i64,
    changed: i64,
    edition: i64,
}

/// The same, with all else that a grid's page asks before what is kept of it can be sent, in one statement.
pub async fn arrive(conn: &mut Conn, token_hash: Uuid, grid: Area, at: Timestamp) -> Result<Option<Arrival>> {
    let row: Option<ArrivalRow> = on!(conn, |c| {
        sqlx::query_as(with_post!(
            ", (SELECT COUNT(*) FROM inbox_entry WHERE person = session.person AND heap = 'needs' AND read_at IS NULL) \
             AS needs, \
             (SELECT COUNT(*) FROM inbox_entry WHERE person = session.person AND heap = 'follows' AND read_at IS NULL) \
             AS follows, \
             (SELECT COUNT(*) FROM inbox_entry WHERE person = session.person AND heap = 'changed' AND read_at IS NULL) \
             AS changed, \
             (SELECT CAST(COALESCE(SUM(number), 0) AS BIGINT) FROM edition \
             WHERE relation IN ('service', 'area', 'post', 'person', $3)) AS edition",
            "session",
            "WHERE session.token_hash = $1 AND session.ends_at > $2"
        ))
        .bind(token_hash)
        .bind(at.micros())
        .bind(edition::happening(grid))
        .fetch_optional(c)
        .await
    })
    .doing("seeing who comes to a grid")?;
    row.map(|row| {
        let count = |unread: i64| u32::try_from(unread).unwrap_or(u32::MAX);
        let unread =
            Unread { needs: count(row.needs), follows: count(row.follows), changed: count(row.changed) };
        Ok(Arrival { session: row.session.try_into()?, unread, edition: row.edition })
    })
    .transpose()
}

/// Notes that a session was used and lets it last until `ends_at`, unless that was noted since `not_since` or it is over.
pub async fn touch(
    tx: &mut Tx,
    token_hash: Uuid,
    at: Timestamp,
    not_since: Timestamp,
    ends_at: Timestamp,
) -> Result<()> {
    on!(tx, |c| {
        sqlx::query(
            "UPDATE session SET seen_at = $2, ends_at = $4 WHERE token_hash = $1 AND seen_at <= $3 AND ends_at > $2",
        )
        .bind(token_hash)
        .bind(at.micros())
        .bind(not_since.micros())
        .bind(ends_at.micros())
        .execute(c)
        .await
        .map(drop)
    })
    .doing("noting that a session was used")
}

/// Lets a person act in another of the posts they hold, or as a resident.
pub async fn act_in(tx: &mut Tx, token_hash: Uuid, person: PersonId, post: Option<PostId>) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query(
            "UPDATE session SET acting_post = $3 WHERE token_hash = $1 AND person = $2 AND ($3 IS NULL OR EXISTS \
             (SELECT 1 FROM post WHERE post.id = $3 AND post.person = $2 AND post.held_until IS NULL))",
        )
        .bind(token_hash)
        .bind(person.0)
        .bind(post.map(|post| post.0))
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("switching the post acted in")?;
    one(rows)
}

/// Ends a session, provided it is this person's (`None`: a visitor's) and not over yet.
pub async fn end(tx: &mut Tx, token_hash: Uuid, person: Option<PersonId>, at: Timestamp) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query(
            "UPDATE session SET ends_at = $3 WHERE token_hash = $1 AND ends_at > $3 \
             AND (person = $2 OR (person IS NULL AND $2 IS NULL))",
        )
        .bind(token_hash)
        .bind(person.map(|person| person.0))
        .bind(at.micros())
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("ending a session")?;
    one(rows)
}

/// Ends every session of a person but the one they ask from, and says how many.
pub async fn end_others(tx: &mut Tx, person: PersonId, but: Uuid, at: Timestamp) -> Result<u64> {
    on!(tx, |c| {
        sqlx::query("UPDATE session SET ends_at = $3 WHERE person = $1 AND token_hash <> $2 AND ends_at > $3")
            .bind(person.0)
            .bind(but)
            .bind(at.micros())
            .execute(c)
            .await
            .map(|done| done.rows_affected())
    })
    .doing("ending a person's other sessions")
}

/// A person's sessions that have not ended, the last used first.
pub async fn of_person(conn: &mut Conn, person: PersonId, at: Timestamp) -> Result<Vec<Line>> {
    let rows: Vec<(Uuid, String, i64, i64)> = on!(conn, |c| {
        sqlx::query_as(
            "SELECT token_hash, agent, began_at, seen_at FROM session WHERE person = $1 AND ends_at > $2 \
             ORDER BY seen_at DESC, began_at DESC",
        )
        .bind(person.0)
        .bind(at.micros())
        .fetch_all(c)
        .await
    })
    .doing("listing a person's sessions")?;
    let line = |(token_hash, agent, began_at, seen_at)| Line {
        token_hash,
        agent,
        began_at: Timestamp::from_micros(began_at),
        seen_at: Timestamp::from_micros(seen_at),
    };
    Ok(rows.into_iter().map(line).collect())
}

/// How many sessions are kept, whoever's and whether or not they have ended. For tests.
#[doc(hidden)]
pub async fn count(conn: &mut Conn) -> Result<u64> {
    let (sessions,): (i64,) =
        on!(conn, |c| sqlx::query_as("SELECT COUNT(*) FROM session").fetch_one(c).await)
            .doing("counting sessions")?;
    Ok(sessions.unsigned_abs())
}

/// Takes away sessions that ended before `before`, at most so many, with their drafts and codes, and says how many.
pub async fn sweep(tx: &mut Tx, before: Timestamp, most: u32) -> Result<u64> {
    on!(tx, |c| {
        sqlx::query(
            "DELETE FROM session WHERE token_hash IN \
             (SELECT token_hash FROM session WHERE ends_at < $1 ORDER BY ends_at LIMIT $2)",
        )
        .bind(before.micros())
        .bind(i64::from(most))
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("sweeping ended sessions")
}
