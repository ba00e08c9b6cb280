//! A resident's own slips.

use domain::{PersonId, Request, request::State};
use store::{Conn, request::List};

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
    let mut conn = ask.read().await?;
    let mut all = under_way(&mut conn, actor.person).await?;
    let open = all.len();
    let over = List::OrderedBy { person: actor.person, over: true };
    all.extend(store::request::list(&mut conn, over, page.saturating_mul(PAGE), PAGE + 1).await?);
    let more = all.len() > open + PAGE as usize;
    all.truncate(open + PAGE as usize);
    // Looked up together, so that two lists cost no more than one.
    let mut open_and_over = glances(ask, &mut conn, all, Some(actor), Detail::Whole).await?;
    let over = open_and_over.split_off(open);
    Ok(Mine { open: open_and_over, over, more })
}

/// What the asker ordered and is under way.
pub(super) async fn open(ask: &Ask) -> Result<Vec<Glance>> {
    let actor = ask.actor()?;
    let mut conn = ask.read().await?;
    let open = under_way(&mut conn, actor.person).await?;
    glances(ask, &mut conn, open, Some(actor), Detail::Whole).await
}

/// What waits for the resident's own answer or rating comes first.
async fn under_way(conn: &mut Conn, person: PersonId) -> Result<Vec<Request>> {
    let mut open = store::request::list(conn, List::OrderedBy { person, over: false }, 0, OPEN_MOST).await?;
    open.sort_by_key(|request| !matches!(request.state, State::AskedBack { .. } | State::Checked { .. }));
    Ok(open)
}
