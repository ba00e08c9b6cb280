//! What residents take to the shop.

use domain::{
    HoldId, ItemId, PersonId, Timestamp, VoucherId,
    shop::{Voucher, VoucherCode, VoucherState},
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Conn, Error, Result, Tx,
    db::on,
    error::{Doing, one},
    places::{MANY, many, places},
    service::points,
};

#[derive(FromRow)]
struct Row {
    id: Uuid,
    code: String,
    item: Uuid,
    owner: Uuid,
    price: i64,
    hold: Uuid,
    issued_at: i64,
    expires_at: i64,
    state: String,
    ended_at: Option<i64>,
    redeemed_by: Option<Uuid>,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, code, item, owner, price, hold, issued_at, expires_at, state, ended_at, redeemed_by FROM voucher ",
            $rest
        )
    };
}

impl TryFrom<Row> for Voucher {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let corrupt = |why: &str| Error::corrupt("voucher", format!("{}: {why}", row.id));
        let ended = row.ended_at.map(Timestamp::from_micros);
        let state = match (row.state.as_str(), ended, row.redeemed_by) {
            ("live", None, None) => VoucherState::Live,
            ("redeemed", Some(at), Some(by)) => VoucherState::Redeemed { by: PersonId(by), at },
            ("cancelled", Some(at), None) => VoucherState::Cancelled { at },
            ("expired", Some(at), None) => VoucherState::Expired { at },
            _ => return Err(corrupt("the state and its facts disagree")),
        };
        Ok(Self {
            id: VoucherId(row.id),
            code: row.code.parse::<VoucherCode>().map_err(|_| corrupt("code"))?,
            item: ItemId(row.item),
            owner: PersonId(row.owner),
            price: points(row.price).ok_or_else(|| corrupt("price"))?,
            hold: HoldId(row.hold),
            issued_at: Timestamp::from_micros(row.issued_at),
            expires_at: Timestamp::from_micros(row.expires_at),
            state,
        })
    }
}

