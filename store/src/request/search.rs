//! The desk's list: what stands in some states in an area, in the order in which it is due, a page at a time.
//!
//! One statement reads each state along the index of the area's level (`migrations/0004_desk_list.sql`) from a spot on, and
//! merges them: so a page costs the same however much lies there and however far one has leafed. What waits for a decision,
//! whatever its state, comes along indexes of its own (`migrations/0015_waits.sql`).

use std::{fmt, str::FromStr};

use domain::{Area, PersonId, Request, Timestamp, area::Level, catalogue::Class, request::Wait};
use sqlx::AssertSqlSafe;

use super::{Row, columns, waits::bit};
use crate::{
    Conn, Error, Result,
    codes::code,
    db::{Engine, on},
    error::Doing,
    folded::pattern,
};

/// What the desk looks for.
#[derive(Debug, Clone)]
pub struct Search<'s> {
    pub area: Area,
    pub heap: Heap<'s>,
    pub kind: Kind<'s>,
    /// Due from the first moment on, and before the second.
    pub due: Option<(Timestamp, Timestamp)>,
    pub by: By,
    /// On which this waits.
    pub waits: Option<Wait>,
    /// In what was written, or in the building: these words in their order. Empty: whatever was written.
    pub words: &'s str,
    /// What comes last first: for what is over.
    pub backwards: bool,
    /// How many slips a page holds.
    pub rows: u32,
}

/// Which heap of slips.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heap<'s> {
    /// Those in one of these states.
    States(&'s [&'s str]),
    /// Those on which anything waits for a decision.
    Waiting,
}

/// Which case types, whatever version of them a slip was placed under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind<'s> {
    Any,
    Class(Class),
    /// By its short name.
    Type(&'s str),
}

/// Through whose hands a slip went: somebody who took a step of it, other than as its resident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Anybody,
    Person(PersonId),
    /// Anybody who runs the desk of this very area.
    Office(Area),
}

/// A place in the list, whether or not a slip lies there now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    due: i64,
    number: i64,
}

/// Where a page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Leaf {
    #[default]
    First,
    After(Spot),
    /// The page that ends right before it.
    Before(Spot),
}

/// A page of the list, and where to go on from it.
#[derive(Debug, Clone)]
pub struct Found {
    pub slips: Vec<Request>,
    pub before: Option<Spot>,
    pub after: Option<Spot>,
}

/// Beyond every limit: what has none comes this much after it was placed. The column says the same number.
const NO_LIMIT: i64 = 1 << 62;

impl Spot {
    /// Before everything that is due at `at`.
    const fn at(at: i64) -> Self {
        Self { due: at, number: -1 }
    }

    fn of(slip: &Request) -> Self {
        let due =
            slip.due().map_or_else(|| slip.placed_at.micros().saturating_add(NO_LIMIT), Timestamp::micros);
        Self { due, number: slip.number.value().cast_signed() }
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.due, self.number)
    }
}

impl FromStr for Spot {
    type Err = ();
    fn from_str(text: &str) -> std::result::Result<Self, ()> {
        let (due, number) = text.split_once('.').ok_or(())?;
        Ok(Self { due: due.parse().map_err(drop)?, number: number.parse().map_err(drop)? })
    }
}

/// How many slips a page of a list holds.
pub const PAGE: u32 = 20;

/// And a long one, for those who look through much at a desk.
pub const LONG_PAGE: u32 = 100;

/// No heap is counted further: above it the number would say no more, and cost with every slip.
pub const MOST_COUNTED: u32 = 99;

/// The statement for an area of this level.
macro_rules! by_level {
    ($level:expr, $statement:ident $(, $more:literal)?) => {
        match $level {
            Level::District => $statement!("district" $(, $more)?),
            Level::Town => $statement!("town" $(, $more)?),
            Level::Community => $statement!("community" $(, $more)?),
            Level::Grid | Level::MicroGrid => $statement!("grid" $(, $more)?),
        }
    };
}

pub(super) use by_level;

macro_rules! column {
    ($area:literal) => {
        $area
    };
}

/// What a statement for a page has to say.
#[derive(Clone, Copy)]
struct Shape {
    level: Level,
    /// In how many states; `None`: whatever waits for a decision.
    states: Option<usize>,
    /// Something is looked for. The page on which nothing is, which is nearly every one, has nothing to think about.
    sifted: bool,
    /// Read from the end.
    falling: bool,
    rows: u32,
    /// Each of several states is read no further than the page could need. SQLite does so by itself, and would sort once more
    /// what was cut; PostgreSQL would otherwise read all of it, and sort that.
    cut: bool,
}

