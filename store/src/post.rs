//! Posts: what somebody is for an area and all below it, from when and until when.

use domain::{
    Area, PersonId, Post, PostId, Role, Timestamp, UnitId,
    catalogue::Helpers,
    inbox::QuietHours,
    person::{Phone, PhoneError, PublicPhone},
    text::Name,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Conn, Error, Result, Tx,
    codes::{area as area_of, code, upwards},
    db::on,
    error::{Doing, one},
    inbox::Quiet,
    places::{MANY, many, places},
};

/// A post somebody holds, or held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    pub id: PostId,
    pub person: PersonId,
    pub post: Post,
    pub from: Timestamp,
    pub until: Option<Timestamp>,
}

/// Somebody in a post, with what is posted on the notice board, name and public phone, and when they want to be left alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    pub person: PersonId,
    pub post: Post,
    pub name: Option<Name>,
    /// They sign in with it; nobody else reads it.
    pub phone: Phone,
    pub public_phone: Option<PublicPhone>,
    pub quiet: QuietHours,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    person: Uuid,
    role: String,
    area: i64,
    unit: Option<Uuid>,
    held_from: i64,
    held_until: Option<i64>,
}

macro_rules! select {
    ($rest:literal) => {
        concat!("SELECT id, person, role, area, unit, held_from, held_until FROM post ", $rest)
    };
}

impl TryFrom<Row> for Held {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            id: PostId(row.id),
            person: PersonId(row.person),
            post: post(&row.role, row.area, row.unit)?,
            from: Timestamp::from_micros(row.held_from),
            until: row.held_until.map(Timestamp::from_micros),
        })
    }
}

/// A post as its three columns hold it.
pub(crate) fn post(role: &str, area: i64, unit: Option<Uuid>) -> Result<Post> {
    let role = Role::from_name(role).ok_or_else(|| Error::corrupt("post", role))?;
    let post = Post { role, area: area_of(area)?, unit: unit.map(UnitId) };
    if post.is_sound() { Ok(post) } else { Err(Error::corrupt("post", "the role and the unit disagree")) }
}

/// Finds a post, held or ended.
pub async fn find(conn: &mut Conn, id: PostId) -> Result<Option<Held>> {
    let row: Option<Row> =
        on!(conn, |c| { sqlx::query_as(select!("WHERE id = $1")).bind(id.0).fetch_optional(c).await })
            .doing("finding a post")?;
    row.map(Held::try_from).transpose()
}

/// The posts a person holds, the longest held first.
pub async fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<Held>> {
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(select!("WHERE person = $1 AND held_until IS NULL ORDER BY held_from, id"))
            .bind(person.0)
            .fetch_all(c)
            .await
    })
    .doing("reading a person's posts")?;
    rows.into_iter().map(Held::try_from).collect()
}

/// The posts that people hold in a unit, the longest held first.
pub async fn of_unit(conn: &mut Conn, unit: UnitId) -> Result<Vec<Held>> {
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(select!("WHERE unit = $1 AND held_until IS NULL ORDER BY held_from, id"))
            .bind(unit.0)
            .fetch_all(c)
            .await
    })
    .doing("reading the posts in a unit")?;
    rows.into_iter().map(Held::try_from).collect()
}

/// Does the person who has this phone hold a post?
pub async fn is_held_with(conn: &mut Conn, phone: &Phone) -> Result<bool> {
    let (held,): (bool,) = on!(conn, |c| {
        sqlx::query_as(
            "SELECT EXISTS (SELECT 1 FROM post JOIN person ON person.id = post.person \
             WHERE person.phone = $1 AND post.held_until IS NULL)",
        )
        .bind(phone.as_str())
        .fetch_one(c)
        .await
    })
    .doing("looking for a post of a phone")?;
    Ok(held)
}

