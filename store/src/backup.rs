//! All rows of a database out, and into an empty one again.
//!
//! Rows travel as lines of PostgreSQL's `COPY` text format, the same from both engines: what one gave the other takes, and
//! `psql` reads it without us. The tables and columns are asked of the database itself, so that no migration can be
//! forgotten here. [`table`] knows what there is, [`text`] how a line is written.

mod table;
mod text;

use std::{path::PathBuf, str::FromStr as _};

use futures::{StreamExt as _, stream::BoxStream};
use sqlx::{AssertSqlSafe, PgConnection, SqliteConnection, postgres::PgCopyIn, sqlite::SqliteConnectOptions};

use crate::{
    Conn, Db, Error, Result, Tx,
    db::{Engine, on},
    error::Doing,
    folded, migrate,
};
use text::Field;

pub use table::{Column, Table, tables};
pub(crate) use {table::Kind, text::Line};

const READING: &str = "reading the rows of a table";
const FILLING: &str = "filling a table";

/// How many rows one statement adds to SQLite.
const BATCH: usize = 50;

/// The file of a SQLite database; `None`: the address names none.
pub fn sqlite_file(url: &str) -> Option<PathBuf> {
    let options = SqliteConnectOptions::from_str(url).ok().filter(|_| url.starts_with("sqlite:"))?;
    Some(options.get_filename().to_owned())
}

/// The rows of a table, one or several whole lines at a time. Wants a connection from [`Db::snapshot`].
pub async fn rows<'c>(conn: &'c mut Conn, table: &'c Table) -> Result<BoxStream<'c, Result<Vec<u8>>>> {
    match conn.engine().await? {
        Engine::Sqlite(c) => {
            let select = AssertSqlSafe(format!("SELECT {} FROM \"{}\"", table.list(), table.name));
            let rows = sqlx::query(select).fetch(c);
            Ok(rows.map(|row| text::write(&row?, &table.columns)).map(|line| line.doing(READING)).boxed())
        }
        Engine::Postgres(c) => {
            let copy = format!("COPY (SELECT {} FROM \"{}\") TO STDOUT", table.plain_list(), table.name);
            let lines = c.copy_out_raw(&copy).await.doing(READING)?;
            Ok(lines.map(|line| line.map(Vec::from).doing(READING)).boxed())
        }
    }
}

/// Builds the schema of this version in an empty database, and hands back its tables without a row.
pub async fn build(tx: &mut Tx, version: i64) -> Result<Vec<Table>> {
    migrate::within(tx, Some(version)).await?;
    if let Engine::Sqlite(c) = tx.engine().await? {
        // A row may refer to a later one of its own table.
        sqlx::query("PRAGMA defer_foreign_keys = ON").execute(c).await.doing(FILLING)?;
    }
    let tables = tables(tx).await?;
    for table in &tables {
        // What an installation begins with stands in the backup too.
        let delete = AssertSqlSafe(format!("DELETE FROM \"{}\"", table.name));
        on!(tx, |c| sqlx::query(delete).execute(c).await.map(drop)).doing(FILLING)?;
    }
    Ok(tables)
}

/// A table that is being filled: on PostgreSQL one `COPY`, after which a row may refer to any other of its table.
pub struct Filling<'c>(Inner<'c>);

enum Inner<'c> {
    Sqlite { conn: &'c mut SqliteConnection, table: &'c Table, rows: u64 },
    Postgres(PgCopyIn<&'c mut PgConnection>),
}

impl<'c> Filling<'c> {
    pub async fn begin(tx: &'c mut Tx, table: &'c Table) -> Result<Self> {
        Ok(Self(match tx.engine().await? {
            Engine::Sqlite(conn) => Inner::Sqlite { conn, table, rows: 0 },
            Engine::Postgres(c) => {
                let copy = format!("COPY \"{}\" ({}) FROM STDIN", table.name, table.list());
                Inner::Postgres(c.copy_in_raw(&copy).await.doing(FILLING)?)
            }
        }))
    }

    /// Adds whole lines.
    pub async fn add(&mut self, lines: &[u8]) -> Result<()> {
        match &mut self.0 {
            Inner::Sqlite { conn, table, rows } => {
                let lines = lines.strip_suffix(b"\n").unwrap_or(lines);
                let lines: Vec<&[u8]> = lines.split(|&byte| byte == b'\n').collect();
                for batch in lines.chunks(BATCH) {
                    insert(conn, table, batch).await?;
                    *rows += batch.len() as u64;
                }
                Ok(())
            }
            Inner::Postgres(copy) => copy.send(lines).await.map(drop).map_err(failed),
        }
    }

    /// How many rows it has now.
    pub async fn end(self) -> Result<u64> {
        match self.0 {
            Inner::Sqlite { rows, .. } => Ok(rows),
            Inner::Postgres(copy) => copy.finish().await.map_err(failed),
        }
    }
}

/// Some columns of a table, by name and kind, for [`fill`].
macro_rules! columns {
    ($name:literal: $($column:literal $kind:ident),+) => {
        $crate::backup::Table {
            name: $name.to_owned(),
            columns: vec![$($crate::backup::Column {
                name: $column.to_owned(),
                kind: $crate::backup::Kind::$kind,
            }),+],
        }
    };
}
pub(crate) use columns;

/// Adds all these lines to a table.
pub(crate) async fn fill(tx: &mut Tx, table: &Table, lines: &[u8]) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let mut filling = Filling::begin(tx, table).await?;
    filling.add(lines).await?;
    filling.end().await.map(drop)
}

async fn insert(conn: &mut SqliteConnection, table: &Table, lines: &[&[u8]]) -> Result<()> {
    let row = format!("({})", vec!["?"; table.columns.len()].join(", "));
    let rows = vec![row; lines.len()].join(", ");
    let insert = format!("INSERT INTO \"{}\" ({}) VALUES {rows}", table.name, table.list());
    let mut query = sqlx::query(AssertSqlSafe(insert)).persistent(lines.len() == BATCH);
    for line in lines {
        let fields = text::read(line, &table.columns)
            .ok_or_else(|| Error::Unfit(format!("a line of the backup is no row of {}", table.name)))?;
        for field in fields {
            query = match field {
                Field::Integer(value) => query.bind(value),
                Field::Text(value) => query.bind(value),
                Field::Uuid(value) => query.bind(value),
            };
        }
    }
    query.execute(conn).await.map(drop).map_err(failed)
}

/// A constraint that says no here has met an impossible row; nobody else is writing.
fn failed(source: sqlx::Error) -> Error {
    Error::Database { doing: FILLING, source }
}

/// Brings what was filled from an older schema to the one of this program, and lets the engine count what lies where:
/// whoever looks at it next finds its ways by that.
pub async fn modernise(tx: &mut Tx) -> Result<()> {
    migrate::within(tx, None).await?;
    while folded::fill(tx).await? > 0 {}
    on!(tx, |c| sqlx::query("ANALYZE").execute(c).await.map(drop)).doing("counting what lies where")
}

/// Leaves a SQLite database as one file that can be moved, and closes it.
pub async fn settle(db: Db) -> Result<()> {
    if let Db::Sqlite { writer, reader } = &db {
        reader.close().await;
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
            .execute(writer.pool())
            .await
            .doing("settling the database file")?;
    }
    db.close().await;
    Ok(())
}
