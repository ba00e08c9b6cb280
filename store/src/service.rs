//! The catalogue of case types. A version is written once; a change is a new row, and the one before it retires.

use domain::{
    Area, Points, ServiceId, Timestamp,
    catalogue::{Admission, Class, Helpers, Priority, Proof, Service, Subclass},
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Conn, Error, Result, Tx,
    codes::code,
    db::on,
    error::{Doing, one},
    places::{MANY, many, places},
};

#[derive(FromRow)]
struct Row {
    id: Uuid,
    slug: String,
    version: i64,
    class: String,
    subclass: String,
    subclass_zh: String,
    subclass_en: String,
    name_zh: String,
    name_en: String,
    hint_zh: String,
    hint_en: String,
    picture: String,
    open_when: String,
    close_when: String,
    accept_within: String,
    finish_within: String,
    milestones: String,
    warn_percent: i64,
    priority: String,
    helpers: String,
    proof: String,
    points: i64,
    on_menu: bool,
    admission: String,
    retired: bool,
}

macro_rules! select {
    ($($rest:expr),+) => {
        concat!(
            "SELECT id, slug, version, class, subclass, subclass_zh, subclass_en, name_zh, name_en, hint_zh, hint_en, \
             picture, open_when, close_when, accept_within, finish_within, milestones, warn_percent, priority, helpers, \
             proof, points, on_menu, admission, retired FROM service ",
            $($rest),+
        )
    };
}

impl TryFrom<Row> for Service {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let corrupt = |why: &str| Error::corrupt("service", format!("{}: {why}", row.slug));
        let limit = |text: &str| text.parse().map_err(|_| corrupt("a limit"));
        Ok(Self {
            id: ServiceId(row.id),
            version: u32::try_from(row.version).map_err(|_| corrupt("version"))?,
            class: Class::from_name(&row.class).ok_or_else(|| corrupt("class"))?,
            accept_within: limit(&row.accept_within)?,
            finish_within: limit(&row.finish_within)?,
            milestones: serde_json::from_str(&row.milestones).map_err(|_| corrupt("milestones"))?,
            warn_percent: u8::try_from(row.warn_percent).map_err(|_| corrupt("warn_percent"))?,
            priority: Priority::from_name(&row.priority).ok_or_else(|| corrupt("priority"))?,
            helpers: Helpers::from_name(&row.helpers).ok_or_else(|| corrupt("helpers"))?,
            proof: Proof::from_name(&row.proof).ok_or_else(|| corrupt("proof"))?,
            points: points(row.points).ok_or_else(|| corrupt("points"))?,
            admission: Admission::from_name(&row.admission).ok_or_else(|| corrupt("admission"))?,
            subclass: Subclass { slug: row.subclass, name_zh: row.subclass_zh, name_en: row.subclass_en },
            slug: row.slug,
            name_zh: row.name_zh,
            name_en: row.name_en,
            hint_zh: row.hint_zh,
            hint_en: row.hint_en,
            picture: row.picture,
            open_when: row.open_when,
            close_when: row.close_when,
            on_menu: row.on_menu,
            retired: row.retired,
        })
    }
}

/// A stored amount of points; `None` if no amount of points can be that.
pub(crate) fn points(raw: i64) -> Option<Points> {
    u32::try_from(raw).ok().and_then(|raw| Points::new(raw).ok())
}

/// Finds a service, retired or not.
pub async fn find(conn: &mut Conn, id: ServiceId) -> Result<Option<Service>> {
    let row: Option<Row> =
        on!(conn, |c| { sqlx::query_as(select!("WHERE id = $1")).bind(id.0).fetch_optional(c).await })
            .doing("finding a service")?;
    row.map(Service::try_from).transpose()
}

/// Finds the version of a case type that is in force, or the newest of one that is not.
pub async fn find_by_slug(conn: &mut Conn, slug: &str) -> Result<Option<Service>> {
    let row: Option<Row> = on!(conn, |c| {
        sqlx::query_as(select!(
            "WHERE slug = $1 ORDER BY retired, CASE WHEN admission = 'admitted' THEN 0 ELSE 1 END, version DESC LIMIT 1"
        ))
        .bind(slug)
        .fetch_optional(c)
        .await
    })
    .doing("finding a service")?;
    row.map(Service::try_from).transpose()
}

/// Every version of a case type, the newest first.
pub async fn versions(conn: &mut Conn, slug: &str) -> Result<Vec<Service>> {
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(select!("WHERE slug = $1 ORDER BY version DESC")).bind(slug).fetch_all(c).await
    })
    .doing("reading the versions of a service")?;
    rows.into_iter().map(Service::try_from).collect()
}

/// The number that the next version of a case type will have.
pub async fn next_version(conn: &mut Conn, slug: &str) -> Result<u32> {
    let (next,): (i64,) = on!(conn, |c| {
        sqlx::query_as("SELECT CAST(COALESCE(MAX(version), 0) + 1 AS BIGINT) FROM service WHERE slug = $1")
            .bind(slug)
            .fetch_one(c)
            .await
    })
    .doing("counting the versions of a service")?;
    u32::try_from(next).map_err(|e| Error::corrupt("service", e))
}

