//! Brings a database up to date. The texts are compiled in, so a binary always knows what it needs.

use std::borrow::Cow;

use sqlx::{
    AssertSqlSafe, SqlSafeStr,
    migrate::{Migration, MigrationType, Migrator},
};

use crate::{Db, Result, dialect};

const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "main job", include_str!("../migrations/0001_main_job.sql")),
    (3, "inbox", include_str!("../migrations/0003_inbox.sql")),
    (4, "desk list", include_str!("../migrations/0004_desk_list.sql")),
    (5, "responsibility", include_str!("../migrations/0005_responsibility.sql")),
    (6, "review", include_str!("../migrations/0006_review.sql")),
    (7, "edition", include_str!("../migrations/0007_edition.sql")),
];

fn migrator(sqlite: bool) -> Migrator {
    let migrations = MIGRATIONS
        .iter()
        .map(|&(version, description, sql)| {
            let text = dialect::migration(sql, sqlite);
            Migration::new(
                version,
                Cow::Borrowed(description),
                MigrationType::Simple,
                AssertSqlSafe(text).into_sql_str(),
                false,
            )
        })
        .collect();
    Migrator::with_migrations(migrations)
}

/// Runs what is missing. Safe to repeat.
pub async fn up(db: &Db) -> Result<()> {
    match db {
        Db::Sqlite { writer, .. } => migrator(true).run(writer).await?,
        Db::Postgres(pool) => migrator(false).run(pool).await?,
    }
    Ok(())
}

/// Is every migration this binary knows in place?
pub async fn is_current(db: &Db) -> Result<bool> {
    let newest = MIGRATIONS.last().map_or(0, |&(version, ..)| version);
    Ok(crate::db::newest_migration(db).await? == Some(newest))
}
