//! Photos: who brought them, which slip took them, and whether a moderator hid them.

use domain::{Area, PersonId, PhotoId, Request, RequestNumber, Timestamp};
use futures::TryStreamExt as _;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Conn, Error, Result, Tx,
    db::on,
    error::{Doing, one},
};

/// A picture as the house knows it; its bytes lie in the file store under `content`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    pub id: PhotoId,
    /// SHA-256 of the re-encoded picture, in hex.
    pub content: String,
    pub width: u32,
    pub height: u32,
    pub uploaded_by: PersonId,
    pub uploaded_at: Timestamp,
    /// `None`: no slip has taken it yet.
    pub request: Option<RequestNumber>,
    pub hidden_at: Option<Timestamp>,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    content: String,
    width: i64,
    height: i64,
    uploaded_by: Uuid,
    uploaded_at: i64,
    request: Option<i64>,
    hidden_at: Option<i64>,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT p.id, p.content, p.width, p.height, p.uploaded_by, p.uploaded_at, p.request, p.hidden_at \
             FROM photo p ",
            $rest
        )
    };
}

impl TryFrom<Row> for Photo {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let corrupt = |why: &dyn std::fmt::Display| Error::corrupt("photo", format!("{}: {why}", row.id));
        let request = row
            .request
            .map(|n| RequestNumber::from_value(n.unsigned_abs()).map_err(|e| corrupt(&e)))
            .transpose()?;
        // The name of a file: whatever else stood here could lead out of the file store.
        if row.content.len() != 64 || !row.content.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(corrupt(&"the content is no hash"));
        }
        Ok(Self {
            id: PhotoId(row.id),
            request,
            width: u32::try_from(row.width).map_err(|e| corrupt(&e))?,
            height: u32::try_from(row.height).map_err(|e| corrupt(&e))?,
            uploaded_by: PersonId(row.uploaded_by),
            uploaded_at: Timestamp::from_micros(row.uploaded_at),
            hidden_at: row.hidden_at.map(Timestamp::from_micros),
            content: row.content,
        })
    }
}

fn photos(rows: Vec<Row>) -> Result<Vec<Photo>> {
    rows.into_iter().map(Photo::try_from).collect()
}

/// Adds a photo that no slip has taken yet, provided fewer than `most` of its uploader's wait for one. Two of one uploader
/// are counted one after the other.
pub async fn add(tx: &mut Tx, photo: &Photo, most: u32) -> Result<()> {
    crate::answer::take_turn(tx, photo.uploaded_by, Uuid::nil()).await?;
    let rows = on!(tx, |c| {
        sqlx::query(
            "INSERT INTO photo (id, content, width, height, uploaded_by, uploaded_at) \
             SELECT $1, $2, $3, $4, $5, $6 \
             WHERE (SELECT COUNT(*) FROM photo WHERE uploaded_by = $5 AND request IS NULL) < $7",
        )
        .bind(photo.id.0)
        .bind(&photo.content)
        .bind(i64::from(photo.width))
        .bind(i64::from(photo.height))
        .bind(photo.uploaded_by.0)
        .bind(photo.uploaded_at.micros())
        .bind(i64::from(most))
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("adding a photo")?;
    one(rows)
}

/// Gives a photo to a slip, provided its uploader brings it and no slip has it. `position`: among those that come with it.
pub async fn attach(
    tx: &mut Tx,
    id: PhotoId,
    uploader: PersonId,
    request: &Request,
    position: u32,
) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query(
            "UPDATE photo SET district = $3, request = $4, position = $5 \
             WHERE id = $1 AND uploaded_by = $2 AND request IS NULL",
        )
        .bind(id.0)
        .bind(uploader.0)
        .bind(request.grid.district().cast_signed())
        .bind(request.number.value().cast_signed())
        .bind(i64::from(position))
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("giving a photo to a request")?;
    one(rows)
}

/// Finds a photo.
pub async fn find(conn: &mut Conn, id: PhotoId) -> Result<Option<Photo>> {
    let row: Option<Row> =
        on!(conn, |c| { sqlx::query_as(select!("WHERE p.id = $1")).bind(id.0).fetch_optional(c).await })
            .doing("finding a photo")?;
    row.map(Photo::try_from).transpose()
}

/// The photos of a slip, hidden ones too, oldest first, and those of one form as they were chosen.
pub async fn of(conn: &mut Conn, request: &Request) -> Result<Vec<Photo>> {
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(select!(
            "WHERE p.district = $1 AND p.request = $2 ORDER BY p.uploaded_at, p.position, p.id"
        ))
        .bind(request.grid.district().cast_signed())
        .bind(request.number.value().cast_signed())
        .fetch_all(c)
        .await
    })
    .doing("listing the photos of a request")?;
    photos(rows)
}

