//! People: residents, volunteers, staff, all at once or one after the other. What they are for an area is in
//! [`crate::post`].

use domain::{
    Area, PersonId, Timestamp,
    person::{Phone, PublicPhone},
    text::{Line, Name},
    typed,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Conn, Error, Result, Tx,
    area::ranges,
    backup::{Line as Cells, columns, fill},
    codes::{area as area_of, code},
    db::on,
    error::{Doing, one},
    folded::{of_person, pattern},
    places::{MANY, many, places},
};

/// Somebody with a phone. Everything here is personal: what others see of it is for `domain::mask` to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub id: PersonId,
    pub phone: Phone,
    pub name: Option<Name>,
    pub home: Option<Home>,
    /// The tag of the language they chose to read.
    pub locale: Option<String>,
    pub joined_at: Timestamp,
}

/// Where somebody lives: the grid or micro-grid, and in it the building and the door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    pub area: Area,
    pub building: Option<Line>,
    pub door: Option<Line>,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    phone: String,
    name: Option<String>,
    home: Option<i64>,
    home_building: Option<String>,
    home_door: Option<String>,
    locale: Option<String>,
    joined_at: i64,
}

macro_rules! select {
    ($($rest:expr),+) => {
        concat!(
            "SELECT person.id, person.phone, person.name, person.home, person.home_building, person.home_door, \
             person.locale, person.joined_at FROM person ",
            $($rest),+
        )
    };
}

impl TryFrom<Row> for Person {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let corrupt = |what: &str| Error::corrupt("person", format!("{}: {what}", row.id));
        let line = |text: Option<String>| text.map(Line::try_from).transpose();
        let home = row.home.map(|home| -> Result<Home> {
            Ok(Home {
                area: area_of(home)?,
                building: line(row.home_building).map_err(|_| corrupt("building"))?,
                door: line(row.home_door).map_err(|_| corrupt("door"))?,
            })
        });
        Ok(Self {
            id: PersonId(row.id),
            phone: Phone::new(&row.phone).map_err(|_| corrupt("phone"))?,
            name: row.name.map(Name::try_from).transpose().map_err(|_| corrupt("name"))?,
            home: home.transpose()?,
            locale: row.locale,
            joined_at: Timestamp::from_micros(row.joined_at),
        })
    }
}

/// Finds a person.
pub async fn find(conn: &mut Conn, id: PersonId) -> Result<Option<Person>> {
    let row: Option<Row> =
        on!(conn, |c| { sqlx::query_as(select!("WHERE id = $1")).bind(id.0).fetch_optional(c).await })
            .doing("finding a person")?;
    row.map(Person::try_from).transpose()
}

/// Finds the person who has this phone.
pub async fn find_by_phone(conn: &mut Conn, phone: &Phone) -> Result<Option<Person>> {
    let row: Option<Row> = on!(conn, |c| {
        sqlx::query_as(select!("WHERE phone = $1")).bind(phone.as_str()).fetch_optional(c).await
    })
    .doing("finding a person by phone")?;
    row.map(Person::try_from).transpose()
}

/// The people with these ids, in no order; an id nobody has is left out.
pub async fn find_all(conn: &mut Conn, ids: &[PersonId]) -> Result<Vec<Person>> {
    let mut people = Vec::with_capacity(ids.len());
    for some in places::<_, MANY>(ids) {
        let rows: Vec<Row> = on!(conn, |c| {
            let mut query = sqlx::query_as(select!("WHERE id IN (", many!(), ")"));
            for id in some {
                query = query.bind(id.0);
            }
            query.fetch_all(c).await
        })
        .doing("finding people")?;
        for row in rows {
            people.push(Person::try_from(row)?);
        }
    }
    Ok(people)
}

/// Adds a person, known by their phone alone. A phone that somebody has is [`Error::Stale`].
pub async fn add(tx: &mut Tx, id: PersonId, phone: &Phone, at: Timestamp) -> Result<()> {
    on!(tx, |c| {
        sqlx::query("INSERT INTO person (id, phone, joined_at, folded) VALUES ($1, $2, $3, '')")
            .bind(id.0)
            .bind(phone.as_str())
            .bind(at.micros())
            .execute(c)
            .await
            .map(drop)
    })
    .doing("adding a person")
}

/// Adds many people at once, the way a backup is restored. Their phones must be free.
pub async fn add_many(tx: &mut Tx, people: &[(PersonId, Phone)], at: Timestamp) -> Result<()> {
    let mut lines = Vec::new();
    for (id, phone) in people {
        let line = Cells::on(&mut lines).uuid(Some(id.0)).text(Some(phone.as_str()));
        line.integer(Some(at.micros())).text(Some("")).end();
    }
    let columns = columns!("person": "id" Uuid, "phone" Text, "joined_at" Integer, "folded" Text);
    fill(tx, &columns, &lines).await
}

