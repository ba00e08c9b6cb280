//! What a server does in a second and what it costs: files, pages, forms and the story of the town, asked for over HTTP on
//! loopback by browsers without scripts, on both engines; what the engine does alone for the same rows; and how many pages
//! may stay open.
//!
//! Whoever asks shares the machine with the server and takes about as much of it, so what counts is the ratio of two
//! rates in one run, and the processor time of server and engine together.

mod alone;
mod life;
pub(crate) mod pace;
pub(crate) mod process;
mod report;
pub(crate) mod watch;

use std::{
    fs,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, ensure};
use bytes::Bytes;
use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use tokio::{task::block_in_place, time::sleep};
use uuid::Uuid;

pub use self::report::{Row, Start, Town, Turn, page, tables};
use self::{
    alone::{Alone, Base},
    life::Life,
    pace::{AT_ONCE, Asker, Shot, Size, closed, open},
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

/// How often everything is done. What counts is the turn in the middle, and of two things that are compared, how they
/// compare in the same turn: a machine that others share does not do as much in each minute.
const TURNS: usize = 3;
/// How long each thing is done in a turn at full speed, and again at half of it.
const SPELL: Duration = Duration::from_secs(2);
/// How long a server is left alone before its memory counts as that of one at rest.
const REST: Duration = Duration::from_secs(2);
/// So many slips lie in the district, half of them open, besides those of its story.
const SLIPS: u32 = 20_000;
/// The first hundred of a long list.
const HUNDRED: &str = "/desk?tab=open&rows=100";
/// It has more leaves of a hundred than this.
const LONG: usize = 50;
/// How many pages are left open at once.
const WATCHERS: [usize; 3] = [10, 1_000, 10_000];

/// All of it, one engine after the other. `tell` hears of each town as it is done.
pub async fn run(plan: &Plan, mut tell: impl FnMut(Town) -> Result<()>) -> Result<()> {
    for &engine in &plan.engines {
        let mut ground = ground(plan, engine, Room::on_disk()?, SLIPS)?;
        tell(measure(plan, engine, &mut ground).await?)?;
    }
    Ok(())
}

/// A file of the site that is as long as a page.
const FILE: &str = "/pkg/as-long-as-a-page.css";

async fn measure(plan: &Plan, engine: Engine, ground: &mut Ground) -> Result<Town> {
    let clients = plan.crowd.clients;
    let copy = alone::copy(ground).await?;
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
    let scene = Scene::prepare(ground, &cast, clients, &mut dice).await?;
    let mut rows = Vec::new();
    for (what, shots) in scene.pages() {
        rows.push((Row::new(what, size(&shots).await?), shots));
    }
    for _ in 0..TURNS {
        for (row, shots) in &mut rows {
            row.turns.push(turn(shots, clients, &processes).await?);
        }
    }
    let mut rows: Vec<Row> = rows.into_iter().map(|(row, _)| row).collect();

    let base = Base::count(ground.house.url()).await?;
    let mut filed = Row { files: true, ..Row::new("a slip is filed", None) };
    filed.turns.push(turn(&scene.orders(), clients, &processes).await?);
    let (filings, growth) = base.filings().await?;
    let mut alone = Alone::open(ground, engine, &copy, filings, clients).await?;
    alone.turn().await?;
    for _ in 1..TURNS {
        filed.turns.push(turn(&scene.orders(), clients, &processes).await?);
        alone.turn().await?;
    }
    rows.push(filed);
    let alone = alone.rows(&growth).await?;
    let (row, act) = Life::prepare(ground, &cast, plan.crowd).await?.live(&processes).await?;
    rows.push(row);

    let mut watched = Vec::new();
    for watchers in WATCHERS {
        let order = scene.next_order(&mut dice);
        watched.push(watch::steps(ground, &scene.grid, watchers, order, &processes).await?);
    }
    Ok(Town { engine, start, rows, act, growth, alone, watched })
}

/// Of one answer, if it is a page.
async fn size(shots: &[Shot]) -> Result<Option<Size>> {
    shots.first().context("nobody asks")?.clone().size().await
}

/// One thing, by all at once as fast as they can, and then half as often.
async fn turn(shots: &[Shot], clients: u64, processes: &Processes) -> Result<Turn> {
    let (few, many) = (Shot::crowd(shots, clients)?, Shot::crowd(shots, clients * AT_ONCE)?);
    Ok(spent(few, many, processes).await?.turn)
}

/// What came of a turn, and who spent it.
struct Spent<A> {
    turn: Turn,
    few: Vec<A>,
    many: Vec<A>,
}

async fn spent<A: Asker>(few: Vec<A>, many: Vec<A>, processes: &Processes) -> Result<Spent<A>> {
    let before = processes.busy()?;
    let (full, few) = closed(few, SPELL).await?;
    let (done, per_second) = (full.took.len(), full.per_second());
    let each = (processes.busy()? - before).div_f64(done.max(1) as f64);
    let (half, many) = open(many, per_second / 2.0, SPELL).await?;
    Ok(Spent { turn: Turn { done, per_second, each, half: Some(half) }, few, many })
}

/// What is asked for, and by whom.
struct Scene {
    grid: String,
    residents: Vec<Browser>,
    /// A slip of the first resident's.
    slip: String,
    worker: Browser,
    /// Somebody with a long list.
    staff: Browser,
    /// What each resident orders with, in the grid they live in.
    orders: Vec<Form>,
}

impl Scene {
    async fn prepare(ground: &Ground, cast: &Cast, clients: u64, dice: &mut StdRng) -> Result<Self> {
        let at = |place: Place| cast.people.iter().filter(move |person| person.place == place);
        let (mut residents, mut orders) = (Vec::new(), Vec::new());
        let (mut home, mut slip) = (None, None);
        for person in at(Place::Home).cycle().take(usize::try_from(clients)?) {
            let mut browser = signed_in(ground, person, dice).await?;
            let page = Page::read(browser.open("/me").await?.text());
            let grid = page.links_to("/g/").first().map(|grid| grid.trim_end_matches("/order").to_owned());
            let grid = grid.with_context(|| format!("{} lives in no grid", person.id))?;
            let blank = Page::read(browser.open(&format!("{grid}/order")).await?.text());
            let mut order = blank.forms_to("/do/order").next().context("nothing can be ordered")?.clone();
            // Pictures belong to the story: here every slip is to write the same rows.
            order.without_pictures();
            if home.is_none() {
                home = Some(grid);
                slip = page.links_to("/r/").first().map(|&slip| slip.to_owned());
            }
            residents.push(browser);
            orders.push(order);
        }
        let grid = home.context("no resident lives in a grid")?;
        let slip = slip.context("the first resident has ordered nothing")?;
        let asking = residents.first_mut().context("nobody lives here")?;
        let length = asking.open(&grid).await?.body.len();
        fs::write(ground.house.dir().join("site").join(FILE.trim_start_matches('/')), vec![b' '; length])?;
        let worker = at(Place::Desk).next().context("nobody runs a desk")?;
        let worker = signed_in(ground, worker, dice).await?;
        let mut staff = None;
        for person in at(Place::Desk) {
            let mut browser = signed_in(ground, person, dice).await?;
            if has_a_long_list(&mut browser).await? {
                staff = Some(browser);
                break;
            }
        }
        let staff = staff.context("no list is that long")?;
        Ok(Self { grid, residents, slip, worker, staff, orders })
    }

    /// Each page with everybody who asks for it.
    fn pages(&self) -> Vec<(&'static str, Vec<Shot>)> {
        let each = |browsers: &[Browser], path: &str| -> Vec<Shot> {
            browsers.iter().map(|browser| Shot::page(browser.clone(), path)).collect()
        };
        let strangers: Vec<Browser> = self.residents.iter().map(Browser::stranger).collect();
        let desks = vec![self.worker.clone(); self.residents.len()];
        let staff = vec![self.staff.clone(); self.residents.len()];
        vec![
            ("a file as long as a grid's page", each(&strangers, FILE)),
            ("a grid's page, for a stranger", each(&strangers, &self.grid)),
            ("a grid's page, for a resident", each(&self.residents, &self.grid)),
            ("the form to order with", each(&self.residents, &format!("{}/order", self.grid))),
            ("one's own slips", each(&self.residents, "/me")),
            ("a slip, for its resident", each(&self.residents[..1], &self.slip)),
            ("the list of a desk", each(&desks, "/desk")),
            ("100 of 5,000 open slips", each(&staff, HUNDRED)),
        ]
    }

    fn orders(&self) -> Vec<Shot> {
        let each = self.residents.iter().zip(&self.orders);
        each.map(|(resident, order)| Shot::form(resident.clone(), order.clone())).collect()
    }

    fn next_order(&self, dice: &mut StdRng) -> (Browser, Filled) {
        (self.residents[0].clone(), fresh(&self.orders[0], dice))
    }
}

/// Whether so much is open at somebody's desk.
async fn has_a_long_list(browser: &mut Browser) -> Result<bool> {
    let mut leaf = HUNDRED.to_owned();
    for _ in 0..LONG {
        match Page::read(browser.open(&leaf).await?.text()).next {
            Some(next) => leaf = next,
            None => return Ok(false),
        }
    }
    Ok(true)
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
