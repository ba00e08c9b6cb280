//! Holds, stock and vouchers: invariants 5 and 6, and what of 7 is the shop's.

use domain::Timestamp;
use uuid::Uuid;

use super::{CHECKING, GRACE, Search};
use crate::{Result, db::on, error::Doing};

pub(super) async fn search(search: &mut Search<'_>, at: Timestamp) -> Result<()> {
    holds(search, at).await?;
    search
        .ids(
            6,
            "item",
            "its stock is not what is left and what vouchers took",
            "SELECT i.id FROM item i LEFT JOIN (SELECT item, COUNT(*) AS taken FROM voucher \
             WHERE state IN ('live', 'redeemed') GROUP BY item) AS v ON v.item = i.id \
             WHERE i.stocked <> i.remaining + COALESCE(v.taken, 0) LIMIT 20",
        )
        .await?;
    vouchers(search).await
}

async fn holds(search: &mut Search<'_>, at: Timestamp) -> Result<()> {
    search
        .ids(
            5,
            "account",
            "what it holds is not the sum of its open holds",
            "SELECT a.id FROM account a LEFT JOIN (SELECT account, SUM(points) AS total FROM hold \
             WHERE outcome IS NULL GROUP BY account) AS open ON open.account = a.id \
             WHERE a.held <> COALESCE(open.total, 0) LIMIT 20",
        )
        .await?;
    search
        .ids(
            5,
            "hold",
            "its capture is not the one transfer of its points",
            "SELECT h.id FROM hold h LEFT JOIN transfer t ON t.id = h.transfer WHERE h.outcome = 'captured' \
             AND (t.id IS NULL OR t.debit <> h.account OR t.points <> h.points OR t.kind <> 'spend') LIMIT 20",
        )
        .await?;
    search
        .texts(
            5,
            "transfer",
            "points were spent for no hold, or for more than one",
            "SELECT t.cause FROM transfer t LEFT JOIN hold h ON h.transfer = t.id WHERE t.kind = 'spend' \
             GROUP BY t.cause HAVING COUNT(h.id) <> 1 LIMIT 20",
        )
        .await?;
    let late: Vec<(Uuid,)> = on!(search.conn, |c| {
        sqlx::query_as("SELECT id FROM hold WHERE outcome IS NULL AND held_until < $1 LIMIT 20")
            .bind(at.minus(GRACE).micros())
            .fetch_all(c)
            .await
    })
    .doing(CHECKING)?;
    for (id,) in late {
        search.note(5, format!("hold {id}: left past its time; the timers of a running server end it"));
    }
    Ok(())
}

async fn vouchers(search: &mut Search<'_>) -> Result<()> {
    search
        .ids(
            7,
            "voucher",
            "it and its hold do not agree",
            "SELECT v.id FROM voucher v LEFT JOIN hold h ON h.id = v.hold LEFT JOIN account a ON a.id = h.account \
             WHERE h.id IS NULL OR a.person IS NULL OR a.person <> v.owner OR h.points <> v.price \
             OR h.held_at <> v.issued_at OR h.held_until <> v.expires_at \
             OR COALESCE(h.outcome, 'open') <> CASE v.state WHEN 'live' THEN 'open' WHEN 'redeemed' THEN 'captured' \
             ELSE 'released' END OR COALESCE(h.resolved_at, 0) <> COALESCE(v.ended_at, 0) LIMIT 20",
        )
        .await?;
    search
        .ids(
            7,
            "hold",
            "no voucher is its reason",
            "SELECT h.id FROM hold h LEFT JOIN voucher v ON v.hold = h.id WHERE v.id IS NULL LIMIT 20",
        )
        .await
}
