//! Who has a slip in hand, until when, and for how long they served.

use domain::{Minutes, PersonId, Request, RequestNumber, Timestamp, UnitId};

use super::kin::number;
use crate::{Conn, Result, Tx, db::on, error::Doing};

/// The slips that somebody has in hand or was given, in the order of their numbers, after this one.
pub async fn of_whom(
    conn: &mut Conn,
    person: PersonId,
    after: Option<RequestNumber>,
    most: u32,
) -> Result<Vec<RequestNumber>> {
    let rows: Vec<(i64,)> = on!(conn, |c| {
        sqlx::query_as(
            "SELECT number FROM (SELECT number FROM request WHERE handler = $1 AND state IN ('accepted', 'arrived') \
             UNION SELECT number FROM request WHERE given_to = $1) AS theirs \
             WHERE number > $2 ORDER BY number LIMIT $3",
        )
        .bind(person.0)
        .bind(place(after))
        .bind(i64::from(most))
        .fetch_all(c)
        .await
    })
    .doing("finding what somebody has to do with")?;
    numbers(rows)
}

/// The slips that were dispatched to a unit or its help, and that nobody of those who lead has accepted yet, after this one.
pub async fn waiting_for(
    conn: &mut Conn,
    unit: UnitId,
    after: Option<RequestNumber>,
    most: u32,
) -> Result<Vec<RequestNumber>> {
    let rows: Vec<(i64,)> = on!(conn, |c| {
        sqlx::query_as(
            "SELECT number FROM request_unit JOIN request ON request.district = request_unit.district \
             AND number = request_unit.request WHERE unit = $1 AND ended_at IS NULL AND state = 'dispatched' \
             AND number > $2 ORDER BY number LIMIT $3",
        )
        .bind(unit.0)
        .bind(place(after))
        .bind(i64::from(most))
        .fetch_all(c)
        .await
    })
    .doing("finding what waits for a unit")?;
    numbers(rows)
}

/// No slip has the number 0.
fn place(after: Option<RequestNumber>) -> i64 {
    after.map_or(0, |number| number.value().cast_signed())
}

fn numbers(rows: Vec<(i64,)>) -> Result<Vec<RequestNumber>> {
    rows.into_iter().map(|(raw,)| number(raw)).collect()
}

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
