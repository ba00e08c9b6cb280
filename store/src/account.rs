//! Accounts of points: a person's, and the organiser's three of each district.
//!
//! The order in which rows are locked is the same everywhere, so that two who act at once never wait for each other in
//! a ring: voucher, the organiser's account, a person's account, item. A rating awards two people in one transaction;
//! because both of them follow the organiser's account, that is safe too.

use domain::{AccountId, PersonId, Points, points::Account};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Conn, Error, Result, Tx,
    db::on,
    error::{Doing, one},
};

/// An account and what stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub id: AccountId,
    pub district: u64,
    pub account: Account,
    /// Below zero only for [`Account::Issued`].
    pub balance: i64,
    /// What of the balance waits for vouchers to be fetched.
    pub held: i64,
}

impl Standing {
    /// What may be spent, as far as that many points can move at once.
    pub fn available(&self) -> Points {
        Points::most_of(self.balance - self.held)
    }
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    district: i64,
    kind: String,
    person: Option<Uuid>,
    balance: i64,
    held: i64,
}

macro_rules! select {
    ($rest:literal) => {
        concat!("SELECT id, district, kind, person, balance, held FROM account ", $rest)
    };
}

impl TryFrom<Row> for Standing {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let account = match (row.kind.as_str(), row.person) {
            ("issued", None) => Account::Issued,
            ("spent", None) => Account::Spent,
            ("expired", None) => Account::Expired,
            ("person", Some(person)) => Account::Person(PersonId(person)),
            (kind, _) => return Err(Error::corrupt("account", format!("{}: kind {kind}", row.id))),
        };
        let district = row.district.unsigned_abs();
        Ok(Self { id: AccountId(row.id), district, account, balance: row.balance, held: row.held })
    }
}

/// How the kind of an account is written, and whose it is.
fn parts(account: Account) -> (&'static str, Option<Uuid>) {
    match account {
        Account::Issued => ("issued", None),
        Account::Spent => ("spent", None),
        Account::Expired => ("expired", None),
        Account::Person(person) => ("person", Some(person.0)),
    }
}

/// Opens an account unless there is one.
pub async fn open(tx: &mut Tx, id: AccountId, district: u64, account: Account) -> Result<()> {
    let (kind, person) = parts(account);
    on!(tx, |c| {
        sqlx::query(
            "INSERT INTO account (id, district, kind, person) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        )
        .bind(id.0)
        .bind(district.cast_signed())
        .bind(kind)
        .bind(person)
        .execute(c)
        .await
        .map(drop)
    })
    .doing("opening an account")
}

/// Finds a person's account.
pub async fn of_person(conn: &mut Conn, person: PersonId) -> Result<Option<Standing>> {
    let row: Option<Row> = on!(conn, |c| {
        sqlx::query_as(select!("WHERE person = $1")).bind(person.0).fetch_optional(c).await
    })
    .doing("finding an account")?;
    row.map(Standing::try_from).transpose()
}

/// Finds a person's account and keeps others from changing it until the transaction ends.
pub async fn of_person_for_change(tx: &mut Tx, person: PersonId) -> Result<Option<Standing>> {
    let row: Option<Row> = on!(
        tx,
        sqlite(c) => { sqlx::query_as(select!("WHERE person = $1")).bind(person.0).fetch_optional(c).await },
        postgres(c) => {
            sqlx::query_as(select!("WHERE person = $1 FOR UPDATE")).bind(person.0).fetch_optional(c).await
        }
    )
    .doing("finding an account to change")?;
    row.map(Standing::try_from).transpose()
}

/// Finds one of the organiser's accounts of a district and keeps others from changing it until the transaction ends.
pub async fn of_organiser_for_change(
    tx: &mut Tx,
    district: u64,
    account: Account,
) -> Result<Option<Standing>> {
    let (kind, _) = parts(account);
    let district = district.cast_signed();
    let row: Option<Row> = on!(
        tx,
        sqlite(c) => {
            sqlx::query_as(select!("WHERE district = $1 AND kind = $2 AND person IS NULL"))
                .bind(district)
                .bind(kind)
                .fetch_optional(c)
                .await
        },
        postgres(c) => {
            sqlx::query_as(select!("WHERE district = $1 AND kind = $2 AND person IS NULL FOR UPDATE"))
                .bind(district)
                .bind(kind)
                .fetch_optional(c)
                .await
        }
    )
    .doing("finding the organiser's account")?;
    row.map(Standing::try_from).transpose()
}

/// Adds points to an account.
pub async fn credit(tx: &mut Tx, id: AccountId, points: Points) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query("UPDATE account SET balance = balance + $2 WHERE id = $1 AND kind <> 'issued'")
            .bind(id.0)
            .bind(i64::from(points.get()))
            .execute(c)
            .await
            .map(|done| done.rows_affected())
    })
    .doing("crediting an account")?;
    one(rows)
}

/// Takes points out of the organiser's `issued` account, the only one that goes below zero.
pub async fn issue(tx: &mut Tx, id: AccountId, points: Points) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query("UPDATE account SET balance = balance - $2 WHERE id = $1 AND kind = 'issued'")
            .bind(id.0)
            .bind(i64::from(points.get()))
            .execute(c)
            .await
            .map(|done| done.rows_affected())
    })
    .doing("issuing points")?;
    one(rows)
}

/// Sets points of a person aside, provided that many are neither spent nor held.
pub async fn set_aside(tx: &mut Tx, id: AccountId, points: Points) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query(
            "UPDATE account SET held = held + $2 WHERE id = $1 AND kind = 'person' AND balance - held >= $2",
        )
        .bind(id.0)
        .bind(i64::from(points.get()))
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("setting points aside")?;
    one(rows)
}

/// Gives a person the free use of points that were set aside.
pub async fn give_back(tx: &mut Tx, id: AccountId, points: Points) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query("UPDATE account SET held = held - $2 WHERE id = $1 AND kind = 'person' AND held >= $2")
            .bind(id.0)
            .bind(i64::from(points.get()))
            .execute(c)
            .await
            .map(|done| done.rows_affected())
    })
    .doing("giving held points back")?;
    one(rows)
}

/// Takes points that were set aside out of a person's account.
pub async fn spend_held(tx: &mut Tx, id: AccountId, points: Points) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query(
            "UPDATE account SET balance = balance - $2, held = held - $2 \
             WHERE id = $1 AND kind = 'person' AND held >= $2 AND balance >= $2",
        )
        .bind(id.0)
        .bind(i64::from(points.get()))
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("spending held points")?;
    one(rows)
}

/// What all accounts together hold: zero, for points only ever move. Reads every account.
pub async fn imbalance(conn: &mut Conn) -> Result<i64> {
    let (sum,): (i64,) = on!(conn, |c| {
        sqlx::query_as("SELECT CAST(COALESCE(SUM(balance), 0) AS BIGINT) FROM account").fetch_one(c).await
    })
    .doing("adding up the accounts")?;
    Ok(sum)
}
