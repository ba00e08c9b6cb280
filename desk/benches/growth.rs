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
    sync::Arc,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use database::{Database, Engine};
use desk::{
    Ask, Desk, Visitor, demo, timer,
    view::{self, Tab, Wish},
};
use domain::{Actor, Rank, RequestNumber, Role, Timestamp, area::Level};

const FEW: u32 = 1_000;
const MANY: u32 = 100_000;

/// How often each thing is done; the median counts.
const TIMES: usize = 41;

/// What may be asked at most for a hundred times as many.
const BOUND: f64 = 1.5;

struct House {
    ask: Ask,
    /// Who runs the desk of one grid, of a town, of the district.
    grid: Actor,
    town: Actor,
    district: Actor,
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
        let of = |level: Level, rank: Rank| {
            let server = servers
                .iter()
                .find(|server| server.post.area.level() == level && server.post.rank() == Some(rank))
                .unwrap();
            Actor { person: server.person, post: Some(server.post) }
        };
        let asks = |actor| Ask { visitor: Visitor { session: None, actor: Some(actor) }, ..ask.clone() };
        // A grid with more than a page of slips among few too: a shorter page would cost less by itself.
        let mut full = None;
        for server in servers.iter().filter(|server| server.post.role == Role::GridWorker) {
            let actor = Actor { person: server.person, post: Some(server.post) };
            let wish = Wish { tab: Some(Tab::Open), ..Wish::default() };
            if view::desk(&asks(actor), &wish).await.unwrap().after.is_some() {
                full = full.or(Some(actor));
            }
        }
        let mut house = Self {
            grid: full.unwrap(),
            town: of(Level::Town, Rank::Town),
            district: of(Level::District, Rank::District),
            slips: Vec::new(),
            ask,
        };
        let board = view::desk(&house.asks(house.district), &Wish::default()).await.unwrap();
        house.slips = board.slips.iter().map(|slip| slip.number).collect();
        house
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
        let ask = self.asks(self.district);
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
        row(
            &format!("list of one grid, {what}"),
            small.list(small.grid, tab).await,
            large.list(large.grid, tab).await,
        );
        row(
            &format!("list of a town, {what}"),
            small.list(small.town, tab).await,
            large.list(large.town, tab).await,
        );
        row(
            &format!("list of the district, {what}"),
            small.list(small.district, tab).await,
            large.list(large.district, tab).await,
        );
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
