//! Movements of points. Written once, never changed; a cause moves points a single time.

use domain::{AccountId, PersonId, Points, Timestamp, TransferId, points::Cause};
use sqlx::FromRow;

use crate::{Conn, Error, Result, Tx, db::on, error::Doing, service::points as amount};

/// One movement: so many points out of `debit`, into `credit`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transfer {
    pub id: TransferId,
    pub district: u64,
    pub cause: Cause,
    pub debit: AccountId,
    pub credit: AccountId,
    pub points: Points,
    pub at: Timestamp,
}

fn kind(cause: Cause) -> &'static str {
    match cause {
        Cause::Helped { .. } | Cause::Praised { .. } | Cause::FirstOrder { .. } | Cause::Rated { .. } => {
            "award"
        }
        Cause::Redeemed { .. } => "spend",
    }
}

/// Records a movement. `false`: this cause has moved points before, and nothing was written.
pub async fn record(tx: &mut Tx, transfer: &Transfer) -> Result<bool> {
    let rows = on!(tx, |c| {
        sqlx::query(
            "INSERT INTO transfer (id, district, cause, kind, debit, credit, points, at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (cause) DO NOTHING",
        )
        .bind(transfer.id.0)
        .bind(transfer.district.cast_signed())
        .bind(transfer.cause.key())
        .bind(kind(transfer.cause))
        .bind(transfer.debit.0)
        .bind(transfer.credit.0)
        .bind(i64::from(transfer.points.get()))
        .bind(transfer.at.micros())
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("recording a transfer")?;
    Ok(rows == 1)
}

/// A line of somebody's points: what moved, why, and what stood there afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Entry {
    pub at: Timestamp,
    pub cause: Cause,
    /// Below zero: points that went away.
    pub change: i64,
    /// For awards: what the rule would have given without its daily cap.
    pub asked: Option<Points>,
    pub balance: i64,
}

#[derive(FromRow)]
struct Row {
    at: i64,
    cause: String,
    change: i64,
    asked: Option<i64>,
    balance: i64,
}

/// A page of a person's points, newest first. Awards of which a daily cap left nothing are told too.
pub async fn history(
    conn: &mut Conn,
    person: PersonId,
    account: AccountId,
    skip: u32,
    most: u32,
) -> Result<Vec<Entry>> {
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(
            "SELECT at, cause, change, asked, CAST(SUM(change) OVER (ORDER BY at, cause) AS BIGINT) AS balance FROM ( \
             SELECT t.at, t.cause, CASE WHEN t.credit = $1 THEN t.points ELSE -t.points END AS change, a.asked \
             FROM transfer t LEFT JOIN award a ON a.cause = t.cause WHERE t.credit = $1 OR t.debit = $1 \
             UNION ALL SELECT at, cause, 0, asked FROM award WHERE person = $2 AND given = 0 AND asked > 0) AS entry \
             ORDER BY at DESC, cause DESC LIMIT $3 OFFSET $4",
        )
        .bind(account.0)
        .bind(person.0)
        .bind(i64::from(most))
        .bind(i64::from(skip))
        .fetch_all(c)
        .await
    })
    .doing("reading somebody's points")?;
    rows.into_iter()
        .map(|row| {
            let corrupt = || Error::corrupt("transfer", &row.cause);
            Ok(Entry {
                at: Timestamp::from_micros(row.at),
                cause: Cause::from_key(&row.cause).ok_or_else(corrupt)?,
                change: row.change,
                asked: row.asked.map(|raw| amount(raw).ok_or_else(corrupt)).transpose()?,
                balance: row.balance,
            })
        })
        .collect()
}
