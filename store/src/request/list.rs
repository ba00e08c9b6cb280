//! Which slips a list shows, and how many there are.

use domain::{Area, PersonId, Request, RequestNumber, ServiceId, Timestamp, UnitId, area::Level};
use uuid::Uuid;

use super::{
    Row,
    search::{by_level, place},
    select,
};
use crate::{
    Conn, Error, Result, Sentence,
    codes::{area, grids},
    db::on,
    error::Doing,
    places::{MANY, many, places},
};

/// Which slips a list shows, in which order.
#[derive(Debug, Clone, Copy)]
pub enum List {
    /// What this person ordered and what is under way (`over: false`) or over, newest first.
    OrderedBy { person: PersonId, over: bool },
    /// What this person has in hand (`over: false`) or has handled, most urgent or newest first.
    HandledBy { person: PersonId, over: bool },
    /// What stands open to be taken in an area, but not in one within it and not by whoever ordered it; most urgent first.
    InHall { area: Area, but: Option<Area>, person: PersonId },
    /// What waits for this person by name, most urgent first.
    GivenTo { person: PersonId },
    /// What a unit leads, helps with or was called for: under way (`over: false`), most urgent first, or over, what
    /// ended last first.
    OfUnit { unit: UnitId, over: bool },
    /// What goes on in a grid and was placed in this time, newest first.
    PlacedIn { grid: Area, from: Timestamp, until: Timestamp },
    /// What goes on in an area for all to see: neither refused nor withdrawn, newest first.
    InArea { area: Area },
}

/// What is said for the list of a unit. A test asks the engines how they would find the answers.
#[doc(hidden)]
pub fn of_unit(over: bool) -> &'static str {
    if over {
        select!(
            "JOIN request_unit ON request_unit.district = request.district AND request_unit.request = number \
             WHERE unit = $1 AND ended_at IS NOT NULL ORDER BY ended_at DESC, request_unit.request DESC LIMIT $2 OFFSET $3"
        )
    } else {
        select!(
            "JOIN request_unit ON request_unit.district = request.district AND request_unit.request = number \
             WHERE unit = $1 AND ended_at IS NULL ORDER BY due_order, number LIMIT $2 OFFSET $3"
        )
    }
}

/// What stands open in an area of one level, along its index.
macro_rules! hall {
    ($area:literal) => {
        concat!(
            select!("WHERE "),
            $area,
            " = $1 AND state = 'dispatched' AND given_to IS NULL AND resident <> $2 \
             AND NOT grid BETWEEN $3 AND $4 ORDER BY due_order, number LIMIT $5 OFFSET $6"
        )
    };
}

/// What is said for the hall of an area of this level. A test asks the engines how they would find the answers.
#[doc(hidden)]
pub fn in_hall(level: Level) -> &'static str {
    by_level!(level, hall)
}

/// What is said for what waits for somebody by name. A test asks the engines how they would find the answers.
#[doc(hidden)]
pub fn given() -> &'static str {
    select!("WHERE given_to = $1 ORDER BY due_order, number LIMIT $2 OFFSET $3")
}

/// What is said for what somebody ordered and is under way. A test asks the engines how they would find the answers.
#[doc(hidden)]
pub fn ordered() -> &'static str {
    select!(
        "WHERE resident = $1 AND state NOT IN ('closed', 'refused', 'withdrawn', 'turned', 'merged') \
         ORDER BY placed_at DESC LIMIT $2 OFFSET $3"
    )
}

/// What is said for what was placed in a grid and is under way. A test asks the engines how they would find the answers.
#[doc(hidden)]
pub fn placed_in() -> &'static str {
    select!(
        "WHERE grid = $1 AND placed_at BETWEEN $2 AND $3 AND part_of IS NULL \
         AND state NOT IN ('closed', 'refused', 'withdrawn', 'turned', 'merged') \
         ORDER BY placed_at DESC LIMIT $4 OFFSET $5"
    )
}