/// A page: what stands in some states, each read along its index between two spots and all merged in the order of the list.
/// How many rows are read stands in it as a number, so that PostgreSQL knows that one plan will do for all values and does
/// not plan anew for each of them, which takes longer than the reading.
fn page(shape: Shape) -> String {
    let Shape { level, states, sifted, falling, rows, cut } = shape;
    let area = by_level!(level, column);
    let direction = if falling { " DESC" } else { "" };
    // One more tells whether there are more.
    let order = format!(" ORDER BY due_order{direction}, number{direction} LIMIT {}", rows.saturating_add(1));
    let sift = if sifted { sift(STATES + states.unwrap_or(0)) } else { String::new() };
    let those = |which: String| {
        format!(
            concat!(
                "SELECT ",
                columns!(),
                ", due_order FROM request WHERE {} = $1 AND {} \
                 AND (due_order, number) > ($2, $3) AND (due_order, number) < ($4, $5){}"
            ),
            area, which, sift
        )
    };
    let Some(states) = states else { return those("waits <> 0".to_owned()) + &order };
    let of_state = |state: usize| {
        let of_state = those(format!("state = ${}", STATES + state));
        // What stands alone is cut by the order of the whole.
        if cut && states > 1 { format!("({of_state}{order})") } else { of_state }
    };
    let all: Vec<String> = (0..states).map(of_state).collect();
    all.join(" UNION ALL ") + &order
}

/// The place of the first state in a page.
const STATES: usize = 6;

/// All that can be looked for, in the places from the first on.
fn sift(first: usize) -> String {
    let [class, slug, person, office, words, waits] = std::array::from_fn(|place| first + place);
    format!(
        " AND (${class} IS NULL OR service IN (SELECT id FROM service WHERE class = ${class})) \
         AND (${slug} IS NULL OR service IN (SELECT id FROM service WHERE slug = ${slug})) \
         AND (${person} IS NULL OR EXISTS (SELECT 1 FROM event WHERE event.request = request.number \
          AND by_person = ${person} AND role <> 'resident')) \
         AND (${office} IS NULL OR EXISTS (SELECT 1 FROM event WHERE event.request = request.number \
          AND by_person IN (SELECT person FROM post WHERE post.area = ${office} AND held_until IS NULL \
           AND post.role IN ('grid_worker', 'grid_leader', 'staff')) \
          AND role <> 'resident')) \
         AND (${words} IS NULL OR folded LIKE ${words} ESCAPE '!') \
         AND (${waits} IS NULL OR waits & ${waits} <> 0)"
    )
}

/// How many slips of an area stand in each of some states, and on how many anything waits for a decision (a row without a
/// name), counted no further than one more than [`MOST_COUNTED`].
fn count(level: Level, states: usize) -> String {
    let area = by_level!(level, column);
    let names: Vec<String> =
        (COUNTED..COUNTED + states).map(|place| format!("SELECT ${place} AS name")).collect();
    format!(
        "SELECT name, (SELECT COUNT(*) FROM (SELECT 1 FROM request WHERE {area} = $1 AND state = name \
         ORDER BY due_order LIMIT {most}) AS counted) FROM ({names}) AS names \
         UNION ALL SELECT NULL, (SELECT COUNT(*) FROM (SELECT 1 FROM request WHERE {area} = $1 AND waits <> 0 \
         ORDER BY due_order LIMIT {most}) AS counted)",
        most = MOST_COUNTED + 1,
        names = names.join(" UNION ALL ")
    )
}

/// The place of the first state in a count.
const COUNTED: usize = 2;

/// What is said for an area of this level and so many states: a page, one on which something is looked for, both read
/// backwards, the count. A test asks the engines how they would find the answers.
#[doc(hidden)]
pub fn statements(level: Level, states: usize, cut: bool) -> [String; 5] {
    let [plain, sifted, falling, sifted_falling] = pages(level, Some(states), cut);
    [plain, sifted, falling, sifted_falling, count(level, states)]
}

/// The same pages of what waits for a decision.
#[doc(hidden)]
pub fn waiting(level: Level) -> [String; 4] {
    pages(level, None, false)
}

fn pages(level: Level, states: Option<usize>, cut: bool) -> [String; 4] {
    let long = |sifted, falling| page(Shape { level, states, sifted, falling, rows: LONG_PAGE, cut });
    [long(false, false), long(true, false), long(false, true), long(true, true)]
}

/// The code that slips of an area are found by: of a micro-grid it is the grid's.
pub(super) fn place(area: Area) -> i64 {
    code(area.at(Level::Grid).unwrap_or(area))
}