/// Gives a person a post. One they hold already is [`Error::Stale`].
pub async fn hold(tx: &mut Tx, id: PostId, person: PersonId, post: Post, from: Timestamp) -> Result<()> {
    on!(tx, |c| {
        sqlx::query(
            "INSERT INTO post (id, person, role, area, unit, held_from) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(id.0)
        .bind(person.0)
        .bind(post.role.name())
        .bind(code(post.area))
        .bind(post.unit.map(|unit| unit.0))
        .bind(from.micros())
        .execute(c)
        .await
        .map(drop)
    })
    .doing("giving a post")
}

/// Ends a post, provided it is still held.
pub async fn end(tx: &mut Tx, id: PostId, at: Timestamp) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query("UPDATE post SET held_until = $2 WHERE id = $1 AND held_until IS NULL")
            .bind(id.0)
            .bind(at.micros())
            .execute(c)
            .await
            .map(|done| done.rows_affected())
    })
    .doing("ending a post")?;
    one(rows)
}

/// Who administers this very area; none of their posts is ended by anybody else until the transaction ends.
pub async fn administrators_for_change(tx: &mut Tx, area: Area) -> Result<Vec<PersonId>> {
    macro_rules! administrators {
        ($locking:literal) => {
            concat!(
                "SELECT person FROM post WHERE role = 'administrator' AND area = $1 AND held_until IS NULL \
                 ORDER BY id",
                $locking
            )
        };
    }
    let area = code(area);
    let people: Vec<(Uuid,)> = on!(
        tx,
        sqlite(c) => { sqlx::query_as(administrators!("")).bind(area).fetch_all(c).await },
        postgres(c) => { sqlx::query_as(administrators!(" FOR UPDATE")).bind(area).fetch_all(c).await }
    )
    .doing("finding who administers an area")?;
    Ok(people.into_iter().map(|(person,)| PersonId(person)).collect())
}

/// Posts that have ended and whose holders' work has not been handed over, the longest ago first.
pub async fn leaving(conn: &mut Conn, most: u32) -> Result<Vec<Held>> {
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(select!(
            "WHERE held_until IS NOT NULL AND NOT handed_over ORDER BY held_until, id LIMIT $1"
        ))
        .bind(i64::from(most))
        .fetch_all(c)
        .await
    })
    .doing("finding posts that have ended")?;
    rows.into_iter().map(Held::try_from).collect()
}

/// The work of whoever held this post is handed over. Safe to repeat.
pub async fn set_handed_over(tx: &mut Tx, id: PostId) -> Result<()> {
    on!(tx, |c| {
        sqlx::query("UPDATE post SET handed_over = TRUE WHERE id = $1 AND NOT handed_over")
            .bind(id.0)
            .execute(c)
            .await
            .map(drop)
    })
    .doing("noting that work was handed over")
}

#[derive(FromRow)]
struct ServerRow {
    person: Uuid,
    role: String,
    area: i64,
    unit: Option<Uuid>,
    name: Option<String>,
    phone: String,
    public_phone: Option<String>,
    #[sqlx(flatten)]
    quiet: Quiet,
}

macro_rules! select_servers {
    ($($rest:expr),+ $(,)?) => {
        concat!(
            "SELECT post.person, post.role, post.area, post.unit, person.name, person.phone, \
             person.public_phone, person.quiet_from, person.quiet_until FROM post JOIN person ON person.id = post.person ",
            $($rest),+
        )
    };
}

fn public_phone(kept: Option<&str>) -> std::result::Result<Option<PublicPhone>, PhoneError> {
    kept.map_or(Ok(None), PublicPhone::optional)
}

impl TryFrom<ServerRow> for Server {
    type Error = Error;

    fn try_from(row: ServerRow) -> Result<Self> {
        let corrupt = |what: &str| Error::corrupt("person", format!("{}: {what}", row.person));
        Ok(Self {
            person: PersonId(row.person),
            post: post(&row.role, row.area, row.unit)?,
            name: row.name.map(Name::try_from).transpose().map_err(|_| corrupt("name"))?,
            phone: Phone::new(&row.phone).map_err(|_| corrupt("phone"))?,
            public_phone: public_phone(row.public_phone.as_deref()).map_err(|_| corrupt("public phone"))?,
            quiet: row.quiet.hours(row.person)?,
        })
    }
}

