//! Posters of grids. A serial is given once; a revoked one stays revoked.

use domain::{Area, Timestamp};
use sqlx::FromRow;

use crate::{
    Conn, Error, Result, Tx,
    codes::{area as area_of, code},
    db::on,
    error::{Doing, one},
};

/// One printing of a grid's poster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Poster {
    pub grid: Area,
    pub serial: u32,
    pub issued_at: Timestamp,
    /// `None`: the paper is good.
    pub revoked_at: Option<Timestamp>,
}

#[derive(FromRow)]
struct Row {
    grid: i64,
    serial: i64,
    issued_at: i64,
    revoked_at: Option<i64>,
}

impl TryFrom<Row> for Poster {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            grid: area_of(row.grid)?,
            serial: serial(row.serial)?,
            issued_at: Timestamp::from_micros(row.issued_at),
            revoked_at: row.revoked_at.map(Timestamp::from_micros),
        })
    }
}

fn serial(raw: i64) -> Result<u32> {
    u32::try_from(raw).map_err(|e| Error::corrupt("poster", e))
}

/// Issues the next poster of a grid and says its serial.
pub async fn issue(tx: &mut Tx, grid: Area, at: Timestamp) -> Result<u32> {
    let (issued,): (i64,) = on!(tx, |c| {
        sqlx::query_as(
            "INSERT INTO poster (grid, serial, issued_at) \
             SELECT $1, COALESCE(MAX(serial), 0) + 1, $2 FROM poster WHERE grid = $1 RETURNING serial",
        )
        .bind(code(grid))
        .bind(at.micros())
        .fetch_one(c)
        .await
    })
    .doing("issuing a poster")?;
    serial(issued)
}

/// Voids a poster that is good.
pub async fn revoke(tx: &mut Tx, grid: Area, serial: u32, at: Timestamp) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query(
            "UPDATE poster SET revoked_at = $3 WHERE grid = $1 AND serial = $2 AND revoked_at IS NULL",
        )
        .bind(code(grid))
        .bind(i64::from(serial))
        .bind(at.micros())
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("revoking a poster")?;
    one(rows)
}

/// Finds one printing.
pub async fn find(conn: &mut Conn, grid: Area, serial: u32) -> Result<Option<Poster>> {
    let row: Option<Row> = on!(conn, |c| {
        sqlx::query_as(
            "SELECT grid, serial, issued_at, revoked_at FROM poster WHERE grid = $1 AND serial = $2",
        )
        .bind(code(grid))
        .bind(i64::from(serial))
        .fetch_optional(c)
        .await
    })
    .doing("finding a poster")?;
    row.map(Poster::try_from).transpose()
}

/// The newest good poster of a grid.
pub async fn live(conn: &mut Conn, grid: Area) -> Result<Option<Poster>> {
    let row: Option<Row> = on!(conn, |c| {
        sqlx::query_as(
            "SELECT grid, serial, issued_at, revoked_at FROM poster WHERE grid = $1 AND revoked_at IS NULL \
             ORDER BY serial DESC LIMIT 1",
        )
        .bind(code(grid))
        .fetch_optional(c)
        .await
    })
    .doing("finding the poster of a grid")?;
    row.map(Poster::try_from).transpose()
}

/// Every poster ever issued below an area, grid by grid, newest first.
pub async fn list(conn: &mut Conn, below: Area, skip: u32, most: u32) -> Result<Vec<Poster>> {
    let (first, last) = crate::codes::grids(below)?;
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(
            "SELECT grid, serial, issued_at, revoked_at FROM poster WHERE grid BETWEEN $1 AND $2 \
             ORDER BY grid, serial DESC LIMIT $3 OFFSET $4",
        )
        .bind(first)
        .bind(last)
        .bind(i64::from(most))
        .bind(i64::from(skip))
        .fetch_all(c)
        .await
    })
    .doing("listing posters")?;
    rows.into_iter().map(Poster::try_from).collect()
}
