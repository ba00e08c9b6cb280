//! Rounds of faults: a crowd does what a town does, something happens to the house, everybody hears what became of
//! their forms, and then the data is checked and compared with what they were told.

use std::{
    collections::BTreeSet,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Instant, UNIX_EPOCH},
};

use anyhow::Result;
use domain::{PersonId, RequestNumber, Timestamp};
use rand::{SeedableRng as _, rngs::StdRng};
use store::Db;
use tokio::task::{JoinSet, block_in_place};

use crate::{
    cast::Cast,
    client::Client,
    compare::{Found, compare},
    errand::Errand,
    fault::{Engine, Fault, Ground, Room, files_can_be_locked, pause},
    house::House,
    ledger::{Entry, Ledger, Sums, Told},
    postgres::Postgres,
    report::Row,
};

/// What is to be done.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The program under test.
    pub sandan: PathBuf,
    /// Where PostgreSQL's programs lie.
    pub postgres_bin: PathBuf,
    pub engines: Vec<Engine>,
    pub faults: Vec<Fault>,
    /// Of each fault on each engine; `None`: as many as say enough of it.
    pub rounds: Option<u32>,
    pub crowd: Crowd,
}

/// How many people are at work at the same time, and what decides their choices.
#[derive(Debug, Clone, Copy)]
pub struct Crowd {
    pub clients: u64,
    pub seed: u64,
}

/// All of it, one fault after the other. `tell` hears of all rows that are done, as each is.
pub async fn run(plan: &Plan, mut tell: impl FnMut(&[Row]) -> Result<()>) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for &fault in &plan.faults {
        for &engine in plan.engines.iter().filter(|engine| fault.befalls(**engine)) {
            let row = match room(engine, fault) {
                Ok(room) => rounds(plan, engine, fault, room).await?,
                Err(why) => Row::untried(engine, fault, plan.crowd.seed, format!("{why:#}")),
            };
            rows.push(row);
            tell(&rows)?;
        }
    }
    Ok(rows)
}

/// A house stands for so many rounds: what is compared after each of them is all that was told in it.
const HOUSE: u32 = 50;

/// All rounds of one fault, in as many houses as they need.
async fn rounds(plan: &Plan, engine: Engine, fault: Fault, mut place: Room) -> Result<Row> {
    let since = Instant::now();
    let mut row = Row::new(engine, fault, plan.crowd.seed);
    let rounds = plan.rounds.unwrap_or(fault.rounds());
    loop {
        let crowd = Crowd { seed: plan.crowd.seed + u64::from(row.rounds), ..plan.crowd };
        let mut trial = Trial::begin(ground(plan, engine, place, 0)?, servers(engine), crowd).await?;
        let until = rounds.min(row.rounds + HOUSE);
        while row.rounds < until && row.violations.is_empty() {
            let Outcome { sums, violations } = trial.round(fault).await?;
            row.rounds += 1;
            row.sums += sums;
            let round = row.rounds;
            row.violations.extend(violations.into_iter().map(|what| format!("round {round}: {what}")));
        }
        row.took = since.elapsed();
        if row.rounds >= rounds || !row.violations.is_empty() {
            return Ok(row);
        }
        drop(trial);
        place = room(engine, fault)?;
    }
}

/// The room a fault needs, or why it cannot happen here.
fn room(engine: Engine, fault: Fault) -> Result<Room> {
    if (engine, fault) == (Engine::Sqlite, Fault::ReadOnly) {
        files_can_be_locked()?;
    }
    fault.room()
}

/// A file has one server, a database server may have several.
fn servers(engine: Engine) -> usize {
    match engine {
        Engine::Sqlite => 1,
        Engine::Postgres => 2,
    }
}

/// A house with the demo district and no server yet.
pub(crate) fn ground(plan: &Plan, engine: Engine, room: Room, more: u32) -> Result<Ground> {
    let postgres = match engine {
        Engine::Sqlite => None,
        Engine::Postgres => {
            let place = if let Room::WithPower(disk) = &room { disk.path() } else { std::env::temp_dir() };
            Some(block_in_place(|| Postgres::start(&plan.postgres_bin, &place))?)
        }
    };
    let url = match &postgres {
        Some(postgres) => postgres.url.clone(),
        None => format!("sqlite:{}", room.path().join("sandan.db").display()),
    };
    let house = block_in_place(|| House::build(&plan.sandan, &room.path(), url, more))?;
    Ok(Ground { house, postgres, ahead: 0, room })
}

/// A house under torture, and everything its crowd was ever told.
pub struct Trial {
    pub ground: Ground,
    clients: Vec<Client>,
    people: BTreeSet<PersonId>,
    /// When the crowd was let in.
    since: Timestamp,
    /// What the crowd was told so far.
    pub told: Vec<Entry>,
    panics: usize,
    dice: StdRng,
}

