//! Responsible units, and which of them answer for a case type.

use domain::{Area, Unit, UnitId, unit::UnitKind};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Conn, Error, Result, Tx,
    area::ranges,
    codes::{area as area_of, code, upwards},
    db::on,
    error::{Doing, one},
    places::{MANY, many, places},
    post::{Held, of_unit},
};

#[derive(FromRow)]
pub(crate) struct Row {
    id: Uuid,
    slug: String,
    name_zh: String,
    name_en: String,
    kind: String,
    area: i64,
    hours: String,
    retired: bool,
}

/// Somebody acts for the unit of this name in a statement.
macro_rules! manned {
    ($unit:literal) => {
        concat!("EXISTS (SELECT 1 FROM post WHERE post.unit = ", $unit, ".id AND post.held_until IS NULL)")
    };
}

macro_rules! select {
    ($($rest:expr),+) => {
        concat!(
            "SELECT u.id, u.slug, u.name_zh, u.name_en, u.kind, u.area, u.hours, u.retired FROM unit u ",
            $($rest),+
        )
    };
}

impl TryFrom<Row> for Unit {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let corrupt = |why: &str| Error::corrupt("unit", format!("{}: {why}", row.slug));
        Ok(Self {
            id: UnitId(row.id),
            kind: UnitKind::from_name(&row.kind).ok_or_else(|| corrupt("kind"))?,
            area: area_of(row.area)?,
            hours: row.hours.parse().map_err(|_| corrupt("hours"))?,
            slug: row.slug,
            name_zh: row.name_zh,
            name_en: row.name_en,
            retired: row.retired,
        })
    }
}

fn units(rows: Vec<Row>) -> Result<Vec<Unit>> {
    rows.into_iter().map(Unit::try_from).collect()
}

/// Finds a unit, retired or not.
pub async fn find(conn: &mut Conn, id: UnitId) -> Result<Option<Unit>> {
    let row: Option<Row> =
        on!(conn, |c| { sqlx::query_as(select!("WHERE u.id = $1")).bind(id.0).fetch_optional(c).await })
            .doing("finding a unit")?;
    row.map(Unit::try_from).transpose()
}

/// The units with these ids, retired or not, in no order.
pub async fn find_all(conn: &mut Conn, ids: &[UnitId]) -> Result<Vec<Unit>> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    let mut found = Vec::with_capacity(ids.len());
    for some in places::<_, MANY>(&ids) {
        let rows: Vec<Row> = on!(conn, |c| {
            let mut query = sqlx::query_as(select!("WHERE u.id IN (", many!(), ")"));
            for place in some {
                query = query.bind(place.0);
            }
            query.fetch_all(c).await
        })
        .doing("finding units")?;
        found.extend(units(rows)?);
    }
    Ok(found)
}

/// Finds a unit by the short name in its address.
pub async fn find_by_slug(conn: &mut Conn, slug: &str) -> Result<Option<Unit>> {
    let row: Option<Row> =
        on!(conn, |c| { sqlx::query_as(select!("WHERE u.slug = $1")).bind(slug).fetch_optional(c).await })
            .doing("finding a unit")?;
    row.map(Unit::try_from).transpose()
}

/// The units of an area and of all below it, by area and kind; retired ones last.
pub async fn within(conn: &mut Conn, area: Area) -> Result<Vec<Unit>> {
    let [district, town, community, grid, micro] = ranges(area);
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(select!(
            "WHERE u.area BETWEEN $1 AND $2 OR u.area BETWEEN $3 AND $4 OR u.area BETWEEN $5 AND $6 \
             OR u.area BETWEEN $7 AND $8 OR u.area BETWEEN $9 AND $10 ORDER BY u.retired, u.area, u.kind, u.slug"
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
        .fetch_all(c)
        .await
    })
    .doing("listing units")?;
    units(rows)
}

/// The units that can be made responsible in an area: its own and those of the areas it lies in, the nearest first.
/// Retired ones are left out.
pub async fn serving(conn: &mut Conn, area: Area) -> Result<Vec<Unit>> {
    let [a, b, c0, d, e] = upwards(area);
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(select!(
            "WHERE u.area IN ($1, $2, $3, $4, $5) AND NOT u.retired ORDER BY u.area DESC, u.kind, u.slug"
        ))
        .bind(a)
        .bind(b)
        .bind(c0)
        .bind(d)
        .bind(e)
        .fetch_all(c)
        .await
    })
    .doing("listing the units that serve an area")?;
    units(rows)
}

