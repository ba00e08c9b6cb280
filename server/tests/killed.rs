//! A slip that everybody leaves alone, and servers that are killed: each warning and each level comes once all the same,
//! in its history and in the inboxes of those who must act.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::database::{Database, Engine};
use domain::{
    Rank, Request, RequestNumber, Timestamp, What,
    inbox::{Heap, News},
    request::State,
};
use store::Db;

/// As long as a machine under load may take over one step.
const PATIENCE: Duration = Duration::from_secs(60);

struct House<'a> {
    dir: &'a Path,
    url: String,
    nodes: Vec<Child>,
}

impl House<'_> {
    fn sandan(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sandan"));
        command
            .env_clear()
            .env("SANDAN_DATA_DIR", self.dir)
            .env("SANDAN_DATABASE_URL", &self.url)
            .env("SANDAN_SITE_DIR", self.dir.join("site"))
            .env("SANDAN_DEMO_CLOCK", self.dir.join("ahead"))
            .env("RUST_LOG", "error")
            .stdin(Stdio::null());
        command
    }

    /// One more server on the same database.
    fn opens(&mut self) {
        let mut child = self
            .sandan()
            .args(["serve", "--demo", "--addr", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = String::new();
        let mut lines = BufReader::new(child.stdout.as_mut().unwrap());
        while !said.contains("Ctrl-C") {
            assert_ne!(lines.read_line(&mut said).unwrap(), 0, "it ended at its start: {said}");
        }
        self.nodes.push(child);
    }

    /// The oldest of the servers loses its power.
    fn kills_one(&mut self) {
        let mut child = self.nodes.remove(0);
        child.kill().unwrap();
        child.wait().unwrap();
    }

    fn is_at(&self, at: Timestamp) {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
        let now = Timestamp::from_micros(i64::try_from(now.as_micros()).unwrap());
        let ahead = at.minutes_since(now).0 + 1;
        // Never half written: a server may look at any moment.
        fs::write(self.dir.join("ahead.new"), ahead.to_string()).unwrap();
        fs::rename(self.dir.join("ahead.new"), self.dir.join("ahead")).unwrap();
    }
}

impl Drop for House<'_> {
    fn drop(&mut self) {
        for child in &mut self.nodes {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

async fn slip(db: &Db, number: RequestNumber) -> Request {
    let mut conn = db.read().await.unwrap();
    store::request::find(&mut conn, number).await.unwrap().unwrap()
}

/// A slip of the demonstration that nobody has verified or warned about yet.
async fn left_alone(db: &Db) -> Request {
    let mut conn = db.read().await.unwrap();
    let far = Timestamp::from_micros(i64::MAX);
    for number in store::request::due_to_wake(&mut conn, far, 1000).await.unwrap() {
        let slip = store::request::find(&mut conn, number).await.unwrap().unwrap();
        if slip.state == State::Placed && slip.beside.alarm.rung.is_none() {
            return slip;
        }
    }
    panic!("the demonstration has a fresh slip");
}

/// How often each person who serves there was told this of the slip, by rank.
async fn told(db: &Db, slip: &Request, news: News) -> BTreeMap<Rank, BTreeSet<usize>> {
    let mut conn = db.read().await.unwrap();
    let mut told: BTreeMap<Rank, BTreeSet<usize>> = BTreeMap::new();
    for server in store::post::serving(&mut conn, slip.grid).await.unwrap() {
        let Some(rank) = server.post.rank() else { continue };
        let mut times = 0;
        for heap in Heap::ALL {
            let page = store::inbox::page(&mut conn, server.person, heap, 0, 10_000).await.unwrap();
            times += page.iter().filter(|entry| entry.request == slip.number && entry.news == news).count();
        }
        told.entry(rank).or_default().insert(times);
    }
    told
}

fn site(dir: &Path) {
    fs::create_dir_all(dir.join("site/pkg")).unwrap();
    let manifest = r#"{"style.css":"/pkg/s.css","pictures.svg":"/pkg/p.svg","boot.js":"/pkg/b.js","desk.js":"/pkg/d.js"}"#;
    fs::write(dir.join("site/manifest.json"), manifest).unwrap();
}

async fn walks(engine: Engine, nodes: usize) {
    let dir = tempfile::tempdir().unwrap();
    site(dir.path());
    let database = Database::create(engine, dir.path()).await;
    let db = database.connect().await;
    let mut house = House { dir: dir.path(), url: database.url(), nodes: Vec::new() };
    assert!(house.sandan().arg("demo").status().unwrap().success());
    let begun = left_alone(&db).await;

    for _ in 0..nodes {
        house.opens();
    }
    let mut rungs = 0;
    let mut waits = Some(begun.clone());
    while let Some(at) = waits.take().and_then(|slip| slip.beside.alarm.next) {
        house.is_at(at);
        // In the very moment in which the others are at it.
        house.kills_one();
        house.opens();
        let since = Instant::now();
        let after = loop {
            let after = slip(&db, begun.number).await;
            if after.beside.alarm.next != Some(at) {
                break after;
            }
            assert!(since.elapsed() < PATIENCE, "nobody climbed at {at}");
            thread::sleep(Duration::from_millis(100));
        };
        rungs += 1;
        waits = Some(after);
    }

    let mut conn = db.read().await.unwrap();
    let history = store::request::history(&mut conn, &slip(&db, begun.number).await).await.unwrap();
    let climbed: Vec<_> = history.into_iter().skip(begun.revision as usize).map(|event| event.what).collect();
    let count = |what: &What| climbed.iter().filter(|other| *other == what).count();
    assert_eq!((count(&What::Warned), count(&What::Overdue)), (1, 1), "{climbed:?}");
    let mut levels: Vec<Rank> = Vec::new();
    for what in &climbed {
        if let What::Escalated { to, past } = what {
            levels.extend(past);
            levels.push(*to);
        }
    }
    assert_eq!(levels, [Rank::Leader, Rank::Community, Rank::Town, Rank::District], "{climbed:?}");
    assert_eq!(rungs, 2 + climbed.iter().filter(|what| matches!(what, What::Escalated { .. })).count());
    drop(conn);
    let once = BTreeSet::from([1]);
    for news in [News::Warned, News::Overdue] {
        let told = told(&db, &begun, news).await;
        assert_eq!(told.get(&Rank::Worker), Some(&once), "{news:?}: {told:?}");
    }
    let told = told(&db, &begun, News::Escalated).await;
    for rank in levels {
        assert_eq!(told.get(&rank), Some(&once), "{rank:?}: {told:?}");
    }
    drop(house);
    db.close().await;
    let again = House { dir: dir.path(), url: database.url(), nodes: Vec::new() };
    assert!(again.sandan().arg("check").status().unwrap().success(), "the data holds");
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_server_is_killed_between_any_two_steps() {
    walks(Engine::Sqlite, 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_on_one_postgresql_are_killed_in_turn() {
    walks(Engine::Postgres, 2).await;
}

/// How many slips there are; none while there is no table of them.
async fn slips(db: &Db) -> usize {
    let Ok(mut conn) = db.read().await else { return 0 };
    store::request::numbers(&mut conn).await.map_or(0, |numbers| numbers.len())
}

/// A first start that loses its power in the middle: the next one serves the whole demo district, and no part of it.
async fn first_start_breaks_off(engine: Engine) {
    let dir = tempfile::tempdir().unwrap();
    site(dir.path());
    let database = Database::create(engine, dir.path()).await;
    let db = database.connect().await;
    let mut house = House { dir: dir.path(), url: database.url(), nodes: Vec::new() };
    let serve = ["serve", "--demo", "--addr", "127.0.0.1:0"];
    let first = house.sandan().args(serve).stdout(Stdio::null()).spawn().unwrap();
    house.nodes.push(first);
    let since = Instant::now();
    while slips(&db).await < 20 {
        assert!(since.elapsed() < PATIENCE, "nothing is loaded");
        thread::sleep(Duration::from_millis(20));
    }
    house.kills_one();
    let part = slips(&db).await;

    house.opens();
    let whole = slips(&db).await;
    assert!(whole > part, "{whole} slips are served, {part} were there when it broke off");
    assert!(!house.sandan().arg("demo").status().unwrap().success(), "it is there already");
    drop(house);
    db.close().await;
    let again = House { dir: dir.path(), url: database.url(), nodes: Vec::new() };
    let loaded = again.sandan().args(["demo", "--scale", "1"]).status().unwrap();
    assert!(loaded.success(), "it is whole");
    assert!(again.sandan().arg("check").status().unwrap().success(), "the data holds");
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_first_start_that_was_broken_off_is_begun_anew_on_sqlite() {
    first_start_breaks_off(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_first_start_that_was_broken_off_is_begun_anew_on_postgresql() {
    first_start_breaks_off(Engine::Postgres).await;
}
