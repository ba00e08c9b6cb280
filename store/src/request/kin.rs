//! Which slips and units have to do with each other, and which slips wait for the timer.

use domain::{PersonId, Request, RequestNumber, Timestamp, UnitId};
use uuid::Uuid;

use super::{Row, select};
use crate::{Conn, Error, Result, Tx, db::on, error::Doing};

pub(super) fn number(raw: i64) -> Result<RequestNumber> {
    RequestNumber::from_value(raw.unsigned_abs()).map_err(|e| Error::corrupt("request", e))
}

/// Puts a slip into the list of a unit that leads, helps or was called. Doing it again changes nothing.
pub async fn involve(tx: &mut Tx, request: &Request, unit: UnitId, at: Timestamp) -> Result<()> {
    on!(tx, |c| {
        sqlx::query(
            "INSERT INTO request_unit (unit, district, request, since) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        )
        .bind(unit.0)
        .bind(request.grid.district().cast_signed())
        .bind(request.number.value().cast_signed())
        .bind(at.micros())
        .execute(c)
        .await
        .map(drop)
    })
    .doing("giving a request to a unit")
}

/// Takes a slip out of the list of a unit that has nothing to do with it any more.
pub async fn release(tx: &mut Tx, request: &Request, unit: UnitId) -> Result<()> {
    on!(tx, |c| {
        sqlx::query("DELETE FROM request_unit WHERE unit = $1 AND district = $2 AND request = $3")
            .bind(unit.0)
            .bind(request.grid.district().cast_signed())
            .bind(request.number.value().cast_signed())
            .execute(c)
            .await
            .map(drop)
    })
    .doing("taking a request from a unit")
}

/// Notes in the lists of its units when a slip was over, or that it goes on.
pub async fn end_for_units(tx: &mut Tx, request: &Request, at: Option<Timestamp>) -> Result<()> {
    on!(tx, |c| {
        sqlx::query("UPDATE request_unit SET ended_at = $3 WHERE district = $1 AND request = $2")
            .bind(request.grid.district().cast_signed())
            .bind(request.number.value().cast_signed())
            .bind(at.map(Timestamp::micros))
            .execute(c)
            .await
            .map(drop)
    })
    .doing("ending a request for its units")
}

/// The units in whose list a slip stands.
pub async fn units(conn: &mut Conn, request: &Request) -> Result<Vec<UnitId>> {
    let rows: Vec<(Uuid,)> = on!(conn, |c| {
        sqlx::query_as(
            "SELECT unit FROM request_unit WHERE district = $1 AND request = $2 ORDER BY since, unit",
        )
        .bind(request.grid.district().cast_signed())
        .bind(request.number.value().cast_signed())
        .fetch_all(c)
        .await
    })
    .doing("finding the units of a request")?;
    Ok(rows.into_iter().map(|(unit,)| UnitId(unit)).collect())
}

/// A slip that was merged into another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Joined {
    pub number: RequestNumber,
    /// Who placed it, and hears of everything that happens to the other one.
    pub resident: PersonId,
    pub revision: u32,
}

/// The slips that were merged into this one.
pub async fn joined(conn: &mut Conn, into: RequestNumber) -> Result<Vec<Joined>> {
    let rows: Vec<(i64, Uuid, i64)> = on!(conn, |c| {
        sqlx::query_as(
            "SELECT number, resident, revision FROM request WHERE merged_into = $1 ORDER BY number",
        )
        .bind(into.value().cast_signed())
        .fetch_all(c)
        .await
    })
    .doing("finding what was merged into a request")?;
    rows.into_iter()
        .map(|(slip, resident, revision)| {
            let revision = u32::try_from(revision).map_err(|e| Error::corrupt("request", e))?;
            Ok(Joined { number: number(slip)?, resident: PersonId(resident), revision })
        })
        .collect()
}

/// The parts of a slip that was split.
pub async fn parts(conn: &mut Conn, whole: RequestNumber) -> Result<Vec<RequestNumber>> {
    let rows: Vec<(i64,)> = on!(conn, |c| {
        sqlx::query_as("SELECT number FROM request WHERE part_of = $1 ORDER BY number")
            .bind(whole.value().cast_signed())
            .fetch_all(c)
            .await
    })
    .doing("finding the parts of a request")?;
    rows.into_iter().map(|(part,)| number(part)).collect()
}

/// The slips for which something is due without anybody doing anything, what is due first at the head.
pub async fn due_to_wake(conn: &mut Conn, at: Timestamp, most: u32) -> Result<Vec<RequestNumber>> {
    let rows: Vec<(i64,)> = on!(conn, |c| {
        sqlx::query_as("SELECT number FROM request WHERE wake <= $1 ORDER BY wake LIMIT $2")
            .bind(at.micros())
            .bind(i64::from(most))
            .fetch_all(c)
            .await
    })
    .doing("looking for what is due")?;
    rows.into_iter().map(|(due,)| number(due)).collect()
}

/// The slips after `after` whose limits run or stand still, or wait for the notice of a year; what cannot be read keeps its
/// number.
pub async fn running(
    conn: &mut Conn,
    after: Option<RequestNumber>,
    most: u32,
) -> Result<Vec<(RequestNumber, Result<Request>)>> {
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(select!(
            "WHERE (wake IS NOT NULL OR provisional) AND number > $1 ORDER BY number LIMIT $2"
        ))
        .bind(after.map_or(0, |number| number.value().cast_signed()))
        .bind(i64::from(most))
        .fetch_all(c)
        .await
    })
    .doing("looking for limits that run")?;
    rows.into_iter().map(|row| Ok((number(row.number)?, Request::try_from(row)))).collect()
}
