//! What the desk's list, a slip's page and the timer's round cost among a thousand open slips, and among a hundred thousand:
//! the ratio is what counts, both are measured in one run. `cargo xtask bench` runs it on both engines.

#![allow(clippy::unwrap_used, reason = "a measurement fails by panicking")]
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measurement reads the clock and prints a table"
)]

#[path = "../../store/tests/engines/mod.rs"]
mod database;

use std::{
    cmp::Reverse,
    sync::Arc,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use database::{Database, Engine};
use desk::{
    Ask, Desk, Visitor, demo, timer,
    view::{self, Tab, Wish},
};
use domain::{Actor, RequestNumber, Timestamp, area::Level};

const FEW: u32 = 1_000;
const MANY: u32 = 100_000;

/// How often each thing is done; the median counts.
const TIMES: usize = 41;

/// What may be asked at most for a hundred times as many.
const BOUND: f64 = 1.5;

struct House {
    ask: Ask,
    /// Who runs a desk, the narrowest first: of a grid, of a community, of a town, of the district.
    desks: Vec<Actor>,
    /// Those that lie on top of the district's desk.
    slips: Vec<RequestNumber>,
}

impl House {
    async fn of(database: &Database, dir: &std::path::Path, slips: u32) -> Self {
        let db = database.connect().await;
        store::migrate::up(&db).await.unwrap();
        let secret = b"a secret of thirty-two bytes or more".to_vec();
        let url = "https://sandan.example".to_owned();
        let desk = Arc::new(Desk::new(db, secret, dir.join("photos"), url, true, [7; 32]));
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_micros();
        let now = Timestamp::from_micros(i64::try_from(now).unwrap());
        demo::load(Arc::clone(&desk), now).await.unwrap();
        demo::scale(Arc::clone(&desk), slips, now, |_| ()).await.unwrap();
        let ask = Ask::new(desk, Visitor::STRANGER, now);
        while timer::run_due(&ask).await.unwrap().steps > 0 {}
        let mut conn = ask.read().await.unwrap();
        let servers = store::post::everybody(&mut conn, 10_000).await.unwrap();
        drop(conn);
        let runs_a_desk = servers.iter().filter(|server| server.post.role.runs_the_desk());
        let mut desks: Vec<Actor> =
            runs_a_desk.map(|server| Actor { person: server.person, post: Some(server.post) }).collect();
        desks.sort_by_key(|actor| actor.post.map(|post| (Reverse(post.area.level()), post.area)));
        let mut house = Self { desks, slips: Vec::new(), ask };
        let district = house.asks(house.desk_of(Level::District));
        let board = view::desk(&district, &Wish::default()).await.unwrap();
        house.slips = board.slips.iter().map(|slip| slip.number).collect();
        house
    }

    fn desk_of(&self, level: Level) -> Actor {
        let at = |actor: &&Actor| actor.post.is_some_and(|post| post.area.level() == level);
        self.desks.iter().find(at).copied().unwrap()
    }

    /// The narrowest desk with more than a page on this heap: a shorter page would cost less by itself.
    async fn narrowest(&self, tab: Tab) -> Actor {
        let wish = Wish { tab: Some(tab), ..Wish::default() };
        for actor in &self.desks {
            if view::desk(&self.asks(*actor), &wish).await.unwrap().after.is_some() {
                return *actor;
            }
        }
        panic!("no desk has a page to do");
    }

    /// The desk of the same area.
    fn like(&self, actor: Actor) -> Actor {
        let area = |actor: &Actor| actor.post.map(|post| post.area);
        self.desks.iter().find(|own| area(own) == area(&actor)).copied().unwrap()
    }

    fn asks(&self, actor: Actor) -> Ask {
        Ask { visitor: Visitor { session: None, actor: Some(actor) }, ..self.ask.clone() }
    }

    async fn list(&self, actor: Actor, tab: Tab) -> Duration {
        let ask = self.asks(actor);
        let wish = Wish { tab: Some(tab), ..Wish::default() };
        median(async || drop(view::desk(&ask, &wish).await.unwrap())).await
    }

    /// Of one page: they differ by what happened on them, so it is the share of many.
    async fn page(&self) -> Duration {
        let ask = self.asks(self.desk_of(Level::District));
        let all = median(async || {
            for slip in &self.slips {
                view::slip(&ask, *slip).await.unwrap();
            }
        });
        all.await / u32::try_from(self.slips.len()).unwrap()
    }

    async fn round(&self) -> Duration {
        median(async || assert_eq!(timer::run_due(&self.ask).await.unwrap().steps, 0)).await
    }
}

async fn median(mut work: impl AsyncFnMut()) -> Duration {
    let mut took = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let begun = Instant::now();
        work().await;
        took.push(begun.elapsed());
    }
    took.sort();
    took[TIMES / 2]
}

async fn measure(name: &str, engine: Engine) -> bool {
    let (few_dir, many_dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let few = Database::create(engine, few_dir.path()).await;
    let many = Database::create(engine, many_dir.path()).await;
    let small = House::of(&few, few_dir.path(), FEW).await;
    let large = House::of(&many, many_dir.path(), MANY).await;
    let mut within = true;
    let mut row = |what: &str, few: Duration, many: Duration| {
        let ratio = many.as_secs_f64() / few.as_secs_f64();
        within &= ratio <= BOUND;
        println!("| {name} | {what} | {:.2} ms | {:.2} ms | {ratio:.2} |", ms(few), ms(many));
    };
    for (what, tab) in [("verify", Tab::Verify), ("everything open", Tab::Open)] {
        let mut desks =
            vec![small.narrowest(tab).await, small.desk_of(Level::Town), small.desk_of(Level::District)];
        desks.dedup();
        for desk in desks {
            let level = desk.post.unwrap().area.level().name();
            let (few, many) = (small.list(desk, tab).await, large.list(large.like(desk), tab).await);
            row(&format!("list of a {level}, {what}"), few, many);
        }
    }
    row("page of a slip", small.page().await, large.page().await);
    row("round of the timer", small.round().await, large.round().await);
    for (house, database) in [(small, few), (large, many)] {
        house.ask.desk.db.close().await;
        database.remove().await;
    }
    within
}

fn ms(length: Duration) -> f64 {
    length.as_secs_f64() * 1000.0
}

#[tokio::main]
async fn main() {
    println!("| engine | what | among {FEW} | among {MANY} | ratio |\n| --- | --- | --- | --- | --- |");
    let sqlite = measure("SQLite", Engine::Sqlite).await;
    let postgres = measure("PostgreSQL", Engine::Postgres).await;
    if !(sqlite && postgres) {
        println!("\nMore than {BOUND} times as much somewhere.");
        std::process::exit(1);
    }
}