/// What one round came to.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    pub sums: Sums,
    pub violations: Vec<String>,
}

impl Trial {
    /// Opens the servers and lets the crowd in.
    pub async fn begin(mut ground: Ground, servers: usize, crowd: Crowd) -> Result<Self> {
        for server in 0..servers {
            block_in_place(|| ground.house.open(server))?;
        }
        if let Room::WithPower(disk) = &ground.room {
            disk.sync()?;
        }
        let mut dice = StdRng::seed_from_u64(crowd.seed);
        let cast = Arc::new(Cast::gather(&ground.house.site, &mut dice).await?);
        let people = cast.people.iter().map(|person| person.id).collect();
        let since = now();
        let codes = crate::client::Codes::default();
        let client = |number| {
            let (site, cast, codes) = (ground.house.site.clone(), Arc::clone(&cast), Arc::clone(&codes));
            Client::new(crowd.seed, number, site, servers, cast, codes)
        };
        let clients = (0..crowd.clients).map(client).collect();
        Ok(Self { ground, clients, people, since, told: Vec::new(), panics: 0, dice })
    }

    /// One round, from the first form to the comparison.
    pub async fn round(&mut self, fault: Fault) -> Result<Outcome> {
        let over = Arc::new(AtomicBool::new(false));
        let mut crowd = JoinSet::new();
        for mut client in self.clients.drain(..) {
            client.cuts = fault.cuts();
            client.sessions_last = self.ground.ahead == 0 && fault != Fault::Clock;
            let over = Arc::clone(&over);
            crowd.spawn(async move {
                while !over.load(Ordering::Relaxed) {
                    client.act().await;
                }
                client
            });
        }
        pause(&mut self.dice, 100..700).await;
        let struck = fault.strike(&mut self.ground, &mut self.dice).await;
        pause(&mut self.dice, 50..300).await;
        over.store(true, Ordering::Relaxed);
        let mut ledger = Ledger::default();
        for mut client in crowd.join_all().await {
            ledger.append(std::mem::take(&mut client.ledger));
            self.clients.push(client);
        }
        struck?;
        let mut violations = ledger.broken;
        let before = self.told.len();
        self.told.append(&mut ledger.entries);
        violations.extend(self.verdict().await?);
        if fault == Fault::Backup {
            violations.extend(self.verdict_of_the_restored(before).await?);
        }
        Ok(Outcome { sums: ledger.sums, violations })
    }

    /// Everything that is wrong with the data, and with the servers.
    pub async fn verdict(&mut self) -> Result<Vec<String>> {
        let mut wrong = self.differences(&self.ground.house, &self.told).await?;
        let panics = self.ground.house.panics();
        if panics > self.panics {
            wrong.push(format!("panics: {} in the servers", panics - self.panics));
        }
        self.panics = panics;
        wrong.extend(self.ground.house.ended()?);
        Ok(wrong)
    }

    /// Everything that is wrong in a house restored from the backup of this round: what was told in the rounds before is
    /// there, and of what happened while it was taken each thing may be there or not, but is so whole.
    async fn verdict_of_the_restored(&self, before: usize) -> Result<Vec<String>> {
        let dir = tempfile::tempdir()?;
        let restored = block_in_place(|| self.ground.house.restored(dir.path()))?;
        let (sure, meanwhile) = self.told.split_at(before);
        let unsure = meanwhile.iter().map(|entry| Entry { told: Told::Nothing, ..entry.clone() });
        let told: Vec<Entry> = sure.iter().cloned().chain(unsure).collect();
        let wrong = self.differences(&restored, &told).await?;
        Ok(wrong.into_iter().map(|what| format!("restored: {what}")).collect())
    }

    /// What is wrong with the data of a house, and where it differs from what the crowd was told.
    async fn differences(&self, house: &House, told: &[Entry]) -> Result<Vec<String>> {
        let mut wrong = block_in_place(|| house.check())?;
        let db = Db::connect(house.url()).await?;
        let now = Found::read(&db, self.since, &self.people, &slips(told)).await;
        db.close().await;
        wrong.extend(compare(told, &now?));
        Ok(wrong)
    }
}

/// The slips of which steps were asked for.
fn slips(told: &[Entry]) -> BTreeSet<RequestNumber> {
    let number = |entry: &Entry| match entry.errand {
        Errand::Step { slip, .. } => Some(slip),
        _ => None,
    };
    told.iter().filter_map(number).collect()
}

fn now() -> Timestamp {
    let since = UNIX_EPOCH.elapsed().unwrap_or_default();
    Timestamp::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}
