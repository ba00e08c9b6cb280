//! A resident's own slips.

use domain::request::State;
use store::request::List;

use super::glance::{Detail, Glance, PAGE, glances};
use crate::{Ask, Result};

#[derive(Debug, Clone)]
pub struct Mine {
    /// What is under way; what waits for the resident's own answer or rating comes first.
    pub open: Vec<Glance>,
    /// A page of what is over.
    pub over: Vec<Glance>,
    pub more: bool,
}

/// How many slips under way are shown; nobody has more of them at once.
const OPEN_MOST: u32 = 50;

/// What the asker ordered: all that is under way, and page `page` (the first is 0) of what is over.
pub async fn mine(ask: &Ask, page: u32) -> Result<Mine> {
    let actor = ask.actor()?;
    let person = actor.person;
    let mut conn = ask.read().await?;
    let mut open =
        store::request::list(&mut conn, List::OrderedBy { person, over: false }, 0, OPEN_MOST).await?;
    open.sort_by_key(|request| !matches!(request.state, State::AskedBack { .. } | State::Checked { .. }));
    let skip = page.saturating_mul(PAGE);
    let mut over =
        store::request::list(&mut conn, List::OrderedBy { person, over: true }, skip, PAGE + 1).await?;
    let more = over.len() > PAGE as usize;
    over.truncate(PAGE as usize);
    Ok(Mine {
        open: glances(&mut conn, open, ask.at, Some(actor), Detail::Whole).await?,
        over: glances(&mut conn, over, ask.at, Some(actor), Detail::Whole).await?,
        more,
    })
}
