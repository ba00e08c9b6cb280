//! 点单: a resident orders a service of their grid, or 网格上报: the grid files what is not on the menu.

use std::sync::Arc;

use domain::{
    Area, PhotoId, Request, RequestNumber,
    area::Level,
    catalogue::Service,
    permit::{self, MayFile},
    request::{Place, Placing},
    text::{Line, Note},
};

use super::{enough::Enough, moved};
use crate::{
    Ask, Error, Fault, Result,
    error::Checks,
    photo,
    shelf::Grid,
    writing::{Writing, begin},
};

/// An order as it was typed.
#[derive(Debug, Clone, Default)]
pub struct Order {
    pub grid: String,
    /// The short name of the service.
    pub service: String,
    pub need: String,
    pub building: String,
    pub door: String,
    pub photos: Vec<PhotoId>,
}

/// How often a number is thrown when it is taken; ten million a day make one repeat rare.
const THROWS: u32 = 4;

/// An order that can be filed.
struct Sound {
    grid: Arc<Grid>,
    service: Arc<Service>,
    permit: MayFile,
    need: Note,
    place: Place,
    photos: Vec<PhotoId>,
}

/// Files the slip. The same form with the same contents gives the same number again.
pub async fn place(ask: &Ask, order: Order) -> Result<RequestNumber> {
    ask.person()?;
    let order = check(ask, order).await;
    // Nearly every order comes once, and one that comes again cannot keep a second answer: nothing of it is written. With
    // pictures there is more to write than what is said at the end; and what is wrong with a picture may be that the first
    // sending took it.
    if let Ok(order) = &order
        && order.photos.is_empty()
        && ask.faults.is_empty()
    {
        match file(ask.write("place").await?.first(), order, false).await {
            Err(Error::ChangedMeanwhile) => {}
            filed => return filed,
        }
    }
    let mut w = begin!(ask, "place");
    let order = order?;
    let enough = Enough::of(ask, order.grid.entry.area)?;
    for _ in 1..THROWS {
        let freely = enough.check(&mut w).await?;
        match file(w, &order, freely).await {
            Err(Error::ChangedMeanwhile) => w = begin!(ask, "place"),
            filed => return filed,
        }
    }
    let freely = enough.check(&mut w).await?;
    file(w, &order, freely).await
}

async fn check(ask: &Ask, order: Order) -> Result<Sound> {
    let actor = ask.actor()?;
    let mut checks = Checks::default();
    let area = checks.take("grid", order.grid.parse::<Area>().map_err(|_| Fault::NotAChoice));
    let need = checks.take("need", Note::new(&order.need));
    let building = checks.take("building", Line::new(&order.building));
    let door = checks.take("door", Line::optional(&order.door));
    // Pictures may have been minutes on their way.
    let now = if order.photos.is_empty() { ask.clone() } else { ask.clone().with_editions(None) };
    let mut conn = now.read().await?;
    let menu = now.menu(&mut conn).await?;
    let service = menu.iter().find(|service| service.slug.as_str() == order.service);
    // What is not on the menu is no choice but for those who file it for the grid.
    let permit = service.zip(area).and_then(|(service, area)| permit::file(actor, area, service).ok());
    if order.service.is_empty() {
        checks.fault("service", Fault::Missing);
    } else if service.is_none() || (area.is_some() && permit.is_none()) {
        checks.fault("service", Fault::NotAChoice);
    }
    photo::at_most(&mut checks, "photos", &order.photos);
    let (Some(area), Some(need), Some(building), Some(door), Some(service), Some(permit)) =
        (area, need, building, door, service, permit)
    else {
        return checks.refuse();
    };
    checks.done()?;
    let grid = now.grid(&mut conn, area).await?.filter(|grid| grid.entry.valid_until.is_none());
    match grid {
        Some(grid) if area.level() == Level::Grid => {
            let place = Place { building, door };
            Ok(Sound { grid, service: Arc::clone(service), permit, need, place, photos: order.photos })
        }
        _ => Err(Error::field("grid", Fault::NotAChoice)),
    }
}

/// Files it under a number of its own. One that is taken is [`Error::ChangedMeanwhile`], and so is an answer that is there,
/// and one slip more than is enough; `freely`: not for its grid.
async fn file(mut w: Writing<'_>, order: &Sound, freely: bool) -> Result<RequestNumber> {
    let Sound { grid, service, permit, need, place, photos } = order;
    let ask = w.ask;
    let number = RequestNumber::new(ask.at, ask.dice(u64::from(u32::MAX)));
    let (need, place) = (need.clone(), place.clone());
    let placing = Placing { number, grid: grid.entry.area, need, place };
    // First of all: it counts what is under way without this one.
    w.say(Enough::of(ask, grid.entry.area)?.count(ask, freely));
    let change =
        Request::place(*permit, placing, service, &ask.hours().office(), ask.at).map_err(Error::Request)?;
    moved::file(&mut w, service, &change, Some(Arc::clone(&grid.serving))).await?;
    if !photos.is_empty() {
        w.say_now().await?;
        photo::attach(&mut w, photos, &change.request).await?;
    }
    w.reply(number).await
}
