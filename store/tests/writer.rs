//! SQLite's one writer: changes that queue become durable together, each whole or not at all, whatever becomes of the
//! others.

use std::time::Duration;

use domain::{Role, Timestamp};
use sqlx::{Connection as _, SqliteConnection, SqlitePool};
use store::{
    Db, Error, Tx,
    audit::{self, Line},
    migrate, say,
    writer::GROUPS,
};
use tempfile::TempDir;
use tokio::{sync::Barrier, task::JoinSet, time::sleep};
use uuid::Uuid;

async fn house() -> (TempDir, Db) {
    let dir = tempfile::tempdir().unwrap();
    let db = Db::connect(&url(&dir)).await.unwrap();
    migrate::up(&db).await.unwrap();
    (dir, db)
}

fn url(dir: &TempDir) -> String {
    format!("sqlite:{}", dir.path().join("sandan.db").display())
}

fn pool(db: &Db) -> &SqlitePool {
    let Db::Sqlite { writer, .. } = db else { panic!("a file was opened") };
    writer.pool()
}

async fn put(tx: &mut Tx, line: u128, detail: &str) -> Result<(), Error> {
    let line = Line {
        id: Uuid::from_u128(line),
        at: Timestamp::from_micros(0),
        person: None,
        role: Role::Resident,
        area: None,
        verb: "put".to_owned(),
        subject: "line".to_owned(),
        detail: Some(detail.to_owned()),
    };
    say(tx, &[audit::write(&line)]).await
}

/// What somebody else sees who opens the file.
async fn lines(dir: &TempDir) -> Vec<u128> {
    let mut other = SqliteConnection::connect(&url(dir)).await.unwrap();
    let ids: Vec<(Uuid,)> =
        sqlx::query_as("SELECT id FROM audit ORDER BY id").fetch_all(&mut other).await.unwrap();
    ids.into_iter().map(|(id,)| id.as_u128()).collect()
}

/// A disk that is full, or cannot be written, makes SQLite roll back by itself; whoever writes next must not be told of
/// a transaction that nobody is in.
#[tokio::test]
async fn whoever_writes_after_the_disk_was_full_begins_anew() {
    let (dir, db) = house().await;
    fill_soon(&db).await;
    let mut tx = db.write().await.unwrap();
    let mut line = 0;
    let full = loop {
        line += 1;
        if let Err(error) = put(&mut tx, line, &"x".repeat(4000)).await {
            break error;
        }
    };
    assert!(matches!(full, Error::Database { .. }), "{full:?}");
    drop(tx);

    for _ in 0..2 {
        db.write().await.unwrap().commit().await.unwrap();
    }
    assert_eq!(lines(&dir).await, [0; 0], "what was not committed is not there");
}

/// Some pages are left, and then the disk is full.
async fn fill_soon(db: &Db) {
    let (pages,): (i64,) = sqlx::query_as("PRAGMA page_count").fetch_one(pool(db)).await.unwrap();
    let most = sqlx::AssertSqlSafe(format!("PRAGMA max_page_count = {}", pages + 20));
    sqlx::query(most).execute(pool(db)).await.unwrap();
}

/// Every third is given up and every fifth is dropped while it waits for the disk; whoever was told that theirs is kept
/// finds it there, and of what was given up nothing is.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_change_of_a_group_is_whole_or_not_there() {
    const CHANGES: u128 = 300;
    let (dir, db) = house().await;
    let begin = std::sync::Arc::new(Barrier::new(CHANGES as usize));
    let mut all = JoinSet::new();
    for line in 0..CHANGES {
        let (db, begin) = (db.clone(), std::sync::Arc::clone(&begin));
        all.spawn(async move {
            begin.wait().await;
            let mut tx = db.write().await.unwrap();
            put(&mut tx, line * 2, "").await.unwrap();
            put(&mut tx, line * 2 + 1, "").await.unwrap();
            if line % 3 == 0 {
                return None;
            }
            if line % 5 == 0 {
                let gives_up = Duration::from_micros((line * 7 % 400) as u64);
                let _ = tokio::time::timeout(gives_up, tx.commit()).await;
                return None;
            }
            tx.commit().await.unwrap();
            Some(line)
        });
    }
    let kept: Vec<u128> = all.join_all().await.into_iter().flatten().collect();
    db.settled().await.unwrap();

    let there = lines(&dir).await;
    for line in 0..CHANGES {
        let halves = there.iter().filter(|half| *half / 2 == line).count();
        assert!(halves == 0 || halves == 2, "{line} is half there");
        assert!(halves == 2 || !kept.contains(&line), "{line} was promised");
        assert!(halves == 0 || line % 3 != 0, "{line} was given up");
    }
    let groups = GROUPS.past();
    let several: u64 = groups.up_to[2..].iter().sum::<u64>() + groups.beyond;
    assert!(several > 0, "nobody shared a sync: {groups:?}");
}

/// One of a group meets the end of the disk: who led it is told that theirs is lost, and it is.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_shared_a_transaction_that_was_taken_back_is_told_so() {
    let (dir, db) = house().await;
    for line in 0.. {
        fill_soon(&db).await;
        let mut leads = db.write().await.unwrap();
        put(&mut leads, line, "small").await.unwrap();
        let other = db.clone();
        let joins = tokio::spawn(async move {
            let mut tx = other.write().await?;
            put(&mut tx, 1000 + line, &"x".repeat(200_000)).await?;
            tx.commit().await
        });
        // It queues behind the leader, unless the machine is very busy.
        sleep(Duration::from_millis(20)).await;
        let led = leads.commit().await;
        assert!(matches!(joins.await.unwrap(), Err(Error::Database { .. })), "there was no room for it");
        match led {
            Ok(()) => assert!(lines(&dir).await.contains(&line), "it was not shared, and is there"),
            Err(Error::NotKept(_)) => {
                assert!(!lines(&dir).await.contains(&line), "it is not there");
                break;
            }
            Err(error) => panic!("{error}"),
        }
        assert!(line < 50, "nobody ever shared a transaction");
    }
    let mut tx = db.write().await.unwrap();
    put(&mut tx, 999, "after").await.unwrap();
    tx.commit().await.unwrap();
    assert!(lines(&dir).await.contains(&999), "and whoever comes next writes");
}
