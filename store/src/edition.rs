//! How often something was changed. Whoever keeps in memory what stands in the database asks here whether it is still
//! true: as long as a number stays the same, so does what it counts.
//!
//! Tables are counted by triggers (`-- counts-editions:` in the migrations); what happens in a grid is counted by whoever
//! tells it.

use domain::Area;

use crate::{Conn, Result, Sentence, db::on, error::Doing};

/// The edition of the catalogue.
pub async fn of_catalogue(conn: &mut Conn) -> Result<i64> {
    let row: Option<(i64,)> = on!(conn, |c| {
        sqlx::query_as("SELECT number FROM edition WHERE relation = 'service'").fetch_optional(c).await
    })
    .doing("asking for the edition of the catalogue")?;
    Ok(row.map_or(0, |(number,)| number))
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
