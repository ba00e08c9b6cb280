//! The short form of `cargo xtask torture`: some rounds on each engine, and proof that what is wrong is found.

use std::path::Path;

use crate::database::{Database, Engine};
use crowd::{
    errand::Errand,
    fault::{Fault, Ground, Room},
    house::House,
    ledger::{Entry, Promise, Sums, Told},
    torture::{Crowd, Trial},
};
use domain::{RequestNumber, Timestamp};
use sqlx::{ConnectOptions as _, Connection as _, sqlite::SqliteConnectOptions};
use tokio::task::block_in_place;

const CROWD: Crowd = Crowd { clients: 8, seed: 26_325 };

async fn trial(database: &Database, room: Room, servers: usize) -> Trial {
    let sandan = Path::new(env!("CARGO_BIN_EXE_sandan"));
    let house = block_in_place(|| House::build(sandan, &room.path(), database.url(), 0)).unwrap();
    let ground = Ground { house, postgres: None, ahead: 0, room };
    Trial::begin(ground, servers, CROWD).await.unwrap()
}

async fn holds(engine: Engine, servers: usize, rounds: &[Fault]) {
    let room = Room::on_disk().unwrap();
    let database = Database::create(engine, &room.path()).await;
    let mut trial = trial(&database, room, servers).await;
    let mut sums = Sums::default();
    for fault in rounds {
        let outcome = trial.round(*fault).await.unwrap();
        assert_eq!(outcome.violations, [""; 0], "{fault:?}, seed {}", CROWD.seed);
        sums += outcome.sums;
    }
    assert!(sums.acknowledged > 0 && sums.repeats > 0, "nothing happened: {sums:?}");
    drop(trial);
    database.remove().await;
}

const ROUNDS: [Fault; 7] =
    [Fault::Kill, Fault::Cut, Fault::Kill, Fault::Clock, Fault::Kill, Fault::Cut, Fault::Kill];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_on_sqlite_is_there_once() {
    holds(Engine::Sqlite, 1, &ROUNDS).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_by_two_servers_on_postgresql_is_there_once() {
    holds(Engine::Postgres, 2, &ROUNDS).await;
}

/// A harness that finds nothing wrong could be blind: here something is wrong.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_sqlite_what_is_wrong_is_found() {
    let room = Room::on_disk().unwrap();
    let database = Database::create(Engine::Sqlite, &room.path()).await;
    let mut trial = trial(&database, room, 1).await;
    while !trial.told.iter().any(is_done_order) {
        assert_eq!(trial.round(Fault::Cut).await.unwrap().violations, [""; 0]);
    }

    // Somebody was told of a step that is not there.
    let order = trial.told.iter().find(|entry| is_done_order(entry)).unwrap().clone();
    let number = RequestNumber::new(Timestamp::from_micros(0), 1);
    let step = Errand::Step { slip: number, event: "imagined" };
    trial.told.push(Entry { errand: step, told: Told::Done(Promise::Slip(number)), ..order.clone() });
    finds(&mut trial, "lost: Step").await;
    trial.told.pop();

    // Somebody was told that their order was not taken, and it is there.
    let told = std::mem::take(&mut trial.told);
    trial.told.push(Entry { told: Told::Refused, ..order });
    finds(&mut trial, "twice: Order").await;
    trial.told = told;

    // Points that nobody gave.
    let file = trial.ground.room.path().join("sandan.db");
    let mut engine = SqliteConnectOptions::new().filename(file).connect().await.unwrap();
    let forged = "UPDATE account SET balance = balance + 1 WHERE kind = 'person'";
    sqlx::query(forged).execute(&mut engine).await.unwrap();
    engine.close().await.unwrap();
    finds(&mut trial, "invariant 1").await;
    drop(trial);
    database.remove().await;
}

fn is_done_order(entry: &Entry) -> bool {
    matches!((&entry.errand, &entry.told), (Errand::Order { .. }, Told::Done(_)))
}

async fn finds(trial: &mut Trial, what: &str) {
    let wrong = trial.verdict().await.unwrap();
    assert!(wrong.iter().any(|line| line.starts_with(what)), "{what} is not among {wrong:?}");
}
