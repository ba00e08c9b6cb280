//! A small town to tell stories in: real database, real verbs, a clock that moves when told to, dice that always fall
//! the same way. People act through the desk as the pages do; see `people.rs` for what they can do, and `browser.rs` for signing in.
//!
//! ```text
//! on_both_engines! {
//!     async fn a_volunteer_takes_on_what_is_open(town: Town) {
//!         let slip = town.resident(GRID).await.orders("repair-light").await;
//!         …
//!     }
//! }
//! ```

// Every test file takes the whole town along and visits only some of it.
#![allow(dead_code, unused_imports, unused_macros)]

mod browser;
#[path = "../../../store/tests/engines/mod.rs"]
pub mod database;
mod inbox;
mod menu;
mod people;
mod points;
mod slips;

use std::{
    panic::resume_unwind,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
};

use desk::{
    Ask, Desk, Visitor,
    idempotency::{Contents, IdempotencyKey},
    limits::{Limit, Limits, Setting},
    messenger::Messenger,
};
use domain::{
    Area, Minutes, Timestamp,
    area::{GridKind, Level},
    catalogue::Service,
};
use uuid::Uuid;

use self::database::Database;
pub use self::{browser::Browser, database::Engine, menu::service, people::Person, points::points};

/// 江都区, 仙女镇, two of its communities, and two grids in each of them.
pub const DISTRICT: &str = "321012";
pub const TOWN: &str = "321012100";
pub const COMMUNITY: &str = "321012100001";
pub const GRID: &str = "321012100001001";
pub const NEXT_GRID: &str = "321012100001002";
pub const FAR_COMMUNITY: &str = "321012100002";
pub const FAR_GRID: &str = "321012100002001";
pub const FAR_NEXT_GRID: &str = "321012100002002";

const TREE: [(&str, &str); 8] = [
    (DISTRICT, "江都区"),
    (TOWN, "仙女镇"),
    (COMMUNITY, "东苑社区居委会"),
    (GRID, "东苑第一网格"),
    (NEXT_GRID, "东苑第二网格"),
    (FAR_COMMUNITY, "龙川社区居委会"),
    (FAR_GRID, "龙川第一网格"),
    (FAR_NEXT_GRID, "龙川第二网格"),
];

/// 2026-11-23 10:00 in the town, a Monday.
const START: Timestamp = Timestamp::from_micros(1_795_399_200_000_000);

/// Cheap to clone: every clone is the same town.
#[derive(Clone)]
pub struct Town {
    pub desk: Arc<Desk>,
    clock: Arc<AtomicI64>,
    /// How many people came so far; their phones are made of it.
    people: Arc<AtomicU64>,
    photos: PathBuf,
    /// Where its data lies.
    database: Arc<str>,
}

impl Town {
    async fn found(database: &Database, photos: PathBuf, settled: bool) -> Self {
        let db = database.connect().await;
        let desk = Arc::new(desk(db, photos.clone(), false, 7));
        let clock = Arc::new(AtomicI64::new(START.micros()));
        let town = Self {
            desk,
            clock,
            people: Arc::new(AtomicU64::new(0)),
            photos,
            database: database.url().into(),
        };
        if settled {
            town.settle().await;
        }
        town
    }

    /// The same town and people, served by a desk that was started for a demonstration.
    pub fn as_demo(&self) -> Self {
        let desk = Arc::new(desk(self.desk.db.clone(), self.photos.clone(), true, 8));
        Self { desk, ..self.clone() }
    }

    /// The same town, served by a second desk on the same database: another node.
    pub async fn on_another_node(&self) -> Self {
        let db = store::Db::connect_without_sync(&self.database).await.expect("the database opens");
        Self { desk: Arc::new(desk(db, self.photos.clone(), false, 10)), ..self.clone() }
    }

    /// The same town, whose codes leave through this messenger.
    pub fn sending_through(&self, messenger: Messenger) -> Self {
        let desk = desk(self.desk.db.clone(), self.photos.clone(), false, 9).sending_through(messenger);
        Self { desk: Arc::new(desk), ..self.clone() }
    }

    /// The same town with the usual limits but for these: `draft-bytes=100`. A town has none that its stories could meet.
    pub fn limited_by(&self, settings: &[&str]) -> Self {
        let settings: Vec<_> = settings.iter().map(|setting| setting.parse().expect("a setting")).collect();
        let desk =
            desk(self.desk.db.clone(), self.photos.clone(), false, 11).limited_by(Limits::set(&settings));
        Self { desk: Arc::new(desk), ..self.clone() }
    }

