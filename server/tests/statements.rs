//! How many statements a page costs: no more for a long list than for a short one.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and says what it counted"
)]

#[path = "../../desk/tests/town/mod.rs"]
mod town;
#[path = "http/web.rs"]
mod web;

use std::{
    fmt::Debug,
    sync::atomic::{AtomicUsize, Ordering::SeqCst},
    time::Duration,
};

use axum::http::StatusCode;
use tokio::time::sleep;
use town::{Engine, GRID, Person, TOWN, Town, tell};
use tracing::{
    Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    Layer,
    layer::{Context, Filter, SubscriberExt as _},
    util::SubscriberInitExt as _,
};
use web::Web;

static STATEMENTS: AtomicUsize = AtomicUsize::new(0);

struct Counting;

impl<S: Subscriber> Layer<S> for Counting {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut statement = Statement::default();
        event.record(&mut statement);
        if !statement.is_setting {
            STATEMENTS.fetch_add(1, SeqCst);
        }
    }
}

/// What the engine tells of a statement. Its settings, which a connection makes once, are no page's.
#[derive(Default)]
struct Statement {
    is_setting: bool,
}

impl Visit for Statement {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if field.name() == "summary" {
            self.is_setting = format!("{value:?}").trim_start_matches('"').starts_with("PRAGMA");
        }
    }
}

struct Statements;

impl<S> Filter<S> for Statements {
    fn enabled(&self, metadata: &Metadata<'_>, _: &Context<'_, S>) -> bool {
        metadata.target() == store::db::STATEMENTS && *metadata.level() <= Level::DEBUG
    }
}

/// What is asked for, by whom, and how many statements it may cost.
const PAGES: [(&str, Who, usize); 16] = [
    ("/signin", Who::Stranger, 0),
    ("/g/{grid}", Who::Stranger, 1),
    ("/g/{grid}", Who::Resident, 1),
    ("/", Who::Resident, 9),
    ("/g/{grid}/order", Who::Resident, 6),
    ("/me", Who::Resident, 11),
    ("/r/{slip}", Who::Resident, 9),
    ("/inbox", Who::Resident, 6),
    ("/me/points", Who::Volunteer, 7),
    ("/me/vouchers", Who::Volunteer, 4),
    ("/shop", Who::Resident, 6),
    // What is given by name, and ring by ring what lies open from the own grid outwards.
    ("/hall", Who::Volunteer, 8),
    ("/hall/mine", Who::Volunteer, 6),
    ("/desk", Who::Worker, 7),
    ("/r/{slip}", Who::Worker, 13),
    ("/reviews", Who::Administrator, 3),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    Stranger,
    Resident,
    Volunteer,
    Worker,
    Administrator,
}

struct Cast {
    resident: Person,
    volunteer: Person,
    worker: Person,
    administrator: Person,
}

/// How many statements there were, once nothing more comes: the engine tells of one when it has ended, which may be after
/// its answer was used.
async fn settled() -> usize {
    let mut before = usize::MAX;
    loop {
        let now = STATEMENTS.load(SeqCst);
        if now == before {
            return now;
        }
        before = now;
        sleep(Duration::from_millis(50)).await;
    }
}

/// How many statements each page costs now. What is kept in memory has been filled before.
async fn counts(web: &Web, cast: &Cast, slip: &str) -> Vec<usize> {
    let mut counts = Vec::new();
    for (path, who, _) in PAGES {
        let address = path.replace("{grid}", GRID).replace("{slip}", slip);
        let mut browser = match who {
            Who::Stranger => web.browser(),
            Who::Resident => web.browser_of(&cast.resident),
            Who::Volunteer => web.browser_of(&cast.volunteer),
            Who::Worker => web.browser_of(&cast.worker),
            Who::Administrator => web.browser_of(&cast.administrator),
        };
        browser.get(&address).await;
        let before = settled().await;
        let answer = browser.get(&address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address} for {who:?}");
        counts.push(settled().await - before);
    }
    counts
}

async fn story(town: Town) {
    let cast = Cast {
        resident: town.resident(GRID).await,
        volunteer: town.volunteer(TOWN).await,
        worker: town.grid_worker(GRID).await,
        administrator: town.administrator("321012").await,
    };
    let web = Web::of(&town);
    let offered = town.offers("soap", 1, 100).await;
    let busy = async |times: usize| {
        for _ in 0..times {
            cast.volunteer.helps(&cast.resident, "repair-light").await;
            cast.volunteer.redeems(&offered.slug).await.unwrap();
            let open = cast.resident.orders("repair-light").await;
            cast.worker.verifies(open).await.unwrap();
            cast.worker.opens_to_all(open).await.unwrap();
        }
    };
    busy(1).await;
    let slip = cast.resident.orders("repair-light").await.digits().to_string();
    let few = counts(&web, &cast, &slip).await;
    busy(12).await;
    let many = counts(&web, &cast, &slip).await;
    let mut wrong = Vec::new();
    for ((path, who, most), (few, many)) in PAGES.iter().zip(few.into_iter().zip(many)) {
        println!("{path} for {who:?}: {few}, with longer lists {many}, at most {most}");
        if many > few || few > *most {
            wrong.push(format!(
                "{path} for {who:?} asks {few} statements, {many} with longer lists; {most} at most"
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_costs_no_more_statements_the_more_is_on_it() {
    tracing_subscriber::registry().with(Counting.with_filter(Statements)).init();
    tell(Engine::Sqlite, story).await;
}
