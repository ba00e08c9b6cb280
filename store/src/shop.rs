//! What stands on the shelves of the points shops.

use domain::{ItemId, Points, shop::Item};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Conn, Error, Result, Tx,
    codes::{area as area_of, code},
    db::on,
    error::{Doing, one},
    places::{MANY, many, places},
    service::points,
};

#[derive(FromRow)]
struct Row {
    id: Uuid,
    slug: String,
    shop: i64,
    counter: String,
    name_zh: String,
    name_en: String,
    picture: String,
    price: i64,
    stocked: i64,
    remaining: i64,
    retired: bool,
}

macro_rules! select {
    ($($rest:expr),+) => {
        concat!(
            "SELECT id, slug, shop, counter, name_zh, name_en, picture, price, stocked, remaining, retired FROM item ",
            $($rest),+
        )
    };
}

impl TryFrom<Row> for Item {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let corrupt = |why: &str| Error::corrupt("item", format!("{}: {why}", row.slug));
        Ok(Self {
            id: ItemId(row.id),
            shop: area_of(row.shop)?,
            price: points(row.price).ok_or_else(|| corrupt("price"))?,
            stocked: u32::try_from(row.stocked).map_err(|_| corrupt("stocked"))?,
            left: u32::try_from(row.remaining).map_err(|_| corrupt("remaining"))?,
            slug: row.slug,
            counter: row.counter,
            name_zh: row.name_zh,
            name_en: row.name_en,
            picture: row.picture,
            retired: row.retired,
        })
    }
}

/// Finds an item, retired or not.
pub async fn find(conn: &mut Conn, id: ItemId) -> Result<Option<Item>> {
    let row: Option<Row> =
        on!(conn, |c| { sqlx::query_as(select!("WHERE id = $1")).bind(id.0).fetch_optional(c).await })
            .doing("finding an item")?;
    row.map(Item::try_from).transpose()
}

/// These items, retired or not, in no order; an id nobody has is left out.
pub async fn find_all(conn: &mut Conn, ids: &[ItemId]) -> Result<Vec<Item>> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    let mut items = Vec::with_capacity(ids.len());
    for some in places::<_, MANY>(&ids) {
        let rows: Vec<Row> = on!(conn, |c| {
            let mut query = sqlx::query_as(select!("WHERE id IN (", many!(), ")"));
            for id in some {
                query = query.bind(id.0);
            }
            query.fetch_all(c).await
        })
        .doing("finding items")?;
        for row in rows {
            items.push(Item::try_from(row)?);
        }
    }
    Ok(items)
}

/// Finds an item by the short name in its address.
pub async fn find_by_slug(conn: &mut Conn, slug: &str) -> Result<Option<Item>> {
    let row: Option<Row> =
        on!(conn, |c| { sqlx::query_as(select!("WHERE slug = $1")).bind(slug).fetch_optional(c).await })
            .doing("finding an item")?;
    row.map(Item::try_from).transpose()
}

/// What is offered in the shops of a district, of whatever level, in its order.
pub async fn offered(conn: &mut Conn, district: u64) -> Result<Vec<Item>> {
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(select!(
            "WHERE NOT retired AND $1 IN (shop, shop / 1000, shop / 1000000, shop / 1000000000, shop / 1000000000000) \
             ORDER BY position, slug"
        ))
        .bind(district.cast_signed())
        .fetch_all(c)
        .await
    })
    .doing("reading the shelf")?;
    rows.into_iter().map(Item::try_from).collect()
}

/// Everything ever offered, in its order; retired items last.
pub async fn all(conn: &mut Conn) -> Result<Vec<Item>> {
    let rows: Vec<Row> =
        on!(conn, |c| { sqlx::query_as(select!("ORDER BY retired, position, slug")).fetch_all(c).await })
            .doing("reading all items")?;
    rows.into_iter().map(Item::try_from).collect()
}

/// Takes one piece off the shelf, provided there is one and it is still offered, at this price.
pub async fn take_one(tx: &mut Tx, id: ItemId, price: Points) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query(
            "UPDATE item SET remaining = remaining - 1 \
             WHERE id = $1 AND remaining > 0 AND NOT retired AND price = $2",
        )
        .bind(id.0)
        .bind(i64::from(price.get()))
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("taking an item off the shelf")?;
    one(rows)
}

/// Puts one piece back.
pub async fn put_back(tx: &mut Tx, id: ItemId) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query("UPDATE item SET remaining = remaining + 1 WHERE id = $1 AND remaining < stocked")
            .bind(id.0)
            .execute(c)
            .await
            .map(|done| done.rows_affected())
    })
    .doing("putting an item back")?;
    one(rows)
}

/// Brings new pieces.
pub async fn restock(tx: &mut Tx, id: ItemId, pieces: u32) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query("UPDATE item SET stocked = stocked + $2, remaining = remaining + $2 WHERE id = $1")
            .bind(id.0)
            .bind(i64::from(pieces))
            .execute(c)
            .await
            .map(|done| done.rows_affected())
    })
    .doing("restocking an item")?;
    one(rows)
}

/// Puts a new item on the shelf. `false`: the short name is taken.
pub async fn add(tx: &mut Tx, item: &Item, position: u32) -> Result<bool> {
    let rows = on!(tx, |c| {
        sqlx::query(
            "INSERT INTO item (id, slug, shop, counter, name_zh, name_en, picture, price, stocked, remaining, position, \
             retired) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (slug) DO NOTHING",
        )
        .bind(item.id.0)
        .bind(&item.slug)
        .bind(code(item.shop))
        .bind(&item.counter)
        .bind(&item.name_zh)
        .bind(&item.name_en)
        .bind(&item.picture)
        .bind(i64::from(item.price.get()))
        .bind(i64::from(item.stocked))
        .bind(i64::from(item.left))
        .bind(i64::from(position))
        .bind(item.retired)
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("adding an item")?;
    Ok(rows == 1)
}

/// Rewrites what an item is called, where it is fetched, what it costs, and whether it is offered. Stock changes only by
/// vouchers and by [`restock`].
pub async fn update(tx: &mut Tx, item: &Item) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query(
            "UPDATE item SET counter = $2, name_zh = $3, name_en = $4, picture = $5, price = $6, retired = $7 \
             WHERE id = $1",
        )
        .bind(item.id.0)
        .bind(&item.counter)
        .bind(&item.name_zh)
        .bind(&item.name_en)
        .bind(&item.picture)
        .bind(i64::from(item.price.get()))
        .bind(item.retired)
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("changing an item")?;
    one(rows)
}

/// How many items there are, which is the position of the next.
pub async fn count(conn: &mut Conn) -> Result<u32> {
    let (n,): (i64,) = on!(conn, |c| sqlx::query_as("SELECT COUNT(*) FROM item").fetch_one(c).await)
        .doing("counting items")?;
    Ok(u32::try_from(n).unwrap_or(u32::MAX))
}
