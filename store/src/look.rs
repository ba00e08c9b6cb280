//! Looks behind a mask: who saw whose contact, for which slip, and why. Written once, never changed.

use domain::{PersonId, RequestNumber, Timestamp};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Conn, Error, Result, Tx, db::on, error::Doing};

/// One look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    pub id: Uuid,
    pub viewer: PersonId,
    /// Whose contact was shown.
    pub subject: PersonId,
    pub request: Option<RequestNumber>,
    pub reason: String,
    pub at: Timestamp,
}

/// Records a look, before anything is shown.
pub async fn record(tx: &mut Tx, look: &Look) -> Result<()> {
    on!(tx, |c| {
        sqlx::query(
            "INSERT INTO look (id, viewer, subject, request, reason, at) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(look.id)
        .bind(look.viewer.0)
        .bind(look.subject.0)
        .bind(look.request.map(|number| number.value().cast_signed()))
        .bind(&look.reason)
        .bind(look.at.micros())
        .execute(c)
        .await
        .map(drop)
    })
    .doing("recording a look behind a mask")
}

/// Why this person last looked at the contact on this slip, at or after `since`.
pub async fn latest(
    conn: &mut Conn,
    viewer: PersonId,
    request: RequestNumber,
    since: Timestamp,
) -> Result<Option<String>> {
    let row: Option<(String,)> = on!(conn, |c| {
        sqlx::query_as(
            "SELECT reason FROM look WHERE viewer = $1 AND request = $2 AND at >= $3 ORDER BY at DESC, id DESC LIMIT 1",
        )
        .bind(viewer.0)
        .bind(request.value().cast_signed())
        .bind(since.micros())
        .fetch_optional(c)
        .await
    })
    .doing("looking for a look behind a mask")?;
    Ok(row.map(|(reason,)| reason))
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    viewer: Uuid,
    subject: Uuid,
    request: Option<i64>,
    reason: String,
    at: i64,
}

/// Who looked at this person, newest first.
pub async fn at_subject(conn: &mut Conn, subject: PersonId, skip: u32, most: u32) -> Result<Vec<Look>> {
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(
            "SELECT id, viewer, subject, request, reason, at FROM look WHERE subject = $1 \
             ORDER BY at DESC, id DESC LIMIT $2 OFFSET $3",
        )
        .bind(subject.0)
        .bind(i64::from(most))
        .bind(i64::from(skip))
        .fetch_all(c)
        .await
    })
    .doing("listing the looks at a person")?;
    rows.into_iter()
        .map(|row| {
            let request = row
                .request
                .map(|n| RequestNumber::from_value(n.unsigned_abs()).map_err(|e| Error::corrupt("look", e)))
                .transpose()?;
            Ok(Look {
                id: row.id,
                viewer: PersonId(row.viewer),
                subject: PersonId(row.subject),
                request,
                reason: row.reason,
                at: Timestamp::from_micros(row.at),
            })
        })
        .collect()
}