/// A page of slips: at most `most`, after skipping `skip`.
pub async fn list(conn: &mut Conn, list: List, skip: u32, most: u32) -> Result<Vec<Request>> {
    let (skip, most) = (i64::from(skip), i64::from(most));
    let rows: std::result::Result<Vec<Row>, _> = match list {
        List::OrderedBy { person, over: false } => on!(conn, |c| {
            sqlx::query_as(ordered()).bind(person.0).bind(most).bind(skip).fetch_all(c).await
        }),
        List::OrderedBy { person, over: true } => on!(conn, |c| {
            sqlx::query_as(select!(
                "WHERE resident = $1 AND state IN ('closed', 'refused', 'withdrawn', 'turned', 'merged') \
                 ORDER BY placed_at DESC LIMIT $2 OFFSET $3"
            ))
            .bind(person.0)
            .bind(most)
            .bind(skip)
            .fetch_all(c)
            .await
        }),
        List::HandledBy { person, over: false } => on!(conn, |c| {
            sqlx::query_as(select!(
                "WHERE handler = $1 AND state IN ('accepted', 'arrived', 'finished', 'checked', 'disputed') \
                 ORDER BY COALESCE(due, placed_at) LIMIT $2 OFFSET $3"
            ))
            .bind(person.0)
            .bind(most)
            .bind(skip)
            .fetch_all(c)
            .await
        }),
        List::HandledBy { person, over: true } => on!(conn, |c| {
            sqlx::query_as(select!(
                "WHERE handler = $1 AND state = 'closed' ORDER BY placed_at DESC LIMIT $2 OFFSET $3"
            ))
            .bind(person.0)
            .bind(most)
            .bind(skip)
            .fetch_all(c)
            .await
        }),
        List::InHall { area, but, person } => {
            // No grid has the number 0.
            let (first, last) = but.map_or(Ok((0, 0)), grids)?;
            on!(conn, |c| {
                sqlx::query_as(in_hall(area.level()))
                    .bind(place(area))
                    .bind(person.0)
                    .bind(first)
                    .bind(last)
                    .bind(most)
                    .bind(skip)
                    .fetch_all(c)
                    .await
            })
        }
        List::GivenTo { person } => {
            on!(conn, |c| { sqlx::query_as(given()).bind(person.0).bind(most).bind(skip).fetch_all(c).await })
        }
        List::OfUnit { unit, over } => on!(conn, |c| {
            sqlx::query_as(of_unit(over)).bind(unit.0).bind(most).bind(skip).fetch_all(c).await
        }),
        List::PlacedIn { grid, from, until } => {
            let (grid, _) = grids(grid)?;
            on!(conn, |c| {
                sqlx::query_as(placed_in())
                    .bind(grid)
                    .bind(from.micros())
                    .bind(until.micros())
                    .bind(most)
                    .bind(skip)
                    .fetch_all(c)
                    .await
            })
        }
        List::InArea { area } => {
            let (first, last) = grids(area)?;
            // Of one grid the index gives the newest first; of several both engines sort what they find.
            let one_grid = select!(
                "WHERE grid = $1 AND grid <= $2 AND state NOT IN ('refused', 'withdrawn', 'turned', 'merged') \
                 AND part_of IS NULL ORDER BY placed_at DESC LIMIT $3 OFFSET $4"
            );
            let several = select!(
                "WHERE grid BETWEEN $1 AND $2 AND state NOT IN ('refused', 'withdrawn', 'turned', 'merged') \
                 AND part_of IS NULL ORDER BY placed_at DESC LIMIT $3 OFFSET $4"
            );
            on!(conn, |c| {
                sqlx::query_as(if first == last { one_grid } else { several })
                    .bind(first)
                    .bind(last)
                    .bind(most)
                    .bind(skip)
                    .fetch_all(c)
                    .await
            })
        }
    };
    rows.doing("listing requests")?.into_iter().map(Request::try_from).collect()
}

