//! The front door: what each person finds first.

use domain::{Role, request::Pressure};
use store::area::Entry;

use super::{Glance, Tab, UnitCounts};
use crate::{Ask, Result};

#[derive(Debug, Clone)]
pub struct Home {
    /// The grid the person lives in, once known.
    pub grid: Option<Entry>,
    /// Their own slips that are not over.
    pub open: Vec<Glance>,
    /// For those who run a desk: how much lies on its heaps.
    pub board: Option<Vec<(Tab, u32)>>,
    /// For helpers: how much is open in the hall, and how much of it presses.
    pub hall: Option<(u32, u32)>,
    /// For those who act for a unit: how much waits for it.
    pub unit: Option<UnitCounts>,
}

pub async fn home(ask: &Ask) -> Result<Home> {
    let actor = ask.actor()?;
    let mut conn = ask.read().await?;
    let person = store::person::find(&mut conn, actor.person).await?;
    let grid = match person.and_then(|person| person.home) {
        Some(home) => store::area::find(&mut conn, home.area).await?,
        None => None,
    };
    let board = match actor.post.filter(|post| post.role.runs_the_desk()) {
        Some(post) => Some(super::desk::heaps(&mut conn, post.area).await?),
        None => None,
    };
    let unit = match actor.unit() {
        Some(unit) => Some(super::unit::counts(&mut conn, unit).await?),
        None => None,
    };
    drop(conn);
    let open = super::mine::open(ask).await?;
    let hall = if actor.post.is_some_and(|post| Role::helps(post.role)) {
        let open = super::hall(ask, 0).await?.open;
        let pressing = open.iter().filter(|glance| glance.pressure != Pressure::Calm).count();
        Some((u32::try_from(open.len()).unwrap_or(0), u32::try_from(pressing).unwrap_or(0)))
    } else {
        None
    };
    Ok(Home { grid, open, board, hall, unit })
}
