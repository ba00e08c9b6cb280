//! The tree of responsibility: divisions, grids and micro-grids with what is posted of them.

use domain::{
    Area, Timestamp,
    area::{GridKind, Level},
};
use sqlx::FromRow;

use crate::{
    Conn, Error, Result, Tx,
    codes::{area as area_of, code, upwards},
    db::on,
    error::{Doing, one},
    folded::{of_area, pattern},
    places::{MANY, many, places},
};

/// What is known of an area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub area: Area,
    pub name: String,
    /// Grids and micro-grids have one, divisions have none.
    pub grid_kind: Option<GridKind>,
    /// What it covers, in words.
    pub extent: Option<String>,
    pub supervision_phone: Option<String>,
    pub valid_from: Timestamp,
    /// `None`: in force.
    pub valid_until: Option<Timestamp>,
}

#[derive(FromRow)]
struct Row {
    code: i64,
    level: String,
    name: String,
    grid_kind: Option<String>,
    extent: Option<String>,
    supervision_phone: Option<String>,
    valid_from: i64,
    valid_until: Option<i64>,
}

macro_rules! select {
    ($($rest:expr),+) => {
        concat!(
            "SELECT a.code, a.level, a.name, a.grid_kind, a.extent, a.supervision_phone, a.valid_from, a.valid_until \
             FROM area a ",
            $($rest),+
        )
    };
}

impl TryFrom<Row> for Entry {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let corrupt = |why: &str| Error::corrupt("area", format!("{}: {why}", row.code));
        let area = area_of(row.code)?;
        if area.level().name() != row.level {
            return Err(corrupt("the level and the length of the code disagree"));
        }
        let grid_kind = match row.grid_kind.as_deref() {
            None => None,
            Some(kind) => Some(GridKind::from_name(kind).ok_or_else(|| corrupt("kind"))?),
        };
        Ok(Self {
            area,
            grid_kind,
            name: row.name,
            extent: row.extent,
            supervision_phone: row.supervision_phone,
            valid_from: Timestamp::from_micros(row.valid_from),
            valid_until: row.valid_until.map(Timestamp::from_micros),
        })
    }
}

fn entries(rows: Vec<Row>) -> Result<Vec<Entry>> {
    rows.into_iter().map(Entry::try_from).collect()
}

/// Adds an area under its parent. The code must never have been given before.
pub async fn add(tx: &mut Tx, entry: &Entry) -> Result<()> {
    on!(tx, |c| {
        sqlx::query(
            "INSERT INTO area (code, level, name, parent, grid_kind, extent, supervision_phone, valid_from, \
             valid_until, folded) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(code(entry.area))
        .bind(entry.area.level().name())
        .bind(&entry.name)
        .bind(entry.area.parent().map(code))
        .bind(entry.grid_kind.map(GridKind::name))
        .bind(&entry.extent)
        .bind(&entry.supervision_phone)
        .bind(entry.valid_from.micros())
        .bind(entry.valid_until.map(Timestamp::micros))
        .bind(of_area(&entry.name, entry.extent.as_deref()))
        .execute(c)
        .await
        .map(drop)
    })
    .doing("adding an area")
}

/// Rewrites what is posted of an area: name, extent, supervision phone. Its code and kind stay.
pub async fn update(tx: &mut Tx, entry: &Entry) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query(
            "UPDATE area SET name = $2, extent = $3, supervision_phone = $4, folded = $5 WHERE code = $1",
        )
        .bind(code(entry.area))
        .bind(&entry.name)
        .bind(&entry.extent)
        .bind(&entry.supervision_phone)
        .bind(of_area(&entry.name, entry.extent.as_deref()))
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("changing an area")?;
    one(rows)
}

/// Voids an area. Its code stays taken for ever, and what was filed under it stays there.
pub async fn void(tx: &mut Tx, area: Area, at: Timestamp) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query("UPDATE area SET valid_until = $2 WHERE code = $1 AND valid_until IS NULL")
            .bind(code(area))
            .bind(at.micros())
            .execute(c)
            .await
            .map(|done| done.rows_affected())
    })
    .doing("voiding an area")?;
    one(rows)
}

/// Finds an area, in force or voided.
pub async fn find(conn: &mut Conn, area: Area) -> Result<Option<Entry>> {
    let row: Option<Row> = on!(conn, |c| {
        sqlx::query_as(select!("WHERE a.code = $1")).bind(code(area)).fetch_optional(c).await
    })
    .doing("finding an area")?;
    row.map(Entry::try_from).transpose()
}