/// Writes what a person is called.
pub async fn set_name(tx: &mut Tx, id: PersonId, name: Option<&Name>) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query("UPDATE person SET name = $2, folded = $3 WHERE id = $1")
            .bind(id.0)
            .bind(name.map(Name::as_str))
            .bind(of_person(name.map(Name::as_str)))
            .execute(c)
            .await
            .map(|done| done.rows_affected())
    })
    .doing("naming a person")?;
    one(rows)
}

/// The number at which everybody can call this person, if there is one.
pub async fn public_phone(conn: &mut Conn, id: PersonId) -> Result<Option<String>> {
    let row: Option<(Option<String>,)> = on!(conn, |c| {
        sqlx::query_as("SELECT public_phone FROM person WHERE id = $1").bind(id.0).fetch_optional(c).await
    })
    .doing("reading a public phone")?;
    Ok(row.and_then(|(phone,)| phone))
}

/// Writes at which number everybody can call a person. It stands beside their name wherever that is kept in memory, so it
/// counts as an edition of the name.
pub async fn set_public_phone(tx: &mut Tx, id: PersonId, phone: Option<&PublicPhone>) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query("UPDATE person SET public_phone = $2, name = name WHERE id = $1")
            .bind(id.0)
            .bind(phone.map(PublicPhone::as_str))
            .execute(c)
            .await
            .map(|done| done.rows_affected())
    })
    .doing("writing a public phone")?;
    one(rows)
}

/// Writes where a person lives.
pub async fn set_home(tx: &mut Tx, id: PersonId, home: Option<&Home>) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query("UPDATE person SET home = $2, home_building = $3, home_door = $4 WHERE id = $1")
            .bind(id.0)
            .bind(home.map(|home| code(home.area)))
            .bind(home.and_then(|home| home.building.as_ref()).map(Line::as_str))
            .bind(home.and_then(|home| home.door.as_ref()).map(Line::as_str))
            .execute(c)
            .await
            .map(|done| done.rows_affected())
    })
    .doing("housing a person")?;
    one(rows)
}

/// Writes which language a person reads.
pub async fn set_locale(tx: &mut Tx, id: PersonId, locale: &str) -> Result<()> {
    let rows = on!(tx, |c| {
        sqlx::query("UPDATE person SET locale = $2 WHERE id = $1")
            .bind(id.0)
            .bind(locale)
            .execute(c)
            .await
            .map(|done| done.rows_affected())
    })
    .doing("writing a person's language")?;
    one(rows)
}

/// A page of the people who live in an area or hold a post there and whose name or phone holds `fragment` (empty:
/// all of them), by name. `unplaced` adds those who have neither a home nor a post yet.
pub async fn search(
    conn: &mut Conn,
    area: Area,
    fragment: &str,
    unplaced: bool,
    skip: u32,
    most: u32,
) -> Result<Vec<Person>> {
    let digits = typed::phone(fragment).filter(|digits| !digits.is_empty());
    let phone = digits.map(|digits| format!("%{digits}%"));
    let [district, town, community, grid, micro] = ranges(area);
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(select!(
            "WHERE (folded LIKE $1 ESCAPE '!' OR phone LIKE $15) \
             AND (home BETWEEN $8 AND $9 OR home BETWEEN $10 AND $11 \
              OR EXISTS (SELECT 1 FROM post WHERE post.person = person.id AND post.held_until IS NULL \
               AND (post.area BETWEEN $2 AND $3 OR post.area BETWEEN $4 AND $5 OR post.area BETWEEN $6 AND $7 \
                OR post.area BETWEEN $8 AND $9 OR post.area BETWEEN $10 AND $11)) \
              OR ($12 AND home IS NULL AND NOT EXISTS (SELECT 1 FROM post WHERE post.person = person.id \
               AND post.held_until IS NULL))) \
             ORDER BY name IS NULL, name, id LIMIT $13 OFFSET $14"
        ))
        .bind(pattern(fragment))
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
        .bind(unplaced)
        .bind(i64::from(most))
        .bind(i64::from(skip))
        .bind(&phone)
        .fetch_all(c)
        .await
    })
    .doing("searching for people")?;
    rows.into_iter().map(Person::try_from).collect()
}

/// People who hold no post, in the order they joined, at most `most`: for the list of demo people.
pub async fn without_post(conn: &mut Conn, most: u32) -> Result<Vec<Person>> {
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(select!(
            "WHERE NOT EXISTS (SELECT 1 FROM post WHERE post.person = person.id AND post.held_until IS NULL) \
             ORDER BY joined_at, id LIMIT $1"
        ))
        .bind(i64::from(most))
        .fetch_all(c)
        .await
    })
    .doing("finding people without a post")?;
    rows.into_iter().map(Person::try_from).collect()
}

/// How many people there are.
pub async fn count(conn: &mut Conn) -> Result<u32> {
    let (n,): (i64,) = on!(conn, |c| sqlx::query_as("SELECT COUNT(*) FROM person").fetch_one(c).await)
        .doing("counting people")?;
    Ok(u32::try_from(n).unwrap_or(u32::MAX))
}