/// Issues a voucher. `false`: the code is taken, throw another.
pub async fn issue(tx: &mut Tx, voucher: &Voucher) -> Result<bool> {
    let rows = on!(tx, |c| {
        sqlx::query(
            "INSERT INTO voucher (id, code, item, owner, price, hold, issued_at, expires_at, state) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'live') ON CONFLICT (code) DO NOTHING",
        )
        .bind(voucher.id.0)
        .bind(voucher.code.letters())
        .bind(voucher.item.0)
        .bind(voucher.owner.0)
        .bind(i64::from(voucher.price.get()))
        .bind(voucher.hold.0)
        .bind(voucher.issued_at.micros())
        .bind(voucher.expires_at.micros())
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("issuing a voucher")?;
    Ok(rows == 1)
}

/// Finds a voucher.
pub async fn find(conn: &mut Conn, id: VoucherId) -> Result<Option<Voucher>> {
    let row: Option<Row> =
        on!(conn, |c| { sqlx::query_as(select!("WHERE id = $1")).bind(id.0).fetch_optional(c).await })
            .doing("finding a voucher")?;
    row.map(Voucher::try_from).transpose()
}

/// For which item each of these vouchers is, in no order; an id nobody has is left out.
pub async fn items(conn: &mut Conn, ids: &[VoucherId]) -> Result<Vec<(VoucherId, ItemId)>> {
    let mut items = Vec::with_capacity(ids.len());
    for some in places::<_, MANY>(ids) {
        let rows: Vec<(Uuid, Uuid)> = on!(conn, |c| {
            let mut query =
                sqlx::query_as(concat!("SELECT id, item FROM voucher WHERE id IN (", many!(), ")"));
            for id in some {
                query = query.bind(id.0);
            }
            query.fetch_all(c).await
        })
        .doing("finding what vouchers are for")?;
        items.extend(rows.into_iter().map(|(id, item)| (VoucherId(id), ItemId(item))));
    }
    Ok(items)
}

/// Finds a voucher by the code on it.
pub async fn find_by_code(conn: &mut Conn, code: VoucherCode) -> Result<Option<Voucher>> {
    let row: Option<Row> = on!(conn, |c| {
        sqlx::query_as(select!("WHERE code = $1")).bind(code.letters()).fetch_optional(c).await
    })
    .doing("finding a voucher by its code")?;
    row.map(Voucher::try_from).transpose()
}

/// Finds a voucher and keeps others from changing it until the transaction ends.
pub async fn find_for_change(tx: &mut Tx, id: VoucherId) -> Result<Option<Voucher>> {
    let row: Option<Row> = on!(
        tx,
        sqlite(c) => sqlx::query_as(select!("WHERE id = $1")).bind(id.0).fetch_optional(c).await,
        postgres(c) => {
            sqlx::query_as(select!("WHERE id = $1 FOR UPDATE")).bind(id.0).fetch_optional(c).await
        }
    )
    .doing("finding a voucher to change")?;
    row.map(Voucher::try_from).transpose()
}

/// Writes how a voucher ended, provided it was live.
pub async fn end(tx: &mut Tx, voucher: &Voucher) -> Result<()> {
    let (ended_at, redeemed_by) = match voucher.state {
        VoucherState::Live => return Err(Error::corrupt("voucher", format!("{} has not ended", voucher.id))),
        VoucherState::Redeemed { by, at } => (at, Some(by.0)),
        VoucherState::Cancelled { at } | VoucherState::Expired { at } => (at, None),
    };
    let rows = on!(tx, |c| {
        sqlx::query(
            "UPDATE voucher SET state = $2, ended_at = $3, redeemed_by = $4 WHERE id = $1 AND state = 'live'",
        )
        .bind(voucher.id.0)
        .bind(voucher.state.name())
        .bind(ended_at.micros())
        .bind(redeemed_by)
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("ending a voucher")?;
    one(rows)
}

/// A page of somebody's vouchers, newest first.
pub async fn of_owner(conn: &mut Conn, owner: PersonId, skip: u32, most: u32) -> Result<Vec<Voucher>> {
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(select!("WHERE owner = $1 ORDER BY issued_at DESC, id DESC LIMIT $2 OFFSET $3"))
            .bind(owner.0)
            .bind(i64::from(most))
            .bind(i64::from(skip))
            .fetch_all(c)
            .await
    })
    .doing("listing somebody's vouchers")?;
    rows.into_iter().map(Voucher::try_from).collect()
}

/// Live vouchers whose time had come at `at`, oldest first.
pub async fn overdue(conn: &mut Conn, at: Timestamp, most: u32) -> Result<Vec<VoucherId>> {
    let rows: Vec<(Uuid,)> = on!(conn, |c| {
        sqlx::query_as(
            "SELECT id FROM voucher WHERE state = 'live' AND expires_at <= $1 ORDER BY expires_at LIMIT $2",
        )
        .bind(at.micros())
        .bind(i64::from(most))
        .fetch_all(c)
        .await
    })
    .doing("looking for vouchers that have run out")?;
    Ok(rows.into_iter().map(|(id,)| VoucherId(id)).collect())
}

/// What a keeper handed out since `since`, newest first.
pub async fn redeemed_by(
    conn: &mut Conn,
    keeper: PersonId,
    since: Timestamp,
    most: u32,
) -> Result<Vec<Voucher>> {
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(select!(
            "WHERE redeemed_by = $1 AND ended_at >= $2 ORDER BY ended_at DESC, id DESC LIMIT $3"
        ))
        .bind(keeper.0)
        .bind(since.micros())
        .bind(i64::from(most))
        .fetch_all(c)
        .await
    })
    .doing("listing what a keeper handed out")?;
    rows.into_iter().map(Voucher::try_from).collect()
}