/// Who serves an area: the desk and the leaders of it and of the areas it lies in, the nearest first.
pub async fn serving(conn: &mut Conn, area: Area) -> Result<Vec<Server>> {
    let [a, b, c0, d, e] = upwards(area);
    let rows: Vec<ServerRow> = on!(conn, |c| {
        sqlx::query_as(select_servers!(
            "WHERE post.area IN ($1, $2, $3, $4, $5) AND post.held_until IS NULL \
             AND post.role IN ('grid_worker', 'grid_leader', 'staff') \
             ORDER BY post.area DESC, post.role, post.held_from, post.id"
        ))
        .bind(a)
        .bind(b)
        .bind(c0)
        .bind(d)
        .bind(e)
        .fetch_all(c)
        .await
    })
    .doing("reading who serves an area")?;
    rows.into_iter().map(Server::try_from).collect()
}

/// Who runs the desk of each of these very areas, whoever serves longest first: the areas above them do not count.
pub async fn keeping(conn: &mut Conn, areas: &[Area]) -> Result<Vec<Server>> {
    let mut keepers = Vec::new();
    for some in places::<_, MANY>(areas) {
        let rows: Vec<ServerRow> = on!(conn, |c| {
            let mut query = sqlx::query_as(select_servers!(
                "WHERE post.area IN (",
                many!(),
                ") AND post.held_until IS NULL AND post.role IN ('grid_worker', 'grid_leader', 'staff') \
                 ORDER BY post.held_from, post.id"
            ));
            for place in some {
                query = query.bind(code(place));
            }
            query.fetch_all(c).await
        })
        .doing("reading who runs the desks of areas")?;
        for row in rows {
            keepers.push(Server::try_from(row)?);
        }
    }
    Ok(keepers)
}

/// Who may take a request of this grid that `helpers` may accept: the nearest first, at most `most`. The resident
/// who placed it is among them if they help too; the desk leaves them out.
pub async fn helping(conn: &mut Conn, grid: Area, helpers: Helpers, most: u32) -> Result<Vec<Server>> {
    let [a, b, c0, d, e] = upwards(grid);
    // As many places as there are roles that help; a role that may not take it is filled up with one that may.
    let role = |role: Role| if helpers.include(role) { role.name() } else { Role::GridWorker.name() };
    let rows: Vec<ServerRow> = on!(conn, |c| {
        sqlx::query_as(select_servers!(
            "WHERE post.area IN ($1, $2, $3, $4, $5) AND post.held_until IS NULL \
             AND post.role IN ($6, $7, $8, $9) \
             ORDER BY post.area DESC, post.role, post.held_from, post.id LIMIT $10"
        ))
        .bind(a)
        .bind(b)
        .bind(c0)
        .bind(d)
        .bind(e)
        .bind(role(Role::Volunteer))
        .bind(role(Role::PartyVolunteer))
        .bind(role(Role::GridWorker))
        .bind(role(Role::GridLeader))
        .bind(i64::from(most))
        .fetch_all(c)
        .await
    })
    .doing("reading who may take a request")?;
    rows.into_iter().map(Server::try_from).collect()
}

/// Everybody who holds a post, by role and area, at most `most`: for the list of demo people.
pub async fn everybody(conn: &mut Conn, most: u32) -> Result<Vec<Server>> {
    let rows: Vec<ServerRow> = on!(conn, |c| {
        sqlx::query_as(select_servers!(
            "WHERE post.held_until IS NULL \
             ORDER BY post.role, post.area, post.held_from, post.id LIMIT $1"
        ))
        .bind(i64::from(most))
        .fetch_all(c)
        .await
    })
    .doing("reading who holds a post")?;
    rows.into_iter().map(Server::try_from).collect()
}
