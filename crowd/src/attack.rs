//! Attacks that one machine can mount against a running server, and what an honest person's order takes meanwhile.
//!
//! Residents file orders through the real forms, first in quiet and then while the attack runs; afterwards each slip they
//! were told of must be there. Both sides share the machine, so the attackers have one thread and a fixed rate. Each attack
//! meets a server and a database of its own, is bounded in number and time, and never leaves the loopback network.

mod codes;
mod connections;
mod forms;
mod gateway;
mod honest;
mod needs;
mod report;
mod sign_in;
mod tally;

use std::{
    fs,
    net::SocketAddr,
    path::Path,
    sync::{Arc, atomic::AtomicU32},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, anyhow};
use clap::ValueEnum;
use rand::{SeedableRng as _, rngs::StdRng};
use sqlx::{Connection as _, PgConnection};
use tokio::{runtime, sync::oneshot, task::block_in_place, time::sleep};

use self::{
    codes::{LocksOut, Newcomers, OneNetwork},
    forms::{Orders, Pictures, Strangers, bomb, undecodable},
    gateway::Gateway,
    honest::{ORDERS_A_SECOND, Residents, form_with_pictures},
    needs::{ATTACKER, Need, Needy},
    sign_in::{blank, sign_in},
    tally::{Attacker, Counts, attempts},
};
pub use self::{
    honest::Took,
    needs::Needed,
    report::{kept, page, remarks, section, table},
    tally::Tally,
};
use crate::{
    browser::Browser,
    fault::{Engine, Ground, Room},
    form::Form,
    house::House,
    load::process::Processes,
    open_files,
    site::Site,
    source::{PROXY, Source},
    torture::{Plan, ground},
};

/// What somebody tries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Attack {
    /// Strangers send orders full of text
    Disk,
    /// Codes are asked for to one known number, from changing addresses
    LockOut,
    /// Codes are asked for to changing numbers, from one IPv6 network
    OneNetwork,
    /// No attack: 5,000 people sign in for the first time, behind the one address of their carrier
    Carrier,
    /// Headers and bodies arrive by the letter
    Slow,
    /// Connections on which nothing is asked for, and event streams
    Idle,
    /// Large files that do not end
    Uploads,
    /// Pictures that cost much to decode, or cannot be decoded
    Pictures,
    /// One resident files 10,000 orders
    Orders,
}

/// How large an attack is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extent {
    /// How long orders are measured before.
    pub quiet: Duration,
    /// How long they are measured meanwhile.
    pub lasts: Duration,
    /// How much of the attack is tried: 1.0 is all of it.
    pub share: f64,
}

/// What came of one attack on one engine.
#[derive(Debug, Clone)]
pub struct Row {
    pub attack: Attack,
    pub engine: Engine,
    pub tally: Tally,
    /// For how long.
    pub lasted: Duration,
    pub quiet: Took,
    pub attacked: Took,
    /// Orders that were filed and are there.
    pub filed: usize,
    /// What else an honest person wanted meanwhile.
    pub needed: Needed,
    /// How much more memory the server had at its peak, in bytes.
    pub memory: u64,
    /// How much more lies on the disk, in bytes.
    pub disk: u64,
    /// What an honest person did not get, and what is wrong with the data.
    pub wrong: Vec<String>,
}

/// An order takes at most so many times as long.
pub const BOUND: f64 = 5.0;

impl Row {
    /// How many times as long an order takes.
    pub fn ratio(&self) -> f64 {
        self.attacked.most.as_secs_f64() / self.quiet.most.as_secs_f64()
    }

    pub fn holds(&self) -> bool {
        self.wrong.is_empty() && self.ratio() <= BOUND
    }
}