/// A page. The first one is always whole: who leafs back to it, or past the end, gets it.
pub async fn search(conn: &mut Conn, search: &Search<'_>, leaf: Leaf) -> Result<Found> {
    let (mut leaf, (mut slips, mut more)) = (leaf, read(conn, search, leaf).await?);
    let came_short = match leaf {
        Leaf::First => false,
        Leaf::After(_) => slips.is_empty(),
        Leaf::Before(_) => !more,
    };
    if came_short {
        leaf = Leaf::First;
        (slips, more) = read(conn, search, leaf).await?;
    }
    // What one leafed back from still lies behind.
    let behind = more || matches!(leaf, Leaf::Before(_));
    let before = slips.first().map(Spot::of).filter(|_| leaf != Leaf::First);
    let after = slips.last().map(Spot::of).filter(|_| behind);
    Ok(Found { slips, before, after })
}

/// The slips of a page in the order of the list, and whether there are more in the direction one leafs.
async fn read(conn: &mut Conn, search: &Search<'_>, leaf: Leaf) -> Result<(Vec<Request>, bool)> {
    let (from, until) = search.due.map_or((0, i64::MAX), |(from, until)| (from.micros(), until.micros()));
    let (mut low, mut high) = (Spot::at(from), Spot::at(until));
    // The page before a spot is read from there against the order of the list.
    let against = matches!(leaf, Leaf::Before(_));
    let falling = search.backwards != against;
    if let Leaf::After(spot) | Leaf::Before(spot) = leaf {
        if falling { high = high.min(spot) } else { low = low.max(spot) }
    }
    let mut slips = of_states(conn, search, (low, high), falling).await?;
    let page = search.rows as usize;
    let more = slips.len() > page;
    slips.truncate(page);
    if against {
        slips.reverse();
    }
    Ok((slips, more))
}

/// As many slips as a page holds and one more, from one spot to the other.
async fn of_states(
    conn: &mut Conn,
    search: &Search<'_>,
    (low, high): (Spot, Spot),
    falling: bool,
) -> Result<Vec<Request>> {
    let (class, slug) = match search.kind {
        Kind::Any => (None, None),
        Kind::Class(class) => (Some(class.name()), None),
        Kind::Type(slug) => (None, Some(slug)),
    };
    let (person, office) = match search.by {
        By::Anybody => (None, None),
        By::Person(person) => (Some(person.0), None),
        By::Office(area) => (None, Some(code(area))),
    };
    // Every text passes the last.
    let words = Some(pattern(search.words)).filter(|pattern| pattern != "%");
    let waits = search.waits.map(bit);
    let sifted = search.kind != Kind::Any || search.by != By::Anybody || words.is_some() || waits.is_some();
    let states = match search.heap {
        Heap::States(states) => Some(states),
        Heap::Waiting => None,
    };
    let statement = page(Shape {
        level: search.area.level(),
        states: states.map(<[_]>::len),
        sifted,
        falling,
        rows: search.rows,
        cut: matches!(conn.engine().await?, Engine::Postgres(_)),
    });
    let rows: Vec<Row> = on!(conn, |c| {
        // Its text is made of what stands above; whatever anybody has said is bound.
        let mut query = sqlx::query_as(AssertSqlSafe(statement))
            .bind(place(search.area))
            .bind(low.due)
            .bind(low.number)
            .bind(high.due)
            .bind(high.number);
        for state in states.unwrap_or_default() {
            query = query.bind(*state);
        }
        if sifted {
            query = query.bind(class).bind(slug).bind(person).bind(office).bind(&words).bind(waits);
        }
        query.fetch_all(c).await
    })
    .doing("searching the desk")?;
    rows.into_iter().map(Request::try_from).collect()
}

/// How many slips lie on the heaps of an area, counted no further than one more than [`MOST_COUNTED`].
#[derive(Debug, Clone, Default)]
pub struct Counts<'n> {
    pub states: Vec<(&'n str, u32)>,
    /// On how many anything waits for a decision.
    pub waiting: u32,
}

/// Counts what stands in each of these states, of which there is one at least, and what waits for a decision.
pub async fn count_up_to<'n>(conn: &mut Conn, area: Area, states: &[&'n str]) -> Result<Counts<'n>> {
    let statement = count(area.level(), states.len());
    let rows: Vec<(Option<String>, i64)> = on!(conn, |c| {
        // Its text is made of what stands above; the states are bound.
        let mut query = sqlx::query_as(AssertSqlSafe(statement)).bind(place(area));
        for state in states {
            query = query.bind(*state);
        }
        query.fetch_all(c).await
    })
    .doing("counting the heaps")?;
    let counted = |heap: Option<&str>| -> Result<u32> {
        let (_, n) = rows
            .iter()
            .find(|(name, _)| name.as_deref() == heap)
            .ok_or_else(|| Error::corrupt("request", format!("{heap:?} was not counted")))?;
        Ok(u32::try_from(*n).unwrap_or(u32::MAX))
    };
    let of_states = states.iter().map(|&state| Ok((state, counted(Some(state))?)));
    Ok(Counts { states: of_states.collect::<Result<_>>()?, waiting: counted(None)? })
}
