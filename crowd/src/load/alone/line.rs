//! A connection to a database of either engine, set as the product sets its own.

use std::collections::BTreeMap;

use anyhow::{Result, bail, ensure};
use sqlx::{
    AssertSqlSafe, Column as _, ColumnIndex, Connection as _, Database, Decode, PgConnection, Row, Sqlite,
    Type, TypeInfo as _, pool::PoolConnection,
};
use store::{Db, backup::Table};
use uuid::Uuid;

/// A connection.
pub enum Line {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PgConnection),
}

/// Says one sentence to whichever engine is there.
macro_rules! on {
    ($line:expr, |$c:ident| $body:expr) => {
        match $line {
            Line::Sqlite(line) => {
                let $c = &mut **line;
                $body
            }
            Line::Postgres($c) => $body,
        }
    };
}
pub(super) use on;

/// What stands in one column of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Number(Option<i64>),
    Truth(Option<bool>),
    Text(Option<String>),
    Id(Option<Uuid>),
}

impl Line {
    /// Another connection, which promises what the product's do.
    pub async fn open(db: &Db, url: &str) -> Result<Self> {
        let mut line = match db {
            Db::Sqlite { writer, .. } => Self::Sqlite(writer.pool().acquire().await?),
            Db::Postgres(_) => Self::Postgres(PgConnection::connect(url).await?),
        };
        let (asked, promised) = match &line {
            Self::Sqlite(_) => (
                "SELECT synchronous || ' ' || journal_mode FROM pragma_synchronous, pragma_journal_mode",
                "2 wal",
            ),
            Self::Postgres(_) => {
                ("SELECT current_setting('synchronous_commit') || ' ' || current_setting('fsync')", "on on")
            }
        };
        let (set,): (String,) = on!(&mut line, |c| sqlx::query_as(asked).fetch_one(c).await)?;
        ensure!(set == promised, "what is committed through this connection is not durable: {set}");
        Ok(line)
    }

    /// Says something that hands nothing back.
    pub async fn say(&mut self, sentence: &'static str) -> Result<()> {
        on!(self, |c| sqlx::query(sentence).execute(c).await.map(drop))?;
        Ok(())
    }

    /// The rows of a table since an instant, by the column that says when.
    pub async fn rows(
        &mut self,
        table: &str,
        columns: &str,
        when: &str,
        since: i64,
    ) -> Result<Vec<Vec<Value>>> {
        let select = format!("SELECT {columns} FROM {table} WHERE {when} >= $1 ORDER BY {when}");
        on!(self, |c| {
            let rows = sqlx::query(AssertSqlSafe(select)).bind(since).fetch_all(c).await?;
            rows.iter().map(values).collect()
        })
    }

    /// How many rows each table holds, and how often editions were counted.
    pub async fn counts(&mut self, tables: &[Table]) -> Result<BTreeMap<String, i64>> {
        let mut counts = BTreeMap::new();
        let count = |table: &Table| (table.name.clone(), format!("SELECT COUNT(*) FROM {}", table.name));
        let editions = "SELECT CAST(COALESCE(SUM(number), 0) AS BIGINT) FROM edition";
        let all = tables.iter().map(count).chain([("edition".to_owned(), editions.to_owned())]);
        for (table, select) in all {
            let (count,): (i64,) = on!(self, |c| sqlx::query_as(AssertSqlSafe(select)).fetch_one(c).await)?;
            counts.insert(table, count);
        }
        Ok(counts)
    }
}

/// Every value of a row, as the kind its column is declared to be.
fn values<'r, R>(row: &'r R) -> Result<Vec<Value>>
where
    R: Row,
    usize: ColumnIndex<R>,
    i64: Type<R::Database> + Decode<'r, R::Database>,
    bool: Type<R::Database> + Decode<'r, R::Database>,
    String: Type<R::Database> + Decode<'r, R::Database>,
    Uuid: Type<R::Database> + Decode<'r, R::Database>,
{
    let value = |(place, column): (usize, &<R::Database as Database>::Column)| {
        Ok(match column.type_info().name() {
            "INTEGER" | "INT8" => Value::Number(row.try_get(place)?),
            "BOOL" => Value::Truth(row.try_get(place)?),
            "TEXT" => Value::Text(row.try_get(place)?),
            "BLOB" | "UUID" => Value::Id(row.try_get(place)?),
            other => bail!("column {} is of a kind we do not know: {other}", column.name()),
        })
    };
    row.columns().iter().enumerate().map(value).collect()
}