impl Attack {
    pub fn name(self) -> &'static str {
        match self {
            Self::Disk => "strangers fill the disk",
            Self::LockOut => "a known number is locked out",
            Self::OneNetwork => "one IPv6 /64 asks for codes",
            Self::Carrier => "5,000 people behind one address",
            Self::Slow => "slow headers and bodies",
            Self::Idle => "idle connections and event streams",
            Self::Uploads => "unfinished uploads",
            Self::Pictures => "picture bombs",
            Self::Orders => "10,000 orders by one resident",
        }
    }

    /// All of it.
    pub fn extent(self) -> Extent {
        let lasts = match self {
            Self::Carrier => f64::from(PEOPLE) / PEOPLE_A_SECOND,
            Self::Orders => f64::from(ORDERS) / ORDERS_SENT_A_SECOND,
            _ => 12.0,
        };
        Extent { quiet: Duration::from_secs(12), lasts: Duration::from_secs_f64(lasts), share: 1.0 }
    }

    /// What an honest person wants besides.
    fn need(self) -> Need {
        match self {
            Self::Disk => Need::Draft,
            Self::LockOut => Need::SignInAgain,
            Self::OneNetwork | Self::Carrier | Self::Orders => Need::SignIn,
            Self::Slow | Self::Idle => Need::Stream,
            Self::Uploads | Self::Pictures => Need::Picture,
        }
    }

    /// How many minutes pass for the server in each second of the attack: what takes a day is tried in less.
    fn minutes_a_second(self) -> u32 {
        match self {
            Self::LockOut => 1,
            Self::Carrier => 6,
            _ => 0,
        }
    }

    /// Does it until it is over or nobody waits for it any more.
    async fn strikes(self, target: &Target) -> Result<()> {
        let Extent { lasts, share, .. } = target.extent;
        let many = |count: usize| (count as f64 * share).ceil() as usize;
        let begin = |rate| (lasts + HEAD_START, rate);
        match self {
            Self::Disk => target.attempts(8, begin(100.0), |number| Strangers::new(target, number)).await,
            Self::LockOut => target.attempts(8, begin(20.0), |number| LocksOut::new(target, number)).await,
            Self::OneNetwork => {
                target.attempts(8, begin(80.0), |number| OneNetwork::new(target, number)).await
            }
            Self::Carrier => {
                let come = Arc::new(AtomicU32::new(0));
                let one = |number| Newcomers::new(target, number, &come);
                target.attempts(32, begin(PEOPLE_A_SECOND), one).await
            }
            Self::Slow => connections::slow(target, many(1500)).await,
            Self::Idle => connections::idle(target, many(3000)).await,
            Self::Uploads => connections::uploads(target, many(20)).await,
            Self::Pictures => {
                let bombs = Arc::new(vec![bomb(many(6324) as u32)?]);
                let noise = Arc::new(undecodable(60));
                let one = |number: u64| {
                    Pictures::new(target, number, if number.is_multiple_of(2) { &bombs } else { &noise })
                };
                target.attempts(8, begin(8.0), one).await
            }
            Self::Orders => {
                target.attempts(16, begin(ORDERS_SENT_A_SECOND), |number| Orders::new(target, number)).await
            }
        }
    }
}

const PEOPLE: u32 = 5000;
const PEOPLE_A_SECOND: f64 = 60.0;
const ORDERS: u32 = 10_000;
const ORDERS_SENT_A_SECOND: f64 = 400.0;

/// The attack is under way when the first order is measured.
const HEAD_START: Duration = Duration::from_millis(500);

/// What attackers know.
#[derive(Clone)]
struct Target {
    site: Site,
    server: SocketAddr,
    gateway: Gateway,
    grids: Vec<String>,
    /// Somebody who attacks signed in.
    resident: Browser,
    /// The forms as they stand on their pages.
    order_form: Form,
    code_form: Form,
    extent: Extent,
    counts: Arc<Counts>,
}

impl Target {
    fn stranger(&self, source: Source) -> Browser {
        Browser::from(self.site.clone(), 0, source)
    }

    async fn attempts<A: Attacker>(
        &self,
        attackers: u64,
        (lasts, rate): (Duration, f64),
        one: impl Fn(u64) -> A,
    ) -> Result<()> {
        attempts((0..attackers).map(one).collect(), rate, lasts, &self.counts).await
    }
}

/// All attacks, each on each engine. `tell` hears of all rows that are done, as each is.
pub async fn run(plan: &Plan, attacks: &[Attack], mut tell: impl FnMut(&[Row]) -> Result<()>) -> Result<()> {
    let mut rows = Vec::new();
    for &attack in attacks {
        for &engine in &plan.engines {
            let mut ground = ground(plan, engine, Room::on_disk()?, 0)?;
            rows.push(meet(&mut ground, engine, attack, attack.extent()).await?);
            tell(&rows)?;
        }
    }
    Ok(())
}