/// The slips that follow `(district, number)`, each as it is, or as what is wrong with its row.
pub(crate) async fn page_after(
    conn: &mut Conn,
    (district, number): (i64, i64),
    most: u32,
) -> Result<Vec<((i64, i64), Result<Request>)>> {
    let rows: Vec<Row> = on!(conn, |c| {
        sqlx::query_as(select!("WHERE (district, number) > ($1, $2) ORDER BY district, number LIMIT $3"))
            .bind(district)
            .bind(number)
            .bind(i64::from(most))
            .fetch_all(c)
            .await
    })
    .doing("walking through the requests")?;
    rows.into_iter()
        .map(|row| {
            let key = (area(row.grid)?.district().cast_signed(), row.number);
            Ok((key, Request::try_from(row)))
        })
        .collect()
}

/// How many slips of a person are under way.
pub async fn count_open(conn: &mut Conn, person: PersonId) -> Result<u64> {
    let (open,): (i64,) = on!(conn, |c| {
        sqlx::query_as(
            "SELECT COUNT(*) FROM request WHERE resident = $1 \
             AND state NOT IN ('closed', 'refused', 'withdrawn', 'turned', 'merged')",
        )
        .bind(person.0)
        .fetch_one(c)
        .await
    })
    .doing("counting what somebody ordered")?;
    Ok(open.unsigned_abs())
}

/// Notes in a counter how many slips of a person are under way with one more that is about to be filed. More than `most` are
/// [`Error::Stale`], by a check of the row. To be said before the slip.
pub fn one_more(person: PersonId, subject: &str, day: Timestamp, most: u64) -> Sentence {
    Sentence::new(
        "INSERT INTO throttle (subject, window_start, taken, most) VALUES (?, ?, \
         1 + (SELECT COUNT(*) FROM request WHERE resident = ? \
         AND state NOT IN ('closed', 'refused', 'withdrawn', 'turned', 'merged')), ?) \
         ON CONFLICT (subject, window_start) DO UPDATE SET taken = excluded.taken, most = excluded.most",
        [subject.into(), day.into(), person.0.into(), i64::try_from(most).unwrap_or(i64::MAX).into()],
    )
}

/// How many slips of an area stand in each state.
pub async fn counts(conn: &mut Conn, area: Area) -> Result<Vec<(String, u32)>> {
    let (first, last) = grids(area)?;
    let rows: Vec<(String, i64)> = on!(conn, |c| {
        sqlx::query_as("SELECT state, COUNT(*) FROM request WHERE grid BETWEEN $1 AND $2 GROUP BY state")
            .bind(first)
            .bind(last)
            .fetch_all(c)
            .await
    })
    .doing("counting requests")?;
    Ok(rows.into_iter().map(|(state, n)| (state, u32::try_from(n).unwrap_or(u32::MAX))).collect())
}

/// Of which case type each of these slips is, in no order; a number nobody has is left out.
pub async fn services(conn: &mut Conn, numbers: &[RequestNumber]) -> Result<Vec<(RequestNumber, ServiceId)>> {
    let mut services = Vec::with_capacity(numbers.len());
    for some in places::<_, MANY>(numbers) {
        let rows: Vec<(i64, Uuid)> = on!(conn, |c| {
            let mut query = sqlx::query_as(concat!(
                "SELECT number, service FROM request WHERE number IN (",
                many!(),
                ")"
            ));
            for number in some {
                query = query.bind(number.value().cast_signed());
            }
            query.fetch_all(c).await
        })
        .doing("finding what slips are about")?;
        for (number, service) in rows {
            let number = RequestNumber::from_value(number.unsigned_abs())
                .map_err(|error| Error::corrupt("request", error))?;
            services.push((number, ServiceId(service)));
        }
    }
    Ok(services)
}
