//! Who changed what. Written in the transaction of the change; holds ids, never personal data.

use domain::{Area, PersonId, Role, Timestamp};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Conn, Error, Result, Sentence,
    area::ranges,
    codes::{area as area_of, code},
    db::on,
    error::Doing,
    folded::literal,
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
pub fn write(line: &Line) -> Sentence {
    Sentence::new(
        "INSERT INTO audit (id, at, person, role, area, verb, subject, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            line.id.into(),
            line.at.into(),
            line.person.map(|person| person.0).into(),
            line.role.name().into(),
            line.area.map(code).into(),
            line.verb.as_str().into(),
            line.subject.as_str().into(),
            (&line.detail).into(),
        ],
    )
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

impl TryFrom<Row> for Line {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            id: row.id,
            at: Timestamp::from_micros(row.at),
            person: row.person.map(PersonId),
            role: Role::from_name(&row.role).ok_or_else(|| Error::corrupt("audit", &row.role))?,
            area: row.area.map(area_of).transpose()?,
            verb: row.verb,
            subject: row.subject,
            detail: row.detail,
        })
    }
}

/// Which lines of the trail are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Lines about this area and all below it.
    pub area: Area,
    /// And those about no area: visitors, the command line, what is of the whole house.
    pub unplaced: bool,
    /// Empty: any.
    pub verb: String,
    /// What the subject begins with; empty: any.
    pub subject: String,
    /// From here on, and before there.
    pub from: Timestamp,
    pub before: Timestamp,
}

/// Was this verb ever done here?
pub async fn was_done(conn: &mut Conn, verb: &str) -> Result<bool> {
    let row: Option<(String,)> = on!(conn, |c| {
        sqlx::query_as("SELECT verb FROM audit WHERE verb = $1 LIMIT 1").bind(verb).fetch_optional(c).await
    })
    .doing("looking for a verb in the audit trail")?;
    Ok(row.is_some())
}

/// A page of the whole trail, newest first.
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
    rows.into_iter().map(Line::try_from).collect()
}

/// A page of the lines that pass the filter, newest first.
pub async fn filtered(conn: &mut Conn, filter: &Filter, skip: u32, most: u32) -> Result<Vec<Line>> {
    let [district, town, community, grid, micro] = ranges(filter.area);
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(
            "SELECT id, at, person, role, area, verb, subject, detail FROM audit \
             WHERE at >= $1 AND at < $2 AND ($3 = '' OR verb = $3) AND subject LIKE $4 ESCAPE '!' \
             AND (($5 AND area IS NULL) OR area BETWEEN $6 AND $7 OR area BETWEEN $8 AND $9 \
             OR area BETWEEN $10 AND $11 OR area BETWEEN $12 AND $13 OR area BETWEEN $14 AND $15) \
             ORDER BY at DESC, id DESC LIMIT $16 OFFSET $17",
        )
        .bind(filter.from.micros())
        .bind(filter.before.micros())
        .bind(&filter.verb)
        .bind(literal(&filter.subject) + "%")
        .bind(filter.unplaced)
        .bind(district.0)
        .bind(district.1)
        .bind(town.0)
        .bind(town.1)
        .bind(community.0)
        .bind(community.1)
        .bind(grid.0)
        .bind(grid.1)
        .bind(micro.0)
        .bind(micro.1)
        .bind(i64::from(most))
        .bind(i64::from(skip))
        .fetch_all(c)
        .await
    })
    .doing("reading the audit trail")?;
    rows.into_iter().map(Line::try_from).collect()
}