/// The photos on slips of an area, hidden ones first, then the newest.
pub async fn in_area(conn: &mut Conn, area: Area, skip: u32, most: u32) -> Result<Vec<Photo>> {
    let (first, last) = crate::codes::grids(area)?;
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(select!(
            "JOIN request r ON r.district = p.district AND r.number = p.request WHERE r.grid BETWEEN $1 AND $2 \
             ORDER BY CASE WHEN p.hidden_at IS NULL THEN 1 ELSE 0 END, p.uploaded_at DESC, p.id LIMIT $3 OFFSET $4"
        ))
        .bind(first)
        .bind(last)
        .bind(i64::from(most))
        .bind(i64::from(skip))
        .fetch_all(c)
        .await
    })
    .doing("listing the photos of an area")?;
    photos(rows)
}

/// Hides a photo that is shown.
pub async fn hide(tx: &mut Tx, id: PhotoId, by: PersonId, at: Timestamp) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query("UPDATE photo SET hidden_at = $2, hidden_by = $3 WHERE id = $1 AND hidden_at IS NULL")
            .bind(id.0)
            .bind(at.micros())
            .bind(by.0)
            .execute(c)
            .await
            .map(|done| done.rows_affected())
    })
    .doing("hiding a photo")?;
    one(rows)
}

/// Shows a photo again that is hidden.
pub async fn unhide(tx: &mut Tx, id: PhotoId) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query(
            "UPDATE photo SET hidden_at = NULL, hidden_by = NULL WHERE id = $1 AND hidden_at IS NOT NULL",
        )
        .bind(id.0)
        .execute(c)
        .await
        .map(|done| done.rows_affected())
    })
    .doing("showing a photo again")?;
    one(rows)
}

/// Photos brought before `before` that no slip has taken, oldest first.
pub async fn unattached(conn: &mut Conn, before: Timestamp, most: u32) -> Result<Vec<Photo>> {
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(select!(
            "WHERE p.uploaded_at < $1 AND p.request IS NULL ORDER BY p.uploaded_at LIMIT $2"
        ))
        .bind(before.micros())
        .bind(i64::from(most))
        .fetch_all(c)
        .await
    })
    .doing("looking for photos nobody used")?;
    photos(rows)
}

/// Forgets a photo, provided no slip has taken it. `false`: one has, or it is gone already.
pub async fn remove(tx: &mut Tx, id: PhotoId) -> Result<bool> {
    let rows = on!(tx, |c| {
        sqlx::query("DELETE FROM photo WHERE id = $1 AND request IS NULL")
            .bind(id.0)
            .execute(c)
            .await
            .map(|done| done.rows_affected())
    })
    .doing("forgetting a photo")?;
    Ok(rows == 1)
}

/// Every picture there is with one of the photos it belongs to: the photo, and the name of its file.
pub async fn pictures(conn: &mut Conn) -> Result<Vec<(PhotoId, String)>> {
    let mut all: Vec<(PhotoId, String)> = Vec::new();
    on!(conn, |c| {
        let mut rows = sqlx::query_as::<_, Row>(select!("ORDER BY p.content, p.id")).fetch(c);
        while let Some(row) = rows.try_next().await.doing("listing the pictures")? {
            let photo = Photo::try_from(row)?;
            if all.last().is_none_or(|(_, content)| *content != photo.content) {
                all.push((photo.id, photo.content));
            }
        }
        Ok(())
    })
    .doing("listing the pictures")?;
    Ok(all)
}

/// Does any photo have this content?
pub async fn is_content_used(conn: &mut Conn, content: &str) -> Result<bool> {
    let (n,): (i64,) = on!(conn, |c| {
        sqlx::query_as("SELECT COUNT(*) FROM photo WHERE content = $1").bind(content).fetch_one(c).await
    })
    .doing("looking for the photos of a file")?;
    Ok(n > 0)
}

/// How many photos this person has brought that no slip has taken.
pub async fn waiting_of(conn: &mut Conn, uploader: PersonId) -> Result<u32> {
    let (n,): (i64,) = on!(conn, |c| {
        sqlx::query_as("SELECT COUNT(*) FROM photo WHERE uploaded_by = $1 AND request IS NULL")
            .bind(uploader.0)
            .fetch_one(c)
            .await
    })
    .doing("counting photos that wait for a request")?;
    Ok(u32::try_from(n).unwrap_or(u32::MAX))
}
