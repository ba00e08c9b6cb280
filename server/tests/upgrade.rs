//! A database of an earlier release is brought up to date, and all of it is still there.
//!
//! `upgrade/2026-12-01.tar` is a backup of the demo district by the release of that day, with one order placed and one
//! form that was sent and not taken. A later release that changes the schema adds a backup of its own day.

use crate::{backup::house::House, database::Engine};

const BACKUP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/upgrade/2026-12-01.tar");
const SLIPS: usize = 243;

async fn a_database_of_an_earlier_release_is_whole(engine: Engine) {
    let house = House::empty(engine).await;
    let said = house.does(&["restore", BACKUP]);
    assert!(said.contains("Every invariant holds."), "{said}");
    assert!(house.does(&["check"]).contains("Every invariant holds."));

    let db = house.database.connect().await;
    let mut conn = db.read().await.unwrap();
    let numbers = store::request::numbers(&mut conn).await.unwrap();
    assert_eq!(numbers.len(), SLIPS);
    for number in numbers {
        let slip = store::request::find(&mut conn, number).await.unwrap().unwrap();
        let history = store::request::history(&mut conn, &slip).await.unwrap();
        assert_eq!(history.len(), slip.revision as usize, "{number}");
    }
    drop(conn);
    db.close().await;
    house.database.remove().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_sqlite_a_database_of_an_earlier_release_is_whole() {
    a_database_of_an_earlier_release_is_whole(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_postgresql_a_database_of_an_earlier_release_is_whole() {
    a_database_of_an_earlier_release_is_whole(Engine::Postgres).await;
}