    pub fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.clock.load(Ordering::SeqCst))
    }

    /// Lets time pass.
    pub fn pass(&self, length: Minutes) {
        self.clock.store(self.now().plus(length).micros(), Ordering::SeqCst);
    }

    /// Lets time pass until then: `2026-11-23 16:00`.
    pub fn pass_until(&self, then: &str) {
        let (day, time) = then.split_once(' ').expect("a day and a time");
        let (hours, minutes) = time.split_once(':').expect("a time of day");
        let number = |digits: &str| digits.parse::<u32>().expect("a number");
        let then = Timestamp::of_day(day).expect("a day");
        let then = then.plus(Minutes(number(hours) * 60 + number(minutes)));
        assert!(then >= self.now(), "the clock of the town does not run backwards");
        self.clock.store(then.micros(), Ordering::SeqCst);
    }

    pub fn pass_seconds(&self, seconds: i64) {
        self.clock.store(self.now().plus_seconds(seconds).micros(), Ordering::SeqCst);
    }

    /// An ask of somebody nobody knows yet.
    pub fn stranger(&self) -> Ask {
        self.ask(Visitor::STRANGER)
    }

    /// An ask with a key of its own, as every form has one.
    pub fn ask(&self, visitor: Visitor) -> Ask {
        let ask = Ask::new(self.desk.clone(), visitor, self.now());
        let form = ask.fresh();
        holding(ask, form, "what was typed")
    }

    /// The tree and the menu.
    async fn settle(&self) {
        let ask = self.stranger();
        let mut tx = self.desk.db.write().await.expect("a transaction");
        for (code, name) in TREE {
            let area = area(code);
            let entry = store::area::Entry {
                area,
                name: name.to_owned(),
                grid_kind: (area.level() >= Level::Grid).then_some(GridKind::Comprehensive),
                extent: None,
                supervision_phone: None,
                valid_from: START,
                valid_until: None,
            };
            store::area::add(&mut tx, &entry).await.expect("an area");
        }
        for (position, planned) in (1..).zip(menu::menu()) {
            let service = Service { id: ask.fresh(), ..planned };
            store::service::add(&mut tx, &service, position).await.expect("a service");
        }
        tx.commit().await.expect("the town settles");
    }
}

/// The ask of whoever sends this form with these contents.
pub fn holding(ask: Ask, form: Uuid, typed: &str) -> Ask {
    let mut contents = Contents::of("/do/something");
    contents.add("typed", typed.as_bytes());
    ask.with_key(Some(IdempotencyKey::new(form, &contents)))
}

/// Each desk of a story throws dice of its own, or their ids would meet.
fn desk(db: store::Db, photos: PathBuf, demo: bool, seed: u8) -> Desk {
    let secret = b"a secret of thirty-two bytes or more".to_vec();
    Desk::new(db, secret, photos, "https://sandan.example".to_owned(), demo, [seed; 32])
        .sending_through(Messenger::log().remembering())
        .limited_by(Limits::set(&Limit::ALL.map(|limit| Setting { limit, number: Setting::MOST })))
}

pub fn area(code: &str) -> Area {
    code.parse().expect("an area code")
}

/// Tells one story in a town of its own, and clears the town away whatever happened there.
pub async fn tell<F>(engine: Engine, story: impl FnOnce(Town) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    tell_where(engine, true, story).await;
}

/// Tells one story where nobody has settled yet: a migrated database with nothing in it.
pub async fn tell_in_the_wild<F>(engine: Engine, story: impl FnOnce(Town) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    tell_where(engine, false, story).await;
}

async fn tell_where<F>(engine: Engine, settled: bool, story: impl FnOnce(Town) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let directory = tempfile::tempdir().expect("a directory");
    let database = Database::migrated(engine, directory.path()).await;
    let town = Town::found(&database, directory.path().join("photos"), settled).await;
    let db = town.desk.db.clone();
    let end = tokio::spawn(story(town)).await;
    db.close().await;
    database.remove().await;
    if let Err(panic) = end {
        resume_unwind(panic.into_panic());
    }
}

/// Each story becomes two tests, `name::sqlite` and `name::postgres`.
macro_rules! on_both_engines {
    ($($(#[$attribute:meta])* async fn $name:ident($town:ident: Town) $body:block)*) => {$(
        $(#[$attribute])*
        #[cfg(test)]
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn story($town: crate::town::Town) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                crate::town::tell(crate::town::Engine::Sqlite, story).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                crate::town::tell(crate::town::Engine::Postgres, story).await;
            }
        }
    )*};
}
pub(crate) use on_both_engines;
