//! More slips than anybody could read, for measuring: all over the demo district, some of them open and in mixed states, the
//! others over and spread over the years, each with the history that leads there by the domain's own verbs. Written in
//! bulk, past the desk: nobody is told of them.
//!
//! [`cast`] says who plays, [`story`] how far a slip comes.

mod cast;
mod story;

use std::{collections::HashSet, sync::Arc};

use domain::{
    Minutes, PersonId, Points, Request, RequestNumber, Timestamp, What,
    catalogue::{Helpers, Service},
    person::Phone,
    points::{Cause, Rule},
};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use store::{award::Award, request::Whole};
use tokio::task;

use self::{
    cast::{Cast, casts},
    story::Story,
};
use super::DemoError;
use crate::{Ask, Desk, Error, Visitor, calendar::Hours, writing::Writing};

/// Slips of one transaction.
const AT_ONCE: u32 = 5_000;

/// Half of them are open, and never more than this: no district has more under way at once, however many are behind it.
const OPEN_MOST: u32 = 100_000;

/// How many open ones each of their residents has, and how many that are over.
const OPEN_EACH: u32 = 4;
const OVER_EACH: u32 = 25;

/// The open ones were placed so lately that no alarm is due: a crowd, not an emergency.
const LATELY: u32 = 80;

/// Over how long the others are spread, and how long ago the last of them was placed.
const YEARS: u32 = 900 * 24 * 60;
const SETTLED: Minutes = Minutes::days(20);

/// Nobody reads them; the same dice make the same crowd.
const SEED: u64 = 20_261_122;

/// Adds `count` slips to a demo district that was loaded, and says after each transaction how many there are.
pub async fn scale(
    desk: Arc<Desk>,
    count: u32,
    now: Timestamp,
    mut progress: impl FnMut(u32),
) -> Result<(), DemoError> {
    let ask = Ask::new(desk, Visitor::STRANGER, now);
    if super::progress(&ask).await? != super::Progress::Loaded {
        return Err(DemoError::NotEmpty);
    }
    let mut crowd = Crowd::gather(&ask, count).await?;
    let mut filed = 0;
    let mut ordered_before = HashSet::new();
    // While one heap is written the next one is thought out.
    let mut next = thinking(crowd);
    while filed < count {
        let heap;
        (crowd, heap) = next.await.map_err(|_| nobody())??;
        next = thinking(crowd);
        let mut w = ask.write("scale_demo").await?;
        store::request::file_whole(&mut w, &heap).await.map_err(Error::from)?;
        for slip in heap.iter().filter(|slip| slip.events.iter().any(|event| event.what == What::Verified)) {
            if ordered_before.insert(slip.request.resident) {
                first_order(&mut w, &slip.request).await?;
            }
        }
        filed += u32::try_from(heap.len()).unwrap_or(AT_ONCE);
        w.audit(None, format!("demo:{filed}"), None);
        w.done().await?;
        progress(filed);
    }
    ask.desk.db.analyze().await.map_err(Error::from)?;
    Ok(())
}

/// The rule of the first order is applied to the crowd, too; it gives them nothing.
async fn first_order(w: &mut Writing<'_>, request: &Request) -> Result<(), DemoError> {
    let (to, nothing) = (request.resident, Points::ZERO);
    let award = Award {
        cause: Cause::FirstOrder { resident: to },
        rule: Rule::FirstOrder,
        to,
        request,
        asked: nothing,
        given: nothing,
        transfer: None,
        at: request.placed_at,
    };
    Ok(store::award::record(w, &award).await.map_err(Error::from)?)
}

fn thinking(mut crowd: Crowd) -> task::JoinHandle<Result<(Crowd, Vec<Whole>), DemoError>> {
    task::spawn_blocking(move || {
        let heap = crowd.heap()?;
        Ok((crowd, heap))
    })
}

fn nobody() -> DemoError {
    DemoError::Data { file: "people.csv", why: "nobody to play the crowd".to_owned() }
}

