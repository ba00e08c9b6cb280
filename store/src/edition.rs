//! How often something was changed. Whoever keeps in memory what stands in the database asks here whether it is still
//! true: as long as a number stays the same, so does what it counts.
//!
//! Tables are counted by triggers (`-- counts-editions:` in the migrations); what happens in a grid is counted by whoever
//! tells it.

use domain::Area;
use sqlx::FromRow;

use crate::{Conn, Result, Sentence, db::on, error::Doing};

/// The editions of what is kept in memory of the whole house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Editions {
    pub catalogue: i64,
    /// Areas, who serves where, what people are called, and at which hours they are told nothing.
    pub places: i64,
}

/// They, as columns of any statement.
macro_rules! editions {
    () => {
        "(SELECT CAST(COALESCE(SUM(number), 0) AS BIGINT) FROM edition WHERE relation = 'service') AS catalogue, \
         (SELECT CAST(COALESCE(SUM(number), 0) AS BIGINT) FROM edition \
         WHERE relation IN ('area', 'post', 'person', 'quiet')) AS places"
    };
}
pub(crate) use editions;

/// The editions as they are now.
pub async fn all(conn: &mut Conn) -> Result<Editions> {
    on!(conn, |c| sqlx::query_as(concat!("SELECT ", editions!())).fetch_one(c).await)
        .doing("asking for the editions")
}

/// The edition of what everybody sees of a grid: the catalogue, areas, posts, the names of people, and what happens there.
pub async fn of_grid(conn: &mut Conn, grid: Area) -> Result<i64> {
    // Each of the numbers only grows, so their sum stays the same only if all of them do.
    let (sum,): (i64,) = on!(conn, |c| {
        sqlx::query_as(
            "SELECT CAST(COALESCE(SUM(number), 0) AS BIGINT) FROM edition \
             WHERE relation IN ('service', 'area', 'post', 'person', $1)",
        )
        .bind(happening(grid))
        .fetch_one(c)
        .await
    })
    .doing("asking for the edition of a grid")?;
    Ok(sum)
}

/// Counts that something happened in each of these grids, in this order. None may stand there twice.
pub fn count(grids: &[Area]) -> Sentence {
    Sentence::new(
        format!(
            "INSERT INTO edition (relation, number) VALUES {} \
             ON CONFLICT (relation) DO UPDATE SET number = edition.number + 1",
            vec!["(?, 1)"; grids.len()].join(", ")
        ),
        grids.iter().map(|grid| happening(*grid).as_str().into()).collect::<Vec<_>>(),
    )
}

/// Under which name that is counted which happens in a grid.
pub(crate) fn happening(grid: Area) -> String {
    format!("grid:{grid}")
}