/// The districts this installation serves.
pub async fn districts(conn: &mut Conn) -> Result<Vec<Entry>> {
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(select!("WHERE a.level = 'district' AND a.valid_until IS NULL ORDER BY a.code"))
            .fetch_all(c)
            .await
    })
    .doing("listing the districts")?;
    entries(rows)
}

/// The areas directly below one, in force, in the order of their codes.
pub async fn children(conn: &mut Conn, area: Area) -> Result<Vec<Entry>> {
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(select!("WHERE a.parent = $1 AND a.valid_until IS NULL ORDER BY a.code"))
            .bind(code(area))
            .fetch_all(c)
            .await
    })
    .doing("listing the areas below one")?;
    entries(rows)
}

/// The grids anywhere below an area, in force, in the order of their codes.
pub async fn grids(conn: &mut Conn, area: Area) -> Result<Vec<Entry>> {
    let (first, last) = crate::codes::grids(area)?;
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(select!("WHERE a.code BETWEEN $1 AND $2 AND a.valid_until IS NULL ORDER BY a.code"))
            .bind(first)
            .bind(last)
            .fetch_all(c)
            .await
    })
    .doing("listing grids")?;
    entries(rows)
}

/// An area and what it lies in, from the district down.
pub async fn path(conn: &mut Conn, area: Area) -> Result<Vec<Entry>> {
    let [a, b, c, d, e] = upwards(area);
    let rows: Vec<Row> = on!(conn, |engine| {
        sqlx::query_as(select!("WHERE a.code IN ($1, $2, $3, $4, $5) ORDER BY a.code"))
            .bind(a)
            .bind(b)
            .bind(c)
            .bind(d)
            .bind(e)
            .fetch_all(engine)
            .await
    })
    .doing("reading the way down to an area")?;
    entries(rows)
}

/// Grids below an area whose own name, extent or community reads like `text`: its words in their order.
pub async fn search(conn: &mut Conn, below: Area, text: &str, most: u32) -> Result<Vec<Entry>> {
    let (first, last) = crate::codes::grids(below)?;
    let pattern = pattern(text);
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(select!(
            "JOIN area p ON p.code = a.parent \
             WHERE a.code BETWEEN $1 AND $2 AND a.valid_until IS NULL \
             AND (p.folded || a.folded) LIKE $3 ESCAPE '!' \
             ORDER BY a.code LIMIT $4"
        ))
        .bind(first)
        .bind(last)
        .bind(&pattern)
        .bind(i64::from(most))
        .fetch_all(c)
        .await
    })
    .doing("searching grids")?;
    entries(rows)
}

/// Areas of any level below one, and itself, whose name or extent reads like `text`; the larger first.
pub async fn named(conn: &mut Conn, below: Area, text: &str, most: u32) -> Result<Vec<Entry>> {
    let [district, town, community, grid, micro] = ranges(below);
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(select!(
            "WHERE (a.code BETWEEN $1 AND $2 OR a.code BETWEEN $3 AND $4 OR a.code BETWEEN $5 AND $6 \
             OR a.code BETWEEN $7 AND $8 OR a.code BETWEEN $9 AND $10) \
             AND a.valid_until IS NULL AND a.folded LIKE $11 ESCAPE '!' ORDER BY a.code LIMIT $12"
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
        .bind(pattern(text))
        .bind(i64::from(most))
        .fetch_all(c)
        .await
    })
    .doing("searching areas by name")?;
    entries(rows)
}

/// First and last code of an area on each level; above the area's own level none, which no code lies between.
pub(crate) fn ranges(area: Area) -> [(i64, i64); 5] {
    Level::ALL.map(|level| {
        area.range(level).map_or((0, -1), |(first, last)| (first.cast_signed(), last.cast_signed()))
    })
}

/// How many areas there are, of any level.
pub async fn count(conn: &mut Conn) -> Result<u32> {
    let (n,): (i64,) = on!(conn, |c| sqlx::query_as("SELECT COUNT(*) FROM area").fetch_one(c).await)
        .doing("counting areas")?;
    Ok(u32::try_from(n).unwrap_or(u32::MAX))
}

/// The entries of these areas, in any order.
pub async fn find_all(conn: &mut Conn, areas: &[Area]) -> Result<Vec<Entry>> {
    let mut found = Vec::with_capacity(areas.len());
    for some in places::<_, MANY>(areas) {
        let rows: Vec<Row> = on!(conn, |c| {
            let mut query = sqlx::query_as(select!("WHERE a.code IN (", many!(), ")"));
            for place in some {
                query = query.bind(code(place));
            }
            query.fetch_all(c).await
        })
        .doing("finding areas")?;
        found.extend(rows.into_iter().map(Entry::try_from).collect::<Result<Vec<_>>>()?);
    }
    Ok(found)
}