/// The versions that wait for their review.
pub async fn in_review(conn: &mut Conn) -> Result<Vec<Service>> {
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(select!("WHERE NOT retired AND admission = 'in_review' ORDER BY slug"))
            .fetch_all(c)
            .await
    })
    .doing("reading what is in review")?;
    rows.into_iter().map(Service::try_from).collect()
}

/// The short names of what was ordered most in a grid since then, the most first.
pub async fn most_ordered(conn: &mut Conn, grid: Area, since: Timestamp, most: u32) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = on!(conn, |c| {
        sqlx::query_as(
            "SELECT s.slug FROM request r JOIN service s ON s.id = r.service WHERE r.grid = $1 AND r.placed_at >= $2 \
             GROUP BY s.slug ORDER BY COUNT(*) DESC, s.slug LIMIT $3",
        )
        .bind(code(grid))
        .bind(since.micros())
        .bind(i64::from(most))
        .fetch_all(c)
        .await
    })
    .doing("counting what is ordered")?;
    Ok(rows.into_iter().map(|(slug,)| slug).collect())
}

/// These versions, in force or not, in no order: old slips keep theirs.
pub async fn find_all(conn: &mut Conn, ids: &[ServiceId]) -> Result<Vec<Service>> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    let mut services = Vec::with_capacity(ids.len());
    for some in places::<_, MANY>(&ids) {
        let rows: Vec<Row> = on!(conn, |c| {
            let mut query = sqlx::query_as(select!("WHERE id IN (", many!(), ")"));
            for place in some {
                query = query.bind(place.0);
            }
            query.fetch_all(c).await
        })
        .doing("finding services")?;
        for row in rows {
            services.push(Service::try_from(row)?);
        }
    }
    Ok(services)
}

/// Every case type in its order, those that are retired last: the version in force, or the newest of one that is not.
pub async fn menu(conn: &mut Conn) -> Result<Vec<Service>> {
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(select!(
            "WHERE id = (SELECT one.id FROM service one WHERE one.slug = service.slug ORDER BY one.retired, \
             CASE WHEN one.admission = 'admitted' THEN 0 ELSE 1 END, one.version DESC LIMIT 1) \
             ORDER BY retired, position, slug"
        ))
        .fetch_all(c)
        .await
    })
    .doing("reading the menu")?;
    rows.into_iter().map(Service::try_from).collect()
}

/// Adds a version of a case type.
pub async fn add(tx: &mut Tx, service: &Service, position: u32) -> Result<()> {
    let milestones = serde_json::to_string(&service.milestones).map_err(|e| Error::corrupt("service", e))?;
    on!(tx, |c| {
        sqlx::query(
            "INSERT INTO service (id, slug, version, class, subclass, subclass_zh, subclass_en, name_zh, name_en, hint_zh, \
             hint_en, picture, open_when, close_when, accept_within, finish_within, milestones, warn_percent, priority, \
             helpers, proof, points, on_menu, admission, position, retired) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, \
             $22, $23, $24, $25, $26)",
        )
        .bind(service.id.0)
        .bind(&service.slug)
        .bind(i64::from(service.version))
        .bind(service.class.name())
        .bind(&service.subclass.slug)
        .bind(&service.subclass.name_zh)
        .bind(&service.subclass.name_en)
        .bind(&service.name_zh)
        .bind(&service.name_en)
        .bind(&service.hint_zh)
        .bind(&service.hint_en)
        .bind(&service.picture)
        .bind(&service.open_when)
        .bind(&service.close_when)
        .bind(service.accept_within.to_string())
        .bind(service.finish_within.to_string())
        .bind(&milestones)
        .bind(i64::from(service.warn_percent))
        .bind(service.priority.name())
        .bind(service.helpers.name())
        .bind(service.proof.name())
        .bind(i64::from(service.points.get()))
        .bind(service.on_menu)
        .bind(service.admission.name())
        .bind(i64::from(position))
        .bind(service.retired)
        .execute(c)
        .await
        .map(drop)
    })
    .doing("adding a service")
}

/// Writes whether a version can be ordered: retired, or what its review said.
pub async fn settle(tx: &mut Tx, service: &Service) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query("UPDATE service SET retired = $2, admission = $3 WHERE id = $1")
            .bind(service.id.0)
            .bind(service.retired)
            .bind(service.admission.name())
            .execute(c)
            .await
            .map(|done| done.rows_affected())
    })
    .doing("changing a service")?;
    one(rows)
}

/// The place of a case type in the order; a new one comes last.
pub async fn position(conn: &mut Conn, slug: &str) -> Result<u32> {
    let (position,): (i64,) = on!(conn, |c| {
        sqlx::query_as(
            "SELECT CAST(COALESCE((SELECT MAX(position) FROM service WHERE slug = $1), \
             (SELECT MAX(position) + 1 FROM service), 1) AS BIGINT)",
        )
        .bind(slug)
        .fetch_one(c)
        .await
    })
    .doing("finding a place in the catalogue")?;
    u32::try_from(position).map_err(|e| Error::corrupt("service", e))
}