/// One attack on a house that has no server yet. It begins an hour after the last one, when nobody is counted any more.
pub async fn meet(ground: &mut Ground, engine: Engine, attack: Attack, extent: Extent) -> Result<Row> {
    ground.ahead += 60;
    ground.house.is_ahead(ground.ahead)?;
    let gateway = Gateway::open().await?;
    ground.house.serves_with(
        ["--trusted-proxies", &PROXY.to_string(), "--sms-url", &gateway.url].map(str::to_owned).to_vec(),
    );
    block_in_place(|| open_files::as_many_as_usual(|| ground.house.open(0)))?;
    let target = target(&ground.house, gateway, extent).await?;
    let counts = Arc::clone(&target.counts);
    let Target { site, gateway, grids, .. } = &target;
    let mut residents = Residents::arrive(site, gateway, grids, people_for(extent)).await?;
    let needy = Needy::arrives(attack.need(), site, gateway, &grids[0]).await?;
    // The first orders find a server that has everything still to learn.
    residents.order(extent.quiet / 6).await?;
    let quiet = residents.order(extent.quiet).await?;
    // Nobody is sent two codes within a minute.
    ground.ahead += 2;
    ground.house.is_ahead(ground.ahead)?;

    let processes = Processes::of(ground)?;
    let (memory, disk) = (processes.memory()?, on_disk(&ground.house).await?);
    processes.forget_peak()?;
    let begun = Instant::now();
    let running = Running::begin(attack, target)?;
    sleep(HEAD_START).await;
    let lasts = extent.lasts;
    let (attacked, needed, clock) = tokio::join!(
        residents.order(lasts),
        needy.insists(lasts),
        move_clock(ground, attack.minutes_a_second(), lasts)
    );
    let (tally, lasted) = (counts.tally(), begun.elapsed());
    running.stop()?;
    clock?;
    let memory = processes.peak()?.saturating_sub(memory);
    let disk = on_disk(&ground.house).await?.saturating_sub(disk);

    let (filed, mut wrong) = residents.look_for_slips().await;
    if attack == Attack::Carrier && tally.refused > 0 {
        wrong.push(format!("{} of {} people were not served", tally.refused, tally.sent));
    }
    wrong.extend(needed.failed.iter().cloned());
    wrong.extend(ground.house.ended()?);
    if ground.house.panics() > 0 {
        wrong.push("the server has panicked".to_owned());
    }
    wrong.extend(block_in_place(|| ground.house.check())?);
    block_in_place(|| ground.house.kill(0))?;
    Ok(Row { attack, engine, tally, lasted, quiet, attacked: attacked?, filed, needed, memory, disk, wrong })
}

/// So many residents that each files five orders or fewer.
fn people_for(extent: Extent) -> u8 {
    let orders = (extent.quiet + extent.lasts).as_secs_f64() * ORDERS_A_SECOND;
    (orders / 5.0).ceil().clamp(1.0, 80.0) as u8
}

async fn target(house: &House, gateway: Gateway, extent: Extent) -> Result<Target> {
    let site = house.site.clone();
    let server = site.door(0).context("no server is there")?;
    let mut dice = StdRng::seed_from_u64(0);
    let mut resident = Browser::from(site.clone(), 0, ATTACKER);
    let grids = honest::grids(&mut resident).await?;
    let code_form = blank(&mut resident).await?;
    sign_in(&mut resident, &gateway, "19800000066", &mut dice).await?;
    let order_form = form_with_pictures(&mut resident, &grids[0]).await?;
    let counts = Arc::default();
    Ok(Target { site, server, gateway, grids, resident, order_form, code_form, extent, counts })
}

/// The attackers at work, on a thread of their own.
struct Running {
    thread: thread::JoinHandle<Result<()>>,
    stop: oneshot::Sender<()>,
}

impl Running {
    fn begin(attack: Attack, target: Target) -> Result<Self> {
        let (stop, stopped) = oneshot::channel();
        let work = move || {
            let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                tokio::select! {
                    done = attack.strikes(&target) => done,
                    _ = stopped => Ok(()),
                }
            })
        };
        let thread = thread::Builder::new().name("attack".to_owned()).spawn(work)?;
        Ok(Self { thread, stop })
    }

    fn stop(self) -> Result<()> {
        // It may be over already.
        let _ = self.stop.send(());
        block_in_place(|| self.thread.join()).map_err(|_| anyhow!("the attackers have panicked"))?
    }
}

/// Lets the server's clock run ahead, a minute at a time.
async fn move_clock(ground: &mut Ground, minutes_a_second: u32, lasts: Duration) -> Result<()> {
    let begun = Instant::now();
    for minute in 1..=(lasts.as_secs_f64() * f64::from(minutes_a_second)) as u32 {
        let due = Duration::from_secs(1) * minute / minutes_a_second;
        sleep(due.saturating_sub(begun.elapsed())).await;
        ground.ahead += 1;
        ground.house.is_ahead(ground.ahead)?;
    }
    Ok(())
}

/// What lies on the disk for a house, in bytes: its database, its photos and its log.
async fn on_disk(house: &House) -> Result<u64> {
    let files = below(house.dir())?;
    if house.url().starts_with("sqlite:") {
        return Ok(files);
    }
    let mut connection = PgConnection::connect(house.url()).await?;
    let (size,): (i64,) =
        sqlx::query_as("SELECT pg_database_size(current_database())").fetch_one(&mut connection).await?;
    connection.close().await?;
    Ok(files + u64::try_from(size)?)
}

fn below(dir: &Path) -> Result<u64> {
    let mut size = 0;
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        // A file may go between the two looks.
        let Ok(meta) = entry.metadata() else { continue };
        size += if meta.is_dir() { below(&entry.path())? } else { meta.len() };
    }
    Ok(size)
}
