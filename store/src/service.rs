//! The service menu.

use domain::{
    Minutes, Points, ServiceId,
    catalogue::{Class, Helpers, Service},
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
    id: Uuid,
    slug: String,
    class: String,
    name_zh: String,
    name_en: String,
    hint_zh: String,
    hint_en: String,
    picture: String,
    accept_within: i64,
    finish_within: i64,
    helpers: String,
    points: i64,
    retired: bool,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, slug, class, name_zh, name_en, hint_zh, hint_en, picture, accept_within, finish_within, helpers, \
             points, retired FROM service ",
            $rest
        )
    };
}

impl TryFrom<Row> for Service {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let corrupt = |why: &str| Error::corrupt("service", format!("{}: {why}", row.slug));
        let minutes = |raw| u32::try_from(raw).map(Minutes).map_err(|_| corrupt("a limit"));
        Ok(Self {
            id: ServiceId(row.id),
            class: Class::from_name(&row.class).ok_or_else(|| corrupt("class"))?,
            accept_within: minutes(row.accept_within)?,
            finish_within: minutes(row.finish_within)?,
            helpers: Helpers::from_name(&row.helpers).ok_or_else(|| corrupt("helpers"))?,
            points: points(row.points).ok_or_else(|| corrupt("points"))?,
            slug: row.slug,
            name_zh: row.name_zh,
            name_en: row.name_en,
            hint_zh: row.hint_zh,
            hint_en: row.hint_en,
            picture: row.picture,
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

/// Finds a service by the short name in its address.
pub async fn find_by_slug(conn: &mut Conn, slug: &str) -> Result<Option<Service>> {
    let row: Option<Row> =
        on!(conn, |c| { sqlx::query_as(select!("WHERE slug = $1")).bind(slug).fetch_optional(c).await })
            .doing("finding a service")?;
    row.map(Service::try_from).transpose()
}

/// The whole menu in its order; retired services last.
pub async fn menu(conn: &mut Conn) -> Result<Vec<Service>> {
    let rows: Vec<Row> =
        on!(conn, |c| { sqlx::query_as(select!("ORDER BY retired, position, slug")).fetch_all(c).await })
            .doing("reading the menu")?;
    rows.into_iter().map(Service::try_from).collect()
}

/// Puts a service on the menu.
pub async fn add(tx: &mut Tx, service: &Service, position: u32) -> Result<()> {
    on!(tx, |c| {
        sqlx::query(
            "INSERT INTO service (id, slug, class, name_zh, name_en, hint_zh, hint_en, picture, accept_within, \
             finish_within, helpers, points, position, retired) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        )
        .bind(service.id.0)
        .bind(&service.slug)
        .bind(service.class.name())
        .bind(&service.name_zh)
        .bind(&service.name_en)
        .bind(&service.hint_zh)
        .bind(&service.hint_en)
        .bind(&service.picture)
        .bind(i64::from(service.accept_within.0))
        .bind(i64::from(service.finish_within.0))
        .bind(service.helpers.name())
        .bind(i64::from(service.points.get()))
        .bind(i64::from(position))
        .bind(service.retired)
        .execute(c)
        .await
        .map(drop)
    })
    .doing("adding a service")
}

/// Rewrites a service of the menu; its place in the order and its short name stay.
pub async fn update(tx: &mut Tx, service: &Service) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query(
            "UPDATE service SET class = $2, name_zh = $3, name_en = $4, hint_zh = $5, hint_en = $6, picture = $7, \
             accept_within = $8, finish_within = $9, helpers = $10, points = $11, retired = $12 WHERE id = $1",
        )
        .bind(service.id.0)
        .bind(service.class.name())
        .bind(&service.name_zh)
        .bind(&service.name_en)
        .bind(&service.hint_zh)
        .bind(&service.hint_en)
        .bind(&service.picture)
        .bind(i64::from(service.accept_within.0))
        .bind(i64::from(service.finish_within.0))
        .bind(service.helpers.name())
        .bind(i64::from(service.points.get()))
        .bind(service.retired)
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("changing a service")?;
    one(rows)
}