/// Those of them for which somebody acts now: a slip can be dispatched to them, and a whistle call them.
pub async fn at_work(conn: &mut Conn, area: Area) -> Result<Vec<Unit>> {
    let [a, b, c0, d, e] = upwards(area);
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(select!(
            "WHERE u.area IN ($1, $2, $3, $4, $5) AND NOT u.retired AND ",
            manned!("u"),
            " ORDER BY u.area DESC, u.kind, u.slug"
        ))
        .bind(a)
        .bind(b)
        .bind(c0)
        .bind(d)
        .bind(e)
        .fetch_all(c)
        .await
    })
    .doing("listing the units that can be given something")?;
    units(rows)
}

/// The units that answer for a case type in a grid, the lead first: the list of the nearest area up the tree on which a
/// unit stands that is not retired and for which somebody acts. Empty: nobody is there who was made responsible.
pub async fn responsible(conn: &mut Conn, service_slug: &str, grid: Area) -> Result<Vec<Unit>> {
    let [a, b, c0, d, e] = upwards(grid);
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(select!(
            "JOIN responsibility r ON r.unit = u.id WHERE r.service_slug = $1 AND NOT u.retired AND ",
            manned!("u"),
            " AND r.area = (SELECT MAX(near.area) FROM responsibility near JOIN unit v ON v.id = near.unit \
             WHERE near.service_slug = $1 AND near.area IN ($2, $3, $4, $5, $6) AND NOT v.retired AND ",
            manned!("v"),
            ") ORDER BY r.position"
        ))
        .bind(service_slug)
        .bind(a)
        .bind(b)
        .bind(c0)
        .bind(d)
        .bind(e)
        .fetch_all(c)
        .await
    })
    .doing("reading who answers for a case type")?;
    units(rows)
}

/// Who acts for a unit now, the longest first.
pub async fn members(conn: &mut Conn, unit: UnitId) -> Result<Vec<Held>> {
    of_unit(conn, unit).await
}

/// How many act for each unit that anybody acts for.
pub async fn strengths(conn: &mut Conn) -> Result<Vec<(UnitId, u32)>> {
    let rows: Vec<(Uuid, i64)> = on!(conn, |c| {
        sqlx::query_as(
            "SELECT unit, COUNT(*) FROM post WHERE held_until IS NULL AND unit IS NOT NULL GROUP BY unit",
        )
        .fetch_all(c)
        .await
    })
    .doing("counting who acts for units")?;
    let count = |n| u32::try_from(n).map_err(|_| Error::corrupt("post", "more than there are people"));
    rows.into_iter().map(|(unit, n)| Ok((UnitId(unit), count(n)?))).collect()
}

/// Sets up a unit. `false`: another one has its short name.
pub async fn add(tx: &mut Tx, unit: &Unit) -> Result<bool> {
    let rows = on!(tx, |c| {
        sqlx::query(
            "INSERT INTO unit (id, slug, name_zh, name_en, kind, area, hours, retired) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (slug) DO NOTHING",
        )
        .bind(unit.id.0)
        .bind(&unit.slug)
        .bind(&unit.name_zh)
        .bind(&unit.name_en)
        .bind(unit.kind.name())
        .bind(code(unit.area))
        .bind(unit.hours.to_string())
        .bind(unit.retired)
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("setting up a unit")?;
    Ok(rows == 1)
}

/// Rewrites a unit, or retires it. Its short name and its area stay.
pub async fn update(tx: &mut Tx, unit: &Unit) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query(
            "UPDATE unit SET name_zh = $3, name_en = $4, kind = $5, hours = $6, retired = $7 \
             WHERE id = $1 AND area = $2",
        )
        .bind(unit.id.0)
        .bind(code(unit.area))
        .bind(&unit.name_zh)
        .bind(&unit.name_en)
        .bind(unit.kind.name())
        .bind(unit.hours.to_string())
        .bind(unit.retired)
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("changing a unit")?;
    one(rows)
}
