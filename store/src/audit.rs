//! Who changed what. Written in the transaction of the change; holds ids, never personal data.

use domain::{Area, PersonId, Role, Timestamp};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Conn, Result, Tx,
    db::on,
    error::Doing,
    request::{area as area_of, code},
};

/// One line of the audit trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub id: Uuid,
    pub at: Timestamp,
    /// `None`: a timer, or the command line.
    pub person: Option<PersonId>,
    pub role: Role,
    pub area: Option<Area>,
    /// The verb of the desk.
    pub verb: String,
    /// What it was done to: `request:26325…`, `person:0193…`.
    pub subject: String,
    pub detail: Option<String>,
}

/// Adds a line.
pub async fn write(tx: &mut Tx, line: &Line) -> Result<()> {
    on!(tx, |c| {
        sqlx::query(
            "INSERT INTO audit (id, at, person, role, area, verb, subject, detail) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(line.id)
        .bind(line.at.micros())
        .bind(line.person.map(|person| person.0))
        .bind(line.role.name())
        .bind(line.area.map(code))
        .bind(&line.verb)
        .bind(&line.subject)
        .bind(&line.detail)
        .execute(c)
        .await
        .map(drop)
    })
    .doing("writing the audit trail")
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    at: i64,
    person: Option<Uuid>,
    role: String,
    area: Option<i64>,
    verb: String,
    subject: String,
    detail: Option<String>,
}

/// A page of the trail, newest first.
pub async fn page(conn: &mut Conn, skip: u32, most: u32) -> Result<Vec<Line>> {
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(
            "SELECT id, at, person, role, area, verb, subject, detail FROM audit ORDER BY at DESC, id DESC \
             LIMIT $1 OFFSET $2",
        )
        .bind(i64::from(most))
        .bind(i64::from(skip))
        .fetch_all(c)
        .await
    })
    .doing("reading the audit trail")?;
    rows.into_iter()
        .map(|row| {
            Ok(Line {
                id: row.id,
                at: Timestamp::from_micros(row.at),
                person: row.person.map(PersonId),
                role: Role::from_name(&row.role).unwrap_or(Role::Resident),
                area: row.area.map(area_of).transpose()?,
                verb: row.verb,
                subject: row.subject,
                detail: row.detail,
            })
        })
        .collect()
}
