//! The rules of points, and every time one of them was applied.

use domain::{
    PersonId, Points, Request, Timestamp, TransferId,
    points::{Cause, Rule, Terms},
};

use crate::{
    Conn, Error, Result, Tx,
    db::on,
    error::{Doing, one},
    service::points as amount,
};

fn terms_of((rule, points, daily_cap, praise): (String, i64, i64, i64)) -> Result<Terms> {
    let corrupt = || Error::corrupt("point_rule", &rule);
    Ok(Terms {
        rule: Rule::from_name(&rule).ok_or_else(corrupt)?,
        points: amount(points).ok_or_else(corrupt)?,
        daily_cap: amount(daily_cap).ok_or_else(corrupt)?,
        praise: amount(praise).ok_or_else(corrupt)?,
    })
}

/// What a rule gives, and up to how much a day.
pub async fn terms(conn: &mut Conn, rule: Rule) -> Result<Terms> {
    let row: Option<(String, i64, i64, i64)> = on!(conn, |c| {
        sqlx::query_as("SELECT rule, points, daily_cap, praise FROM point_rule WHERE rule = $1")
            .bind(rule.name())
            .fetch_optional(c)
            .await
    })
    .doing("reading a rule of points")?;
    row.map_or_else(|| Err(Error::corrupt("point_rule", format!("{} is missing", rule.name()))), terms_of)
}

/// All rules.
pub async fn all_terms(conn: &mut Conn) -> Result<Vec<Terms>> {
    let rows: Vec<(String, i64, i64, i64)> = on!(conn, |c| {
        sqlx::query_as("SELECT rule, points, daily_cap, praise FROM point_rule ORDER BY rule")
            .fetch_all(c)
            .await
    })
    .doing("reading the rules of points")?;
    rows.into_iter().map(terms_of).collect()
}

/// Changes what a rule gives.
pub async fn set_terms(tx: &mut Tx, terms: Terms) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query("UPDATE point_rule SET points = $2, daily_cap = $3, praise = $4 WHERE rule = $1")
            .bind(terms.rule.name())
            .bind(i64::from(terms.points.get()))
            .bind(i64::from(terms.daily_cap.get()))
            .bind(i64::from(terms.praise.get()))
            .execute(c)
            .await
            .map(|done| done.rows_affected())
    })
    .doing("changing a rule of points")?;
    one(rows)
}

/// Was a rule applied for this cause before?
pub async fn exists(conn: &mut Conn, cause: Cause) -> Result<bool> {
    let row: Option<(i64,)> = on!(conn, |c| {
        sqlx::query_as("SELECT at FROM award WHERE cause = $1").bind(cause.key()).fetch_optional(c).await
    })
    .doing("looking for an earlier award")?;
    Ok(row.is_some())
}

/// Has somebody earned for work on a slip, in whatever round?
pub async fn helped(conn: &mut Conn, request: &Request, person: PersonId) -> Result<bool> {
    let row: Option<(i64,)> = on!(conn, |c| {
        sqlx::query_as(
            "SELECT at FROM award WHERE request = $1 AND person = $2 AND cause LIKE 'helped:%' LIMIT 1",
        )
        .bind(request.number.value().cast_signed())
        .bind(person.0)
        .fetch_optional(c)
        .await
    })
    .doing("looking for what somebody earned for a request")?;
    Ok(row.is_some())
}

/// What a rule has given somebody since `since`.
pub async fn given_since(conn: &mut Conn, person: PersonId, rule: Rule, since: Timestamp) -> Result<Points> {
    let (given,): (i64,) = on!(conn, |c| {
        sqlx::query_as(
            "SELECT CAST(COALESCE(SUM(given), 0) AS BIGINT) FROM award WHERE person = $1 AND rule = $2 AND at >= $3",
        )
        .bind(person.0)
        .bind(rule.name())
        .bind(since.micros())
        .fetch_one(c)
        .await
    })
    .doing("adding up the awards of a day")?;
    Ok(Points::most_of(given))
}

/// One application of a rule.
#[derive(Debug, Clone, Copy)]
pub struct Award<'r> {
    pub cause: Cause,
    pub rule: Rule,
    pub to: PersonId,
    pub request: &'r Request,
    pub asked: Points,
    pub given: Points,
    /// There is one if anything was given.
    pub transfer: Option<TransferId>,
    pub at: Timestamp,
}

/// Records that a rule was applied, also when its daily cap left nothing to give.
pub async fn record(tx: &mut Tx, award: &Award<'_>) -> Result<()> {
    on!(tx, |c| {
        sqlx::query(
            "INSERT INTO award (cause, district, rule, person, request, asked, given, transfer, at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(award.cause.key())
        .bind(award.request.grid.district().cast_signed())
        .bind(award.rule.name())
        .bind(award.to.0)
        .bind(award.request.number.value().cast_signed())
        .bind(i64::from(award.asked.get()))
        .bind(i64::from(award.given.get()))
        .bind(award.transfer.map(|id| id.0))
        .bind(award.at.micros())
        .execute(c)
        .await
        .map(drop)
    })
    .doing("recording an award")
}
