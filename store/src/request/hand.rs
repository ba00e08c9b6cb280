//! Who has a slip in hand, until when, and for how long they served.

use domain::{Minutes, PersonId, Request, Timestamp};

use crate::{Conn, Result, Tx, db::on, error::Doing};

/// Opens the one live acceptance of a slip; a second one is refused by the index.
pub async fn open_acceptance(tx: &mut Tx, request: &Request, by: PersonId, at: Timestamp) -> Result<()> {
    on!(tx, |c| {
        sqlx::query(
            "INSERT INTO acceptance (district, request, revision, person, accepted_at) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(request.grid.district().cast_signed())
        .bind(request.number.value().cast_signed())
        .bind(i64::from(request.revision))
        .bind(by.0)
        .bind(at.micros())
        .execute(c)
        .await
        .map(drop)
    })
    .doing("opening an acceptance")
}

/// Ends the live acceptance of a slip. `false`: nobody had it in hand.
pub async fn end_acceptance(tx: &mut Tx, request: &Request, at: Timestamp) -> Result<bool> {
    let rows = on!(tx, |c| {
        sqlx::query(
            "UPDATE acceptance SET ended_at = $3 WHERE district = $1 AND request = $2 AND ended_at IS NULL",
        )
        .bind(request.grid.district().cast_signed())
        .bind(request.number.value().cast_signed())
        .bind(at.micros())
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("ending an acceptance")?;
    Ok(rows == 1)
}

/// Notes the actual service time of a finished piece of work.
pub async fn record_service_time(
    tx: &mut Tx,
    request: &Request,
    person: PersonId,
    minutes: Minutes,
    finished_at: Timestamp,
) -> Result<()> {
    on!(tx, |c| {
        sqlx::query(
            "INSERT INTO service_time (district, request, person, minutes, finished_at) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(request.grid.district().cast_signed())
        .bind(request.number.value().cast_signed())
        .bind(person.0)
        .bind(i64::from(minutes.0))
        .bind(finished_at.micros())
        .execute(c)
        .await
        .map(drop)
    })
    .doing("noting service time")
}

/// All service time of a person.
pub async fn served(conn: &mut Conn, person: PersonId) -> Result<Minutes> {
    let (minutes,): (i64,) = on!(conn, |c| {
        sqlx::query_as("SELECT CAST(COALESCE(SUM(minutes), 0) AS BIGINT) FROM service_time WHERE person = $1")
            .bind(person.0)
            .fetch_one(c)
            .await
    })
    .doing("adding up service time")?;
    Ok(Minutes(u32::try_from(minutes).unwrap_or(u32::MAX)))
}
