//! What is done in a house and measured.

use std::time::{Duration, Instant};

use desk::{
    request, timer,
    view::{self, PAGE, Tab, Wish},
};
use domain::{Area, area::Level};

use crate::house::House;

pub enum Deed {
    /// A heap at the desk of an area.
    List(Area, Tab),
    /// A slip as staff see it: they differ by what happened on them, so it is the share of many.
    Page(fn(&House) -> &[domain::RequestNumber]),
    /// The hall of a volunteer of the first area, in which more than a page was laid in the second.
    Hall(Area, Area),
    Mine,
    /// In this grid.
    File(Area),
    /// By the volunteer of the first area, of a slip in the second.
    Accept(Area, Area),
    Round,
}

impl Deed {
    /// Does once what has to be done before.
    pub async fn prepared(&self, house: &House) {
        if let Self::Hall(_, grid) = *self {
            for _ in 0..=PAGE {
                house.in_hall(grid).await;
            }
        }
    }

    /// Does it once, and says how long it took without what had to be done before.
    pub async fn done(&self, house: &House) -> Duration {
        match *self {
            Self::List(area, tab) => {
                let ask = house.asks(house.desk_of(area));
                let wish = Wish { tab: Some(tab), ..Wish::default() };
                timed(async || drop(view::desk(&ask, &wish).await.unwrap())).await
            }
            Self::Page(of) => {
                let district = house.desk_of(house.desks(Level::District)[0]);
                let (ask, slips) = (house.asks(district), of(house));
                let all = timed(async || {
                    for slip in slips {
                        view::slip(&ask, *slip).await.unwrap();
                    }
                });
                all.await / u32::try_from(slips.len()).unwrap()
            }
            Self::Hall(area, _) => {
                let ask = house.asks(house.volunteer_of(area));
                timed(async || assert!(view::hall(&ask, 0).await.unwrap().more)).await
            }
            Self::Mine => {
                let ask = house.asks(house.resident);
                timed(async || assert!(view::mine(&ask, 0).await.unwrap().more)).await
            }
            Self::File(grid) => timed(async || _ = house.file(grid).await).await,
            Self::Accept(area, grid) => {
                let slip = house.in_hall(grid).await;
                let ask = house.asks(house.volunteer_of(area));
                timed(async || drop(request::accept(&ask, slip).await.unwrap())).await
            }
            Self::Round => {
                timed(async || assert_eq!(timer::run_due(&house.ask).await.unwrap().steps, 0)).await
            }
        }
    }
}

async fn timed(work: impl AsyncFnOnce()) -> Duration {
    let begun = Instant::now();
    work().await;
    begun.elapsed()
}

/// Everything that is measured, and what it is called. Which areas it is measured in, the smallest house decides.
pub async fn all(house: &House) -> Vec<(String, Deed)> {
    let mut deeds = Vec::new();
    for (heap, tab) in [("verify", Tab::Verify), ("everything open", Tab::Open), ("closed", Tab::Closed)] {
        for level in [Level::Grid, Level::Community, Level::Town, Level::District] {
            if let Some(area) = with_more_than_a_page(house, level, tab).await {
                deeds.push((format!("list of a {}, {heap}", level.name()), Deed::List(area, tab)));
            }
        }
    }
    deeds.push(("page of an open slip".to_owned(), Deed::Page(|house| &house.open)));
    deeds.push(("page of a closed slip".to_owned(), Deed::Page(|house| &house.over)));
    let grids = house.desks(Level::Grid);
    for level in [Level::Community, Level::Town] {
        let mut halls = house.halls(level).into_iter();
        let hall = halls.find_map(|hall| Some((hall, *grids.iter().find(|grid| hall.covers(**grid))?)));
        let (hall, grid) = hall.unwrap();
        deeds.push((format!("filing a slip, grid of a {}", level.name()), Deed::File(grid)));
        deeds.push((format!("accepting a slip, volunteer of a {}", level.name()), Deed::Accept(hall, grid)));
        deeds.push((format!("hall of a {}", level.name()), Deed::Hall(hall, grid)));
    }
    deeds.push(("a resident's own slips".to_owned(), Deed::Mine));
    deeds.push(("round of the timer".to_owned(), Deed::Round));
    deeds
}

async fn with_more_than_a_page(house: &House, level: Level, tab: Tab) -> Option<Area> {
    let wish = Wish { tab: Some(tab), ..Wish::default() };
    for area in house.desks(level) {
        let board = view::desk(&house.asks(house.desk_of(area)), &wish).await.unwrap();
        if board.slips.len() == PAGE as usize && board.after.is_some() {
            return Some(area);
        }
    }
    None
}
