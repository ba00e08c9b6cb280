//! Points set aside until a voucher is fetched. A hold is resolved once: captured or released, never both.

use domain::{AccountId, HoldId, Points, Timestamp, TransferId};

use crate::{
    Result, Tx,
    db::on,
    error::{Doing, one},
};

/// So many points of an account, until an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hold {
    pub id: HoldId,
    pub account: AccountId,
    pub points: Points,
    pub at: Timestamp,
    pub until: Timestamp,
}

/// Places a hold.
pub async fn place(tx: &mut Tx, hold: &Hold) -> Result<()> {
    on!(tx, |c| {
        sqlx::query("INSERT INTO hold (id, account, points, held_at, held_until) VALUES ($1, $2, $3, $4, $5)")
            .bind(hold.id.0)
            .bind(hold.account.0)
            .bind(i64::from(hold.points.get()))
            .bind(hold.at.micros())
            .bind(hold.until.micros())
            .execute(c)
            .await
            .map(drop)
    })
    .doing("placing a hold")
}

/// The points were spent, by this transfer.
pub async fn capture(tx: &mut Tx, id: HoldId, transfer: TransferId, at: Timestamp) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query(
            "UPDATE hold SET outcome = 'captured', resolved_at = $2, transfer = $3 WHERE id = $1 AND outcome IS NULL",
        )
        .bind(id.0)
        .bind(at.micros())
        .bind(transfer.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("capturing a hold")?;
    one(rows)
}

/// The points are free again.
pub async fn release(tx: &mut Tx, id: HoldId, at: Timestamp) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query(
            "UPDATE hold SET outcome = 'released', resolved_at = $2 WHERE id = $1 AND outcome IS NULL",
        )
        .bind(id.0)
        .bind(at.micros())
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("releasing a hold")?;
    one(rows)
}
