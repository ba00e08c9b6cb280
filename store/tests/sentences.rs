//! Sentences that are said at the end of a change, on both engines.

use crate::engines::{Database, Engine};
use domain::{Area, Timestamp};
use store::{edition, outbox, say};
use uuid::Uuid;

const AT: Timestamp = Timestamp::from_micros(1_795_226_400_000_000);
/// More values than PostgreSQL takes at once.
const TOPICS: u32 = 30_000;

async fn however_many(engine: Engine) {
    let directory = tempfile::tempdir().unwrap();
    let database = Database::migrated(engine, directory.path()).await;
    let db = database.connect().await;
    let grids: [Area; 2] = ["321012100001001", "321012100001002"].map(|grid| grid.parse().unwrap());
    let before = edition::of_grid(&mut db.read().await.unwrap(), grids[1]).await.unwrap();

    let mut tx = db.write().await.unwrap();
    let mut last: Vec<_> = (1..=TOPICS)
        .map(|topic| outbox::put(Uuid::from_u128(topic.into()), &format!("topic:{topic}"), AT))
        .collect();
    last.push(edition::count(&grids));
    say(&mut tx, &last).await.unwrap();
    tx.commit().await.unwrap();

    let mut conn = db.read().await.unwrap();
    let told = outbox::since(&mut conn, Timestamp::from_micros(0), TOPICS + 1).await.unwrap();
    assert_eq!(told.len(), TOPICS as usize);
    assert!(told.contains(&("topic:30000".to_owned(), AT)));
    assert_eq!(edition::of_grid(&mut conn, grids[1]).await.unwrap() - before, 1);
    drop(conn);
    db.close().await;
    database.remove().await;
}

#[tokio::test]
async fn however_many_are_said_all_are_written_sqlite() {
    however_many(Engine::Sqlite).await;
}

#[tokio::test]
async fn however_many_are_said_all_are_written_postgres() {
    however_many(Engine::Postgres).await;
}

/// A line that is there already is refused with all that was said with it.
#[tokio::test]
async fn one_that_cannot_be_said_leaves_nothing_of_the_others() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let directory = tempfile::tempdir().unwrap();
        let database = Database::migrated(engine, directory.path()).await;
        let db = database.connect().await;
        let twice = |id| outbox::put(Uuid::from_u128(id), "topic", AT);
        let mut tx = db.write().await.unwrap();
        assert!(say(&mut tx, &[twice(1), twice(2), twice(1)]).await.is_err());
        drop(tx);
        let tx = db.write().await.unwrap();
        assert!(tx.commit_with(&[twice(1), twice(2), twice(1)]).await.is_err());
        let mut conn = db.read().await.unwrap();
        assert_eq!(outbox::since(&mut conn, Timestamp::from_micros(0), 9).await.unwrap(), []);
        drop(conn);
        db.close().await;
        database.remove().await;
    }
}
