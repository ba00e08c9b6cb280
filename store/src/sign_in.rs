//! Codes that were sent to sign in with: one for each session, never the digits themselves.

use domain::{Timestamp, person::Phone, sign_in::SentCode};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Conn, Error, Result, Tx,
    db::on,
    error::{Doing, one},
};

/// The code of a session, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub phone: Phone,
    /// A keyed hash of the session, the phone and the digits, in hex.
    pub code_hash: String,
    pub code: SentCode,
    /// Those sent to the same phone before it, each good for its own period: messages overtake one another.
    pub earlier: Vec<Earlier>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    pub code_hash: String,
    pub sent_at: Timestamp,
}

#[derive(FromRow)]
struct Row {
    phone: String,
    code_hash: String,
    sent_at: i64,
    tries: i64,
    used: bool,
    earlier: String,
}

impl TryFrom<Row> for Kept {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            phone: Phone::new(&row.phone).map_err(|e| Error::corrupt("sign_in_code", e))?,
            code_hash: row.code_hash,
            code: SentCode {
                sent_at: Timestamp::from_micros(row.sent_at),
                tries: u32::try_from(row.tries).map_err(|e| Error::corrupt("sign_in_code", e))?,
                used: row.used,
            },
            earlier: serde_json::from_str(&row.earlier).map_err(|e| Error::corrupt("sign_in_code", e))?,
        })
    }
}

/// Keeps a code for a session in the place of the one before.
pub async fn keep(tx: &mut Tx, session: Uuid, kept: &Kept) -> Result<()> {
    let earlier = serde_json::to_string(&kept.earlier).map_err(|e| Error::corrupt("sign_in_code", e))?;
    on!(tx, |c| {
        sqlx::query(
            "INSERT INTO sign_in_code (session, phone, code_hash, sent_at, tries, used, earlier) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (session) DO UPDATE SET phone = excluded.phone, \
             code_hash = excluded.code_hash, sent_at = excluded.sent_at, tries = excluded.tries, used = excluded.used, \
             earlier = excluded.earlier",
        )
        .bind(session)
        .bind(kept.phone.as_str())
        .bind(&kept.code_hash)
        .bind(kept.code.sent_at.micros())
        .bind(i64::from(kept.code.tries))
        .bind(kept.code.used)
        .bind(&earlier)
        .execute(c)
        .await
        .map(drop)
    })
    .doing("keeping a code")
}

/// The code of a session.
pub async fn find(conn: &mut Conn, session: Uuid) -> Result<Option<Kept>> {
    let row: Option<Row> = on!(conn, |c| {
        sqlx::query_as(
            "SELECT phone, code_hash, sent_at, tries, used, earlier FROM sign_in_code WHERE session = $1",
        )
        .bind(session)
        .fetch_optional(c)
        .await
    })
    .doing("finding a code")?;
    row.map(Kept::try_from).transpose()
}

/// Writes what a try left of a code, provided nobody has tried it since it was `before`.
pub async fn record_try(tx: &mut Tx, session: Uuid, before: SentCode, after: SentCode) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query(
            "UPDATE sign_in_code SET tries = $2, used = $3 \
             WHERE session = $1 AND sent_at = $4 AND tries = $5 AND used = $6",
        )
        .bind(session)
        .bind(i64::from(after.tries))
        .bind(after.used)
        .bind(before.sent_at.micros())
        .bind(i64::from(before.tries))
        .bind(before.used)
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("counting a try")?;
    one(rows)
}

/// When a code was last sent to this phone, whichever browser asked for it.
pub async fn last_sent(conn: &mut Conn, phone: &Phone) -> Result<Option<Timestamp>> {
    let (at,): (Option<i64>,) = on!(conn, |c| {
        sqlx::query_as("SELECT MAX(sent_at) FROM sign_in_code WHERE phone = $1")
            .bind(phone.as_str())
            .fetch_one(c)
            .await
    })
    .doing("looking for the last code of a phone")?;
    Ok(at.map(Timestamp::from_micros))
}

/// Notes that somebody signed in at this place: a keyed hash of the phone, and of the browser or the address.
pub async fn note_place(tx: &mut Tx, place: &str, at: Timestamp) -> Result<()> {
    on!(tx, |c| {
        sqlx::query(
            "INSERT INTO sign_in_place (place, seen_at) VALUES ($1, $2) \
             ON CONFLICT (place) DO UPDATE SET seen_at = excluded.seen_at",
        )
        .bind(place)
        .bind(at.micros())
        .execute(c)
        .await
        .map(drop)
    })
    .doing("noting where somebody signed in")
}

/// Did somebody sign in at this place since then?
pub async fn knows_place(conn: &mut Conn, place: &str, since: Timestamp) -> Result<bool> {
    let (known,): (bool,) = on!(conn, |c| {
        sqlx::query_as("SELECT EXISTS (SELECT 1 FROM sign_in_place WHERE place = $1 AND seen_at >= $2)")
            .bind(place)
            .bind(since.micros())
            .fetch_one(c)
            .await
    })
    .doing("looking for where somebody signed in")?;
    Ok(known)
}

/// Takes away places where nobody signed in since `before`, at most so many, and says how many.
pub async fn sweep_places(tx: &mut Tx, before: Timestamp, most: u32) -> Result<u64> {
    on!(tx, |c| {
        sqlx::query(
            "DELETE FROM sign_in_place WHERE place IN \
             (SELECT place FROM sign_in_place WHERE seen_at < $1 ORDER BY seen_at LIMIT $2)",
        )
        .bind(before.micros())
        .bind(i64::from(most))
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("sweeping where nobody signs in any more")
}
