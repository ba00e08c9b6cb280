//! What a server does in a second and what it costs: files, pages and forms, asked for over HTTP on loopback by browsers
//! without scripts, on both engines; and how many pages may stay open.
//!
//! Whoever asks shares the machine with the server and takes about as much of it, so what counts is the ratio of two
//! rates in one run, and the processor time of server and engine together.

mod pace;
mod process;
mod report;
mod watch;

use std::{
    fs,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, ensure};
use bytes::Bytes;
use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use tokio::{task::block_in_place, time::sleep};
use uuid::Uuid;

pub use self::report::{Row, Start, Town, page, tables};
use self::{
    pace::{Shot, closed, open},
    process::Processes,
};
use crate::{
    browser::Browser,
    cast::{Cast, Person, Place, sign_in},
    fault::{Engine, Ground, Room},
    form::{Filled, Form},
    page::Page,
    torture::{Plan, ground},
};

/// How long each thing is done at full speed, and again at half of it.
const SPELL: Duration = Duration::from_secs(4);
/// How long a server is left alone before its memory counts as that of one at rest.
const REST: Duration = Duration::from_secs(2);
/// How many pages are left open at once.
const WATCHERS: [usize; 3] = [10, 1_000, 10_000];

/// All of it, one engine after the other. `tell` hears of each town as it is done.
pub async fn run(plan: &Plan, mut tell: impl FnMut(&Town)) -> Result<Vec<Town>> {
    let mut towns = Vec::new();
    for &engine in &plan.engines {
        let mut ground = ground(plan, engine, Room::on_disk()?)?;
        let town = measure(plan, engine, &mut ground).await?;
        tell(&town);
        towns.push(town);
    }
    Ok(towns)
}

/// A file of the site that is as long as a page.
const FILE: &str = "/pkg/as-long-as-a-page.css";

async fn measure(plan: &Plan, engine: Engine, ground: &mut Ground) -> Result<Town> {
    let begun = Instant::now();
    block_in_place(|| ground.house.open(0))?;
    let mut stranger = Browser::new(ground.house.site.clone(), 0);
    stranger.look("/").await?;
    let first_answer = begun.elapsed();
    sleep(REST).await;
    let processes = Processes::of(ground)?;
    let start = Start { first_answer, at_rest: processes.memory()? };

    let mut dice = StdRng::seed_from_u64(plan.crowd.seed);
    let cast = Cast::gather(&ground.house.site, &mut dice).await?;
    let story = Story::prepare(ground, &cast, plan.crowd.clients, &mut dice).await?;
    let mut town = Town { engine, start, rows: Vec::new(), watched: Vec::new() };
    for (what, shots) in story.acts() {
        town.rows.push(row(what, shots, plan.crowd.clients, &processes).await?);
    }
    for watchers in WATCHERS {
        let order = story.next_order(&mut dice);
        town.watched.push(watch::steps(ground, &story.grid, watchers, order, &processes).await?);
    }
    Ok(town)
}

/// One thing, by all at once as fast as they can, and then half as often.
async fn row(what: &'static str, shots: Vec<Shot>, clients: u64, processes: &Processes) -> Result<Row> {
    let shots = Arc::new(shots);
    let before = processes.busy()?;
    let full = closed(&shots, clients, SPELL).await?;
    let busy = processes.busy()? - before;
    let each = busy.div_f64(full.took.len().max(1) as f64);
    let half = open(&shots, clients, full.per_second() / 2.0, SPELL).await?;
    Ok(Row { what, per_second: full.per_second(), each, bytes: full.bytes, half })
}

/// What is asked for, and by whom.
struct Story {
    grid: String,
    residents: Vec<Browser>,
    worker: Browser,
    order: Form,
}

impl Story {
    async fn prepare(ground: &Ground, cast: &Cast, clients: u64, dice: &mut StdRng) -> Result<Self> {
        let at = |place: Place| cast.people.iter().filter(move |person| person.place == place);
        let mut residents = Vec::new();
        let mut home = None;
        for person in at(Place::Home).cycle().take(usize::try_from(clients)?) {
            let mut browser = signed_in(ground, person, dice).await?;
            if home.is_none() {
                home = Page::read(browser.open("/me").await?.text())
                    .links_to("/g/")
                    .first()
                    .map(|grid| grid.trim_end_matches("/order").to_owned());
            }
            residents.push(browser);
        }
        let grid = home.context("no resident lives in a grid")?;
        let asking = residents.first_mut().context("nobody lives here")?;
        let length = asking.open(&grid).await?.body.len();
        fs::write(ground.house.dir().join("site").join(FILE.trim_start_matches('/')), vec![b' '; length])?;
        let blank = Page::read(asking.open(&format!("{grid}/order")).await?.text());
        let order = blank.forms_to("/do/order").next().context("nothing can be ordered")?.clone();
        let worker = at(Place::Desk).next().context("nobody runs a desk")?;
        let worker = signed_in(ground, worker, dice).await?;
        Ok(Self { grid, residents, worker, order })
    }

    /// Each act with everybody who takes part in it.
    fn acts(&self) -> Vec<(&'static str, Vec<Shot>)> {
        let each = |browsers: &[Browser], path: &str| -> Vec<Shot> {
            browsers.iter().map(|browser| Shot::page(browser.clone(), path)).collect()
        };
        let strangers: Vec<Browser> = self.residents.iter().map(Browser::stranger).collect();
        let desks = vec![self.worker.clone(); self.residents.len()];
        let ordering = self.residents.iter().map(|resident| Shot::form(resident.clone(), self.order.clone()));
        vec![
            ("a file as long as a grid's page", each(&strangers, FILE)),
            ("a grid's page, for a stranger", each(&strangers, &self.grid)),
            ("a grid's page, for a resident", each(&self.residents, &self.grid)),
            ("the form to order with", each(&self.residents, &format!("{}/order", self.grid))),
            ("one's own slips", each(&self.residents, "/me")),
            ("the list of a desk", each(&desks, "/desk")),
            ("a slip is filed", ordering.collect()),
        ]
    }

    fn next_order(&self, dice: &mut StdRng) -> (Browser, Filled) {
        (self.residents[0].clone(), fresh(&self.order, dice))
    }
}

async fn signed_in(ground: &Ground, person: &Person, dice: &mut StdRng) -> Result<Browser> {
    let mut browser = Browser::new(ground.house.site.clone(), 0);
    sign_in(&mut browser, person.id, dice).await?;
    ensure!(!browser.must_sign_in(), "{} is not signed in", person.id);
    Ok(browser)
}

/// The form filled in anew, with a key of its own: another order, not the same one again.
fn fresh(form: &Form, dice: &mut StdRng) -> Filled {
    let mut form = form.clone();
    form.rekey(&Uuid::from_u128(dice.random()).to_string());
    form.fill(dice, "楼道灯不亮，晚上看不见", None)
}

/// The answer's bytes, of something that has to succeed.
fn sound(answer: &crate::browser::Answer, what: &str) -> Result<Bytes> {
    ensure!(answer.is_sound() && answer.status.as_u16() < 400, "{what}: {}", answer.status);
    Ok(answer.body.clone())
}
