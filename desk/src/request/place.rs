//! 点单: a resident orders a service of their grid.

use domain::{
    Area, PhotoId, Request, RequestNumber,
    area::Level,
    request::{Place, Placing},
    text::{Line, Note},
};

use super::moved;
use crate::{
    Ask, Error, Fault, Result,
    error::Checks,
    photo,
    writing::{Turn, begin},
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

/// Files the slip. The same key again gives the same number.
pub async fn place(ask: &Ask, order: Order) -> Result<RequestNumber> {
    let mut throws = 1;
    loop {
        match Box::pin(try_to_place(ask, &order)).await {
            // The number was taken, or the answer is there already.
            Err(Error::ChangedMeanwhile) if throws < THROWS => throws += 1,
            placed => return placed,
        }
    }
}

async fn try_to_place(ask: &Ask, order: &Order) -> Result<RequestNumber> {
    let turn = if order.photos.is_empty() { Turn::Free } else { Turn::Taken };
    let mut w = begin!(ask, "place", turn);
    let mut checks = Checks::default();
    let grid = checks.take("grid", order.grid.parse::<Area>().map_err(|_| Fault::NotAChoice));
    let need = checks.take("need", Note::new(&order.need));
    let building = checks.take("building", Line::new(&order.building));
    let door = checks.take("door", Line::optional(&order.door));
    let service = store::service::find_by_slug(&mut w, &order.service).await?;
    if order.service.is_empty() {
        checks.fault("service", Fault::Missing);
    } else if service.is_none() {
        checks.fault("service", Fault::NotAChoice);
    }
    photo::at_most(&mut checks, "photos", &order.photos);
    let (Some(grid), Some(need), Some(building), Some(door), Some(service)) =
        (grid, need, building, door, service)
    else {
        return checks.refuse();
    };
    checks.done()?;
    let known = store::area::find(&mut w, grid).await?;
    if grid.level() != Level::Grid || known.is_none_or(|entry| entry.valid_until.is_some()) {
        return Err(Error::field("grid", Fault::NotAChoice));
    }

    let number = RequestNumber::new(ask.at, ask.dice(u64::from(u32::MAX)));
    let placing = Placing { number, grid, resident: ask.person()?, need, place: Place { building, door } };
    let change = Request::place(placing, &service, &ask.hours().office(), ask.at).map_err(Error::Request)?;
    moved::file(&mut w, &service, &change).await?;
    if !order.photos.is_empty() {
        w.say_now().await?;
        photo::attach(&mut w, &order.photos, &change.request).await?;
    }
    w.reply(number).await
}
