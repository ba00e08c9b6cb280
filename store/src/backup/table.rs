//! Which tables there are, which columns they have, and which of them must be filled first.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    Conn, Error, Result,
    db::{Engine, on},
    error::Doing,
};

/// A table as a backup sees it. Columns that the engine computes by itself are not among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    pub columns: Vec<Column>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub(crate) kind: Kind,
}

/// What a column holds, as this engine declares it. SQLite keeps a boolean in an integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Integer,
    Boolean,
    Text,
    Uuid,
}

impl Kind {
    fn declared(kind: &str) -> Option<Self> {
        match kind {
            "bigint" | "INTEGER" => Some(Self::Integer),
            "boolean" => Some(Self::Boolean),
            "text" | "TEXT" => Some(Self::Text),
            "uuid" | "BLOB" => Some(Self::Uuid),
            _ => None,
        }
    }
}

impl Table {
    /// The columns, as a statement names them.
    pub(super) fn list(&self) -> String {
        self.each(|column| format!("\"{}\"", column.name))
    }

    /// The columns, with a boolean read as 0 or 1, which is what it is on SQLite.
    pub(super) fn plain_list(&self) -> String {
        self.each(|column| match column.kind {
            Kind::Boolean => format!("\"{}\"::integer", column.name),
            Kind::Integer | Kind::Text | Kind::Uuid => format!("\"{}\"", column.name),
        })
    }

    fn each(&self, say: impl Fn(&Column) -> String) -> String {
        self.columns.iter().map(say).collect::<Vec<_>>().join(", ")
    }
}

const SQLITE_COLUMNS: &str = "SELECT t.name, c.name, c.type FROM sqlite_schema t JOIN pragma_table_xinfo(t.name) c \
     WHERE t.type = 'table' AND c.hidden = 0 ORDER BY t.name, c.cid";
const POSTGRES_COLUMNS: &str = "SELECT t.relname::text, c.attname::text, format_type(c.atttypid, c.atttypmod) \
     FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid \
     WHERE t.relnamespace = current_schema()::regnamespace AND t.relkind IN ('r', 'p') AND NOT t.relispartition \
     AND c.attnum > 0 AND NOT c.attisdropped AND c.attgenerated = '' ORDER BY t.relname, c.attnum";
const SQLITE_REFERENCES: &str = "SELECT t.name, r.\"table\" FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) r \
     WHERE t.type = 'table'";
const POSTGRES_REFERENCES: &str = "SELECT t.relname::text, r.relname::text FROM pg_constraint k \
     JOIN pg_class t ON t.oid = k.conrelid JOIN pg_class r ON r.oid = k.confrelid \
     WHERE k.contype = 'f' AND t.relnamespace = current_schema()::regnamespace";

/// The tables of the product, each after those it refers to. None: the database is empty.
pub async fn tables(conn: &mut Conn) -> Result<Vec<Table>> {
    let (columns, references) = match conn.engine().await? {
        Engine::Sqlite(_) => (SQLITE_COLUMNS, SQLITE_REFERENCES),
        Engine::Postgres(_) => (POSTGRES_COLUMNS, POSTGRES_REFERENCES),
    };
    let columns: Vec<(String, String, String)> =
        on!(conn, |c| sqlx::query_as(columns).fetch_all(c).await).doing("listing the tables")?;
    let references: Vec<(String, String)> =
        on!(conn, |c| sqlx::query_as(references).fetch_all(c).await).doing("listing the tables")?;

    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    for (table, column, kind) in columns {
        // The engine's own, the list of migrations, which is written anew by running them, and what triggers count.
        if table.starts_with("sqlite_") || ["_sqlx_migrations", "edition"].contains(&table.as_str()) {
            continue;
        }
        let Some(kind) = Kind::declared(&kind) else {
            let why = format!("column {table}.{column} is of a type that a backup does not know: {kind}");
            return Err(Error::Unfit(why));
        };
        let known = tables.entry(table.clone());
        let known = known.or_insert_with(|| Table { name: table, columns: Vec::new() });
        known.columns.push(Column { name: column, kind });
    }
    in_order(tables, &references)
}

/// Sorts tables so that whatever a row refers to is there before it. A table may refer to itself.
fn in_order(mut tables: BTreeMap<String, Table>, references: &[(String, String)]) -> Result<Vec<Table>> {
    let mut sorted = Vec::with_capacity(tables.len());
    while !tables.is_empty() {
        let waiting: BTreeSet<&String> = references
            .iter()
            .filter(|(from, to)| from != to && tables.contains_key(to))
            .map(|(from, _)| from)
            .collect();
        let Some(next) = tables.keys().find(|name| !waiting.contains(name)).cloned() else {
            let names: Vec<_> = tables.into_keys().collect();
            return Err(Error::Unfit(format!("these tables refer to each other: {}", names.join(", "))));
        };
        sorted.extend(tables.remove(&next));
    }
    Ok(sorted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ordered(names: &[&str], references: &[(&str, &str)]) -> Result<Vec<String>> {
        let table =
            |name: &&str| ((*name).to_owned(), Table { name: (*name).to_owned(), columns: Vec::new() });
        let references: Vec<_> = references.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        let sorted = in_order(names.iter().map(table).collect(), &references)?;
        Ok(sorted.into_iter().map(|table| table.name).collect())
    }

    #[test]
    fn what_is_referred_to_comes_first() {
        let references = [("area", "area"), ("post", "person"), ("person", "area"), ("event", "post")];
        assert_eq!(
            ordered(&["area", "event", "person", "post"], &references).unwrap(),
            ["area", "person", "post", "event"]
        );
        assert!(ordered(&["a", "b"], &[("a", "b"), ("b", "a")]).is_err());
    }
}
