//! The desk (工作台): what the grid must verify, assign and check, by heap and area, in the order in which it is due.

mod filter;
mod tab;

use std::sync::Arc;

use domain::{
    Area, PersonId, Role,
    catalogue::{Admission, Service},
    permit,
    request::Wait,
};
pub use store::request::{Leaf, MOST_COUNTED, Spot};
use store::{
    Conn,
    area::Entry,
    request::{Heap, Search},
};

pub use self::{
    filter::{Kind, Limit, Whose, Wish},
    tab::{AtOnce, Tab},
};
use super::{
    glance::{Detail, Glance, LONG_PAGE, PAGE, glances},
    slip::Helper,
};
use crate::{Ask, Error, Result};

#[derive(Debug, Clone)]
pub struct Board {
    /// The area shown: the post's own, or one below it.
    pub area: Entry,
    /// From the post's own area down to the one shown, to widen the view again.
    pub path: Vec<Entry>,
    /// What lies directly below, to narrow the view.
    pub below: Vec<Entry>,
    pub counts: Vec<(Tab, u32)>,
    pub tab: Tab,
    /// The case types to choose from, and what was chosen.
    pub services: Vec<Arc<Service>>,
    pub kind: Kind,
    /// By when it is due; nothing of what is over is due.
    pub limit: Limit,
    /// What waits on it; on what is over nothing does.
    pub waits: Option<Wait>,
    pub slips: Vec<Glance>,
    /// Where the page before this one ends, and where the next one begins.
    pub before: Option<Spot>,
    pub after: Option<Spot>,
    /// Who may be given several slips of this heap at once: they serve the whole of the area shown.
    pub helpers: Vec<Helper>,
}

/// The most helpers offered at once.
const MOST_HELPERS: u32 = 30;

/// The most letters that are searched for.
const MOST_WORDS: usize = 40;

/// One heap of the desk.
pub async fn desk(ask: &Ask, wish: &Wish) -> Result<Board> {
    let actor = ask.actor()?;
    let post = actor
        .post
        .filter(|post| post.role.runs_the_desk())
        .ok_or(Error::Denied(permit::Denied::NotYourRole))?;
    let area = wish.area.unwrap_or(post.area);
    if !actor.serves(area, Role::runs_the_desk) {
        return Err(Error::Denied(permit::Denied::NotYourArea));
    }
    let mut conn = ask.read().await?;
    let mut path = store::area::path(&mut conn, area).await?;
    path.retain(|entry| post.area.covers(entry.area));
    let entry = path.last().filter(|entry| entry.area == area).cloned().ok_or(Error::NotFound)?;
    let below = store::area::children(&mut conn, area).await?;
    let counts = heaps(&mut conn, area).await?;
    let fullest = |tab: &&Tab| counts.iter().any(|(other, n)| other == *tab && *n > 0);
    let tab = wish.tab.unwrap_or_else(|| Tab::WORK.iter().find(fullest).copied().unwrap_or(Tab::Verify));

    let menu = ask.menu(&mut conn).await?;
    let admitted = menu.iter().filter(|service| service.admission == Admission::Admitted);
    let services: Vec<Arc<Service>> = admitted.cloned().collect();
    let known = |slug: &str| services.iter().any(|service| service.slug == slug);
    let kind = match &wish.kind {
        Kind::Type(slug) if !known(slug) => Kind::Any,
        kind => kind.clone(),
    };
    let limit = if tab.is_open() { wish.limit } else { Limit::Any };
    let waits = wish.waits.filter(|_| tab.is_open());
    let words: String = wish.words.chars().take(MOST_WORDS).collect();
    let search = Search {
        area,
        heap: tab.heap(),
        kind: kind.sought(),
        due: limit.span(ask.at),
        by: wish.whose.by(actor),
        waits,
        words: &words,
        backwards: !tab.is_open(),
        rows: if wish.long { LONG_PAGE } else { PAGE },
    };
    let found = store::request::search(&mut conn, &search, wish.leaf).await?;
    let slips = glances(ask, &mut conn, found.slips, Some(actor), Detail::Whole).await?;
    let helpers = match tab.at_once() {
        Some(AtOnce::Dispatch) if !slips.is_empty() => helpers(&mut conn, area).await?,
        Some(AtOnce::Dispatch | AtOnce::Verify) | None => Vec::new(),
    };
    let (before, after) = (found.before, found.after);
    Ok(Board {
        area: entry,
        path,
        below,
        counts,
        tab,
        services,
        kind,
        limit,
        waits,
        slips,
        before,
        after,
        helpers,
    })
}

/// What lies on each heap of an area, counted no further than [`MOST_COUNTED`] and one. What is over is not counted.
pub(super) async fn heaps(conn: &mut Conn, area: Area) -> Result<Vec<(Tab, u32)>> {
    let most = MOST_COUNTED + 1;
    let counts = store::request::count_up_to(conn, area, Tab::Open.states()).await?;
    let height = |tab: Tab| -> u32 {
        match tab.heap() {
            Heap::Waiting => counts.waiting,
            Heap::States(states) => {
                let on_it = counts.states.iter().filter(|(state, _)| states.contains(state));
                on_it.map(|(_, n)| n).sum::<u32>().min(most)
            }
        }
    };
    Ok(Tab::ALL.iter().map(|tab| (*tab, height(*tab))).collect())
}

/// Who helps in the whole of an area, the nearest first.
async fn helpers(conn: &mut Conn, area: Area) -> Result<Vec<Helper>> {
    let anybody = domain::catalogue::Helpers::Volunteers;
    let mut known: Vec<PersonId> = Vec::new();
    let mut helpers = Vec::new();
    for server in store::post::helping(conn, area, anybody, MOST_HELPERS).await? {
        if !known.contains(&server.person) {
            known.push(server.person);
            helpers.push(Helper {
                person: server.person,
                name: server.name.map_or_else(|| server.phone.masked(), |name| name.as_str().to_owned()),
                role: server.post.role,
                area: server.post.area,
            });
        }
    }
    Ok(helpers)
}
