//! PostgreSQL's lines: whoever goes away in the middle leaves nothing behind, and a line that broke is not used again.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod engines;

use std::time::Duration;

use domain::Timestamp;
use engines::{Database, Engine};
use sqlx::{Connection as _, PgConnection};
use store::{Db, lines::Line, migrate, throttle};
use tempfile::TempDir;
use tokio::time::timeout;

const AT: Timestamp = Timestamp::from_micros(1_795_226_400_000_000);
/// Far longer than anything here takes that nobody has to wait for.
const AT_ONCE: Duration = Duration::from_secs(3);

struct House {
    database: Database,
    db: Db,
    _directory: TempDir,
}

impl House {
    async fn open(engine: Engine) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let database = Database::create(engine, directory.path()).await;
        let db = database.connect().await;
        migrate::up(&db).await.unwrap();
        Self { database, db, _directory: directory }
    }

    async fn line(&self) -> Line {
        let Db::Postgres(lines) = &self.db else { panic!("a PostgreSQL database was opened") };
        lines.line().await.unwrap()
    }

    async fn taken(&self) -> store::Result<u64> {
        throttle::taken(&mut self.db.read().await?, "door", AT).await
    }

    async fn close(self) {
        self.db.close().await;
        self.database.remove().await;
    }
}

#[tokio::test]
async fn a_change_that_was_given_up_holds_nothing() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let house = House::open(engine).await;
        let mut given_up = house.db.write().await.unwrap();
        assert_eq!(throttle::take(&mut given_up, "door", AT).await.unwrap(), 1);
        drop(given_up);
        let next = async {
            let mut next = house.db.write().await.unwrap();
            let taken = throttle::take(&mut next, "door", AT).await.unwrap();
            next.commit().await.unwrap();
            taken
        };
        assert_eq!(timeout(AT_ONCE, next).await, Ok(1), "the row is free, and as it was");
        assert_eq!(house.taken().await.unwrap(), 1);
        house.close().await;
    }
}

#[tokio::test]
async fn whoever_goes_away_in_the_middle_keeps_nobody_waiting() {
    let house = House::open(Engine::Postgres).await;
    for _ in 0..20 {
        let mut line = house.line().await;
        let asks = sqlx::query("SELECT pg_sleep(60)").execute(line.connection());
        assert!(timeout(Duration::from_millis(5), asks).await.is_err());
        drop(line);
        timeout(AT_ONCE, house.taken()).await.expect("there are other lines").unwrap();
    }
    house.close().await;
}

#[tokio::test]
async fn a_line_that_broke_is_not_used_again() {
    const LINES: usize = 8;
    let house = House::open(Engine::Postgres).await;
    let mut lines = Vec::new();
    for _ in 0..LINES {
        lines.push(house.line().await);
    }
    let mut other = PgConnection::connect(&house.database.url()).await.unwrap();
    drop(lines);
    let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
               WHERE datname = current_database() AND pid <> pg_backend_pid()";
    sqlx::query(end).execute(&mut other).await.unwrap();
    let mut failed = 0;
    while house.taken().await.is_err() {
        failed += 1;
        assert!(failed <= LINES, "a broken line was used again");
    }
    for _ in 0..2 * LINES {
        house.taken().await.unwrap();
    }
    house.close().await;
}