/// What the slips are made of, and how many of them were.
struct Crowd {
    casts: Vec<Cast>,
    services: Vec<Service>,
    residents: Vec<PersonId>,
    hours: Hours,
    now: Timestamp,
    dice: StdRng,
    taken: HashSet<RequestNumber>,
    over: u32,
    count: u32,
    made: u32,
}

impl Crowd {
    async fn gather(ask: &Ask, count: u32) -> Result<Self, DemoError> {
        let over = count - (count / 2).min(OPEN_MOST);
        let residents =
            residents(ask, over.div_ceil(OVER_EACH).max((count - over).div_ceil(OPEN_EACH))).await?;
        let mut conn = ask.read().await?;
        let fit = |service: &Service| {
            service.on_menu
                && !service.retired
                && service.helpers == Helpers::Volunteers
                && service.warn_percent >= 70
        };
        let menu = store::service::menu(&mut conn).await.map_err(Error::from)?;
        let servers = store::post::everybody(&mut conn, 10_000).await.map_err(Error::from)?;
        Ok(Self {
            casts: casts(&servers),
            services: menu.into_iter().filter(fit).collect(),
            residents,
            hours: ask.hours(),
            now: ask.at,
            dice: StdRng::seed_from_u64(SEED),
            taken: store::request::numbers(&mut conn).await.map_err(Error::from)?,
            over,
            count,
            made: 0,
        })
    }

    /// The next slips: first those that are over, in the order of time, then the open ones.
    fn heap(&mut self) -> Result<Vec<Whole>, DemoError> {
        let many = AT_ONCE.min(self.count - self.made);
        let mut heap = Vec::with_capacity(many as usize);
        for _ in 0..many {
            heap.push(self.slip()?);
            self.made += 1;
        }
        Ok(heap)
    }

    fn slip(&mut self) -> Result<Whole, DemoError> {
        let Self { casts, services, hours, dice, .. } = self;
        let open = self.made >= self.over;
        let (resident, at) = if open {
            let having = (self.count - self.over).div_ceil(OPEN_EACH);
            ((self.made - self.over) % having, self.now.minus(Minutes(dice.random_range(30..LATELY))))
        } else {
            let ago = u64::from(YEARS) * u64::from(self.over - self.made) / u64::from(self.over);
            let ago = Minutes(u32::try_from(ago).unwrap_or(YEARS));
            (self.made % self.over.div_ceil(OVER_EACH), self.now.minus(SETTLED).minus(ago))
        };
        let resident = self.residents.get(resident as usize).copied().ok_or_else(nobody)?;
        loop {
            let (cast, service) = casts.choose(dice).zip(services.choose(dice)).ok_or_else(nobody)?;
            let number = RequestNumber::new(at, dice.random_range(0..u64::from(u32::MAX)));
            let story = Story { number, cast, service, resident, office: hours.office(), at };
            // Its number is taken, or the cast does not fit together.
            if self.taken.contains(&number) {
                continue;
            }
            if let Some(slip) = if open { story.open(dice) } else { story.over(dice) } {
                self.taken.insert(number);
                return Ok(slip);
            }
        }
    }
}

/// People known by their phones alone, who will have ordered for years.
async fn residents(ask: &Ask, many: u32) -> Result<Vec<PersonId>, DemoError> {
    let mut conn = ask.read().await?;
    let known = store::person::count(&mut conn).await.map_err(Error::from)?;
    drop(conn);
    let mut people: Vec<(PersonId, Phone)> = Vec::with_capacity(many as usize);
    for place in known..known + many {
        let phone = Phone::new(&format!("198{place:08}")).map_err(|_| nobody())?;
        people.push((ask.fresh(), phone));
    }
    let mut w = ask.write("scale_demo").await?;
    store::person::add_many(&mut w, &people, ask.at).await.map_err(Error::from)?;
    w.audit(None, format!("demo:{many}"), None);
    w.done().await?;
    Ok(people.into_iter().map(|(id, _)| id).collect())
}
