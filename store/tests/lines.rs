//! PostgreSQL's lines: whoever goes away in the middle leaves nothing behind, and a line that broke is not used again.

use std::{future::poll_fn, pin::pin, task::Poll, time::Duration};

use crate::engines::{Database, Engine};
use domain::Timestamp;
use sqlx::{Connection as _, PgConnection};
use store::{Db, lines::Line, outbox, throttle};
use tempfile::TempDir;
use tokio::time::{sleep, timeout};
use uuid::Uuid;

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
        let database = Database::migrated(engine, directory.path()).await;
        let db = database.connect().await;
        Self { database, db, _directory: directory }
    }

    async fn line(&self) -> Line {
        let Db::Postgres(lines) = &self.db else { panic!("a PostgreSQL database was opened") };
        lines.line().await.unwrap()
    }

    async fn taken(&self) -> store::Result<u64> {
        throttle::taken(&mut self.db.read().await?, "door", AT).await
    }

    /// Lines that were left in doubt are given back later, or never.
    async fn all_came_back(&self) {
        while self.db.pools().iter().any(|pool| pool.idle < pool.open as usize) {
            sleep(Duration::from_millis(1)).await;
        }
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
        assert_eq!(throttle::take(&mut given_up, "door", AT, 1).await.unwrap(), 1);
        drop(given_up);
        let next = async {
            let mut next = house.db.write().await.unwrap();
            let taken = throttle::take(&mut next, "door", AT, 1).await.unwrap();
            next.commit().await.unwrap();
            taken
        };
        assert_eq!(timeout(AT_ONCE, next).await, Ok(1), "the row is free, and as it was");
        assert_eq!(house.taken().await.unwrap(), 1);
        house.close().await;
    }
}

/// Goes away after so many looks at what came.
async fn give_up_after<F: Future>(looks: u32, work: F) {
    let (mut work, mut left) = (pin!(work), looks);
    poll_fn(|cx| {
        if left == 0 {
            return Poll::Ready(());
        }
        left -= 1;
        work.as_mut().poll(cx).map(drop)
    })
    .await;
}

#[tokio::test]
async fn wherever_a_change_is_given_up_the_next_one_is_kept() {
    let house = House::open(Engine::Postgres).await;
    let mut other = PgConnection::connect(&house.database.url()).await.unwrap();
    for looks in 1..12 {
        give_up_after(looks, async {
            let mut tx = house.db.write().await.unwrap();
            throttle::take(&mut tx, "door", AT, 1).await.unwrap();
            throttle::take(&mut tx, "gate", AT, 1).await.unwrap();
            tx.commit().await.unwrap();
        })
        .await;
        give_up_after(looks, house.db.snapshot()).await;
        house.all_came_back().await;
        // Both lines are taken, so that whoever writes next has each of them.
        let lines = [house.db.write().await.unwrap(), house.db.write().await.unwrap()];
        for (nth, tx) in lines.into_iter().enumerate() {
            let id = Uuid::from_u128(u128::from(looks) * 2 + nth as u128);
            tx.commit_with(&[outbox::put(id, "topic", AT)]).await.unwrap();
            let kept = sqlx::query("SELECT 1 FROM outbox WHERE id = $1").bind(id);
            let kept = kept.fetch_optional(&mut other).await.unwrap();
            assert!(kept.is_some(), "said after {looks} looks, and not there");
        }
    }
    house.close().await;
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
