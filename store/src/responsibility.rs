//! The responsibility list (责任清单) as it is kept: for each case type and area the units that answer, the lead first.
//! Who answers in a grid is [`unit::responsible`](crate::unit::responsible).

use domain::{Area, Unit, UnitId};
use sqlx::FromRow;

use crate::{
    Conn, Error, Result, Tx,
    area::ranges,
    codes::{area as area_of, code},
    db::on,
    error::Doing,
    unit,
};

/// One list: who answers for a case type in an area, unless an area below has a list of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    pub service_slug: String,
    pub area: Area,
    /// The lead first. Retired units keep their place and are passed over.
    pub units: Vec<Unit>,
}

#[derive(FromRow)]
struct Row {
    service_slug: String,
    duty_area: i64,
    #[sqlx(flatten)]
    unit: unit::Row,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT r.service_slug, r.area AS duty_area, u.id, u.slug, u.name_zh, u.name_en, u.kind, u.area, u.hours, \
             u.retired FROM responsibility r JOIN unit u ON u.id = r.unit ",
            $rest
        )
    };
}

/// Rows that stand in order become lists.
fn duties(rows: Vec<Row>) -> Result<Vec<Duty>> {
    let mut duties: Vec<Duty> = Vec::new();
    for row in rows {
        let (service_slug, area, unit) = (row.service_slug, area_of(row.duty_area)?, row.unit.try_into()?);
        match duties.last_mut().filter(|duty| duty.area == area && duty.service_slug == service_slug) {
            Some(duty) => duty.units.push(unit),
            None => duties.push(Duty { service_slug, area, units: vec![unit] }),
        }
    }
    Ok(duties)
}

/// The list of this very area, if it has one of its own.
pub async fn find(conn: &mut Conn, service_slug: &str, area: Area) -> Result<Option<Duty>> {
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(select!("WHERE r.service_slug = $1 AND r.area = $2 ORDER BY r.position"))
            .bind(service_slug)
            .bind(code(area))
            .fetch_all(c)
            .await
    })
    .doing("reading a responsibility list")?;
    Ok(duties(rows)?.pop())
}

/// The lists of an area and of all below it, by case type and area; of one type alone if it is named.
pub async fn within(
    conn: &mut Conn,
    area: Area,
    service_slug: Option<&str>,
    skip: u32,
    most: u32,
) -> Result<Vec<Duty>> {
    let [district, town, community, grid, micro] = ranges(area);
    let rows: Vec<Row> = on!(conn, |c| {
        // Each list has one lead, so the leads are counted, and then each brings its whole list.
        sqlx::query_as(select!(
            "JOIN (SELECT service_slug, area FROM responsibility WHERE position = 0 \
             AND (area BETWEEN $1 AND $2 OR area BETWEEN $3 AND $4 OR area BETWEEN $5 AND $6 \
             OR area BETWEEN $7 AND $8 OR area BETWEEN $9 AND $10) AND ($11 = '' OR service_slug = $11) \
             ORDER BY service_slug, area LIMIT $12 OFFSET $13) lead \
             ON lead.service_slug = r.service_slug AND lead.area = r.area \
             ORDER BY r.service_slug, r.area, r.position"
        ))
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
        .bind(service_slug.unwrap_or_default())
        .bind(i64::from(most))
        .bind(i64::from(skip))
        .fetch_all(c)
        .await
    })
    .doing("reading responsibility lists")?;
    duties(rows)
}

/// On how many lists a unit stands.
pub async fn count(conn: &mut Conn, unit: UnitId) -> Result<u32> {
    let (n,): (i64,) = on!(conn, |c| {
        sqlx::query_as("SELECT COUNT(*) FROM responsibility WHERE unit = $1").bind(unit.0).fetch_one(c).await
    })
    .doing("counting a unit's duties")?;
    u32::try_from(n).map_err(|_| Error::corrupt("responsibility", "more lists than there can be"))
}

/// Takes a whole list away; the area above answers again.
pub async fn clear(tx: &mut Tx, service_slug: &str, area: Area) -> Result<()> {
    on!(tx, |c| {
        sqlx::query("DELETE FROM responsibility WHERE service_slug = $1 AND area = $2")
            .bind(service_slug)
            .bind(code(area))
            .execute(c)
            .await
            .map(drop)
    })
    .doing("taking a responsibility list away")
}

/// Puts a unit on a list; at position 0 stands the lead. A place that is taken, or a unit that stands there already, is
/// [`Error::Stale`].
pub async fn put(tx: &mut Tx, service_slug: &str, area: Area, unit: UnitId, position: u32) -> Result<()> {
    on!(tx, |c| {
        sqlx::query("INSERT INTO responsibility (service_slug, area, unit, position) VALUES ($1, $2, $3, $4)")
            .bind(service_slug)
            .bind(code(area))
            .bind(unit.0)
            .bind(i64::from(position))
            .execute(c)
            .await
            .map(drop)
    })
    .doing("putting a unit on a responsibility list")
}
