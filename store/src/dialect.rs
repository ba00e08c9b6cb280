//! Where SQLite's and PostgreSQL's data definition differ. (Where queries differ, both stand side by side
//! in `on!`.)

/// A migration's text for one engine.
pub fn migration(sql: &str, sqlite: bool) -> String {
    let mut out = String::with_capacity(sql.len() + 1024);
    for line in sql.lines() {
        if let Some(table) = line.strip_prefix("-- append-only: ") {
            out.push_str(&append_only(table.trim(), sqlite));
        } else if let Some(table) = line.strip_prefix("-- counts-editions: ") {
            out.push_str(&counts_editions(table.trim(), sqlite));
        } else if let Some(table) = line.strip_prefix("-- vacuumed-often: ") {
            out.push_str(&vacuumed_often(table.trim(), sqlite));
        } else if let Some(table) = line.strip_prefix("-- vacuumed-whole: ") {
            out.push_str(&vacuumed_whole(table.trim(), sqlite));
        } else if sqlite {
            let line = if line == ");" { ") STRICT;".to_owned() } else { line.to_owned() };
            out.push_str(&sqlite_types(&line));
        } else {
            out.push_str(line);
        }
        out.push('\n');
    }
    out
}

fn sqlite_types(line: &str) -> String {
    // A computed column that is added later SQLite computes whenever it is read; an index keeps it all the same.
    [(" BIGINT", " INTEGER"), (" UUID", " BLOB"), (" BOOLEAN", " INTEGER"), (") STORED", ") VIRTUAL")]
        .iter()
        .fold(line.to_owned(), |line, (pg, lite)| line.replace(pg, lite))
}

/// Rows of the table can be added and never changed or taken away, whoever asks.
fn append_only(table: &str, sqlite: bool) -> String {
    if sqlite {
        ["UPDATE", "DELETE"]
            .map(|verb| {
                format!(
                    "CREATE TRIGGER {table}_no_{lower} BEFORE {verb} ON {table} \
                     BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;\n",
                    lower = verb.to_lowercase()
                )
            })
            .concat()
    } else {
        format!(
            "CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$;\n\
             CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} \
             FOR EACH ROW EXECUTE FUNCTION {table}_append_only();\n"
        )
    }
}

/// Its dead rows are swept after so many changes, however many rows there are. SQLite has none.
fn vacuumed_often(table: &str, sqlite: bool) -> String {
    if sqlite {
        return String::new();
    }
    format!(
        "ALTER TABLE {table} SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, \
         autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 2000);\n"
    )
}

/// Whoever vacuums it also takes its dead rows out of the indexes, however few they are. SQLite has none.
fn vacuumed_whole(table: &str, sqlite: bool) -> String {
    if sqlite { String::new() } else { format!("ALTER TABLE {table} SET (vacuum_index_cleanup = on);\n") }
}

/// Every change of a table, or of some columns of it (`person (name)`), whoever makes it, is one more edition of it, or of
/// what it is called by (`… as quiet`): a row of `edition`.
fn counts_editions(what: &str, sqlite: bool) -> String {
    let (what, name) = what.split_once(" as ").map_or((what, None), |(what, name)| (what, Some(name)));
    let (table, changes) = match what.split_once(" (") {
        Some((table, columns)) => (table, vec![format!("UPDATE OF {}", columns.trim_end_matches(')'))]),
        None => (what, ["INSERT", "UPDATE", "DELETE"].map(str::to_owned).to_vec()),
    };
    let name = name.unwrap_or(table);
    let count = format!(
        "INSERT INTO edition (relation, number) VALUES ('{name}', 1) \
         ON CONFLICT (relation) DO UPDATE SET number = edition.number + 1"
    );
    if sqlite {
        let trigger = |change: &String| {
            let verb = change.split(' ').next().unwrap_or_default().to_lowercase();
            format!("CREATE TRIGGER {name}_edition_{verb} AFTER {change} ON {table} BEGIN {count}; END;\n")
        };
        changes.iter().map(trigger).collect()
    } else {
        let changes = changes.join(" OR ");
        format!(
            "CREATE FUNCTION {name}_edition() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN {count}; RETURN NULL; END $$;\n\
             CREATE TRIGGER {name}_edition AFTER {changes} ON {table} \
             FOR EACH STATEMENT EXECUTE FUNCTION {name}_edition();\n"
        )
    }
}
