//! Brings a database up to date. The texts are compiled in, so a binary always knows what it needs.

use std::borrow::Cow;

use sqlx::{
    AssertSqlSafe, SqlSafeStr,
    migrate::{Migration, MigrationType, Migrator},
};

use tokio::{runtime::Handle, task::spawn_blocking};

use crate::{Conn, Db, Error, Result, Tx, db::Engine, dialect, error::Doing, folded};

const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "main job", include_str!("../migrations/0001_main_job.sql")),
    (3, "inbox", include_str!("../migrations/0003_inbox.sql")),
    (4, "desk list", include_str!("../migrations/0004_desk_list.sql")),
    (5, "responsibility", include_str!("../migrations/0005_responsibility.sql")),
    (6, "review", include_str!("../migrations/0006_review.sql")),
    (7, "edition", include_str!("../migrations/0007_edition.sql")),
    (8, "edition of a grid", include_str!("../migrations/0008_edition_of_a_grid.sql")),
    (9, "years", include_str!("../migrations/0009_years.sql")),
    (10, "edition of quiet hours", include_str!("../migrations/0010_edition_of_quiet_hours.sql")),
    (11, "whole vacuum", include_str!("../migrations/0011_whole_vacuum.sql")),
    (12, "small answers", include_str!("../migrations/0012_small_answers.sql")),
    (13, "limits", include_str!("../migrations/0013_limits.sql")),
    (14, "praise", include_str!("../migrations/0014_praise.sql")),
    (15, "waits", include_str!("../migrations/0015_waits.sql")),
    (16, "handed over", include_str!("../migrations/0016_handed_over.sql")),
    (17, "order of photos", include_str!("../migrations/0017_order_of_photos.sql")),
    (18, "typed", include_str!("../migrations/0018_typed.sql")),
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
        Db::Sqlite { writer, .. } => migrator(true).run(writer.pool()).await?,
        Db::Postgres(lines) => {
            let mut line = lines.line().await.doing("taking a connection")?;
            migrator(false).run(line.connection()).await?;
        }
    }
    folded::fill_all(db).await
}

/// Runs what is missing up to `target`, or all of it, as part of a larger transaction.
pub(crate) async fn within(tx: &mut Tx, target: Option<i64>) -> Result<()> {
    let target = target.unwrap_or(newest());
    match tx.engine().await? {
        Engine::Sqlite(c) => migrator(true).run_to(target, c).await?,
        Engine::Postgres(c) => migrator(false).run_to(target, c).await?,
    }
    Ok(())
}

/// Takes everything away and makes the schema anew, in one transaction: for what was broken off while it was loaded, and held
/// nothing but that.
pub async fn anew(db: &Db) -> Result<()> {
    let (db, here) = (db.clone(), Handle::current());
    // The driver's migrations stay on the thread on which they began.
    let made = spawn_blocking(move || here.block_on(make_anew(&db))).await;
    made.map_err(|error| Error::Unfit(error.to_string()))?
}

async fn make_anew(db: &Db) -> Result<()> {
    let mut tx = db.write().await?;
    match tx.engine().await? {
        Engine::Sqlite(c) => {
            // What refers to a table may go after it.
            sqlx::raw_sql("PRAGMA defer_foreign_keys = ON")
                .execute(&mut *c)
                .await
                .doing("taking tables away")?;
            let tables: Vec<(String,)> = sqlx::query_as(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' \
                 ORDER BY rowid DESC",
            )
            .fetch_all(&mut *c)
            .await
            .doing("finding tables")?;
            for (table,) in tables {
                let drop = AssertSqlSafe(format!("DROP TABLE \"{table}\""));
                sqlx::raw_sql(drop).execute(&mut *c).await.doing("taking a table away")?;
            }
        }
        Engine::Postgres(c) => {
            sqlx::raw_sql(CLEAR).execute(c).await.doing("taking tables away")?;
        }
    }
    within(&mut tx, None).await?;
    tx.commit().await
}

/// Tables, and the functions of their triggers.
const CLEAR: &str = "DO $$ DECLARE gone text; BEGIN \
     FOR gone IN SELECT format('DROP TABLE %I CASCADE', tablename) FROM pg_tables \
     WHERE schemaname = current_schema() LOOP EXECUTE gone; END LOOP; \
     FOR gone IN SELECT format('DROP FUNCTION %s CASCADE', oid::regprocedure) FROM pg_proc \
     WHERE pronamespace = current_schema()::regnamespace AND prorettype = 'trigger'::regtype \
     LOOP EXECUTE gone; END LOOP; END $$";

/// The schema this binary needs, by its last migration.
pub fn newest() -> i64 {
    MIGRATIONS.last().map_or(0, |&(version, ..)| version)
}

/// The schema the database has, by its last migration; `None`: it has none.
pub async fn version(conn: &mut Conn) -> Result<Option<i64>> {
    crate::db::newest_migration(conn).await
}

/// Is every migration this binary knows in place?
pub async fn is_current(db: &Db) -> Result<bool> {
    Ok(version(&mut db.read().await?).await? == Some(newest()))
}
