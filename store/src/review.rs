//! Joint reviews (联审) of new versions of case types.

use domain::{
    PersonId, ServiceId, Timestamp,
    catalogue::{Review, Reviewer, Said, Verdict},
    text::Note,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Conn, Error, Result, Tx,
    db::on,
    error::{Doing, one},
};

#[derive(FromRow)]
struct Row {
    reviewer: Uuid,
    proposer: Uuid,
    verdict: Option<String>,
    reason: Option<String>,
    at: Option<i64>,
}

impl Row {
    fn reviewer(self) -> Result<Reviewer> {
        let person = PersonId(self.reviewer);
        let said = match (self.verdict.as_deref(), self.reason, self.at) {
            (None, None, None) => None,
            (Some("agrees"), None, Some(at)) => Some((Verdict::Agrees, at)),
            (Some("objects"), Some(reason), Some(at)) => {
                let reason = Note::try_from(reason).map_err(|error| Error::corrupt("review", error))?;
                Some((Verdict::Objects { reason }, at))
            }
            _ => return Err(Error::corrupt("review", format!("what {person} said"))),
        };
        let said = said.map(|(verdict, at)| Said { verdict, at: Timestamp::from_micros(at) });
        Ok(Reviewer { person, said })
    }
}

fn review(rows: Vec<Row>) -> Result<Option<Review>> {
    let Some(proposer) = rows.first().map(|row| PersonId(row.proposer)) else { return Ok(None) };
    let reviewers = rows.into_iter().map(Row::reviewer).collect::<Result<_>>()?;
    Ok(Some(Review::kept(proposer, reviewers)))
}

macro_rules! select {
    ($rest:literal) => {
        concat!("SELECT reviewer, proposer, verdict, reason, at FROM review ", $rest)
    };
}

/// The review of a version, if it ever had one.
pub async fn find(conn: &mut Conn, service: ServiceId) -> Result<Option<Review>> {
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(select!("WHERE service = $1 ORDER BY reviewer")).bind(service.0).fetch_all(c).await
    })
    .doing("reading a review")?;
    review(rows)
}

/// The same, and nobody else gives a verdict until the transaction ends.
pub async fn find_for_change(tx: &mut Tx, service: ServiceId) -> Result<Option<Review>> {
    let rows: Vec<Row> = on!(
        tx,
        sqlite(c) => {
            sqlx::query_as(select!("WHERE service = $1 ORDER BY reviewer")).bind(service.0).fetch_all(c).await
        },
        postgres(c) => {
            sqlx::query_as(select!("WHERE service = $1 ORDER BY reviewer FOR UPDATE"))
                .bind(service.0)
                .fetch_all(c)
                .await
        }
    )
    .doing("reading a review to judge")?;
    review(rows)
}

/// The versions that wait for this person's verdict, the oldest first.
pub async fn waiting(conn: &mut Conn, reviewer: PersonId) -> Result<Vec<ServiceId>> {
    let rows: Vec<(Uuid,)> = on!(conn, |c| {
        sqlx::query_as(
            "SELECT r.service FROM review r JOIN service s ON s.id = r.service \
             WHERE r.reviewer = $1 AND r.verdict IS NULL AND s.admission = 'in_review' AND NOT s.retired \
             ORDER BY r.service",
        )
        .bind(reviewer.0)
        .fetch_all(c)
        .await
    })
    .doing("reading who waits for a verdict")?;
    Ok(rows.into_iter().map(|(id,)| ServiceId(id)).collect())
}

/// Asks everybody who was named.
pub async fn ask(tx: &mut Tx, service: ServiceId, review: &Review) -> Result<()> {
    for reviewer in review.reviewers() {
        on!(tx, |c| {
            sqlx::query("INSERT INTO review (service, reviewer, proposer) VALUES ($1, $2, $3)")
                .bind(service.0)
                .bind(reviewer.person.0)
                .bind(review.proposer.0)
                .execute(c)
                .await
                .map(drop)
        })
        .doing("asking for a review")?;
    }
    Ok(())
}

/// Writes what a reviewer said; nobody says it twice.
pub async fn record(tx: &mut Tx, service: ServiceId, by: PersonId, said: &Said) -> Result<()> {
    let (verdict, reason) = match &said.verdict {
        Verdict::Agrees => ("agrees", None),
        Verdict::Objects { reason } => ("objects", Some(reason.as_str())),
    };
    let rows = on!(tx, |c| {
        sqlx::query(
            "UPDATE review SET verdict = $3, reason = $4, at = $5 \
             WHERE service = $1 AND reviewer = $2 AND verdict IS NULL",
        )
        .bind(service.0)
        .bind(by.0)
        .bind(verdict)
        .bind(reason)
        .bind(said.at.micros())
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("writing a verdict")?;
    one(rows)
}
