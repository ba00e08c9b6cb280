//! The hall (接单大厅): what a volunteer can take, nearest and most urgent first; and what they have in hand.

use domain::{Actor, Area, Minutes, Request, area::Level, permit};
use store::{Conn, request::List};

use super::glance::{Detail, Glance, PAGE, glances};
use crate::{Ask, Error, Result};

#[derive(Debug, Clone)]
pub struct Hall {
    /// The area the asker helps in.
    pub area: Area,
    pub open: Vec<Glance>,
    pub more: bool,
}

/// What a helper has in hand, and what they have done.
#[derive(Debug, Clone)]
pub struct Work {
    pub in_hand: Vec<Glance>,
    pub done: Vec<Glance>,
    pub more: bool,
    /// Actual service time, all told.
    pub served: Minutes,
}

/// How many slips are looked at for a page, or what somebody has in hand: nobody leafs through more.
const LOOKED_AT: u32 = 200;

/// The open slips of the area the asker helps in: what was given to them by name, then the nearest, then the most urgent.
pub async fn hall(ask: &Ask, page: u32) -> Result<Hall> {
    let actor = ask.actor()?;
    let post =
        actor.post.filter(|post| post.role.helps()).ok_or(Error::Denied(permit::Denied::NotYourRole))?;
    let mut conn = ask.read().await?;
    let home = store::person::find(&mut conn, actor.person)
        .await?
        .and_then(|person| person.home)
        .map(|home| home.area);
    let skip = page.saturating_mul(PAGE) as usize;
    let mut finding = Finding { actor, open: Vec::new(), wanted: skip + PAGE as usize + 1, looked_at: 0 };
    finding.look(ask, &mut conn, List::GivenTo { person: actor.person }).await?;
    let mut but = None;
    for area in rings(post.area, home.unwrap_or(post.area)) {
        finding.look(ask, &mut conn, List::InHall { area, but, person: actor.person }).await?;
        but = Some(area);
    }
    let more = finding.open.len() > skip + PAGE as usize;
    let shown = finding.open.into_iter().skip(skip).take(PAGE as usize).collect();
    let open = glances(ask, &mut conn, shown, Some(actor), Detail::Whole).await?;
    Ok(Hall { area: post.area, open, more })
}

/// The parts of an area from the nearest to home outwards, each around the one before it, the area itself last.
fn rings(area: Area, home: Area) -> Vec<Area> {
    let levels = [Level::Grid, Level::Community, Level::Town, Level::District];
    let around = levels.into_iter().filter_map(|level| home.at(level));
    let mut rings: Vec<Area> = around.filter(|ring| area.covers(*ring)).collect();
    if rings.last() != Some(&area) {
        rings.push(area);
    }
    rings
}

/// What somebody may take, as far as it was found.
struct Finding {
    actor: Actor,
    open: Vec<Request>,
    wanted: usize,
    looked_at: u32,
}

impl Finding {
    /// Goes on in a list until there is enough.
    async fn look(&mut self, ask: &Ask, conn: &mut Conn, list: List) -> Result<()> {
        let mut skip = 0;
        while self.open.len() < self.wanted && self.looked_at < LOOKED_AT {
            let missing = u32::try_from(self.wanted - self.open.len()).unwrap_or(LOOKED_AT);
            let most = missing.min(LOOKED_AT - self.looked_at);
            let requests = store::request::list(conn, list, skip, most).await?;
            let found = u32::try_from(requests.len()).unwrap_or(most);
            self.looked_at += found;
            skip += found;
            self.take(ask, conn, requests).await?;
            if found < most {
                break;
            }
        }
        Ok(())
    }

    async fn take(&mut self, ask: &Ask, conn: &mut Conn, mut requests: Vec<Request>) -> Result<()> {
        // In the version each was placed under, which need not be the one in force.
        let types = ask.types(conn, requests.iter().map(|request| request.service)).await?;
        requests.retain(|request| {
            types
                .get(&request.service)
                .is_some_and(|service| permit::accept(self.actor, request, service).is_ok())
        });
        self.open.append(&mut requests);
        Ok(())
    }
}

/// What the asker has taken on, and a page of what they have done.
pub async fn in_hand(ask: &Ask, page: u32) -> Result<Work> {
    let actor = ask.actor()?;
    actor.post.filter(|post| post.role.helps()).ok_or(Error::Denied(permit::Denied::NotYourRole))?;
    let person = actor.person;
    let mut conn = ask.read().await?;
    let requests =
        store::request::list(&mut conn, List::HandledBy { person, over: false }, 0, LOOKED_AT).await?;
    let requests = visible(ask, &mut conn, actor, requests).await?;
    let in_hand = glances(ask, &mut conn, requests, Some(actor), Detail::Whole).await?;
    let skip = page.saturating_mul(PAGE);
    let mut done =
        store::request::list(&mut conn, List::HandledBy { person, over: true }, skip, PAGE + 1).await?;
    let more = done.len() > PAGE as usize;
    done.truncate(PAGE as usize);
    let done = visible(ask, &mut conn, actor, done).await?;
    let done = glances(ask, &mut conn, done, Some(actor), Detail::Whole).await?;
    let served = store::request::served(&mut conn, person).await?;
    Ok(Work { in_hand, done, more, served })
}

/// What was done in one post is seen in that one.
async fn visible(ask: &Ask, conn: &mut Conn, actor: Actor, mut slips: Vec<Request>) -> Result<Vec<Request>> {
    let types = ask.types(conn, slips.iter().map(|slip| slip.service)).await?;
    slips.retain(|slip| {
        types.get(&slip.service).is_some_and(|service| permit::see(actor, slip, service).is_ok())
    });
    Ok(slips)
}

#[cfg(test)]
mod tests {
    use super::rings;
    use domain::Area;

    #[test]
    fn what_is_near_comes_before_what_is_far_and_nothing_beyond_the_post() {
        let ring = |post: &str, home: &str| -> Vec<String> {
            let [post, home]: [Area; 2] = [post, home].map(|area| area.parse().unwrap());
            rings(post, home).iter().map(Area::to_string).collect()
        };
        let (grid, community, town) = ("321012100001001", "321012100001", "321012100");
        // A volunteer of the town who lives in one of its grids; one who lives in a micro-grid there.
        assert_eq!(ring(town, grid), [grid, community, town]);
        assert_eq!(ring(town, "321012100001001002"), [grid, community, town]);
        // Who lives in another community than they help in, and whose home nobody knows.
        assert_eq!(ring(community, "321012100002001"), [community]);
        assert_eq!(ring(community, community), [community]);
        assert_eq!(ring(grid, community), [grid]);
    }
}
