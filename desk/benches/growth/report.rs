//! What was measured, as a table and as a page.

use std::{fmt::Write as _, time::Duration};

use crowd::report::machine;
use sqlx::{Connection as _, PgConnection, SqliteConnection};

use crate::{BOUND, TIMES, database::Engine};

/// One thing on one engine: how long it took in each house.
pub struct Row {
    pub engine: Engine,
    pub what: String,
    pub took: Vec<Duration>,
}

impl Row {
    /// The largest house against the smallest.
    pub fn ratio(&self) -> f64 {
        let [few, .., many] = self.took.as_slice() else { return 1.0 };
        many.as_secs_f64() / few.as_secs_f64()
    }

    pub fn line(&self) -> String {
        let took: String =
            self.took.iter().map(|took| format!(" {:.2} ms |", took.as_secs_f64() * 1000.0)).collect();
        format!("| {} | {} |{took} {:.2} |", name(self.engine), self.what, self.ratio())
    }
}

pub fn name(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    }
}

pub fn table(sizes: &[u32], rows: &[Row]) -> String {
    let heads: String = sizes.iter().map(|size| format!(" among {} |", grouped(*size))).collect();
    let rule = "---: | ".repeat(sizes.len() + 1);
    let mut table = format!("| engine | what |{heads} ratio |\n| --- | --- | {}\n", rule.trim_end());
    for row in rows {
        let _ = writeln!(table, "{}", row.line());
    }
    table
}

/// 1000000 as people read it: 1,000,000.
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap()).collect();
    groups.join(",")
}

const TITLE: &str = "# Growth

What the pages and verbs of every day cost among a thousand slips, a hundred thousand and a million, asked of the desk
itself: without HTTP and without drawing the page. The ratio is that of the last to the first. Written by
`cargo xtask bench growth --write`.

Each house is the demo district with so many slips more (`sandan demo --scale`). Half of them are open, in mixed states, and
never more than 100,000, because no district has more under way at once; the others are over and were placed in the
900 days before, nine of ten of them done and closed, with all steps of their histories. A resident of the crowd has 4
slips under way and 25 that are over, however many others there are. A list is measured at the narrowest desk of each level that has more
than a page of that heap in the smallest house, and each hall is filled to more than a page first, because a shorter page
would cost less by itself. Filing and accepting are whole verbs with their commits, each of a slip of its own; what comes
before the accepting is not counted. On PostgreSQL, which runs without fsync here, a commit costs no sync; on SQLite it does.
";

/// The page that `--write` keeps.
pub async fn page(sizes: &[u32], rows: &[Row]) -> String {
    format!("{TITLE}\n{}\n{}", about().await, table(sizes, rows))
}

async fn about() -> String {
    let mut sqlite = SqliteConnection::connect("sqlite::memory:").await.unwrap();
    let (sqlite,): (String,) =
        sqlx::query_as("SELECT sqlite_version()").fetch_one(&mut sqlite).await.unwrap();
    let mut postgres = PgConnection::connect(&std::env::var("SANDAN_TEST_POSTGRES").unwrap()).await.unwrap();
    let (postgres,): (String,) =
        sqlx::query_as("SELECT current_setting('server_version')").fetch_one(&mut postgres).await.unwrap();
    format!(
        "- machine: {}\n- engines: SQLite {sqlite} (WAL, synchronous=FULL), PostgreSQL {postgres} (fsync off)\n\
         - profile swift; the median of {TIMES} each, in one house after the other; at most {BOUND} times as much\n",
        machine(),
    )
}
